//! Text files of separated fields: csv, tsv and their kin, read line by line.

mod encoding;
mod records;
mod separator;
mod source;

pub(crate) use encoding::{Decoded, Encoding, Finding};
pub(crate) use records::{RecordError, Records};
pub(crate) use source::{Opened, TextPart, encoding as encoding_of, open, unreadable};
