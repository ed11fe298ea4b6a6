//! Rows as mappings, turned into columns; a key that a row lacks is an empty cell.

use std::collections::BTreeMap;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyMapping;

/// The columns of rows, in the order in which their keys appear first.
pub(super) fn columns<'py>(rows: &[Bound<'py, PyAny>]) -> PyResult<Vec<(String, Vec<Bound<'py, PyAny>>)>> {
    let mut columns: Vec<(String, Vec<Bound<'py, PyAny>>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        let none = row.py().None().into_bound(row.py());
        for pair in row.cast::<PyMapping>()?.items()? {
            let (heading, value) = pair
                .extract::<(String, Bound<'py, PyAny>)>()
                .map_err(|_| PyTypeError::new_err(format!("row {} has a column that is not named by a text", number.saturating_add(1))))?;
            let place = *places.entry(heading.clone()).or_insert_with(|| {
                columns.push((heading, Vec::new()));
                columns.len().saturating_sub(1)
            });
            if let Some((_, values)) = columns.get_mut(place) {
                values.resize(number, none.clone());
                values.push(value);
            }
        }
    }
    for (_, values) in &mut columns {
        if let Some(row) = rows.first() {
            values.resize(rows.len(), row.py().None().into_bound(row.py()));
        }
    }
    Ok(columns)
}
