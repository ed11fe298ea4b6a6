//! `test "title" { given … expect … }`.

use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, expression, unquoted};
use crate::tree::{Expectation, Given, Test, TestEntry, TestEntryKind};

pub(super) fn test(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Test> {
    let (mut title, mut entries) = (None, Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::text => title = Some((unquoted(&part), lowering.span(&part))),
            Rule::test_block => entries = part.into_inner().filter_map(|entry| self::entry(entry, lowering)).collect(),
            _ => {}
        }
    }
    let (title, title_span) = title?;
    Some(Test { title, entries, title_span })
}

fn entry(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<TestEntry> {
    let span = lowering.span(&pair);
    let kind = match pair.as_rule() {
        Rule::test_given => {
            let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::given_value);
            TestEntryKind::Given(parts.filter_map(|part| given(part, lowering)).collect())
        }
        Rule::test_expect => {
            let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::expectation);
            TestEntryKind::Expect(parts.filter_map(|part| expectation(part, lowering)).collect())
        }
        _ => return None,
    };
    Some(TestEntry { kind, span })
}

fn given(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Given> {
    let (mut name, mut value) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(lowering.name(&part)),
            Rule::arithmetic => value = Some(expression::operation(part, lowering)),
            _ => {}
        }
    }
    Some(Given { name: name?, value: value? })
}

fn expectation(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Expectation> {
    let (mut condition, mut within) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::clause => condition = Some(expression::clause(part, lowering)),
            _ => {
                let tolerance = part.into_inner().find(|part| part.as_rule() == Rule::arithmetic);
                within = tolerance.map(|tolerance| expression::operation(tolerance, lowering));
            }
        }
    }
    Some(Expectation { condition: condition?, within })
}
