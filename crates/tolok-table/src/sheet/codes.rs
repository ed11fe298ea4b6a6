//! The kinds of problem with finding cells in a workbook.

use tolok_diagnostics::Code;

/// E0530.
pub(crate) static NO_RANGE: Code = Code {
    id: "E0530",
    title: "no such range in the data",
    explanation: "A range is two cells such as `A1:F20`, columns such as `A:F`, the name of a table, or a name that the workbook defines for \
        cells of one sheet. A name that stands for a formula or for several areas is none.",
    example: "",
};

/// E0531.
pub(crate) static NO_CELLS: Code = Code {
    id: "E0531",
    title: "no cells in the data",
    explanation: "The sheet or range has no cell with something in it. Without a name, the first visible sheet that has cells is taken.",
    example: "",
};

/// E0532.
pub(crate) static TOO_MANY_CELLS: Code = Code {
    id: "E0532",
    title: "a sheet of too many cells",
    explanation: "The sheet spans more cells than are read, mostly because something stands far to the right or far below the table. Name the \
        range that holds the table.",
    example: "",
};
