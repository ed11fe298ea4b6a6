//! The codes of syntax problems, E01.

use tolok_diagnostics::Code;

/// Something stands where it cannot.
pub static UNEXPECTED: Code = Code {
    id: "E0101",
    title: "unexpected text",
    explanation: "Something stands where the language expects something else: an operator without a value after it, two values without \
        an operator between them, a word that no definition begins with. The message says what could stand there.",
    example: "a = 1 +\n",
};

/// A bracket without its partner.
pub static BRACKET: Code = Code {
    id: "E0102",
    title: "bracket without its partner",
    explanation: "Every `(` needs a `)` and every `{` a `}` in the same definition. A definition ends where the next line begins in the first \
        column, so the lines between braces have to be indented.",
    example: "a = (1 + 2\n",
};

/// A text or a name in backticks that does not end on its line.
pub static UNCLOSED_TEXT: Code = Code {
    id: "E0103",
    title: "text that does not end",
    explanation: "A text stands between two quotation marks `\"` on one line, a name with spaces between two backticks `` ` `` on one line. A \
        quotation mark inside a text is written twice.",
    example: "a = \"Email\n",
};

/// A formula that Excel, Python and paper read differently.
pub static AMBIGUOUS: Code = Code {
    id: "E0104",
    title: "parentheses are needed",
    explanation: "`-2 ^ 2` is 4 in Excel and -4 in Python and on paper; `2 ^ 3 ^ 2` is 64 in Excel and 512 elsewhere; `1 < x < 3` means something \
        else in every one of them. The language does not guess: parentheses say what is meant.",
    example: "a = -2 ^ 2\n",
};

/// A habit from elsewhere that is written differently here.
pub static HABIT: Code = Code {
    id: "E0105",
    title: "written differently here",
    explanation: "A habit from a spreadsheet or a programming language that could mean two things here, or is spelt differently: a decimal comma \
        (`1,5` is `1.5`), `&&` (`and`), `**` (`^`), curly or single quotation marks. The message gives the spelling.",
    example: "a = 1,5\n",
};

/// A cell address used as a name.
pub static CELL_REFERENCE: Code = Code {
    id: "E0106",
    title: "a cell reference is not a name",
    explanation: "Definitions speak of numbers by name, never by the cell they happen to stand in, so that they hold for every worksheet. Give the \
        cell's number a name, and let the worksheet's label, or `--set`, bind it. A column that is really called `B7` stands between backticks.",
    example: "a = B7 / C7\n",
};

/// A date that does not exist.
pub static LITERAL: Code = Code {
    id: "E0107",
    title: "no such date",
    explanation: "Dates and periods after `@` are written `@2026-01-31`, `@2026-01`, `@2026-Q1`, `@2026-W05` or `@2026`, and have to exist in the \
        calendar.",
    example: "a = @2026-02-30\n",
};

/// Bytes that are no UTF-8.
pub static NOT_UTF8: Code = Code {
    id: "E0108",
    title: "not UTF-8",
    explanation: "Definitions are text in UTF-8, with or without a byte-order mark. Files from older programs may be in another encoding: save \
        them again as UTF-8.",
    example: "",
};

/// Larger, deeper or longer than anything a person writes.
pub static LIMIT: Code = Code {
    id: "E0109",
    title: "over a limit",
    explanation: "Definitions may come from strangers, so their size is bounded: a file has at most 4 MiB, a definition 65,536 bytes and 4,096 \
        operators, a name 255 characters, brackets nest 64 deep, \
        and a formula has at most 200 levels of operators and brackets inside one another. Long formulas read better in parts that have names.",
    example: "a = ----------------------------------1\n",
};

/// A line that belongs to no definition.
pub static INDENTATION: Code = Code {
    id: "E0110",
    title: "a definition begins in the first column",
    explanation: "A line that is indented continues the definition before it. The first definition of a file has none before it, so it has to begin \
        in the first column.",
    example: "  a = 1\nb = 2\n",
};

/// A condition that swallows arithmetic.
pub static CONDITION: Code = Code {
    id: "E0111",
    title: "a condition runs to the end",
    explanation: "`m where condition` stands at the end of a formula, an argument or a bracket, and the condition runs to that end. Inside a larger \
        formula it needs brackets: `(spend where channel = \"Email\") / leads`.",
    example: "dimension channel\na = spend where channel = \"Email\" / leads\n",
};

/// A file without a definition.
pub static EMPTY: Code = Code {
    id: "E0112",
    title: "nothing is defined",
    explanation: "The file holds no definition. The smallest useful one is a line such as `cac = spend / new_customers`.",
    example: "# nothing here yet\n",
};

/// A word between braces that says nothing.
pub static UNKNOWN_WORD: Code = Code {
    id: "E0113",
    title: "unknown word in a block",
    explanation: "Between braces stand the attributes of a definition (`label`, `description`, `alias`, `format`, `better`, `target`, `indicator`, \
        `category`, `owner`, `source`, `cadence`, `since`, `tags`, `on_error`, `deprecated`) or the entries of a `source`, `dimension`, \
        `report` or `test`.",
    example: "a = 1 { lable \"A\" }\n",
};

/// A number with more digits than can be kept.
pub static ROUNDED_LITERAL: Code = Code {
    id: "W0101",
    title: "a number was rounded",
    explanation: "Numbers have 28 significant digits and at most 28 decimal places. This one has more and was rounded once, half to even.",
    example: "a = 0.12345678901234567890123456789\n",
};

/// A number that cannot be kept.
pub static OUT_OF_RANGE: Code = Code {
    id: "W0102",
    title: "a number out of range",
    explanation: "Numbers have 28 significant digits and at most 28 decimal places, up to 79228162514264337593543950335. One beyond that, or one that \
        is not zero but too small to be shown, is the error value `#NUM!`, as the result of a calculation would be.",
    example: "a = 1e40\n",
};

/// All of them, in order.
pub static CODES: &[&Code] = &[
    &UNEXPECTED,
    &BRACKET,
    &UNCLOSED_TEXT,
    &AMBIGUOUS,
    &HABIT,
    &CELL_REFERENCE,
    &LITERAL,
    &NOT_UTF8,
    &LIMIT,
    &INDENTATION,
    &CONDITION,
    &EMPTY,
    &UNKNOWN_WORD,
    &ROUNDED_LITERAL,
    &OUT_OF_RANGE,
];
