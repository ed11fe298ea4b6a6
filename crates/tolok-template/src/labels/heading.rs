//! A line of headings: what each of its places is about.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use tolok_value::{Grain, Period};
use tolok_xlsx::Address;

use super::lexicon::{Lexicon, Measure, Member, Moment};
use super::section::{Kind, kind};
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

/// What a single heading can be.
enum Reading<'a> {
    Moment(Moment),
    Total,
    Value,
    Text(&'a str),
}

/// What else a sheet has along a line of headings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// The places where the sheet holds anything, up to the next table.
    pub(super) filled: &'a BTreeSet<u32>,
    /// Those where the title of another table may stand, and whether that begins right behind.
    pub(super) titles: &'a BTreeMap<u32, bool>,
    /// The names of inputs and KPIs by their places, where these are rows.
    pub(super) labels: Option<&'a BTreeMap<u32, BTreeMap<u32, Vec<Measure>>>>,
}

impl Around<'_> {
    /// True for a place with a label of another table.
    fn has_label(&self, place: u32) -> bool {
        self.labels.is_some_and(|labels| labels.contains_key(&place))
    }

    /// True for a place with a label where this table has its numbers: another one begins there.
    fn ends_at(&self, place: u32, named: &BTreeMap<u32, Vec<Measure>>) -> bool {
        self.labels.and_then(|labels| labels.get(&place)).is_some_and(|labels| labels.keys().any(|line| named.contains_key(line)))
    }

    /// True if what stands at a place is the title of another table, or heads one: what stands alone behind the end of this one or is something
    /// else than the headings before it, and what is something else behind a gap.
    fn begins_other(&self, place: u32, kind: Option<Kind>, found: &[Found<'_>], (is_behind_total, is_behind_gap): (bool, bool)) -> bool {
        let Some((.., last)) = found.last() else { return false };
        let is_end = is_behind_total || is_behind_gap;
        // The total of this table may well stand right in front of a gap.
        let is_other = |is_right_behind: bool| kind.is_some() && last.kind() != kind && (kind != Some(Kind::Total) || is_right_behind);
        let is_title = self.titles.get(&place).is_some_and(|is_right_behind| is_end || is_other(*is_right_behind));
        let is_new = || kind.is_some() && found.iter().all(|(.., reading)| reading.kind() != kind);
        // A total behind a total and a gap is a title, too.
        is_title || is_behind_gap && if kind == Some(Kind::Total) { is_behind_total } else { is_new() }
    }
}

/// True for a cell that holds a heading or a name, and not what stands below one.
fn is_heading(view: View<'_>, line: u32, place: u32, lexicon: &dyn Lexicon) -> bool {
    view.covering(line, place).is_some_and(|held| match held {
        Held::Text(text) => {
            let text = text.trim();
            kind(held, lexicon).is_some() || lexicon.is_axis(text) || lexicon.aside(text).is_some() || !lexicon.measures(text).is_empty()
        }
        _ => false,
    })
}

/// A heading with its places and the cell that it stands in.
type Found<'a> = (RangeInclusive<u32>, Address, Reading<'a>);

impl Reading<'_> {
    fn kind(&self) -> Option<Kind> {
        match self {
            Reading::Moment(_) => Some(Kind::Moment),
            Reading::Text(_) => Some(Kind::Member),
            Reading::Total => Some(Kind::Total),
            Reading::Value => None,
        }
    }
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
    // Looked for once for all that stands before it.
    let mut next_total: Option<u32> = None;
    while place <= last && !around.ends_at(place, named) {
        let spread = view.spread(line, place);
        let next = spread.end().saturating_add(1);
        if let (Some(held), Some(at)) = (view.held(line, place), view.address(line, place)) {
            if counts_rows && matches!(held, Held::Number(_)) {
                place = next;
                continue;
            }
            let read = reading(held, lexicon);
            let is_known = match read {
                Some(Reading::Text(text)) => !lexicon.members(text).is_empty(),
                Some(_) => true,
                None => false,
            };
            let is_behind_own_gap = !found.is_empty() && before_gap == found.len();
            let is_foreign = || around.has_label(place) || named.keys().any(|named| is_heading(view, *named, place, lexicon));
            let is_title = around.begins_other(place, kind(held, lexicon), &found, (is_behind_total, is_behind_own_gap));
            if is_title || is_behind_own_gap && is_foreign() {
                break;
            }
            let holds_text = || named.keys().any(|named| view.text(*named, place).is_some());
            if !is_known && is_behind_total && !is_behind_gap && next_total.is_none_or(|next| next <= place) {
                next_total = total_behind(view, lexicon, line, *spread.end(), named);
            }
            let has_ended = is_behind_total && (is_behind_gap || next_total.is_none_or(|next| next <= place));
            let is_measure = || matches!(held, Held::Text(text) if !lexicon.measures(text.trim()).is_empty());
            if !is_known && (has_ended || is_behind_gap && (read.is_none() || holds_text() || is_measure())) {
                let holds_input = |(line, measures): (&u32, &Vec<Measure>)| {
                    measures.iter().any(|measure| measure.is_input) && matches!(view.held(*line, place), Some(Held::Number(_)))
                };
                if !is_behind_gap && matches!(read, Some(Reading::Text(_))) && named.iter().any(holds_input) {
                    set_aside.push(SetAside::Behind(place, at));
                }
                break;
            }
            let read = read?;
            if let Reading::Text(text) = read
                && lexicon.members(text).is_empty()
            {
                // Under a heading that names their dimension these may be members called so.
                let is_aside = lexicon.aside(text).is_some() && lexicon.dimension(view.text(line, label).unwrap_or_default()).is_none();
                let is_aggregate = lexicon.is_aggregate(text);
                if is_aggregate || is_aside {
                    let place = |place| if is_aggregate { SetAside::Subtotal(place, at) } else { SetAside::Unread(place, at) };
                    set_aside.extend(spread.clone().map(place));
                }
                // What stands over the members or periods of rows is none itself.
                if is_aggregate || is_aside || found.is_empty() && (lexicon.is_time(text) || lexicon.dimension(text).is_some()) {
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
    if found.is_empty() {
        return None;
    }
    months_of_days(&mut found);
    for subtotal in subtotals(&found, &totals).into_iter().rev() {
        let (spread, at, _) = found.remove(subtotal);
        set_aside.extend(spread.map(|place| SetAside::Subtotal(place, at)));
    }
    let corner = view.text(line, label).unwrap_or_default();
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
    // Periods among members each begin a group of rows.
    let has_known = texts.iter().any(|text| !lexicon.members(text).is_empty());
    // A period with its year is nobody's member, whatever stands beside it; among rows it may begin a group of them.
    let has_period = found.iter().any(|(.., reading)| matches!(reading, Reading::Moment(Moment::Period(_))));
    let is_time = moments > 0 && !has_known && (moments >= texts.len() || has_period && !view.is_turned);
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
    Some(Heading { line, about, places, is_certain, runs_over_the_year, is_merged, set_aside })
}

/// True for the heading of a column that numbers the rows of a table.
fn counts_rows(text: &str) -> bool {
    ["#", "no", "no.", "nr", "nr.", "lp", "lp."].iter().any(|word| tolok_value::same(text, word))
}

/// The next total behind a place, with no gap before it and nothing but headings.
fn total_behind(view: View<'_>, lexicon: &dyn Lexicon, line: u32, place: u32, named: &BTreeMap<u32, Vec<Measure>>) -> Option<u32> {
    let is_table = |place: u32| named.keys().any(|named| view.text(*named, place).is_some());
    let behind = (place.saturating_add(1)..).map_while(|place| Some((place, view.text(line, place).filter(|_| !is_table(place))?)));
    behind.filter(|(_, text)| lexicon.is_total(text)).map(|(place, _)| place).next()
}

/// Which of the totals are those of some of the headings alone: others of their own stand on both sides, and the last total is that of all.
/// Where a heading stands there twice, the totals are those of groups.
fn subtotals(found: &[Found<'_>], totals: &[usize]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let key = |reading: &Reading<'_>| match reading {
        Reading::Text(text) => Some(tolok_value::fold(text)),
        Reading::Moment(moment) => Some(format!("{moment:?}")),
        Reading::Total | Reading::Value => None,
    };
    let is_each_once = found.iter().filter_map(|(.., reading)| key(reading)).all(|key| seen.insert(key));
    let Some((last, before)) = totals.split_last().filter(|_| is_each_once) else { return Vec::new() };
    let first = found.iter().position(|(.., reading)| key(reading).is_some());
    let is_among = |total: &usize| first.is_some_and(|first| first < *total) && total + 1 < *last;
    before.iter().copied().filter(is_among).collect()
}

/// What a heading can be; nothing for what is none.
fn reading<'a>(held: &'a Held, lexicon: &dyn Lexicon) -> Option<Reading<'a>> {
    match held {
        Held::Date(_, period) => Some(Reading::Moment(Moment::Period(*period))),
        Held::Number(number) if number.fract() == 0.0 && (1950.0..=2100.0).contains(number) => {
            lexicon.moment(&number.to_string()).map(Reading::Moment)
        }
        Held::Text(text) if lexicon.is_total(text) => Some(Reading::Total),
        Held::Text(text) => match lexicon.moment(text) {
            Some(moment) => Some(Reading::Moment(moment)),
            None if lexicon.is_value(text) => Some(Reading::Value),
            None => Some(Reading::Text(text.trim())),
        },
        _ => None,
    }
}

/// Days that are each the first, or each the last, of a month of its own stand for their months.
fn months_of_days(found: &mut [Found<'_>]) {
    let mut days = Vec::new();
    for (.., reading) in found.iter() {
        match reading {
            Reading::Moment(Moment::Period(period)) if period.grain() == Grain::Day => days.push(period.first_day()),
            Reading::Moment(_) => return,
            _ => {}
        }
    }
    let months: BTreeSet<Option<Period>> = days.iter().map(|day| Period::of(*day, Grain::Month)).collect();
    let are_ends = days.iter().all(|day| *day == day.first_of_month()) || days.iter().all(|day| *day == day.last_of_month());
    if days.len() < 2 || months.len() != days.len() || !are_ends {
        return;
    }
    for (.., reading) in found {
        if let Reading::Moment(Moment::Period(period)) = reading
            && let Some(month) = Period::of(period.first_day(), Grain::Month)
        {
            *period = month;
        }
    }
}

/// The dimension whose members these texts are, and whether that is beyond doubt.
fn dimension(lexicon: &dyn Lexicon, corner: &str, texts: &[&str]) -> (About, bool) {
    if let Some(said) = corner.split(['/', '\\', '|']).find_map(|part| lexicon.dimension(part.trim())) {
        return (About::Members(said), true);
    }
    let mut known: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for text in texts {
        let dimensions: BTreeSet<Arc<str>> = lexicon.members(text).into_iter().map(|member| member.dimension).collect();
        for dimension in dimensions {
            *known.entry(dimension).or_default() += 1;
        }
    }
    let most = known.values().copied().max().unwrap_or(0);
    let mut fitting = known.into_iter().filter(|(_, count)| *count == most).map(|(dimension, _)| dimension);
    match (fitting.next(), fitting.next()) {
        // A grouping has no member but its own, so of a tie the first is as good as any.
        (Some(dimension), None) => (About::Members(dimension), true),
        (Some(one), Some(other)) => (About::Undecided([one, other].into_iter().chain(fitting).collect()), true),
        (None, _) => match lexicon.dimensions().as_slice() {
            [only] => (About::Members(Arc::clone(only)), false),
            [] if !corner.is_empty() && lexicon.measures(corner).is_empty() => (About::Members(tolok_value::fold(corner).into()), false),
            [] => (About::Members("member".into()), false),
            several => (About::Undecided(several.to_vec()), false),
        },
    }
}
