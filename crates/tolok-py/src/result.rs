//! What came of a run: rows and totals as tables, and all that is known of every cell.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple};
use tolok::{Period, ResultRow, RunResult, Value};
use tolok_cli::Shown;

use crate::diagnostic::{Diagnostic, diagnostics_of};
use crate::evaluation::cause;
use crate::options;
use crate::pickling::{self, Never};
use crate::table::{Cells, Column, Kind, Table};
use crate::value::error_word;
use crate::words::{in_python, maybe_in_python};

/// KPIs over tables: a row for each combination of members and period.
///
/// >>> import tolok
/// >>> result = tolok.parse("dimension channel\ninput spend").run({"channel": ["Email"], "spend": [0.5]}, by="channel")
/// >>> result.dimensions, result.kpis, len(result)
/// (['channel'], ['spend'], 1)
#[pyclass(frozen, module = "tolok", name = "Result")]
#[derive(Debug)]
pub(crate) struct Result {
    result: Arc<RunResult>,
    shown: Shown,
}

impl Result {
    pub(crate) fn new(result: RunResult, shown: Shown) -> Self {
        Self { result: Arc::new(result), shown }
    }

    /// The first rows and totals, as far as they are lines that are shown; all where several rows make a line.
    fn beginning(&self, rows: usize) -> Cow<'_, RunResult> {
        let result = &self.result;
        let is_across = self.shown.axis(result).is_ok_and(|axis| axis.is_some());
        if is_across || (result.rows.len() <= rows && result.totals.len() <= rows) {
            return Cow::Borrowed(result);
        }
        Cow::Owned(RunResult {
            title: result.title.clone(),
            dimensions: result.dimensions.clone(),
            over: result.over,
            kpis: result.kpis.clone(),
            rows: result.rows.iter().take(rows).cloned().collect(),
            is_sorted: result.is_sorted,
            totals: result.totals.iter().take(rows).cloned().collect(),
            language: result.language,
            files: result.files.clone(),
            notes: result.notes.clone(),
            diagnostics: result.diagnostics.clone(),
            sources: result.sources.clone(),
        })
    }

    /// A cell of each row, as a column.
    fn texts(&self, name: &str, rows: &[&ResultRow], text: impl Fn(&ResultRow) -> Option<String>) -> Column {
        Column { name: name.to_string(), cells: Cells::Texts(rows.iter().map(|row| text(row)).collect()) }
    }

    /// A name for a column of ours beside columns that people have named.
    fn free(&self, name: &str, has_kpis: bool) -> String {
        let is_taken = |name: &str| {
            self.result.dimensions.iter().any(|dimension| dimension.name == name)
                || has_kpis && self.result.kpis.iter().any(|kpi| kpi.heading.name == name)
        };
        let numbered = (2usize..).map(|number| format!("{name}_{number}"));
        std::iter::once(name.to_string()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_else(|| name.to_string())
    }

    /// Dimensions and the period of rows, of a table that has columns for KPIs or not.
    fn places(&self, rows: &[&ResultRow], has_kpis: bool) -> Vec<Column> {
        let mut columns = Vec::new();
        for (place, dimension) in self.result.dimensions.iter().enumerate() {
            columns.push(self.texts(&dimension.name, rows, |row| Some(row.members.get(place)?.as_ref()?.name.clone())));
        }
        if self.result.over.is_some() {
            columns.push(self.texts(&self.free("period", has_kpis), rows, |row| row.period.map(|period| period.to_string())));
            columns
                .push(Column { name: self.free("partial", has_kpis), cells: Cells::Truths(rows.iter().map(|row| row.partial).collect()) });
        }
        columns
    }

    /// A column for each KPI. Rows and totals have the same kinds, whatever stands in them.
    fn frame(&self, rows: &[ResultRow]) -> Table {
        let references: Vec<&ResultRow> = rows.iter().collect();
        let mut columns = self.places(&references, true);
        for (place, heading) in self.result.kpis.iter().enumerate() {
            let all = self.result.rows.iter().chain(&self.result.totals);
            let kind = Kind::of(all.filter_map(|row| row.kpis.get(place)).map(|kpi| &kpi.value));
            let value = |row: &ResultRow| row.kpis.get(place).map_or(Value::BLANK, |kpi| kpi.value.clone());
            columns.push(Column { name: heading.heading.name.clone(), cells: Cells::Values(kind, rows.iter().map(value).collect()) });
        }
        Table::new(columns, rows.len())
    }

    /// A row for each cell that is wanted.
    fn cells(&self, wanted: impl Fn(&tolok::Kpi) -> bool, with_values: bool) -> Table {
        let mut cells: Vec<(&ResultRow, bool, &tolok::Kpi)> = Vec::new();
        for (rows, is_total) in [(&self.result.rows, false), (&self.result.totals, true)] {
            for row in rows.iter() {
                cells.extend(row.kpis.iter().filter(|kpi| wanted(kpi)).map(|kpi| (row, is_total, kpi)));
            }
        }
        let rows: Vec<&ResultRow> = cells.iter().map(|(row, _, _)| *row).collect();
        let mut columns = self.places(&rows, false);
        let texts = |name: &str, text: &dyn Fn(&tolok::Kpi) -> Option<String>| Column {
            name: self.free(name, false),
            cells: Cells::Texts(cells.iter().map(|(_, _, kpi)| text(kpi)).collect()),
        };
        columns.push(Column {
            name: self.free("total", false),
            cells: Cells::Truths(cells.iter().map(|(_, is_total, _)| *is_total).collect()),
        });
        columns.push(texts("kpi", &|kpi| Some(kpi.name.clone())));
        if with_values {
            columns.push(texts("value", &|kpi| (!kpi.value.is_blank() && !kpi.value.is_error()).then(|| kpi.value.to_string())));
        }
        columns.push(texts("error", &|kpi| error_word(&kpi.value).map(str::to_string)));
        columns.push(texts("cause", &cause));
        if with_values {
            columns.push(texts("display", &|kpi| Some(kpi.display.clone())));
            columns.push(texts("unit", &|kpi| kpi.unit.clone()));
            columns.push(texts("status", &|kpi| kpi.status.map(|status| status.to_string())));
        }
        Table::new(columns, cells.len())
    }
}

impl Result {
    fn is_across(&self) -> bool {
        self.shown.axis(&self.result).is_ok_and(|axis| axis.is_some())
    }

    /// The result as the command shows it.
    fn told(&self) -> String {
        const SHOWN: usize = 100;
        let rows = self.result.rows.len();
        let shown = self.beginning(SHOWN);
        // What stands side by side was found when the result came.
        let mut text = self.shown.text(&shown, tolok_cli::PLAIN_WIDTH).unwrap_or_else(|words| words);
        if shown.rows.len() < rows {
            let more = rows.saturating_sub(SHOWN);
            text = format!("{text}\n… {more} more rows: `.to_polars()` or `.to_pandas()` has them all");
        }
        text = text.trim_end().to_string();
        let warnings = self.result.diagnostics.len();
        if warnings > 0 {
            let s = if warnings == 1 { "" } else { "s" };
            text = format!("{}\n{warnings} warning{s}: see `.diagnostics`", text.trim_end());
        }
        text
    }

    /// How each KPI of the members of the first rows goes from period to period, by the labels of the members.
    fn series(&self, count: usize) -> Vec<Series> {
        type Points = Vec<(Period, Vec<Option<f64>>)>;
        if self.result.over.is_none() || self.is_across() {
            return Vec::new();
        }
        let members = |row: &ResultRow| -> Vec<String> { row.members.iter().flatten().map(|member| member.label.clone()).collect() };
        let first = self.result.rows.iter().take(count);
        let mut found: BTreeMap<Vec<String>, Points> = first.map(|row| (members(row), Vec::new())).collect();
        for row in &self.result.rows {
            if let (Some(period), Some(points)) = (row.period, found.get_mut(&members(row))) {
                points.push((period, row.kpis.iter().map(|kpi| kpi.value.as_number().map(tolok::Number::to_f64)).collect()));
            }
        }
        let in_order = |mut points: Points| {
            points.sort_by_key(|(period, _)| period.first_day());
            points.into_iter().map(|(_, numbers)| numbers).collect()
        };
        found.into_iter().map(|(members, points)| (members, in_order(points))).collect()
    }
}

/// The labels of members, and for each period a number for each KPI.
type Series = (Vec<String>, Vec<Vec<Option<f64>>>);

fn in_words(cause: Option<String>) -> Option<String> {
    maybe_in_python(cause.as_deref())
}

#[pymethods]
impl Result {
    /// The title of the report, where one was asked for.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.result.title.as_deref()
    }

    /// The dimensions that rows are grouped by.
    #[getter]
    fn dimensions(&self) -> Vec<&str> {
        self.result.dimensions.iter().map(|dimension| dimension.name.as_str()).collect()
    }

    /// The length of a period; `None` where rows have none.
    #[getter]
    fn over(&self) -> Option<String> {
        self.result.over.map(|grain| grain.to_string())
    }

    /// The KPIs, in the order of the columns.
    #[getter]
    fn kpis(&self) -> Vec<&str> {
        self.result.kpis.iter().map(|heading| heading.heading.name.as_str()).collect()
    }

    /// The rows alone, without the totals.
    #[getter]
    fn rows(&self, py: Python<'_>) -> Table {
        py.detach(|| self.frame(&self.result.rows))
    }

    /// Totals and subtotals, with nothing where a dimension or the period is rolled up.
    #[getter]
    fn totals(&self, py: Python<'_>) -> Table {
        py.detach(|| self.frame(&self.result.totals))
    }

    /// A row for each cell: exact value, error, cause, display, unit, status; `total` tells rows from totals.
    #[getter]
    fn details(&self, py: Python<'_>) -> Table {
        py.detach(|| self.cells(|_| true, true))
    }

    /// A row for each cell without a value, with its error and cause; the error of a blank is missing.
    #[getter]
    fn errors(&self, py: Python<'_>) -> Table {
        py.detach(|| self.cells(|kpi| kpi.value.is_blank() || kpi.value.is_error(), false))
    }

    /// A row for each warning.
    #[getter]
    fn warnings(&self) -> Table {
        let diagnostics = self.diagnostics();
        Diagnostic::table(&diagnostics)
    }

    /// Warnings as objects, with their places.
    #[getter]
    fn diagnostics(&self) -> Vec<Diagnostic> {
        diagnostics_of(&self.result.diagnostics, &self.result.sources)
    }

    /// How the data was read, in sentences.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.result.notes.iter().map(|note| in_python(&note.words).into_owned()).collect()
    }

    fn __len__(&self) -> usize {
        self.result.rows.len()
    }

    /// The rows as mappings, numbers as `Decimal`, `float` or exact text.
    ///
    /// >>> import tolok
    /// >>> result = tolok.parse("third = 1 / 3").run({"x": [1]})
    /// >>> result.to_dicts(), result.to_dicts("float")
    /// ([{'third': Decimal('0.3333333333333333333333333333')}], [{'third': 0.3333333333333333}])
    #[pyo3(signature = (numbers = "decimal"))]
    fn to_dicts<'py>(&self, py: Python<'py>, numbers: &str) -> PyResult<Vec<Bound<'py, PyDict>>> {
        self.rows(py).to_dicts(py, numbers)
    }

    /// The rows as a polars data frame, without the totals: numbers as floats, exact decimals or text.
    ///
    /// >>> import tolok
    /// >>> result = tolok.parse("dimension channel\ninput spend").run({"channel": ["Email"], "spend": [0.5]}, by="channel")
    /// >>> result.to_polars()["spend"].mean()
    /// 0.5
    #[pyo3(signature = (numbers = "float"))]
    fn to_polars<'py>(&self, py: Python<'py>, numbers: &str) -> PyResult<Bound<'py, PyAny>> {
        self.rows(py).to_polars(py, numbers)
    }

    /// The rows as a pandas data frame.
    ///
    /// >>> import tolok
    /// >>> result = tolok.parse("dimension channel\ninput spend").run({"channel": ["Email"], "spend": [0.5]}, by="channel")
    /// >>> result.to_pandas().loc[0, "spend"].item()
    /// 0.5
    #[pyo3(signature = (numbers = "float"))]
    fn to_pandas<'py>(&self, py: Python<'py>, numbers: &str) -> PyResult<Bound<'py, PyAny>> {
        self.rows(py).to_pandas(py, numbers)
    }

    /// The rows as a pyarrow table.
    ///
    /// >>> import tolok
    /// >>> result = tolok.parse("dimension channel\ninput spend").run({"channel": ["Email"], "spend": [0.5]}, by="channel")
    /// >>> result.to_arrow("decimal").to_pylist()
    /// [{'channel': 'Email', 'spend': Decimal('0.5')}]
    #[pyo3(signature = (numbers = "float"))]
    fn to_arrow<'py>(&self, py: Python<'py>, numbers: &str) -> PyResult<Bound<'py, PyAny>> {
        self.rows(py).to_arrow(py, numbers)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyCapsule>>) -> PyResult<Bound<'py, PyCapsule>> {
        self.rows(py).__arrow_c_stream__(py, requested_schema)
    }

    /// An Altair chart of one KPI or several; wants `tolok[plot]`.
    ///
    /// >>> import tolok
    /// >>> result = tolok.parse("dimension channel\ninput spend").run({"channel": ["Email"], "spend": [0.5]}, by="channel")
    /// >>> result.plot("spend", title="Spend by channel").to_dict()["title"]
    /// 'Spend by channel'
    #[pyo3(signature = (*kpis, kind = None, by = None, target = None, title = None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        kpis: &Bound<'py, PyTuple>,
        kind: Option<&str>,
        by: Option<&str>,
        target: Option<Bound<'py, PyAny>>,
        title: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let kpis = options::names("kpis", kpis.as_any())?;
        let options = PyDict::new(slf.py());
        options.set_item("kind", kind)?;
        options.set_item("by", by)?;
        options.set_item("target", target)?;
        options.set_item("title", title)?;
        slf.py().import("tolok._plot")?.call_method("plot", (slf, kpis), Some(&options))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        py.detach(|| self.told())
    }

    fn __reduce__(&self) -> Never {
        Err(pickling::refused("a `Result`", "`to_dicts()`, or a frame such as `to_polars()`,"))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tolok._html")?.call_method1("result", (slf,))
    }

    /// The first lines in words, for pages: title, columns, lines, the numbers of each member where there are periods, how many rows are left.
    fn _lines<'py>(&self, py: Python<'py>, count: usize) -> PyResult<Bound<'py, PyDict>> {
        let (table, left, series) = py.detach(|| {
            let beginning = self.beginning(count);
            let all = self.result.rows.len().saturating_add(self.result.totals.len());
            let left = all.saturating_sub(beginning.rows.len()).saturating_sub(beginning.totals.len());
            (self.shown.clone().labelled(self.result.language).table(&beginning, count), left, self.series(count))
        });
        let table = table.map_err(PyValueError::new_err)?;
        let shown = PyDict::new(py);
        shown.set_item("title", self.title())?;
        shown.set_item("columns", table.columns)?;
        let lines = PyList::empty(py);
        for (is_total, cells) in table.lines {
            let cells: Vec<_> = cells.into_iter().map(|cell| (cell.text, in_words(cell.cause), cell.status, cell.is_missing)).collect();
            lines.append((is_total, cells))?;
        }
        shown.set_item("lines", lines)?;
        shown.set_item("left", left.saturating_add(table.left_out))?;
        let lines_of = PyDict::new(py);
        for (members, points) in series {
            lines_of.set_item(PyTuple::new(py, members)?, points)?;
        }
        shown.set_item("series", lines_of)?;
        Ok(shown)
    }

    /// Everything that is shown, for charts.
    fn _shown<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let shown = PyDict::new(py);
        shown.set_item("title", self.title())?;
        shown.set_item("over", self.over())?;
        let dimensions: Vec<(&str, &str)> =
            self.result.dimensions.iter().map(|dimension| (dimension.name.as_str(), dimension.label.as_str())).collect();
        shown.set_item("dimensions", dimensions)?;
        let kpis: Vec<(&str, &str, Option<&str>, &str)> = (self.result.kpis.iter())
            .map(|kpi| (kpi.heading.name.as_str(), kpi.heading.label.as_str(), kpi.unit.as_deref(), kpi.format_text.as_str()))
            .collect();
        shown.set_item("kpis", kpis)?;
        for (name, rows) in [("rows", &self.result.rows), ("totals", &self.result.totals)] {
            let list = PyList::empty(py);
            for row in rows {
                list.append(shown_row(py, row)?)?;
            }
            shown.set_item(name, list)?;
        }
        Ok(shown)
    }
}

/// Members by label, the period with its first day, and each KPI with display, status, error, cause, number, and the ends of its target.
fn shown_row<'py>(py: Python<'py>, row: &ResultRow) -> PyResult<Bound<'py, PyDict>> {
    let shown = PyDict::new(py);
    let members: Vec<Option<&str>> = row.members.iter().map(|member| member.as_ref().map(|member| member.label.as_str())).collect();
    shown.set_item("members", members)?;
    shown.set_item("period", row.period.map(|period| period.to_string()))?;
    shown.set_item("begins", row.period.map(|period| period.first_day().to_string()))?;
    shown.set_item("partial", row.partial)?;
    let cells = PyList::empty(py);
    for kpi in &row.kpis {
        let float = |value: &Value| value.as_number().map(tolok::Number::to_f64);
        let end = |pick: fn(&tolok::Aim) -> Option<&Value>| kpi.aim.as_deref().and_then(pick).and_then(float);
        let aim = (end(|aim| aim.low.as_ref()), end(|aim| aim.high.as_ref()));
        let status = kpi.status.map(|status| status.to_string());
        let cell = (kpi.display.as_str(), status, error_word(&kpi.value), cause(kpi), float(&kpi.value), kpi.value.is_blank(), aim);
        cells.append(cell.into_bound_py_any(py)?)?;
    }
    shown.set_item("kpis", cells)?;
    Ok(shown)
}
