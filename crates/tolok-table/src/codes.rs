//! The kinds of problem a source of rows can have.

use tolok_diagnostics::Code;

/// All codes of this crate.
pub static CODES: &[&Code] = &[&NO_TABLE];

/// E0520.
pub static NO_TABLE: Code = Code {
    id: "E0520",
    title: "no table in the data",
    explanation: "A table is a row of headings with rows below it. The file or sheet has none: it is empty, or it has headings and nothing else.",
    example: "",
};
