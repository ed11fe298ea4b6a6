//! The codes of files and data, E05, and of every other stage.

use tolok_diagnostics::Code;

pub use tolok_eval::codes::{BLANK_KPI, ERROR_KPI};
pub use tolok_syntax::codes::{CELL_REFERENCE, NOT_UTF8};

/// A file that cannot be read.
pub static UNREADABLE: Code = Code {
    id: "E0501",
    title: "a file cannot be read",
    explanation: "The file is not there, is a folder, or may not be read. The message gives the system's reason.",
    example: "",
};

/// A value that cannot be read as what the definition is.
pub static VALUE: Code = Code {
    id: "E0502",
    title: "a value that cannot be read",
    explanation: "A value given with `--set`, or written as text in a worksheet, is read by the type of its definition and by the language of \
        `--locale`: `1,234.56` in English, `1.234,56` in Indonesian, `1 234,56` in Polish. What does not fit is never guessed.",
    example: "",
};

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

/// Data of a kind that cannot be read here.
pub static KIND_OF_DATA: Code = Code {
    id: "E0505",
    title: "data of a kind that cannot be read here",
    explanation: "`tolok fill --data` reads inputs from a workbook (xlsx, xlsm, xlsb, xls, ods): `PATH` or `PATH#Sheet`, with labels in one column \
        and values in the next.",
    example: "",
};

/// A sheet or range that is not there.
pub static NO_SHEET: Code = Code {
    id: "E0506",
    title: "no such sheet",
    explanation: "The workbook has no sheet of that name. Names of sheets compare without regard to case.",
    example: "",
};

/// A workbook of data that cannot be read.
pub static DATA_WORKBOOK: Code = Code {
    id: "E0507",
    title: "a workbook of data that cannot be read",
    explanation: "The file is no workbook, is damaged, or is protected with a password. Open it in a spreadsheet program, take the password off, and save it again.",
    example: "",
};

/// A currency that is not the definition's.
pub static CURRENCY: Code = Code {
    id: "E0508",
    title: "another currency",
    explanation: "The value is written in another currency than its definition has. Nothing is converted without exchange rates.",
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

/// A percentage that is probably meant a hundredth as large.
pub static LARGE_PERCENT: Code = Code {
    id: "W0501",
    title: "a very large percentage",
    explanation: "A percentage is a fraction: `25%` is 0.25, and 25 is 2500 %. If a quarter is meant, write `25%` or 0.25.",
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
    &UNREADABLE,
    &VALUE,
    &UNWRITABLE,
    &LABEL_TWICE,
    &KIND_OF_DATA,
    &NO_SHEET,
    &DATA_WORKBOOK,
    &CURRENCY,
    &SAME_FILE,
    &KIND_OF_OUTPUT,
    &TAKEN,
    &LARGE_PERCENT,
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
