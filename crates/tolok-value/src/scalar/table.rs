//! The table itself.

use super::{Blanks, Rounding, Scalar};
use crate::Value;
use crate::functions::{aggregates, dates, financial, powers, rounding, text};

pub(super) static TABLE: &[Scalar] = &[
    row("abs", Blanks::Pass, Rounding::Never, rounding::abs),
    row("sign", Blanks::Pass, Rounding::Never, rounding::sign),
    row("round", Blanks::Pass, Rounding::ToDigits, rounding::round),
    row("round_even", Blanks::Pass, Rounding::ToDigits, rounding::round_even),
    row("roundup", Blanks::Pass, Rounding::ToDigits, rounding::roundup),
    row("rounddown", Blanks::Pass, Rounding::ToDigits, rounding::rounddown),
    row("int", Blanks::Pass, Rounding::Never, rounding::int),
    row("mod", Blanks::Pass, Rounding::Once, rounding::modulo),
    row("power", Blanks::Pass, Rounding::Once, powers::power),
    row("sqrt", Blanks::Pass, Rounding::Once, powers::sqrt),
    row("exp", Blanks::Pass, Rounding::Once, powers::exp),
    row("ln", Blanks::Pass, Rounding::Once, powers::ln),
    row("log10", Blanks::Pass, Rounding::Once, powers::log10),
    row("sum", Blanks::Skip, Rounding::Once, aggregates::sum),
    row("average", Blanks::Skip, Rounding::EachStep, aggregates::average),
    row("count", Blanks::Skip, Rounding::Never, aggregates::count),
    row("min", Blanks::Skip, Rounding::Never, aggregates::min),
    row("max", Blanks::Skip, Rounding::Never, aggregates::max),
    row("median", Blanks::Skip, Rounding::Once, aggregates::median),
    row("len", Blanks::Pass, Rounding::Never, text::len),
    row("upper", Blanks::Pass, Rounding::Never, text::upper),
    row("lower", Blanks::Pass, Rounding::Never, text::lower),
    row("trim", Blanks::Pass, Rounding::Never, text::trim),
    row("left", Blanks::Pass, Rounding::Never, text::left),
    row("right", Blanks::Pass, Rounding::Never, text::right),
    row("mid", Blanks::Pass, Rounding::Never, text::mid),
    row("concat", Blanks::See, Rounding::Never, text::concat),
    row("text", Blanks::Pass, Rounding::Never, text::text),
    row("value", Blanks::Pass, Rounding::Never, text::value),
    row("date", Blanks::Pass, Rounding::Never, dates::date),
    row("year", Blanks::Pass, Rounding::Never, dates::year),
    row("quarter", Blanks::Pass, Rounding::Never, dates::quarter),
    row("month", Blanks::Pass, Rounding::Never, dates::month),
    row("day", Blanks::Pass, Rounding::Never, dates::day),
    row("days", Blanks::Pass, Rounding::Never, dates::days),
    row("npv", Blanks::Pass, Rounding::EachStep, financial::npv),
    row("pmt", Blanks::Pass, Rounding::EachStep, financial::pmt),
];

const fn row(name: &'static str, blanks: Blanks, rounding: Rounding, apply: fn(&[Value]) -> Value) -> Scalar {
    Scalar { name, blanks, rounding, apply }
}
