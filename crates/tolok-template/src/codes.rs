//! The kinds of problem a template can have.

use tolok_diagnostics::Code;

/// All codes of this crate.
pub static CODES: &[&Code] = &[&UNCLOSED, &BLOCK, &IN_A_FORMULA, &EMPTY, &DATE_AS_TEXT, &NOTHING_TO_FILL];

/// E0621.
pub static UNCLOSED: Code = Code {
    id: "E0621",
    title: "a placeholder that is not closed",
    explanation: "A placeholder begins with `{{` and ends with `}}`, both in the same cell. This cell has the beginning and not the end. Add \
        `}}`, or take the `{{` out.",
    example: "",
};

/// E0622.
pub static BLOCK: Code = Code {
    id: "E0622",
    title: "a block in a template",
    explanation: "Placeholders that begin with `#` or `/`, such as `{{#each channel}}`, `{{#if cac > 50}}` and `{{/each}}`, mark rows to be \
        repeated or left out. This version fills single cells and does not repeat rows. Write one placeholder for each cell, with a condition \
        that says which member it is about: `{{ cac where channel = \"Email\" }}`.",
    example: "",
};

/// E0623.
pub static IN_A_FORMULA: Code = Code {
    id: "E0623",
    title: "a placeholder inside a spreadsheet formula",
    explanation: "A placeholder stands in a cell of its own, not inside a formula of the spreadsheet such as `=\"{{ cac }}\"&\" USD\"`. Put \
        the placeholder into another cell and let the formula refer to that cell; or, for a sentence, write plain text around the placeholder, \
        without a formula.",
    example: "",
};

/// E0624.
pub static EMPTY: Code = Code {
    id: "E0624",
    title: "a placeholder that names nothing",
    explanation: "There is nothing between `{{` and `}}`. Between them stands the name of a KPI or an input, or any formula of the language.",
    example: "",
};

/// W0625.
pub static DATE_AS_TEXT: Code = Code {
    id: "W0625",
    title: "a date written as text",
    explanation: "To a spreadsheet, a date is a number that the cell's format shows as a date. In a cell whose format shows no dates it would \
        appear as a number such as 46053, and a date before the first day of the workbook is no number at all. So the date was written as \
        text, as in 2026-01-31. Give the cell a date format, and the date is written as a date.",
    example: "",
};

/// W0626.
pub static NOTHING_TO_FILL: Code = Code {
    id: "W0626",
    title: "nothing to fill",
    explanation: "The template has no placeholder such as `{{ cac }}` in any cell, so there was nothing to fill, and the result is an exact \
        copy of it.",
    example: "",
};
