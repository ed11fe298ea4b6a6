//! An explanation as a tree for people: names to the left, values in a column, what else there is to say beside or below them.

use tolok::{Explanation, FromData, Provenance, Value};

use crate::table;
use crate::wrapping::{columns, padded, tame, wrapped};

/// Between a name and its value.
const BEFORE_VALUE: usize = 2;
/// Between a value and the words beside it.
const AFTER_VALUE: usize = 3;
/// Words beside a value need so much room; else they stand below.
const LEAST_WORDS: usize = 18;
/// Names have at least so much room where words stand beside values.
const LEAST_NAMES: usize = 24;
/// A name has at least so much room after its branches.
const LEAST_NAME: usize = 6;

/// The tree as text of at most so many columns, ending with a newline.
pub(crate) fn text(root: &Explanation, width: usize) -> String {
    let values = widest_value(root, (width / 3).max(8));
    let deepest = (width / 2).min(width.saturating_sub(LEAST_NAME + BEFORE_VALUE + values));
    let mut lines = Vec::new();
    add(root, "", "", true, deepest, &mut lines);
    laid_out(&lines, values, width)
}

/// Lines of a tree as text of at most so many columns; values take so many of them.
pub(crate) fn laid_out(lines: &[Line], values: usize, width: usize) -> String {
    let layout = Layout::of(lines, values, width);
    lines.iter().map(|line| layout.text(line)).collect()
}

/// What is said of a value: status and target, where it came from, its unit, why it is missing.
pub(crate) fn words(explanation: &Explanation, is_root: bool) -> String {
    if explanation.provenance == Provenance::Repeated {
        return explanation.provenance.text().to_string();
    }
    let mut words = Vec::new();
    if let Some(status) = explanation.status {
        let target = explanation.target.as_ref().map(|target| format!(" (target {target})"));
        words.push(table::status(Some(status)) + &target.unwrap_or_default());
    }
    match (explanation.provenance, &explanation.formula) {
        (Provenance::Computed, _) => {}
        (Provenance::Data, _) if explanation.data.is_some() => {}
        (Provenance::Given, Some(formula)) => words.push(format!("given, instead of {formula}")),
        (provenance, _) => words.push(provenance.text().to_string()),
    }
    words.extend(explanation.unit.clone().filter(|unit| says_more(unit)));
    words.extend(explanation.data.as_ref().map(FromData::text));
    words.extend(explanation.function.as_ref().map(|function| format!("function {function}")));
    // A cause is told where it comes up and at the root, not on the whole way between them.
    let told_below =
        explanation.provenance == Provenance::Missing || explanation.children.iter().any(|child| child.cause == explanation.cause);
    words.extend(explanation.cause.clone().filter(|_| is_root || !told_below));
    words.join(", ")
}

/// The value as people read it; an en dash where there is none.
pub(crate) fn value(explanation: &Explanation) -> String {
    match &explanation.value {
        None => String::new(),
        Some(Value::Blank(_)) => "–".to_string(),
        Some(_) => explanation.display.clone(),
    }
}

/// True if a part is shown under what it computes, and not under a name.
fn has_formula_line(explanation: &Explanation) -> bool {
    explanation.name.is_some() && !explanation.children.is_empty()
}

/// A currency or a percentage stands in the value itself.
fn says_more(unit: &str) -> bool {
    unit != "percent" && !(unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// A line of the tree before it is laid out.
pub(crate) struct Line {
    /// The branches before its first line.
    pub(crate) before: String,
    /// The branches before lines that continue it.
    pub(crate) below: String,
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) words: String,
}

/// How wide the column of values is; what is wider than `most` does not stand in it.
fn widest_value(explanation: &Explanation, most: usize) -> usize {
    let own = columns(&tame(&value(explanation)));
    let children = explanation.children.iter().map(|child| widest_value(child, most));
    children.chain([own].into_iter().filter(|own| *own <= most)).max().unwrap_or(0)
}

/// Adds the lines of a part; branches take at most `deepest` columns.
fn add(explanation: &Explanation, before: &str, below: &str, is_root: bool, deepest: usize, lines: &mut Vec<Line>) {
    let name = match (&explanation.name, &explanation.formula) {
        (Some(name), _) => name,
        (None, Some(formula)) => formula,
        (None, None) => "",
    };
    let name = match &explanation.place {
        Some(place) => format!("{name} ({place})"),
        None => name.to_string(),
    };
    lines.push(Line {
        before: before.to_string(),
        below: below.to_string(),
        name: tame(&name),
        value: tame(&value(explanation)),
        words: tame(&words(explanation, is_root)),
    });
    if let (true, Some(formula)) = (has_formula_line(explanation), &explanation.formula) {
        let name = format!("= {}", tame(formula));
        lines.push(Line { before: below.to_string(), below: format!("{below}  "), name, value: String::new(), words: String::new() });
    }
    let Some((last, others)) = explanation.children.split_last() else { return };
    if columns(below) + columns("├─ ") > deepest {
        let name = "… explain one of these names to see more".to_string();
        let line =
            Line { before: format!("{below}└─ "), below: format!("{below}   "), name, value: String::new(), words: String::new() };
        return lines.push(line);
    }
    for child in others {
        add(child, &format!("{below}├─ "), &format!("{below}│  "), false, deepest, lines);
    }
    add(last, &format!("{below}└─ "), &format!("{below}   "), false, deepest, lines);
}

/// How wide the columns are.
struct Layout {
    width: usize,
    names: usize,
    values: usize,
    /// True if words stand beside values.
    beside: bool,
}

impl Layout {
    fn of(lines: &[Line], values: usize, width: usize) -> Self {
        let has_columns = |line: &&Line| !line.value.is_empty() || !line.words.is_empty();
        let widest = |measure: fn(&Line) -> usize| lines.iter().filter(has_columns).map(measure).max().unwrap_or(0);
        let names = widest(|line| columns(&line.before) + columns(&line.name));
        let least_names = LEAST_NAMES.max(widest(|line| columns(&line.before) + LEAST_NAME)).min(names);
        let least_words = widest(|line| columns(&line.words)).min(LEAST_WORDS);
        let beside = width >= least_names + BEFORE_VALUE + values + AFTER_VALUE + least_words;
        let taken = BEFORE_VALUE + values + if beside { AFTER_VALUE + least_words } else { 0 };
        Self { width, names: names.min(width.saturating_sub(taken)), values, beside }
    }

    fn text(&self, line: &Line) -> String {
        if line.value.is_empty() && line.words.is_empty() {
            let names = wrapped(&line.name, self.width.saturating_sub(columns(&line.below)));
            let branches = std::iter::once(&line.before).chain(std::iter::repeat(&line.below));
            return branches.zip(names).map(|(branches, name)| finished(&format!("{branches}{name}"))).collect();
        }
        let names = wrapped(&line.name, self.names.saturating_sub(columns(&line.before)));
        // A value that is too long for its column is said in words.
        let (value, words) = match columns(&line.value) <= self.values {
            true => (line.value.as_str(), line.words.clone()),
            false => {
                ("", [line.value.as_str(), line.words.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
            }
        };
        let value = format!("{}{value}", " ".repeat(self.values.saturating_sub(columns(value))));
        if self.beside {
            let start = self.names + BEFORE_VALUE + self.values + AFTER_VALUE;
            let words = wrapped(&words, self.width.saturating_sub(start));
            let gap = " ".repeat(self.values);
            let right = words.into_iter().enumerate().map(|(place, words)| {
                let value = if place == 0 { &value } else { &gap };
                format!("{}{value}{}{words}", " ".repeat(BEFORE_VALUE), " ".repeat(AFTER_VALUE))
            });
            return self.side_by_side(line, names, right.collect());
        }
        let mut text = self.side_by_side(line, names, vec![format!("{}{value}", " ".repeat(BEFORE_VALUE))]);
        if !words.is_empty() {
            let indented = format!("{}  ", line.below);
            for words in wrapped(&words, self.width.saturating_sub(columns(&indented))) {
                text.push_str(&finished(&format!("{indented}{words}")));
            }
        }
        text
    }

    fn side_by_side(&self, line: &Line, names: Vec<String>, right: Vec<String>) -> String {
        let count = names.len().max(right.len());
        let names = names.into_iter().map(Some).chain(std::iter::repeat(None)).take(count);
        let left = names.enumerate().map(|(place, name)| {
            let branches = if place == 0 { &line.before } else { &line.below };
            padded(&format!("{branches}{}", name.unwrap_or_default()), self.names)
        });
        let right = right.into_iter().chain(std::iter::repeat(String::new()));
        left.zip(right).map(|(left, right)| finished(&format!("{left}{right}"))).collect()
    }
}

fn finished(line: &str) -> String {
    table::coloured(line.trim_end()) + "\n"
}

#[cfg(test)]
mod tests;
