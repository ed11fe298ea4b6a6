//! What labels say of a cell: which input or KPI it is, and what about.

use std::sync::Arc;

use tolok_diagnostics::Place;
use tolok_value::Period;
use tolok_xlsx::Address;

use super::heading::MemberHeading;
use super::lexicon::Measure;
use super::sheet::Held;

/// A cell that labels say something of.
#[derive(Debug, Clone)]
pub struct LabelledCell {
    /// The position of the sheet in the workbook.
    pub sheet: usize,
    /// The sheet's name.
    pub sheet_name: Arc<str>,
    /// The cell.
    pub address: Address,
    /// What it is.
    pub measure: Measure,
    /// Where that stands.
    pub label: Address,
    /// The members it is about, by dimension; none for the total of a dimension. In the order of the worksheet.
    pub members: Vec<(Arc<str>, Option<MemberHeading>)>,
    /// The period it is about.
    pub period: AboutPeriod,
    /// What a title says of its period, where nothing else says one.
    pub title: Option<TitlePeriod>,
    /// What says that the numbers around it are counted in thousands or the like.
    pub counted: Option<Title>,
    /// The table of the worksheet it belongs to.
    pub block: usize,
    /// True where its headings name periods, totals or known members, so that it is beyond doubt that they are headings.
    pub is_certain: bool,
    /// What it holds.
    pub held: Held,
    /// True if it holds a formula, of which `held` is the result.
    pub has_formula: bool,
    /// Its number format.
    pub number_format: Arc<str>,
}

/// What a title or the name of a sheet says of the period of what is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TitlePeriod {
    /// Nothing but a year.
    Year(i16),
    /// The periods from one to another, such as `January – March 2026`.
    Span(Title, Period, Period),
    /// Something that leaves open which period is meant.
    Unclear(Title),
}

/// A text that is about all cells below it or beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The text.
    pub text: Arc<str>,
    /// Where it stands; the name of a sheet stands nowhere.
    pub at: Option<Address>,
}

/// A cell of an input or KPI of which nobody knows what it is about.
#[derive(Debug, Clone)]
pub struct UnreadCell {
    /// The cell, about everything.
    pub cell: LabelledCell,
    /// Why it is not read, as a sentence without its stop.
    pub reason: String,
}

/// What headings say that a cell is about.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) members: Vec<(Arc<str>, Option<MemberHeading>)>,
    pub(super) period: AboutPeriod,
}

impl Subject {
    /// True if two headings say the same, wherever they stand.
    pub(super) fn is_same(&self, other: &Subject) -> bool {
        let names = |subject: &Subject| -> Vec<(Arc<str>, Option<Arc<str>>)> {
            let name = |member: &Option<MemberHeading>| member.as_ref().map(|member| Arc::clone(&member.name));
            subject.members.iter().map(|(dimension, member)| (Arc::clone(dimension), name(member))).collect()
        };
        self.period == other.period && names(self) == names(other)
    }
}

/// The period that a cell is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AboutPeriod {
    /// The worksheet says nothing of periods.
    Unsaid,
    /// This one.
    Of(Period),
    /// All periods of its table.
    Total,
}

impl LabelledCell {
    /// What it is and what it is about: the same for two cells that nothing tells apart.
    pub(super) fn key(&self) -> (Arc<str>, String) {
        let mut members: Vec<String> = self
            .members
            .iter()
            .map(|(dimension, member)| {
                format!("{dimension}={}", member.as_ref().map_or_else(String::new, |member| tolok_value::fold(&member.name)))
            })
            .collect();
        members.sort();
        let unclear = match &self.title {
            Some(TitlePeriod::Unclear(title) | TitlePeriod::Span(title, ..)) => title.text.as_ref(),
            _ => "",
        };
        (Arc::clone(&self.measure.key), format!("{} {:?} {unclear}", members.join(" "), self.period))
    }

    /// The cell, for messages.
    pub fn place(&self, file: &Arc<str>) -> Place {
        Place::cell(Arc::clone(file), Arc::clone(&self.sheet_name), self.address.to_string())
    }
}
