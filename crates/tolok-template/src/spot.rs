//! Where something stands on a sheet.

use std::fmt;
use std::sync::Arc;

use tolok_xlsx::{Address, Passage};

/// Where something stands on a sheet: in a cell, or in a text outside the cells.
///
/// It is shown as the cell that it is in or belongs to, or else by its name.
///
/// ```
/// use tolok_template::Spot;
/// use tolok_xlsx::Address;
/// assert_eq!(Spot::from(Address::A1).to_string(), "A1");
/// assert_eq!(Spot::Text { cell: None, name: "header".into() }.to_string(), "header");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A cell.
    Cell(Address),
    /// A text outside the cells.
    Text {
        /// The cell it belongs to, if it does, as a note.
        cell: Option<Address>,
        /// What a person calls it: `note`, `header`, `text box "KPI 1"`.
        name: Arc<str>,
    },
}

impl Spot {
    /// The spot in words, for messages: `C7`, `C7, note` or `header`.
    pub fn words(&self) -> String {
        match self {
            Spot::Text { cell: Some(cell), name } => format!("{cell}, {name}"),
            _ => self.to_string(),
        }
    }
}

impl From<Address> for Spot {
    fn from(cell: Address) -> Self {
        Spot::Cell(cell)
    }
}

impl From<&Passage> for Spot {
    fn from(passage: &Passage) -> Self {
        Spot::Text { cell: passage.cell(), name: passage.name().into() }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spot::Cell(cell) | Spot::Text { cell: Some(cell), .. } => write!(formatter, "{cell}"),
            Spot::Text { cell: None, name } => formatter.write_str(name),
        }
    }
}
