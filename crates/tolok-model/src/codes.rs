//! The codes of problems with names (E02) and with types, units and roll-ups (E03), and their warnings.

use tolok_diagnostics::Code;

mod names;
mod types;

pub use names::*;
pub use types::*;

/// All of them, in order.
pub static CODES: &[&Code] = &[
    &UNKNOWN_NAME,
    &UNKNOWN_FUNCTION,
    &DEFINED_TWICE,
    &CIRCLE,
    &USE,
    &UNKNOWN_DIMENSION,
    &OVERRIDE,
    &CLASH,
    &AMBIGUOUS_ALIAS,
    &NOT_A_VALUE,
    &NOT_AN_INPUT,
    &NEAR_MISS,
    &LOOKS_LIKE_A_CELL,
    &UNITS,
    &CURRENCIES,
    &KINDS,
    &DECLARED_TYPE,
    &ARGUMENTS,
    &UNKNOWN_TYPE,
    &NESTED_AGGREGATION,
    &MISPLACED,
    &FORMAT,
    &ATTRIBUTE_TWICE,
    &NOT_CONSTANT,
    &ROLLUP,
    &TOO_LARGE,
    &PRODUCT_OF_TOTALS,
    &UNDECIDED_ROLLUP,
    &PRODUCT_TRAP,
    &CONSTANT_ADDED,
    &PERCENT_TIMES_HUNDRED,
    &RATE_NAME,
    &DEPRECATED,
];
