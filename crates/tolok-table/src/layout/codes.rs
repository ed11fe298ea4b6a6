//! The kinds of problem with how a table is laid out.

use tolok_diagnostics::Code;

/// E0536.
pub(crate) static MONTH_WITHOUT_YEAR: Code = Code {
    id: "E0536",
    title: "months without a year",
    explanation: "The headings are months or quarters, and nothing says of which year: neither the headings, nor one year above them, nor the \
        name of the sheet. Write `Jan 2026` or `2026-01` as the heading, or the year in a cell above.",
    example: "",
};

/// E0537.
pub(crate) static WHICH_DIMENSION: Code = Code {
    id: "E0537",
    title: "headings that could belong to several dimensions",
    explanation: "One axis of the worksheet names inputs, the other has names that are neither periods nor known members, and the definitions have \
        several dimensions. Write the name of the dimension into the corner cell, where the two axes meet, or name its members in the definitions.",
    example: "",
};

/// E0538.
pub(crate) static INPUT_TWICE: Code = Code {
    id: "E0538",
    title: "one input twice in a worksheet",
    explanation: "Two rows of the worksheet name the same input for the same member and period, and hold different values. Keep the one that is meant.",
    example: "",
};

/// E0539.
pub(crate) static NOT_LONG: Code = Code {
    id: "E0539",
    title: "no rows that name inputs",
    explanation: "The source is said to be `long`, with the names of inputs in a column or along both axes, and no cell has the name, a label or an \
        alias of an input. Write one of them as the label, give the input an `alias`, or leave the layout to be recognised.",
    example: "",
};
