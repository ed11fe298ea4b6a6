//! `name = formula`.

use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, attributes, expression, input};
use crate::tree::Metric;

pub(super) fn metric(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Metric> {
    let (mut overrides, mut name, mut annotation, mut formula, mut said) = (false, None, None, None, Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::override_word => overrides = true,
            Rule::name => name = Some(lowering.name(&part)),
            Rule::type_annotation => annotation = input::annotation(part, lowering),
            Rule::formula => formula = Some(expression::formula(part, lowering)),
            Rule::attributes => said = attributes::attributes(part, lowering),
            _ => {}
        }
    }
    Some(Metric { overrides, name: name?, annotation, formula: formula?, attributes: said })
}
