//! The `tolok` command: a thin door to the library of the same crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(tolok_cli::run(std::env::args_os()))
}
