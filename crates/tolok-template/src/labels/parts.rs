//! Rows of members below the name of an input or KPI that has no cells of its own: `Spend`, below it `Email`, `Search` and `Total`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::heading::MemberHeading;
use super::lexicon::{Lexicon, Measure, Member};
use super::sheet::{Held, View};

/// A row that is about a member of what stands above it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The row with the name of the input or KPI.
    pub(super) heading: u32,
    pub(super) dimension: Arc<str>,
    /// Nothing for the total of them.
    pub(super) member: Option<MemberHeading>,
}

/// The rows of members in a column of labels.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    rows: BTreeMap<u32, Part>,
    headings: BTreeSet<u32>,
}

impl Parts {
    /// The parts below the labels of a column. A table whose columns are inputs and KPIs has none.
    ///
    /// `named` are the rows that begin with an input or KPI. Members below a single KPI may as well each begin a table of their own, so rows
    /// count as parts where they stand one below the other or have numbers.
    pub(super) fn of(view: View<'_>, lexicon: &dyn Lexicon, label: u32, named: &BTreeMap<u32, Vec<Measure>>) -> Self {
        let mut parts = Self::default();
        let begins_part = |line: &u32| {
            let below = view.text(line.saturating_add(1), label);
            below.is_some_and(|text| lexicon.is_total(text) || lexicon.only_member(text).is_some())
        };
        // Most columns have none, and then the sheet need not be gone through for each of them.
        if view.is_turned || !named.keys().any(begins_part) {
            return parts;
        }
        let mut filled: BTreeMap<u32, Vec<&Held>> = BTreeMap::new();
        for (address, cell) in view.sheet.filled().filter(|(address, _)| address.column() >= label) {
            filled.entry(address.row()).or_default().push(&cell.held);
        }
        let mut is_certain = false;
        for heading in named.keys().copied().filter(|line| filled.get(line).is_some_and(|cells| cells.len() == 1)) {
            let mut rows: Vec<(u32, Option<Member>)> = Vec::new();
            for line in (heading.saturating_add(1)..).take_while(|line| filled.contains_key(line) && !named.contains_key(line)) {
                let Some(text) = view.text(line, label) else { break };
                let (member, is_total) = (lexicon.only_member(text), lexicon.is_total(text));
                if member.is_none() && !is_total {
                    break;
                }
                rows.push((line, member));
                if is_total {
                    break;
                }
            }
            let dimensions: BTreeSet<&Arc<str>> = rows.iter().filter_map(|(_, member)| Some(&member.as_ref()?.dimension)).collect();
            let Some(dimension) = dimensions.first().filter(|_| dimensions.len() == 1).map(|dimension| Arc::clone(dimension)) else {
                continue;
            };
            let has_number = |line: &u32| filled.get(line).is_some_and(|cells| cells.iter().any(|held| matches!(held, Held::Number(_))));
            is_certain |= rows.len() > 1 || rows.iter().any(|(line, _)| has_number(line));
            parts.headings.insert(heading);
            for (line, member) in rows {
                let member = member.zip(view.address(line, label)).map(|(member, at)| MemberHeading::known(&member, at));
                parts.rows.insert(line, Part { heading, dimension: Arc::clone(&dimension), member });
            }
        }
        if is_certain { parts } else { Self::default() }
    }

    /// The row as a part.
    pub(super) fn get(&self, line: u32) -> Option<&Part> {
        self.rows.get(&line)
    }

    /// True if a row is but the heading of its parts.
    pub(super) fn is_heading(&self, line: u32) -> bool {
        self.headings.contains(&line)
    }

    /// True if there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The last of the rows.
    pub(super) fn last(&self) -> Option<u32> {
        self.rows.keys().next_back().copied()
    }
}
