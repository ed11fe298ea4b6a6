//! What people typed into a worksheet: inputs in labelled cells, as rows that are computed from.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::Given;
use tolok_model::{EntityId, EntityKind};
use tolok_table::Cell;
use tolok_template::labels::{AboutPeriod, Held, LabelledCell};
use tolok_value::{Grain, Locale, Period, Value, fold};

use crate::run::label_rows::{LabelRow, LabelRows};
use crate::{Definitions, codes};

/// The level at which cells of a worksheet stand: the dimensions that they are about, and how long their periods are.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Level {
    pub(super) dimensions: Vec<Arc<str>>,
    pub(super) grain: Option<Grain>,
}

/// What people typed into a worksheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    levels: BTreeMap<Level, BTreeMap<EntityId, Values>>,
    file: Arc<str>,
}

/// The typed values of an input by what they are about.
type Values = BTreeMap<About, (Value, Place)>;

/// What a value is about: a member of each dimension of its level, and the period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct About {
    /// The key under which each member compares, and the member as it stands; none for all together.
    pub(super) members: Vec<Option<(String, Arc<str>)>>,
    pub(super) period: Option<Period>,
}

impl Level {
    /// The level of a cell; `grain` is that of the periods of its table.
    pub(super) fn of(cell: &LabelledCell, grain: Option<Grain>) -> Self {
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
    pub(super) fn of(cell: &LabelledCell, level: &Level) -> Self {
        let member = |dimension: &Arc<str>| {
            let member = cell.members.iter().find(|(known, _)| known == dimension).and_then(|(_, member)| member.as_ref())?;
            Some((fold(member.name.trim()), Arc::clone(&member.name)))
        };
        let period = if let AboutPeriod::Of(period) = cell.period { Some(period) } else { None };
        Self { members: level.dimensions.iter().map(member).collect(), period }
    }

    fn is_whole(&self, level: &Level) -> bool {
        self.members.iter().any(Option::is_none) || (level.grain.is_some() && self.period.is_none())
    }
}

impl Typed {
    /// Reads the inputs among labelled cells, each with the grain of its table. Params are given as they are, for they are the same everywhere.
    pub(super) fn read<'c>(
        definitions: &Definitions,
        file: &Arc<str>,
        cells: impl Iterator<Item = (&'c LabelledCell, Option<Grain>)>,
        locale: Locale,
        given: &mut Given,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut typed = Self { levels: BTreeMap::new(), file: Arc::clone(file) };
        let mut params: BTreeMap<EntityId, (Value, Place)> = BTreeMap::new();
        let mut totals: Vec<(Level, EntityId, About, (Value, Place))> = Vec::new();
        for (cell, grain) in cells.filter(|(cell, _)| cell.measure.is_input && cell.held != Held::Nothing) {
            let Some(id) = definitions.model.find(&cell.measure.key) else { continue };
            let level = Level::of(cell, grain);
            let about = About::of(cell, &level);
            if cell.held == Held::Uncomputed && about.is_whole(&level) {
                // A total is not read where its parts are.
                continue;
            }
            let place = cell.place(file);
            let value = match definitions.held(id, &of_held(&cell.held), &place, locale, diagnostics) {
                Ok(Value::Blank(_)) => continue,
                Ok(value) => value,
                Err(problem) => {
                    diagnostics.push(problem);
                    continue;
                }
            };
            let found = (value, place);
            if matches!(definitions.model.entity(id).map(|entity| &entity.kind), Some(EntityKind::Param(_))) {
                agree(&cell.measure.name, params.get(&id), &found, diagnostics);
                params.entry(id).or_insert(found);
                continue;
            }
            if about.is_whole(&level) {
                totals.push((level, id, about, found));
                continue;
            }
            let values = typed.levels.entry(level).or_default().entry(id).or_default();
            agree(&cell.measure.name, values.get(&about), &found, diagnostics);
            values.entry(about).or_insert(found);
        }
        // A total is what its parts add up to. Where nobody typed parts, it is all there is.
        for (level, id, about, found) in totals {
            let values = typed.levels.entry(level.clone()).or_default().entry(id).or_default();
            if values.keys().all(|about| about.is_whole(&level)) {
                values.entry(about).or_insert(found);
            }
        }
        params
            .into_iter()
            .filter(|(id, _)| given.get(*id).is_none())
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|(id, (value, _))| given.set(id, value));
        typed
    }

    /// The levels at which inputs were typed, with those inputs.
    pub(super) fn inputs(&self) -> impl Iterator<Item = (&Level, Vec<EntityId>)> {
        self.levels.iter().map(|(level, inputs)| (level, inputs.keys().copied().collect()))
    }

    /// True if someone typed an input at a member of a dimension.
    pub(super) fn has_member(&self, dimension: &Arc<str>, member: &str) -> bool {
        let key = fold(member.trim());
        self.levels.iter().any(|(level, inputs)| {
            let place = level.dimensions.iter().position(|known| known == dimension);
            let is_there =
                |about: &About| place.and_then(|place| about.members.get(place)?.as_ref()).is_some_and(|(known, _)| *known == key);
            inputs.values().flat_map(BTreeMap::keys).any(is_there)
        })
    }

    /// Adds what data says where nobody typed anything, or, with `overwrite`, wherever it says something.
    pub(super) fn fill_in(&mut self, level: &Level, id: EntityId, about: About, value: Value, place: Place, overwrite: bool) {
        let Some(values) = self.levels.get_mut(level).and_then(|inputs| inputs.get_mut(&id)) else { return };
        if overwrite {
            values.insert(about, (value, place));
        } else {
            values.entry(about).or_insert((value, place));
        }
    }

    /// The rows that cells of a level are computed from: each input from the level itself, or else from the next finer one.
    pub(super) fn rows(&self, definitions: &Definitions, level: &Level) -> Vec<LabelRows> {
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
        providers.into_iter().filter_map(|(provider, ids)| self.rows_of(definitions, provider, &ids)).collect()
    }

    fn rows_of(&self, definitions: &Definitions, level: &Level, ids: &[EntityId]) -> Option<LabelRows> {
        let inputs = self.levels.get(level)?;
        let columns: Vec<(EntityId, Arc<str>)> = ids.iter().filter_map(|id| Some((*id, definitions.model.column_key(*id)?))).collect();
        let mut rows: BTreeMap<&About, LabelRow> = BTreeMap::new();
        for (place, (id, _)) in columns.iter().enumerate() {
            for (about, value) in inputs.get(id)? {
                let row = rows.entry(about).or_insert_with(|| LabelRow {
                    members: about.members.iter().map(|member| member.as_ref().map(|(_, name)| Arc::clone(name))).collect(),
                    date: about.period.map(Period::last_day),
                    values: vec![None; columns.len()],
                });
                if let Some(known) = row.values.get_mut(place) {
                    *known = Some(value.clone());
                }
            }
        }
        let time = definitions.model.time().and_then(|(id, _)| definitions.model.entity(id)).map(|entity| Arc::clone(&entity.key));
        let typed = |(id, key): &(EntityId, Arc<str>)| Some((Arc::clone(key), definitions.model.entity(*id)?.ty()));
        Some(LabelRows {
            file: Arc::clone(&self.file),
            dimensions: level.dimensions.clone(),
            time: time.filter(|_| level.grain.is_some()),
            inputs: columns.iter().filter_map(typed).collect(),
            rows: rows.into_values().collect(),
        })
    }
}

/// One cell said the same of an input as another, or there is a problem.
fn agree(name: &str, known: Option<&(Value, Place)>, found: &(Value, Place), diagnostics: &mut Vec<Diagnostic>) {
    if let Some((value, place)) = known
        && *value != found.0
    {
        let words = format!("`{name}` stands here and in {place}, with different values");
        diagnostics.push(Diagnostic::new(&codes::LABEL_TWICE, words).at(found.1.clone()).help("keep one of the two"));
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
