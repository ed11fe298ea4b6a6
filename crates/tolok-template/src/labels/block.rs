//! Tables of a sheet in which one axis names inputs and KPIs, and the other members or periods.

mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_value::{Date, Grain, Period};
use tolok_xlsx::Address;

use super::behind;
use super::behind::{Axis, Behind};
use super::group;
use super::heading::{About, Around, Heading, MemberHeading, Over, read};
use super::lexicon::{Lexicon, Measure, Moment};
use super::parts::{PartAbout, Parts};
use super::recognised::{AboutPeriod, LabelledCell, Subject, UnreadCell};
use super::section::{Kind, Section, Sections, kind, year_of};
use super::sheet::{Held, View};

/// What was recognised in a sheet, read one way round.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) cells: Vec<LabelledCell>,
    pub(super) problems: Vec<Diagnostic>,
    /// KPIs below or beside headings that nobody understands.
    pub(super) unread: Vec<UnreadCell>,
    /// The number of the next table.
    pub(super) next: usize,
}

/// Recognises the tables of a sheet whose inputs and KPIs are named down a column; of a turned view, along a row. `first` is the number of
/// the first table.
pub(super) fn recognise(view: View<'_>, lexicon: &dyn Lexicon, file: &Arc<str>, first: usize) -> Blocks {
    let mut measures: BTreeMap<u32, BTreeMap<u32, Vec<Measure>>> = BTreeMap::new();
    let (mut lines, mut places) = (BTreeSet::new(), BTreeSet::new());
    for (address, cell) in view.sheet.filled() {
        let (line, place) = view.position(address);
        lines.insert(line);
        places.insert(place);
        if let Held::Text(text) = &cell.held {
            let named = lexicon.measures(text.trim());
            if !named.is_empty() {
                measures.entry(place).or_default().insert(line, named);
            }
        }
    }
    let sections = Sections::of(view.sheet, lexicon);
    let labels: BTreeSet<u32> = measures.keys().copied().collect();
    let no_titles = BTreeMap::new();
    let mut found = Blocks::default();
    let mut next = first;
    for (label, named) in &measures {
        let next_table = next_table(*label, &measures);
        let parts = Parts::of(view, lexicon, *label, named, next_table.unwrap_or(u32::MAX));
        let mut rows: BTreeSet<u32> = parts.rows().collect();
        if !view.is_turned {
            rows.extend(behind::shared(view, lexicon, *label, named));
        }
        let reached: BTreeSet<u32> = places.range(..next_table.unwrap_or(u32::MAX)).copied().collect();
        let others = (!rows.is_empty()).then(|| sections.without(&rows));
        let mut column = Column {
            view,
            lexicon,
            file,
            label: *label,
            named,
            all: &measures,
            places: &reached,
            titles: if view.is_turned { sections.titles() } else { &no_titles },
            filled: &places,
            lines: &lines,
            labels: &labels,
            sections: others.as_ref().unwrap_or(&sections),
            parts: &parts,
            heading: 0,
            behind: None,
            behind_axis: None,
            next,
            found: &mut found,
        };
        column.read();
        next = column.next;
    }
    found.next = next;
    found
}

/// The place of the next table beside the one whose labels stand at a place: it has labels in the same lines.
fn next_table(label: u32, all: &BTreeMap<u32, BTreeMap<u32, Vec<Measure>>>) -> Option<u32> {
    let named = all.get(&label)?;
    // Names right beside each other head a table the other way round.
    let is_apart = |line: &u32, place: u32| {
        (label.saturating_add(1)..place).any(|between| all.get(&between).is_none_or(|named| !named.contains_key(line)))
    };
    let is_beside = |place: u32, other: &BTreeMap<u32, Vec<Measure>>| {
        let both = named.keys().filter(|line| other.contains_key(line) && is_apart(line, place));
        both.count() >= named.len().min(2)
    };
    all.range(label.saturating_add(1)..).find(|(place, other)| is_beside(**place, other)).map(|(place, _)| *place)
}

/// A column of labels while it is read.
struct Column<'a> {
    view: View<'a>,
    lexicon: &'a dyn Lexicon,
    file: &'a Arc<str>,
    label: u32,
    named: &'a BTreeMap<u32, Vec<Measure>>,
    all: &'a BTreeMap<u32, BTreeMap<u32, Vec<Measure>>>,
    /// The places where the sheet holds anything, up to the next table beside this one.
    places: &'a BTreeSet<u32>,
    /// The places where titles of tables may stand.
    titles: &'a BTreeMap<u32, bool>,
    filled: &'a BTreeSet<u32>,
    /// The lines where it holds anything.
    lines: &'a BTreeSet<u32>,
    /// All places of labels.
    labels: &'a BTreeSet<u32>,
    sections: &'a Sections,
    parts: &'a Parts,
    /// The line with the name that the line which is read is about.
    heading: u32,
    /// What stands behind the label of that line.
    behind: Option<Behind>,
    /// What those behind the labels before it are.
    behind_axis: Option<Axis>,
    next: usize,
    found: &'a mut Blocks,
}

/// Headings that stand one below the other.
#[derive(Debug, Clone)]
struct Band {
    number: usize,
    levels: Vec<Heading>,
    last_line: u32,
    /// True if a line among them says something that nobody understands.
    has_unread: bool,
    /// True if such a line tells places apart that the understood ones do not reach, so that nobody knows how far those reach.
    is_unclear: bool,
    /// True once a line below it has been read by it.
    is_used: bool,
}

impl Band {
    /// True for a total of everything, beside what an upper line of headings says of groups of places: the only total there is, or one behind
    /// merged headings, which reach no further than they are merged.
    fn is_grand_total(&self, place: u32, upper: &Heading) -> bool {
        let Some(lowest) = self.levels.last() else { return false };
        let groups = upper.places.len();
        let is_behind = || upper.is_merged && upper.places.keys().next_back().is_some_and(|last| *last < place);
        matches!(lowest.places.get(&place), Some(Over::Total)) && (is_behind() || (lowest.totals() == 1 && groups > 1))
    }

    /// What the total below a period is of: the period, where all its parts stand beside the total or none does, else those parts, where
    /// they are all that the table has.
    fn total_below(&self, period: Period, at: Address) -> Option<AboutPeriod> {
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
    fn is_total_of_all(&self, place: u32) -> bool {
        let mut levels = self.levels.iter().skip_while(|level| !level.places.contains_key(&place));
        let first = levels.next().and_then(|level| level.places.get(&place));
        let mut below = levels.peekable();
        matches!(first, Some(Over::Total)) && below.peek().is_some() && below.all(|level| !level.places.contains_key(&place))
    }
}

impl Column<'_> {
    fn read(&mut self) {
        let lines = self.lines;
        let mut band: Option<Band> = None;
        let end = self.named.keys().next_back().copied().max(self.parts.last()).unwrap_or(0);
        // The line whose name the lines below it share, which have no label and begin with a member as it does.
        let (mut shared, mut is_unknown): (Option<u32>, bool) = (None, false);
        for line in lines.iter().copied() {
            let behind = self.behind(line, band.as_ref());
            let is_said = behind.as_ref().is_some_and(Behind::is_said) && self.view.held(line, self.label).is_none();
            // Behind a gap, or with headings behind, a line begins another table.
            let is_shared =
                is_said && line.checked_sub(1).is_some_and(|above| lines.contains(&above)) && !self.has_headings(line, band.as_ref());
            let heading = self.parts.get(line).map(|part| part.heading).or(shared.filter(|_| is_shared)).unwrap_or(line);
            if heading == line && line > end {
                break;
            }
            if is_unknown && behind.is_some() && self.view.held(line, self.label).is_none() {
                continue;
            }
            is_unknown = false;
            let named = self.named.get(&heading);
            if heading == line {
                shared = named.and(behind.as_ref()).filter(|behind| behind.is_said()).map(|_| line);
            }
            if let Some(named) = named {
                if let Some(Behind::Unknown(at)) = behind.as_ref().filter(|_| self.is_shared_below(line, lines)) {
                    self.tell_unknown(line, *at);
                    is_unknown = true;
                    continue;
                }
                self.behind = behind.filter(Behind::is_said);
                self.heading = heading;
                self.behind_axis = self.behind.as_ref().and_then(Behind::axis).or(self.behind_axis.take());
                if let Some(band) = band.as_mut().filter(|_| !self.parts.is_heading(line)) {
                    band.is_used = true;
                    let section = if self.view.is_turned { self.sections.above(self.label) } else { self.sections.at(line) };
                    self.row(line, named, band, &section);
                }
                continue;
            }
            let labels = self.view.is_turned.then_some(self.all);
            let around = Around { filled: self.places, titles: self.titles, labels };
            let group = || group::read(self.view, self.lexicon, line, self.label, self.labels, self.filled);
            let heading = group().or_else(|| read(self.view, self.lexicon, line, self.label, self.named, &around));
            if let Some(heading) = heading.filter(|heading| self.begins_here(heading)) {
                let is_next = band.as_ref().is_some_and(|band| self.is_next(band.last_line, line, lines));
                band = Some(self.stacked(band.filter(|_| is_next), heading));
            }
        }
    }

    /// True if a row has headings where others have their numbers. A column may have those of other tables.
    fn has_headings(&self, line: u32, band: Option<&Band>) -> bool {
        if self.view.is_turned {
            return false;
        }
        let places = band.iter().flat_map(|band| &band.levels).flat_map(|level| level.places.keys());
        places
            .filter_map(|place| self.view.held(line, *place))
            .any(|held| kind(held, self.lexicon).is_some() || matches!(held, Held::Text(text) if self.lexicon.aside(text.trim()).is_some()))
    }

    /// True for a row whose label stands below headings of a table in front of it.
    fn is_within_other(&self, line: u32, band: &Band) -> bool {
        let Some(lowest) = band.levels.last().map(|level| level.line).filter(|_| !self.view.is_turned) else { return false };
        let is_below_heading = self.view.held(lowest, self.label).is_some_and(|held| kind(held, self.lexicon).is_some());
        is_below_heading && self.all.range(..self.label).any(|(_, named)| named.range(lowest..line).next().is_some())
    }

    /// What stands behind the label of a line, unless there is a heading above it.
    fn behind(&self, line: u32, band: Option<&Band>) -> Option<Behind> {
        let place = Behind::place(self.view, line, self.label);
        let is_headed = band?.levels.iter().any(|level| level.places.contains_key(&place));
        if is_headed || self.parts.get(line).is_some() { None } else { Behind::of(self.view, self.lexicon, line, self.label) }
    }

    /// True if the label of a line stands for the lines below it, too.
    fn is_shared_below(&self, line: u32, lines: &BTreeSet<u32>) -> bool {
        let below = line.saturating_add(1);
        let place = Behind::place(self.view, line, self.label);
        lines.contains(&below) && self.view.held(below, self.label).is_none() && self.view.text(below, place).is_some()
    }

    /// False for what stands further down than the rows of a table do that has its headings here.
    fn begins_here(&self, heading: &Heading) -> bool {
        let first = heading.places.keys().next().copied().unwrap_or(0);
        // Below the names, members or periods may tell their cells apart.
        let last = || self.named.keys().map(|line| Behind::place(self.view, *line, self.label)).max().unwrap_or_default();
        let is_behind = || {
            let mut named = self.named.keys().filter(|line| **line > heading.line);
            named.next().and_then(|line| Behind::of(self.view, self.lexicon, *line, self.label)).is_some_and(|behind| behind.is_said())
        };
        let begins = first == self.label.saturating_add(1) || first == last().saturating_add(1) && is_behind();
        !self.view.is_turned || begins || self.view.held(heading.line, self.label).is_some()
    }

    /// True if a line of headings belongs to the one before it. Beside the rows of a table, columns of something else may stand between.
    fn is_next(&self, before: u32, line: u32, lines: &BTreeSet<u32>) -> bool {
        let mut between = before.saturating_add(1)..line;
        match self.view.is_turned {
            true => between.all(|line| lines.contains(&line) && self.view.held(line, self.label).is_some()),
            false => between.next().is_none(),
        }
    }

    /// The headings with another line of them below.
    fn stacked(&mut self, band: Option<Band>, heading: Heading) -> Band {
        let (line, is_certain) = (heading.line, heading.is_certain);
        match band {
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
                band
            }
            _ => {
                self.next += 1;
                Band { number: self.next - 1, levels: vec![heading], last_line: line, has_unread: false, is_unclear: false, is_used: false }
            }
        }
    }

    /// The cells of a line that begins with the name of an input or KPI.
    fn row(&mut self, line: u32, named: &[Measure], band: &Band, section: &Section) {
        let after = self.all.range(self.label.saturating_add(1)..).find(|(_, lines)| lines.contains_key(&line));
        let end = after.map_or(u32::MAX, |(place, _)| *place);
        let places: BTreeSet<u32> =
            band.levels.iter().flat_map(|level| level.places.keys().copied()).filter(|place| *place < end).collect();
        if let ([_, _, ..], Some(label)) = (named, self.view.address(line, self.label)) {
            if !places.is_empty() {
                self.found.problems.push(self.ambiguous(named, label));
            }
            return;
        }
        // A line of names is one of headings itself.
        let is_beside_name =
            || self.label.checked_sub(1).and_then(|before| self.all.get(&before)).is_some_and(|named| named.contains_key(&line));
        if is_beside_name() || self.has_headings(line, Some(band)) || self.is_within_other(line, band) {
            return;
        }
        let Some(measure) = named.first().filter(|_| !band.is_unclear) else { return };
        self.tell_set_aside(line, measure, band);
        self.tell_scale(line, &places);
        let section = &self.beside(line, band, section.clone());
        if let Some(text) = &section.unread {
            self.leave_unread(line, measure, &places, text);
            return;
        }
        let mut seen: Vec<Subject> = Vec::new();
        let before = self.found.cells.len();
        for place in places {
            let Some(address) = self.view.address(line, place) else { continue };
            if self.view.sheet.merged_at(address).is_some_and(|area| area.first() != address) {
                continue;
            }
            let is_certain = band.levels.iter().all(|level| level.is_certain);
            let Some(about) = self.about(band, line, place, section) else {
                self.leave_untold(line, measure, place, band);
                continue;
            };
            let subject = match about {
                Ok(subject) => subject,
                Err(problem) => {
                    // Where nothing is certain and nothing was typed, these may be no headings at all.
                    let holds = self.view.held(line, place);
                    if is_certain || matches!(holds, Some(Held::Number(_) | Held::Percent(_))) {
                        self.found.problems.push(problem);
                    }
                    continue;
                }
            };
            if band.has_unread && seen.iter().any(|known| known.is_same(&subject)) {
                // Nobody can tell the places apart, so none of them is known for what it is.
                self.found.cells.truncate(before);
                return;
            }
            if band.has_unread {
                seen.push(subject.clone());
            }
            let cell = self.cell(address, measure, subject, band.number);
            self.found.cells.push(LabelledCell { is_certain, ..cell });
        }
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

    fn cell(&self, address: Address, measure: &Measure, subject: Subject, block: usize) -> LabelledCell {
        let cell = self.view.sheet.get(address);
        LabelledCell {
            sheet: self.view.sheet.index,
            sheet_name: Arc::clone(&self.view.sheet.name),
            address,
            measure: measure.clone(),
            label: self.view.address(self.heading, self.label).unwrap_or(address),
            members: subject.members,
            period: subject.period,
            block,
            held: cell.map_or(Held::Nothing, |cell| cell.held.clone()),
            has_formula: cell.is_some_and(|cell| cell.has_formula),
            is_certain: true,
            number_format: cell.map_or_else(|| "General".into(), |cell| Arc::clone(&cell.number_format)),
        }
    }

    /// What a place of a line is about, by the headings above it, the line itself and its section; nothing where headings say different things of one dimension.
    fn about(&self, band: &Band, line: u32, place: u32, section: &Section) -> Option<Result<Subject, Diagnostic>> {
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
        match period_of(moment, year.filter(|_| !is_wrapped)) {
            Some(period) => Some(Ok(Subject { members, period: AboutPeriod::Of(period) })),
            None => Some(Err(self.without_year(said_at.unwrap_or(Some(at)), is_wrapped))),
        }
    }

    /// What stands before the name of an input or KPI, beside it: the member or period of its row, or of the group of rows it is in.
    fn beside(&self, line: u32, band: &Band, mut section: Section) -> Section {
        let first = band.levels.first().map_or(0, |level| level.line);
        let is_row = |line: &u32| self.named.contains_key(line) && *line > first;
        for place in (1..self.label).rev() {
            if !self.places.contains(&place) || self.all.get(&place).is_some_and(|lines| lines.contains_key(&line)) {
                break;
            }
            let own = self.view.covering(line, place);
            let held = own.or_else(|| {
                // What stands once above several rows holds for all of them.
                let above = self.named.range(..line).rev().map(|(line, _)| *line).take_while(is_row);
                // So does what stands over the headings, in front of the names.
                let over = std::iter::once(first).filter(|_| self.view.is_turned);
                above.chain(over).filter_map(|line| self.view.covering(line, place)).next()
            });
            let Some(Held::Text(text)) = held else {
                if let (Some(Held::Date(_, period)), None) = (held, section.moment) {
                    (section.moment, section.is_all_periods) = (Some((Moment::Period(*period), None)), false);
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
            let at = self.view.address(line, place).unwrap_or(Address::A1);
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
                _ => {}
            }
        }
        section
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

fn period_of(moment: Moment, year: Option<i16>) -> Option<Period> {
    let (month, grain) = match moment {
        Moment::Period(period) => return Some(period),
        Moment::Month(month) => (month, Grain::Month),
        Moment::Quarter(quarter) => (quarter.checked_mul(3)?.checked_sub(2)?, Grain::Quarter),
    };
    Period::of(Date::new(year?, month, 1).ok()?, grain)
}
