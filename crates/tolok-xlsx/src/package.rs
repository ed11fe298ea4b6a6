//! The zip of parts: found by name, read one by one, and written again with some of them changed.

mod bits;
mod container;
mod content_types;
mod expanded;
mod pieces;
mod ready;
mod relationships;
mod respun;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::ops::Range;

use self::pieces::{Passing, Pieces};
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub(crate) use content_types::ContentTypes;
pub(crate) use expanded::Expanded;
pub(crate) use relationships::{Relationship, relationships_name};

use crate::part_text::PartText;
use crate::splices::Splices;
use crate::{FileBytes, Limits, XlsxError};

/// The zip of parts.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    bytes: FileBytes,
    archive: ZipArchive<Cursor<FileBytes>>,
    entries: BTreeMap<String, Entry>,
}

/// The name of a part that is in the package, spelled as it is there and without a leading slash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PartName(String);

/// What becomes of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    Replace(Vec<u8>),
    /// Pieces of its text are replaced.
    Splice(Splices),
    Remove,
}

#[derive(Debug, Clone)]
struct Entry {
    index: usize,
    name: PartName,
    size: u64,
    checksum: u32,
    method: CompressionMethod,
    /// Where its local header begins.
    local: usize,
    /// Where its packed bytes are.
    data: Range<usize>,
    /// Where its header in the directory begins.
    central: usize,
}

impl PartName {
    /// The name of a part that is not there yet.
    pub(crate) fn new(name: String) -> Self {
        Self(name)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Package {
    /// Opens the zip, looking at nothing but its directory.
    ///
    /// # Errors
    /// E0601, E0602 and E0603 where it is something else, E0604 where its directory is damaged or not safe, E0605 over a limit.
    pub(crate) fn open(bytes: FileBytes, limits: &Limits) -> Result<Self, XlsxError> {
        container::refuse_others(&bytes)?;
        let mut archive = ZipArchive::new(Cursor::new(bytes.clone())).map_err(|error| unreadable(&error))?;
        if archive.len() > limits.entries {
            return Err(XlsxError::OverLimit(format!("it has {} entries, and {} are allowed", archive.len(), limits.entries)));
        }
        if archive.has_duplicate_names() {
            return Err(XlsxError::damaged_file("two of its entries have the same name"));
        }
        if archive.has_overlapping_entries().map_err(|error| unreadable(&error))? {
            return Err(XlsxError::damaged_file("two of its entries share the same bytes"));
        }
        let mut entries = BTreeMap::new();
        let mut expanded = 0_u64;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| unreadable(&error))?;
            if entry.encrypted() {
                return Err(XlsxError::Encrypted);
            }
            let name = entry.name().map_err(|error| unreadable(&error))?.replace('\\', "/");
            let name = name.trim_start_matches('/').to_owned();
            if name.split('/').any(|segment| segment == "..") || name.contains('\0') {
                return Err(XlsxError::damaged_file(format!("its entry `{}` points outside of it", name.escape_debug())));
            }
            let (size, compressed) = (entry.size(), entry.compressed_size());
            expanded = expanded.saturating_add(size);
            if expanded > limits.expanded {
                return Err(XlsxError::OverLimit(format!("it unpacks to more than {} bytes", limits.expanded)));
            }
            if size > limits.ratio_free && size / compressed.max(1) > limits.ratio {
                return Err(XlsxError::OverLimit(format!("its entry `{name}` unpacks to more than {} times its size", limits.ratio)));
            }
            let key = name.to_lowercase();
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
            let start = place(entry.data_start().unwrap_or(u64::MAX));
            let found = Entry {
                index,
                name: PartName(name),
                size,
                checksum: entry.crc32(),
                method: entry.compression(),
                local: place(entry.header_start()),
                data: start..start.saturating_add(place(compressed)),
                central: place(entry.central_header_start()),
            };
            if entries.insert(key, found).is_some() {
                return Err(XlsxError::damaged_file("two of its entries have the same name"));
            }
        }
        Ok(Self { bytes, archive, entries })
    }

    /// The bytes of the whole file.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The part of this name; letters compare without regard to case (part 2, §7.3.4).
    pub(crate) fn find(&self, name: &str) -> Option<&PartName> {
        let key = name.trim_start_matches('/').to_lowercase();
        self.entries.get(&key).map(|entry| &entry.name)
    }

    /// The names of all parts.
    pub(crate) fn names(&self) -> impl Iterator<Item = &PartName> {
        self.entries.values().map(|entry| &entry.name)
    }

    /// How many bytes a part has, expanded.
    pub(crate) fn size(&self, part: &PartName) -> Option<u64> {
        self.entries.get(&part.as_str().to_lowercase()).map(|entry| entry.size)
    }

    /// The expanded bytes of a part.
    ///
    /// # Errors
    /// E0604 where the bytes are damaged.
    pub(crate) fn read(&self, part: &PartName) -> Result<Vec<u8>, XlsxError> {
        let mut expanded = self.expand(part)?;
        let mut bytes = Vec::with_capacity(usize::try_from(expanded.left()).unwrap_or(0));
        while expanded.read(&mut bytes, usize::MAX)? {}
        Ok(bytes)
    }

    /// The text of an XML part.
    ///
    /// # Errors
    /// E0604 where the bytes are damaged or no text.
    pub(crate) fn read_text(&self, part: &PartName) -> Result<PartText, XlsxError> {
        decode(part, self.read(part)?)
    }

    /// The file with some parts changed or added. Everything else is copied as it is stored: compressed bytes, method, order, times, attributes. With
    /// no change at all the bytes are those that were read.
    ///
    /// # Errors
    /// E0604 where an entry cannot be copied.
    pub(crate) fn write(&self, changes: &BTreeMap<PartName, Change>) -> Result<Vec<u8>, XlsxError> {
        if changes.is_empty() {
            return Ok(self.bytes.to_vec());
        }
        let changed = self.entries.values().filter_map(|entry| Some((entry.index, (entry, changes.get(&entry.name)?))));
        let by_index: BTreeMap<usize, (&Entry, &Change)> = changed.collect();
        let mut archive = self.archive.clone();
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        writer.set_raw_comment(archive.comment().into()).map_err(|error| unreadable(&error))?;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| unreadable(&error))?;
            self.write_entry(entry, by_index.get(&index).copied(), &mut writer)?;
        }
        self.add_entries(&mut writer, changes).map_err(|error| unreadable(&error))?;
        Ok(writer.finish().map_err(|error| unreadable(&error))?.into_inner())
    }

    fn write_entry<R: std::io::Read>(
        &self,
        entry: ZipFile<'_, R>,
        change: Option<(&Entry, &Change)>,
        writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    ) -> Result<(), XlsxError> {
        let mut replace = |entry: &ZipFile<'_, R>, bytes: &[u8]| -> Result<(), ZipError> {
            writer.start_file(entry.name()?.into_owned(), entry.options())?;
            Ok(writer.write_all(bytes)?)
        };
        let written = match change {
            None => writer.raw_copy_file(entry),
            Some((_, Change::Remove)) => Ok(()),
            Some((_, Change::Replace(bytes))) => replace(&entry, bytes),
            Some((part, Change::Splice(splices))) => match self.ready(part, splices)? {
                Some(pieces) => {
                    let passing = Passing::default();
                    let mut archive = ZipArchive::new(Pieces::new(pieces, passing.clone())).map_err(|error| unreadable(&error))?;
                    archive.by_index_raw(0).and_then(|ready| {
                        passing.begin();
                        writer.raw_copy_file(ready)
                    })
                }
                None => {
                    let text = self.spliced(&part.name, splices)?;
                    replace(&entry, &text.encode(&text.text))
                }
            },
        };
        written.map_err(|error| unreadable(&error))
    }

    /// Parts that were not there come last, and say of no time that they were written then.
    fn add_entries(&self, writer: &mut ZipWriter<Cursor<Vec<u8>>>, changes: &BTreeMap<PartName, Change>) -> Result<(), ZipError> {
        for (name, change) in changes.iter().filter(|(name, _)| self.find(name.as_str()).is_none()) {
            if let Change::Replace(bytes) = change {
                writer.start_file(name.as_str(), SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))?;
                writer.write_all(bytes)?;
            }
        }
        Ok(())
    }

    /// The text of a part as it is after the changes.
    ///
    /// # Errors
    /// E0604 where the part is gone or damaged.
    pub(crate) fn changed_text(&self, changes: &BTreeMap<PartName, Change>, part: &PartName) -> Result<PartText, XlsxError> {
        match changes.get(part) {
            None => self.read_text(part),
            Some(Change::Splice(splices)) => self.spliced(part, splices),
            Some(Change::Replace(bytes)) => decode(part, bytes.clone()),
            Some(Change::Remove) => Err(XlsxError::damaged(part.as_str(), "nothing is there")),
        }
    }

    fn spliced(&self, part: &PartName, splices: &Splices) -> Result<PartText, XlsxError> {
        let text = self.read_text(part)?;
        let spliced = splices.apply(&text.text).ok_or_else(|| XlsxError::damaged(part.as_str(), "its elements overlap"))?;
        Ok(text.with(spliced))
    }
}

fn decode(part: &PartName, bytes: Vec<u8>) -> Result<PartText, XlsxError> {
    PartText::decode(bytes).ok_or_else(|| XlsxError::damaged(part.as_str(), "the text is neither UTF-8 nor UTF-16"))
}

fn unreadable(error: &ZipError) -> XlsxError {
    XlsxError::damaged_file(format!("the archive is cut off or cannot be read ({error})"))
}

#[cfg(test)]
mod tests;
