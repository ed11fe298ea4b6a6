//! Options under the names that they have on the command line, read into a request.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDict, PyInt, PyMapping, PySequence, PyString};
use tolok::{Date, Grain, LabelChoice, Locale, Period, Request, RunRequest, Sort};

use crate::given;

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
        if let Some(set) = self.set {
            request = given::with_values(request, set)?;
        }
        given::with_keywords(request, self.keywords)
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
    pub(crate) top: Option<usize>,
}

impl OverTables<'_, '_> {
    /// The request without its data and its totals.
    pub(crate) fn request(self, common: Common<'_, '_>) -> PyResult<RunRequest> {
        if self.top == Some(0) {
            return Err(PyValueError::new_err("`top` is a number from 1 up"));
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
            top: self.top,
            ..RunRequest::default()
        })
    }
}

/// A name, names separated by commas, or several names.
pub(crate) fn names(option: &str, object: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if let Ok(text) = object.cast::<PyString>() {
        let text = text.to_cow()?;
        return Ok(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect());
    }
    let wrong = || PyTypeError::new_err(format!("`{option}` is a name or a list of names"));
    // Series, indexes and arrays give their values as a list.
    let list = ["to_list", "tolist"].into_iter().find(|list| object.hasattr(*list).unwrap_or(false));
    let names: PyResult<Vec<String>> = match list {
        Some(list) => object.call_method0(list)?.extract(),
        None => object.cast::<PySequence>().map_err(|_| wrong())?.to_list()?.extract(),
    };
    let names = names.map_err(|_| wrong())?;
    Ok(names.into_iter().map(|name| name.trim().to_string()).collect())
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

/// A period as a text, a year as a number, or a day as a date.
fn period(object: &Bound<'_, PyAny>) -> PyResult<String> {
    if object.is_instance_of::<PyDate>() {
        return Ok(crate::value::date(object)?.map(|date| date.to_string()).unwrap_or_default());
    }
    if object.is_instance_of::<PyInt>() {
        return Ok(object.str()?.to_string());
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
    let (first, last) = object.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>().map_err(|_| wrong())?;
    Ok((period(&first)?, period(&last)?))
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
