//! Problems with names: E02 and W02.

use tolok_diagnostics::Code;

/// Unknown name.
pub static UNKNOWN_NAME: Code = Code {
    id: "E0201",
    title: "unknown name",
    explanation: "A formula uses a name that nothing declares. In a file that declares at least one `input`, every bare name has to be declared, so that a slip of the finger never becomes a number that is silently missing. The nearest known name is suggested.",
    example: "input spend: money\ninput new_customers: count\ncac = spend / new_custmers\n",
};

/// Unknown function.
pub static UNKNOWN_FUNCTION: Code = Code {
    id: "E0202",
    title: "unknown function",
    explanation: "A name before a bracket is a function, and there is none of that name: neither built in nor defined with `fn`.",
    example: "a = nosuchfunction(3)\n",
};

/// Defined twice.
pub static DEFINED_TWICE: Code = Code {
    id: "E0203",
    title: "defined twice",
    explanation: "A name stands for one thing. Case does not matter in names, so `CAC` and `cac` are the same. To replace a definition of a file that is used, write `override name = …`. A file says its currency, its date column, its calendar and its rates once, too, and a title belongs to one report.",
    example: "a = 1\na = 2\n",
};

/// Definitions in a circle.
pub static CIRCLE: Code = Code {
    id: "E0204",
    title: "definitions in a circle",
    explanation: "A definition needs itself, directly or by way of others, so none of them can be computed. The message names the way round.",
    example: "a = b + 1\nb = c * 2\nc = a\n",
};

/// Cannot take in other definitions.
pub static USE: Code = Code {
    id: "E0205",
    title: "cannot take in other definitions",
    explanation: "The file or library that `use` names cannot be read: it is not there, it is not text in UTF-8, or it lies outside the folder of the definitions, which `--allow-outside` permits.",
    example: "use \"no-such-file.kpi\"\na = 1\n",
};

/// Unknown dimension in a condition.
pub static UNKNOWN_DIMENSION: Code = Code {
    id: "E0206",
    title: "unknown dimension in a condition",
    explanation: "A `where` restricts rows by a dimension, the date, an input of the file or a column `source.column`. Nothing declares this one.",
    example: "input spend: money\na = spend where channel = \"Email\"\n",
};

/// Nothing to override.
pub static OVERRIDE: Code = Code {
    id: "E0207",
    title: "nothing to override",
    explanation: "`override` replaces a definition of a file or library that is used. There is none of that name; names are meant, and not the aliases \
        of a definition. In the formula of an override its own name means what it replaces, which cannot be an input: what people type under a name \
        has to stay what that name means.",
    example: "override cac = 1\n",
};

/// Two files define the same name.
pub static CLASH: Code = Code {
    id: "E0208",
    title: "two files define the same name",
    explanation: "Two files that are used define one name, or a file that is used defines a name of this one. Say which is meant: `override name = …` replaces on purpose, or one of them gets another name.",
    example: "",
};

/// An alias fits several definitions.
pub static AMBIGUOUS_ALIAS: Code = Code {
    id: "E0209",
    title: "an alias fits several definitions",
    explanation: "An alias stands for one definition in formulas and on the command line. This one fits several; write the name of the one that is meant. A label that several reports share is no better: write the title.",
    example: "a = 1 { alias \"Cost\" }\nb = 2 { alias \"Cost\" }\nc = cost * 2\n",
};

/// Not a value.
pub static NOT_A_VALUE: Code = Code {
    id: "E0210",
    title: "not a value",
    explanation: "The name is known, but it stands for something that has no value of its own: a dimension, the date, a source or a function without its brackets.",
    example: "dimension channel\na = channel * 2\n",
};

/// Not an input.
pub static NOT_AN_INPUT: Code = Code {
    id: "E0211",
    title: "not an input",
    explanation: "`inputs` in a report names the cells that a worksheet of it has for typing. Metrics are computed and params are set; neither is typed there.",
    example: "input spend: money\ninput orders: count\ncac = spend / orders\nreport \"Costs\" {\n  kpis cac\n  inputs cac\n}\n",
};

/// A name that is nearly another.
pub static NEAR_MISS: Code = Code {
    id: "W0201",
    title: "a name that is nearly another",
    explanation: "A file without any `input` is in quick mode: a name that nothing declares is an input. This one is nearly the name of something known, so it may be a slip. Declaring the inputs makes it an error.",
    example: "new_customers = signups - trials\ncac = spend / new_custmers\n",
};

/// A name that looks like a cell.
pub static LOOKS_LIKE_A_CELL: Code = Code {
    id: "W0202",
    title: "a name that looks like a cell",
    explanation: "`b7` is read as the name of an input. If a cell of a worksheet is meant, give its number a name.",
    example: "a = b7 * 2\n",
};
