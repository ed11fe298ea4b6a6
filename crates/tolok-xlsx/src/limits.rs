//! How much a workbook may hold before it is refused.

/// How much a workbook may hold before it is refused; workbooks may come from strangers, and a small zip can expand to anything.
///
/// ```
/// use tolok_xlsx::Limits;
/// let limits = Limits { entries: 500, ..Limits::default() };
/// assert_eq!(limits.expanded, 2 << 30);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Entries of the zip.
    pub entries: usize,
    /// Bytes of all entries together, expanded.
    pub expanded: u64,
    /// How many times its compressed size an entry may expand to. Real sheets stay far below 100, deflate ends at 1032.
    pub ratio: u64,
    /// Entries that expand to no more than this are never refused for their ratio.
    pub ratio_free: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 10_000, expanded: 2 << 30, ratio: 300, ratio_free: 1 << 20 }
    }
}
