//! A sheet's part with cells set and results taken out; all other bytes stay.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::looks::Looks;
use super::render::Rendered;
use super::rich;
use super::stale::Stale;
use super::taken::Taken;
use crate::formula::{Book, Formula};
use crate::package::PartName;
use crate::splices::Splices;
use crate::workbook::is_true;
use crate::worksheet::{Piece, RowTag};
use crate::xml::Element;
use crate::{Address, Area, Cell, Content, FormulaKind, Workbook, Worksheet, XlsxError};

/// A patched part.
#[derive(Debug)]
pub(super) struct Patched {
    pub(super) sheet: Arc<str>,
    pub(super) part: PartName,
    pub(super) bytes: Vec<u8>,
    /// True if cells that had formulas have none any more.
    pub(super) formulas_gone: bool,
    /// The cells whose results were taken out.
    pub(super) on_open: Vec<Address>,
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
    let listed = workbook.sheets().get(sheet).ok_or_else(|| one(XlsxError::NoSuchSheet((sheet + 1).to_string())))?;
    let worksheet = workbook.worksheet(listed).map_err(one)?;
    let taken = Taken::around(workbook, &worksheet).map_err(one)?;
    let mut patch = Patch::new(workbook, book, &worksheet, contents, stale, taken, looks);
    patch.read().map_err(one)?;
    patch.problems.extend(patch.taken.problems(listed.name(), contents));
    if !patch.problems.is_empty() {
        return Err(patch.problems);
    }
    let (formulas_gone, on_open) = (patch.formulas_gone, patch.on_open);
    let overlap = || one(XlsxError::damaged(worksheet.part.as_str(), "its elements overlap"));
    let text = patch.splices.apply(&worksheet.source.text).ok_or_else(overlap)?;
    Ok(Patched { sheet: Arc::clone(listed.name()), bytes: worksheet.source.encode(&text), part: worksheet.part, formulas_gone, on_open })
}

struct Patch<'a> {
    workbook: &'a Workbook,
    book: &'a Book,
    worksheet: &'a Worksheet,
    contents: &'a BTreeMap<Address, Content>,
    stale: &'a Stale,
    on_open: Vec<Address>,
    taken: Taken,
    looks: &'a Looks<'a>,
    splices: Splices,
    problems: Vec<XlsxError>,
    formulas_gone: bool,
    /// The contents that no cell has taken yet.
    missing: BTreeSet<Address>,
    /// The shared formulas read so far: where each is, its text, and whether its cell is set to something else.
    masters: BTreeMap<u32, (Address, Formula, bool)>,
    column_styles: Vec<(u32, u32, u32)>,
    /// Every row's number, and where it begins.
    rows: Vec<(u32, usize)>,
    dimension: Option<Element<'a>>,
}

/// A row that gets cells, while it is read.
struct OpenRow<'a> {
    tag: RowTag<'a>,
    cells: Vec<(u32, usize)>,
}

impl<'a> Patch<'a> {
    fn new(
        workbook: &'a Workbook,
        book: &'a Book,
        worksheet: &'a Worksheet,
        contents: &'a BTreeMap<Address, Content>,
        stale: &'a Stale,
        taken: Taken,
        looks: &'a Looks<'a>,
    ) -> Self {
        // A cell that is not there is blank already.
        let missing = contents.iter().filter(|(_, content)| **content != Content::Blank).map(|(address, _)| *address).collect();
        Self {
            workbook,
            book,
            worksheet,
            contents,
            stale,
            on_open: Vec::new(),
            taken,
            looks,
            missing,
            splices: Splices::default(),
            problems: Vec::new(),
            formulas_gone: false,
            masters: BTreeMap::new(),
            column_styles: Vec::new(),
            rows: Vec::new(),
            dimension: None,
        }
    }

    fn part(&self) -> &'a str {
        self.worksheet.part.as_str()
    }

    fn read(&mut self) -> Result<(), XlsxError> {
        let mut scanner = self.worksheet.scanner();
        let mut data = None;
        let mut row: Option<OpenRow<'a>> = None;
        loop {
            match scanner.next()? {
                Piece::Dimension(element) => self.dimension = Some(element),
                Piece::Columns(first, last, style) => self.column_styles.push((first, last, style)),
                Piece::Data(element) => data = Some(element),
                Piece::Row(tag) => {
                    self.rows.push((tag.number, tag.element.span.start));
                    row = Some(OpenRow { tag, cells: Vec::new() });
                }
                Piece::Cell(cell) => {
                    if let Some(row) = &mut row {
                        row.cells.push((cell.address.column(), cell.source.span.start));
                    }
                    self.cell(&cell)?;
                }
                Piece::RowEnd(close) => {
                    if let Some(row) = row.take() {
                        self.row_end(&row, &close)?;
                    }
                }
                Piece::DataEnd(close) => match data.take() {
                    Some(element) => self.data_end(&element, &close)?,
                    None => return Err(XlsxError::damaged(self.part(), "it has no rows")),
                },
                Piece::Merge(area) => self.taken.merged(area),
                Piece::End => break,
            }
        }
        if !self.missing.is_empty() {
            return Err(XlsxError::damaged(self.part(), "it has no place for rows"));
        }
        self.widen_dimension()
    }

    fn cell(&mut self, cell: &Cell<'a>) -> Result<(), XlsxError> {
        let content = self.contents.get(&cell.address);
        if let Some(formula) = &cell.formula {
            self.taken.formula(formula.kind);
            self.formulas_gone |= content.is_some();
            match formula.kind {
                FormulaKind::SharedMaster { index } => {
                    self.masters.insert(index, (cell.address, Formula::read(&formula.text), content.is_some()));
                }
                FormulaKind::SharedChild { index } if content.is_none() => self.inherit(cell, index),
                _ => {}
            }
        }
        if let Some(content) = content {
            self.missing.remove(&cell.address);
            self.set(cell, content)
        } else if self.stale.contains(cell.address) {
            self.on_open.push(cell.address);
            self.take_result(cell)
        } else {
            Ok(())
        }
    }

    fn set(&mut self, cell: &Cell<'a>, content: &Content) -> Result<(), XlsxError> {
        let prefix = cell.source.element.prefix;
        let rendered = match content {
            Content::Replaced(pieces) => {
                let (sheet, strings) = (&self.worksheet.source.text, &self.worksheet.strings);
                rich::replaced(cell, self.part(), sheet, strings, pieces).and_then(|runs| Rendered::runs(&runs, prefix))
            }
            content => Rendered::new(content, prefix, self.workbook.epoch()),
        };
        if let Some(rendered) = self.accepted(cell.address, rendered) {
            let style = self.looks.style(self.worksheet.sheet.index(), cell.address, cell.style)?;
            let style = Some(style).filter(|style| *style != cell.style);
            let xml = rendered.over(&cell.source, style, &self.worksheet.source.text, self.part())?;
            self.splices.replace(cell.source.span.clone(), xml);
        }
        Ok(())
    }

    /// Takes the result out of a formula's cell, and everything out of a cell that a formula spilled into.
    fn take_result(&mut self, cell: &Cell<'a>) -> Result<(), XlsxError> {
        if cell.formula.is_none() {
            return self.set(cell, &Content::Blank);
        }
        if let Some(value) = &cell.source.value {
            self.splices.remove(value.clone());
        }
        if let Some(kind) = cell.source.element.attributes(self.part())?.into_iter().find(|attribute| attribute.name == "t") {
            self.splices.remove(kind.span);
        }
        Ok(())
    }

    /// Gives a cell that shares the formula of a cell that is set the formula's own text.
    fn inherit(&mut self, cell: &Cell<'a>, index: u32) {
        let Some((master, formula, true)) = self.masters.get(&index) else { return };
        let (rows, columns) = cell.address.distance(*master);
        match (formula.moved(rows, columns, self.book), cell.source.formula.clone()) {
            (Some(text), Some(span)) => {
                let prefix = cell.source.element.prefix;
                self.splices.replace(span, format!("<{prefix}f>{}</{prefix}f>", crate::xml::escape(&text)));
            }
            _ => {
                let owner = format!("a formula that `{}` shares with it", cell.address);
                self.problems.push(XlsxError::CellTaken { sheet: Arc::clone(self.worksheet.sheet.name()), cell: *master, owner });
            }
        }
    }

    /// The content of a cell, unless no cell can hold it.
    fn accepted(&mut self, cell: Address, rendered: Result<Rendered, String>) -> Option<Rendered> {
        let sheet = self.worksheet.sheet.name();
        rendered.map_err(|reason| self.problems.push(XlsxError::Unfit { sheet: Arc::clone(sheet), cell, reason })).ok()
    }

    /// Inserts the cells that a row does not have yet.
    fn row_end(&mut self, row: &OpenRow<'a>, close: &Range<usize>) -> Result<(), XlsxError> {
        let number = row.tag.number;
        let wanted = match (Address::new(number, 1), Address::new(number, crate::MAX_COLUMNS)) {
            (Some(first), Some(last)) => self.missing.range(first..=last).copied().collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        if wanted.is_empty() {
            return Ok(());
        }
        let attributes = row.tag.element.attributes(self.part())?;
        let get = |name| attributes.iter().find(|attribute| attribute.name == name);
        let row_style = get("s").filter(|_| get("customFormat").is_some_and(|value| is_true(&value.value)));
        let row_style = row_style.and_then(|style| style.value.parse().ok());
        let mut at_end = String::new();
        for address in &wanted {
            let xml = self.fresh_cell(*address, row_style, row.tag.element.prefix)?;
            match row.cells.iter().find(|(column, _)| *column > address.column()) {
                Some((_, start)) => self.splices.insert(*start, xml),
                None => at_end.push_str(&xml),
            }
            self.missing.remove(address);
        }
        // The columns a row spans are a hint that may be left out, and must not be wrong.
        if let Some(spans) = get("spans").filter(|spans| !wanted.iter().all(|address| spans_column(&spans.value, address.column()))) {
            self.splices.remove(spans.span.clone());
        }
        self.insert_children(&row.tag.element, close, at_end);
        Ok(())
    }

    /// Inserts the rows that the sheet does not have yet.
    fn data_end(&mut self, data: &Element<'a>, close: &Range<usize>) -> Result<(), XlsxError> {
        let mut missing: BTreeMap<u32, Vec<Address>> = BTreeMap::new();
        for address in std::mem::take(&mut self.missing) {
            missing.entry(address.row()).or_default().push(address);
        }
        let prefix = data.prefix;
        let mut at_end = String::new();
        for (number, addresses) in missing {
            let cells: String = addresses.into_iter().map(|address| self.fresh_cell(address, None, prefix)).collect::<Result<_, _>>()?;
            let xml = format!("<{prefix}row r=\"{number}\">{cells}</{prefix}row>");
            match self.rows.iter().find(|(other, _)| *other > number) {
                Some((_, start)) => self.splices.insert(*start, xml),
                None => at_end.push_str(&xml),
            }
        }
        self.insert_children(data, close, at_end);
        Ok(())
    }

    /// Inserts elements at the end of another, which is opened for them if it closed itself.
    fn insert_children(&mut self, element: &Element<'a>, close: &Range<usize>, children: String) {
        if children.is_empty() {
            return;
        }
        if element.closed {
            let (prefix, local) = (element.prefix, element.local);
            self.splices.replace(element.attributes_end()..element.span.end, format!(">{children}</{prefix}{local}>"));
        } else {
            self.splices.insert(close.start, children);
        }
    }

    fn fresh_cell(&mut self, address: Address, row_style: Option<u32>, prefix: &str) -> Result<String, XlsxError> {
        let column = address.column();
        let of_column = self.column_styles.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
        let style = row_style.or(of_column.map(|(_, _, style)| *style)).unwrap_or(0);
        let Some(content) = self.contents.get(&address) else { return Ok(String::new()) };
        let style = self.looks.style(self.worksheet.sheet.index(), address, style)?;
        let rendered = Rendered::new(content, prefix, self.workbook.epoch());
        Ok(self.accepted(address, rendered).map(|rendered| rendered.fresh(address, style, prefix)).unwrap_or_default())
    }

    fn widen_dimension(&mut self) -> Result<(), XlsxError> {
        let Some(element) = &self.dimension else { return Ok(()) };
        let attributes = element.attributes(self.part())?;
        let Some(attribute) = attributes.into_iter().find(|attribute| attribute.name == "ref") else { return Ok(()) };
        let Some(area) = Area::parse(&attribute.value) else { return Ok(()) };
        let filled = self.contents.iter().filter(|(_, content)| **content != Content::Blank);
        let wide = filled.fold(area, |area, (address, _)| area.including(*address));
        if wide != area {
            self.splices.replace(attribute.value_span, wide.to_string());
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
