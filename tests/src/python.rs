//! The Python package as a surface of the coverage table. Its cases run where Python is: in `python/tests/test_cases.py`.

use crate::case::Case;
use crate::outcome::Outcome;
use crate::surface::Surface;

/// Stands for the tests of the Python package.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Python;

impl Surface for Python {
    fn name(&self) -> &'static str {
        "python"
    }

    fn rule(&self, _: &Case) -> Option<&'static str> {
        None
    }

    fn missing(&self) -> Option<String> {
        Some("its cases run with the tests of the Python package: `cargo xtask python`".to_owned())
    }

    fn run(&self, _: &Case) -> Result<Outcome, String> {
        Err("a case cannot be run in Python from here".to_owned())
    }
}
