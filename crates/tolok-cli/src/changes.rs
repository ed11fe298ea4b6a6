//! What changed between two versions of definitions, as people read it: `+` for what came, `-` for what went, `~` for what is
//! said differently.

use anstyle::{AnsiColor, Style};
use tolok::{Change, Difference, Kpi, ValueChange};

use crate::table;
use crate::wrapping::{columns, padded, tame, wrapped};

/// What changed stands beside the name of the aspect where there is room for this much of it, else below.
const LEAST_TEXT: usize = 30;

/// The differences as text of at most so many columns, ending with a newline.
pub(crate) fn text(difference: &Difference, values: Option<&[ValueChange]>, width: usize) -> String {
    let mut text = String::new();
    for added in &difference.added {
        text.push_str(&signed('+', "", &tame(&words(added.kind, &added.head)), width));
    }
    for removed in &difference.removed {
        text.push_str(&signed('-', "", &tame(&words(removed.kind, &removed.head)), width));
    }
    for changed in &difference.changed {
        let subject = match changed.kind {
            "test" | "report" => format!("{} \"{}\"", changed.kind, changed.name),
            kind => format!("{kind} {}", changed.name),
        };
        text.push_str(&signed('~', "", &tame(subject.trim_end()), width));
        let names = changed.changes.iter().map(|change| columns(&change.aspect)).max().unwrap_or(0);
        for change in &changed.changes {
            text.push_str(&self::change(change, names, width));
        }
    }
    if difference.is_empty() {
        text.push_str("no differences\n");
    }
    match values {
        None => {}
        Some([]) => text.push_str("no values change\n"),
        Some(values) => {
            text.push_str("values\n");
            text.push_str(&self::values(values, width));
        }
    }
    text
}

/// A value as people read it, with its status; an en dash where there is none.
pub(crate) fn value(kpi: &Kpi) -> String {
    let shown = if kpi.value.is_blank() { "–".to_string() } else { kpi.display.clone() };
    match kpi.status {
        Some(status) => format!("{shown} {}", table::status(Some(status))),
        None => shown,
    }
}

/// `metric cac = …`, but `input spend: money`, which says what it is.
fn words(kind: &str, head: &str) -> String {
    let head = head.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    match kind {
        "metric" => format!("metric {head}"),
        _ => head,
    }
}

fn change(change: &Change, names: usize, width: usize) -> String {
    let beside = width >= 4 + names + 4 + LEAST_TEXT;
    let margin = if beside { " ".repeat(4 + names + 2) } else { " ".repeat(6) };
    let mut text = String::new();
    let sides = [('-', &change.before), ('+', &change.after)];
    for (sign, side) in sides.into_iter().filter_map(|(sign, side)| Some((sign, side.as_ref()?))) {
        for line in side.lines() {
            text.push_str(&signed(sign, &margin, &tame(line), width));
        }
    }
    let name = tame(&change.aspect);
    if beside {
        format!("    {}  {}", padded(&name, names), text.get(margin.len()..).unwrap_or_default())
    } else {
        format!("    {name}\n{text}")
    }
}

/// Text after a sign; what does not fit a line goes on below it.
fn signed(sign: char, margin: &str, text: &str, width: usize) -> String {
    let colour = match sign {
        '+' => AnsiColor::Green,
        '-' => AnsiColor::Red,
        _ => AnsiColor::Yellow,
    };
    let style = Style::new().fg_color(Some(colour.into()));
    let lines = wrapped(text, width.saturating_sub(columns(margin) + 2));
    let signs = std::iter::once(format!("{sign} ")).chain(std::iter::repeat("  ".to_string()));
    signs.zip(lines).map(|(sign, line)| format!("{margin}{style}{sign}{line}{style:#}\n")).collect()
}

fn values(values: &[ValueChange], width: usize) -> String {
    let names = values.iter().map(|change| columns(&change.name)).max().unwrap_or(0).min(width / 2);
    let shown = |change: &ValueChange| match (&change.before, &change.after) {
        // What shows alike and is not the same is shown exactly.
        (Some(before), Some(after)) if value(before) == value(after) => format!("{} → {}", before.value, after.value),
        (before, after) => {
            let side = |side: &Option<Kpi>| side.as_ref().map_or_else(|| "–".to_string(), value);
            format!("{} → {}", side(before), side(after))
        }
    };
    let mut text = String::new();
    for change in values {
        let line = format!("    {}  {}", padded(&tame(&change.name), names), tame(&shown(change)));
        if columns(&line) <= width {
            text.push_str(&table::coloured(&line));
            text.push('\n');
        } else {
            text.push_str(&format!("    {}\n", tame(&change.name)));
            for line in wrapped(&tame(&shown(change)), width.saturating_sub(6)) {
                text.push_str(&format!("      {}\n", table::coloured(&line)));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests;
