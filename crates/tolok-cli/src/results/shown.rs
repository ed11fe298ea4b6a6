//! How a result is shown, for programs that have one: what stands side by side, what stands for a value that is missing, in which language.

use tolok::{Language, RunRequest, RunResult};

use super::layout::{Cell, Column, Coordinate, Layout};
use super::piece::shown_text;
use super::{Across, Look, Settings, words};
use crate::arguments;
use crate::wrapping::tame;

/// How a result is shown.
///
/// ```
/// use tolok::{DataSource, Definitions, NoProgress, RunRequest};
/// use tolok_cli::{ResultFile, Shown};
/// let definitions = Definitions::parse("dimension channel\ninput spend")?;
/// let data = b"channel,spend\nEmail,100\nSearch,500\n".as_slice();
/// let data = vec![DataSource::Text { name: None, label: "ads.csv".into(), bytes: data.into() }];
/// let request = RunRequest { data, by: vec!["channel".into()], ..RunRequest::default() };
/// let shown = Shown::asked(&request, Some("channel"), None, None)?;
/// let result = definitions.run(&request, &NoProgress)?;
/// let file = shown.file(&result, ResultFile::CommaSeparated, "ads.kpi", "", &request)?;
/// assert_eq!(String::from_utf8(file)?, "Email,Search\n100,500\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Shown {
    across: Option<Across>,
    look: Look,
}

/// What a result can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultFile {
    /// A workbook.
    Workbook,
    /// Comma-separated values.
    CommaSeparated,
    /// One JSON envelope.
    Json,
    /// A Markdown table.
    Markdown,
}

/// The cells of a result in words.
#[derive(Debug, Clone)]
pub struct ShownTable {
    /// The columns: what stands above several of them, the heading, and whether it is of a KPI.
    pub columns: Vec<(Option<String>, String, bool)>,
    /// The lines, with whether each is a total.
    pub lines: Vec<(bool, Vec<ShownCell>)>,
    /// How many lines there are besides.
    pub left_out: usize,
}

/// A cell in words.
#[derive(Debug, Clone, Default)]
pub struct ShownCell {
    /// What stands in it.
    pub text: String,
    /// What a star at a period means, or why there is no value.
    pub cause: Option<String>,
    /// The status by its word.
    pub status: Option<String>,
    /// True where there is no value.
    pub is_missing: bool,
}

impl ResultFile {
    /// What the ending of a file names.
    ///
    /// # Errors
    ///
    /// A sentence about wrong usage.
    pub fn of(file: &str) -> Result<Self, String> {
        match file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
            Some("xlsx") => Ok(Self::Workbook),
            Some("csv") => Ok(Self::CommaSeparated),
            Some("json") => Ok(Self::Json),
            Some("md") => Ok(Self::Markdown),
            _ => Err(format!("the ending of `{file}` says no format: use .xlsx, .csv, .json or .md")),
        }
    }
}

impl Shown {
    /// What a request asks for, with the options that say how it is shown.
    ///
    /// # Errors
    ///
    /// A sentence about wrong usage, with what to do.
    pub fn asked(request: &RunRequest, across: Option<&str>, errors: Option<&str>, language: Option<Language>) -> Result<Self, String> {
        let across = across.map(|across| Across::asked(across, &request.by, request.over, request.report.is_some())).transpose()?;
        Ok(Self { across, look: Look { missing: errors.map(arguments::missing), language } })
    }

    /// True where a total at the end of each line is a roll-up over periods, which a run has to be asked for.
    pub fn wants_subtotals(&self, request: &RunRequest) -> bool {
        request.total && request.by.len() == 1 && self.across.as_ref().is_some_and(Across::is_period)
    }

    /// Which axis stands side by side: the dimensions by their places, then the periods.
    ///
    /// # Errors
    ///
    /// A sentence where there is nothing to put side by side.
    pub fn axis(&self, result: &RunResult) -> Result<Option<usize>, String> {
        self.across.as_ref().map(|across| across.axis(result)).transpose()
    }

    /// The same with labels in a language instead of names.
    #[must_use]
    pub fn labelled(mut self, language: Language) -> Self {
        self.look.language = Some(language);
        self
    }

    fn layout<'a>(&self, result: &'a RunResult) -> Result<Layout<'a>, String> {
        Ok(Layout::of(result, self.axis(result)?))
    }

    /// The result as the command shows it, without colours.
    ///
    /// # Errors
    ///
    /// A sentence where there is nothing to put side by side.
    pub fn text(&self, result: &RunResult, width: usize) -> Result<String, String> {
        Ok(crate::plain(&super::aligned(&self.layout(result)?, &self.look, width)))
    }

    /// The bytes of a file. `definitions` and `given` are what the notes of a workbook call the definitions and the values by hand.
    ///
    /// # Errors
    ///
    /// A sentence where there is nothing to put side by side, or more than a file holds.
    pub fn file(
        &self,
        result: &RunResult,
        file: ResultFile,
        definitions: &str,
        given: &str,
        request: &RunRequest,
    ) -> Result<Vec<u8>, String> {
        let layout = self.layout(result)?;
        match file {
            ResultFile::Json => Ok(super::envelope(result).text(&result.diagnostics, &result.sources).into_bytes()),
            ResultFile::CommaSeparated => Ok(super::comma_separated(&layout, &self.look).into_bytes()),
            ResultFile::Markdown => Ok(super::markdown(&layout, &self.look).into_bytes()),
            ResultFile::Workbook => {
                let notes = super::notes(&layout, &Settings::of(definitions, given, request));
                super::workbook(&layout, &self.look, notes).map_err(|error| error.to_string())
            }
        }
    }

    /// The first lines in words, and the totals.
    ///
    /// # Errors
    ///
    /// A sentence where there is nothing to put side by side.
    pub fn table(&self, result: &RunResult, lines: usize) -> Result<ShownTable, String> {
        let layout = self.layout(result)?;
        let look = &self.look;
        let columns = layout
            .columns
            .iter()
            .map(|column| (words::group(column, look), words::column(column, look), matches!(column, Column::Kpi { .. })));
        let some = |is_total: bool| layout.lines.iter().filter(move |line| line.is_total == is_total).take(lines);
        let lines = some(false).chain(some(true)).map(|line| {
            let cells = line.cells.iter().map(|cell| match cell {
                Cell::Absent => ShownCell::default(),
                Cell::Place(place) => {
                    let is_partial = line.partial && matches!(place, Coordinate::Period(_));
                    let text = tame(&words::coordinate(place, look)) + if is_partial { words::PARTIAL } else { "" };
                    ShownCell { text, cause: is_partial.then(|| words::PARTIAL_MEANS.to_string()), ..ShownCell::default() }
                }
                Cell::Kpi(kpi) => {
                    let text = shown_text(kpi, look);
                    let cause = match (&kpi.cause, &kpi.cause_place) {
                        (Some(cause), Some(place)) => Some(format!("{cause} ({place})")),
                        (cause, _) => cause.clone(),
                    };
                    let is_missing = kpi.value.is_blank() || kpi.value.is_error();
                    ShownCell { text, cause, status: kpi.status.map(|status| status.to_string()), is_missing }
                }
            });
            (line.is_total, cells.collect())
        });
        let lines: Vec<(bool, Vec<ShownCell>)> = lines.collect();
        let left_out = layout.lines.len().saturating_sub(lines.len());
        Ok(ShownTable { columns: columns.collect(), lines, left_out })
    }
}
