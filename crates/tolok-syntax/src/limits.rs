//! Bounds that are checked in one linear pass before any tree is built, so that hostile text costs neither stack nor time.

/// The largest text of definitions, in bytes.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;
/// The longest definition, in bytes. A formula in a spreadsheet has at most 8,192 characters.
pub(crate) const MAX_DEFINITION_BYTES: usize = 64 * 1024;
/// The longest name, in characters.
pub(crate) const MAX_NAME_CHARACTERS: usize = 255;
/// How deep brackets may nest, as in a spreadsheet.
pub const MAX_NESTING: usize = 64;
/// How many signs or `not`s may stand before one value, and how many `%` or conditions after it.
pub(crate) const MAX_RUN: usize = 16;
/// How many levels a formula may have: brackets, operators, signs and conditions inside one another.
pub(crate) const MAX_DEPTH: usize = 200;
/// How many operators a definition may have.
pub(crate) const MAX_OPERATORS: usize = 4_096;
/// After so many problems in one file the rest is not listed.
pub(crate) const MAX_DIAGNOSTICS: usize = 1_000;
