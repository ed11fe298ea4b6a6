//! The command line as a surface: the real `tolok` binary in a folder of its own, read through its JSON.

use crate::case::{Case, DEFINITIONS};
use crate::envelope::outcome_of_envelope;
use crate::outcome::Outcome;
use crate::surface::Surface;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs cases through `tolok check`, `tolok eval` and `tolok run`.
#[derive(Debug, Clone)]
pub struct CommandLine {
    binary: PathBuf,
}

impl CommandLine {
    /// The binary named by `TOLOK_BIN`, else the one built beside the running executable.
    #[must_use]
    pub fn find() -> Self {
        let named = std::env::var_os("TOLOK_BIN").map(PathBuf::from);
        Self { binary: named.unwrap_or_else(beside_this_executable) }
    }

    /// Where the binary is, or should be.
    #[must_use]
    pub fn binary(&self) -> &Path {
        &self.binary
    }

    fn answer(&self, case: &Case) -> std::io::Result<std::process::Output> {
        let folder = tempfile::tempdir()?;
        for (name, text) in &case.definitions {
            std::fs::write(folder.path().join(name), text)?;
        }
        for source in &case.sources {
            std::fs::write(folder.path().join(format!("{}.csv", source.name)), &source.text)?;
        }
        Command::new(&self.binary).args(arguments(case)).current_dir(folder.path()).stdin(Stdio::null()).output()
    }
}

impl Surface for CommandLine {
    fn name(&self) -> &'static str {
        "command-line"
    }

    fn rule(&self, _: &Case) -> Option<&'static str> {
        None
    }

    fn missing(&self) -> Option<String> {
        (!self.binary.is_file()).then(|| {
            format!(
                "no tolok binary at {}: build it with `cargo build --package tolok-cli`, or name one in TOLOK_BIN",
                self.binary.display()
            )
        })
    }

    fn run(&self, case: &Case) -> Result<Outcome, String> {
        let answer = self.answer(case).map_err(|error| format!("{}: {error}", self.binary.display()))?;
        let out = String::from_utf8_lossy(&answer.stdout);
        let said = String::from_utf8_lossy(&answer.stderr);
        let failed = match answer.status.code() {
            Some(0) => false,
            Some(1) => true,
            _ => return Err(format!("{}: {}{}", answer.status, said.trim(), out.trim())),
        };
        outcome_of_envelope(&out, failed).map_err(|problem| format!("{problem}; said: {}", said.trim()))
    }
}

fn arguments(case: &Case) -> Vec<String> {
    let mut words = vec![case.mode().name().to_owned(), DEFINITIONS.to_owned()];
    if let Some(request) = &case.request {
        words.extend(request.words.iter().cloned());
        for source in &case.sources {
            words.push("--data".to_owned());
            words.push(format!("{0}={0}.csv", source.name));
        }
    }
    words.extend(["--format".to_owned(), "json".to_owned()]);
    words
}

/// Test executables stand in `target/debug/deps`, the binary one folder up.
fn beside_this_executable() -> PathBuf {
    let name = format!("tolok{}", std::env::consts::EXE_SUFFIX);
    let this = std::env::current_exe().unwrap_or_default();
    let folder = this.parent().and_then(Path::parent).unwrap_or(Path::new(""));
    folder.join(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::load_text;

    #[test]
    fn words_come_in_the_order_of_the_interface() {
        let text = "## T\n```kpi\na = 1\n```\n```csv ads\na\n1\n```\n```run\n--by \"a b\" --total\n```\n```expect\na\n1\n```\n";
        let loaded = load_text("f.md", text);
        let expected = "run defs.kpi --by|a b|--total --data ads=ads.csv --format json";
        let expected: Vec<_> = expected.split([' ', '|']).collect();
        let joined = arguments(&loaded.cases[0]).join(" ");
        assert_eq!(joined, expected.join(" "));
        assert!(arguments(&loaded.cases[0]).contains(&"a b".to_owned()));
    }

    #[test]
    fn a_check_takes_no_words() {
        let loaded = load_text("f.md", "## T\n```kpi\na = 1\n```\n");
        assert_eq!(arguments(&loaded.cases[0]), ["check", "defs.kpi", "--format", "json"]);
    }
}
