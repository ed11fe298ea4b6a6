//! Who calculates formulas of the workbook that depend on filled cells.

#[cfg(feature = "recalc-engine")]
mod formualizer;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_xlsx::{Engine, Takes};

use crate::codes;

/// Who calculates formulas of the workbook that depend on filled cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Recalculation {
    /// Tolok, where it is known for sure what Excel gives.
    #[default]
    Tolok,
    /// Tolok, and for some functions that it does not calculate the engine formualizer, where that is built in.
    Formualizer,
}

/// The functions that formualizer 0.13.0 is handed. Of each there are at least three results of Excel's in the golden files of
/// libraz/formulon, captured from Excel 365 or saved by it, and formualizer gives all of them to fourteen digits; money that the
/// capture cut to four places counts to those. Functions of days are not among them: before March 1900 the engine's days are others.
const FUNCTIONS: &[(&str, Takes)] = &[
    ("ABS", Takes::Values),
    ("ACOS", Takes::Values),
    ("ACOSH", Takes::Values),
    ("ASIN", Takes::Values),
    ("ASINH", Takes::Values),
    ("ATAN", Takes::Values),
    ("ATAN2", Takes::Values),
    ("ATANH", Takes::Values),
    ("BINOM.DIST", Takes::Values),
    ("BITAND", Takes::Values),
    ("BITOR", Takes::Values),
    ("BITXOR", Takes::Values),
    ("COSH", Takes::Values),
    ("COVARIANCE.P", Takes::Areas),
    ("COVARIANCE.S", Takes::Areas),
    ("EXPON.DIST", Takes::Values),
    ("F.TEST", Takes::Areas),
    ("FACT", Takes::Values),
    ("FACTDOUBLE", Takes::Values),
    ("FISHER", Takes::Values),
    ("FISHERINV", Takes::Values),
    ("FORECAST.LINEAR", Takes::Areas),
    ("FV", Takes::Values),
    ("GAMMA.DIST", Takes::Values),
    ("GAMMA.INV", Takes::Values),
    ("HYPGEOM.DIST", Takes::Values),
    ("INTERCEPT", Takes::Areas),
    ("LN", Takes::Values),
    ("LOG10", Takes::Values),
    ("LOGNORM.DIST", Takes::Values),
    ("LOGNORM.INV", Takes::Values),
    ("MAX", Takes::Areas),
    ("MEDIAN", Takes::Areas),
    ("MIN", Takes::Areas),
    ("NORM.INV", Takes::Values),
    ("NORM.S.DIST", Takes::Values),
    ("NORM.S.INV", Takes::Values),
    ("PEARSON", Takes::Areas),
    ("PHI", Takes::Values),
    ("PI", Takes::Values),
    ("POISSON.DIST", Takes::Values),
    ("PRODUCT", Takes::Areas),
    ("RRI", Takes::Values),
    ("SINH", Takes::Values),
    ("SLN", Takes::Values),
    ("SLOPE", Takes::Areas),
    ("SQRT", Takes::Values),
    ("SQRTPI", Takes::Values),
    ("STANDARDIZE", Takes::Values),
    ("STDEV.S", Takes::Areas),
    ("STEYX", Takes::Areas),
    ("SUM", Takes::Areas),
    ("SUMPRODUCT", Takes::Areas),
    ("SUMSQ", Takes::Areas),
    ("SUMX2MY2", Takes::Areas),
    ("SUMX2PY2", Takes::Areas),
    ("SYD", Takes::Values),
    ("TANH", Takes::Values),
    ("VAR.P", Takes::Areas),
    ("VAR.S", Takes::Areas),
];

impl Recalculation {
    /// The functions that the other engine is handed, in the order of their names.
    pub fn functions(self) -> impl Iterator<Item = &'static str> {
        let functions = if self == Self::Formualizer { FUNCTIONS } else { &[] };
        functions.iter().map(|(name, _)| *name)
    }

    /// The other engine, if one is wanted and built in.
    #[cfg(feature = "recalc-engine")]
    pub fn engine(self) -> Option<&'static dyn Engine> {
        (self == Self::Formualizer).then_some(&formualizer::Formualizer)
    }

    /// The other engine, if one is wanted and built in.
    #[cfg(not(feature = "recalc-engine"))]
    pub fn engine(self) -> Option<&'static dyn Engine> {
        None
    }

    /// The problem of an engine that is not built in.
    pub(super) fn missing(self) -> Option<Diagnostic> {
        if self == Self::Tolok || cfg!(feature = "recalc-engine") {
            return None;
        }
        let problem =
            Diagnostic::new(&codes::NO_ENGINE, "the engine `formualizer` is not built in").at(Place::Argument("--recalculate".into()));
        Some(problem.help("leave the option out, or build Tolok from its sources: `cargo build --release --features recalc-engine`"))
    }
}

#[cfg(test)]
mod tests;
