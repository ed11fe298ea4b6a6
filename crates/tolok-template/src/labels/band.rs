//! Lines of headings one below the other: years above months, members above both.

use std::collections::BTreeSet;

use tolok_value::{Grain, Period};
use tolok_xlsx::Address;

use super::heading::{Heading, Over};
use super::lexicon::Moment;
use super::recognised::AboutPeriod;

/// Headings that stand one below the other.
#[derive(Debug, Clone)]
pub(super) struct Band {
    pub(super) number: usize,
    pub(super) levels: Vec<Heading>,
    pub(super) last_line: u32,
    /// True if a line among them says something that nobody understands.
    pub(super) has_unread: bool,
    /// True if such a line tells places apart that the understood ones do not reach, so that nobody knows how far those reach.
    pub(super) is_unclear: bool,
    /// True once a line below it has been read by it.
    pub(super) is_used: bool,
}

impl Band {
    /// Headings with another line of them below; without any before them, those of the table with the number `next`.
    pub(super) fn stacked(before: Option<Self>, heading: Heading, next: &mut usize) -> Self {
        let (line, is_certain) = (heading.line, heading.is_certain);
        match before {
            Some(mut band) if !band.is_used && band.levels.iter().all(|level| level.is_certain) => {
                // What the upper lines say stands; a line below them that nobody understands tells their places apart, in whatever way.
                match is_certain {
                    true => band.levels.push(heading),
                    false => {
                        band.has_unread = true;
                        let is_reached = |place: &u32| band.levels.iter().all(|level| level.places.contains_key(place));
                        band.is_unclear |= !heading.places.keys().all(is_reached);
                    }
                }
                band.last_line = line;
                band.end();
                band
            }
            _ => {
                let number = *next;
                *next += 1;
                Self { number, levels: vec![heading], last_line: line, has_unread: false, is_unclear: false, is_used: false }
            }
        }
    }

    /// Takes out what stands behind the end of any of the lines.
    fn end(&mut self) {
        let Some(end) = self.levels.iter().filter_map(|level| level.end).min() else { return };
        self.levels.iter_mut().for_each(|level| level.places.retain(|place, _| *place < end));
    }

    /// True for a total of everything, beside what an upper line of headings says of groups of places: the only total there is, or one behind
    /// merged headings, which reach no further than they are merged.
    pub(super) fn is_grand_total(&self, place: u32, upper: &Heading) -> bool {
        let Some(lowest) = self.levels.last() else { return false };
        let groups = upper.places.len();
        let is_behind = || upper.is_merged && upper.places.keys().next_back().is_some_and(|last| *last < place);
        matches!(lowest.places.get(&place), Some(Over::Total)) && (is_behind() || (lowest.totals() == 1 && groups > 1))
    }

    /// What the total below a period is of: the period, where all its parts stand beside the total or none does, else those parts, where
    /// they are all that the table has.
    pub(super) fn total_below(&self, period: Period, at: Address) -> Option<AboutPeriod> {
        let lowest = self.levels.last()?;
        let upper = self.levels.iter().find(|level| level.places.values().any(|over| over.period_at() == Some(at)))?;
        let is_part = |place: &u32| upper.up_to(*place).and_then(Over::period_at) == Some(at);
        let moments = |is_part: &dyn Fn(&u32) -> bool| -> BTreeSet<Moment> {
            let parts = lowest.places.iter().filter(|(place, _)| is_part(place));
            parts.filter_map(|(_, over)| if let Over::Moment(moment, _) = over { Some(*moment) } else { None }).collect()
        };
        let parts = moments(&is_part);
        if parts.is_empty() || are_all_of(&parts, period) {
            return Some(AboutPeriod::Of(period));
        }
        let is_alone = upper.places.values().filter_map(Over::period_at).all(|other| other == at);
        (is_alone && moments(&|place| !is_part(place)).is_empty()).then_some(AboutPeriod::Total)
    }

    /// True for a total in an upper line of headings with nothing below it: one of all that the lines below say.
    pub(super) fn is_total_of_all(&self, place: u32) -> bool {
        let mut levels = self.levels.iter().skip_while(|level| !level.places.contains_key(&place));
        let first = levels.next().and_then(|level| level.places.get(&place));
        let mut below = levels.peekable();
        matches!(first, Some(Over::Total)) && below.peek().is_some() && below.all(|level| !level.places.contains_key(&place))
    }
}

/// True if months or quarters make up a whole period.
fn are_all_of(parts: &BTreeSet<Moment>, period: Period) -> bool {
    let months = |moment: &Moment| match moment {
        Moment::Month(_) => 1,
        Moment::Quarter(_) => 3,
        Moment::Period(part) if part.grain() == Grain::Month => 1,
        Moment::Period(part) if part.grain() == Grain::Quarter => 3,
        Moment::Period(_) => 0,
    };
    let whole = match period.grain() {
        Grain::Year => 12,
        Grain::Quarter => 3,
        _ => return true,
    };
    parts.iter().map(months).sum::<u32>() == whole
}
