//! The bytes of a file, shared and not copied: a workbook may be large.

use std::ops::Deref;
use std::sync::Arc;

/// The bytes of a file, shared by whoever reads it.
///
/// ```
/// use tolok_xlsx::FileBytes;
/// let bytes = FileBytes::from(vec![b'P', b'K']);
/// assert!(bytes.clone().starts_with(b"PK"));
/// ```
#[derive(Debug, Clone)]
pub struct FileBytes(Arc<Vec<u8>>);

impl From<Vec<u8>> for FileBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::new(bytes))
    }
}

impl From<&[u8]> for FileBytes {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl AsRef<[u8]> for FileBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Deref for FileBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
