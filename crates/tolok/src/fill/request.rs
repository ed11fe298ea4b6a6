//! What is to be filled, from what, and where to.

use tolok_template::labels::LabelChoice;
use tolok_value::{Date, Grain};
use tolok_xlsx::Limits;

use super::Recalculation;
use crate::labelled::Reading;
use crate::{DataSource, Request};

/// What is to be filled, from what, and where to.
#[derive(Debug, Clone, Default)]
pub struct FillRequest {
    /// Values given by hand, the language and the locale.
    pub request: Request,
    /// The workbook to fill; it is never touched, unless it is the output too and that is meant.
    pub template: String,
    /// Where values come from: a worksheet with labels in one column and values in the next, `PATH` or `PATH#Sheet`, or a table as
    /// [`Definitions::run`](crate::Definitions::run) reads it.
    pub data: Vec<DataSource>,
    /// Which rows and periods of tables count; the period is the one that the worksheet is about.
    pub scope: FillScope,
    /// Where labels are looked for.
    pub labels: LabelChoice,
    /// The dimensions whose members the worksheet names, where it does not say it itself.
    pub by: Vec<String>,
    /// Which labelled cells may lose what they hold.
    pub overwrite: Overwrite,
    /// What a cell gets that has no value.
    pub errors: ShownErrors,
    /// Whether KPIs in labelled cells become numbers or formulas of the spreadsheet.
    pub written_as: WrittenAs,
    /// Who calculates formulas of the workbook that depend on filled cells.
    pub recalculation: Recalculation,
    /// How large a workbook may be.
    pub limits: Limits,
    /// Where the filled workbook is to go; [`Filled::write`](crate::Filled::write) puts it there.
    pub output: Option<String>,
    /// True if the output may take the place of the template, of which a copy is kept.
    pub in_place: bool,
    /// The cells of which [`Filled::explained`](crate::Filled) is to tell what became of them and why, such as `Summary!C7`.
    pub explain: Vec<String>,
}

impl FillRequest {
    /// What is known for reading labels.
    pub(crate) fn reading(&self) -> Reading<'_> {
        let first = self.scope.periods.as_ref().map(|(first, _)| first);
        let (locale, period) = (self.request.locale, self.scope.period.as_ref().or(first).map(String::as_str));
        Reading { locale, by: &self.by, period, as_of: self.scope.as_of }
    }
}

/// Which rows and periods of tables count.
#[derive(Debug, Clone, Default)]
pub struct FillScope {
    /// The period that the worksheet is about.
    pub period: Option<String>,
    /// The first and the last period that are shown; cells about others stay as they are, and totals are of these.
    pub periods: Option<(String, String)>,
    /// The length of a period, where it is not that of the one shown.
    pub over: Option<Grain>,
    /// A condition that rows have to meet.
    pub filter: Option<String>,
    /// The last day that counts.
    pub as_of: Option<Date>,
}

/// Which labelled cells may lose what they hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overwrite {
    /// Those that hold a value.
    pub values: bool,
    /// Those that hold a formula.
    pub formulas: bool,
}

/// What a cell gets whose KPI is blank or an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ShownErrors {
    /// Nothing for a blank, the error itself for an error.
    #[default]
    AsTheyAre,
    /// Nothing for either.
    Blank,
    /// A text for either.
    Text(String),
}

/// What KPIs in labelled cells become.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WrittenAs {
    /// Numbers.
    #[default]
    Values,
    /// Formulas over the worksheet's own input cells, which show the same numbers and go on computing.
    Formulas(LiveBlank),
}

/// What a formula shows where an input is blank.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LiveBlank {
    /// An empty text.
    #[default]
    Empty,
    /// `#N/A`, which charts leave out.
    NotAvailable,
}
