//! The examples of the documentation: definitions are checked, commands run, and what they print is compared.
//!
//! `CONTRIBUTING.md` tells what each kind of fence means.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tolok::diagnostics::{has_errors, short};
use tolok::{Definitions, FileSystem};

/// What came of the examples of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rehearsal {
    /// What is not as the page says, each with its line.
    pub problems: Vec<String>,
    /// The page with what its commands print today.
    pub text: String,
}

/// The pages that people write, below the root of the checkout; generated ones need no rehearsal.
///
/// # Errors
///
/// Where the folder of the book cannot be read.
pub fn pages(root: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut pages = vec![root.join("README.md")];
    for entry in std::fs::read_dir(root.join("docs"))? {
        let path = entry?.path();
        let is_page = path.extension().is_some_and(|extension| extension == "md");
        if is_page && !std::fs::read_to_string(&path)?.contains("<!-- generated") {
            pages.push(path);
        }
    }
    pages.sort();
    Ok(pages)
}

/// Runs the examples of a page in a copy of the examples' folder: in it, or for the README beside it.
///
/// # Errors
///
/// Where the page cannot be read or the copy not be made.
pub fn rehearse(root: &Path, page: &Path, binary: &Path) -> std::io::Result<Rehearsal> {
    let folder = tempfile::tempdir()?;
    let examples = folder.path().join("examples");
    std::fs::create_dir(&examples)?;
    for entry in std::fs::read_dir(root.join("examples"))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), examples.join(entry.file_name()))?;
        }
    }
    let folder = if page.parent() == Some(root) { folder.path() } else { &examples };
    let text = std::fs::read_to_string(page)?.replace('\r', "");
    rehearse_text(&text, folder, binary)
}

fn rehearse_text(text: &str, folder: &Path, binary: &Path) -> std::io::Result<Rehearsal> {
    let mut rehearsal = Rehearsal::default();
    let mut lines = (1_usize..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        rehearsal.push(line);
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        let (kind, name) = info.split_once(' ').unwrap_or((info, ""));
        match kind {
            "kpi" | "kpi,error" => {
                let problem = definitions(&body, kind == "kpi,error", folder, name)?;
                rehearsal.problems.extend(problem.map(|problem| format!("line {number}: {problem}")));
                body.iter().for_each(|line| rehearsal.push(line));
            }
            "csv" if !name.is_empty() => {
                std::fs::write(folder.join(name), body.join("\n") + "\n")?;
                body.iter().for_each(|line| rehearsal.push(line));
            }
            "console" => rehearsal.console(&body, number, folder, binary)?,
            // What stands behind `>>>` is run by the tests of the Python package.
            "text" | "python" => body.iter().for_each(|line| rehearsal.push(line)),
            _ => rehearsal
                .problems
                .push(format!("line {number}: a fence is `kpi`, `kpi,error`, `csv name.csv`, `console`, `python` or `text`, not `{info}`")),
        }
        rehearsal.push("```");
    }
    Ok(rehearsal)
}

impl Rehearsal {
    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Commands, each with what it prints behind it.
    fn console(&mut self, body: &[&str], number: usize, folder: &Path, binary: &Path) -> std::io::Result<()> {
        let mut body = (number.saturating_add(1)..).zip(body.iter().copied()).peekable();
        while let Some((number, line)) = body.next() {
            self.push(line);
            let mut expected: Vec<&str> = Vec::new();
            while let Some((_, line)) = body.next_if(|(_, line)| !line.starts_with("$ ")) {
                expected.push(line);
            }
            let printed = match arguments(line) {
                Some(arguments) => output(Command::new(binary).args(arguments).current_dir(folder))?,
                None => {
                    self.problems.push(format!("line {number}: a console begins with `$ tolok …`, and so does each of its commands"));
                    continue;
                }
            };
            let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
            let as_expected = matches(&expected, &printed);
            if !as_expected {
                self.problems.push(format!("line {number}: `{line}` prints\n{}", printed.join("\n")));
            }
            let shown = if as_expected || expected.contains(&ELLIPSIS) { expected } else { printed };
            shown.into_iter().for_each(|line| self.push(line));
        }
        Ok(())
    }
}

/// Stands for any lines, or none.
const ELLIPSIS: &str = "…";

fn matches(expected: &[&str], printed: &[&str]) -> bool {
    match (expected, printed) {
        ([], []) => true,
        ([ELLIPSIS, expected @ ..], _) => (0..=printed.len()).any(|skipped| matches(expected, printed.get(skipped..).unwrap_or_default())),
        ([line, expected @ ..], [other, printed @ ..]) => line.trim_end() == *other && matches(expected, printed),
        _ => false,
    }
}

/// The words after `tolok`, or after the command that builds and runs it.
fn arguments(line: &str) -> Option<Vec<String>> {
    let command = line.strip_prefix("$ ")?;
    let words = command.strip_prefix("tolok ").or_else(|| command.strip_prefix("cargo run --release -- "))?;
    shlex::split(words)
}

/// What a person would see: results and messages in the order in which they come.
fn output(command: &mut Command) -> std::io::Result<String> {
    let (mut reader, writer) = std::io::pipe()?;
    let mut child = command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer).env("NO_COLOR", "1").spawn()?;
    // The command keeps the writing ends; with them the pipe would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    child.wait()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Checks definitions, and keeps them for the commands that follow where they have a name.
fn definitions(body: &[&str], wrong: bool, folder: &Path, name: &str) -> std::io::Result<Option<String>> {
    let text: String = body.iter().flat_map(|line| [line, "\n"]).collect();
    if !name.is_empty() {
        std::fs::write(folder.join(name), &text)?;
    }
    let main = folder.join(if name.is_empty() { "definitions.kpi" } else { name });
    let definitions = Definitions::inspect(&main.to_string_lossy(), &text, &FileSystem::around(&main, false));
    Ok(match (has_errors(definitions.diagnostics()), wrong) {
        (true, false) => {
            let said = definitions.diagnostics().iter().map(|diagnostic| short::render(diagnostic, definitions.sources()));
            Some(format!("the definitions have errors\n{}", said.collect::<Vec<_>>().join("\n")))
        }
        (false, true) => Some("the definitions have no error".to_owned()),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
