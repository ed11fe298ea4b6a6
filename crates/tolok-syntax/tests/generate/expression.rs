//! Random formulas, level by level of precedence, so that each means what it says.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Tokens, keyword, name, one, separated, sequence, text};

/// An operation, with conditions and groupings.
pub(super) fn clause() -> BoxedStrategy<Tokens> {
    let leaf = primary_leaf().boxed();
    let nested = leaf.prop_recursive(2, 6, 2, |inner| {
        let clause = clause_of(inner.clone());
        let separator = prop_oneof![Just(","), Just(";")];
        let call = (callee(), vec(clause.clone(), 0..3), separator)
            .prop_map(|(callee, arguments, separator)| sequence(vec![one(callee), one("("), separated(arguments, separator), one(")")]));
        prop_oneof![4 => inner, 1 => clause.prop_map(|clause| sequence(vec![one("("), clause, one(")")])), 1 => call]
    });
    clause_of(nested.boxed())
}

/// What stands where no comparison may: bounds, fills, given values.
pub(super) fn arithmetic() -> BoxedStrategy<Tokens> {
    concatenation_of(primary_leaf().boxed())
}

fn primary_leaf() -> impl Strategy<Value = Tokens> + Clone {
    prop_oneof![
        4 => number(),
        2 => text(),
        4 => reference(),
        1 => keyword("true"),
        1 => keyword("false"),
        1 => keyword("blank"),
        1 => proptest::sample::select(vec!["@2026-01-31", "@2026-01", "@2026-Q1", "@2026-q3", "@2026-W05", "@2026", "@2024-02-29"]).prop_map(str::to_string),
        1 => proptest::sample::select(vec!["3 months", "1 YEAR", "2  weeks", "1 day", "12 month", "1 quarters"]).prop_map(str::to_string),
    ]
    .prop_map(one)
}

fn number() -> impl Strategy<Value = String> + Clone {
    prop_oneof!["[0-9]{1,9}", "[0-9]{1,6}\\.[0-9]{1,6}", "\\.[0-9]{1,4}", "[1-9][0-9]{0,2}_[0-9]{3}", "[1-9](\\.[0-9])?[eE][-+]?[0-9]"]
}

fn reference() -> impl Strategy<Value = String> + Clone {
    prop_oneof![6 => name(), 1 => vec(name(), 2..4).prop_map(|names| names.join("."))]
}

/// A function's name: never in backticks, never a word that stands before a bracket by itself.
fn callee() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec!["sum", "IF", "Round", "coalesce", "my_function", "łączna", "and", "OR", "date", "prev"])
            .prop_map(str::to_string),
        "f[a-z]{0,3}",
    ]
}

fn clause_of(primary: BoxedStrategy<Tokens>) -> BoxedStrategy<Tokens> {
    let condition = (keyword("where"), condition_of(primary.clone())).prop_map(|(word, condition)| sequence(vec![one(word), condition]));
    let keys = prop_oneof![
        reference().prop_map(one),
        vec(reference(), 1..3).prop_map(|keys| sequence(vec![one("("), separated(keys.into_iter().map(one).collect(), ","), one(")")])),
    ];
    let grouping = (keyword("per"), keys).prop_map(|(word, keys)| sequence(vec![one(word), keys]));
    let restriction = prop_oneof![condition, grouping];
    let restrictions = prop_oneof![5 => Just(Vec::new()), 1 => vec(restriction, 1..3)];
    (operation_of(primary), restrictions).prop_map(|(operation, restrictions)| sequence(vec![operation, sequence(restrictions)])).boxed()
}

/// A condition that calculates with no text: that is answered with an error.
fn condition_of(primary: BoxedStrategy<Tokens>) -> BoxedStrategy<Tokens> {
    let comparison = (reference(), comparison_sign(), primary).prop_map(|(name, sign, value)| sequence(vec![one(name), one(sign), value]));
    (comparison.clone(), prop::option::of((keyword("and"), comparison)))
        .prop_map(|(first, more)| match more {
            None => first,
            Some((word, second)) => sequence(vec![first, one(word), second]),
        })
        .boxed()
}

fn operation_of(primary: BoxedStrategy<Tokens>) -> BoxedStrategy<Tokens> {
    let concatenation = concatenation_of(primary.clone());
    let members = vec(concatenation.clone(), 0..3).prop_map(|members| sequence(vec![one("("), separated(members, ","), one(")")]));
    let membership = (prop::option::of(keyword("not")), keyword("in"), members)
        .prop_map(|(negated, word, members)| sequence(vec![negated.into_iter().collect(), one(word), members]));
    let compared = (comparison_sign(), concatenation.clone()).prop_map(|(sign, right)| sequence(vec![one(sign), right]));
    let rest = prop_oneof![4 => Just(Vec::new()), 2 => compared, 1 => membership];
    let comparison = (concatenation, rest).prop_map(|(left, rest)| sequence(vec![left, rest]));
    let negation = (vec(keyword("not"), 0..2), comparison).prop_map(|(words, operand)| sequence(vec![words, operand]));
    let both = row(negation.boxed(), keyword("and"));
    row(both, keyword("or"))
}

fn concatenation_of(primary: BoxedStrategy<Tokens>) -> BoxedStrategy<Tokens> {
    let percent = (primary, prop_oneof![4 => Just(0), 1 => Just(1usize), 1 => Just(2)])
        .prop_map(|(operand, times)| sequence(vec![operand, vec!["%".to_string(); times]]));
    let signed = (signs(), percent.clone()).prop_map(|(signs, operand)| sequence(vec![signs, operand])).boxed();
    let power = (percent, signed.clone()).prop_map(|(base, exponent)| sequence(vec![base, one("^"), exponent]));
    let factor = prop_oneof![5 => signed, 1 => power];
    let product = row(factor.boxed(), prop_oneof![Just("*".to_string()), Just("/".to_string())]);
    let sum = row(product, prop_oneof![Just("+".to_string()), Just("-".to_string())]);
    row(sum, Just("&".to_string()))
}

fn signs() -> impl Strategy<Value = Tokens> + Clone {
    prop_oneof![6 => Just(Vec::new()), 1 => Just(one("-")), 1 => Just(one("+")), 1 => Just(vec!["-".to_string(), "-".to_string()])]
}

fn comparison_sign() -> impl Strategy<Value = String> + Clone {
    proptest::sample::select(vec!["=", "==", "<>", "!=", "<", "<=", ">", ">="]).prop_map(str::to_string)
}

/// Mostly one operand, sometimes several with operators between them.
fn row(operand: BoxedStrategy<Tokens>, operator: impl Strategy<Value = String> + 'static) -> BoxedStrategy<Tokens> {
    let more = (operator, operand.clone()).prop_map(|(operator, operand)| sequence(vec![one(operator), operand]));
    (operand, prop_oneof![9 => Just(Vec::new()), 1 => vec(more, 1..3)])
        .prop_map(|(first, rest)| sequence(vec![first, sequence(rest)]))
        .boxed()
}
