//! The KPI catalogue: what definitions say, as data for people to read, and as a Markdown or a web page.

mod anchors;
mod collected;
mod described;
mod facts;
mod formula;
mod html;
mod markdown;
mod prose;
mod words;

pub use tolok_model::{Better, Indicator};
pub use tolok_value::Language;

use crate::Definitions;

/// What definitions say, in one language.
///
/// ```
/// use tolok::catalogue::Language;
/// let definitions = tolok::Definitions::parse("## What a customer costs.\ncac = spend / new_customers")?;
/// let catalogue = definitions.catalogue(Language::English);
/// let names: Vec<&str> = catalogue.entries.iter().map(|entry| entry.name.as_str()).collect();
/// assert_eq!(names, ["cac", "spend", "new_customers"]);
/// assert!(catalogue.to_markdown().contains("What a customer costs."));
/// # Ok::<(), tolok::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// What the definitions are called: the name of the library, or of the file.
    pub name: String,
    /// The language of labels and fixed words.
    pub language: Language,
    /// Everything that is defined: KPIs by category, then what a person sets, inputs, dimensions and functions, as they stand in the files.
    pub entries: Vec<Entry>,
    /// The reports.
    pub reports: Vec<Report>,
}

/// A definition. Others are named by their places in [`Catalogue::entries`].
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// What a link to it ends with, the same in every language.
    pub anchor: String,
    /// Its label in the language, or else the one without a language, or else its name.
    pub label: String,
    /// Its other labels, with the code of their language; empty for the one without.
    pub other_labels: Vec<(String, String)>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What is written of it, in Markdown.
    pub documentation: Option<String>,
    /// The formula, or the value of what a person sets.
    pub formula: Option<Formula>,
    /// The names between the brackets of a function.
    pub parameters: Vec<String>,
    /// The type or unit of its value, as declarations write it.
    pub unit: Option<String>,
    /// The format of its value, as a spreadsheet writes it.
    pub format: Option<String>,
    /// Which direction is good.
    pub better: Option<Better>,
    /// Whether it tells of what comes or of what was.
    pub indicator: Option<Indicator>,
    /// What it is aimed at.
    pub targets: Vec<Aim>,
    /// How rows become one value.
    pub roll_up: Option<RollUp>,
    /// What an empty cell means.
    pub fill: Option<Formula>,
    /// Its category.
    pub category: Option<String>,
    /// `source`, `owner`, `cadence` and `since`, with their texts.
    pub texts: Vec<(String, String)>,
    /// The finest period of the date.
    pub grain: Option<tolok_value::Grain>,
    /// Its tags, without those that say what it is a variant of.
    pub tags: Vec<String>,
    /// Set if it should no longer be used, with what to use instead.
    pub deprecated: Option<Option<String>>,
    /// Other definitions of the same thing.
    pub variants: Vec<usize>,
    /// What uses it.
    pub used_by: Vec<usize>,
    /// The tests that expect something of it.
    pub examples: Vec<Example>,
    /// The dimension whose members a dimension groups.
    pub groups_of: Option<Piece>,
    /// The members of a dimension that are named, or its groups.
    pub members: Vec<Member>,
}

/// What a definition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A formula.
    Kpi,
    /// A number that a person sets.
    Param,
    /// A number that comes from data.
    Input,
    /// What rows are grouped by.
    Dimension,
    /// The date.
    Time,
    /// A reusable formula.
    Function,
}

/// A formula in canonical form, in pieces: each name that the catalogue knows is a piece of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// The pieces from left to right.
    pub pieces: Vec<Piece>,
}

/// A piece of a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What is written.
    pub text: String,
    /// The definition that it names.
    pub entry: Option<usize>,
}

/// What a KPI is aimed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    /// The dimension and the member it is for; none for everything.
    pub member: Option<(String, String)>,
    /// What is good, such as `<= 40`.
    pub good: Formula,
    /// What is nearly good.
    pub warn: Option<Formula>,
}

/// How rows become one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RollUp {
    /// Summed.
    Flow,
    /// Summed, and a total is an upper bound.
    Overlapping,
    /// The last report of each key, summed over keys; every dimension where no key is named.
    Stock {
        /// The keys.
        keys: Vec<Piece>,
        /// The first report instead of the last.
        first: bool,
        /// Only reports of the period itself.
        within_period: bool,
    },
    /// The mean by weight.
    Rate {
        /// The weight.
        weight: Piece,
    },
    /// Cannot be combined.
    Single,
    /// The same in every row.
    Constant,
}

/// A test, as an example of what comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// What is given, such as `spend = 1000`.
    pub given: Vec<Formula>,
    /// What comes out, such as `cac = 33.33 within 0.005`.
    pub expected: Vec<Formula>,
}

/// A member of a dimension, or a group of members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// As the data has it.
    pub name: String,
    /// Its label in the language.
    pub label: String,
    /// Its other labels, with the code of their language.
    pub other_labels: Vec<(String, String)>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// The members that it groups.
    pub groups: Vec<String>,
}

/// A set of KPIs that are looked at together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// What a link to it ends with, the same in every language.
    pub anchor: String,
    /// Its label in the language, or else its title.
    pub label: String,
    /// What else it is called, with the code of the language; empty for what has none.
    pub other_labels: Vec<(String, String)>,
    /// What is written of it, in Markdown.
    pub documentation: Option<String>,
    /// The KPIs that it shows; everything where none is named.
    pub kpis: Vec<Piece>,
    /// What its rows are grouped by.
    pub by: Vec<Piece>,
    /// The period of a row.
    pub over: Option<tolok_value::Grain>,
    /// The condition that rows have to meet.
    pub filters: Vec<Formula>,
}

impl Definitions {
    /// What the definitions say: those of the files, and those of libraries that they need; of a library by itself, everything.
    pub fn catalogue(&self, language: Language) -> Catalogue {
        collected::Collection::new(self, language).catalogue()
    }
}

#[cfg(test)]
mod tests;
