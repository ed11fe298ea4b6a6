//! What a formula may name: the sheets, names and tables around it.

use std::collections::{BTreeMap, BTreeSet};

use crate::reference::Corner;
use crate::{Address, Expression, Formula, Table};

/// What a defined name stands for, as text and, where it can be read, as a tree.
#[derive(Debug)]
struct Named {
    formula: Formula,
    expression: Option<Expression>,
}

/// What a formula may name: the sheets, names and tables of its workbook. Sheets are known by their position.
#[derive(Debug, Default)]
pub struct Book {
    sheets: Vec<String>,
    names: BTreeMap<(Option<usize>, String), Named>,
    /// The names of all scopes.
    labels: BTreeSet<String>,
    /// True if a name may be taken for an address.
    pub(crate) has_names_like_cells: bool,
    tables: BTreeMap<String, (usize, Table)>,
    /// True if there may be a subtotal in what a name stands for.
    pub(crate) names_have_subtotals: bool,
    /// True if days are counted from 1904 on.
    pub(crate) counts_from_1904: bool,
}

impl Book {
    /// A book with these sheets, in their order.
    pub fn new<'a>(sheets: impl IntoIterator<Item = &'a str>) -> Self {
        Self { sheets: sheets.into_iter().map(str::to_lowercase).collect(), ..Self::default() }
    }

    /// Adds a defined name, of one sheet or of the whole workbook.
    pub fn add_name(&mut self, sheet: Option<usize>, name: &str, formula: &str) {
        let label = name.to_lowercase();
        let upper = formula.to_ascii_uppercase();
        self.names_have_subtotals |= upper.contains("SUBTOTAL(") || upper.contains("AGGREGATE(");
        self.has_names_like_cells |= label.contains(':') || Corner::cell(&label).is_some();
        self.labels.insert(label.clone());
        self.names.insert((sheet, label), Named { formula: Formula::read(formula), expression: Expression::parse(formula) });
    }

    /// Says that days are counted from 1904 on, and not from 1900 as they usually are.
    pub fn count_from_1904(&mut self) {
        self.counts_from_1904 = true;
    }

    /// Adds a table.
    pub fn add_table(&mut self, sheet: usize, table: Table) {
        self.tables.insert(table.name.to_lowercase(), (sheet, table));
    }

    pub(crate) fn sheet(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.sheets.iter().position(|sheet| *sheet == name)
    }

    /// What a name stands for on a sheet: the sheet's own name goes before the workbook's.
    pub(crate) fn name(&self, sheet: usize, name: &str) -> Option<&Formula> {
        self.named(sheet, name).map(|named| &named.formula)
    }

    /// The same as a tree; the inner option is none for a name whose formula cannot be read.
    pub(crate) fn name_expression(&self, sheet: usize, name: &str) -> Option<&Option<Expression>> {
        self.named(sheet, name).map(|named| &named.expression)
    }

    fn named(&self, sheet: usize, name: &str) -> Option<&Named> {
        let name = name.to_lowercase();
        self.names.get(&(Some(sheet), name.clone())).or_else(|| self.names.get(&(None, name)))
    }

    pub(crate) fn has_name(&self, name: &str) -> bool {
        !self.labels.is_empty() && self.labels.contains(&name.to_lowercase())
    }

    /// The table around a cell.
    pub(crate) fn table_at(&self, sheet: usize, cell: Address) -> Option<(usize, &Table)> {
        let mut tables = self.tables.values();
        tables.find(|(other, table)| *other == sheet && table.area.contains(cell)).map(|(sheet, table)| (*sheet, table))
    }

    pub(crate) fn table(&self, name: &str) -> Option<(usize, &Table)> {
        self.tables.get(&name.to_lowercase()).map(|(sheet, table)| (*sheet, table))
    }
}
