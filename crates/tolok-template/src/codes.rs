//! The kinds of problem a template can have.

use tolok_diagnostics::Code;

/// All codes of this crate.
pub static CODES: &[&Code] = &[
    &UNCLOSED,
    &BLOCK,
    &IN_A_FORMULA,
    &EMPTY,
    &DATE_AS_TEXT,
    &NUMBER_AS_DATE,
    &NOTHING_TO_FILL,
    &AMBIGUOUS_LABEL,
    &WHICH_DIMENSION,
    &MONTH_WITHOUT_YEAR,
    &NO_SHEET,
    &UNKNOWN_MEMBER,
    &NOT_LIVE,
    &ALIKE,
    &OTHER_TOTAL,
    &STALE_INPUT,
    &NO_CELL,
    &NOT_A_PART,
    &NOT_REPLACED,
    &SCALED,
    &OTHER_PERIOD,
    &UNCLEAR_PERIOD,
    &LABELS_SET_ASIDE,
];

/// E0621.
pub static UNCLOSED: Code = Code {
    id: "E0621",
    title: "a placeholder that is not closed",
    explanation: "A placeholder begins with `{{` and ends with `}}`, both in the same cell, or outside of cells in the same paragraph, section of \
        a header or note. Here is the beginning and not the end. Add `}}`, or take the `{{` out.",
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
        text, as in 2026-01-31. Give the cell a date format, or the format General, and the date is written as a date.",
    example: "",
};

/// W0648.
pub static NUMBER_AS_DATE: Code = Code {
    id: "W0648",
    title: "a number in a cell for dates",
    explanation: "To a spreadsheet, a date is a number that the cell's format shows as a date. A KPI of 33.33 in such a cell would appear as \
        2 February 1900. So the cell keeps its font, colour and borders, and gets the number format of the KPI. Give it a number format of your own, \
        and that one stays.",
    example: "",
};

/// W0626.
pub static NOTHING_TO_FILL: Code = Code {
    id: "W0626",
    title: "nothing to fill",
    explanation: "The template has no placeholder such as `{{ cac }}`, in a cell or outside of cells, and no labels say what belongs into any \
        cell, so there was nothing to fill, and the result is an exact copy of it. Without placeholders, labels say what belongs where: \
        one axis of a table names inputs and KPIs, the other members or periods.",
    example: "",
};

/// E0631.
pub static AMBIGUOUS_LABEL: Code = Code {
    id: "E0631",
    title: "a label that fits several definitions",
    explanation: "A label of a worksheet names an input or KPI by its name, by its label in any language, or by an alias. This one is said of \
        more than one, so nobody can tell which is meant. Write the name itself as the label, or take the alias away from one of them.",
    example: "",
};

/// E0632.
pub static WHICH_DIMENSION: Code = Code {
    id: "E0632",
    title: "headings that could be members of several dimensions",
    explanation: "One axis of the worksheet names inputs and KPIs, the other the members of a dimension, and these headings could be members of \
        more than one. Write the name of the dimension into the cell where the two axes meet, or say it with `--by`.",
    example: "",
};

/// E0633.
pub static MONTH_WITHOUT_YEAR: Code = Code {
    id: "E0633",
    title: "a month without a year",
    explanation: "A heading of the worksheet names a month or a quarter and no year, and neither a heading above it nor the name of the sheet has \
        one. Write the year into the heading or above it, or say which year is meant with `--period`.",
    example: "",
};

/// E0634.
pub static NO_SHEET: Code = Code {
    id: "E0634",
    title: "a sheet that is not there",
    explanation: "`--labels` names the sheets on which labels are looked for, and `--explain` the sheet of a cell. The workbook has no sheet of \
        this name.",
    example: "",
};

/// W0635.
pub static UNKNOWN_MEMBER: Code = Code {
    id: "W0635",
    title: "a heading that nothing is known of",
    explanation: "A heading of the worksheet stands where members of a dimension stand, and the data has no such member, and nobody typed \
        anything for it. Its cells stay as they are. If the data spells the member in another way, write it so, or give the member an alias in the \
        definitions.",
    example: "",
};

/// W0636.
pub static NOT_LIVE: Code = Code {
    id: "W0636",
    title: "a KPI written as a value",
    explanation: "With `--as formulas`, KPIs become formulas of the spreadsheet over the worksheet's own input cells. This one cannot: it looks at \
        other periods, members or rows, uses what a spreadsheet has not, or needs an input that has no cell about the same on the worksheet. So its \
        value was written, which does not change with the inputs.",
    example: "",
};

/// W0637.
pub static ALIKE: Code = Code {
    id: "W0637",
    title: "cells that nothing tells apart",
    explanation: "Two cells of a sheet would show the same input or KPI about the same members and period. The worksheet surely means two different \
        things, and says so in a way that is not understood, so neither is filled and neither is read. Write what tells them apart: a member or a \
        month above the table or in front of the row.",
    example: "",
};

/// W0638.
pub static OTHER_TOTAL: Code = Code {
    id: "W0638",
    title: "a total that is not that of its parts",
    explanation: "The worksheet holds a total of an input, and its parts add up to something else. KPIs of the total are computed from the parts. \
        If the parts are not all there are, type in what is missing.",
    example: "",
};

/// E0639.
pub static STALE_INPUT: Code = Code {
    id: "E0639",
    title: "an input that this fill would change",
    explanation: "The cell of an input holds a formula over cells that this fill changes, so the number it shows now is not the one it will have. \
        Nothing can be computed from it. Give the input by `--data` or `--set`, or fill the other cells first, open and save the workbook in a \
        spreadsheet program, and fill again.",
    example: "",
};

/// E0640.
pub static NO_CELL: Code = Code {
    id: "E0640",
    title: "a name that is no cell",
    explanation: "`--explain` tells what became of a cell and why. It wants the cell as formulas name it: the sheet, an exclamation mark, and the \
        address, such as `Summary!C7`. A workbook with one sheet needs no name of it.",
    example: "",
};

/// W0641.
pub static NOT_A_PART: Code = Code {
    id: "W0641",
    title: "a row or column that is not read",
    explanation: "A table has a total of some of its rows, or a row behind its total. Nothing says which rows a subtotal adds up, nor that a row behind \
        the total is a part of it and not a plan or last year's number, so no KPI is filled there. Or an input or KPI is split by texts that are no \
        members that anybody knows. The same holds for columns.",
    example: "",
};

/// W0642.
pub static NOT_REPLACED: Code = Code {
    id: "W0642",
    title: "a number that the data does not replace",
    explanation: "With `--overwrite`, what the data says takes the place of what the worksheet holds. Of this input the data says nothing, so the \
        number stays and counts in every total it is a part of. If it is last month's, clear the cell and fill again.",
    example: "",
};

/// W0643.
pub static SCALED: Code = Code {
    id: "W0643",
    title: "numbers counted in thousands or millions",
    explanation: "A text says that numbers are counted in thousands, millions or the like. In the brackets behind the name of an input or KPI it is a \
        unit, and numbers are read and written as they stand: `12` below `Ad spend (Rp juta)` is twelve. Where some inputs of a KPI are counted so and \
        others are not, it comes out wrong. Where it stands above a table or beside a row, such as `in thousands`, what data says would be a thousand \
        times too large, so the cells are left as they are; what was typed counts as it stands. Give single units, and let the number format of the \
        cells show thousands.",
    example: "",
};

/// W0644.
pub static OTHER_PERIOD: Code = Code {
    id: "W0644",
    title: "a worksheet that is about another period",
    explanation: "`--period` says which period a worksheet is about that says none itself. Here titles, headings or names of sheets say other periods, \
        and what stands in the worksheet goes first. So the option changed nothing: often a worksheet of last month whose title is still the old one.",
    example: "",
};

/// W0645.
pub static UNCLEAR_PERIOD: Code = Code {
    id: "W0645",
    title: "a title that leaves open which period is meant",
    explanation: "The title of a table, the name of its sheet or a text beside it says a period that Tolok does not have or cannot be sure of: half a \
        year, a week without its year, `Period 5`, `2026/27`, several periods that nothing joins, or a month of a year that stands nowhere. Numbers of all time would \
        be wrong there, so the cells are left as they are. Write a day, a week, a month, a quarter or a year: `2026-W05`, `Jan 2026`, `Q1 2026`, \
        `2026`; or months from one to another: `Jan – Mar 2026`. Or say it with `--period 2026-01`, or for several with `--periods 2026-01..2026-06`.",
    example: "",
};

/// W0646.
pub static LABELS_SET_ASIDE: Code = Code {
    id: "W0646",
    title: "labels beside placeholders",
    explanation: "On a sheet with placeholders, labels are not looked for unless that is said, since whoever writes placeholders says with them what belongs \
        where. Here the labels of a table would say what belongs into empty cells, which stay empty. Name the sheet with `--labels`, and both count; \
        or write placeholders into these cells.",
    example: "",
};
