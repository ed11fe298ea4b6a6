//! What kind of value a formula gives, as far as it can be known before anything runs.

use std::fmt;

use crate::Quantity;

/// What kind of value a formula gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A number that measures something.
    Number(Quantity),
    /// Text.
    Text,
    /// True or false.
    Bool,
    /// A day.
    Date,
    /// Not known: a blank, a column of a source, something that could not be checked.
    Unknown,
}

impl Type {
    /// A plain number.
    pub const PLAIN: Type = Type::Number(Quantity::Plain);

    /// The quantity of a number.
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Type::Number(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// The type in words: "money", "text", "true or false".
    pub fn words(&self) -> String {
        match self {
            Type::Number(quantity) => quantity.words(),
            Type::Text => "text".to_string(),
            Type::Bool => "true or false".to_string(),
            Type::Date => "a date".to_string(),
            Type::Unknown => "anything".to_string(),
        }
    }

    /// The type that both can stand for, as the branches of an `if` have to; nothing where there is none.
    pub fn joined(&self, other: &Type) -> Option<Type> {
        match (self, other) {
            (Type::Unknown, any) | (any, Type::Unknown) => Some(any.clone()),
            (Type::Number(one), Type::Number(other)) => one.plus(other).map(Type::Number),
            (one, other) => (one == other).then(|| one.clone()),
        }
    }
}

impl fmt::Display for Type {
    /// The type as a declaration writes it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Number(quantity) => quantity.fmt(formatter),
            Type::Text => formatter.write_str("text"),
            Type::Bool => formatter.write_str("bool"),
            Type::Date => formatter.write_str("date"),
            Type::Unknown => formatter.write_str("unknown"),
        }
    }
}
