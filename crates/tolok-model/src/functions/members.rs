//! Across members and currencies.

use super::{Evaluation, Function, Gives, Takes, one, several};
use crate::MemberFunction;

pub(super) static TABLE: &[Function] = &[
    Function {
        name: "total",
        parameters: &[one("metric", Takes::Number), several("dimension", Takes::Dimension)],
        gives: Gives::First,
        evaluation: Evaluation::Member(MemberFunction::Total),
        summary: "The metric at the level above the named dimensions. Where a dimension is not asked for, the metric itself.",
        example: ("total(spend, channel)", ""),
        excel: None,
    },
    Function {
        name: "share",
        parameters: &[one("metric", Takes::Number), several("dimension", Takes::Dimension)],
        gives: Gives::Percent,
        evaluation: Evaluation::Member(MemberFunction::Share),
        summary: "`m / total(m, d)`.",
        example: ("share(spend, channel)", ""),
        excel: None,
    },
    Function {
        name: "rank",
        parameters: &[one("metric", Takes::Number), several("dimension", Takes::Dimension)],
        gives: Gives::Number,
        evaluation: Evaluation::Member(MemberFunction::Rank),
        summary: "The position among the members, 1 best according to `better`; ties share a rank, blanks have none.",
        example: ("rank(roas, channel)", ""),
        excel: None,
    },
    Function {
        name: "convert",
        parameters: &[one("amount", Takes::Number), one("currency", Takes::Currency)],
        gives: Gives::Unknown,
        evaluation: Evaluation::Convert,
        summary: "The amount in another currency, row by row at the rate of the row's date (`rates from`), then summed; without a rate `#N/A`.",
        example: ("convert(spend, USD)", ""),
        excel: None,
    },
];
