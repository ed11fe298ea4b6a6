//! The laws that random texts are held against. A law that does not hold panics, which is how a fuzzer learns of it.

pub mod definitions;
pub mod formulas;
pub mod numbers;
pub mod workbooks;
