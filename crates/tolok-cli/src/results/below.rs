//! What stands below a table: what the star and the shapes mean, why values are missing, and what had no room.

use tolok::Status;

use super::causes::Causes;
use super::layout::{Column, Layout};
use super::{Look, piece, words};
use crate::wrapping::{columns, tame, wrapped};

/// More names than this are counted, not told.
const MOST: usize = 12;

/// The same for columns that stand side by side, where one name tells what the others are.
const MOST_ACROSS: usize = 6;

/// The lines below a table, after an empty one; nothing where there is nothing to say.
pub(super) fn text(layout: &Layout<'_>, look: &Look, causes: &Causes<'_>, statuses: &[Status], left_out: &[usize], width: usize) -> String {
    let mut text = String::new();
    let mut say = |mark: &str, words: &str| {
        for (place, line) in wrapped(&tame(words), width.saturating_sub(columns(mark) + 1)).iter().enumerate() {
            let mark = if place == 0 { mark.to_string() } else { " ".repeat(columns(mark)) };
            text.push_str(format!("{mark} {line}").trim_end());
            text.push('\n');
        }
    };
    if layout.has_partial(|place| !left_out.contains(&place)) {
        // Without periods there is nothing that a star could stand behind.
        say(if layout.result.over.is_some() { words::PARTIAL } else { "note:" }, words::PARTIAL_MEANS);
    }
    for cause in causes.told() {
        match cause.split_once(' ') {
            Some((mark, words)) => say(mark, words),
            None => say("", &cause),
        }
    }
    if !statuses.is_empty() {
        let shapes = statuses.iter().map(|status| format!("{} {status}", piece::coloured(*status)));
        // Side by side they take 23 columns.
        let between = if width < 23 { "\n" } else { "  " };
        text.push_str(&format!("{}\n", shapes.collect::<Vec<_>>().join(between)));
    }
    if !left_out.is_empty() {
        for line in wrapped(&had_no_room(layout, look, left_out), width) {
            text.push_str(&format!("{line}\n"));
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// Which columns had no room, and how they can be seen.
fn had_no_room(layout: &Layout<'_>, look: &Look, left_out: &[usize]) -> String {
    let columns = || left_out.iter().filter_map(|place| layout.columns.get(*place));
    let several = layout.result.kpis.len() > 1;
    let names: Vec<String> = columns().map(|column| tame(&words::flat(column, look, several))).collect();
    let is_across = columns().all(|column| matches!(column, Column::Kpi { across: Some(_), .. }));
    let most = if is_across { MOST_ACROSS } else { MOST };
    let named = match names.len().checked_sub(most).filter(|more| *more > 0) {
        Some(more) => format!("{} and {more} more", names.iter().take(most).cloned().collect::<Vec<_>>().join(", ")),
        None => names.join(", "),
    };
    let kpis: Vec<&str> = columns()
        .filter_map(|column| match column {
            Column::Kpi { kpi, across: None, .. } => Some(kpi.heading.name.as_str()),
            _ => None,
        })
        .collect();
    match kpis.is_empty() || kpis.len() > MOST {
        true => format!("no room for {named}: see everything with `-o FILE.xlsx`"),
        false => {
            let them = if kpis.len() == 1 { "it" } else { "them" };
            format!("no room for {named}: see {them} with `--kpis {}`, or everything with `-o FILE.xlsx`", kpis.join(","))
        }
    }
}
