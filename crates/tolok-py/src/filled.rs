//! What came of a fill.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use tolok::ExplainedCell;

use crate::diagnostic::{Diagnostic, diagnostics_of};
use crate::pickling::{self, Never};
use crate::table::{Cells, Column, Kind, Table};
use crate::value::error_word;
use crate::words::{in_python, maybe_in_python};

/// A filled workbook, and what was filled in it.
///
/// >>> import tolok
/// >>> filled = tolok.fill("marketing.kpi", "monthly-report.xlsx", "july.xlsx")
/// >>> [(row["cell"], row["display"]) for row in filled.cells.to_dicts()][:2]
/// [('B5', 'Customer acquisition cost'), ('C5', 'Conversion rate')]
/// >>> filled.out is None, filled.to_bytes()[:2]
/// (True, b'PK')
#[pyclass(frozen, module = "tolok", name = "Filled")]
#[derive(Debug)]
pub(crate) struct Filled {
    filled: tolok::Filled,
    out: Option<String>,
    copy: Option<String>,
}

impl Filled {
    pub(crate) fn new(filled: tolok::Filled, out: Option<String>, copy: Option<String>) -> Self {
        Self { filled, out, copy }
    }
}

#[pymethods]
impl Filled {
    /// Where the workbook was written; `None` where it was not.
    #[getter]
    fn out(&self) -> Option<&str> {
        self.out.as_deref()
    }

    /// The copy of the template, where the workbook took its place.
    #[getter]
    fn copy(&self) -> Option<&str> {
        self.copy.as_deref()
    }

    /// The filled cells: sheet, cell, definition, value, error, cause, display, status.
    #[getter]
    fn cells(&self) -> Table {
        let cells = &self.filled.cells;
        let texts = |name: &str, text: &dyn Fn(&tolok::FilledCell) -> Option<String>| Column {
            name: name.to_string(),
            cells: Cells::Texts(cells.iter().map(text).collect()),
        };
        let kind = Kind::of(cells.iter().map(|cell| &cell.value));
        let values = Cells::Values(kind, cells.iter().map(|cell| cell.value.clone()).collect());
        let columns = vec![
            texts("sheet", &|cell| Some(cell.sheet.clone())),
            texts("cell", &|cell| Some(cell.cell.clone())),
            texts("definition", &|cell| Some(cell.definition.clone())),
            Column { name: "value".to_string(), cells: values },
            texts("error", &|cell| error_word(&cell.value).map(str::to_string)),
            texts("cause", &|cell| maybe_in_python(cell.cause.as_deref())),
            texts("display", &|cell| Some(cell.display.clone())),
            texts("status", &|cell| cell.status.map(|status| status.to_string())),
        ];
        Table::new(columns, cells.len())
    }

    /// The labelled cells that were not filled: sheet, cell, definition, reason.
    #[getter]
    fn kept(&self) -> Table {
        let kept = &self.filled.kept;
        let texts = |name: &str, text: &dyn Fn(&tolok::KeptCell) -> String| Column {
            name: name.to_string(),
            cells: Cells::Texts(kept.iter().map(|cell| Some(text(cell))).collect()),
        };
        let columns = vec![
            texts("sheet", &|cell| cell.sheet.clone()),
            texts("cell", &|cell| cell.cell.clone()),
            texts("definition", &|cell| cell.definition.clone()),
            texts("reason", &|cell| in_python(&cell.reason).into_owned()),
        ];
        Table::new(columns, kept.len())
    }

    /// Formulas that are computed when the workbook is opened, as `Sheet!C7`.
    #[getter]
    fn on_open(&self) -> Vec<String> {
        self.filled.on_open.clone()
    }

    /// Formulas that depend on filled cells and were calculated, as `Sheet!C7`.
    #[getter]
    fn recalculated(&self) -> Vec<String> {
        self.filled.recalculated.clone()
    }

    /// Charts that show cells which changed: sheet, name, the ranges that show the new values, and those that are drawn on opening.
    #[getter]
    fn charts<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let told = |chart: &tolok::FollowedChart| {
            let told = PyDict::new(py);
            told.set_item("sheet", &*chart.sheet)?;
            told.set_item("name", &chart.name)?;
            told.set_item("updated", &chart.updated)?;
            told.set_item("removed", &chart.removed)?;
            Ok(told)
        };
        self.filled.charts.iter().map(told).collect()
    }

    /// What became of the cells that `explain` names, and why: sheet, cell, fate, before, after, formula, reason, the cells that it comes
    /// from as `from`, and how many there are beyond those as `more`.
    #[getter]
    fn explained<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        self.filled.explained.iter().map(|cell| explained(py, cell)).collect()
    }

    /// Warnings.
    #[getter]
    fn warnings(&self) -> Vec<Diagnostic> {
        diagnostics_of(&self.filled.diagnostics, &self.filled.sources)
    }

    /// The workbook as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.filled.bytes)
    }

    fn __repr__(&self) -> String {
        let place = self.out.as_ref().map_or_else(|| "not written".to_string(), |out| format!("into {out}"));
        format!("<Filled {} cells, {place}>", self.filled.cells.len())
    }

    fn __reduce__(&self) -> Never {
        Err(pickling::refused("a `Filled`", "`to_bytes()`, or `cells.to_dicts()`,"))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tolok._html")?.call_method1("filled", (slf,))
    }
}

fn explained<'py>(py: Python<'py>, cell: &ExplainedCell) -> PyResult<Bound<'py, PyDict>> {
    let told = PyDict::new(py);
    told.set_item("sheet", &cell.sheet)?;
    told.set_item("cell", &cell.cell)?;
    told.set_item("fate", cell.fate.to_string())?;
    told.set_item("before", &cell.before)?;
    told.set_item("after", &cell.after)?;
    told.set_item("formula", &cell.formula)?;
    told.set_item("reason", in_python(&cell.reason).as_ref())?;
    told.set_item("from", cell.from.iter().map(|cell| explained(py, cell)).collect::<PyResult<Vec<_>>>()?)?;
    told.set_item("more", cell.more)?;
    Ok(told)
}
