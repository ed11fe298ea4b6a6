//! The kinds of problem a workbook can have.

use tolok_diagnostics::Code;

/// All codes of this crate.
pub static CODES: &[&Code] = &[
    &NOT_A_WORKBOOK,
    &ENCRYPTED,
    &UNSUPPORTED,
    &DAMAGED,
    &OVER_LIMIT,
    &CELL_TAKEN,
    &UNFIT,
    &NO_SUCH_SHEET,
    &SIGNATURE_LOST,
    &CALCULATED_BY_HAND,
    &UNFIT_TEXT,
    &SHEET_NAME,
    &ENGINE_REFUSED,
];

/// E0601.
pub static NOT_A_WORKBOOK: Code = Code {
    id: "E0601",
    title: "not a workbook",
    explanation: "The file is not a spreadsheet workbook. Workbooks that can be filled end in `.xlsx`, `.xlsm`, `.xltx` or `.xltm`; inside \
        they are zip archives that hold a workbook. A file that merely carries such an ending, a text document or an empty file is refused, \
        and nothing is written.",
    example: "",
};

/// E0602.
pub static ENCRYPTED: Code = Code {
    id: "E0602",
    title: "the workbook needs a password",
    explanation: "The workbook was saved with a password to open it, so that its whole content is encrypted. Remove the password in a \
        spreadsheet program (in Excel: File, Info, Protect Workbook, Encrypt with Password, and empty the field) and save it. A password \
        that only protects sheets against changes is no obstacle.",
    example: "",
};

/// E0603.
pub static UNSUPPORTED: Code = Code {
    id: "E0603",
    title: "unsupported kind of workbook",
    explanation: "Only the XML formats of Excel can be filled: `.xlsx`, `.xlsm`, `.xltx` and `.xltm`. The older binary `.xls`, the binary \
        `.xlsb` and OpenDocument's `.ods` cannot. Open the file in a spreadsheet program and save it as `.xlsx`, or as `.xlsm` if it has macros.",
    example: "",
};

/// E0604.
pub static DAMAGED: Code = Code {
    id: "E0604",
    title: "the workbook is damaged",
    explanation: "The file begins like a workbook, but something in it is cut off, missing or not readable: the download ended early, or a \
        program wrote it wrongly. Nothing is guessed and nothing is written. Excel can often repair such a file: open it, let Excel repair it, \
        save it, and try again. The message names the part of the file where reading ended.",
    example: "",
};

/// E0605.
pub static OVER_LIMIT: Code = Code {
    id: "E0605",
    title: "the workbook is larger than allowed",
    explanation: "A small file can be made to unpack to an enormous one. So there are limits to how many entries a workbook has, how many \
        bytes it unpacks to, and how many times larger than its compressed size an entry becomes. A real workbook hardly ever comes near \
        them. If yours does and you trust it, `tolok fill` takes a higher one: `--max-unpacked`.",
    example: "",
};

/// E0606.
pub static CELL_TAKEN: Code = Code {
    id: "E0606",
    title: "a cell that belongs to something else",
    explanation: "Some cells cannot be set one by one: cells that a merged range covers, cells inside an array formula or the range it spills \
        into, the results of a data table, the cells of a pivot table, and the totals that a table computes. The heading of a table is a text \
        that no other column has, and formulas follow it; where that cannot be, as with a query or a pivot table that goes by the heading, it \
        is refused. Move the placeholder to a cell of its own; for merged cells, to the upper left one.",
    example: "",
};

/// E0607.
pub static UNFIT: Code = Code {
    id: "E0607",
    title: "a value that no cell can hold",
    explanation: "A cell holds at most 32,767 characters of text, numbers of a certain size, and dates from 1900 (in some workbooks from \
        1904) on. The value computed for this cell is none of these.",
    example: "",
};

/// E0608.
pub static NO_SUCH_SHEET: Code = Code {
    id: "E0608",
    title: "no such sheet",
    explanation: "The workbook has no sheet of this name, or the sheet has no cells, such as a sheet that is one chart.",
    example: "",
};

/// W0609.
pub static SIGNATURE_LOST: Code = Code {
    id: "W0609",
    title: "the signature no longer holds",
    explanation: "The workbook carries a digital signature, which vouches for its exact content. Any change, the filling of a cell too, makes \
        the signature invalid, and Excel will say so. Sign the filled workbook again if it has to be signed.",
    example: "",
};

/// W0610.
pub static CALCULATED_BY_HAND: Code = Code {
    id: "W0610",
    title: "the workbook is not calculated by itself",
    explanation: "The workbook is set to manual calculation: Excel computes its formulas only when told to. The filled workbook asks to be \
        calculated when it is opened, but after further changes its formulas show old results until F9 is pressed.",
    example: "",
};

/// E0611.
pub static UNFIT_TEXT: Code = Code {
    id: "E0611",
    title: "a text that has no room there",
    explanation: "Some texts of a workbook may have only so many characters: a header or footer 255, with its codes for fonts and page numbers, \
        the message of a cell that is chosen 255, and its title 32. With the value that is put there it would be longer, and Excel would not \
        open the workbook. Shorten the text around the placeholder, or put a shorter value there.",
    example: "",
};

/// E0612.
pub static SHEET_NAME: Code = Code {
    id: "E0612",
    title: "a name that no sheet can have",
    explanation: "The name of a sheet has between 1 and 31 characters, none of them a colon, a slash, a backslash, a question mark, an asterisk \
        or a square bracket, and no two sheets have the same name, whether in small letters or capitals. The placeholder in the sheet's name \
        is worth something that breaks one of these rules. A month such as `2026-07` fits, a day such as `7/31/2026` does not.",
    example: "",
};

/// W0613.
pub static ENGINE_REFUSED: Code = Code {
    id: "W0613",
    title: "the other engine does not take the workbook",
    explanation: "With `--recalculate formualizer`, formulas that depend on filled cells and that Tolok does not calculate itself are handed to \
        another engine. It takes no workbook with things in it that it does not know. So these formulas have no stored result, as without it: \
        they are computed when the workbook is opened. What Tolok calculates itself is in the file.",
    example: "",
};
