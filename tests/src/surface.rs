//! A surface is one way to reach the engine. All of them must give the same answers.

use crate::case::Case;
use crate::command_line::CommandLine;
use crate::outcome::Outcome;
use crate::python::Python;
use crate::rust::Rust;
use crate::worksheet::Worksheet;

/// The names a case may skip, surfaces to come included.
pub const SURFACE_NAMES: [&str; 5] = ["rust", "command-line", "python", "worksheet", "live"];

/// One way to reach the engine.
pub trait Surface: Send + Sync {
    /// One of [`SURFACE_NAMES`].
    fn name(&self) -> &'static str;

    /// Why this surface leaves a case out by rule; `None` where it runs it.
    fn rule(&self, case: &Case) -> Option<&'static str>;

    /// What is missing on this machine, in words; `None` where the surface can run.
    fn missing(&self) -> Option<String>;

    /// Runs a case.
    ///
    /// # Errors
    ///
    /// Where there is no outcome to compare, in words: the tool broke its promises or did not start.
    fn run(&self, case: &Case) -> Result<Outcome, String>;
}

/// Every surface of the coverage table, in its order.
#[must_use]
pub fn covered_surfaces() -> Vec<Box<dyn Surface>> {
    let mut covered = surfaces();
    covered.insert(2, Box::new(Python));
    covered
}

/// Every surface that cases run through from here.
#[must_use]
pub fn surfaces() -> Vec<Box<dyn Surface>> {
    vec![Box::new(Rust), Box::new(CommandLine::find()), Box::new(Worksheet)]
}

/// Why a case does not run through a surface: by the surface's rule, or as the case says.
#[must_use]
pub fn skip_reason(surface: &dyn Surface, case: &Case) -> Option<String> {
    let said = || {
        let skip = case.skips.iter().find(|skip| skip.surface == surface.name())?;
        Some(skip.reason.clone())
    };
    surface.rule(case).map(str::to_owned).or_else(said)
}
