//! A form: a new sheet to type into, with formulas that follow what is typed.
//!
//! Only the cells that are asked for can be typed into: the sheet is protected, without a password. What a cell is for decides how it
//! looks, so that every form looks the same.

mod look;
mod page;
mod size;
mod writing;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime};

pub use self::look::Look;
use crate::{Tone, WorkbookError, sheet_name};

/// Forms that make a workbook.
///
/// ```
/// use tolok_report::form::{Form, FormCell, FormColumn, FormRow, Forms, Look};
/// let cell = FormCell::formula("IF(B1=\"\",\"\",B1/2)", Look::Kpi).formatted("0.00");
/// let form = Form {
///     name: "Half".into(),
///     columns: vec![FormColumn::new(20, 40), FormColumn::new(12, 12)],
///     rows: vec![
///         FormRow::new(vec![FormCell::text("Whole", Look::Label), FormCell::entry(Look::Entry)]),
///         FormRow::new(vec![FormCell::text("Half", Look::KpiLabel), cell]),
///     ],
///     ..Form::default()
/// };
/// let bytes = Forms { title: "Half".into(), forms: vec![form] }.to_xlsx()?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), tolok_report::WorkbookError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// What the workbook is called in its properties.
    pub title: String,
    /// The forms, one for each sheet.
    pub forms: Vec<Form>,
}

/// A sheet to type into.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The name of the sheet, as [`fitting_name`] gives it.
    pub name: String,
    /// The columns.
    pub columns: Vec<FormColumn>,
    /// The rows, from the first one of the sheet on.
    pub rows: Vec<FormRow>,
    /// How many rows and columns stay in sight.
    pub frozen: (u32, u16),
    /// The first and the last row that every printed page repeats, from 0.
    pub repeated_rows: Option<(u32, u32)>,
    /// How many columns every printed page repeats.
    pub repeated_columns: u16,
    /// The words at the top of each printed page.
    pub header: String,
    /// The words at its bottom.
    pub footer: String,
}

/// A column, as wide as what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormColumn {
    least: usize,
    most: usize,
}

/// A row of cells.
#[derive(Debug, Clone, Default)]
pub struct FormRow {
    /// The cells, from the first column on.
    pub cells: Vec<FormCell>,
    /// True if a part begins with it, which a printed page shows as a whole where it can.
    pub begins_part: bool,
    /// True if it becomes as high as what is typed into it.
    pub grows: bool,
}

/// A cell of a form.
#[derive(Debug, Clone)]
pub struct FormCell {
    pub(crate) content: Content,
    pub(crate) look: Look,
    pub(crate) format: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) entry: Option<Entry>,
    pub(crate) rules: Vec<(Tone, String)>,
    /// When the cell is underlined.
    pub(crate) underlined: Option<String>,
    pub(crate) columns: u16,
    pub(crate) is_array: bool,
}

/// What a cell holds.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Nothing,
    Text(String),
    Formula(String),
}

/// What may be typed into a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// What is accepted.
    pub kind: EntryKind,
    /// The title of what is said where something else is typed.
    pub title: String,
    /// What is said then.
    pub words: String,
}

/// What is accepted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// Whole numbers from zero up, and nothing else.
    Whole,
    /// Numbers from zero up; others after a question.
    Decimal,
    /// Dates.
    Date,
    /// One of what stands in these cells, as `'Choices'!$A$2:$A$9`, and nothing else.
    OneOf(String),
    /// Anything.
    Any,
}

/// A name like the wanted one that a sheet can have and that is not taken; from then on it is.
pub fn fitting_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    sheet_name::fitting(wanted, taken)
}

impl Forms {
    /// The file. The same forms give the same bytes, so it says nothing of when it was made.
    ///
    /// # Errors
    ///
    /// Where a form holds more than a worksheet can.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, WorkbookError> {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_title(&self.title).set_author("Tolok").set_creation_datetime(&made));
        let mut looks = look::Looks::default();
        for form in &self.forms {
            let worksheet = workbook.add_worksheet();
            worksheet.set_name(&form.name)?;
            writing::write(form, worksheet, &mut looks)?;
        }
        Ok(workbook.save_to_buffer()?)
    }
}

impl FormColumn {
    /// A column of at least and at most so many characters.
    pub fn new(least: usize, most: usize) -> Self {
        Self { least, most: most.max(least) }
    }
}

impl FormRow {
    /// A row.
    pub fn new(cells: Vec<FormCell>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// The same row, which becomes as high as what is typed into it.
    #[must_use]
    pub fn growing(self) -> Self {
        Self { grows: true, ..self }
    }

    /// The same row as the first of a part.
    #[must_use]
    pub fn beginning_part(self, begins_part: bool) -> Self {
        Self { begins_part, ..self }
    }
}

impl FormCell {
    /// An empty cell.
    pub fn empty(look: Look) -> Self {
        Self::holding(Content::Nothing, look)
    }

    /// A text, which is never taken for a formula.
    pub fn text(text: impl Into<String>, look: Look) -> Self {
        Self::holding(Content::Text(text.into()), look)
    }

    /// A formula without its equals sign, which shows nothing until it is computed.
    pub fn formula(formula: impl Into<String>, look: Look) -> Self {
        Self::holding(Content::Formula(formula.into()), look)
    }

    /// A cell to type into; its look says so.
    pub fn entry(look: Look) -> Self {
        Self::empty(look)
    }

    /// The same cell with what may be typed into it.
    #[must_use]
    pub fn accepting(self, entry: Entry) -> Self {
        Self { entry: Some(entry), ..self }
    }

    /// The same cell in a number format.
    #[must_use]
    pub fn formatted(self, format: impl Into<String>) -> Self {
        Self { format: Some(format.into()), ..self }
    }

    /// The same cell with a note.
    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()).filter(|note: &String| !note.is_empty()), ..self }
    }

    /// The same cell, in the tone of the first of these conditions that is true.
    #[must_use]
    pub fn toned(self, rules: Vec<(Tone, String)>) -> Self {
        Self { rules, ..self }
    }

    /// The same cell, underlined where a condition is true, whatever its tone.
    #[must_use]
    pub fn underlined_where(self, condition: impl Into<String>) -> Self {
        Self { underlined: Some(condition.into()), ..self }
    }

    /// True if a condition underlines it.
    pub fn may_be_underlined(&self) -> bool {
        self.underlined.is_some()
    }

    /// The same cell, whose formula computes with whole ranges at once.
    #[must_use]
    pub fn over_ranges(self) -> Self {
        Self { is_array: true, ..self }
    }

    /// The same cell over so many columns.
    #[must_use]
    pub fn over(self, columns: u16) -> Self {
        Self { columns: columns.max(1), ..self }
    }

    fn holding(content: Content, look: Look) -> Self {
        Self { content, look, format: None, note: None, entry: None, rules: Vec::new(), underlined: None, columns: 1, is_array: false }
    }
}
