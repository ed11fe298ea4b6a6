//! What came out for one definition.

use tolok_value::Value;

use crate::{Aim, Status};

/// What came out for one definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The value.
    pub value: Value,
    /// How it stands to its target, where it has one and a value.
    pub status: Option<Status>,
    /// What its target is here, where it has one.
    pub aim: Option<Box<Aim>>,
}

impl From<Value> for Outcome {
    /// What came out for something without a target.
    fn from(value: Value) -> Self {
        Self { value, status: None, aim: None }
    }
}

impl Outcome {
    /// Why there is no value, in plain words, for a blank or an error.
    pub fn cause(&self) -> Option<String> {
        match &self.value {
            Value::Error(error) => Some(error.to_string()),
            Value::Blank(blank) => blank.reason().map(str::to_string),
            _ => None,
        }
    }
}
