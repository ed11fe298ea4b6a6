//! The functions whose arguments are all computed before they are called, by name, with what they do about blanks.

use std::fmt;
use std::sync::{PoisonError, RwLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Value;

mod table;

/// What a function does with blank arguments. Errors need no such rule: the first one is the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// One blank argument makes the result blank.
    Pass,
    /// Blank arguments are left out, as if they were not there.
    Skip,
    /// The function sees them.
    See,
}

/// How exact the result of a function is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Nothing has to be rounded.
    Never,
    /// From the exact result to the digits that a number has, ties to even.
    Once,
    /// As `Once`, for each operation that it is made of.
    EachStep,
    /// To the digits that were asked for.
    ToDigits,
}

/// One function: a row of the table that checks, computes and documents it.
#[derive(Debug)]
struct Scalar {
    /// Its name, in lower case.
    name: &'static str,
    /// What it does with blank arguments.
    blanks: Blanks,
    /// How exact its result is.
    rounding: Rounding,
    /// What it computes of arguments that are no errors.
    apply: fn(&[Value]) -> Value,
}

/// A function of the table.
///
/// ```
/// use tolok_value::{Number, ScalarFunction, Value};
/// let round = ScalarFunction::find("round").ok_or("no such function")?;
/// let rounded = round.call(&[Number::parse("2.5")?.into(), Number::ZERO.into()]);
/// assert_eq!(rounded, Number::from(3i64).into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct ScalarFunction(&'static Scalar);

impl ScalarFunction {
    /// The function of a name in lower case.
    pub fn find(name: &str) -> Option<Self> {
        table::TABLE.iter().find(|row| row.name == name).or_else(|| registered().into_iter().find(|row| row.name == name)).map(Self)
    }

    /// Adds a function to the table, for the rest of the process; nothing if there is one of its name.
    ///
    /// `apply` sees no errors, and blanks only where `blanks` says so. It must give the same for the same arguments, and never panic.
    pub fn register(name: &'static str, blanks: Blanks, rounding: Rounding, apply: fn(&[Value]) -> Value) -> Option<Self> {
        // Whoever panicked while holding the list has left it as it was.
        let mut registered = REGISTERED.write().unwrap_or_else(PoisonError::into_inner);
        if table::TABLE.iter().chain(registered.iter().copied()).any(|row| row.name == name) {
            return None;
        }
        let row: &'static Scalar = Box::leak(Box::new(Scalar { name, blanks, rounding, apply }));
        registered.push(row);
        Some(Self(row))
    }

    /// The functions that are always there, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        table::TABLE.iter().map(Self)
    }

    /// Its name, in lower case.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What it does with blank arguments.
    pub fn blanks(self) -> Blanks {
        self.0.blanks
    }

    /// How exact its result is.
    pub fn rounding(self) -> Rounding {
        self.0.rounding
    }

    /// Its value: the first error among the arguments, or what its rule for blanks says, or what it computes.
    pub fn call(self, arguments: &[Value]) -> Value {
        if let Some(error) = arguments.iter().find(|argument| argument.is_error()) {
            return error.clone();
        }
        match self.0.blanks {
            Blanks::See => (self.0.apply)(arguments),
            Blanks::Pass => match arguments.iter().find(|argument| argument.is_blank()) {
                Some(blank) => blank.clone(),
                None => (self.0.apply)(arguments),
            },
            Blanks::Skip if arguments.iter().any(Value::is_blank) => {
                let present: Vec<Value> = arguments.iter().filter(|argument| !argument.is_blank()).cloned().collect();
                (self.0.apply)(&present)
            }
            Blanks::Skip => (self.0.apply)(arguments),
        }
    }
}

/// The functions that programs have added.
static REGISTERED: RwLock<Vec<&'static Scalar>> = RwLock::new(Vec::new());

fn registered() -> Vec<&'static Scalar> {
    REGISTERED.read().unwrap_or_else(PoisonError::into_inner).clone()
}

impl fmt::Debug for ScalarFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name)
    }
}

impl PartialEq for ScalarFunction {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for ScalarFunction {}

impl Serialize for ScalarFunction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name)
    }
}

impl<'de> Deserialize<'de> for ScalarFunction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::find(&name).ok_or_else(|| serde::de::Error::custom(format!("unknown function `{name}`")))
    }
}
