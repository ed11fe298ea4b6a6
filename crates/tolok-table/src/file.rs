//! Files as the crate sees them: a name, and readers as often as asked.

use std::fmt;
use std::io::{Cursor, Read, Seek};
use std::sync::Arc;

/// What can be read from any position.
pub trait ReadSeek: Read + Seek {}

impl<R: Read + Seek> ReadSeek for R {}

/// A file that can be opened as often as needed.
pub trait File: Send + Sync + fmt::Debug {
    /// The name as the person gave it; its ending says what kind of file it is.
    fn name(&self) -> &str;

    /// A reader at the beginning of the file.
    ///
    /// # Errors
    /// What the system says.
    fn open(&self) -> std::io::Result<Box<dyn ReadSeek + Send>>;
}

/// A file that lies in memory, such as what came from standard input.
///
/// ```
/// use std::io::Read;
/// use tolok_table::{File, Memory};
/// let file = Memory::new("ads.csv", "date,spend\n2026-01-31,10\n");
/// let mut text = String::new();
/// file.open().unwrap().read_to_string(&mut text).unwrap();
/// assert_eq!(text.lines().count(), 2);
/// ```
#[derive(Clone)]
pub struct Memory {
    name: Arc<str>,
    bytes: Arc<[u8]>,
}

impl Memory {
    /// These bytes under this name.
    pub fn new(name: impl Into<Arc<str>>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into().into() }
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

impl File for Memory {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> std::io::Result<Box<dyn ReadSeek + Send>> {
        Ok(Box::new(Cursor::new(Arc::clone(&self.bytes))))
    }
}
