//! What the members of dimensions are called, and which dimensions are groupings of others.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A dimension whose members have other spellings, or that groups the members of another one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members {
    /// The dimension.
    pub dimension: Arc<str>,
    /// The dimension whose members it groups; its own column where there is none.
    pub from: Option<Arc<str>>,
    /// Each other spelling with the member that it means: of a grouping, a member of the other dimension with its group.
    pub spellings: Vec<(Arc<str>, Arc<str>)>,
}
