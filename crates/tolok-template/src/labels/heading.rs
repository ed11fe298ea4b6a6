//! A line of headings: what each of its places is about.

mod reading;

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_xlsx::Address;

pub(super) use self::reading::Found;
use self::reading::{Reading, counts_rows, dimension, months_of_days, numbered, reading, subtotals, total_behind};
use super::around::{Around, is_heading};
use super::kind::{is_name, kind};
use super::lexicon::{Aside, Lexicon, Measure, Member, Moment};
use super::sheet::{Held, View};

/// A line of headings.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) line: u32,
    pub(super) about: About,
    /// What stands over each place.
    pub(super) places: BTreeMap<u32, Over>,
    /// True where it is beyond doubt that these are headings: they name periods, totals, or members that are known.
    pub(super) is_certain: bool,
    /// True if its months or quarters without a year begin anew on the way, as in November, December, January.
    pub(super) runs_over_the_year: bool,
    /// True if one of them is merged over several places, so that each stands for its own places and no others.
    pub(super) is_merged: bool,
    /// The places of which nothing is said although something stands over them.
    pub(super) set_aside: Vec<SetAside>,
    /// The place where something else begins, if there is any.
    pub(super) end: Option<u32>,
}

/// A place that looks like one of the headings and is not read as one.
#[derive(Debug, Clone)]
pub(super) enum SetAside {
    /// A total that more headings and another total follow: one of some of the places, and nothing says of which.
    Subtotal(u32, Address),
    /// What stands right behind the last total, and has a number.
    Behind(u32, Address),
    /// A text among periods that is none.
    Unread(u32, Address),
}

/// What a line of headings is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum About {
    Periods,
    /// Members of this dimension.
    Members(Arc<str>),
    /// Members of one of these; nobody can tell which.
    Undecided(Vec<Arc<str>>),
    /// Words for everything, such as `Total` or `Value`.
    Everything,
}

/// What stands over a place.
#[derive(Debug, Clone)]
pub(super) enum Over {
    Moment(Moment, Address),
    Member(MemberHeading),
    Total,
}

/// A heading that is a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberHeading {
    /// The member as the definitions spell it, or else as it stands there.
    pub name: Arc<str>,
    /// True if the definitions know it.
    pub is_known: bool,
    /// Where it stands.
    pub at: Address,
}

impl MemberHeading {
    /// The heading of a member that the definitions know.
    pub(super) fn known(member: &Member, at: Address) -> Self {
        Self { name: Arc::clone(&member.name), is_known: true, at }
    }
}

impl Over {
    /// Where a period stands over a place.
    pub(super) fn period_at(&self) -> Option<Address> {
        if let Over::Moment(_, at) = self { Some(*at) } else { None }
    }
}

impl Heading {
    /// True for a place with something over it that is not read as a heading.
    pub(super) fn sets_aside(&self, place: u32) -> bool {
        self.set_aside.iter().any(|aside| {
            let (SetAside::Subtotal(known, _) | SetAside::Behind(known, _) | SetAside::Unread(known, _)) = aside;
            *known == place
        })
    }

    /// What stands over a place of a line of upper headings, each of which stands for the places up to the next.
    pub(super) fn up_to(&self, place: u32) -> Option<&Over> {
        let (known, over) = self.places.range(..=place).next_back()?;
        (!(known + 1..=place).any(|between| self.sets_aside(between))).then_some(over)
    }

    /// How many totals there are among them.
    pub(super) fn totals(&self) -> usize {
        self.places.values().filter(|over| matches!(over, Over::Total)).count()
    }
}

/// True if months or quarters without a year begin anew on the way, as in November, December, January.
fn run_over_the_year(places: &BTreeMap<u32, Over>) -> bool {
    let months = |moment: &Moment| if let Moment::Month(number) = moment { Some(*number) } else { None };
    let quarters = |moment: &Moment| if let Moment::Quarter(number) = moment { Some(*number) } else { None };
    begin_anew(places, &months) || begin_anew(places, &quarters)
}

fn begin_anew(places: &BTreeMap<u32, Over>, number: &dyn Fn(&Moment) -> Option<i8>) -> bool {
    let mut numbers: Vec<(i8, Address)> = Vec::new();
    for over in places.values() {
        if let Over::Moment(moment, at) = over
            && let Some(number) = number(moment)
            && numbers.last().is_none_or(|(_, last)| last != at)
        {
            numbers.push((number, *at));
        }
    }
    numbers.windows(2).any(|pair| matches!(pair, [(one, _), (next, _)] if next < one))
        && numbers.windows(2).all(|pair| matches!(pair, [(one, _), (next, _)] if next > one || *next == 1))
}

/// The headings in a line, behind the place `label`; nothing if what stands there is anything else.
///
/// `named` are the lines that begin with an input or KPI.
pub(super) fn read(
    view: View<'_>,
    lexicon: &dyn Lexicon,
    line: u32,
    label: u32,
    named: &BTreeMap<u32, Vec<Measure>>,
    around: &Around<'_>,
) -> Option<Heading> {
    let filled = around.filled;
    let last = filled.last().copied()?;
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut place = label.saturating_add(1);
    // Below the last total, and behind a gap through the whole sheet, stands what is no part of the table: a note, or another table.
    let (mut is_behind_total, mut is_behind_gap) = (false, false);
    let (mut totals, mut set_aside) = (Vec::new(), Vec::new());
    // How many headings stood before the last gap.
    let mut before_gap = 0;
    let counts_rows = view.is_turned && view.text(line, label).is_some_and(counts_rows);
    let corner = view.text(line, label).unwrap_or_default();
    // Whoever is called `Jan` below `Owner` is no month.
    if view.is_turned && lexicon.aside(corner) == Some(Aside::Remark) {
        return None;
    }
    // Looked for once for all that stands before it.
    let mut next_total: Option<u32> = None;
    let mut end = None;
    while place <= last && !around.ends_at(place, named) {
        let spread = view.spread(line, place);
        let next = spread.end().saturating_add(1);
        if let (Some(held), Some(at)) = (view.held(line, place), view.address(line, place)) {
            if counts_rows && matches!(held, Held::Number(_)) {
                place = next;
                continue;
            }
            let read = reading(held, lexicon).or_else(|| view.is_turned.then(|| numbered(held, corner)).flatten());
            let is_known = match read {
                Some(Reading::Text(text)) => !lexicon.members(text).is_empty(),
                Some(_) => true,
                None => false,
            };
            let is_behind_own_gap = !found.is_empty() && before_gap == found.len();
            // Where this table would have its numbers, another one has headings.
            let numbers = || named.range(line..).next().into_iter().flat_map(|(first, _)| around.lines.range(*first..));
            let is_foreign = || around.has_label(place) || numbers().any(|line| is_heading(view, *line, place, lexicon));
            let is_title = around.begins_other(place, kind(held, lexicon), &found, (is_behind_total, is_behind_own_gap));
            if is_title || is_behind_own_gap && is_foreign() {
                end = Some(place);
                break;
            }
            let holds_text = || named.keys().any(|named| view.text(*named, place).is_some());
            if !is_known && is_behind_total && !is_behind_gap && next_total.is_none_or(|next| next <= place) {
                next_total = total_behind(view, lexicon, line, *spread.end(), named);
            }
            let has_ended = is_behind_total && (is_behind_gap || next_total.is_none_or(|next| next <= place));
            let is_measure = || is_name(held, lexicon);
            if !is_known && (has_ended || is_behind_gap && (read.is_none() || holds_text() || is_measure())) {
                let holds_input = |(line, measures): (&u32, &Vec<Measure>)| {
                    measures.iter().any(|measure| measure.is_input) && matches!(view.held(*line, place), Some(Held::Number(_)))
                };
                if !is_behind_gap && matches!(read, Some(Reading::Text(_))) && named.iter().any(holds_input) {
                    set_aside.push(SetAside::Behind(place, at));
                }
                end = Some(place);
                break;
            }
            let read = read?;
            if let Reading::Text(text) = read
                && lexicon.members(text).is_empty()
            {
                let is_aside = lexicon.aside(text).is_some();
                let is_aggregate = lexicon.is_aggregate(text);
                if is_aggregate || is_aside {
                    let place = |place| if is_aggregate { SetAside::Subtotal(place, at) } else { SetAside::Unread(place, at) };
                    set_aside.extend(spread.clone().map(place));
                }
                // What stands over the members or periods of rows is none itself; behind headings it begins another table.
                let is_axis = lexicon.is_time(text) || lexicon.dimension(text).is_some();
                if is_axis && !found.is_empty() {
                    end = Some(place);
                    break;
                }
                if is_aggregate || is_aside || is_axis {
                    place = next;
                    continue;
                }
            }
            if matches!(read, Reading::Total) && !view.is_headed(line, place, named) {
                // A total beside another heading is that of a part, and more parts may follow. So they do where it stands in front of them all.
                is_behind_total |= !found.is_empty() || lexicon.dimension(view.text(line, label).unwrap_or_default()).is_none();
                totals.push(found.len());
            }
            found.push((spread.clone(), at, read));
        } else {
            let is_gap = !found.is_empty() && !filled.contains(&place);
            is_behind_gap |= is_gap;
            before_gap = if is_gap { found.len() } else { before_gap };
        }
        place = next;
    }
    end = end.or_else(|| (place <= last).then_some(place));
    if found.is_empty() {
        return None;
    }
    months_of_days(&mut found);
    for subtotal in subtotals(&found, &totals).into_iter().rev() {
        let (spread, at, _) = found.remove(subtotal);
        set_aside.extend(spread.map(|place| SetAside::Subtotal(place, at)));
    }
    // `Month` and one month, side by side, are said of all that is below; one below the other, they are a heading and a row.
    let is_text = || matches!(found.as_slice(), [(.., Reading::Text(_))]);
    let is_time = || lexicon.is_time(corner) && (view.is_turned || is_text());
    let names_axis = || is_time() || lexicon.dimension(corner).is_some() || lexicon.is_metric(corner) || lexicon.is_value(corner);
    if found.len() == 1 && !corner.is_empty() && !counts_rows && !names_axis() {
        // `Prepared by` and a name are no headings.
        return None;
    }
    let moments = found.iter().filter(|(.., reading)| matches!(reading, Reading::Moment(_))).count();
    let texts: Vec<&str> =
        found.iter().filter_map(|(.., reading)| if let Reading::Text(text) = reading { Some(*text) } else { None }).collect();
    if texts.iter().any(|text| lexicon.members(text).is_empty() && !lexicon.measures(text).is_empty()) {
        // They name inputs and KPIs, so they are the other axis.
        return None;
    }
    // Below a word for a period, what is no period is one that nobody understands, and none of the numbers of a coarser one.
    if view.is_turned && lexicon.is_time(corner) && moments == 0 && texts.iter().all(|text| lexicon.members(text).is_empty()) {
        let places = BTreeMap::new();
        set_aside.extend(found.iter().flat_map(|(spread, at, _)| spread.clone().map(|place| SetAside::Unread(place, *at))));
        let (about, is_merged) = (About::Everything, false);
        return Some(Heading { line, about, places, is_certain: true, runs_over_the_year: false, is_merged, set_aside, end });
    }
    // Periods among members each begin a group of rows.
    let has_known = texts.iter().any(|text| !lexicon.members(text).is_empty());
    // A period with its year is nobody's member, whatever stands beside it; among rows it may begin a group of them.
    let has_period = found.iter().any(|(.., reading)| matches!(reading, Reading::Moment(Moment::Period(_))));
    let is_time = moments > 0 && !has_known && (moments >= texts.len() || has_period && !view.is_turned);
    // Beside `Actual` or `Value`, what nobody knows is no member.
    let has_value = found.iter().any(|(.., reading)| matches!(reading, Reading::Value));
    if has_value && !has_known && !is_time && !texts.is_empty() {
        let unread = found.iter().filter(|(.., reading)| matches!(reading, Reading::Text(_)));
        set_aside.extend(unread.flat_map(|(spread, at, _)| spread.clone().map(|place| SetAside::Unread(place, *at))));
        found.retain(|(.., reading)| !matches!(reading, Reading::Text(_)));
    }
    let texts: Vec<&str> =
        found.iter().filter_map(|(.., reading)| if let Reading::Text(text) = reading { Some(*text) } else { None }).collect();
    let (about, is_certain) = if is_time {
        (About::Periods, true)
    } else if texts.is_empty() {
        (About::Everything, true)
    } else {
        // Beside a total, what nobody knows is a part of it.
        let has_total = found.iter().any(|(.., reading)| matches!(reading, Reading::Total));
        let (about, is_certain) = dimension(lexicon, corner, &texts);
        let is_part = has_total && matches!(about, About::Members(_)) && lexicon.dimensions().len() == 1;
        (about, is_certain || is_part)
    };
    let dimension = if let About::Members(dimension) = &about { Some(dimension) } else { None };
    let mut places = BTreeMap::new();
    let is_merged = found.iter().any(|(spread, ..)| spread.end() > spread.start());
    for (spread, at, reading) in found {
        let over = match (reading, &about) {
            (Reading::Moment(moment), About::Periods) => Over::Moment(moment, at),
            (Reading::Total | Reading::Value, _) => Over::Total,
            (Reading::Text(text), About::Members(_) | About::Undecided(_)) => {
                let known = lexicon.members(text).into_iter().find(|member| Some(&member.dimension) == dimension);
                let is_known = known.is_some();
                Over::Member(MemberHeading { name: known.map_or_else(|| text.into(), |member| member.name), is_known, at })
            }
            // A number or a period among members is a member called so.
            (Reading::Moment(_), About::Members(_)) if has_known => continue,
            (Reading::Moment(_), About::Members(_) | About::Undecided(_)) => match view.text(line, *spread.start()) {
                Some(text) => Over::Member(MemberHeading { name: text.into(), is_known: false, at }),
                None => continue,
            },
            (Reading::Text(_), About::Periods) => {
                set_aside.extend(spread.map(|place| SetAside::Unread(place, at)));
                continue;
            }
            _ => continue,
        };
        for place in spread {
            places.insert(place, over.clone());
        }
    }
    let runs_over_the_year = run_over_the_year(&places);
    Some(Heading { line, about, places, is_certain, runs_over_the_year, is_merged, set_aside, end })
}
