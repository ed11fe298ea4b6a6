//! The cells of sheets as they were and as they are, read when they are asked for.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::write::recalculation::value;
use crate::{Address, Area, FormulaKind, Workbook, XlsxError};
use tolok_excel_formula::{Book, Cells, Formula, Value};

/// The sheets of a workbook, before an edit and after it.
pub(super) struct Pages<'a> {
    before: &'a Workbook,
    after: &'a Workbook,
    read: RefCell<BTreeMap<usize, Rc<Page>>>,
}

/// The cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Page {
    before: BTreeMap<Address, Option<Value>>,
    after: BTreeMap<Address, Option<Value>>,
    formulas: BTreeMap<Address, (String, FormulaKind)>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(before: &'a Workbook, after: &'a Workbook) -> Self {
        Self { before, after, read: RefCell::default() }
    }

    /// The cells of a sheet.
    ///
    /// # Errors
    /// E0604 where it cannot be read.
    pub(super) fn page(&self, sheet: usize) -> Result<Rc<Page>, XlsxError> {
        if let Some(page) = self.read.borrow().get(&sheet) {
            return Ok(Rc::clone(page));
        }
        let page = Rc::new(Page { after: Page::of(self.after, sheet)?.before, ..Page::of(self.before, sheet)? });
        self.read.borrow_mut().insert(sheet, Rc::clone(&page));
        Ok(page)
    }
}

impl Page {
    fn of(workbook: &Workbook, sheet: usize) -> Result<Self, XlsxError> {
        let mut page = Self::default();
        // A sheet without cells has none to tell of.
        let Some(sheet) = workbook.sheets().get(sheet).filter(|sheet| workbook.part_of(sheet).is_ok()) else { return Ok(page) };
        let mut masters: BTreeMap<u32, (Address, Formula)> = BTreeMap::new();
        for cell in workbook.worksheet(sheet)?.cells() {
            let cell = cell?;
            let at = cell.address();
            page.before.insert(at, value(&cell));
            let Some(formula) = cell.formula() else { continue };
            let text = match formula.kind {
                FormulaKind::SharedChild { index } => masters.get(&index).and_then(|(master, shared)| {
                    let (rows, columns) = at.distance(*master);
                    shared.moved(rows, columns, &Book::default())
                }),
                FormulaKind::SharedMaster { index } => {
                    masters.insert(index, (at, Formula::read(&formula.text)));
                    Some(formula.text.clone())
                }
                _ => Some(formula.text.clone()),
            };
            page.formulas.insert(at, (text.unwrap_or_default(), formula.kind));
        }
        Ok(page)
    }

    pub(super) fn formula(&self, cell: Address) -> Option<(&str, FormulaKind)> {
        self.formulas.get(&cell).map(|(text, kind)| (text.as_str(), *kind))
    }

    /// What a cell held; nothing if that is not known.
    pub(super) fn before(&self, cell: Address) -> Option<Value> {
        self.before.get(&cell).cloned().unwrap_or(Some(Value::Blank))
    }

    /// What a cell holds now; nothing if that is not known.
    pub(super) fn after(&self, cell: Address) -> Option<Value> {
        self.after.get(&cell).cloned().unwrap_or(Some(Value::Blank))
    }
}

impl Cells for Pages<'_> {
    fn value(&self, sheet: usize, cell: Address) -> Option<Value> {
        self.page(sheet).ok()?.after(cell)
    }

    fn each(&self, sheet: usize, area: Area, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        let page = self.page(sheet).ok()?;
        let rows = page.after.range(area.first()..=area.last());
        for (at, value) in rows.filter(|(cell, _)| area.contains(**cell)) {
            match value {
                Some(Value::Blank) => {}
                Some(value) => look(*at, value),
                None => return None,
            }
        }
        Some(())
    }

    /// Which cells a subtotal counts makes no difference to whether they are known, and that is all that is asked here.
    fn each_of_subtotal(&self, sheet: usize, area: Area, _: bool, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        self.each(sheet, area, look)
    }
}
