//! The codes of files and data, E05, and of every other stage.

use tolok_diagnostics::Code;

pub use tolok_eval::codes::{BLANK_KPI, ERROR_KPI};
pub use tolok_syntax::codes::{CELL_REFERENCE, NOT_UTF8};
pub use tolok_table::codes::{CURRENCY, DATA_WORKBOOK, KIND_OF_DATA, LARGE_PERCENT, NO_SHEET, UNREADABLE, VALUE};

/// A file that cannot be written.
pub static UNWRITABLE: Code = Code {
    id: "E0503",
    title: "a file cannot be written",
    explanation: "The output cannot be written: its folder is not there or may not be written, the disk is full, or another program has the file \
        open. A workbook holds at most 1,048,576 rows and 16,384 columns in a sheet. Nothing was written.",
    example: "",
};

/// One label twice in a worksheet, with different values.
pub static LABEL_TWICE: Code = Code {
    id: "E0504",
    title: "one input, two values",
    explanation: "Two rows of the worksheet name the same input and hold different values. Keep the one that is meant.",
    example: "",
};

/// An output that is one of the inputs.
pub static SAME_FILE: Code = Code {
    id: "E0509",
    title: "the output is an input",
    explanation: "What is read is never touched: definitions, templates and data stay as they are. The output needs another name.",
    example: "",
};

/// An output whose ending is not that of its kind.
pub static KIND_OF_OUTPUT: Code = Code {
    id: "E0510",
    title: "the output is of another kind than the template",
    explanation: "A workbook with macros stays one, and a template file stays a template: a file whose ending says something else than its \
        contents is refused by spreadsheet programs. Give the output the template's ending.",
    example: "",
};

/// A folder for a new project that holds something.
pub static TAKEN: Code = Code {
    id: "E0511",
    title: "a folder that is not empty",
    explanation: "`tolok init` makes a project in a folder that is not there yet, or in an empty one, so that nothing of yours is overwritten or \
        mixed up. Name another folder.",
    example: "",
};

/// A label that nothing is called.
pub static UNUSED_LABEL: Code = Code {
    id: "W0502",
    title: "a label that fits nothing",
    explanation: "A row of the worksheet has a label with a number beside it, and no input has that name, label or alias. Where it should be one, write the name as the label, or give the input an `alias`.",
    example: "",
};

/// An input that the data does not have.
pub static MISSING_INPUT: Code = Code {
    id: "W0503",
    title: "an input without a value",
    explanation: "The data has no label for this input, so whatever needs it is blank. The nearest label is suggested; nothing is bound by \
        resemblance.",
    example: "",
};

/// The codes of this crate.
pub static CODES: &[&Code] = &[
    &UNWRITABLE,
    &LABEL_TWICE,
    &SAME_FILE,
    &KIND_OF_OUTPUT,
    &TAKEN,
    &UNUSED_LABEL,
    &MISSING_INPUT,
];

/// Every code of every stage, in order.
///
/// ```
/// let ids: Vec<&str> = tolok::codes::all().iter().map(|code| code.id).collect();
/// assert!(ids.contains(&"E0201"));
/// ```
pub fn all() -> Vec<&'static Code> {
    let stages = [
        tolok_syntax::codes::CODES,
        tolok_model::codes::CODES,
        tolok_eval::codes::CODES,
        tolok_table::codes::CODES,
        CODES,
        tolok_xlsx::codes::CODES,
        tolok_template::codes::CODES,
    ];
    let mut codes: Vec<&'static Code> = stages.into_iter().flatten().copied().collect();
    codes.sort_by_key(|code| (code.id.get(1..).unwrap_or(""), code.id));
    codes
}

/// The code of a name such as `E0201`, whatever its case.
pub fn find(id: &str) -> Option<&'static Code> {
    all().into_iter().find(|code| code.id.eq_ignore_ascii_case(id.trim()))
}
