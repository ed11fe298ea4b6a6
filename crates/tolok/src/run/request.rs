//! What is asked of tables: which data, at which level, for which periods, and what is shown.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::RecordBatch;
use tolok_value::{Date, Grain};

use crate::Request;
use crate::labelled::Reading;

/// What is asked of tables.
///
/// ```
/// use tolok::{Grain, RunRequest};
/// let request = RunRequest { by: vec!["channel".into()], over: Some(Grain::Month), total: true, ..RunRequest::default() };
/// assert!(request.data.is_empty());
/// ```
#[derive(Debug, Clone, Default)]
pub struct RunRequest {
    /// Values given by hand, the KPIs to show, the language and the locale.
    pub request: Request,
    /// Where data is, beside the `source` blocks of the definitions.
    pub data: Vec<DataSource>,
    /// The dimensions that rows are grouped by, by name, label or alias.
    pub by: Vec<String>,
    /// The period of a row.
    pub over: Option<Grain>,
    /// A condition that rows have to meet, as a formula writes it.
    pub filter: Option<String>,
    /// The only period that is shown.
    pub period: Option<String>,
    /// The first and the last period that are shown.
    pub periods: Option<(String, String)>,
    /// The last day that counts; later rows are left out, and a period that it falls inside is partial.
    pub as_of: Option<Date>,
    /// The `report` block that says what is shown, by its title or its label in any language; the other fields say otherwise where they are set.
    pub report: Option<String>,
    /// The KPI that rows are sorted by.
    pub sort: Option<Sort>,
    /// How many rows are shown of each period, after sorting.
    pub top: Option<usize>,
    /// A row over all members for each period, and one over everything.
    pub total: bool,
    /// Every partial roll-up as well.
    pub subtotals: bool,
    /// Compares totals with the sums of their parts, and reports where they differ.
    pub check_totals: bool,
}

impl RunRequest {
    /// What is known for reading labels.
    pub(crate) fn reading(&self) -> Reading<'_> {
        let period = self.period.as_deref().or(self.periods.as_ref().map(|(first, _)| first.as_str()));
        Reading { locale: self.request.locale, by: &self.by, period, as_of: self.as_of }
    }
}

/// The KPI that rows are sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// Its name or an alias.
    pub kpi: String,
    /// From the largest down.
    pub descending: bool,
}

/// Where the rows of a source come from.
#[derive(Debug, Clone)]
pub enum DataSource {
    /// A file, several files of one shape, a sheet or a range of it: `ads=ads.xlsx#2026!A1:F20`.
    Named(DataPath),
    /// Text that was read already, such as standard input: comma-separated unless its columns say otherwise.
    Text {
        /// The source's name, where it has one.
        name: Option<String>,
        /// What messages call it, such as `<stdin>`.
        label: String,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
    /// Arrow data in memory: batches of the same columns, which stay as they lie.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Float64Array, StringArray};
    /// use tolok::{DataSource, Definitions, NoProgress, RecordBatch, RunRequest};
    /// let channel: ArrayRef = Arc::new(StringArray::from(vec!["Email", "Search", "Email"]));
    /// let spend: ArrayRef = Arc::new(Float64Array::from(vec![0.1, 5.0, 0.2]));
    /// let batch = RecordBatch::try_from_iter([("channel", channel), ("spend", spend)])?;
    /// let request = RunRequest {
    ///     data: vec![DataSource::Batches { name: "ads".into(), batches: vec![batch] }],
    ///     by: vec!["channel".into()],
    ///     ..RunRequest::default()
    /// };
    /// let result = Definitions::parse("dimension channel\ninput spend")?.run(&request, &NoProgress)?;
    /// let spend: Vec<String> = result.rows.iter().map(|row| row.kpis[0].value.to_string()).collect();
    /// assert_eq!(spend, ["0.3", "5"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Batches {
        /// The source's name; messages call it so.
        name: String,
        /// The batches.
        batches: Vec<RecordBatch>,
    },
}

/// The parts of `[NAME=]PATH[#Sheet[!Range]]`; a path may be a glob.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataPath {
    /// The source's name; the file's own without its ending where none is given.
    pub name: Option<String>,
    /// The file, or a pattern such as `data/*.csv`.
    pub path: PathBuf,
    /// The sheet.
    pub sheet: Option<String>,
    /// The range, or the name of a table or of an area.
    pub range: Option<String>,
}

impl DataPath {
    /// True for a path that stands for several files.
    pub(crate) fn is_pattern(path: &std::path::Path) -> bool {
        path.to_string_lossy().contains(['*', '?', '[']) && !path.exists()
    }

    /// Reads `[NAME=]PATH[#Sheet[!Range]]`.
    ///
    /// ```
    /// use tolok::DataPath;
    /// let path = DataPath::parse("ads=data/ads.xlsx#2026!A1:F20");
    /// assert_eq!(path.name.as_deref(), Some("ads"));
    /// assert_eq!(path.path, std::path::Path::new("data/ads.xlsx"));
    /// assert_eq!((path.sheet.as_deref(), path.range.as_deref()), (Some("2026"), Some("A1:F20")));
    /// ```
    pub fn parse(text: &str) -> Self {
        // `NAME=` is a plain name: a path with `=` in a folder's name is still a path.
        let (name, rest) = match text.split_once('=') {
            Some((name, rest)) if !name.is_empty() && name.chars().all(|sign| sign.is_alphanumeric() || sign == '_') => {
                (Some(name.to_string()), rest)
            }
            _ => (None, text),
        };
        let (path, sheet) = match rest.rsplit_once('#') {
            // A file may have the sign in its name.
            Some((path, sheet)) if !path.is_empty() && !sheet.is_empty() && !std::path::Path::new(rest).exists() => (path, Some(sheet)),
            _ => (rest, None),
        };
        let (sheet, range) = match sheet.map(|sheet| sheet.rsplit_once('!')) {
            Some(Some((sheet, range))) => (Some(sheet), Some(range)),
            _ => (sheet, None),
        };
        let owned = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_string);
        Self { name, path: path.into(), sheet: owned(sheet), range: owned(range) }
    }
}
