//! The cells that charts look at: what each holds, and what it held.

use std::collections::{BTreeMap, BTreeSet};

use rstar::primitives::Rectangle;
use rstar::{AABB, RTree};

use crate::number_format::is_general;
use crate::workbook::is_true;
use crate::worksheet::{Piece, RowTag, Visitor, Window, tour};
use crate::write::recalculation::{of_content, replaced, value};
use crate::write::stale::Stale;
use crate::{Address, Area, Cell, Content, Edits, Workbook, XlsxError};
use tolok_excel_formula::Value;

/// How many cells may be held for it.
const MOST_CELLS: usize = 2_000_000;

/// A cell that a chart looks at.
#[derive(Debug)]
pub(super) struct Seen<'w> {
    /// What it held; nothing if that is not known.
    pub(super) before: Option<Value>,
    /// What it holds now; nothing if that is not known.
    pub(super) after: Option<Value>,
    /// True if that is something else, or may be.
    pub(super) changed: bool,
    /// The format that it shows numbers by, if that is known.
    pub(super) format: Option<&'w str>,
}

/// What charts look at on a sheet.
#[derive(Debug, Default)]
pub(super) struct SeenSheet<'w> {
    /// The cells that hold or held something.
    pub(super) cells: BTreeMap<Address, Seen<'w>>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
}

/// Reads some areas of a sheet; nothing if there is too much in them.
///
/// # Errors
/// E0604 where the sheet cannot be read.
pub(super) fn read<'w>(
    workbook: &'w Workbook,
    edits: &'w Edits,
    sheet: usize,
    stale: &Stale,
    areas: &BTreeSet<Area>,
) -> Result<Option<SeenSheet<'w>>, XlsxError> {
    let Some(of_workbook) = workbook.sheets().get(sheet) else { return Ok(None) };
    // A sheet without cells has none that a chart could show.
    let Ok(part) = workbook.part_of(of_workbook) else { return Ok(Some(SeenSheet::default())) };
    let nothing = BTreeMap::new();
    let contents = edits.sheets().find(|(index, _)| *index == sheet).map_or(&nothing, |(_, contents)| contents);
    let areas = RTree::bulk_load(areas.iter().map(|area| area.rectangle()).collect());
    let mut reader = Reader { workbook, edits, part: part.as_str(), sheet, stale, contents, areas, seen: SeenSheet::default() };
    tour(&workbook.package, part, &workbook.strings, &mut reader)?;
    let Reader { areas, mut seen, .. } = reader;
    for (cell, content) in contents.iter().filter(|(cell, _)| areas.locate_at_point(cell.point()).is_some()) {
        if seen.cells.contains_key(cell) {
            continue;
        }
        let after = of_content(content, workbook.epoch()).flatten();
        if after != Some(Value::Blank) {
            let format = edits.format(sheet, *cell);
            seen.cells.insert(*cell, Seen { before: Some(Value::Blank), after, changed: true, format });
        }
    }
    Ok((seen.cells.len() <= MOST_CELLS).then_some(seen))
}

struct Reader<'w, 'a> {
    workbook: &'w Workbook,
    edits: &'w Edits,
    part: &'a str,
    sheet: usize,
    stale: &'a Stale,
    contents: &'a BTreeMap<Address, Content>,
    areas: RTree<Rectangle<[i64; 2]>>,
    seen: SeenSheet<'w>,
}

impl Reader<'_, '_> {
    fn is_in(&self, row: u32) -> bool {
        let Some(cells) = Area::of_row(row) else { return true };
        let corners = AABB::from_corners(cells.first().point(), cells.last().point());
        self.areas.locate_in_envelope_intersecting(corners).next().is_some()
    }

    fn cell(&mut self, cell: &Cell<'_>) {
        let at = cell.address();
        if self.areas.locate_at_point(at.point()).is_none() {
            return;
        }
        let before = value(cell);
        let after = match self.contents.get(&at) {
            Some(Content::Replaced(pieces)) => cell.text().and_then(|text| replaced(text, pieces)).map(|text| Value::Text(text.into())),
            Some(content) => of_content(content, self.workbook.epoch()).flatten(),
            None if self.stale.contains(at) => self.stale.results.get(&at).cloned(),
            None => before.clone(),
        };
        let is_told = self.contents.contains_key(&at) || self.stale.contains(at);
        // A result that is not known is not the one that was there.
        let changed = is_told && (after.is_none() || before != after);
        if before != Some(Value::Blank) || after != Some(Value::Blank) {
            let own = self.workbook.number_format(cell.style());
            let format = self.edits.format(self.sheet, at).filter(|_| is_general(own)).unwrap_or(own);
            self.seen.cells.insert(at, Seen { before, after, changed, format: Some(format) });
        }
    }
}

impl Visitor for Reader<'_, '_> {
    fn wants(&mut self, row: &RowTag<'_>, _: &str) -> bool {
        self.seen.cells.len() <= MOST_CELLS && self.is_in(row.number)
    }

    fn piece(&mut self, piece: Piece<'_>, _: Window<'_>) -> Result<(), XlsxError> {
        match piece {
            Piece::Columns(tag) if tag.hidden => self.seen.hidden_columns.push((tag.first, tag.last)),
            Piece::Row(tag)
                if self.is_in(tag.number) && tag.element.attribute(self.part, "hidden")?.is_some_and(|hidden| is_true(&hidden)) =>
            {
                self.seen.hidden_rows.insert(tag.number);
            }
            Piece::Cell(cell) => self.cell(&cell),
            _ => {}
        }
        Ok(())
    }
}
