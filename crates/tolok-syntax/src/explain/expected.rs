//! What could stand at a place, in the words of a person instead of the grammar's rules.

use crate::grammar::Rule;

/// "a value or `(`": what the rules stand for, without repetition, in a fixed order.
pub(super) fn sentence(positives: &[Rule]) -> String {
    let mut phrases: Vec<&str> =
        ORDER.iter().copied().filter(|phrase| positives.iter().any(|rule| describe(*rule) == Some(*phrase))).collect();
    // A value says more than the signs that could come before it, and the end of a definition is the least helpful thing to expect.
    if phrases.len() > 1 {
        phrases.retain(|phrase| *phrase != END);
    }
    if phrases.contains(&VALUE) {
        phrases.retain(|phrase| ![NAME, TEXT, "`(`"].contains(phrase));
    }
    if phrases.contains(&OPERATOR) {
        phrases.retain(|phrase| !["`(`", "`{`", GRAIN].contains(phrase));
    }
    match phrases.as_slice() {
        [] => "something else".to_string(),
        [only] => (*only).to_string(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

const VALUE: &str = "a value";
const OPERATOR: &str = "an operator";
const NAME: &str = "a name";
const TEXT: &str = "a text in quotation marks";
const END: &str = "the end of the definition";
const KIND: &str = "a type such as `money`, `count` or `percent`";
const ROLLUP: &str = "a roll-up (`flow`, `stock`, `rate weighted by …`, `single`, `constant`) or `fill`";
const COMPARISON: &str = "a comparison such as `<= 40`";
const GRAIN: &str = "`day`, `week`, `month`, `quarter` or `year`";

const ORDER: [&str; 25] = [
    NAME,
    VALUE,
    TEXT,
    KIND,
    ROLLUP,
    COMPARISON,
    GRAIN,
    "`week starts …` or `year starts …`",
    "a day such as `monday`",
    "a month such as `january`",
    OPERATOR,
    "`in`",
    "`=`",
    "`:`",
    "`(`",
    "`)`",
    "`,`",
    "`{`",
    "`}`",
    "`from`",
    "a currency such as `USD`",
    "a number",
    "`keep` or `drop`",
    "`higher` or `lower`",
    END,
];

fn describe(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::formula | Rule::clause | Rule::operation | Rule::arithmetic | Rule::number | Rule::call | Rule::reference | Rule::group => {
            VALUE
        }
        Rule::argument | Rule::expectation => VALUE,
        Rule::infix | Rule::arithmetic_infix | Rule::membership => OPERATOR,
        Rule::name | Rule::metric_definition | Rule::plain_name | Rule::quoted_name | Rule::given_value | Rule::references => NAME,
        Rule::text => TEXT,
        Rule::EOI => END,
        Rule::type_name => KIND,
        Rule::rollup | Rule::fill => ROLLUP,
        Rule::bound | Rule::comparison => COMPARISON,
        Rule::grain => GRAIN,
        Rule::week_starts | Rule::year_starts => "`week starts …` or `year starts …`",
        Rule::weekday => "a day such as `monday`",
        Rule::month => "a month such as `january`",
        Rule::in_word => "`in`",
        Rule::assign => "`=`",
        Rule::colon => "`:`",
        Rule::open => "`(`",
        Rule::close => "`)`",
        Rule::separator => "`,`",
        Rule::block_open | Rule::attributes | Rule::source_block | Rule::report_block | Rule::test_block | Rule::dimension_block => "`{`",
        Rule::block_close => "`}`",
        Rule::from_word => "`from`",
        Rule::currency_code => "a currency such as `USD`",
        Rule::top_count => "a number",
        Rule::totals_kind => "`keep` or `drop`",
        Rule::direction => "`higher` or `lower`",
        _ => return None,
    })
}

/// The words that the entries of the block at hand begin with; none where the place is in no block.
pub(super) fn block_words(positives: &[Rule]) -> Option<&'static [&'static str]> {
    let has = |rule: Rule| positives.contains(&rule);
    if has(Rule::binding) || has(Rule::source_totals) {
        Some(&["locale", "totals"])
    } else if has(Rule::report_kpis) || has(Rule::report_top) {
        Some(&["by", "description", "inputs", "kpis", "label", "over", "sort", "top", "total", "where"])
    } else if has(Rule::test_given) || has(Rule::test_expect) {
        Some(&["expect", "given"])
    } else if has(Rule::member) || has(Rule::member_group) {
        Some(&["alias", "description", "label", "member"])
    } else if has(Rule::attribute) && has(Rule::block_close) {
        Some(&[
            "alias",
            "better",
            "cadence",
            "category",
            "deprecated",
            "description",
            "format",
            "indicator",
            "label",
            "on_error",
            "owner",
            "since",
            "source",
            "tags",
            "target",
            "warn",
        ])
    } else {
        None
    }
}
