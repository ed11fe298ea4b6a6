//! Where a part of an expression was written.

use serde::{Deserialize, Serialize};

/// Bytes of one of the definitions' files; the number of the file is that of the definitions the expression belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which file.
    pub file: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}
