//! The pest parser; its types stop at this crate's boundary.

use pest::Parser as _;
use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "tolok.pest"]
pub(crate) struct Grammar;

pub(crate) type Pair<'text> = pest::iterators::Pair<'text, Rule>;

/// True if a name can stand without backticks: the grammar itself decides.
pub(crate) fn is_plain_name(text: &str) -> bool {
    Grammar::parse(Rule::plain_name, text).is_ok_and(|mut pairs| pairs.next().is_some_and(|pair| pair.as_str().len() == text.len()))
}
