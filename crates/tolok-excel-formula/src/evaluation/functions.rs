//! The functions that are calculated: those of which Excel's own results are known.

use super::aggregates::Aggregate;
use super::rounding::{self, Way};
use super::{Evaluation, Within, arithmetic, text};
use crate::Value;
use crate::expression::{Argument, Name, Node};
use crate::reference::SheetScope;

impl Evaluation<'_> {
    pub(super) fn call(&self, name: &Name, arguments: &[Argument], within: Within) -> Option<Value> {
        if name.scope != SheetScope::Own || !name.written_scope.is_empty() || self.book.has_name(&name.name) {
            return None;
        }
        match name.name.to_ascii_uppercase().as_str() {
            "SUM" => self.aggregate(Aggregate::Sum, arguments, within),
            "AVERAGE" => self.aggregate(Aggregate::Average, arguments, within),
            "MIN" => self.aggregate(Aggregate::Least, arguments, within),
            "MAX" => self.aggregate(Aggregate::Most, arguments, within),
            "COUNT" => self.count(arguments, within),
            "COUNTA" => self.count_all(arguments, within),
            "IF" => self.choice(arguments, within),
            "IFERROR" => self.without_error(arguments, within),
            "AND" => self.all_or_any(arguments, within, true),
            "OR" => self.all_or_any(arguments, within, false),
            "NOT" => self.negation(arguments, within),
            "ROUND" => self.rounded(arguments, within, Way::Nearest),
            "ROUNDUP" => self.rounded(arguments, within, Way::Up),
            "ROUNDDOWN" => self.rounded(arguments, within, Way::Down),
            "ABS" => self.of_number(arguments, within, |number| Some(number.abs())),
            "INT" => self.of_number(arguments, within, rounding::floor),
            _ => None,
        }
    }

    fn rounded(&self, arguments: &[Argument], within: Within, way: Way) -> Option<Value> {
        let [number, places] = arguments else { return None };
        let number = self.number_of(&number.term, within.piece())?;
        let places = match &places.term.node {
            Node::Empty => Ok(0.0),
            _ => text::to_number(&self.value(&places.term, within.piece())?)?,
        };
        match (number, places) {
            (Err(error), _) | (_, Err(error)) => Some(Value::Error(error)),
            (Ok(number), Ok(places)) => rounding::round(number, places, way).map(arithmetic::checked),
        }
    }

    fn of_number(&self, arguments: &[Argument], within: Within, function: impl Fn(f64) -> Option<f64>) -> Option<Value> {
        let [argument] = arguments else { return None };
        match self.number_of(&argument.term, within.piece())? {
            Ok(number) => function(number).map(Value::Number),
            Err(error) => Some(Value::Error(error)),
        }
    }
}
