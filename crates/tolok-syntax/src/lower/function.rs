//! `fn name(a, b) = formula`.

use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, attributes, expression};
use crate::tree::Function;

pub(super) fn function(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Function> {
    let (mut names, mut body, mut said) = (Vec::new(), None, Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => names.push(lowering.name(&part)),
            Rule::formula => body = Some(expression::formula(part, lowering)),
            Rule::attributes => said = attributes::attributes(part, lowering),
            _ => {}
        }
    }
    let mut names = names.into_iter();
    Some(Function { name: names.next()?, parameters: names.collect(), body: body?, attributes: said })
}
