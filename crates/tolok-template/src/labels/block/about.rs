//! What the cells of a line are about: headings above, the line itself, what stands beside it and above its table.

use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_value::Grain;
use tolok_xlsx::Address;

use super::super::band::Band;
use super::super::behind::{Axis, Behind};
use super::super::heading::{About, Heading, MemberHeading, Over};
use super::super::kind::{Kind, kind};
use super::super::lexicon::Moment;
use super::super::parts::PartAbout;
use super::super::recognised::{AboutPeriod, Subject};
use super::super::section::{Section, year_of};
use super::super::sheet::Held;
use super::Column;

impl Column<'_> {
    /// What a place of a line is about, by the headings above it, the line itself and its section; nothing where headings say different things of one dimension.
    pub(super) fn about(&self, band: &Band, line: u32, place: u32, section: &Section) -> Option<Result<Subject, Diagnostic>> {
        let mut members: Vec<(Arc<str>, Option<MemberHeading>)> = Vec::new();
        let (mut moments, mut has_periods, mut is_total): (Vec<(Moment, Address)>, bool, bool) = (Vec::new(), false, false);
        if band.levels.iter().any(|level| level.sets_aside(place)) {
            return None;
        }
        let is_whole = band.is_total_of_all(place);
        for level in &band.levels {
            // An upper heading that is not merged stands for the places up to the next.
            let is_lowest = std::ptr::eq(level, band.levels.last()?);
            let over = match (level.places.get(&place), is_lowest) {
                (Some(over), _) => over,
                (None, _) if is_whole => &Over::Total,
                (None, true) => return None,
                (None, false) if level.about == About::Everything => continue,
                (None, false) if band.is_grand_total(place, level) => &Over::Total,
                (None, false) => level.up_to(place)?,
            };
            has_periods |= level.about == About::Periods;
            match (&level.about, over) {
                (About::Periods, Over::Moment(moment, at)) => moments.push((*moment, *at)),
                (About::Periods | About::Everything, Over::Total) => is_total |= level.about == About::Periods,
                (About::Members(dimension), over) => {
                    if members.iter().any(|(known, _)| known == dimension) {
                        return None;
                    }
                    let member = if let Over::Member(member) = over { Some(member.clone()) } else { None };
                    members.push((Arc::clone(dimension), member));
                }
                (About::Undecided(several), Over::Member(member)) => return Some(Err(self.which(several, member.at))),
                _ => return None,
            }
        }
        if let Some(part) = self.parts.get(line) {
            match (&part.axis, &part.about) {
                (Axis::Dimension(dimension), about) if members.iter().all(|(known, _)| known != dimension) => {
                    let member = if let PartAbout::Member(member) = about { Some(member.clone()) } else { None };
                    members.insert(0, (Arc::clone(dimension), member));
                }
                (Axis::Periods, PartAbout::Moment(moment, at)) if !has_periods => {
                    has_periods = true;
                    moments.push((*moment, *at));
                }
                (Axis::Periods, PartAbout::Total) if !has_periods => (has_periods, is_total) = (true, true),
                _ => return None,
            }
        }
        match &self.behind {
            Some(Behind::Member(dimension, member)) if members.iter().all(|(known, _)| known != dimension) => {
                members.insert(0, (Arc::clone(dimension), Some(member.clone())));
            }
            Some(Behind::Total) => match &self.behind_axis {
                Some(Axis::Dimension(dimension)) if members.iter().all(|(known, _)| known != dimension) => {
                    members.insert(0, (Arc::clone(dimension), None));
                }
                Some(Axis::Periods) if !has_periods => (has_periods, is_total) = (true, true),
                _ => return None,
            },
            Some(Behind::Moment(moment, at)) if !has_periods => {
                has_periods = true;
                moments.push((*moment, *at));
            }
            Some(_) => return None,
            None => {}
        }
        for dimension in &section.totals {
            if !members.iter().any(|(known, _)| known == dimension) {
                members.insert(0, (Arc::clone(dimension), None));
            }
        }
        for (dimension, member) in section.members.iter().rev() {
            if !members.iter().any(|(known, _)| known == dimension) {
                members.insert(0, (Arc::clone(dimension), Some(member.clone())));
            }
        }
        let mut said_at = None;
        if !has_periods && section.is_all_periods {
            return Some(Ok(Subject { members, period: AboutPeriod::Total }));
        }
        if !has_periods && let Some((moment, at)) = section.moment {
            said_at = Some(at);
            moments.push((moment, self.view.address(band.last_line, self.label)?));
        }
        // Beside a month, a year says which year it is of, wherever it stands.
        let without_year = moments.iter().rev().find(|(moment, _)| !matches!(moment, Moment::Period(_)));
        let Some((moment, at)) = without_year.or(moments.last()).copied() else {
            let period = if has_periods && is_total { AboutPeriod::Total } else { AboutPeriod::Unsaid };
            return Some(Ok(Subject { members, period }));
        };
        if is_total {
            let Moment::Period(period) = moment else { return None };
            let period = band.total_below(period, at)?;
            return Some(Ok(Subject { members, period }));
        }
        let of_quarter = |moment: Moment| match moment {
            Moment::Period(period) if period.grain() == Grain::Quarter => Some(period.first_day().year()),
            _ => None,
        };
        let above = moments.iter().find_map(|(moment, _)| year_of(*moment).or_else(|| of_quarter(*moment)));
        // A year above the months themselves may be said of each; one for all of them is wrong for some.
        let is_wrapped = above.is_none() && band.levels.iter().any(|level| level.runs_over_the_year);
        let year = above.or_else(|| section.moment.and_then(|(moment, _)| year_of(moment)));
        let year = year.or_else(|| self.lexicon.years(&self.view.sheet.name).first().copied());
        let year = year.or_else(|| self.lexicon.year()).or(section.year);
        match self.lexicon.period(moment, year.filter(|_| !is_wrapped)) {
            Some(period) => Some(Ok(Subject { members, period: AboutPeriod::Of(period) })),
            // A month that was found in a title may be no more than a word.
            None if said_at.is_some() && section.is_unclear() => Some(Ok(Subject { members, period: AboutPeriod::Unsaid })),
            None => Some(Err(self.without_year(said_at.unwrap_or(Some(at)), is_wrapped))),
        }
    }

    /// What stands before the name of an input or KPI, beside it: the member or period of its row, or of the group of rows it is in.
    pub(super) fn beside(&self, line: u32, band: &Band, mut section: Section) -> Section {
        let first = band.levels.first().map_or(0, |level| level.line);
        let is_row = |line: &u32| self.named.contains_key(line) && *line > first;
        for place in (1..self.label).rev() {
            if !self.filled.contains(&place) || self.all.get(&place).is_some_and(|lines| lines.contains_key(&line)) {
                break;
            }
            let covering = |line: u32| self.view.covering(line, place).map(|held| (held, line));
            let found = covering(line).or_else(|| {
                // What stands once above several rows holds for all of them.
                let above = self.named.range(..line).rev().map(|(line, _)| *line).take_while(is_row);
                // So does what stands over the headings, in front of the names.
                let over = std::iter::once(first).filter(|_| self.view.is_turned);
                above.chain(over).filter_map(covering).next()
            });
            let held = found.map(|(held, _)| held);
            let Some(Held::Text(text)) = held else {
                let moment = match held {
                    Some(Held::Date(_, period)) => Some(Moment::Period(*period)),
                    Some(Held::Number(number)) => self.year_above(place, *number),
                    _ => None,
                };
                if let (Some(moment), None) = (moment, section.moment) {
                    (section.moment, section.is_all_periods) = (Some((moment, None)), false);
                }
                continue;
            };
            // Beside what stands above columns, the heading of the rows says so only if the rows have another one below it.
            let heads = |level: &&Heading| !self.view.is_turned || self.view.held(level.line, self.label).is_some();
            let corner = band.levels.iter().rev().filter(heads).find_map(|level| self.view.text(level.line, place)).unwrap_or_default();
            let dimension = self.lexicon.dimension(corner);
            let mut known =
                self.lexicon.members(text).into_iter().filter(|member| dimension.as_ref().is_none_or(|said| *said == member.dimension));
            let known = known.next().filter(|_| known.next().is_none());
            let at = self.view.address(found.map_or(line, |(_, line)| line), place).unwrap_or(Address::A1);
            match (known, dimension, self.lexicon.moment(text)) {
                (Some(member), ..) => {
                    section.members.insert(member.dimension, MemberHeading { name: member.name, is_known: true, at });
                }
                (None, Some(dimension), _) if self.lexicon.is_total(text) => {
                    section.members.remove(&dimension);
                    section.totals.insert(dimension);
                }
                (None, Some(dimension), _) => {
                    section.members.insert(dimension, MemberHeading { name: text.trim().into(), is_known: false, at });
                }
                (None, None, Some(moment)) => (section.moment, section.is_all_periods) = (Some((moment, Some(at))), false),
                (None, None, None) if self.lexicon.is_total(text) => self.total_beside(place, first, &mut section),
                (None, None, None) if self.lexicon.aside(text).is_some() => section.unread = Some(text.trim().into()),
                (None, None, None) if self.lexicon.is_unclear_period(text) => section.leave_open(text.trim(), at),
                _ => {}
            }
        }
        section
    }

    /// The year that a number is which stands alone right above the names of inputs and KPIs.
    fn year_above(&self, place: u32, number: f64) -> Option<Moment> {
        let is_alone = || self.lines.iter().filter(|line| self.view.held(**line, place).is_some()).count() == 1;
        let is_above = self.view.is_turned && place.checked_add(1) == Some(self.label);
        let moment = self.lexicon.moment(&number.to_string()).filter(|moment| year_of(*moment).is_some());
        moment.filter(|_| is_above && is_alone())
    }

    /// What a total is of that stands before the names of inputs and KPIs: of what stands there before others.
    fn total_beside(&self, place: u32, first: u32, section: &mut Section) {
        // Beside rows, what stands above the headings is none of them.
        let lines = self.lines.iter().filter(|line| self.view.is_turned || **line >= first);
        for held in lines.filter_map(|line| self.view.covering(*line, place)) {
            match (held, kind(held, self.lexicon)) {
                (_, Some(Kind::Moment)) => section.is_all_periods = true,
                (Held::Text(text), Some(Kind::Member)) => {
                    if let Some(member) = self.lexicon.only_member(text) {
                        section.members.remove(&member.dimension);
                        section.totals.insert(member.dimension);
                    }
                }
                _ => {}
            }
        }
    }
}
