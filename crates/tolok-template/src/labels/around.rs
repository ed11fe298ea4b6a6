//! What else a sheet has along a line of headings: where a table ends and another one begins.

use std::collections::{BTreeMap, BTreeSet};

use super::heading::Found;
use super::kind::{Kind, kind};
use super::lexicon::{Lexicon, Measure};
use super::sheet::{Held, View};

/// What else a sheet has along a line of headings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// The places where the sheet holds anything, up to the next table.
    pub(super) filled: &'a BTreeSet<u32>,
    /// The lines where it holds anything.
    pub(super) lines: &'a BTreeSet<u32>,
    /// Those where the title of another table may stand, and whether that begins right behind.
    pub(super) titles: &'a BTreeMap<u32, bool>,
    /// The names of inputs and KPIs by their places, where these are rows.
    pub(super) labels: Option<&'a BTreeMap<u32, BTreeMap<u32, Vec<Measure>>>>,
}

impl Around<'_> {
    /// True for a place with a label of another table.
    pub(super) fn has_label(&self, place: u32) -> bool {
        self.labels.is_some_and(|labels| labels.contains_key(&place))
    }

    /// True for a place with a label where this table has its numbers: another one begins there.
    pub(super) fn ends_at(&self, place: u32, named: &BTreeMap<u32, Vec<Measure>>) -> bool {
        self.labels.and_then(|labels| labels.get(&place)).is_some_and(|labels| labels.keys().any(|line| named.contains_key(line)))
    }

    /// True if what stands at a place is the title of another table, or heads one: what stands alone behind the end of this one or is something
    /// else than the headings before it, and what is something else behind a gap.
    pub(super) fn begins_other(
        &self,
        place: u32,
        kind: Option<Kind>,
        found: &[Found<'_>],
        (is_behind_total, is_behind_gap): (bool, bool),
    ) -> bool {
        let Some((.., last)) = found.last() else { return false };
        let is_other = kind.is_some() && last.kind() != kind;
        let is_title = self.titles.get(&place).is_some_and(|is_right_behind| {
            // The last total of this table may well stand right in front of a gap.
            is_behind_gap || (is_behind_total || is_other) && (kind != Some(Kind::Total) || *is_right_behind)
        });
        let is_new = || kind.is_some() && found.iter().all(|(.., reading)| reading.kind() != kind);
        // A total behind a total and a gap is a title, too.
        is_title || is_behind_gap && if kind == Some(Kind::Total) { is_behind_total } else { is_new() }
    }
}

/// True for a cell that holds a heading or a name, and not what stands below one.
pub(super) fn is_heading(view: View<'_>, line: u32, place: u32, lexicon: &dyn Lexicon) -> bool {
    view.covering(line, place).is_some_and(|held| match held {
        Held::Text(text) => {
            let text = text.trim();
            kind(held, lexicon).is_some() || lexicon.is_axis(text) || lexicon.aside(text).is_some() || !lexicon.measures(text).is_empty()
        }
        _ => false,
    })
}
