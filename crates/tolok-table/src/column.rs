//! A column of a table: its heading, the term it is, and what its cells are.

use std::sync::Arc;

use crate::Kind;
use crate::date::Order;

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// The heading as it stands.
    pub heading: Arc<str>,
    /// The key of the term it binds to.
    pub key: Option<Arc<str>>,
    /// The declared kind of its term, else what its cells are.
    pub kind: Kind,
    /// What stands first in its numeric dates.
    pub(crate) order: Option<Order>,
}
