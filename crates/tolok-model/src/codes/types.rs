//! Problems with types, units and roll-ups: E03 and W03.

use tolok_diagnostics::Code;

/// Units that do not fit.
pub static UNITS: Code = Code {
    id: "E0301",
    title: "units that do not fit",
    explanation: "Money and counts do not add, and neither does a ratio to an amount: the sum would mean nothing. A literal and a plain `number` fit any unit.",
    example: "input spend: money\ninput leads: count\nx = spend + leads\n",
};

/// Currencies that do not fit.
pub static CURRENCIES: Code = Code {
    id: "E0302",
    title: "currencies that do not fit",
    explanation: "Two currencies add only after one is converted: `convert(x, USD)` takes the rate of each row's date.",
    example: "input a: money[EUR]\ninput b: money[USD]\nx = a + b\n",
};

/// The wrong kind of value.
pub static KINDS: Code = Code {
    id: "E0303",
    title: "the wrong kind of value",
    explanation: "Numbers, texts, dates and conditions are different kinds of value, and none turns into another by itself: a text is not counted as 0, and a number is not a condition.",
    example: "a = \"Email\" * 2\n",
};

/// A declared type that does not fit.
pub static DECLARED_TYPE: Code = Code {
    id: "E0304",
    title: "a declared type that does not fit",
    explanation: "The type after the colon is checked against what the formula gives. Money per count may be called `money`, a quotient of two counts `percent` or `ratio`.",
    example: "input spend: money\ninput leads: count\ncpl: percent = spend / leads\n",
};

/// The wrong number of arguments.
pub static ARGUMENTS: Code = Code {
    id: "E0305",
    title: "the wrong number of arguments",
    explanation: "A function takes so many arguments and no others. The help shows how it is written; what stands in square brackets may be left out.",
    example: "a = round()\n",
};

/// Unknown type.
pub static UNKNOWN_TYPE: Code = Code {
    id: "E0306",
    title: "unknown type",
    explanation: "The types are `number`, `count`, `percent`, `ratio`, `money`, `money[EUR]`, `duration`, `text`, `bool` and `date`.",
    example: "input a: mony\nb = a * 2\n",
};

/// An aggregation inside an aggregation.
pub static NESTED_AGGREGATION: Code = Code {
    id: "E0307",
    title: "an aggregation inside an aggregation",
    explanation: "Inside an aggregation names are rows. A metric used there is computed for each row; one that aggregates by itself, looks at other periods or compares members has no value in a row.",
    example: "total_spend = sum(spend)\nx = sum(total_spend * 2)\n",
};

/// Not in this place.
pub static MISPLACED: Code = Code {
    id: "E0308",
    title: "not in this place",
    explanation: "A period, a span of time, `per`, a column of a source or a target has its meaning only in certain places; the message says where.",
    example: "a = @2026-01 + 1\n",
};

/// Not a number format.
pub static FORMAT: Code = Code {
    id: "E0309",
    title: "not a number format",
    explanation: "Formats are written as in a spreadsheet (ECMA-376, part 1, 18.8.30): `#,##0.00`, `0.0%`, `$#,##0;($#,##0)`, `yyyy-mm-dd`.",
    example: "a = 1 { format \"0.00[\" }\n",
};

/// Said twice.
pub static ATTRIBUTE_TWICE: Code = Code {
    id: "E0310",
    title: "said twice",
    explanation: "An attribute that has one value is given twice. Keep the one that is meant.",
    example: "a = 1 { better higher, better lower }\n",
};

/// Not a constant.
pub static NOT_CONSTANT: Code = Code {
    id: "E0311",
    title: "not a constant",
    explanation: "What a `param` is, what `fill` puts into an empty cell and what a test gives are values, not formulas over other definitions.",
    example: "param rate = spend / 2\na = rate * 2\n",
};

/// A roll-up that does not fit.
pub static ROLLUP: Code = Code {
    id: "E0312",
    title: "a roll-up that does not fit",
    explanation: "Only numbers are summed, weighted or carried; a text, a date or a condition can be `single` or `constant`.",
    example: "input campaign: text, flow\na = campaign\n",
};

/// Formulas that grow too large.
pub static TOO_LARGE: Code = Code {
    id: "E0313",
    title: "formulas that grow too large",
    explanation: "A `fn` is written into every formula that uses it, and a metric inside an aggregation is computed for each row. Together they grow beyond what can be checked; give the parts names of their own.",
    example: "",
};

/// A product of totals in a run.
pub static PRODUCT_OF_TOTALS: Code = Code {
    id: "E0314",
    title: "a product of totals over rows",
    explanation: "Outside an aggregation names are totals, so `price * units` is the product of two sums, which is wrong as soon as there are two rows: \
        10 · 1 + 11 · 2 is 32, while 21 · 3 is 63. A run over rows that needs such a formula is refused; `sum(price * units)` multiplies row by row.",
    example: "",
};

/// Rows that nothing says how to combine.
pub static UNDECIDED_ROLLUP: Code = Code {
    id: "E0315",
    title: "rows that nothing says how to combine",
    explanation: "Percentages and ratios are neither summed nor averaged: the open rate of two mailings is no sum, and their mean forgets that one \
        went to more people. Say how rows of the input are combined: `rate weighted by …`, `single`, `constant`, or `flow`.",
    example: "",
};

/// A product of totals.
pub static PRODUCT_TRAP: Code = Code {
    id: "W0301",
    title: "a product of totals",
    explanation: "Outside an aggregation names are totals, so `price * units` is the product of two sums, which is wrong as soon as there are two rows. `sum(price * units)` multiplies row by row. With one row, as in `tolok eval`, the two are the same.",
    example: "revenue = price * units\n",
};

/// A constant added to a total.
pub static CONSTANT_ADDED: Code = Code {
    id: "W0302",
    title: "a constant added to a total",
    explanation: "A constant is added once at every level, so the parts no longer add up to the total: two channels with 10 added to each are 20, their total has 10 added.",
    example: "input leads: count\nx = leads + 10\n",
};

/// A percentage times 100.
pub static PERCENT_TIMES_HUNDRED: Code = Code {
    id: "W0303",
    title: "a percentage times 100",
    explanation: "A percentage is a fraction: 5% is 0.05 and is shown as 5%. Multiplied by 100 it becomes 500%.",
    example: "input leads: count\ninput visitors: count\nx: percent = leads / visitors * 100\n",
};

/// A rate that would be summed.
pub static RATE_NAME: Code = Code {
    id: "W0304",
    title: "a rate that would be summed",
    explanation: "The name looks like a rate or an average, and an input without a roll-up is summed over rows. Say how it is combined: `rate weighted by …`, `single` or `constant`; or `flow` if it is a sum after all.",
    example: "input conversion_rate: number\na = conversion_rate * 2\n",
};

/// A definition that should no longer be used.
pub static DEPRECATED: Code = Code {
    id: "W0305",
    title: "a definition that should no longer be used",
    explanation: "The definition is marked `deprecated`; what stands behind the word says what to use instead.",
    example: "a = 1 { deprecated \"use b\" }\nc = a * 2\n",
};
