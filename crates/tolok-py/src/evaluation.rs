//! What came of an evaluation, as a mapping of names to values.

use std::sync::{Arc, OnceLock};

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList};
use tolok::Value;

use crate::diagnostic::{Diagnostic, diagnostics_of};
use crate::pickling::{self, Never};
use crate::value::{error_word, to_python};
use crate::words::{in_python, maybe_in_python};

/// What came out for each definition that is shown, in its order: a mapping of names to values.
///
/// A value is a `Decimal`, `str`, `bool` or `date`, or `None` for a blank and an error; `errors` tells why.
///
/// >>> import tolok
/// >>> came = tolok.evaluate(tolok.parse("half = total / 2"), total=5)
/// >>> dict(came), came.errors
/// ({'total': Decimal('5'), 'half': Decimal('2.5')}, {})
#[pyclass(frozen, mapping, module = "tolok", name = "Evaluation")]
#[derive(Debug)]
pub(crate) struct Evaluation(Came);

/// What came of it.
#[derive(Debug)]
enum Came {
    Told(tolok::Evaluation),
    /// Values, put into words where somebody asks for more.
    Computed {
        definitions: Arc<tolok::Definitions>,
        outcomes: tolok::Outcomes,
        told: OnceLock<tolok::Evaluation>,
    },
}

/// What came out for one definition, with all that is known of it.
///
/// >>> import tolok
/// >>> failed = tolok.evaluate(tolok.parse("cpl = spend / leads"), spend=5, leads=0).details("cpl")
/// >>> failed.value, failed.error, failed.display
/// (None, '#DIV/0!', '#DIV/0!')
#[pyclass(frozen, get_all, module = "tolok", name = "Details")]
#[derive(Debug)]
pub(crate) struct Details {
    /// Its name as it was defined.
    name: String,
    /// Its label in the chosen language, or its name.
    label: String,
    /// `Decimal`, `str`, `bool`, `date`, or `None` for a blank and an error.
    value: Py<PyAny>,
    /// The value to the last digit, as the command line writes it; `None` for a blank and an error.
    text: Option<String>,
    /// The word of an error, such as `#DIV/0!`.
    error: Option<String>,
    /// Why there is no value.
    cause: Option<String>,
    /// The value as people read it.
    display: String,
    /// The unit; `None` for a plain number.
    unit: Option<String>,
    /// `good`, `warn` or `bad`, where there is a target.
    status: Option<String>,
}

impl Details {
    pub(crate) fn of(py: Python<'_>, kpi: &tolok::Kpi) -> PyResult<Self> {
        Ok(Self {
            name: kpi.name.clone(),
            label: kpi.label.clone(),
            value: to_python(py, &kpi.value)?.unbind(),
            text: (!kpi.value.is_blank() && !kpi.value.is_error()).then(|| kpi.value.to_string()),
            error: error_word(&kpi.value).map(str::to_string),
            cause: cause(kpi),
            display: kpi.display.clone(),
            unit: kpi.unit.clone(),
            status: kpi.status.map(|status| status.to_string()),
        })
    }
}

/// Why there is no value, with the place in the definitions.
pub(crate) fn cause(kpi: &tolok::Kpi) -> Option<String> {
    match (&kpi.cause, &kpi.cause_place) {
        (Some(cause), Some(place)) => Some(format!("{} ({place})", in_python(cause))),
        (cause, _) => maybe_in_python(cause.as_deref()),
    }
}

#[pymethods]
impl Details {
    fn __repr__(&self) -> String {
        let shown = self.text.as_deref().or(self.error.as_deref()).unwrap_or("blank");
        let cause = self.cause.as_ref().map_or_else(String::new, |cause| format!(": {cause}"));
        format!("<Details {} = {shown}{cause}>", self.name)
    }

    fn __reduce__(&self) -> Never {
        Err(pickling::refused("`Details`", "`(details.text, details.error, details.cause)`"))
    }
}

impl Evaluation {
    /// What an evaluation says.
    pub(crate) fn new(evaluation: tolok::Evaluation) -> Self {
        Self(Came::Told(evaluation))
    }

    /// What came out of definitions.
    pub(crate) fn computed(definitions: Arc<tolok::Definitions>, outcomes: tolok::Outcomes) -> Self {
        Self(Came::Computed { definitions, outcomes, told: OnceLock::new() })
    }

    fn told(&self) -> &tolok::Evaluation {
        match &self.0 {
            Came::Told(evaluation) => evaluation,
            Came::Computed { definitions, outcomes, told } => told.get_or_init(|| definitions.told(outcomes)),
        }
    }

    /// Names with their values, in their order.
    fn pairs(&self) -> Box<dyn Iterator<Item = (&str, &Value)> + '_> {
        match &self.0 {
            Came::Told(evaluation) => Box::new(evaluation.kpis.iter().map(|kpi| (kpi.name.as_str(), &kpi.value))),
            Came::Computed { definitions, outcomes, .. } => Box::new(outcomes.values(definitions)),
        }
    }

    /// The value of a name as it was defined, or else in another case.
    fn value(&self, name: &str) -> Option<&Value> {
        let known = self.pairs().find(|(known, _)| *known == name);
        known.or_else(|| self.pairs().find(|(known, _)| tolok::same(known, name))).map(|(_, value)| value)
    }

    fn find(&self, name: &str) -> PyResult<&tolok::Kpi> {
        self.told().get(name).ok_or_else(|| PyKeyError::new_err(name.to_string()))
    }
}

#[pymethods]
impl Evaluation {
    fn __getitem__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        match self.value(name) {
            Some(value) => to_python(py, value),
            None => Err(PyKeyError::new_err(name.to_string())),
        }
    }

    fn __len__(&self) -> usize {
        self.pairs().count()
    }

    fn __contains__(&self, name: &Bound<'_, PyAny>) -> bool {
        name.extract::<String>().is_ok_and(|name| self.value(&name).is_some())
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.keys(py)?.try_iter()
    }

    /// The names.
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.pairs().map(|(name, _)| name).collect::<Vec<_>>())
    }

    /// The values.
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        self.pairs().map(|(_, value)| to_python(py, value)).collect()
    }

    /// Names with their values.
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Vec<(String, Bound<'py, PyAny>)>> {
        self.pairs().map(|(name, value)| Ok((name.to_string(), to_python(py, value)?))).collect()
    }

    /// The value of a name, or `default` where nothing has it.
    #[pyo3(signature = (name, default = None, /))]
    fn get<'py>(&self, py: Python<'py>, name: &str, default: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        match self.value(name) {
            Some(value) => to_python(py, value),
            None => Ok(default.unwrap_or_else(|| py.None().into_bound(py))),
        }
    }

    /// Value, error, cause, display, unit and status of a name.
    ///
    /// >>> import tolok
    /// >>> kpis = tolok.parse("currency USD\ninput spend: money\ninput leads: count\ncpl = spend / leads { target <= 40 }")
    /// >>> cpl = kpis.evaluate(spend=1000, leads=30).details("cpl")
    /// >>> cpl.display, cpl.unit, cpl.status
    /// ('$33.33', 'USD/count', 'good')
    fn details(&self, py: Python<'_>, name: &str) -> PyResult<Details> {
        Details::of(py, self.find(name)?)
    }

    /// The definitions without a value, by name: errors, and blanks, whose `error` is `None`.
    #[getter]
    fn errors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let errors = PyDict::new(py);
        for kpi in self.told().kpis.iter().filter(|kpi| kpi.value.is_blank() || kpi.value.is_error()) {
            errors.set_item(&kpi.name, Details::of(py, kpi)?)?;
        }
        Ok(errors)
    }

    /// Warnings about the definitions and the inputs.
    #[getter]
    fn warnings(&self) -> Vec<Diagnostic> {
        diagnostics_of(&self.told().diagnostics, &self.told().sources)
    }

    fn __reduce__(&self) -> Never {
        Err(pickling::refused("an `Evaluation`", "`dict(evaluation)`"))
    }

    fn _ipython_key_completions_(&self) -> Vec<&str> {
        self.pairs().map(|(name, _)| name).collect()
    }

    fn __repr__(&self) -> String {
        let kpis = &self.told().kpis;
        let width = kpis.iter().map(|kpi| kpi.name.chars().count()).max().unwrap_or(0);
        let line = |kpi: &tolok::Kpi| {
            let shown = if kpi.value.is_blank() { "–" } else { kpi.display.as_str() };
            let cause = cause(kpi).map_or_else(String::new, |cause| format!("  ({cause})"));
            let status = kpi.status.map_or_else(String::new, |status| format!("  {status}"));
            format!("{:width$}  {shown}{status}{cause}", kpi.name)
        };
        kpis.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tolok._html")?.call_method1("evaluation", (slf,))
    }
}
