//! Conditions as `COUNTIF` and its like write them: `">=5"`, `"<>"`, `"app*"`, or a value (ECMA-376, part 1, section 18.17.7.67).

use std::cmp::Ordering;

use super::comparison::{order_numbers, order_texts};
use super::pattern::Pattern;
use super::text::to_number;
use crate::Value;

/// A condition on a cell.
#[derive(Debug)]
pub(super) enum Criterion {
    Number(Relation, f64),
    Truth(Relation, bool),
    /// Texts that are like this, or all cells but those.
    Like(Relation, Pattern),
    /// Texts in order.
    Text(Relation, String),
    /// `""`: blank cells and empty texts.
    Empty,
    /// `"="` and `"<>"`: blank cells, or the others.
    Blank(Relation),
}

/// How a cell is to stand to the value of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Relation {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Relation::Equal => order.is_eq(),
            Relation::NotEqual => order.is_ne(),
            Relation::Less => order.is_lt(),
            Relation::LessOrEqual => order.is_le(),
            Relation::Greater => order.is_gt(),
            Relation::GreaterOrEqual => order.is_ge(),
        }
    }

    fn is_equality(self) -> bool {
        matches!(self, Relation::Equal | Relation::NotEqual)
    }
}

impl Criterion {
    /// The condition that a value stands for; nothing where that depends on the language, or is not known.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            // A reference to a blank cell is the number 0.
            Value::Blank => Some(Self::Number(Relation::Equal, 0.0)),
            Value::Number(number) => Some(Self::Number(Relation::Equal, *number)),
            Value::Bool(truth) => Some(Self::Truth(Relation::Equal, *truth)),
            Value::Text(text) => Self::read(text),
            Value::Error(_) => None,
        }
    }

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Empty);
        }
        let signs = [
            ("<>", Relation::NotEqual),
            ("<=", Relation::LessOrEqual),
            (">=", Relation::GreaterOrEqual),
            ("=", Relation::Equal),
            ("<", Relation::Less),
            (">", Relation::Greater),
        ];
        let (relation, rest) =
            signs.iter().find_map(|(sign, relation)| Some((*relation, text.strip_prefix(sign)?))).unwrap_or((Relation::Equal, text));
        if rest.is_empty() {
            return relation.is_equality().then_some(Self::Blank(relation));
        }
        // Whether spaces around a number are looked over is not known, and `#N/A` stands for the error.
        if rest.starts_with('#') || (rest.trim() != rest && rest.chars().any(char::is_numeric)) {
            return None;
        }
        if let Ok(number) = to_number(&Value::Text(rest.into()))? {
            return Some(Self::Number(relation, number));
        }
        if let Some(truth) = as_truth(rest) {
            return Some(Self::Truth(relation, truth));
        }
        if relation.is_equality() {
            return Some(Self::Like(relation, Pattern::read(rest)?));
        }
        (!rest.contains(['*', '?', '~'])).then(|| Self::Text(relation, rest.to_owned()))
    }

    /// Whether a cell that is not blank meets it; nothing where that is not known.
    pub(super) fn is_met_by(&self, value: &Value) -> Option<bool> {
        let other = |relation: &Relation| Some(*relation == Relation::NotEqual);
        match (self, value) {
            (Self::Empty, Value::Text(text)) => Some(text.is_empty()),
            (Self::Empty, _) => Some(false),
            // Whether an empty text is blank for it is not known.
            (Self::Blank(_), Value::Text(text)) if text.is_empty() => None,
            (Self::Blank(relation), _) => other(relation),
            (Self::Number(relation, number), Value::Number(value)) => order_numbers(*value, *number).map(|order| relation.holds(order)),
            (Self::Number(Relation::NotEqual, _), Value::Text(_)) => Some(true),
            (Self::Number(relation, number), Value::Text(text)) => match to_number(&Value::Text(text.clone()))? {
                // A text of the number is equal to it, and also not equal to it. Whether it is larger than another is not known.
                Ok(value) if *relation == Relation::Equal => order_numbers(value, *number).map(Ordering::is_eq),
                Ok(_) => None,
                Err(_) => other(relation),
            },
            (Self::Number(relation, _), _) => other(relation),
            (Self::Truth(relation, truth), Value::Bool(value)) => {
                if relation.is_equality() {
                    Some(relation.holds(value.cmp(truth)))
                } else {
                    None
                }
            }
            // Whether the text of a truth is one is not known.
            (Self::Truth(..), Value::Text(text)) if as_truth(text).is_some() => None,
            (Self::Truth(relation, _), _) => other(relation),
            (Self::Like(relation, pattern), Value::Text(text)) => Some(pattern.matches(text)? == (*relation == Relation::Equal)),
            (Self::Like(relation, _), _) => other(relation),
            (Self::Text(_, _), Value::Text(text)) if text.is_empty() => None,
            (Self::Text(relation, wanted), Value::Text(text)) => order_texts(text, wanted).map(|order| relation.holds(order)),
            (Self::Text(..), _) => Some(false),
        }
    }

    /// Whether a blank cell meets it.
    pub(super) fn is_met_by_blanks(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Blank(relation) => *relation == Relation::Equal,
            Self::Number(relation, _) | Self::Truth(relation, _) | Self::Like(relation, _) => *relation == Relation::NotEqual,
            Self::Text(..) => false,
        }
    }
}

fn as_truth(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("TRUE") {
        return Some(true);
    }
    text.eq_ignore_ascii_case("FALSE").then_some(false)
}
