//! One definition: what is said of it, and how its value comes about.

use std::collections::BTreeMap;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyString;
use tolok::{Entry, Locale};

use crate::definitions::Definitions;
use crate::explanation::Explanation;
use crate::options::language;

/// A definition: a metric, an input, a param, a dimension or the date.
///
/// >>> import tolok
/// >>> cac = tolok.load("std.marketing")["cac"]
/// >>> cac.kind, cac.depends_on
/// ('metric', ['new_customers', 'marketing_cost'])
#[pyclass(frozen, module = "tolok", name = "Kpi")]
#[derive(Debug)]
pub(crate) struct Kpi {
    definitions: Py<Definitions>,
    entry: Entry,
}

impl Kpi {
    pub(crate) fn new(definitions: Py<Definitions>, entry: Entry) -> Self {
        Self { definitions, entry }
    }
}

fn chosen(lang: Option<&str>) -> PyResult<Locale> {
    lang.map_or_else(|| Ok(Locale::default()), |lang| language("lang", lang))
}

#[pymethods]
impl Kpi {
    /// Its name as it was defined.
    #[getter]
    pub(crate) fn name(&self) -> &str {
        &self.entry.name
    }

    /// `metric`, `input`, `param`, `dimension` or `time`.
    #[getter]
    fn kind(&self) -> &str {
        self.entry.kind
    }

    /// The formula of a metric, as it is written canonically.
    #[getter]
    fn formula(&self) -> Option<&str> {
        self.entry.formula.as_deref()
    }

    /// The type as a declaration writes it, such as `money[USD]`.
    #[getter]
    fn r#type(&self) -> Option<&str> {
        self.entry.ty.as_deref()
    }

    /// The unit; `None` for a plain number.
    #[getter]
    fn unit(&self) -> Option<&str> {
        self.entry.unit.as_deref()
    }

    /// The definitions and columns that its value is computed from directly.
    #[getter]
    fn depends_on(&self) -> Vec<String> {
        self.entry.depends_on.clone()
    }

    /// Other names.
    #[getter]
    fn aliases(&self) -> Vec<String> {
        self.entry.aliases.clone()
    }

    /// Its tags.
    #[getter]
    fn tags(&self) -> Vec<String> {
        self.entry.tags.clone()
    }

    /// How its value is shown, as a spreadsheet writes it, if it says so itself.
    #[getter]
    fn format(&self) -> Option<&str> {
        self.entry.format.as_deref()
    }

    /// `higher` or `lower`, whichever is good.
    #[getter]
    fn better(&self) -> Option<&str> {
        self.entry.better
    }

    /// `category`, `owner`, `source`, `cadence`, `since`, where they are said.
    #[getter]
    fn about(&self) -> BTreeMap<String, String> {
        self.entry.texts.clone()
    }

    /// The label in a language, or else the one without a language, or else the name.
    #[pyo3(signature = (lang = None))]
    fn label(&self, lang: Option<&str>) -> PyResult<&str> {
        Ok(self.entry.label(chosen(lang)?))
    }

    /// The description in a language, or else the one without a language.
    #[pyo3(signature = (lang = None))]
    fn description(&self, lang: Option<&str>) -> PyResult<Option<&str>> {
        Ok(self.entry.description(chosen(lang)?))
    }

    /// How its value comes about; takes what `Definitions.explain` takes.
    ///
    /// >>> import tolok
    /// >>> tolok.parse("half = total / 2")["half"].explain(set={"total": 5}).value
    /// Decimal('2.5')
    #[pyo3(signature = (data = None, *, at = None, set = None, over = None, r#where = None, period = None, as_of = None, lang = None, locale = None, strict = false))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command line")]
    fn explain(
        &self,
        py: Python<'_>,
        data: Option<&Bound<'_, PyAny>>,
        at: Option<&Bound<'_, PyAny>>,
        set: Option<&Bound<'_, PyAny>>,
        over: Option<&str>,
        r#where: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        as_of: Option<&Bound<'_, PyAny>>,
        lang: Option<&str>,
        locale: Option<&str>,
        strict: bool,
    ) -> PyResult<Explanation> {
        let definitions = self.definitions.get();
        definitions.explain(
            py,
            PyString::new(py, &self.entry.name).as_any(),
            data,
            at,
            set,
            over,
            r#where,
            period,
            as_of,
            lang,
            locale,
            strict,
        )
    }

    fn __repr__(&self) -> String {
        match (&self.entry.formula, &self.entry.ty) {
            (Some(formula), _) => format!("<Kpi {} = {formula}>", self.entry.name),
            (None, Some(ty)) => format!("<Kpi {} {}: {ty}>", self.entry.kind, self.entry.name),
            (None, None) => format!("<Kpi {} {}>", self.entry.kind, self.entry.name),
        }
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let parts = (self.definitions.clone_ref(py), self.name()).into_bound_py_any(py)?;
        Ok((py.import("operator")?.getattr("getitem")?, parts))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tolok._html")?.call_method1("kpi", (slf,))
    }
}
