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

/// A report that is not there.
pub static NO_REPORT: Code = Code {
    id: "E0512",
    title: "no such report",
    explanation: "`--report` names a `report` block of the definitions by its title, or by its label in any language. There is none that is called so.",
    example: "",
};

/// Periods that cannot be shown.
pub static PERIOD: Code = Code {
    id: "E0513",
    title: "periods that cannot be shown",
    explanation: "A period is written `2026`, `2026-Q1`, `2026-01`, `2026-W05` or `2026-01-31`, several are written `2026-01..2026-06`. Rows \
        cannot be asked for by finer periods than the definitions report: `time date: month` has months, quarters and years.",
    example: "",
};

/// No date column.
pub static NO_DATE: Code = Code {
    id: "E0514",
    title: "no date column",
    explanation: "Periods need dates: the definitions name the date column with `time date: month`, and a source has a column of that name.",
    example: "",
};

/// Sources that do not fit the definitions.
pub static SOURCES: Code = Code {
    id: "E0515",
    title: "sources that do not fit the definitions",
    explanation: "Every source has a name of its own, that of its file unless `--data name=PATH` gives another. A formula that says \
        `orders.amount` needs a source of that name, and an input comes from one source only.",
    example: "",
};

/// Exchange rates that cannot be used.
pub static RATES: Code = Code {
    id: "E0516",
    title: "exchange rates that cannot be used",
    explanation: "The file that `rates from` names has the columns `date`, `from`, `to` and `rate`: one unit of `from` is worth `rate` of `to` \
        from that day on. A day has one rate for two currencies.",
    example: "",
};

/// A place that the data does not have.
pub static NO_CELL: Code = Code {
    id: "E0517",
    title: "a place that the data does not have",
    explanation: "`--at channel=Email,period=2026-01` names the row whose value is explained: members that the data has, and a period from its \
        first to its last.",
    example: "",
};

/// Members that a worksheet cannot have.
pub static WORKSHEET_MEMBER: Code = Code {
    id: "E0518",
    title: "members that a worksheet cannot have",
    explanation: "`--members channel=Email,Radio` names a dimension and its members, each by name, label in any language, or alias. A worksheet \
        compares the members of one dimension. Where the definitions name members, others are taken for slips of the finger. \
        Members that nobody can name beforehand are the rows of a list: `--rows 200`.",
    example: "",
};

/// A worksheet that nothing can be typed into.
pub static NO_ENTRY: Code = Code {
    id: "E0519",
    title: "a worksheet with nothing to type or to compute",
    explanation: "A worksheet has cells for inputs and computes KPIs from them with formulas of the spreadsheet. None of the KPIs that were asked \
        for can be computed so: what looks at single rows, such as distinct customers, needs the rows: those of a list (`--rows 200`), or of a table that \
        `tolok run` computes it from.",
    example: "",
};

/// Rows that a list cannot have.
pub static WORKSHEET_ROWS: Code = Code {
    id: "E0533",
    title: "rows that a list cannot have",
    explanation: "`--rows 200` makes a list: a worksheet with a row for each thing that happened, and its date in that row. So it has no places \
        for periods, and no more rows than people type into. `tolok run` reads tables of any length.",
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

/// A stock that is carried over.
pub static CARRIED: Code = Code {
    id: "W0504",
    title: "a report that is carried over",
    explanation: "A stock counts the last report of each key up to the end of a period. Some keys have no report in it, so an earlier one \
        counts. `stock per channel within period` takes only reports of the period itself.",
    example: "",
};

/// Rows without a date.
pub static UNDATED: Code = Code {
    id: "W0505",
    title: "rows without a date",
    explanation: "A row without a date belongs to no period. It is counted in totals over all periods, so those are more than the sum of the \
        periods.",
    example: "",
};

/// A total that lacks one side somewhere.
pub static ONE_SIDED: Code = Code {
    id: "W0506",
    title: "a total that lacks one side somewhere",
    explanation: "A total divides two sums, and some of the groups are in one of them only: leads without visitors for the radio. The value \
        stands, and the groups are named, with the `where` that leaves them out.",
    example: "",
};

/// A period that is not complete.
pub static PARTIAL_PERIOD: Code = Code {
    id: "W0507",
    title: "growth of a period that is not complete",
    explanation: "The data stops before the last period ends, or `--as-of` falls inside it. Its growth compares a part of a period with a whole \
        one.",
    example: "",
};

/// Totals that are an upper bound.
pub static UPPER_BOUND: Code = Code {
    id: "W0508",
    title: "totals that are an upper bound",
    explanation: "The input is declared `flow overlapping`: members may share people, so a total counts some of them more than once.",
    example: "",
};

/// A worksheet that is about no period.
pub static NO_PERIOD: Code = Code {
    id: "W0514",
    title: "a worksheet that is about no period",
    explanation: "A placeholder compares periods, as `growth(revenue)` does, and without `--period` all rows are one total, in which such formulas \
        are `#N/A`.",
    example: "",
};

/// A member that the data does not have.
pub static NO_MEMBER: Code = Code {
    id: "W0515",
    title: "a member that the data does not have",
    explanation: "A condition of the whole run, `--where` or that of a report, asks for a member of a dimension that no row has, so no row \
        meets it. The nearest member is named, in case it is a slip.",
    example: "",
};

/// A total that is not the sum of its parts.
pub static TOTAL_AND_PARTS: Code = Code {
    id: "W0509",
    title: "a total that is not the sum of its parts",
    explanation: "`--check-totals` compares the totals of flows with the sums of the rows that are shown. They differ where rows are hidden, \
        have no date, or belong to several groups.",
    example: "",
};

/// An engine that is not built in.
pub static NO_ENGINE: Code = Code {
    id: "E0544",
    title: "an engine that is not built in",
    explanation: "`--recalculate formualizer` hands formulas of the workbook to another engine, which is not part of Tolok as it is usually \
        built. Build it from the sources with `--features recalc-engine`, or leave the option out: then these formulas are computed when the \
        workbook is opened.",
    example: "",
};

/// The codes of this crate.
pub static CODES: &[&Code] = &[
    &UNWRITABLE,
    &LABEL_TWICE,
    &SAME_FILE,
    &KIND_OF_OUTPUT,
    &TAKEN,
    &NO_REPORT,
    &PERIOD,
    &NO_DATE,
    &SOURCES,
    &RATES,
    &NO_CELL,
    &WORKSHEET_MEMBER,
    &NO_ENTRY,
    &WORKSHEET_ROWS,
    &UNUSED_LABEL,
    &MISSING_INPUT,
    &CARRIED,
    &UNDATED,
    &ONE_SIDED,
    &PARTIAL_PERIOD,
    &UPPER_BOUND,
    &TOTAL_AND_PARTS,
    &NO_PERIOD,
    &NO_MEMBER,
    &NO_ENGINE,
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
        tolok_aggregate::codes::CODES,
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
