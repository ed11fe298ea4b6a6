//! Results one below the other, for a single row, and for terminals too narrow for a table.

use super::causes::Causes;
use super::layout::{Cell, Layout};
use super::piece::{Piece, bold, statuses};
use super::{Look, below, words};
use crate::wrapping::{columns, padded, tame, wrapped};

/// Between a name and its value.
const GAP: usize = 2;

/// The layout as text of at most so many columns, ending with a newline.
pub(super) fn text(layout: &Layout<'_>, pieces: &[Vec<Piece<'_>>], look: &Look, width: usize) -> String {
    let axes = layout.axes();
    let several = layout.result.kpis.len() > 1;
    let names: Vec<String> = layout.columns.iter().skip(axes).map(|column| tame(&words::flat(column, look, several))).collect();
    let values = || pieces.iter().flat_map(|line| line.iter().skip(axes));
    let body = values().map(|piece| columns(&piece.text)).max().unwrap_or(0);
    let tail = values().map(Piece::tail_width).max().unwrap_or(0);
    let indent = if axes == 0 { 0 } else { 2 };
    let widest = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let beside = indent + widest + GAP + body + tail <= width;
    let causes = Causes::of(layout, |_| true);
    let mut text = String::new();
    for (line, pieces) in layout.lines.iter().zip(pieces) {
        let places: Vec<&str> = pieces.iter().take(axes).map(|piece| piece.text.as_str()).filter(|text| !text.is_empty()).collect();
        if axes > 0 {
            wrapped(&places.join(", "), width).iter().for_each(|line| text.push_str(&format!("{}\n", bold(line))));
        }
        let cells = names.iter().zip(pieces.iter().skip(axes).zip(line.cells.iter().skip(axes)));
        for (name, (piece, _)) in cells.filter(|(_, (_, cell))| !matches!(cell, Cell::Absent)) {
            let margin = " ".repeat(indent);
            if beside {
                let value = piece.to_the_right(body, tail, &causes);
                text.push_str(format!("{margin}{}{}{value}", padded(name, widest), " ".repeat(GAP)).trim_end());
                text.push('\n');
            } else {
                for line in wrapped(name, width.saturating_sub(indent)) {
                    text.push_str(&format!("{margin}{line}\n"));
                }
                let room = width.saturating_sub(indent + 2 + piece.tail_width());
                let value = piece.to_the_left(columns(&piece.text).min(room), piece.tail_width(), &causes);
                text.push_str(format!("{margin}  {value}").trim_end());
                text.push('\n');
            }
        }
    }
    text + &below::text(layout, look, &causes, &statuses(pieces, |_| true), &[], width)
}
