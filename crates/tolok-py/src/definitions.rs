//! Definitions, and what can be asked of them.

use std::sync::Arc;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyTuple};
use tolok::catalogue::Kind;
use tolok::{DataSource, FillRequest, FillScope, LabelChoice, Language, Overwrite, Problems, RunRequest};
use tolok_cli::Shown;

use crate::catalogue;
use crate::data::{self, Given};
use crate::diagnostic::{Diagnostic, diagnostics_of};
use crate::errors::{raised, raised_in_fill};
use crate::evaluation::Evaluation;
use crate::explanation::Explanation;
use crate::filled::Filled;
use crate::kpi::Kpi;
use crate::options::{self, Common, OverTables};
use crate::origin::Origin;
use crate::outlet::Outlet;
use crate::result::Result;
use crate::strictness;
use crate::waiting::patiently;
use crate::words::in_python;
use crate::worksheet::{self, Wanted, Worksheet};

/// Definitions that have been read and checked: a mapping of names to what is said of them.
///
/// >>> import tolok
/// >>> kpis = tolok.parse("cac = spend / new_customers")
/// >>> kpis["cac"].formula, kpis["cac"].depends_on
/// ('spend / new_customers', ['spend', 'new_customers'])
#[pyclass(frozen, mapping, module = "tolok", name = "Definitions")]
#[derive(Debug)]
pub(crate) struct Definitions {
    definitions: Arc<tolok::Definitions>,
    origin: Origin,
}

impl Definitions {
    pub(crate) fn new(definitions: tolok::Definitions, origin: Origin) -> Self {
        Self { definitions: Arc::new(definitions), origin }
    }

    /// The tables that were given. A table without a name stands for the only source that the definitions name.
    fn given(&self, data: Option<&Bound<'_, PyAny>>) -> PyResult<Given> {
        if data.is_none_or(|data| data.is_none()) {
            return data::given(None, None);
        }
        let sources = self.definitions.model().data_sources();
        let only = match sources.as_slice() {
            [only] => Some(only.name.to_string()),
            _ => None,
        };
        data::given(data, only.as_deref())
    }

    /// Reads the tables and asks something of the definitions, while others go on.
    fn asked<T: Send + 'static>(
        &self,
        py: Python<'_>,
        given: Given,
        work: impl FnOnce(&tolok::Definitions, Vec<DataSource>, &dyn tolok::Progress) -> std::result::Result<T, Problems> + Send + 'static,
    ) -> PyResult<T> {
        self.answer(py, given, work)?.map_err(|problems| raised(py, &problems))
    }

    /// The same, with the problems as they are.
    fn answer<T: Send + 'static>(
        &self,
        py: Python<'_>,
        given: Given,
        work: impl FnOnce(&tolok::Definitions, Vec<DataSource>, &dyn tolok::Progress) -> std::result::Result<T, Problems> + Send + 'static,
    ) -> PyResult<std::result::Result<T, Problems>> {
        let definitions = Arc::clone(&self.definitions);
        let answer = patiently(py, move |progress| given.read().map(|data| work(&definitions, data, progress)))?;
        answer.map_err(|broken| broken.raised(py))
    }
}

#[pymethods]
impl Definitions {
    /// Computes KPIs from values given by hand.
    ///
    /// Values are given as keywords, or as a mapping where a name is no keyword. Texts are read as a person types them.
    ///
    /// >>> import tolok
    /// >>> kpis = tolok.parse("cac = spend / new_customers")
    /// >>> kpis.evaluate(spend=1000, new_customers=30)["cac"]
    /// Decimal('33.33333333333333333333333333')
    /// >>> kpis.evaluate({"spend": "$1,000.50"}, new_customers=0).errors["cac"].error
    /// '#DIV/0!'
    #[pyo3(signature = (set = None, /, *, data = None, kpis = None, lang = None, locale = None, strict = false, **inputs))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command line")]
    pub(crate) fn evaluate(
        &self,
        py: Python<'_>,
        set: Option<&Bound<'_, PyAny>>,
        data: Option<&Bound<'_, PyAny>>,
        kpis: Option<&Bound<'_, PyAny>>,
        lang: Option<&str>,
        locale: Option<&str>,
        strict: bool,
        inputs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Evaluation> {
        let request = Common { set, keywords: inputs, kpis, lang, locale }.request()?;
        let given = self.given(data)?;
        let evaluation = if given.is_empty() {
            // Too quick to be worth a thread.
            let outcomes = self.definitions.outcomes(&request).map_err(|problems| raised(py, &problems))?;
            if !strict {
                return Ok(Evaluation::computed(Arc::clone(&self.definitions), outcomes));
            }
            self.definitions.told(&outcomes)
        } else {
            self.asked(py, given, move |definitions, data, progress| definitions.evaluate_over(&request, &data, progress))?
        };
        let evaluation = if strict { strictness::evaluation(evaluation).map_err(|problems| raised(py, &problems))? } else { evaluation };
        Ok(Evaluation::new(evaluation))
    }

    /// Computes KPIs from tables, for each member and period.
    ///
    /// A table is a data frame of pandas, polars, pyarrow or duckdb, a mapping of columns, a list of rows, a path, or a mapping of
    /// those by the name of the source. Options have the names that they have on the command line.
    ///
    /// >>> import tolok
    /// >>> kpis = tolok.parse("dimension channel\ncac = spend / new_customers")
    /// >>> ads = {"channel": ["Email", "Search"], "spend": [100, 500], "new_customers": [4, 10]}
    /// >>> result = kpis.run(ads, by="channel", kpis="cac", total=True)
    /// >>> result.to_dicts()
    /// [{'channel': 'Email', 'cac': Decimal('25')}, {'channel': 'Search', 'cac': Decimal('50')}]
    /// >>> result.totals.to_dicts("text")
    /// [{'channel': None, 'cac': '42.85714285714285714285714286'}]
    ///
    /// `across` and `errors` say how the result is shown and written to `out`, whose ending says as what: .xlsx .csv .json .md. Frames keep
    /// their rows.
    ///
    /// >>> kpis = tolok.parse("dimension channel\ntime month: month\ninput spend")
    /// >>> ads = {"channel": ["Email", "Search"] * 2, "month": ["2026-01", "2026-01", "2026-02", "2026-02"], "spend": [1, 2, 3, 4]}
    /// >>> kpis.run(ads, by="channel", over="month", across="period")
    ///               spend
    /// channel  2026-01  2026-02
    /// ─────────────────────────
    /// Email          1        3
    /// Search         2        4
    #[pyo3(signature = (
        data = None, *, set = None, by = None, over = None, r#where = None, period = None, periods = None, as_of = None, kpis = None,
        report = None, sort = None, top = None, across = None, total = false, subtotals = false, check_totals = false, errors = None,
        out = None, lang = None, locale = None, strict = false
    ))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command line")]
    pub(crate) fn run(
        &self,
        py: Python<'_>,
        data: Option<&Bound<'_, PyAny>>,
        set: Option<&Bound<'_, PyAny>>,
        by: Option<&Bound<'_, PyAny>>,
        over: Option<&str>,
        r#where: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        periods: Option<&Bound<'_, PyAny>>,
        as_of: Option<&Bound<'_, PyAny>>,
        kpis: Option<&Bound<'_, PyAny>>,
        report: Option<&str>,
        sort: Option<&str>,
        top: Option<&Bound<'_, PyAny>>,
        across: Option<&str>,
        total: bool,
        subtotals: bool,
        check_totals: bool,
        errors: Option<&str>,
        out: Option<std::path::PathBuf>,
        lang: Option<&str>,
        locale: Option<&str>,
        strict: bool,
    ) -> PyResult<Result> {
        let common = Common { set, keywords: None, kpis, lang, locale };
        let over_tables = OverTables { by, over, filter: r#where, period, periods, as_of, report, sort, top };
        let mut request = RunRequest { total, subtotals, check_totals, ..over_tables.request(common)? };
        let wrong = |words: String| PyValueError::new_err(in_python(&words).into_owned());
        let shown = Shown::asked(&request, across, errors, lang.map(|lang| options::language("lang", lang)).transpose()?).map_err(wrong)?;
        request.subtotals |= shown.wants_subtotals(&request);
        let outlet = out.map(|out| Outlet::of(out, self.origin.name(), set)).transpose()?;
        let manner = shown.clone();
        let came = self.asked(py, self.given(data)?, move |definitions, data, progress| {
            let request = RunRequest { data, ..request };
            let result = definitions.run(&request, progress)?;
            let result = if strict { strictness::run(result)? } else { result };
            // Of a report it is known only now what can stand side by side.
            if let Err(words) = manner.axis(&result) {
                return Ok(Err(words));
            }
            if let Some(outlet) = outlet {
                // The work ends here where nobody waits any more: after Ctrl-C no file appears.
                progress.rows("", 0);
                outlet.write(definitions, &request, &result, &manner)?;
            }
            Ok(Ok(result))
        })?;
        Ok(Result::new(came.map_err(wrong)?, shown))
    }

    /// How a KPI gets its value: from values given by hand, or from tables, in one row of them.
    ///
    /// >>> import tolok
    /// >>> kpis = tolok.parse("dimension channel\ncac = spend / new_customers")
    /// >>> ads = {"channel": ["Email", "Search"], "spend": [100, 500], "new_customers": [4, 10]}
    /// >>> tree = kpis.explain("cac", ads, at={"channel": "Email"})
    /// >>> tree.value, [(part.name, part.display) for part in tree.children]
    /// (Decimal('25'), [('spend', '100'), ('new_customers', '4')])
    #[pyo3(signature = (
        kpi, data = None, *, at = None, set = None, over = None, r#where = None, period = None, as_of = None, lang = None, locale = None,
        strict = false
    ))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command line")]
    pub(crate) fn explain(
        &self,
        py: Python<'_>,
        kpi: &Bound<'_, PyAny>,
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
        let given = self.given(data)?;
        let is_over_tables = !given.is_empty() || at.is_some() || over.is_some() || period.is_some();
        let is_over_tables = is_over_tables || (self.definitions.has_sources() && set.is_none());
        let at = at.map(options::at).transpose()?.unwrap_or_default();
        let common = Common { set, lang, locale, ..Common::default() };
        let over_tables = OverTables { over, filter: r#where, period, as_of, ..OverTables::default() };
        let request = over_tables.request(common)?;
        let kpi = options::name(kpi)?.ok_or_else(|| PyTypeError::new_err("`kpi` is the name of a KPI"))?;
        let explained = self.asked(py, given, move |definitions, data, progress| {
            let explained = match is_over_tables {
                true => definitions.explain_run(&kpi, &RunRequest { data, ..request }, &at, progress)?,
                false => definitions.explain(&kpi, &request.request)?,
            };
            if strict { strictness::explained(explained) } else { Ok(explained) }
        })?;
        Explanation::root(py, &explained)
    }

    /// Fills a worksheet, and leaves everything else in it as it is. Nothing is written without `out` or `in_place`.
    ///
    /// `as_="formulas"` writes KPIs in labelled cells as formulas over the worksheet's own input cells; `live_blank` says what those show
    /// where an input is blank, `empty` or `na`. `recalculate="formualizer"` wants a build that has this engine.
    ///
    /// >>> import tolok
    /// >>> kpis = tolok.parse("cac = spend / new_customers")
    /// >>> kpis.fill("nowhere.xlsx", set={"spend": 1000, "new_customers": 30})
    /// Traceback (most recent call last):
    /// ...
    /// tolok.TemplateError: error[E0501]: there is no file `nowhere.xlsx`
    /// ...
    #[pyo3(signature = (
        template, data = None, *, out = None, in_place = false, set = None, by = None, over = None, r#where = None, period = None,
        periods = None, as_of = None, labels = None, as_ = None, live_blank = None, overwrite = false, overwrite_formulas = false, errors = None,
        recalculate = None, max_unpacked = None, explain = None, lang = None, locale = None, strict = false
    ))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command line")]
    pub(crate) fn fill(
        &self,
        py: Python<'_>,
        template: std::path::PathBuf,
        data: Option<&Bound<'_, PyAny>>,
        out: Option<std::path::PathBuf>,
        in_place: bool,
        set: Option<&Bound<'_, PyAny>>,
        by: Option<&Bound<'_, PyAny>>,
        over: Option<&str>,
        r#where: Option<&str>,
        period: Option<&Bound<'_, PyAny>>,
        periods: Option<&Bound<'_, PyAny>>,
        as_of: Option<&Bound<'_, PyAny>>,
        labels: Option<&Bound<'_, PyAny>>,
        as_: Option<&str>,
        live_blank: Option<&str>,
        overwrite: bool,
        overwrite_formulas: bool,
        errors: Option<&str>,
        recalculate: Option<&str>,
        max_unpacked: Option<&Bound<'_, PyAny>>,
        explain: Option<&Bound<'_, PyAny>>,
        lang: Option<&str>,
        locale: Option<&str>,
        strict: bool,
    ) -> PyResult<Filled> {
        if in_place && out.is_some() {
            return Err(PyValueError::new_err("`in_place` fills the template itself, and `out` another file: give one of them"));
        }
        let common = Common { set, lang, locale, ..Common::default() };
        let over_tables = OverTables { by, over, filter: r#where, period, periods, as_of, ..OverTables::default() };
        let asked = over_tables.request(common)?;
        let fill = FillRequest {
            request: asked.request,
            template: template.to_string_lossy().into_owned(),
            scope: FillScope { period: asked.period, periods: asked.periods, over: asked.over, filter: asked.filter, as_of: asked.as_of },
            labels: labels.map(options::label_choice).transpose()?.unwrap_or(LabelChoice::Auto),
            by: asked.by,
            overwrite: Overwrite { values: overwrite, formulas: overwrite_formulas },
            errors: options::shown_errors(errors),
            written_as: options::written_as(as_, live_blank)?,
            recalculation: options::recalculation(recalculate)?,
            output: out.map(|out| out.to_string_lossy().into_owned()),
            in_place,
            explain: explain.map(options::cells).transpose()?.unwrap_or_default(),
            limits: options::limits(max_unpacked)?,
            ..FillRequest::default()
        };
        let template = fill.template.clone();
        let answer = self.answer(py, self.given(data)?, move |definitions, data, progress| {
            let fill = FillRequest { data, ..fill };
            let filled = definitions.fill(&fill, progress)?;
            let filled = if strict { strictness::filled(filled, &fill.template)? } else { filled };
            let copy = filled.write(&fill).map_err(|problem| Problems { diagnostics: vec![problem], sources: filled.sources.clone() })?;
            let place = fill.output.or(fill.in_place.then_some(fill.template));
            Ok((filled, place, copy.map(|copy| copy.to_string_lossy().into_owned())))
        })?;
        let (filled, place, copy) = answer.map_err(|problems| raised_in_fill(py, &problems, &template))?;
        Ok(Filled::new(filled, place, copy))
    }

    /// Makes an empty worksheet to type into, with KPIs as live formulas: the workbook as bytes, or written to `out`.
    ///
    /// Members are those of one dimension, as `{"channel": ["Email", "Radio"]}`; `None` instead of a list takes all that are declared.
    /// `rows` makes a list instead: so many rows to type into, one for each thing that happened.
    ///
    /// >>> import tolok
    /// >>> kpis = tolok.parse("dimension channel\ncac = spend / new_customers")
    /// >>> kpis.worksheet(members={"channel": ["Email", "Radio"]}, periods="2026-01..2026-03")[:2]
    /// b'PK'
    /// >>> kpis.worksheet(members={"channel": ["Email", "Radio"]}, rows=50)[:2]
    /// b'PK'
    /// >>> kpis.worksheet("worksheet.pdf")
    /// Traceback (most recent call last):
    /// ...
    /// tolok.DataError: error[E0510]: a worksheet is a `.xlsx` workbook
    /// ...
    #[pyo3(signature = (out = None, *, report = None, kpis = None, members = None, periods = None, over = None, rows = None, lang = None))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command line")]
    pub(crate) fn worksheet<'py>(
        &self,
        py: Python<'py>,
        out: Option<std::path::PathBuf>,
        report: Option<&str>,
        kpis: Option<&Bound<'py, PyAny>>,
        members: Option<&Bound<'py, PyAny>>,
        periods: Option<&Bound<'py, PyAny>>,
        over: Option<&str>,
        rows: Option<u32>,
        lang: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let request = Wanted { report, kpis, members, periods, over, rows, lang }.request()?;
        let place = out.clone();
        let made = self.asked(py, self.given(None)?, move |definitions, _, progress| {
            worksheet::made(definitions, &request, place.as_deref(), progress)
        })?;
        match out {
            Some(out) => Worksheet::new(made, out).into_bound_py_any(py),
            None => Ok(PyBytes::new(py, made.bytes()).into_any()),
        }
    }

    /// Runs the `test` blocks; a problem for each expectation that did not come true.
    ///
    /// >>> import tolok
    /// >>> kpis = tolok.parse('half = total / 2\ntest "a half" { given total = 5; expect half = 3 }')
    /// >>> [(test["title"], test["passed"], test["problems"][0].code) for test in kpis.test()]
    /// [('a half', False, 'E0403')]
    fn test<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let results = self.definitions.test();
        results
            .iter()
            .map(|result| {
                let test = PyDict::new(py);
                test.set_item("title", &*result.title)?;
                test.set_item("passed", result.failures.is_empty())?;
                let problems: Vec<_> = result.failures.iter().map(|failure| failure.diagnostic.clone()).collect();
                test.set_item("problems", diagnostics_of(&problems, self.definitions.sources()))?;
                Ok(test)
            })
            .collect()
    }

    /// Warnings that checking found.
    #[getter]
    fn warnings(&self) -> Vec<Diagnostic> {
        diagnostics_of(self.definitions.diagnostics(), self.definitions.sources())
    }

    /// The names of the inputs and metrics, in the order in which a run shows them.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.definitions.entries().into_iter().map(|entry| entry.name).collect()
    }

    /// The names of the dimensions that rows can be grouped by.
    #[getter]
    fn dimensions(&self) -> Vec<String> {
        let entries = self.definitions.catalogue(Language::English).entries;
        entries.into_iter().filter(|entry| entry.kind == Kind::Dimension).map(|entry| entry.name).collect()
    }

    /// The text of the file in canonical form.
    #[getter]
    fn source(&self) -> String {
        self.definitions.formatted()
    }

    /// What depends on what, as a Mermaid flowchart or in the language of Graphviz.
    ///
    /// >>> import tolok
    /// >>> tolok.parse("half = total / 2").graph("half").splitlines()[0]
    /// 'flowchart LR'
    #[pyo3(signature = (*kpis, format = "mermaid", lang = None))]
    fn graph(&self, py: Python<'_>, kpis: &Bound<'_, PyTuple>, format: &str, lang: Option<&str>) -> PyResult<String> {
        let language = lang.map(|lang| options::language("lang", lang)).transpose()?;
        let kpis = options::names("kpis", kpis.as_any())?;
        let graph = self.definitions.graph(&kpis, language).map_err(|problems| raised(py, &problems))?;
        match format {
            "mermaid" => Ok(graph.to_mermaid()),
            "dot" => Ok(graph.to_dot()),
            _ => Err(PyValueError::new_err(format!("`format` is mermaid or dot, not `{format}`"))),
        }
    }

    /// The catalogue as a page for people: every KPI with its formula, unit, target, examples and what uses it.
    ///
    /// Markdown, or HTML where `format` or the ending of `out` says so; written to `out` as well where it is given.
    ///
    /// >>> import tolok
    /// >>> page = tolok.parse("## What a customer costs.\ncac = spend / new_customers").docs()
    /// >>> "What a customer costs." in page
    /// True
    #[pyo3(signature = (*, format = None, lang = None, out = None))]
    pub(crate) fn docs(
        &self,
        py: Python<'_>,
        format: Option<&str>,
        lang: Option<&str>,
        out: Option<std::path::PathBuf>,
    ) -> PyResult<String> {
        let pages = catalogue::Pages::of(format, out.as_deref())?;
        let language = lang.map_or(Ok(Language::English), |lang| options::language("lang", lang))?;
        let definitions = Arc::clone(&self.definitions);
        let page = py.detach(move || catalogue::page(&definitions, pages, language, out.as_deref()));
        page.map_err(|problems| raised(py, &problems))
    }

    fn __getitem__(slf: &Bound<'_, Self>, name: &str) -> PyResult<Kpi> {
        match slf.get().definitions.entry(name) {
            Some(entry) => Ok(Kpi::new(slf.clone().unbind(), entry)),
            None => Err(PyKeyError::new_err(name.to_string())),
        }
    }

    fn __contains__(&self, name: &Bound<'_, PyAny>) -> bool {
        name.extract::<String>().is_ok_and(|name| self.definitions.entry(&name).is_some())
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.names().into_bound_py_any(py)?.try_iter()
    }

    fn __len__(&self) -> usize {
        self.names().len()
    }

    /// The names, as `names` has them.
    fn keys(&self) -> Vec<String> {
        self.names()
    }

    /// What is said of each.
    fn values(slf: &Bound<'_, Self>) -> PyResult<Vec<Kpi>> {
        slf.get().names().iter().map(|name| Self::__getitem__(slf, name)).collect()
    }

    /// Names with what is said of each.
    fn items(slf: &Bound<'_, Self>) -> PyResult<Vec<(String, Kpi)>> {
        slf.get().names().into_iter().map(|name| Self::__getitem__(slf, &name).map(|kpi| (name, kpi))).collect()
    }

    /// What is said of a name, or `default` where nothing has it.
    #[pyo3(signature = (name, default = None, /))]
    fn get<'py>(slf: &Bound<'py, Self>, name: &str, default: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        match slf.get().definitions.entry(name) {
            Some(entry) => Kpi::new(slf.clone().unbind(), entry).into_bound_py_any(slf.py()),
            None => Ok(default.unwrap_or_else(|| slf.py().None().into_bound(slf.py()))),
        }
    }

    fn _ipython_key_completions_(&self) -> Vec<String> {
        self.names()
    }

    fn __repr__(&self) -> String {
        format!("<Definitions {}: {}>", self.origin.name(), self.names().join(", "))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tolok._html")?.call_method1("definitions", (slf,))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        self.origin.again(py)
    }
}
