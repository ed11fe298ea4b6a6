//! Expressions over the columns of one row.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Expression, Measure};

/// An expression that is computed for each row.
pub type RowExpression = Expression<Column>;

/// What a row expression looks up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Column {
    /// The row's value of an input, after `fill`.
    Input(Arc<str>),
    /// The row's member of a dimension.
    Dimension(Arc<str>),
    /// The row's date.
    Time(Arc<str>),
    /// A column of a source by its heading: `orders.status`.
    Source {
        /// The source's name.
        source: Arc<str>,
        /// The column's heading.
        column: Arc<str>,
    },
    /// A number that a person sets.
    Param(Arc<str>),
    /// A measure over the rows that share the keys of this one: `count(orders.id) per orders.customer`.
    Grouped {
        /// What is aggregated.
        measure: Box<Measure>,
        /// Over the rows that agree in these columns.
        keys: Vec<Column>,
    },
}
