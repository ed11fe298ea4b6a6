//! How far a run has come, for whoever waits for it.

/// Hears how far a run has come. Sources may be read side by side, so it hears from several threads.
pub trait Progress: Send + Sync {
    /// So many rows of a source have been read.
    fn rows(&self, source: &str, rows: u64);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn rows(&self, _: &str, _: u64) {}
}
