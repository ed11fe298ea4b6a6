//! What a search begins with: the definitions of cases, examples and pages, and the words of the grammar; or formulas, numbers, small workbooks.

mod formulas;
mod workbooks;

use crate::workspace::root;
use std::collections::BTreeSet;
use std::path::Path;

/// Where definitions stand in fences.
const PAGES: &[&str] = &["tests/cases", "docs", "docs/reference"];

/// Where they stand in files of their own.
const FILES: &[&str] = &["examples", "crates/tolok/init", "crates/tolok-model/std"];

/// A format on the first line and a number on the second, as the target `numbers` reads them.
const NUMBERS: &[&str] = &[
    "#,##0.00;(#,##0.00);\"zero\"\n-1,234.5",
    "[$Rp-421] #,##0.00\nRp 1.000.000,50",
    "[>=1000]#,##0,\\K;[<0]-0;0\n1 234,56 zł",
    "0.00E+00\n1e-7",
    "##0.0E+0\n(12.5)",
    "# ??/??\n3.14159",
    "# ?/16\n25%",
    "[h]:mm:ss.00\n2026-01-31",
    "d mmmm yyyy h:mm AM/PM\n45366.5625",
    "General;@\nRp2.500,-",
    "0.0%_);[Red]-0.0%\n€5",
];

/// Writes the seeds of a target, one a file, and says how many.
pub(super) fn write(target: &str, folder: &Path) -> Result<usize, String> {
    let seeds: BTreeSet<Vec<u8>> = match target {
        "formulas" => formulas::seeds().into_iter().collect(),
        "numbers" => NUMBERS.iter().map(|seed| seed.as_bytes().to_vec()).collect(),
        "workbooks" => workbooks::seeds().into_iter().collect(),
        _ => definitions()?.into_iter().map(String::into_bytes).collect(),
    };
    for (index, seed) in seeds.iter().enumerate() {
        let path = folder.join(format!("{index:04}"));
        std::fs::write(&path, seed).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(seeds.len())
}

fn definitions() -> Result<BTreeSet<String>, String> {
    let mut seeds = BTreeSet::new();
    for folder in PAGES {
        for text in texts(folder, "md")? {
            seeds.extend(fenced(&text));
        }
    }
    for folder in FILES {
        seeds.extend(texts(folder, "kpi")?);
    }
    for (_, function) in tolok::reference::function_examples() {
        seeds.insert(format!("x = {function}\n"));
    }
    Ok(seeds)
}

/// The blocks of definitions of a page, with and without errors.
fn fenced(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix("```").is_some_and(|info| info.starts_with("kpi")) {
            blocks.push(lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect());
        }
    }
    blocks
}

fn texts(folder: &str, ending: &str) -> Result<Vec<String>, String> {
    let path = root().join(folder);
    let entries = std::fs::read_dir(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    Ok(paths
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect())
}

/// Writes the dictionary: every text that the grammar quotes, and the names of functions; or the words of formulas or sheets.
pub(super) fn write_words(target: &str, path: &Path) -> Result<(), String> {
    let own = match target {
        "formulas" => Some(formulas::WORDS),
        "workbooks" => Some(workbooks::WORDS),
        _ => None,
    };
    if let Some(words) = own {
        return std::fs::write(path, words).map_err(|error| format!("{}: {error}", path.display()));
    }
    let grammar = std::fs::read_to_string(root().join("grammar").join("tolok.pest")).map_err(|error| format!("the grammar: {error}"))?;
    let rules = grammar.lines().filter(|line| !line.starts_with("//"));
    let mut words: BTreeSet<String> = rules.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned).collect();
    words.extend(tolok::reference::function_examples().map(|(name, _)| format!("{name}(")));
    let plain =
        |word: &&String| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_graphic() && letter != '"' && letter != '\\');
    let lines: String = words.iter().filter(plain).map(|word| format!("\"{word}\"\n")).collect();
    std::fs::write(path, lines).map_err(|error| format!("{}: {error}", path.display()))
}
