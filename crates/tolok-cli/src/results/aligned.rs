//! Results as an aligned table for people, as wide as their terminal: what does not fit is named below, with a way to see it.

use super::causes::Causes;
use super::layout::{Axis, Column, Layout};
use super::piece::{Piece, bold, pieces, shortened, statuses};
use super::{Look, below, records, words};
use crate::wrapping::{columns, padded, tame, wrapped};

/// Between columns.
const GAP: usize = 2;
/// Longer headings are broken between words.
const HEADING: usize = 16;
/// A heading without a place to break gets so much room.
const LONGEST_WORD: usize = 24;
/// Members get at least so much room.
const LEAST_MEMBER: usize = 8;

/// How wide a column is: its texts, and what stands behind them.
#[derive(Debug, Clone, Copy)]
struct Size {
    body: usize,
    tail: usize,
    /// True if texts stand to the left.
    left: bool,
}

impl Size {
    fn width(self) -> usize {
        self.body + self.tail
    }
}

/// The layout as text of at most so many columns, ending with a newline.
pub(crate) fn text(layout: &Layout<'_>, look: &Look, width: usize) -> String {
    let title = layout.result.title.as_ref().map_or_else(String::new, |title| {
        wrapped(&tame(title), width).iter().map(|line| format!("{}\n", bold(line))).collect::<String>() + "\n"
    });
    if layout.lines.is_empty() {
        return title + "no rows\n";
    }
    let pieces = pieces(layout, look);
    let mut sizes: Vec<Size> = layout.columns.iter().enumerate().map(|(place, column)| size(column, place, &pieces, look)).collect();
    let axes = layout.axes();
    let is_one_row = axes == 0 && layout.lines.len() == 1;
    let shown = fitting(layout, &mut sizes, axes, width);
    if is_one_row || shown.len() == axes && layout.columns.len() > axes {
        return title + &records::text(layout, &pieces, look, width);
    }
    let causes = Causes::of(layout, |column| shown.contains(&column));
    let table = Table { layout, look, pieces: &pieces, sizes: &sizes, shown: &shown, causes: &causes };
    let mut text = title + &table.text();
    let left_out: Vec<usize> = (0..layout.columns.len()).filter(|place| !shown.contains(place)).collect();
    let statuses = statuses(&pieces, |column| shown.contains(&column));
    text.push_str(&below::text(layout, look, &causes, &statuses, &left_out, width));
    text
}

fn size(column: &Column<'_>, place: usize, pieces: &[Vec<Piece<'_>>], look: &Look) -> Size {
    let cells = || pieces.iter().filter_map(|line| line.get(place));
    let body = cells().map(|piece| columns(&piece.text)).max().unwrap_or(0);
    let tail = cells().map(Piece::tail_width).max().unwrap_or(0);
    let heading = tame(&words::column(column, look));
    let longest_word = heading.split(' ').map(columns).max().unwrap_or(0);
    let wanted = if columns(&heading) <= HEADING { columns(&heading) } else { longest_word.clamp(HEADING, LONGEST_WORD) };
    let left = matches!(column, Column::Axis(_)) || cells().any(|piece| piece.is_text);
    // Members and periods that stand side by side all end where their numbers end; a single heading may stand over the mark behind them.
    let beside = if matches!(column, Column::Kpi { across: Some(_), .. }) { 0 } else { tail };
    Size { body: body.max(wanted.saturating_sub(beside)), tail, left }
}

/// The columns that fit. Members are cut where that makes room for more, but not beyond what can be read.
fn fitting(layout: &Layout<'_>, sizes: &mut [Size], axes: usize, width: usize) -> Vec<usize> {
    let all: usize = sizes.iter().map(|size| size.width() + GAP).sum();
    if all > width + GAP {
        let room = (width / 2 / axes.max(1)).max(LEAST_MEMBER);
        for (size, column) in sizes.iter_mut().zip(&layout.columns) {
            if matches!(column, Column::Axis(Axis::Dimension(_))) {
                size.body = size.body.min(room);
            }
        }
    }
    let mut shown = in_order(sizes, 0..sizes.len(), axes, width);
    if shown.len() < sizes.len() {
        // What is computed is what a person asks for: inputs make room for it.
        let is_input = |place: &usize| matches!(layout.columns.get(*place), Some(Column::Kpi { kpi, .. }) if kpi.is_input);
        let (inputs, others): (Vec<usize>, Vec<usize>) = (axes..sizes.len()).partition(is_input);
        let order: Vec<usize> = (0..axes).chain(others).chain(inputs).collect();
        shown = in_order(sizes, order, axes, width);
        shown.sort_unstable();
    }
    // Where even the members do not fit there is no table.
    let least: usize = sizes.iter().take(axes).map(|size| size.width() + GAP).sum();
    if least > width + GAP { (0..axes).collect() } else { shown }
}

/// The first columns of an order that have room; the axes always do.
fn in_order(sizes: &[Size], order: impl IntoIterator<Item = usize>, axes: usize, width: usize) -> Vec<usize> {
    let mut taken = 0;
    let mut shown = Vec::new();
    for place in order {
        taken += sizes.get(place).map_or(0, |size| size.width()) + if shown.is_empty() { 0 } else { GAP };
        if place >= axes && taken > width {
            break;
        }
        shown.push(place);
    }
    shown
}

/// What is printed as a table.
struct Table<'t, 'a> {
    layout: &'t Layout<'a>,
    look: &'t Look,
    pieces: &'t [Vec<Piece<'a>>],
    sizes: &'t [Size],
    shown: &'t [usize],
    causes: &'t Causes<'a>,
}

impl Table<'_, '_> {
    fn text(&self) -> String {
        let rule = "─".repeat(self.columns().map(|(_, _, size)| size.width() + GAP).sum::<usize>().saturating_sub(GAP));
        let mut text = self.groups() + &self.header();
        text.push_str(&format!("{rule}\n"));
        let mut before_totals = true;
        for (place, (line, pieces)) in self.layout.lines.iter().zip(self.pieces).enumerate() {
            if line.is_total && std::mem::replace(&mut before_totals, false) && place > 0 {
                text.push_str(&format!("{rule}\n"));
            }
            let cells = self.columns().map(|(place, _, size)| match pieces.get(place) {
                Some(piece) if size.left => piece.to_the_left(size.body, size.tail, self.causes),
                Some(piece) => piece.to_the_right(size.body, size.tail, self.causes),
                None => String::new(),
            });
            text.push_str(&joined(cells));
        }
        text
    }

    /// The columns that are shown, with their place among all.
    fn columns(&self) -> impl Iterator<Item = (usize, &Column<'_>, Size)> {
        self.shown.iter().filter_map(|place| Some((*place, self.layout.columns.get(*place)?, *self.sizes.get(*place)?)))
    }

    /// KPIs above the members or periods that stand side by side.
    fn groups(&self) -> String {
        let grouped: Vec<(Option<String>, usize)> =
            self.columns().map(|(_, column, size)| (words::group(column, self.look), size.width())).collect();
        if grouped.iter().all(|(group, _)| group.is_none()) {
            return String::new();
        }
        let groups = grouped.chunk_by(|(one, _), (other, _)| one.is_some() && one == other);
        joined(groups.map(|members| {
            let width = members.iter().map(|(_, width)| width + GAP).sum::<usize>().saturating_sub(GAP);
            let group = members.first().and_then(|(group, _)| group.clone()).unwrap_or_default();
            let group = shortened(&tame(&group), width);
            let before = width.saturating_sub(columns(&group)) / 2;
            let after = width.saturating_sub(columns(&group) + before);
            format!("{}{}{}", " ".repeat(before), bold(&group), " ".repeat(after))
        }))
    }

    /// Headings stand at the bottom, over as many lines as the longest takes.
    fn header(&self) -> String {
        let headings: Vec<(Vec<String>, Size)> =
            self.columns().map(|(_, column, size)| (wrapped(&tame(&words::column(column, self.look)), size.width()), size)).collect();
        let height = headings.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
        (0..height)
            .map(|line| {
                joined(headings.iter().map(|(lines, size)| {
                    let missing = height - lines.len();
                    let heading = line.checked_sub(missing).and_then(|line| lines.get(line)).map_or("", String::as_str);
                    // A heading ends where the numbers end, if it fits above them.
                    let end = if columns(heading) <= size.body { size.body } else { size.width() };
                    let before = if size.left { 0 } else { end.saturating_sub(columns(heading)) };
                    let bare = padded("", before) + heading;
                    let after = size.width().saturating_sub(columns(&bare));
                    format!("{}{}{}", " ".repeat(before), bold(heading), " ".repeat(after))
                }))
            })
            .collect()
    }
}

/// Cells side by side on a line.
fn joined(cells: impl Iterator<Item = String>) -> String {
    let line = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
    format!("{}\n", line.trim_end())
}
