//! Which arguments go together.

use clap::Parser;

use super::consistent;
use crate::arguments::{Arguments, Command};

fn told(words: &str) -> Result<(), String> {
    let words = ["tolok", "fill", "a.kpi", "a.xlsx"].into_iter().chain(words.split_whitespace());
    match Arguments::try_parse_from(words).map_err(|error| error.to_string())?.command {
        Command::Fill(arguments) => consistent(&arguments),
        _ => Err("another command".to_owned()),
    }
}

#[test]
fn what_does_not_go_together_is_told_with_its_fix() {
    for (words, fix) in [
        ("-o b.xlsx --period 2026 --periods 2026-01..2026-03", "give `--period 2026` or `--periods 2026-01..2026-03`"),
        ("-o b.xlsx --live-blank na", "add `--as formulas`"),
        ("-o b.xlsx --in-place", "`-o b.xlsx` is another file"),
    ] {
        let words_told = told(words).unwrap_err();
        assert!(words_told.contains(fix), "{words}: {words_told}");
    }
    for words in ["-o b.xlsx --as formulas --live-blank na", "--in-place", "-o a.xlsx --in-place", "--dry-run --periods 2026-01..2026-03"] {
        told(words).unwrap();
    }
}
