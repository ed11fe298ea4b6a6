//! What people typed into a worksheet: inputs in labelled cells, as rows that are computed from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::Given;
use tolok_model::{EntityId, EntityKind};
use tolok_table::Cell;
use tolok_template::labels::{AboutPeriod, Held, LabelledCell};
use tolok_value::{Date, Grain, Locale, Period, Value, fold};
use tolok_xlsx::Address;

use super::rows::{LabelRow, LabelRows};
use super::total::TypedTotal;
use crate::fill::Overwrite;
use crate::{Definitions, codes};

/// The level at which cells of a worksheet stand: the dimensions that they are about, and how long their periods are.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Level {
    pub(crate) dimensions: Vec<Arc<str>>,
    pub(crate) grain: Option<Grain>,
}

/// What people typed into a worksheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    levels: BTreeMap<Level, BTreeMap<EntityId, Values>>,
    /// What was typed besides its parts.
    totals: Vec<TypedTotal>,
    file: Arc<str>,
}

/// The typed values of an input by what they are about.
type Values = BTreeMap<About, TypedValue>;

/// A typed value with where it stands.
#[derive(Debug, Clone)]
struct TypedValue {
    value: Value,
    place: Place,
    /// True if it is the result of a formula.
    is_result: bool,
}

/// What a value is about: a member of each dimension of its level, and the period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct About {
    /// The key under which each member compares, and the member as it stands; none for all together.
    pub(crate) members: Vec<Option<(String, Arc<str>)>>,
    pub(crate) period: Option<Period>,
}

impl Level {
    /// The level of a cell; `grain` is that of the periods of its table.
    pub(crate) fn of(cell: &LabelledCell, grain: Option<Grain>) -> Self {
        let mut dimensions: Vec<Arc<str>> = cell.members.iter().map(|(dimension, _)| Arc::clone(dimension)).collect();
        dimensions.sort();
        let grain = match cell.period {
            AboutPeriod::Of(period) => Some(period.grain()),
            AboutPeriod::Total => grain,
            AboutPeriod::Unsaid => None,
        };
        Self { dimensions, grain }
    }

    /// True if values at this level add up to those of the other.
    fn is_finer_than(&self, other: &Level) -> bool {
        let has_dimensions = other.dimensions.iter().all(|dimension| self.dimensions.contains(dimension));
        has_dimensions && other.grain.is_none_or(|grain| self.grain.is_some_and(|own| own <= grain))
    }
}

impl About {
    pub(crate) fn of(cell: &LabelledCell, level: &Level) -> Self {
        let member = |dimension: &Arc<str>| {
            let member = cell.members.iter().find(|(known, _)| known == dimension).and_then(|(_, member)| member.as_ref())?;
            Some((fold(member.name.trim()), Arc::clone(&member.name)))
        };
        let period = if let AboutPeriod::Of(period) = cell.period { Some(period) } else { None };
        Self { members: level.dimensions.iter().map(member).collect(), period }
    }

    /// True for a part of what the other is about: the same members or some of them, and a period within its.
    pub(super) fn is_part_of(&self, whole: &About) -> bool {
        let members = self.members.iter().zip(&whole.members).all(|(own, other)| other.is_none() || own == other);
        let period = match (self.period, whole.period) {
            (_, None) => true,
            (Some(own), Some(other)) => own == other || own.first_day() >= other.first_day() && own.last_day() <= other.last_day(),
            (None, Some(_)) => false,
        };
        self != whole && members && period
    }

    /// True for a total of members or of periods.
    pub(crate) fn is_whole(&self, level: &Level) -> bool {
        self.members.iter().any(Option::is_none) || (level.grain.is_some() && self.period.is_none())
    }
}

impl Typed {
    /// Reads the inputs among labelled cells, each with the grain of its table. Params are given as they are, for they are the same everywhere.
    pub(crate) fn read<'c>(
        definitions: &Definitions,
        file: &Arc<str>,
        cells: impl Iterator<Item = (&'c LabelledCell, Option<Grain>)>,
        locale: Locale,
        given: &mut Given,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut params: BTreeMap<EntityId, TypedValue> = BTreeMap::new();
        let mut found: Vec<Found<'_>> = Vec::new();
        for (cell, grain) in cells.filter(|(cell, _)| cell.measure.is_input && cell.held != Held::Nothing) {
            let Some(id) = definitions.model.find(&cell.measure.key) else { continue };
            // A total that nobody has computed says nothing; its parts, where there are any, do.
            if cell.held == Held::Uncomputed && About::of(cell, &Level::of(cell, grain)).is_whole(&Level::of(cell, grain)) {
                continue;
            }
            let place = cell.place(file);
            let mut warnings = Vec::new();
            let value = definitions.held(id, &of_held(&cell.held), &place, locale, &mut warnings);
            if matches!(value, Ok(Value::Blank(_))) {
                continue;
            }
            let level = Level::of(cell, grain);
            let about = About::of(cell, &level);
            let value = value.map(|value| TypedValue { value, place, is_result: cell.has_formula });
            found.push(Found { cell, id, level, about, value, warnings });
        }
        let texts = headings_of_texts(&found);
        found.retain(|found| found.heading().is_none_or(|heading| !texts.contains(&heading)));
        // The finest first: a quarter or a total is what its parts add up to, and only where nobody typed parts it is all there is.
        found.sort_by_key(|found| (found.about.is_whole(&found.level), found.about.period.map(Period::grain)));
        let mut kept: BTreeMap<(Vec<Arc<str>>, EntityId), Values> = BTreeMap::new();
        let mut totals: Vec<TypedTotal> = Vec::new();
        let mut finest: BTreeMap<(Vec<Arc<str>>, EntityId), Option<Grain>> = BTreeMap::new();
        for Found { cell, id, level, about, value, warnings } in found {
            let is_param = matches!(definitions.model.entity(id).map(|entity| &entity.kind), Some(EntityKind::Param(_)));
            let values = kept.entry((level.dimensions.clone(), id)).or_default();
            // The shortest periods come first, and what is about one of them and its members has no parts.
            let grain = about.period.map(Period::grain);
            let finest = *finest.entry((level.dimensions.clone(), id)).or_insert(grain);
            let has_parts = about.is_whole(&level) || grain != finest;
            let parts = || values.iter().filter(|(known, _)| known.is_part_of(&about));
            if !is_param && has_parts && parts().next().is_some() {
                let parts: Vec<Value> = parts().map(|(_, typed)| typed.value.clone()).collect();
                totals.extend(value.ok().map(|typed| TypedTotal { id, stands: typed.value, place: typed.place, parts }));
                continue;
            }
            diagnostics.extend(warnings);
            let value = match value {
                Ok(value) => value,
                Err(problem) => {
                    diagnostics.push(problem);
                    continue;
                }
            };
            let known = if is_param { params.get(&id) } else { values.get(&about) };
            agree(&cell.measure.name, known, &value, diagnostics);
            if is_param {
                params.entry(id).or_insert(value);
            } else {
                values.entry(about).or_insert(value);
            }
        }
        for (id, typed) in params.into_iter().filter(|(id, _)| given.get(*id).is_none()).collect::<Vec<_>>() {
            given.set(id, typed.value);
        }
        let mut typed = Self { levels: BTreeMap::new(), totals, file: Arc::clone(file) };
        for ((dimensions, id), values) in kept.into_iter().filter(|(_, values)| !values.is_empty()) {
            let grain = values.keys().filter_map(|about| about.period).map(Period::grain).min();
            typed.levels.entry(Level { dimensions, grain }).or_default().insert(id, values);
        }
        typed
    }

    /// The levels at which inputs were typed, with those inputs.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = (&Level, Vec<EntityId>)> {
        self.levels.iter().map(|(level, inputs)| (level, inputs.keys().copied().collect()))
    }

    /// The totals that are not what their parts add up to.
    pub(crate) fn other_totals(&self, definitions: &Definitions) -> Vec<Diagnostic> {
        self.totals.iter().filter_map(|total| total.problem(definitions)).collect()
    }

    /// True if someone typed an input at a member of a dimension.
    pub(crate) fn has_member(&self, dimension: &Arc<str>, member: &str) -> bool {
        let key = fold(member.trim());
        self.levels.iter().any(|(level, inputs)| {
            let place = level.dimensions.iter().position(|known| known == dimension);
            let is_there =
                |about: &About| place.and_then(|place| about.members.get(place)?.as_ref()).is_some_and(|(known, _)| *known == key);
            inputs.values().flat_map(BTreeMap::keys).any(is_there)
        })
    }

    /// Adds what data says where nobody typed anything, or wherever what was typed may be given up.
    pub(crate) fn fill_in(&mut self, level: &Level, id: EntityId, about: About, value: Value, place: Place, overwrite: Overwrite) {
        let Some(values) = self.levels.get_mut(level).and_then(|inputs| inputs.get_mut(&id)) else { return };
        // A total that was typed without its parts gives way to the parts.
        values.retain(|known, _| !known.is_whole(level) || *known == about);
        if values.keys().any(|known| *known != about && about.is_part_of(known)) {
            return;
        }
        let is_given_up = |known: &TypedValue| if known.is_result { overwrite.formulas } else { overwrite.values };
        if values.get(&about).is_none_or(is_given_up) {
            values.insert(about, TypedValue { value, place, is_result: false });
        }
    }

    /// True for what stands in a cell of the worksheet and counts as it stands.
    pub(crate) fn counts_as_typed(&self, level: &Level, id: EntityId, about: &About) -> bool {
        let typed = self.levels.get(level).and_then(|inputs| inputs.get(&id)?.get(about));
        typed.is_some_and(|typed| matches!(typed.place, Place::Cell { .. }))
    }

    /// The places of the input cells that were read and show the result of a formula.
    pub(crate) fn results(&self) -> impl Iterator<Item = &Place> {
        self.levels.values().flat_map(BTreeMap::values).flat_map(BTreeMap::values).filter(|typed| typed.is_result).map(|typed| &typed.place)
    }

    /// The rows that cells of a level are computed from: each input from the level itself, or else from the next finer one. Those that are
    /// about no period are of `day`, where there is one.
    pub(crate) fn rows(&self, definitions: &Definitions, level: &Level, day: Option<Date>) -> Vec<LabelRows> {
        let mut providers: BTreeMap<&Level, Vec<EntityId>> = BTreeMap::new();
        let mut known: Vec<EntityId> = Vec::new();
        let own = self.levels.get_key_value(level).into_iter();
        let mut finer: Vec<(&Level, &BTreeMap<EntityId, Values>)> =
            self.levels.iter().filter(|(other, _)| *other != level && other.is_finer_than(level)).collect();
        finer.sort_by_key(|(other, _)| other.dimensions.len());
        for (provider, inputs) in own.chain(finer) {
            for id in inputs.keys().filter(|id| !known.contains(id)).copied().collect::<Vec<_>>() {
                known.push(id);
                providers.entry(provider).or_default().push(id);
            }
        }
        providers.into_iter().filter_map(|(provider, ids)| self.rows_of(definitions, provider, &ids, level.grain, day)).collect()
    }

    /// Those of one level; with a grain, only what is of a period that is no longer.
    fn rows_of(
        &self,
        definitions: &Definitions,
        level: &Level,
        ids: &[EntityId],
        grain: Option<Grain>,
        day: Option<Date>,
    ) -> Option<LabelRows> {
        let inputs = self.levels.get(level)?;
        let columns: Vec<(EntityId, Arc<str>)> = ids.iter().filter_map(|id| Some((*id, definitions.model.column_key(*id)?))).collect();
        let mut rows: BTreeMap<&About, LabelRow> = BTreeMap::new();
        for (place, (id, _)) in columns.iter().enumerate() {
            let is_short = |about: &About| grain.is_none_or(|grain| about.period.is_none_or(|period| period.grain() <= grain));
            for (about, typed) in inputs.get(id)?.iter().filter(|(about, _)| is_short(about)) {
                let row = rows.entry(about).or_insert_with(|| LabelRow {
                    members: about.members.iter().map(|member| member.as_ref().map(|(_, name)| Arc::clone(name))).collect(),
                    date: about.period.map(Period::last_day).or(day),
                    values: vec![None; columns.len()],
                });
                if let Some(known) = row.values.get_mut(place) {
                    *known = Some((typed.value.clone(), typed.place.clone()));
                }
            }
        }
        let time = definitions.model.time().and_then(|(id, _)| definitions.model.entity(id)).map(|entity| Arc::clone(&entity.key));
        let typed = |(id, key): &(EntityId, Arc<str>)| Some((Arc::clone(key), definitions.model.entity(*id)?.ty()));
        Some(LabelRows {
            name: Arc::clone(&self.file),
            file: Arc::clone(&self.file),
            dimensions: level.dimensions.clone(),
            time: time.filter(|_| level.grain.is_some() || day.is_some()),
            inputs: columns.iter().filter_map(typed).collect(),
            rows: rows.into_values().collect(),
        })
    }
}

/// An input cell as it was found.
struct Found<'c> {
    cell: &'c LabelledCell,
    id: EntityId,
    level: Level,
    about: About,
    value: Result<TypedValue, Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Found<'_> {
    /// The heading that nobody knows as a member, if it has one.
    fn heading(&self) -> Option<(usize, Address)> {
        let unknown = self.cell.members.iter().filter_map(|(_, member)| member.as_ref()).find(|member| !member.is_known)?;
        Some((self.cell.block, unknown.at))
    }
}

/// Headings that nobody knows as members, and under which nothing but texts stands: those of remarks.
fn headings_of_texts(found: &[Found<'_>]) -> BTreeSet<(usize, Address)> {
    let is_text = |found: &Found<'_>| found.value.is_err() && matches!(found.cell.held, Held::Text(_));
    let of_texts: BTreeSet<_> = found.iter().filter(|found| is_text(found)).filter_map(Found::heading).collect();
    // A cell under a known heading stands for that heading.
    let headed = |found: &Found<'_>| Some(found.heading().unwrap_or((found.cell.block, found.cell.address)));
    let others: BTreeSet<_> = found.iter().filter(|found| !is_text(found)).filter_map(headed).collect();
    // Where no other heading of the table stands over numbers, these are not beside the table but the table.
    of_texts.difference(&others).filter(|(block, _)| others.iter().any(|(other, _)| other == block)).copied().collect()
}

/// One cell says the same of an input as another, or there is a problem.
fn agree(name: &str, known: Option<&TypedValue>, found: &TypedValue, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(known) = known
        && known.value != found.value
    {
        let words = format!("`{name}` stands here and in {}, with different values", known.place);
        diagnostics.push(Diagnostic::new(&codes::LABEL_TWICE, words).at(found.place.clone()).help("keep one of the two"));
    }
}

/// A cell of a template as a cell of data.
fn of_held(held: &Held) -> Cell {
    match held {
        Held::Nothing => Cell::Empty,
        Held::Number(number) => Cell::Number(*number),
        Held::Percent(number) => Cell::Percent(*number),
        Held::Date(day, _) => Cell::Date(*day),
        Held::Text(text) => Cell::Text(Arc::clone(text)),
        Held::Bool(truth) => Cell::Bool(*truth),
        Held::Error(word) => Cell::Error(Arc::clone(word)),
        Held::Uncomputed => Cell::Uncomputed,
    }
}
