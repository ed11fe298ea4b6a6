//! What the texts of a worksheet mean to the definitions.

use std::sync::Arc;

use tolok_value::{Calendar, Date, Grain, Period};

/// What the texts of a worksheet mean to the definitions. Whoever has the definitions answers; this crate only asks.
pub trait Lexicon {
    /// The inputs and KPIs that a text names, by name, label or alias; several where nobody can tell which is meant.
    fn measures(&self, text: &str) -> Vec<Measure>;

    /// The input or KPI of this name; labels and aliases do not count.
    fn measure(&self, name: &str) -> Option<Measure>;

    /// The dimension that a text names.
    fn dimension(&self, text: &str) -> Option<Arc<str>>;

    /// The members that a text names, each with its dimension.
    fn members(&self, text: &str) -> Vec<Member>;

    /// The member that a text names, if it is one alone.
    fn only_member(&self, text: &str) -> Option<Member> {
        let mut known = self.members(text).into_iter();
        known.next().filter(|_| known.next().is_none())
    }

    /// The dimensions that members can belong to where a worksheet does not say it; none where rows are grouped by nothing.
    fn dimensions(&self) -> Vec<Arc<str>>;

    /// What a text says about time, if it says nothing else.
    fn moment(&self, text: &str) -> Option<Moment>;

    /// True for a text that is a period and leaves open which: `H1 2026`, `Week 3`.
    fn is_unclear_period(&self, text: &str) -> bool;

    /// Which day a week begins with, and which month a year.
    fn calendar(&self) -> Calendar;

    /// The period that is meant, where its year is known.
    fn period(&self, moment: Moment, year: Option<i16>) -> Option<Period> {
        match moment {
            Moment::Period(period) => Some(period),
            Moment::Month(month) => Period::of(Date::new(year?, month, 1).ok()?, Grain::Month),
            Moment::Quarter(quarter) => Period::parse_in(&format!("{:04}-Q{quarter}", year?), self.calendar()).ok(),
        }
    }

    /// The years that stand in a running text.
    fn years(&self, text: &str) -> Vec<i16>;

    /// The year of months that have none, where it is known from elsewhere.
    fn year(&self) -> Option<i16>;

    /// True if it is known from elsewhere which period a worksheet is about that says none.
    fn has_period(&self) -> bool;

    /// True for a word that makes a span of the period beside it: `since`, `YTD`.
    fn is_span(&self, word: &str) -> bool;

    /// True for the words of a title that leave open which period is meant although a year or a period is said: `Quarters 1-3 2026`;
    /// `has_period` where that is more than a year.
    fn is_left_open(&self, words: &[&str], has_period: bool) -> bool;

    /// True for a word that titles have whatever they are about: `report`.
    fn is_title_word(&self, word: &str) -> bool;

    /// True for the name of a sheet that is about all others.
    fn is_summary(&self, text: &str) -> bool;

    /// True for what people call the date or the period, such as `Month`.
    fn is_time(&self, text: &str) -> bool;

    /// True for the heading of a column of inputs and KPIs, such as `Metric`.
    fn is_metric(&self, text: &str) -> bool;

    /// True for what an axis is called, or a column of it.
    fn is_axis(&self, text: &str) -> bool {
        self.dimension(text).is_some() || self.is_time(text) || self.is_metric(text) || self.is_value(text)
    }

    /// True for a word for total.
    fn is_total(&self, text: &str) -> bool;

    /// True for a word for something else that is made of others: an average, or a total of some, such as `Total paid`.
    fn is_aggregate(&self, text: &str) -> bool;

    /// What a text says that stands beside actual numbers and is none of them: a plan, another period, a change, a remark.
    fn aside(&self, text: &str) -> Option<Aside>;

    /// The word behind the name of an input or KPI that says in what its numbers are counted, such as `juta`.
    fn scale(&self, text: &str) -> Option<String>;

    /// True for a text that says that the numbers around it are counted in thousands or the like.
    fn is_counted(&self, text: &str) -> bool;

    /// True for the heading of numbers of whatever, such as `Value`.
    fn is_value(&self, text: &str) -> bool;
}

/// What stands beside actual numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// What was planned: `Budget`.
    Plan,
    /// Another period than that of the worksheet: `Last year`.
    OtherPeriod,
    /// A comparison of numbers: `Change`.
    Change,
    /// Parts of a whole, or numbers of each: `Share of total`.
    Share,
    /// Words about them: `Notes`, `Unit`.
    Remark,
}

/// An input or a KPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What the definitions know it by.
    pub key: Arc<str>,
    /// Its name, for messages.
    pub name: Arc<str>,
    /// True if people type its numbers, false if it is computed.
    pub is_input: bool,
}

/// A member of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The dimension's key.
    pub dimension: Arc<str>,
    /// The member as the definitions spell it.
    pub name: Arc<str>,
}

/// What a heading says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// A period.
    Period(Period),
    /// A month, from 1, of a year that stands elsewhere.
    Month(i8),
    /// A quarter, from 1, of a year that stands elsewhere.
    Quarter(i8),
}
