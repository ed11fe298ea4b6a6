//! What a worksheet is asked to hold.

use tolok_value::{Grain, Language};

/// What a worksheet is asked to hold.
#[derive(Debug, Clone, Default)]
pub struct WorksheetRequest {
    /// The title of the `report` block whose KPIs it holds, or its label in any language; all KPIs of the file where neither this nor `kpis` is said.
    pub report: Option<String>,
    /// The KPIs that it holds, in this order.
    pub kpis: Option<Vec<String>>,
    /// Members to compare, as `channel=Email,Radio`: by name, label in any language, or alias; `channel` alone means all that are declared.
    pub members: Vec<String>,
    /// The first and the last period, as `tolok run` takes them.
    pub periods: Option<(String, String)>,
    /// The length of a period, where it is not that of those.
    pub over: Option<Grain>,
    /// So many rows to type into: a list, with a row for each thing that happened.
    pub rows: Option<u32>,
    /// The language of labels, headings, formats and questions.
    pub language: Language,
}
