//! The codes of evaluation, E04.

use tolok_diagnostics::Code;

/// A KPI without a value, where one was asked for.
pub static BLANK_KPI: Code = Code {
    id: "E0401",
    title: "a KPI has no value",
    explanation: "With `--strict` every KPI has to have a value. This one is blank; the message says which input is missing.",
    example: "",
};

/// A KPI that is an error, where a value was asked for.
pub static ERROR_KPI: Code = Code {
    id: "E0402",
    title: "a KPI is an error",
    explanation: "With `--strict` every KPI has to have a value. This one is an error, such as a division by zero; the message says where it \
        came up. `iferror(x, alt)` catches it in a formula.",
    example: "",
};

/// An expectation that did not come true.
pub static EXPECTATION: Code = Code {
    id: "E0403",
    title: "a test failed",
    explanation: "An `expect` of a `test` did not come true. Expectations are exact unless `within` allows a difference: `expect cac = 33.33 within 0.005`.",
    example: "cac = spend / new_customers\ntest \"thirty customers\" {\n  given spend = 1000, new_customers = 30\n  expect cac = 33.33\n}\n",
};

/// All of them, in order.
pub static CODES: &[&Code] = &[&BLANK_KPI, &ERROR_KPI, &EXPECTATION];
