//! The function table: one row for each function drives the checker, the evaluator, the reference and completion.

use tolok_plan::Lazy;
use tolok_value::{Logic, ScalarFunction};

use crate::{Aspect, MemberFunction, TimeFunction};

mod aggregates;
mod definitions;
mod logic;
mod maths;
mod members;
mod registered;
mod text_and_dates;
mod time;

pub use registered::{RegisterError, register};

/// One function.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name, in lower case.
    pub name: &'static str,
    /// What stands in its brackets.
    pub parameters: &'static [Parameter],
    /// What it gives.
    pub gives: Gives,
    /// How it is computed.
    pub evaluation: Evaluation,
    /// What it does, in a sentence or two; what it does with blanks where that is special.
    pub summary: &'static str,
    /// A formula that uses it and its exact result; the result is empty where it takes tables.
    pub example: (&'static str, &'static str),
    /// The spreadsheet function of the same meaning, if there is one.
    pub excel: Option<&'static str>,
}

/// What stands in one place between a function's brackets.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// What the reference calls it.
    pub name: &'static str,
    /// What kind of value it takes.
    pub takes: Takes,
    /// How often it may stand there.
    pub times: Times,
}

/// What kind of value a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the kind of its name")]
pub enum Takes {
    Anything,
    Number,
    Text,
    Condition,
    Date,
    Span,
    Dimension,
    Metric,
    /// The word `partial`.
    Partial,
    /// A currency's code.
    Currency,
}

/// How often a parameter may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Once.
    Once,
    /// Once or not at all.
    Optional,
    /// Once or more; several repeated parameters repeat together.
    Repeated,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// A plain number.
    Number,
    /// A ratio.
    Ratio,
    /// A percentage.
    Percent,
    /// A count.
    Count,
    /// Text.
    Text,
    /// True or false.
    Bool,
    /// A date.
    Date,
    /// The type of its first argument.
    First,
    /// The type that its arguments have in common, from this one on, in steps of that many.
    Common {
        /// The first argument that counts.
        from: usize,
        /// Every how many arguments.
        step: usize,
    },
    /// Nothing that can be known before it runs.
    Unknown,
}

/// How a function is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evaluation {
    /// From its arguments.
    Scalar,
    /// From the arguments it needs.
    Lazy(Lazy),
    /// `and`, `or` as functions.
    Logic(Logic),
    /// Over rows with one argument, from its arguments with more.
    Aggregate {
        /// True if it is also offered over arguments.
        scalar: bool,
    },
    /// By comparing periods.
    Time(TimeFunction),
    /// By comparing members.
    Member(MemberFunction),
    /// By exchange rates.
    Convert,
    /// By asking a definition.
    About(Aspect),
    /// The period at hand.
    Period,
    /// The member at hand.
    MemberOf,
}

/// Every function, in the order of the reference: by group, then as one reads them.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Function)> {
    let groups: [(&str, &[Function]); 7] = [
        ("Logic", logic::TABLE),
        ("Numbers", maths::TABLE),
        ("Aggregation", aggregates::TABLE),
        ("Text and dates", text_and_dates::TABLE),
        ("Time", time::TABLE),
        ("Members", members::TABLE),
        ("About definitions", definitions::TABLE),
    ];
    let own = registered::all().into_iter().map(|function| ("Added by programs", function));
    groups.into_iter().flat_map(|(group, table)| table.iter().map(move |function| (group, function))).chain(own)
}

/// The function of a name in lower case; `mean` is `average`.
///
/// ```
/// assert_eq!(tolok_model::functions::find("mean").map(|function| function.name), Some("average"));
/// ```
pub fn find(name: &str) -> Option<&'static Function> {
    let name = if name == "mean" { "average" } else { name };
    all().map(|(_, function)| function).find(|function| function.name == name)
}

impl Function {
    /// How many arguments it takes: at least, and at most unless there is no end.
    pub fn arity(&self) -> (usize, Option<usize>) {
        let least = self.parameters.iter().filter(|parameter| parameter.times != Times::Optional).count();
        let endless = self.parameters.iter().any(|parameter| parameter.times == Times::Repeated);
        (least, (!endless).then_some(self.parameters.len()))
    }

    /// How it is written: `round(number, [digits])`.
    pub fn signature(&self) -> String {
        let mut parts = Vec::new();
        for parameter in self.parameters {
            match parameter.times {
                Times::Once => parts.push(parameter.name.to_string()),
                Times::Optional => parts.push(format!("[{}]", parameter.name)),
                Times::Repeated => parts.push(format!("{}, …", parameter.name)),
            }
        }
        format!("{}({})", self.name, parts.join(", "))
    }

    /// What computes it from its arguments.
    pub fn scalar(&self) -> Option<ScalarFunction> {
        ScalarFunction::find(self.name)
    }
}

const fn one(name: &'static str, takes: Takes) -> Parameter {
    Parameter { name, takes, times: Times::Once }
}

const fn optional(name: &'static str, takes: Takes) -> Parameter {
    Parameter { name, takes, times: Times::Optional }
}

const fn several(name: &'static str, takes: Takes) -> Parameter {
    Parameter { name, takes, times: Times::Repeated }
}
