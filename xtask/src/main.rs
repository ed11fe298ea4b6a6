//! The project's chores, one command each: `cargo xtask setup`, `test`, `docs`, `tidy`, `fuzz`, `python`, `ci`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

mod command;
mod documents;
mod fuzz;
mod python;
mod setup;
mod stages;
mod testing;
mod tidy;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  setup [--peers]      installs what the tests need beyond Rust, Python and Node; --peers also what
                       `fill-corpus --peers` compares with
  test [NEXTEST ARGS]  builds the tolok binary, then runs every test
  docs [--check]       writes the generated pages; --check only compares them
  tidy                 checks the rules of the house
  fuzz [TARGET] [--seconds N]
                       random texts against the laws; TARGET FILE runs a finding again
  python               builds the wheel, installs it by itself and runs its tests
  ci                   everything that must hold on main, cheap first";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["setup"] => setup::setup(),
        ["setup", "--peers"] => setup::setup_with_peers(),
        ["test", rest @ ..] => testing::test(rest),
        ["docs"] => documents::write(),
        ["docs", "--check"] => documents::check(),
        ["tidy"] => tidy::tidy(),
        ["fuzz", rest @ ..] => fuzz::fuzz(rest),
        ["python"] => python::package(),
        ["ci"] => stages::ci(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}
