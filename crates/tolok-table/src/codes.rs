//! The kinds of problem a source of rows can have.

use tolok_diagnostics::Code;

/// All codes of this crate.
pub static CODES: &[&Code] = &[
    &UNREADABLE,
    &VALUE,
    &KIND_OF_DATA,
    &NO_SHEET,
    &DATA_WORKBOOK,
    &CURRENCY,
    &NO_TABLE,
    &RAGGED,
    &QUOTE,
    &NOT_TEXT,
    &JSON_LINE,
    &HEADING_TWICE,
    &AMBIGUOUS_HEADING,
    &NO_HEADING,
    &DATE_ORDER,
    &MIXED_DATES,
    &MIXED_CURRENCIES,
    &TOTAL_DIFFERS,
    &UNCOMPUTED,
    &crate::sheet::codes::NO_RANGE,
    &crate::sheet::codes::NO_CELLS,
    &crate::sheet::codes::TOO_MANY_CELLS,
    &crate::layout::codes::MONTH_WITHOUT_YEAR,
    &crate::layout::codes::WHICH_DIMENSION,
    &crate::layout::codes::INPUT_TWICE,
    &crate::layout::codes::NOT_LONG,
    &KIND_OF_COLUMN,
    &LARGE_PERCENT,
    &TOTAL_LEFT_OUT,
    &ENCODING,
    &MISSING_IN_FILE,
    &PERCENT_AND_NUMBER,
];

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
    explanation: "A value given with `--set`, or written as text in data, is read by the type of its definition and by the language of \
        `--locale`: `1,234.56` in English, `1.234,56` in Indonesian, `1 234,56` in Polish. What does not fit is never guessed.",
    example: "",
};

/// Data of a kind that cannot be read here.
pub static KIND_OF_DATA: Code = Code {
    id: "E0505",
    title: "data of a kind that cannot be read here",
    explanation: "Data is read from text files (csv, tsv, txt), json lines (jsonl, ndjson) and workbooks (xlsx, xlsm, xlsb, xls, ods), known by the \
        ending of the name and by how the file begins. Export the data as one of these.",
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

/// E0520.
pub static NO_TABLE: Code = Code {
    id: "E0520",
    title: "no table in the data",
    explanation: "A table is a row of headings with rows below it. The file or sheet has none: it is empty, or it has headings and nothing else.",
    example: "",
};

/// E0521.
pub static RAGGED: Code = Code {
    id: "E0521",
    title: "a row with more or fewer fields than the header",
    explanation: "A line of the text file has another number of fields than the line of headings. Mostly a text that holds the separator stands without \
        quotes, or a line was cut off. Put such a text in double quotes: `\"Jakarta, Bandung\"`. Empty lines and empty fields at the end do no harm.",
    example: "",
};

/// E0522.
pub static QUOTE: Code = Code {
    id: "E0522",
    title: "a quote that is not closed",
    explanation: "A field begins with a double quote that never ends, so that the rest of the file would be one field. Close the quote; a quote inside a \
        quoted text is written twice: `\"5\"\" pipe\"`.",
    example: "",
};

/// E0523.
pub static NOT_TEXT: Code = Code {
    id: "E0523",
    title: "not a text file",
    explanation: "The file holds bytes that no text has, so it is of another kind than its ending says: a workbook, an archive, a damaged file. Text files \
        are read as UTF-8, UTF-16, Windows-1250 and Windows-1252.",
    example: "",
};

/// E0524.
pub static JSON_LINE: Code = Code {
    id: "E0524",
    title: "a line that is no row of json",
    explanation: "A file of json lines has one object in each line, such as `{\"channel\": \"Email\", \"spend\": 10}`, with texts, numbers, true, false and null \
        as its values. Lists and objects inside a row are not columns; write their values as fields of their own.",
    example: "",
};

/// E0525.
pub static HEADING_TWICE: Code = Code {
    id: "E0525",
    title: "a heading that stands twice",
    explanation: "Two columns have the same heading, and a definition needs it, so it cannot be told which is meant. Rename one of them.",
    example: "",
};

/// E0526.
pub static AMBIGUOUS_HEADING: Code = Code {
    id: "E0526",
    title: "headings that fit more than one way",
    explanation: "Headings are matched by name, label and alias, whatever their case, accents, spacing and unit. Here one heading fits two definitions, or \
        two headings fit one. Nothing is guessed: say in a `source` block which column is meant, as in ``spend = `Marketing spend` ``.",
    example: "",
};

/// E0527.
pub static NO_HEADING: Code = Code {
    id: "E0527",
    title: "no such column",
    explanation: "A `source` block, a formula or `--by` names a column that the data does not have, and `--by` no declared dimension either. The \
        nearest headings are listed.",
    example: "",
};

/// E0528.
pub static DATE_ORDER: Code = Code {
    id: "E0528",
    title: "a date that could be two",
    explanation: "In `01/02/2026` the month may stand first or second, and no date of the column tells. `--locale` says it for all: `id` and `pl` write the day \
        first, `en` the month. A `source` block can say `locale id`. Best are dates such as `2026-02-01`.",
    example: "",
};

/// E0529.
pub static MIXED_DATES: Code = Code {
    id: "E0529",
    title: "dates written in two ways",
    explanation: "The dates of one column are written in two ways, so some of them have likely been changed on their way: a spreadsheet that takes `01/02/2026` \
        for the second of January leaves `13/02/2026` a text. Write them all in one way, best as `2026-02-01`.",
    example: "",
};

/// E0540.
pub static MIXED_CURRENCIES: Code = Code {
    id: "E0540",
    title: "two currencies in one column",
    explanation: "Amounts in two currencies cannot be added. Split the column, or convert it: `convert(amount, USD)` takes the rates of `rates from \"fx.csv\"`, \
        where each currency stands in a column of its own.",
    example: "",
};

/// E0541.
pub static TOTAL_DIFFERS: Code = Code {
    id: "E0541",
    title: "a row called total that is not the sum",
    explanation: "A row is labelled as a total, and its numbers are not the sums of the other rows. It may be a total of rows that are not here, or a member \
        that happens to have this name. Say in the `source` block what it is: `totals drop` leaves such rows out, `totals keep` takes them as rows \
        like all others.",
    example: "",
};

/// E0542.
pub static UNCOMPUTED: Code = Code {
    id: "E0542",
    title: "a formula without its result",
    explanation: "The cell holds a formula that no spreadsheet program has computed, as files written by a program often do. Open the workbook in a \
        spreadsheet program and save it.",
    example: "",
};

/// E0543.
pub static KIND_OF_COLUMN: Code = Code {
    id: "E0543",
    title: "a column of a kind that cannot be used",
    explanation: "A column of the data frame holds lists, records or bytes, which are neither numbers, texts, dates nor truths, or values of several \
        kinds. Take the part that is meant into a column of its own.",
    example: "",
};

/// A percentage that is probably meant a hundredth as large.
pub static LARGE_PERCENT: Code = Code {
    id: "W0501",
    title: "a very large percentage",
    explanation: "A percentage is a fraction: `25%` is 0.25, and 25 is 2500 %. If a quarter is meant, write `25%` or 0.25.",
    example: "",
};

/// W0510.
pub static TOTAL_LEFT_OUT: Code = Code {
    id: "W0510",
    title: "a total row that is left out",
    explanation: "A row is labelled as a total, and its numbers are the sums of the other rows, so counting it would count everything twice. It is left out. \
        `totals drop` in the `source` block says so yourself; `totals keep` keeps such rows.",
    example: "",
};

/// W0511.
pub static ENCODING: Code = Code {
    id: "W0511",
    title: "a text file in an old encoding",
    explanation: "The file is not UTF-8, and it does not say what it is. Its letters were taken for those of the encoding named in the message. Look at a \
        name with accents; if it is wrong, save the file as UTF-8 (in Excel: CSV UTF-8).",
    example: "",
};

/// W0512.
pub static MISSING_IN_FILE: Code = Code {
    id: "W0512",
    title: "a column that one of the files lacks",
    explanation: "The source has several files, and a column that is needed is not in all of them. The rows of that file are blank there.",
    example: "",
};

/// W0513.
pub static PERCENT_AND_NUMBER: Code = Code {
    id: "W0513",
    title: "percentages beside plain numbers",
    explanation: "Some cells of the column are written with a percent sign, and others are larger than 1 without one. `5%` is 0.05, so 5 is a hundred times \
        as large. Write them all in one way.",
    example: "",
};
