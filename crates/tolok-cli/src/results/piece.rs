//! What people read in a cell: a text, a mark or a shape behind it, and how it is set off.

use anstyle::{AnsiColor, Style};
use tolok::{Kpi, Status};

use super::appearance::{Appearance, appearance};
use super::causes::{self, Causes};
use super::layout::{Cell, Column, Coordinate, Layout, Line};
use super::{Look, words};
use crate::wrapping::{columns, tame};

/// What people read in a cell.
#[derive(Debug, Default)]
pub(super) struct Piece<'a> {
    pub(super) text: String,
    kpi: Option<&'a Kpi>,
    status: Option<Status>,
    is_total: bool,
    /// True for a text, which stands to the left.
    pub(super) is_text: bool,
}

impl Piece<'_> {
    /// How many columns the mark and the shape behind the text take.
    pub(super) fn tail_width(&self) -> usize {
        let mark = usize::from(self.kpi.is_some_and(|kpi| causes::missing(kpi).is_some()));
        mark + if self.status.is_some() { 2 } else { 0 }
    }

    /// The text to the right of its room, with what stands behind it.
    pub(super) fn to_the_right(&self, body: usize, tail: usize, causes: &Causes<'_>) -> String {
        let before = " ".repeat(body.saturating_sub(columns(&self.text)));
        format!("{before}{}", self.to_the_left(columns(&self.text), tail, causes))
    }

    /// The text to the left of its room, with what stands behind it.
    pub(super) fn to_the_left(&self, body: usize, tail: usize, causes: &Causes<'_>) -> String {
        let text = shortened(&self.text, body);
        let mark = self.kpi.map_or("", |kpi| causes.mark(kpi));
        let shape = self.status.map_or_else(String::new, |status| format!(" {}", coloured(status)));
        let taken = columns(mark) + if self.status.is_some() { 2 } else { 0 };
        let after = " ".repeat(body.saturating_sub(columns(&text)) + tail.saturating_sub(taken));
        let text = if self.is_total { bold(&text) } else { text };
        format!("{text}{mark}{shape}{after}")
    }
}

/// What people read in the cell of a KPI.
pub(super) fn shown_text(kpi: &Kpi, look: &Look) -> String {
    match appearance(kpi, look.missing.as_ref()) {
        Appearance::Value => tame(&kpi.display),
        Appearance::Nothing => words::NOTHING.to_string(),
        Appearance::Error(kind) => kind.to_string(),
        Appearance::Text(text) => tame(text),
    }
}

/// What people read in each cell of each line.
pub(super) fn pieces<'a>(layout: &Layout<'a>, look: &Look) -> Vec<Vec<Piece<'a>>> {
    layout.lines.iter().map(|line| line_pieces(layout, line, look)).collect()
}

fn line_pieces<'a>(layout: &Layout<'a>, line: &Line<'a>, look: &Look) -> Vec<Piece<'a>> {
    let mut said = false;
    let cells = layout.columns.iter().zip(&line.cells);
    let pieces = cells.map(|(column, cell)| match cell {
        Cell::Absent => Piece::default(),
        // One word for everything that is rolled up reads better than several.
        Cell::Place(Coordinate::Total) if std::mem::replace(&mut said, true) => Piece::default(),
        Cell::Place(place) => {
            let star = line.partial && matches!((column, place), (Column::Axis(_), Coordinate::Period(_)));
            let text = tame(&words::coordinate(place, look)) + if star { words::PARTIAL } else { "" };
            Piece { text, is_total: line.is_total, is_text: true, ..Piece::default() }
        }
        Cell::Kpi(kpi) => {
            let text = shown_text(kpi, look);
            let is_text = matches!(kpi.value, tolok::Value::Text(_));
            Piece { text, kpi: Some(kpi), status: kpi.status, is_total: line.is_total, is_text }
        }
    });
    pieces.collect()
}

/// The statuses among the columns, the best first.
pub(super) fn statuses(pieces: &[Vec<Piece<'_>>], columns: impl Fn(usize) -> bool) -> Vec<Status> {
    let shown = pieces.iter().flat_map(|line| line.iter().enumerate().filter(|(column, _)| columns(*column)));
    let statuses: std::collections::BTreeSet<Status> = shown.filter_map(|(_, piece)| piece.status).collect();
    statuses.into_iter().collect()
}

/// The shape of a status in its colour.
pub(super) fn coloured(status: Status) -> String {
    let colour = match status {
        Status::Good => AnsiColor::Green,
        Status::Warn => AnsiColor::Yellow,
        Status::Bad => AnsiColor::Red,
    };
    let style = Style::new().fg_color(Some(colour.into())).bold();
    format!("{style}{}{style:#}", words::shape(status))
}

/// The text set off.
pub(super) fn bold(text: &str) -> String {
    let style = Style::new().bold();
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

/// The text, cut where its room ends.
pub(super) fn shortened(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_string();
    }
    let mut kept = String::new();
    for sign in text.chars() {
        if columns(&kept) + columns(sign.encode_utf8(&mut [0; 4])) + 1 > room {
            break;
        }
        kept.push(sign);
    }
    kept.push('…');
    kept
}
