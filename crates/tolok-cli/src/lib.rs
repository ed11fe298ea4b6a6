//! The `tolok` command as a library: arguments in, text and an exit status out. It knows terminals, and nothing of KPIs.

mod arguments;
mod changes;
mod commands;
mod envelope;
mod interrupt;
mod output;
mod progress;
mod report;
mod results;
mod table;
mod tree;
mod wrapping;

use std::ffi::OsString;

use clap::Parser;

use arguments::{Arguments, Command};

pub use results::{ResultFile, Shown, ShownCell, ShownTable};

/// Done.
const DONE: u8 = 0;
/// The definitions or the data have errors, and nothing was written.
const PROBLEMS: u8 = 1;
/// Wrong usage.
const USAGE: u8 = 2;

/// Runs the command with its arguments, the program's name first, and gives the exit status: 0 done, 1 errors in the
/// definitions or the data, 2 wrong usage.
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let command = arguments.get(1).and_then(|word| word.to_str()).unwrap_or_default().to_string();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe is the only way this can fail, and then nobody reads.
            let _ = error.print();
            if !error.use_stderr() {
                return DONE;
            }
            if !error.render().to_string().contains("Usage:") {
                output::say(&format!("\n{}", arguments::usage(&command)));
            }
            return USAGE;
        }
    };
    interrupt::leave_nothing_behind();
    match arguments.command {
        Command::Check(check) => commands::check::run(&check),
        Command::Fmt(fmt) => commands::fmt::run(&fmt),
        Command::Test(test) => commands::test::run(&test),
        Command::Eval(eval) => commands::eval::run(&eval),
        Command::Run(run) => commands::run::run(&run),
        Command::Fill(fill) => commands::fill::run(&fill),
        Command::Worksheet(worksheet) => commands::worksheet::run(&worksheet),
        Command::Explain(explain) => commands::explain::run(&explain),
        Command::Graph(graph) => commands::graph::run(&graph),
        Command::Docs(docs) => commands::docs::run(&docs),
        Command::Diff(diff) => commands::diff::run(&diff),
        Command::Init(init) => commands::init::run(&init),
        Command::Completions(completions) => commands::completions::run(&completions),
    }
}

/// How wide texts are for whoever does not say it.
pub const PLAIN_WIDTH: usize = 100;

/// A table of texts with aligned columns, those with numbers to the right.
pub fn table_text(columns: &[(String, bool)], rows: &[Vec<String>], width: usize) -> String {
    wrapping::aligned(columns, rows, width)
}

/// An explanation as the command shows it, without colours.
pub fn explanation_text(explanation: &tolok::Explanation, width: usize) -> String {
    plain(&tree::text(explanation, width))
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The command's help as Markdown, for the reference.
pub fn help_page() -> String {
    arguments::help_page()
}
