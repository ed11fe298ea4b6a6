//! A sheet's part with cells set and results taken out; all other bytes stay.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::doubled::Doubled;
use super::looks::Looks;
use super::render::Rendered;
use super::result;
use super::rich;
use super::stale::Stale;
use super::taken::Taken;
use crate::package::PartName;
use crate::splices::Splices;
use crate::workbook::is_true;
use crate::worksheet::{FormulaSigns, Piece, RowTag, Visitor, Window, tour};
use crate::xml::Element;
use crate::{Address, Area, Cell, Content, FormulaKind, Sheet, Workbook, XlsxError};
use tolok_excel_formula::{Book, Formula};

/// A patched sheet.
#[derive(Debug)]
pub(super) struct Patched {
    pub(super) sheet: Arc<str>,
    pub(super) part: PartName,
    pub(super) splices: Splices,
    /// True if cells that had formulas have none any more.
    pub(super) formulas_gone: bool,
    /// The cells whose results were taken out.
    pub(super) on_open: Vec<Address>,
    /// The formulas that got new results.
    pub(super) recalculated: Vec<Address>,
}

/// Sets the contents, and takes out the results that are out of date.
pub(super) fn patch(
    workbook: &Workbook,
    book: &Book,
    sheet: usize,
    contents: &BTreeMap<Address, Content>,
    stale: &Stale,
    looks: &Looks<'_>,
) -> Result<Patched, Vec<XlsxError>> {
    let one = |error| vec![error];
    let sheet = workbook.sheets().get(sheet).ok_or_else(|| one(XlsxError::NoSuchSheet((sheet + 1).to_string())))?;
    let taken = Taken::of(workbook, sheet).map_err(one)?;
    let part = workbook.part_of(sheet).map_err(one)?;
    let mut patch = Patch::new(workbook, book, sheet, part, contents, stale, looks);
    patch.formulas = workbook.inventory(sheet).map_err(one)?.formulas;
    patch.set_last(Doubled::of(workbook, sheet, part, contents).map_err(one)?);
    tour(&workbook.package, part, &workbook.strings, &mut patch).map_err(one)?;
    patch.problems.extend(taken.problems(sheet.name(), contents));
    if !patch.problems.is_empty() {
        return Err(patch.problems);
    }
    if !patch.missing.is_empty() {
        return Err(one(XlsxError::damaged(part.as_str(), "it has no place for rows")));
    }
    let Patch { splices, formulas_gone, on_open, recalculated, .. } = patch;
    Ok(Patched { sheet: Arc::clone(sheet.name()), part: part.clone(), splices, formulas_gone, on_open, recalculated })
}

struct Patch<'a> {
    workbook: &'a Workbook,
    book: &'a Book,
    sheet: &'a Sheet,
    part: &'a PartName,
    contents: &'a BTreeMap<Address, Content>,
    stale: &'a Stale,
    on_open: Vec<Address>,
    recalculated: Vec<Address>,
    looks: &'a Looks<'a>,
    splices: Splices,
    problems: Vec<XlsxError>,
    /// True if there are formulas on the sheet.
    formulas: bool,
    signs: FormulaSigns,
    formulas_gone: bool,
    doubled: Doubled,
    /// The contents that no cell has taken yet.
    missing: BTreeSet<Address>,
    /// The rows that have such contents and of which no later row was read yet.
    ahead: BTreeSet<u32>,
    /// Where each of the others would stand, which may be there all the same.
    places: BTreeMap<u32, usize>,
    /// The shared formulas read so far: where each is, its text, and whether its cell is set to something else.
    masters: BTreeMap<u32, (Address, Formula, bool)>,
    column_styles: Vec<(u32, u32, u32)>,
    /// The element of all rows, and the row that gets cells, while they are read.
    data: Option<Parent>,
    row: Option<OpenRow>,
}

/// An element that may get children.
struct Parent {
    prefix: String,
    local: String,
    /// True if it closes itself.
    closed: bool,
    /// Where its attributes end, and the tag itself.
    attributes_end: usize,
    end: usize,
}

/// A row that gets cells.
struct OpenRow {
    parent: Parent,
    wanted: Vec<Address>,
    style: Option<u32>,
    /// The columns it says it spans, and where it says so.
    spans: Option<(String, Range<usize>)>,
    cells: Vec<(u32, usize)>,
}

impl Visitor for Patch<'_> {
    fn wants(&mut self, row: &RowTag<'_>, inside: &str) -> bool {
        let Some(cells) = Area::of_row(row.number) else { return true };
        self.contents.range(cells.first()..=cells.last()).next().is_some()
            || self.stale.reaches(cells)
            || (self.formulas && self.signs.may_be_in(row, inside))
    }

    fn piece(&mut self, piece: Piece<'_>, window: Window<'_>) -> Result<(), XlsxError> {
        let from = window.start;
        match piece {
            Piece::Dimension(element) => self.widen_dimension(&element, from)?,
            Piece::Columns(tag) => self.column_styles.extend(tag.style.map(|style| (tag.first, tag.last, style))),
            Piece::Data(element) => self.data = Some(Parent::new(&element, from)),
            Piece::Row(tag) => self.row_begin(&tag, from)?,
            Piece::Cell(cell) => {
                if let Some(row) = &mut self.row {
                    row.cells.push((cell.address.column(), from + cell.source.span.start));
                }
                self.cell(&cell, window)?;
            }
            Piece::RowEnd(close) => {
                if let Some(row) = self.row.take() {
                    self.row_end(row, from + close.start)?;
                }
            }
            Piece::DataEnd(close) => match self.data.take() {
                Some(parent) => self.data_end(&parent, from + close.start)?,
                None => return Err(XlsxError::damaged(self.part.as_str(), "it has no rows")),
            },
            Piece::Merge(_) | Piece::End => {}
        }
        Ok(())
    }
}

impl Parent {
    fn new(element: &Element<'_>, from: usize) -> Self {
        Self {
            prefix: element.prefix.to_owned(),
            local: element.local.to_owned(),
            closed: element.closed,
            attributes_end: from + element.attributes_end(),
            end: from + element.span.end,
        }
    }
}

impl<'a> Patch<'a> {
    fn new(
        workbook: &'a Workbook,
        book: &'a Book,
        sheet: &'a Sheet,
        part: &'a PartName,
        contents: &'a BTreeMap<Address, Content>,
        stale: &'a Stale,
        looks: &'a Looks<'a>,
    ) -> Self {
        // A cell that is not there is blank already.
        let missing: BTreeSet<Address> =
            contents.iter().filter(|(_, content)| **content != Content::Blank).map(|(address, _)| *address).collect();
        Self {
            workbook,
            book,
            sheet,
            part,
            contents,
            stale,
            on_open: Vec::new(),
            recalculated: Vec::new(),
            looks,
            ahead: missing.iter().map(|address| address.row()).collect(),
            places: BTreeMap::new(),
            missing,
            splices: Splices::default(),
            problems: Vec::new(),
            doubled: Doubled::default(),
            formulas: true,
            signs: FormulaSigns::default(),
            formulas_gone: false,
            masters: BTreeMap::new(),
            column_styles: Vec::new(),
            data: None,
            row: None,
        }
    }

    /// Has cells that are there twice set where they come last.
    fn set_last(&mut self, doubled: Doubled) {
        for cell in doubled.cells() {
            self.missing.remove(cell);
        }
        self.doubled = doubled;
    }

    fn cell(&mut self, cell: &Cell<'_>, window: Window<'_>) -> Result<(), XlsxError> {
        if self.doubled.comes_again(cell.address) {
            return Ok(());
        }
        let content = self.contents.get(&cell.address);
        if let Some(formula) = &cell.formula {
            self.formulas_gone |= content.is_some();
            match formula.kind {
                FormulaKind::SharedMaster { index } => {
                    self.masters.insert(index, (cell.address, Formula::read(&formula.text), content.is_some()));
                }
                FormulaKind::SharedChild { index } if content.is_none() => self.inherit(cell, index, window),
                _ => {}
            }
        }
        if let Some(content) = content {
            self.missing.remove(&cell.address);
            self.set(cell, content, window)
        } else if let Some(value) = self.stale.results.get(&cell.address) {
            self.recalculated.push(cell.address);
            result::put(cell, value, self.part.as_str(), window, &mut self.splices)
        } else if self.stale.contains(cell.address) {
            self.on_open.push(cell.address);
            self.take_result(cell, window)
        } else {
            Ok(())
        }
    }

    fn set(&mut self, cell: &Cell<'_>, content: &Content, window: Window<'_>) -> Result<(), XlsxError> {
        let prefix = cell.source.element.prefix;
        let rendered = match content {
            Content::Replaced(pieces) => {
                let runs = rich::replaced(cell, self.part.as_str(), window.text, &self.workbook.strings, pieces);
                runs.and_then(|runs| Rendered::runs(&runs, prefix))
            }
            content => Rendered::new(content, prefix, self.workbook.epoch()),
        };
        if let Some(rendered) = self.accepted(cell.address, rendered) {
            let style = self.looks.style(self.sheet.index(), cell.address, cell.style)?;
            let style = Some(style).filter(|style| *style != cell.style);
            let xml = rendered.over(&cell.source, style, window.text, self.part.as_str())?;
            self.splices.replace(window.in_part(&cell.source.span), xml);
        }
        Ok(())
    }

    /// Takes the result out of a formula's cell, and everything out of a cell that a formula spilled into.
    fn take_result(&mut self, cell: &Cell<'_>, window: Window<'_>) -> Result<(), XlsxError> {
        if cell.formula.is_none() {
            return self.set(cell, &Content::Blank, window);
        }
        if let Some(value) = &cell.source.value {
            self.splices.remove(window.in_part(value));
        }
        if let Some(kind) = cell.source.element.attributes(self.part.as_str())?.into_iter().find(|attribute| attribute.name == "t") {
            self.splices.remove(window.in_part(&kind.span));
        }
        Ok(())
    }

    /// Gives a cell that shares the formula of a cell that is set the formula's own text.
    fn inherit(&mut self, cell: &Cell<'_>, index: u32, window: Window<'_>) {
        let Some((master, formula, true)) = self.masters.get(&index) else { return };
        let (rows, columns) = cell.address.distance(*master);
        match (formula.moved(rows, columns, self.book), &cell.source.formula) {
            (Some(text), Some(span)) => {
                let prefix = cell.source.element.prefix;
                self.splices.replace(window.in_part(span), format!("<{prefix}f>{}</{prefix}f>", crate::xml::escape(&text)));
            }
            _ => {
                let owner = format!("a formula that `{}` shares with it", cell.address);
                self.problems.push(XlsxError::CellTaken { sheet: Arc::clone(self.sheet.name()), cell: *master, owner });
            }
        }
    }

    /// The content of a cell, unless no cell can hold it.
    fn accepted(&mut self, cell: Address, rendered: Result<Rendered, String>) -> Option<Rendered> {
        let sheet = self.sheet.name();
        rendered.map_err(|reason| self.problems.push(XlsxError::Unfit { sheet: Arc::clone(sheet), cell, reason })).ok()
    }

    /// Remembers what a row says if it gets cells.
    fn row_begin(&mut self, tag: &RowTag<'_>, from: usize) -> Result<(), XlsxError> {
        while let Some(number) = self.ahead.first().copied().filter(|number| *number < tag.number) {
            self.ahead.remove(&number);
            self.places.insert(number, from + tag.element.span.start);
        }
        self.row = None;
        let Some(cells) = Area::of_row(tag.number) else { return Ok(()) };
        let wanted: Vec<Address> = self.missing.range(cells.first()..=cells.last()).copied().collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let attributes = tag.element.attributes(self.part.as_str())?;
        let get = |name| attributes.iter().find(|attribute| attribute.name == name);
        let style = get("s").filter(|_| get("customFormat").is_some_and(|value| is_true(&value.value)));
        self.row = Some(OpenRow {
            parent: Parent::new(&tag.element, from),
            wanted,
            style: style.and_then(|style| style.value.parse().ok()),
            spans: get("spans").map(|spans| (spans.value.to_string(), from + spans.span.start..from + spans.span.end)),
            cells: Vec::new(),
        });
        Ok(())
    }

    /// Inserts the cells that a row does not have yet.
    fn row_end(&mut self, row: OpenRow, close: usize) -> Result<(), XlsxError> {
        let wanted: Vec<Address> = row.wanted.into_iter().filter(|address| self.missing.remove(address)).collect();
        let mut at_end = String::new();
        for address in &wanted {
            let xml = self.fresh_cell(*address, row.style, &row.parent.prefix)?;
            match row.cells.iter().find(|(column, _)| *column > address.column()) {
                Some((_, start)) => self.splices.insert(*start, xml),
                None => at_end.push_str(&xml),
            }
        }
        // The columns a row spans are a hint that may be left out, and must not be wrong.
        if let Some((spans, place)) = row.spans
            && !wanted.iter().all(|address| spans_column(&spans, address.column()))
        {
            self.splices.remove(place);
        }
        self.insert_children(&row.parent, close, at_end);
        Ok(())
    }

    /// Inserts the rows that the sheet does not have yet.
    fn data_end(&mut self, data: &Parent, close: usize) -> Result<(), XlsxError> {
        let mut missing: BTreeMap<u32, Vec<Address>> = BTreeMap::new();
        for address in std::mem::take(&mut self.missing) {
            missing.entry(address.row()).or_default().push(address);
        }
        let prefix = &data.prefix;
        let mut at_end = String::new();
        for (number, addresses) in missing {
            let cells: String = addresses.into_iter().map(|address| self.fresh_cell(address, None, prefix)).collect::<Result<_, _>>()?;
            let xml = format!("<{prefix}row r=\"{number}\">{cells}</{prefix}row>");
            match self.places.get(&number) {
                Some(start) => self.splices.insert(*start, xml),
                None => at_end.push_str(&xml),
            }
        }
        self.insert_children(data, close, at_end);
        Ok(())
    }

    /// Inserts elements at the end of another, which is opened for them if it closed itself.
    fn insert_children(&mut self, parent: &Parent, close: usize, children: String) {
        if children.is_empty() {
            return;
        }
        if parent.closed {
            let (prefix, local) = (&parent.prefix, &parent.local);
            self.splices.replace(parent.attributes_end..parent.end, format!(">{children}</{prefix}{local}>"));
        } else {
            self.splices.insert(close, children);
        }
    }

    fn fresh_cell(&mut self, address: Address, row_style: Option<u32>, prefix: &str) -> Result<String, XlsxError> {
        let column = address.column();
        let of_column = self.column_styles.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
        let style = row_style.or(of_column.map(|(_, _, style)| *style)).unwrap_or(0);
        let Some(content) = self.contents.get(&address) else { return Ok(String::new()) };
        let style = self.looks.style(self.sheet.index(), address, style)?;
        let rendered = Rendered::new(content, prefix, self.workbook.epoch());
        Ok(self.accepted(address, rendered).map(|rendered| rendered.fresh(address, style, prefix)).unwrap_or_default())
    }

    fn widen_dimension(&mut self, element: &Element<'_>, from: usize) -> Result<(), XlsxError> {
        let attributes = element.attributes(self.part.as_str())?;
        let Some(attribute) = attributes.into_iter().find(|attribute| attribute.name == "ref") else { return Ok(()) };
        let Some(area) = Area::parse(&attribute.value) else { return Ok(()) };
        let filled = self.contents.iter().filter(|(_, content)| **content != Content::Blank);
        let wide = filled.fold(area, |area, (address, _)| area.including(*address));
        if wide != area {
            let place = from + attribute.value_span.start..from + attribute.value_span.end;
            self.splices.replace(place, wide.to_string());
        }
        Ok(())
    }
}

/// True if a row's hint, such as `1:4 8:9`, covers a column.
fn spans_column(spans: &str, column: u32) -> bool {
    spans.split_whitespace().filter_map(|span| span.split_once(':')).any(|(first, last)| {
        let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) else { return false };
        (first..=last).contains(&column)
    })
}
