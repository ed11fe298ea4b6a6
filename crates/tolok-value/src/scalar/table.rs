//! The table itself.

use super::{Blanks, Scalar};
use crate::Value;
use crate::functions::{aggregates, dates, financial, powers, rounding, text};

pub(super) static TABLE: &[Scalar] = &[
    row("abs", Blanks::Pass, rounding::abs),
    row("sign", Blanks::Pass, rounding::sign),
    row("round", Blanks::Pass, rounding::round),
    row("round_even", Blanks::Pass, rounding::round_even),
    row("roundup", Blanks::Pass, rounding::roundup),
    row("rounddown", Blanks::Pass, rounding::rounddown),
    row("int", Blanks::Pass, rounding::int),
    row("mod", Blanks::Pass, rounding::modulo),
    row("power", Blanks::Pass, powers::power),
    row("sqrt", Blanks::Pass, powers::sqrt),
    row("exp", Blanks::Pass, powers::exp),
    row("ln", Blanks::Pass, powers::ln),
    row("log10", Blanks::Pass, powers::log10),
    row("sum", Blanks::Skip, aggregates::sum),
    row("average", Blanks::Skip, aggregates::average),
    row("count", Blanks::Skip, aggregates::count),
    row("min", Blanks::Skip, aggregates::min),
    row("max", Blanks::Skip, aggregates::max),
    row("median", Blanks::Skip, aggregates::median),
    row("len", Blanks::Pass, text::len),
    row("upper", Blanks::Pass, text::upper),
    row("lower", Blanks::Pass, text::lower),
    row("trim", Blanks::Pass, text::trim),
    row("left", Blanks::Pass, text::left),
    row("right", Blanks::Pass, text::right),
    row("mid", Blanks::Pass, text::mid),
    row("concat", Blanks::See, text::concat),
    row("text", Blanks::Pass, text::text),
    row("value", Blanks::Pass, text::value),
    row("date", Blanks::Pass, dates::date),
    row("year", Blanks::Pass, dates::year),
    row("quarter", Blanks::Pass, dates::quarter),
    row("month", Blanks::Pass, dates::month),
    row("day", Blanks::Pass, dates::day),
    row("days", Blanks::Pass, dates::days),
    row("npv", Blanks::Pass, financial::npv),
    row("pmt", Blanks::Pass, financial::pmt),
];

const fn row(name: &'static str, blanks: Blanks, apply: fn(&[Value]) -> Value) -> Scalar {
    Scalar { name, blanks, apply }
}
