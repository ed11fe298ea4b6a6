//! `cargo xtask tidy`: the rules of the house that no compiler checks. Each is also a test.

mod crates;
mod presence;
mod repository;
mod sources;
mod words;

use repository::Repository;

/// A rule: its name, and what breaks it, one line each.
type Rule = (&'static str, fn(&Repository) -> Vec<String>);

const RULES: &[Rule] = &[
    ("crates use only what is below them", crates::edges),
    ("a heavy library has one home", crates::homes),
    ("the pages a newcomer looks for are there", presence::pages),
    ("the published grammar is the one that is used", presence::grammar),
    ("files stay short", sources::length),
    ("modules say what they are for", sources::opening),
    ("the core knows no binary floating point", sources::floats),
    ("nothing is left for later", sources::reminders),
    ("no file names a registry's host", words::hosts),
    ("no file knows the machine it was written on", words::machine_paths),
];

/// Checks every rule and prints everything that breaks one.
pub(crate) fn tidy() -> Result<(), String> {
    let repository = Repository::read()?;
    let mut broken: usize = 0;
    for (name, rule) in RULES {
        for offence in rule(&repository) {
            println!("{name}: {offence}");
            broken = broken.saturating_add(1);
        }
    }
    match broken {
        0 => Ok(()),
        1 => Err("1 offence".to_owned()),
        _ => Err(format!("{broken} offences")),
    }
}

#[cfg(test)]
mod tests;
