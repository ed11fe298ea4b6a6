//! Every case through every surface, each a test of its own: `surface::file::case title`.

use libtest_mimic::{Arguments, Failed, Trial};
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use tolok_tests::{Case, Surface, cases_folder, compare, in_continuous_integration, load_folder, skip_reason, surfaces};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let loaded = load_folder(&cases_folder());
    let cases: Vec<Arc<Case>> = loaded.cases.into_iter().map(Arc::new).collect();
    let errors = loaded.errors;
    let mut trials = vec![Trial::test("cases are well formed", move || {
        let shown: Vec<_> = errors.iter().map(ToString::to_string).collect();
        finish(&shown)
    })];
    for surface in surfaces() {
        let surface: Arc<dyn Surface> = Arc::from(surface);
        let missing = surface.missing();
        // In continuous integration the tests run all the same, and fail for what is missing.
        let left_out = missing.is_some() && !in_continuous_integration();
        if let (Some(missing), true) = (missing, left_out) {
            let _ = writeln!(std::io::stderr(), "{} is left out: {missing}", surface.name());
        }
        for case in &cases {
            let skipped = left_out || skip_reason(surface.as_ref(), case).is_some();
            trials.push(trial(&surface, case).with_ignored_flag(skipped));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(surface: &Arc<dyn Surface>, case: &Arc<Case>) -> Trial {
    let name = format!("{}::{}::{}", surface.name(), case.file, case.title);
    let (surface, case) = (Arc::clone(surface), Arc::clone(case));
    Trial::test(name, move || {
        if let Some(missing) = surface.missing() {
            return Err(missing.into());
        }
        let mut problems = match surface.run(&case) {
            Ok(outcome) => compare(&case, &outcome),
            Err(problem) => vec![problem],
        };
        if !problems.is_empty() {
            problems.insert(0, format!("tests/cases/{}.md:{}", case.file, case.line));
        }
        finish(&problems)
    })
}

fn finish(problems: &[String]) -> Result<(), Failed> {
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}
