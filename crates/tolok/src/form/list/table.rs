//! Where the columns of a list stand, as formulas name them.

use tolok_model::{EntityId, EntityKind, Type};
use tolok_plan::Column;
use tolok_value::Value;
use tolok_xlsx::Address;

use super::asked::Held;
use crate::Definitions;
use crate::live::{Part, Reason};

/// Where the columns of a list stand.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) definitions: &'a Definitions,
    pub(super) columns: &'a [TableColumn],
    /// What is typed once, each with its cell.
    pub(super) once: &'a [(EntityId, Address)],
    /// The first and the last row, from 1.
    pub(super) first: u32,
    pub(super) last: u32,
    /// What stands before an address on another sheet.
    pub(super) sheet: &'a str,
    /// The words for yes and no.
    pub(super) truths: [&'a str; 2],
}

/// A column that is typed into.
#[derive(Debug, Clone)]
pub(super) struct TableColumn {
    pub(super) held: Held,
    /// Its place on the sheet, from 1.
    pub(super) place: u32,
    /// What each member is called on the list.
    pub(super) labels: Vec<String>,
}

/// What an input or dimension is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Number,
    Text,
    Truth,
}

impl TableColumn {
    /// True for members that are known, of which each has a row of its own in the summary.
    pub(super) fn is_grouped(&self) -> bool {
        matches!(self.held, Held::Dimension(..)) && !self.labels.is_empty()
    }
}

impl<'a> Table<'a> {
    /// The column of a plan's column; nothing for what has none.
    pub(super) fn column(&self, column: &Column) -> Option<&'a TableColumn> {
        let id = self.definitions.definition_of(column)?;
        self.columns.iter().find(|known| known.held.id() == id)
    }

    /// The cell of what is typed once.
    pub(super) fn once(&self, id: EntityId) -> Option<String> {
        let (_, address) = self.once.iter().find(|(known, _)| *known == id)?;
        Some(format!("{}{}", self.sheet, absolute(*address)))
    }

    /// All cells of a column.
    pub(super) fn range(&self, column: &TableColumn) -> Result<String, Reason> {
        let cell = |row| Address::new(row, column.place).map(absolute);
        let (first, last) = cell(self.first).zip(cell(self.last)).ok_or_else(|| "has no cells".to_owned())?;
        Ok(format!("{}{first}:{last}", self.sheet))
    }

    /// The factor that is 1 for rows in which anything is typed.
    pub(super) fn used(&self) -> Result<String, Reason> {
        let typed: Result<Vec<String>, Reason> = self.columns.iter().map(|column| Ok(format!("({}<>\"\")", self.range(column)?))).collect();
        Ok(format!("(({})>0)", typed?.join("+")))
    }

    pub(super) fn sort(&self, id: EntityId) -> Sort {
        match self.definitions.model.entity(id).map(|entity| &entity.kind) {
            Some(EntityKind::Dimension(_)) => Sort::Text,
            Some(EntityKind::Input(input)) if input.ty == Type::Text => Sort::Text,
            Some(EntityKind::Input(input)) if input.ty == Type::Bool => Sort::Truth,
            _ => Sort::Number,
        }
    }

    /// A constant as the spreadsheet writes it.
    pub(super) fn constant(value: &Value) -> Result<String, Reason> {
        match value {
            Value::Date(date) => Ok(format!("DATE({},{},{})", date.year(), date.month(), date.day())),
            _ => Ok(Part::constant(value)?.text),
        }
    }
}

/// An address that stays what it is when a formula is copied.
pub(super) fn absolute(address: Address) -> String {
    let text = address.to_string();
    let digits = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(text.len());
    let (column, row) = text.split_at(digits);
    format!("${column}${row}")
}
