//! The leaves of a checked formula: what is looked up in the grid, in other definitions, or asked of them.

use std::sync::Arc;

use tolok_plan::{Column, Expression, MeasureId};
use tolok_value::Span;

use crate::EntityId;

/// A checked formula.
pub type Formula = Expression<Term>;

/// The place of a row condition in the definitions' list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConditionId(pub usize);

/// A leaf of a checked formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// An aggregated input or an aggregation.
    Measure(MeasureId),
    /// Another metric.
    Metric(EntityId),
    /// A number that a person sets.
    Param(EntityId),
    /// A column of a row; only inside an aggregation or a condition.
    Column(Column),
    /// `m where condition`.
    Where {
        /// What is restricted.
        subject: Box<Formula>,
        /// To which rows.
        condition: ConditionId,
    },
    /// A function that compares periods.
    Time {
        /// Which.
        function: TimeFunction,
        /// Of what.
        subject: Box<Formula>,
        /// How far, or how many periods.
        span: Option<Span>,
        /// True if a window may begin before the data.
        partial: bool,
    },
    /// A function that compares members.
    Member {
        /// Which.
        function: MemberFunction,
        /// Of what.
        subject: Box<Formula>,
        /// Over which dimensions.
        dimensions: Vec<Arc<str>>,
    },
    /// `convert(x, USD)`.
    Convert {
        /// What is converted.
        subject: Box<Formula>,
        /// Into which currency.
        currency: Arc<str>,
    },
    /// Something about a definition: `label(cac)`.
    About {
        /// What is asked.
        aspect: Aspect,
        /// Of which definition.
        definition: EntityId,
    },
    /// `period()`.
    Period,
    /// `member(channel)`.
    MemberOf(Arc<str>),
}

/// The functions of language section 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the function of its name, documented in the function table")]
pub enum TimeFunction {
    Prev,
    Change,
    Growth,
    Rolling,
    Cumulative,
    YearToDate,
    QuarterToDate,
    MonthToDate,
    Opening,
    Closing,
}

/// The functions of language section 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the function of its name, documented in the function table")]
pub enum MemberFunction {
    Total,
    Share,
    Rank,
}

/// What can be asked of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the function of its name, documented in the function table")]
pub enum Aspect {
    Label,
    Description,
    Unit,
    Target,
    Attainment,
    Variance,
    Status,
}
