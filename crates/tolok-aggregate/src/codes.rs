//! The codes of data that contradicts itself, E05.

use tolok_diagnostics::Code;

/// A constant that is not the same everywhere.
pub static CONSTANT: Code = Code {
    id: "E0550",
    title: "a constant that is not the same everywhere",
    explanation: "An input that is declared `constant` has the same value in every row, and two rows of the data disagree. Correct the data, \
        or say how the rows are combined: `rate weighted by …`, `single`.",
    example: "",
};

/// Two reports of one stock.
pub static TWO_REPORTS: Code = Code {
    id: "E0551",
    title: "two reports of one stock",
    explanation: "A stock has one report of each key on a date, and two rows of the data give different ones. Correct the data, or name what \
        tells the two apart: `stock per (channel, account)`.",
    example: "",
};

/// More periods than a table can have.
pub static TOO_MANY_CELLS: Code = Code {
    id: "E0552",
    title: "more rows than a table can have",
    explanation: "Every combination of members has a row for each period from the first to the last date in the data. A date far from the others, \
        often a slip such as 2062 for 2026, makes millions of them. Correct the date, ask for longer periods, or for fewer dimensions.",
    example: "",
};

/// The codes of this crate.
pub static CODES: &[&Code] = &[&CONSTANT, &TWO_REPORTS, &TOO_MANY_CELLS];
