//! Results as a Markdown table, with what there is to say below it.

use super::appearance::{Appearance, appearance};
use super::causes::Causes;
use super::layout::{Cell, Column, Coordinate, Layout, Line};
use super::{Look, words};
use crate::table::escaped;
use crate::wrapping::tame;

/// The layout as Markdown.
pub(crate) fn text(layout: &Layout<'_>, look: &Look) -> String {
    let several = layout.result.kpis.len() > 1;
    let causes = Causes::of(layout, |_| true);
    let mut text = layout.result.title.as_ref().map_or_else(String::new, |title| format!("## {}\n\n", tame(title)));
    let header = layout.columns.iter().map(|column| starred(&escaped(&tame(&words::flat(column, look, several))))).collect();
    let rule = layout.columns.iter().map(|column| if matches!(column, Column::Kpi { .. }) { "---:" } else { "---" }.to_string()).collect();
    text.push_str(&row(header));
    text.push_str(&row(rule));
    for line in &layout.lines {
        let mut said = false;
        let cells = layout.columns.iter().zip(&line.cells).map(|(column, cell)| {
            let text = starred(&escaped(&tame(&cell_text(column, cell, line, look, &causes, &mut said))));
            if line.is_total && !text.is_empty() { format!("**{text}**") } else { text }
        });
        text.push_str(&row(cells.collect()));
    }
    let mut below = Vec::new();
    if layout.has_partial(|_| true) {
        below.push(format!("\\* {}", words::PARTIAL_MEANS));
    }
    below.extend(causes.told().iter().map(|cause| escaped(&tame(cause))));
    if !below.is_empty() {
        text.push_str(&format!("\n{}\n", below.join("  \n")));
    }
    text
}

fn row(cells: Vec<String>) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// A star would begin or end what is set off.
fn starred(text: &str) -> String {
    text.replace('*', "\\*")
}

fn cell_text(column: &Column<'_>, cell: &Cell<'_>, line: &Line<'_>, look: &Look, causes: &Causes<'_>, said: &mut bool) -> String {
    match cell {
        Cell::Absent => String::new(),
        // One word for everything that is rolled up reads better than several.
        Cell::Place(Coordinate::Total) if std::mem::replace(said, true) => String::new(),
        Cell::Place(place) => {
            let star = line.partial && matches!((column, place), (Column::Axis(_), Coordinate::Period(_)));
            words::coordinate(place, look) + if star { words::PARTIAL } else { "" }
        }
        Cell::Kpi(kpi) => {
            let shown = match appearance(kpi, look.missing.as_ref()) {
                Appearance::Value => kpi.display.clone(),
                Appearance::Nothing => words::NOTHING.to_string(),
                Appearance::Error(kind) => kind.to_string(),
                Appearance::Text(text) => text.to_string(),
            };
            let shape = kpi.status.map_or_else(String::new, |status| format!(" {}", words::shape(status)));
            format!("{shown}{}{shape}", causes.mark(kpi))
        }
    }
}
