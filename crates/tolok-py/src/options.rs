//! Options under the names that they have on the command line, read into a request.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDict, PyFrozenSet, PyInt, PyMapping, PySequence, PySet, PyString};
use tolok::{
    Date, Grain, LabelChoice, Limits, LiveBlank, Locale, Period, Recalculation, Request, RunRequest, ShownErrors, Sort, WrittenAs,
};

use crate::given;
use crate::kpi::Kpi;

/// What is given by hand and what is shown.
#[derive(Default)]
pub(crate) struct Common<'a, 'py> {
    pub(crate) set: Option<&'a Bound<'py, PyAny>>,
    pub(crate) keywords: Option<&'a Bound<'py, PyDict>>,
    pub(crate) kpis: Option<&'a Bound<'py, PyAny>>,
    pub(crate) lang: Option<&'a str>,
    pub(crate) locale: Option<&'a str>,
}

impl Common<'_, '_> {
    pub(crate) fn request(self) -> PyResult<Request> {
        let mut request = Request::new();
        if let Some(lang) = self.lang {
            request = request.language(language("lang", lang)?);
        }
        if let Some(locale) = self.locale {
            request = request.locale(language("locale", locale)?);
        }
        if let Some(kpis) = self.kpis {
            request = request.kpis(names("kpis", kpis)?);
        }
        given::with_values(request, self.set, self.keywords)
    }
}

/// Which rows and periods of tables count, and how they are shown.
#[derive(Default)]
pub(crate) struct OverTables<'a, 'py> {
    pub(crate) by: Option<&'a Bound<'py, PyAny>>,
    pub(crate) over: Option<&'a str>,
    pub(crate) filter: Option<&'a str>,
    pub(crate) period: Option<&'a Bound<'py, PyAny>>,
    pub(crate) periods: Option<&'a Bound<'py, PyAny>>,
    pub(crate) as_of: Option<&'a Bound<'py, PyAny>>,
    pub(crate) report: Option<&'a str>,
    pub(crate) sort: Option<&'a str>,
    pub(crate) top: Option<&'a Bound<'py, PyAny>>,
}

impl OverTables<'_, '_> {
    /// The request without its data and its totals.
    pub(crate) fn request(self, common: Common<'_, '_>) -> PyResult<RunRequest> {
        if self.period.is_some() && self.periods.is_some() {
            return Err(PyValueError::new_err("`period` shows one period and `periods` several: give one of them"));
        }
        Ok(RunRequest {
            request: common.request()?,
            by: self.by.map(|by| names("by", by)).transpose()?.unwrap_or_default(),
            over: self.over.map(grain).transpose()?,
            filter: self.filter.map(str::to_string),
            period: self.period.map(period).transpose()?,
            periods: self.periods.map(periods).transpose()?,
            as_of: self.as_of.map(day).transpose()?,
            report: self.report.map(str::to_string),
            sort: self.sort.map(|sort| match sort.trim().strip_prefix('-') {
                Some(kpi) => Sort { kpi: kpi.trim().to_string(), descending: true },
                None => Sort { kpi: sort.trim().to_string(), descending: false },
            }),
            top: self.top.map(|top| count("top", top)).transpose()?,
            ..RunRequest::default()
        })
    }
}

/// A name, names separated by commas, or whatever holds several names in an order.
pub(crate) fn names(option: &str, object: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if let Ok(text) = object.cast::<PyString>() {
        let text = text.to_cow()?;
        return Ok(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect());
    }
    if let Some(name) = name(object)? {
        return Ok(vec![name]);
    }
    if object.is_instance_of::<PySet>() || object.is_instance_of::<PyFrozenSet>() {
        return Err(PyTypeError::new_err(format!("`{option}` is a set, which has no order: give a list, or `sorted(…)` of it")));
    }
    let wrong = || PyTypeError::new_err(format!("`{option}` is a name or a list of names"));
    let mut names = Vec::new();
    for item in object.try_iter().map_err(|_| wrong())? {
        names.push(name(&item?)?.ok_or_else(wrong)?);
    }
    Ok(names)
}

/// One name: a text, or a definition that has it.
pub(crate) fn name(object: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Some(text.to_cow()?.trim().to_string()));
    }
    Ok(object.cast::<Kpi>().ok().map(|kpi| kpi.get().name().to_string()))
}

/// A whole number from 1 up.
pub(crate) fn count(option: &str, object: &Bound<'_, PyAny>) -> PyResult<usize> {
    let is_number = object.hasattr("__index__")? && !object.is_instance_of::<PyBool>();
    if !is_number {
        let kind = object.get_type().name()?.to_string();
        return Err(PyTypeError::new_err(format!("`{option}` is a whole number from 1 up, not a {kind}")));
    }
    // What is too large to be counted is no number of rows either.
    match object.extract::<i64>().ok().and_then(|count| usize::try_from(count).ok()).filter(|count| *count > 0) {
        Some(count) => Ok(count),
        None => Err(PyValueError::new_err(format!("`{option}` is a whole number from 1 up, not {}", object.str()?))),
    }
}

/// A language by its code.
pub(crate) fn language(option: &str, code: &str) -> PyResult<Locale> {
    Locale::parse(code).ok_or_else(|| PyValueError::new_err(format!("`{option}` is en, id or pl, not `{code}`")))
}

pub(crate) fn grain(text: &str) -> PyResult<Grain> {
    let wrong = || PyValueError::new_err(format!("`over` is day, week, month, quarter or year, not `{text}`"));
    Grain::parse(text.trim()).ok_or_else(wrong)
}

/// A day as a text or as a date.
pub(crate) fn day(object: &Bound<'_, PyAny>) -> PyResult<Date> {
    if object.is_instance_of::<PyDate>() {
        return crate::value::date(object)?.ok_or_else(|| PyValueError::new_err("`as_of` is no day of the calendar"));
    }
    let wrong = || PyTypeError::new_err("`as_of` is a date, or a text such as 2026-01-31");
    let text: String = object.extract().map_err(|_| wrong())?;
    match Period::parse(text.trim()) {
        Ok(period) if period.grain() == Grain::Day => Ok(period.first_day()),
        Ok(period) => Err(PyValueError::new_err(format!("`as_of` is a {}; write its last day, `{}`", period.grain(), period.last_day()))),
        Err(_) => Err(PyValueError::new_err(format!("`as_of` is a day as in 2026-01-31, not `{text}`"))),
    }
}

/// A period as a text or as pandas has it, a year as a number, or a day as a date.
fn period(object: &Bound<'_, PyAny>) -> PyResult<String> {
    if object.is_instance_of::<PyDate>() {
        return Ok(crate::value::date(object)?.map(|date| date.to_string()).unwrap_or_default());
    }
    if object.is_instance_of::<PyInt>() {
        return Ok(object.str()?.to_string());
    }
    let kind = object.get_type();
    if kind.name()? == "Period" && kind.module()?.to_cow()?.starts_with("pandas") {
        return object.py().import("tolok._pandas")?.call_method1("period", (object,))?.extract();
    }
    if object.hasattr("__index__")? {
        // Whole numbers of numpy.
        return Ok(object.call_method0("__index__")?.str()?.to_string());
    }
    object.extract().map_err(|_| PyTypeError::new_err("a period is a text such as 2026, 2026-Q1, 2026-01, 2026-W05 or 2026-01-31"))
}

/// The first and the last period, as `A..B` or as two.
pub(crate) fn periods(object: &Bound<'_, PyAny>) -> PyResult<(String, String)> {
    let wrong = || PyValueError::new_err("`periods` is the first and the last period: \"2026-01..2026-06\", or a pair of periods");
    if let Ok(text) = object.extract::<String>() {
        return match text.split_once("..") {
            Some((first, last)) if !first.trim().is_empty() && !last.trim().is_empty() => Ok((first.trim().into(), last.trim().into())),
            _ => Err(wrong()),
        };
    }
    let pair: Vec<Bound<'_, PyAny>> = object.cast::<PySequence>().map_err(|_| wrong())?.to_list()?.iter().collect();
    match pair.as_slice() {
        [first, last] => Ok((period(first)?, period(last)?)),
        _ => Err(wrong()),
    }
}

/// The row to explain: members by dimension, and a period as `period`.
pub(crate) fn at(object: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
    let wrong = || PyTypeError::new_err("`at` is a mapping of dimensions to members, with a period as `period`");
    let mapping = object.cast::<PyMapping>().map_err(|_| wrong())?;
    let mut named = Vec::new();
    for pair in mapping.items()? {
        let (name, member) = pair.extract::<(String, Bound<'_, PyAny>)>().map_err(|_| wrong())?;
        named.push((name, period(&member)?));
    }
    Ok(named)
}

/// Cells such as `Report!C7`: one, or several. The name of a sheet may hold a comma, so a text is one cell.
pub(crate) fn cells(object: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let wrong = || PyTypeError::new_err("`explain` is a cell such as \"Report!C7\", or a list of cells");
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(vec![text.to_cow()?.into_owned()]);
    }
    object.cast::<PySequence>().map_err(|_| wrong())?.to_list()?.extract().map_err(|_| wrong())
}

/// Whether KPIs in labelled cells become numbers or formulas, and what a formula shows where an input is blank.
pub(crate) fn written_as(written: Option<&str>, live_blank: Option<&str>) -> PyResult<WrittenAs> {
    let blank = match live_blank.map(str::trim) {
        None | Some("empty") => LiveBlank::Empty,
        Some("na") => LiveBlank::NotAvailable,
        Some(other) => return Err(PyValueError::new_err(format!("`live_blank` is empty or na, not `{other}`"))),
    };
    match (written.map(str::trim), live_blank) {
        (Some("formulas"), _) => Ok(WrittenAs::Formulas(blank)),
        (None | Some("values"), None) => Ok(WrittenAs::Values),
        (None | Some("values"), Some(_)) => {
            Err(PyValueError::new_err("`live_blank` says what formulas show, and there are none: add `as_=\"formulas\"`"))
        }
        (Some(other), _) => Err(PyValueError::new_err(format!("`as_` is values or formulas, not `{other}`"))),
    }
}

/// Who calculates the workbook's own formulas.
pub(crate) fn recalculation(engine: Option<&str>) -> PyResult<Recalculation> {
    match engine.map(str::trim) {
        None | Some("tolok") => Ok(Recalculation::Tolok),
        Some("formualizer") => Ok(Recalculation::Formualizer),
        Some(other) => Err(PyValueError::new_err(format!("`recalculate` is tolok or formualizer, not `{other}`"))),
    }
}

/// What a cell of a worksheet gets that has no value.
pub(crate) fn shown_errors(errors: Option<&str>) -> ShownErrors {
    match errors.map(str::trim) {
        None | Some("error") => ShownErrors::AsTheyAre,
        Some("blank" | "") => ShownErrors::Blank,
        Some(text) => ShownErrors::Text(text.to_string()),
    }
}

/// The usual limits of a workbook. Whoever says how many megabytes it unpacks to knows it, however tightly it is packed.
pub(crate) fn limits(max_unpacked: Option<&Bound<'_, PyAny>>) -> PyResult<Limits> {
    let Some(megabytes) = max_unpacked else { return Ok(Limits::default()) };
    let megabytes = u64::try_from(count("max_unpacked", megabytes)?).unwrap_or(u64::MAX);
    Ok(Limits { expanded: megabytes.saturating_mul(1 << 20), ratio: u64::MAX, ..Limits::default() })
}

/// `auto`, `off`, or the names of sheets.
pub(crate) fn label_choice(object: &Bound<'_, PyAny>) -> PyResult<LabelChoice> {
    if let Ok(choice) = object.cast::<PyBool>() {
        return Ok(if choice.is_true() { LabelChoice::Auto } else { LabelChoice::Off });
    }
    if let Ok(text) = object.cast::<PyString>() {
        match text.to_cow()?.trim() {
            "auto" => return Ok(LabelChoice::Auto),
            "off" => return Ok(LabelChoice::Off),
            "" => return Err(PyValueError::new_err("`labels` is auto, off, or the names of sheets")),
            _ => {}
        }
    }
    Ok(LabelChoice::Sheets(names("labels", object)?))
}
