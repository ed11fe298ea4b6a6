//! Workbooks that Excel saved: every formula is written as it was read, and what is calculated here Excel had calculated too.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::collections::{BTreeMap, BTreeSet};

use tolok_excel_formula::{Book, Cells, Expression, Spot, Subtotals, Value};
use tolok_xlsx::testing::{Parts, real_workbooks};
use tolok_xlsx::{Address, Area, Cell, CellError, CellKind, FormulaKind, Limits, Workbook};

fn open(bytes: Vec<u8>) -> Workbook {
    Workbook::open(bytes, &Limits::default()).unwrap()
}

#[test]
fn every_formula_is_written_as_it_was_read() {
    let (mut read, mut unread) = (0_usize, BTreeSet::new());
    for path in real_workbooks() {
        let workbook = open(std::fs::read(&path).unwrap());
        let mut formulas: BTreeSet<String> = workbook.defined_names().iter().map(|name| name.formula.clone()).collect();
        for sheet in workbook.worksheets() {
            let worksheet = workbook.worksheet(sheet).unwrap();
            formulas.extend(worksheet.cells().filter_map(|cell| Some(cell.unwrap().formula()?.text.clone())));
        }
        for formula in formulas.into_iter().filter(|formula| !formula.is_empty()) {
            match Expression::parse(&formula) {
                Some(expression) => {
                    assert_eq!(expression.to_string(), formula, "{}", path.display());
                    read += 1;
                }
                None => drop(unread.insert(formula)),
            }
        }
    }
    println!("{read} formulas read, not read: {unread:?}");
    // Names of workbooks stand for lists of areas, which are no formulas of cells.
    let unread: Vec<_> = unread.iter().filter(|formula| !is_list(formula)).collect();
    assert_eq!(unread, Vec::<&String>::new());
}

/// True for several areas with commas in between, which a name may stand for.
fn is_list(formula: &str) -> bool {
    Expression::parse(&format!("({formula})")).is_some_and(|expression| expression.to_string() == format!("({formula})"))
}

/// What cells hold as the file has it, with the results that Excel saved, and which of them are subtotals.
struct Saved(BTreeMap<(usize, Address), Option<Value>>, BTreeMap<(usize, Address), Subtotals>);

impl Cells for Saved {
    fn value(&self, sheet: usize, cell: Address) -> Option<Value> {
        self.0.get(&(sheet, cell)).cloned().unwrap_or(Some(Value::Blank))
    }

    fn each(&self, sheet: usize, area: Area, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        let rows = self.0.range((sheet, area.first())..=(sheet, area.last()));
        let mut held = rows.filter(|((_, cell), value)| area.contains(*cell) && **value != Some(Value::Blank));
        held.try_for_each(|((_, cell), value)| {
            look(*cell, value.as_ref()?);
            Some(())
        })
    }

    /// No row that these subtotals count is hidden in the workbooks.
    fn each_of_subtotal(&self, sheet: usize, area: Area, _: bool, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        let subtotals = |cell: Address| self.1.get(&(sheet, cell)).copied().unwrap_or(Subtotals::None);
        let mut unclear = false;
        self.each(sheet, area, &mut |cell, value| match subtotals(cell) {
            Subtotals::None => look(cell, value),
            Subtotals::Whole => {}
            Subtotals::Part => unclear = true,
        })?;
        (!unclear).then_some(())
    }
}

fn saved(cell: &Cell<'_>) -> Option<Value> {
    let written = cell.value().unwrap_or_default().trim();
    match cell.kind() {
        CellKind::Number if written.is_empty() => cell.formula().is_none().then_some(Value::Blank),
        CellKind::Number => cell.number().map(Value::Number),
        CellKind::Bool => Some(Value::Bool(written == "1")),
        CellKind::Error => CellError::parse(written).map(Value::Error),
        CellKind::Date => None,
        _ => cell.text().map(|text| Value::Text(text.into())),
    }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || format!("{one:.13e}") == format!("{other:.13e}") || (one - other).abs() <= 2e-15 * one.abs().max(other.abs())
        }
        _ => one == other,
    }
}

#[test]
fn results_are_those_that_excel_saved() {
    let (mut equal, mut left, mut wrong) = (BTreeMap::<String, usize>::new(), 0_usize, Vec::new());
    for path in real_workbooks() {
        let bytes = std::fs::read(&path).unwrap();
        let parts = Parts::unzipped(&bytes);
        let by_excel = parts
            .bytes("docProps/app.xml")
            .is_some_and(|text| String::from_utf8_lossy(text).contains("<Application>Microsoft Excel</Application>"));
        let workbook = open(bytes);
        if !by_excel || workbook.is_calculated_by_hand() {
            continue;
        }
        let mut book = Book::new(workbook.sheets().iter().map(|sheet| sheet.name().as_ref()));
        for name in workbook.defined_names() {
            book.add_name(name.sheet, &name.name, &name.formula);
        }
        let (mut cells, mut subtotals, mut formulas) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for sheet in workbook.worksheets() {
            workbook.tables(sheet).unwrap().into_iter().for_each(|table| book.add_table(sheet.index(), table));
            let worksheet = workbook.worksheet(sheet).unwrap();
            let mut masters = BTreeMap::new();
            for cell in worksheet.cells().map(Result::unwrap) {
                let at = cell.address();
                cells.insert((sheet.index(), at), saved(&cell));
                let Some(formula) = cell.formula() else { continue };
                let (text, moved) = match formula.kind {
                    FormulaKind::Normal => (formula.text.clone(), (0, 0)),
                    FormulaKind::SharedMaster { index } => {
                        masters.insert(index, (at, formula.text.clone()));
                        (formula.text.clone(), (0, 0))
                    }
                    FormulaKind::SharedChild { index } => match masters.get(&index) {
                        Some((master, text)) => (text.clone(), at.distance(*master)),
                        None => continue,
                    },
                    _ => continue,
                };
                subtotals.insert((sheet.index(), at), Subtotals::of(&text, &book));
                formulas.push((text, Spot { sheet: sheet.index(), cell: at, moved }));
            }
        }
        let cells = Saved(cells, subtotals);
        for (text, spot) in formulas {
            let expected = cells.value(spot.sheet, spot.cell);
            let value = Expression::parse(&text).and_then(|expression| expression.evaluate(&cells, &book, spot));
            let (Some(expected), Some(value)) = (expected, value) else {
                left += 1;
                continue;
            };
            if same(&expected, &value) {
                for function in functions(&text) {
                    *equal.entry(function).or_default() += 1;
                }
            } else {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                wrong.push(format!(
                    "{name} {} {}: {text} is {value:?}, Excel saved {expected:?}",
                    workbook.sheets()[spot.sheet].name(),
                    spot.cell
                ));
            }
        }
    }
    println!("calculated as Excel did: {equal:?}; {left} left");
    assert!(wrong.is_empty(), "{} differ: {:#?}", wrong.len(), &wrong[..wrong.len().min(40)]);
}

/// The functions that a formula calls, or `operators`.
fn functions(formula: &str) -> BTreeSet<String> {
    let pieces = formula.split('(').rev().skip(1);
    let names = pieces.map(|piece| piece.rsplit(|other: char| !other.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned());
    let mut names: BTreeSet<String> = names.filter(|name| !name.is_empty()).collect();
    names.insert("operators".to_owned());
    names
}
