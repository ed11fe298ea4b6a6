//! Functions that programs add to the table.

use std::fmt;
use std::sync::{PoisonError, RwLock};

use tolok_value::{Blanks, Rounding, ScalarFunction, Value};

use super::{Evaluation, Function};

static REGISTERED: RwLock<Vec<&'static Function>> = RwLock::new(Vec::new());

/// Adds a function to the table, for all definitions that the process reads from now on. The checker, the evaluator and the reference
/// read its row like any other; `apply` computes it. It is called with no error among its arguments, and with blanks only where `blanks`
/// says so; it must give the same for the same arguments.
///
/// ```
/// use tolok_model::functions::{Evaluation, Function, Gives, Parameter, Takes, Times, register};
/// use tolok_value::{Blanks, Number, Rounding, Value, ops};
///
/// let markup = Function {
///     name: "markup",
///     parameters: &[
///         Parameter { name: "cost", takes: Takes::Number, times: Times::Once },
///         Parameter { name: "price", takes: Takes::Number, times: Times::Once },
///     ],
///     gives: Gives::Percent,
///     evaluation: Evaluation::Scalar,
///     summary: "How much of the cost is added to it.",
///     example: ("markup(80, 100)", "0.25"),
///     excel: None,
/// };
/// register(markup, Blanks::Pass, Rounding::EachStep, |arguments| match arguments {
///     [cost, price] => ops::divide(&ops::subtract(price, cost), cost),
///     _ => Value::BLANK,
/// })?;
/// assert!(tolok_model::functions::find("markup").is_some());
/// # Ok::<(), tolok_model::functions::RegisterError>(())
/// ```
///
/// # Errors
///
/// Where the name is taken or is no name, and for a function that is not computed from its arguments alone.
pub fn register(function: Function, blanks: Blanks, rounding: Rounding, apply: fn(&[Value]) -> Value) -> Result<(), RegisterError> {
    let name = function.name;
    let is_name = name.chars().all(|sign| sign.is_lowercase() || sign.is_ascii_digit() || sign == '_')
        && name.chars().next().is_some_and(char::is_alphabetic);
    if !is_name {
        return Err(RegisterError::NoName(name));
    }
    if function.evaluation != Evaluation::Scalar {
        return Err(RegisterError::NotScalar(name));
    }
    if super::find(name).is_some() || ScalarFunction::register(name, blanks, rounding, apply).is_none() {
        return Err(RegisterError::Taken(name));
    }
    REGISTERED.write().unwrap_or_else(PoisonError::into_inner).push(Box::leak(Box::new(function)));
    Ok(())
}

/// The functions that were added, in the order in which they were.
pub(super) fn all() -> Vec<&'static Function> {
    REGISTERED.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Why a function cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterError {
    /// There is a function of this name.
    Taken(&'static str),
    /// This is no name in lower case.
    NoName(&'static str),
    /// It is not computed from its arguments alone.
    NotScalar(&'static str),
}

impl fmt::Display for RegisterError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken(name) => write!(formatter, "there is a function `{name}` already"),
            Self::NoName(name) => write!(formatter, "`{name}` is no name of lower-case letters, digits and `_`"),
            Self::NotScalar(name) => write!(formatter, "`{name}` is not computed from its arguments alone"),
        }
    }
}

impl std::error::Error for RegisterError {}
