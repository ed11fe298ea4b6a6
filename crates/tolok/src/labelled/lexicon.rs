//! What the texts of a worksheet mean to definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_model::{EntityId, EntityKind, Quantity, Type};
use tolok_plan::NO_MEMBER;
use tolok_table::label_words::{self, LooseNames, loosened};
use tolok_template::labels::{Aside, Lexicon, Measure, Member, Moment};
use tolok_value::{Calendar, Date, Grain, Locale, Period, fold};

use crate::Definitions;

/// What is known besides the texts themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading<'r> {
    /// How numbers and dates are written.
    pub(crate) locale: Locale,
    /// The dimensions that members belong to where the worksheet does not say it.
    pub(crate) by: &'r [String],
    /// The period that is shown, whose year is that of months without one.
    pub(crate) period: Option<&'r str>,
    /// The last day that counts, whose year is that of months without one where there is no period.
    pub(crate) as_of: Option<Date>,
}

/// The names of definitions by the texts that say them.
pub(crate) struct DefinitionLexicon<'d> {
    definitions: &'d Definitions,
    exact: BTreeMap<String, BTreeSet<EntityId>>,
    loose: LooseNames<EntityId>,
    /// Dimensions by their names; those that only `--by` names too.
    dimensions: BTreeMap<String, Arc<str>>,
    /// What members belong to where the worksheet does not say it.
    usual: Vec<Arc<str>>,
    exact_members: BTreeMap<String, Vec<Member>>,
    /// By what is left of a spelling without accents and signs: `Łódź` and `Lodz` are alike here, and two members all the same.
    loose_members: BTreeMap<String, Vec<Member>>,
    time: BTreeSet<String>,
    locale: Locale,
    year: Option<i16>,
    has_period: bool,
}

/// What people call a date or a period.
const TIME: &[&str] = &[
    "date", "day", "week", "month", "quarter", "year", "period", "tanggal", "hari", "minggu", "bulan", "kuartal", "tahun", "periode",
    "data", "dzien", "tydzien", "miesiac", "kwartal", "rok", "okres",
];

impl<'d> DefinitionLexicon<'d> {
    pub(crate) fn new(definitions: &'d Definitions, reading: &Reading<'_>) -> Self {
        let calendar = definitions.model.calendar();
        let period = reading.period.and_then(|period| Period::parse_in(period.trim(), calendar).ok());
        let mut lexicon = Self {
            definitions,
            exact: BTreeMap::new(),
            loose: LooseNames::default(),
            dimensions: BTreeMap::new(),
            usual: Vec::new(),
            exact_members: BTreeMap::new(),
            loose_members: BTreeMap::new(),
            time: TIME.iter().map(|word| (*word).to_owned()).collect(),
            locale: reading.locale,
            has_period: period.is_some(),
            year: period.map(|period| period.first_day().year()).or(reading.as_of.map(|day| day.year())),
        };
        for (id, entity) in definitions.model.entities() {
            // What another definition hides is no label.
            if definitions.model.find(&entity.name) != Some(id) {
                continue;
            }
            let names = std::iter::once(&entity.name).chain(entity.about.labels.values()).chain(&entity.about.aliases);
            match &entity.kind {
                EntityKind::Input(_) | EntityKind::Param(_) | EntityKind::Metric(_) => {
                    for name in names {
                        lexicon.exact.entry(fold(name.trim())).or_default().insert(id);
                        lexicon.loose.add(name, id);
                    }
                }
                EntityKind::Dimension(dimension) => {
                    lexicon.dimensions.extend(names.map(|name| (loosened(name), Arc::clone(&entity.key))));
                    if dimension.from.is_none() {
                        lexicon.usual.push(Arc::clone(&entity.key));
                    }
                    let declared = dimension.members.iter().flat_map(|member| {
                        std::iter::once(&member.name).chain(member.spellings()).map(|spelling| (spelling, &member.name))
                    });
                    let groups = dimension.groups.iter().map(|(group, _)| (group, group));
                    let member = |name: &Arc<str>| Member { dimension: Arc::clone(&entity.key), name: Arc::clone(name) };
                    declared.chain(groups).for_each(|(spelling, name)| lexicon.add_member(spelling, member(name)));
                    if let Some(from) = &dimension.from {
                        let grouped = dimension.groups.iter().flat_map(|(_, members)| members.iter());
                        let member = |name: &Arc<str>| Member { dimension: Arc::clone(from), name: Arc::clone(name) };
                        grouped.for_each(|name| lexicon.add_member(name, member(name)));
                    }
                }
                EntityKind::Time(_) => lexicon.time.extend(names.map(|name| loosened(name))),
                _ => {}
            }
        }
        if !reading.by.is_empty() {
            lexicon.usual = reading.by.iter().map(|name| lexicon.dimension(name).unwrap_or_else(|| fold(name.trim()).into())).collect();
            let usual = lexicon.usual.clone();
            for key in usual {
                lexicon.dimensions.entry(loosened(&key)).or_insert(key);
            }
        }
        lexicon
    }

    /// Adds a dimension that only the data knows, by the heading of its column. A worksheet has to name it: it is not among those that members
    /// belong to by themselves.
    pub(crate) fn add_column(&mut self, heading: &str, members: Vec<Arc<str>>) {
        let key: Arc<str> = fold(heading.trim()).into();
        self.dimensions.entry(loosened(heading)).or_insert_with(|| Arc::clone(&key));
        self.add_members(members.into_iter().map(|member| (Arc::clone(&key), member)).collect());
    }

    /// Adds members that only the data knows; true if any was new.
    pub(crate) fn add_members(&mut self, members: Vec<(Arc<str>, Arc<str>)>) -> bool {
        let before = self.exact_members.len();
        for (dimension, name) in members.into_iter().filter(|(_, name)| &**name != NO_MEMBER) {
            // A member with a number or a period for a name is told by its dimension alone.
            let is_word = !loosened(&name).is_empty() && label_words::moment(&name, self.locale).is_none();
            if is_word && !self.exact_members.contains_key(&fold(name.trim())) {
                self.add_member(&name, Member { dimension, name: Arc::clone(&name) });
            }
        }
        self.exact_members.len() > before
    }

    fn add_member(&mut self, spelling: &str, member: Member) {
        let exact = self.exact_members.entry(fold(spelling.trim())).or_default();
        if !exact.contains(&member) {
            exact.push(member.clone());
        }
        // `(none)` is a member of analytics programs, and `none` is what people type where there is no number.
        let is_bracketed = spelling.trim().starts_with('(') && spelling.trim().ends_with(')');
        let loose = self.loose_members.entry(loosened(spelling)).or_default();
        if !is_bracketed && !loose.contains(&member) {
            loose.push(member);
        }
    }

    /// The inputs that a text is like, but for accents, signs and a unit: all that a table looks for.
    pub(crate) fn inputs_like(&self, text: &str) -> impl Iterator<Item = EntityId> {
        let alike = self.loose.find(text).into_iter().flatten().copied();
        alike.filter(|id| matches!(self.definitions.model.entity(*id).map(|entity| &entity.kind), Some(EntityKind::Input(_))))
    }

    /// True for what is shown as a percentage: `Revenue %` is not the revenue.
    fn is_percent(&self, id: EntityId) -> bool {
        self.definitions.model.entity(id).is_some_and(|entity| matches!(entity.ty(), Type::Number(Quantity::Percent)))
    }

    /// True for words in brackets that are no unit, but say that something else is meant than the name in front: `CAC (target)`.
    fn is_qualified(&self, text: &str) -> bool {
        /// Words for shares and averages, without case, accents and signs.
        const OTHERS: &[&str] = &["avg", "average", "mean", "share", "cumulative", "rata-rata", "pangsa", "kumulatif", "srednia", "udzial"];
        /// What may stand there of any number.
        const UNITS: &[&str] =
            &["unit", "currency", "percent", "percentage", "satuan", "matauang", "persen", "persentase", "jednostka", "waluta", "procent"];
        label_words::bracketed(text).is_some_and(|words| {
            let is_time = label_words::moment(words, self.locale).is_some() || !self.members(words).is_empty();
            let is_share = words.len() > 1 && words.contains('%');
            is_time
                || self.is_unclear_period(words)
                || is_share
                || label_words::aside(words).is_some() && !UNITS.contains(&loosened(words).as_str())
                || OTHERS.contains(&loosened(words).as_str())
        })
    }

    /// True for a text that leaves out a member: what is without Radio is a part of what there is.
    fn leaves_out_member(&self, text: &str) -> bool {
        /// No member has more words than are tried.
        const MOST: usize = 4;
        let Some(rest) = label_words::left_out(text) else { return false };
        let words: Vec<&str> = rest.split_whitespace().take(MOST).collect();
        (1..=words.len()).any(|count| {
            let name = words.iter().take(count).copied().collect::<Vec<_>>().join(" ");
            !self.members(name.trim_matches(|letter: char| !letter.is_alphanumeric())).is_empty()
        })
    }

    /// True where years begin in January.
    fn has_plain_years(&self) -> bool {
        Period::parse_in("2026", self.calendar()).is_ok_and(|year| year.first_day().month() == 1)
    }

    fn measure_of(&self, id: EntityId) -> Option<Measure> {
        let entity = self.definitions.model.entity(id)?;
        let is_input = !matches!(entity.kind, EntityKind::Metric(_));
        Some(Measure { key: Arc::clone(&entity.key), name: Arc::clone(&entity.name), is_input })
    }
}

/// The year of `FY26` and `FY 2026`.
fn fiscal_year(text: &str) -> Option<i16> {
    let (word, number) = text.trim().split_at_checked(2)?;
    let digits = number.trim_start_matches([' ', '-', '\'', '’']);
    let year: i16 = digits.parse().ok().filter(|_| word.eq_ignore_ascii_case("fy") && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    match digits.len() {
        2 => year.checked_add(2000),
        4 => label_words::years(digits).first().copied(),
        _ => None,
    }
}

impl Lexicon for DefinitionLexicon<'_> {
    fn measures(&self, text: &str) -> Vec<Measure> {
        // Names are shorter than running texts, and most cells of a worksheet are no labels.
        const LONGEST: usize = 200;
        if text.is_empty() || text.len() > LONGEST {
            return Vec::new();
        }
        let exact = self.exact.get(&fold(text.trim()));
        let is_exact = exact.is_some();
        let found = exact.or_else(|| self.loose.find(text));
        let (is_qualified, has_percent) = (self.is_qualified(text), text.trim_end().ends_with('%'));
        let fits = |id: &&EntityId| is_exact || !is_qualified && (!has_percent || self.is_percent(**id));
        let mut found: Vec<Measure> = found.into_iter().flatten().filter(fits).filter_map(|id| self.measure_of(*id)).collect();
        // A KPI may be called like the input that it is made of; on a worksheet the words stand for what people type.
        if found.iter().any(|measure| measure.is_input) {
            found.retain(|measure| measure.is_input);
        }
        found
    }

    fn measure(&self, name: &str) -> Option<Measure> {
        let id = self.definitions.model.find(name)?;
        let entity = self.definitions.model.entity(id)?;
        let is_value = matches!(entity.kind, EntityKind::Input(_) | EntityKind::Param(_) | EntityKind::Metric(_));
        (is_value && tolok_value::same(&entity.name, name)).then(|| self.measure_of(id)).flatten()
    }

    fn dimension(&self, text: &str) -> Option<Arc<str>> {
        self.dimensions.get(&loosened(text)).filter(|_| !text.trim().is_empty()).cloned()
    }

    fn members(&self, text: &str) -> Vec<Member> {
        if let Some(exact) = self.exact_members.get(&fold(text.trim())) {
            return exact.clone();
        }
        let alike = self.loose_members.get(&loosened(text)).map(Vec::as_slice).unwrap_or_default();
        // Of two members of a dimension nobody knows which is meant.
        let is_only = |member: &&Member| alike.iter().filter(|other| other.dimension == member.dimension).count() == 1;
        alike.iter().filter(is_only).cloned().collect()
    }

    fn only_member(&self, text: &str) -> Option<Member> {
        let known = self.members(text);
        let is_group = |member: &Member| {
            let found = self.definitions.model.find(&member.dimension).and_then(|id| self.definitions.model.entity(id));
            matches!(found.map(|entity| &entity.kind), Some(EntityKind::Dimension(dimension)) if dimension.from.is_some())
        };
        // `Digital marketing report` is about all kinds of channels.
        let [only] = known.as_slice() else { return None };
        (!is_group(only)).then(|| only.clone())
    }

    fn dimensions(&self) -> Vec<Arc<str>> {
        self.usual.clone()
    }

    fn moment(&self, text: &str) -> Option<Moment> {
        // A bare year is one where it can be one; `12` is not.
        let written = Period::parse_in(text.trim(), self.definitions.model.calendar()).ok();
        if let Some(period) = written.filter(|period| period.grain() != Grain::Year) {
            return Some(Moment::Period(period));
        }
        if let Some(year) = fiscal_year(text) {
            // Where years begin in another month, some name them by the year in which they begin, and some by that in which they end.
            return Period::parse(&format!("{year:04}")).ok().filter(|_| self.has_plain_years()).map(Moment::Period);
        }
        label_words::moment(text, self.locale).map(|moment| match moment {
            label_words::Moment::Period(period) => Moment::Period(Period::parse_in(&period.to_string(), self.calendar()).unwrap_or(period)),
            label_words::Moment::Month(month) => Moment::Month(month),
            label_words::Moment::Quarter(quarter) => Moment::Quarter(quarter),
        })
    }

    fn is_unclear_period(&self, text: &str) -> bool {
        let (_, text) = text.rsplit_once(':').unwrap_or(("", text));
        let is_unclear = fiscal_year(text).is_some() || label_words::is_unclear_period(text);
        let is_named = || !self.members(text).is_empty() || !self.measures(text).is_empty() || self.dimension(text).is_some();
        is_unclear && self.moment(text).is_none() && !is_named()
    }

    fn calendar(&self) -> Calendar {
        self.definitions.model.calendar()
    }

    fn years(&self, text: &str) -> Vec<i16> {
        label_words::years(text)
    }

    fn year(&self) -> Option<i16> {
        self.year
    }

    fn has_period(&self) -> bool {
        self.has_period
    }

    fn is_span(&self, word: &str) -> bool {
        label_words::is_span(word)
    }

    fn is_left_open(&self, words: &[&str], has_period: bool) -> bool {
        label_words::is_left_open(words, has_period, self.locale)
    }

    fn is_title_word(&self, word: &str) -> bool {
        label_words::is_title_word(word)
    }

    fn is_summary(&self, text: &str) -> bool {
        label_words::is_summary(text)
    }

    fn is_time(&self, text: &str) -> bool {
        self.time.contains(&loosened(text))
    }

    fn is_metric(&self, text: &str) -> bool {
        label_words::is_metric(text)
    }

    fn is_total(&self, text: &str) -> bool {
        // `Total (excl. Radio)` is one of some.
        let is_of_some = || label_words::is_subtotal(text) || label_words::bracketed(text).is_some_and(|words| words.contains(' '));
        label_words::is_total(text) && !is_of_some()
    }

    fn is_aggregate(&self, text: &str) -> bool {
        // `Email Total`, as pivot tables write it.
        let (part, last) = text.trim().rsplit_once(char::is_whitespace).unwrap_or_default();
        let is_of_some = label_words::is_total(text) && !self.is_total(text);
        is_of_some || label_words::is_aggregate(text) || label_words::is_total(last) && self.only_member(part).is_some()
    }

    fn aside(&self, text: &str) -> Option<Aside> {
        if self.leaves_out_member(text) {
            return Some(Aside::Share);
        }
        // Whoever names a member or KPI `Target` means that.
        let is_named = !self.members(text).is_empty() || !self.measures(text).is_empty() || self.dimension(text).is_some();
        label_words::aside(text).filter(|_| !is_named).map(|aside| match aside {
            label_words::Aside::Plan => Aside::Plan,
            label_words::Aside::OtherPeriod => Aside::OtherPeriod,
            label_words::Aside::Change => Aside::Change,
            label_words::Aside::Share => Aside::Share,
            label_words::Aside::Remark => Aside::Remark,
        })
    }

    fn scale(&self, text: &str) -> Option<String> {
        label_words::scale(text).map(str::to_owned)
    }

    fn is_counted(&self, text: &str) -> bool {
        label_words::is_counted(text)
    }

    fn is_value(&self, text: &str) -> bool {
        label_words::is_value(text) || label_words::is_actual(text)
    }
}
