//! What stands right behind the name of an input or KPI, before its cells: the member or period of its row, as in `CAC`, `Email`, `12`. Above
//! columns it stands below the name: `CAC` over `Email` and `Radio`.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_xlsx::Address;

use super::heading::MemberHeading;
use super::lexicon::{Lexicon, Measure, Moment};
use super::sheet::{Held, View};

/// What stands behind a name.
#[derive(Debug, Clone)]
pub(super) enum Behind {
    Member(Arc<str>, MemberHeading),
    /// The total of the members beside it.
    Total,
    Moment(Moment, Address),
    /// A text that nobody understands.
    Unknown(Address),
}

/// What those behind the names of a table are.
#[derive(Debug, Clone)]
pub(super) enum Axis {
    Dimension(Arc<str>),
    Periods,
}

impl Behind {
    /// What others like it are.
    pub(super) fn axis(&self) -> Option<Axis> {
        match self {
            Behind::Member(dimension, _) => Some(Axis::Dimension(Arc::clone(dimension))),
            Behind::Moment(..) => Some(Axis::Periods),
            Behind::Total | Behind::Unknown(_) => None,
        }
    }

    /// What stands at the place behind the label of a line; nothing where numbers begin there.
    pub(super) fn of(view: View<'_>, lexicon: &dyn Lexicon, line: u32, label: u32) -> Option<Self> {
        let place = Self::place(view, line, label);
        let at = view.address(line, place)?;
        match view.held(line, place)? {
            Held::Date(_, period) => Some(Behind::Moment(Moment::Period(*period), at)),
            Held::Text(text) => {
                let text = text.trim();
                if let Some(member) = lexicon.only_member(text) {
                    return Some(Behind::Member(Arc::clone(&member.dimension), MemberHeading::known(&member, at)));
                }
                if lexicon.is_total(text) {
                    return Some(Behind::Total);
                }
                Some(lexicon.moment(text).map_or(Behind::Unknown(at), |moment| Behind::Moment(moment, at)))
            }
            _ => None,
        }
    }

    /// The place behind the label of a line.
    pub(super) fn place(view: View<'_>, line: u32, label: u32) -> u32 {
        view.spread(line, label).end().saturating_add(1)
    }

    /// True if it says what its line is about.
    pub(super) fn is_said(&self) -> bool {
        !matches!(self, Behind::Unknown(_))
    }
}

/// The lines that share the name of a line above them: they have none, and begin with a member or period as that one does.
pub(super) fn shared(view: View<'_>, lexicon: &dyn Lexicon, label: u32, named: &BTreeMap<u32, Vec<Measure>>) -> Vec<u32> {
    let is_said = |line: u32| Behind::of(view, lexicon, line, label).is_some_and(|behind| behind.is_said());
    let is_shared = |line: &u32| view.held(*line, label).is_none() && is_said(*line);
    let below = |line: &u32| (line.saturating_add(1)..).take_while(is_shared);
    named.keys().copied().filter(|line| is_said(*line)).flat_map(|line| below(&line)).collect()
}
