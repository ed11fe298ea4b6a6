//! A worksheet as the data of a run: inputs where labels name them, rather than in columns with headings.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place, has_errors, suggestion::listed};
use tolok_eval::Given;
use tolok_model::{EntityId, EntityKind};
use tolok_plan::Column;
use tolok_table::{File, Note, Role, Table, Vocabulary};
use tolok_template::labels::{LabelChoice, Labels};
use tolok_value::{Grain, Period};
use tolok_xlsx::{Limits, Workbook};

use super::{DefinitionLexicon, LabelRows, LabelledCells, Level, Reading, Typed};
use crate::run::bound_terms;
use crate::{Definitions, codes};

/// The inputs that labels of a workbook name.
#[derive(Debug, Clone)]
pub(crate) struct LabelledData {
    /// The source's name.
    pub(crate) name: Arc<str>,
    /// The workbook, for messages.
    pub(crate) file: Arc<str>,
    /// What is to be known of the labels.
    pub(crate) warnings: Vec<Diagnostic>,
    typed: Typed,
    /// The inputs that labels name, be there numbers or not.
    named: BTreeSet<EntityId>,
    /// How long the periods are that labels name, from which to which.
    periods: Option<(Grain, Period, Period)>,
}

impl LabelledData {
    /// Reads a workbook by its labels; nothing where they name no input, or where somebody has to say what they mean.
    ///
    /// # Errors
    ///
    /// E0504 where sheets say different things of the same, and nobody said which of them counts.
    pub(crate) fn read(
        definitions: &Definitions,
        name: &Arc<str>,
        file: &dyn File,
        sheet: Option<&Arc<str>>,
        reading: &Reading<'_>,
        given: &mut Given,
    ) -> Option<Result<Self, Vec<Diagnostic>>> {
        let mut bytes = Vec::new();
        file.open().ok()?.read_to_end(&mut bytes).ok()?;
        let workbook = Workbook::open(bytes, &Limits::default()).ok()?;
        let (file, calendar): (Arc<str>, _) = (file.name().into(), definitions.model.calendar());
        let lexicon = DefinitionLexicon::new(definitions, reading);
        let choice = sheet.map_or(LabelChoice::Auto, |sheet| LabelChoice::Sheets(vec![sheet.to_string()]));
        let labels = Labels::read(&workbook, &file, &lexicon, &choice, &BTreeSet::new()).ok()?;
        let mut warnings = labels.problems;
        let mut cells = LabelledCells::new(labels.cells, labels.alike, None, calendar);
        cells.without_unclear(false);
        cells.recalculate(&workbook);
        let inputs = || cells.iter().filter(|cell| cell.measure.is_input);
        let is_input = |id: &EntityId| matches!(definitions.model.entity(*id).map(|entity| &entity.kind), Some(EntityKind::Input(_)));
        let named: BTreeSet<EntityId> =
            inputs().filter_map(|cell| definitions.model.find(&cell.measure.key)).filter(|id| is_input(id)).collect();
        let mut params = Given::new();
        let typed = Typed::read(definitions, &file, cells.with_grains(), reading.locale, &mut params, &mut warnings);
        let sheets: BTreeSet<&Arc<str>> = inputs().map(|cell| &cell.sheet_name).collect();
        let is_twice = |problem: &Diagnostic| std::ptr::eq(problem.code, &codes::LABEL_TWICE);
        if let (Some(first), true, true) = (sheets.first(), sheets.len() > 1, warnings.iter().any(is_twice)) {
            let help = format!("name the sheet that counts: `{file}#{first}`; or say on each what tells it apart, such as its month");
            return Some(Err(warnings.into_iter().filter(is_twice).map(|problem| problem.help(help.clone())).collect()));
        }
        if named.is_empty() || typed.inputs().next().is_none() || has_errors(&warnings) {
            return None;
        }
        warnings.extend(typed.other_totals(definitions));
        params.extend(std::mem::take(given));
        *given = params;
        let spans: Vec<_> = inputs().filter_map(|cell| cells.span(cell)).collect();
        let periods = cells.finest_grain().and_then(|grain| {
            let first = spans.iter().map(|span| span.first).min_by_key(|period| period.first_day())?;
            let last = spans.iter().map(|span| span.last).max_by_key(|period| period.last_day())?;
            Some((grain, first, last))
        });
        Some(Ok(Self { name: Arc::clone(name), file, warnings, typed, named, periods }))
    }

    /// The keys of the dimensions that cells are about.
    pub(crate) fn dimensions(&self) -> BTreeSet<&Arc<str>> {
        self.typed.inputs().flat_map(|(level, _)| &level.dimensions).collect()
    }

    /// True if labels name periods.
    pub(crate) fn has_periods(&self) -> bool {
        self.periods.is_some()
    }

    /// How long the shortest periods are that labels name.
    pub(crate) fn grain(&self) -> Option<Grain> {
        self.periods.map(|(grain, ..)| grain)
    }

    /// True if labels name an input.
    pub(crate) fn names(&self, input: EntityId) -> bool {
        self.named.contains(&input)
    }

    /// True if labels name all that a table has columns of.
    pub(crate) fn covers(&self, definitions: &Definitions, table: &Table, vocabulary: &Vocabulary) -> bool {
        bound_terms(table, vocabulary).all(|term| match term.role {
            Role::Input => definitions.input_of(&term.key).is_some_and(|id| self.names(id)),
            Role::Dimension => self.dimensions().contains(&term.key),
            Role::Time => self.periods.is_some(),
        })
    }

    /// The rows from which cells of a level are computed. Of `level` counts what the labels say anything of.
    pub(crate) fn rows(&self, definitions: &Definitions, level: &Level) -> Vec<LabelRows> {
        let known = self.dimensions();
        let dimensions = level.dimensions.iter().filter(|key| known.contains(key)).cloned().collect();
        let level = Level { dimensions, grain: level.grain.filter(|_| self.periods.is_some()) };
        let mut rows = self.typed.rows(definitions, &level, None);
        // What labels name and nobody typed is blank, rather than missing.
        let is_typed = |id: &EntityId| self.typed.inputs().any(|(_, inputs)| inputs.contains(id));
        let empty: Vec<EntityId> = self.named.iter().copied().filter(|id| !is_typed(id)).collect();
        rows.extend(LabelRows::empty(definitions, &self.file, &level, &empty));
        rows.into_iter().map(|rows| LabelRows { name: Arc::clone(&self.name), ..rows }).collect()
    }

    /// How the labels were understood.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let about = self.dimensions().into_iter().map(|key| format!("members of `{key}`"));
        let periods = self.periods.map(|(grain, first, last)| match first == last {
            true => first.to_string(),
            false => format!("{grain}s, {first} to {last}"),
        });
        let about: Vec<String> = about.chain(periods).collect();
        let about = if about.is_empty() { String::new() } else { format!(", about {}", about.join(" and ")) };
        vec![Note { words: format!("{}: labels name the inputs{about}", self.file), is_expected: false }]
    }

    /// At which levels there are numbers of an input, for messages.
    pub(crate) fn levels_of(&self, input: EntityId) -> String {
        let levels = self.typed.inputs().filter(|(_, inputs)| inputs.contains(&input)).map(|(level, _)| level);
        let words = |level: &Level| {
            let dimensions = level.dimensions.iter().map(|key| format!("`{key}`"));
            let parts: Vec<String> = dimensions.chain(level.grain.map(|grain| grain.to_string())).collect();
            if parts.is_empty() { "all together".to_owned() } else { format!("each {}", listed(parts.iter().map(String::as_str))) }
        };
        let told: BTreeSet<String> = levels.map(words).collect();
        told.into_iter().collect::<Vec<_>>().join(", ")
    }

    /// The workbook, for messages.
    pub(crate) fn place(&self) -> Place {
        Place::File(Arc::clone(&self.file))
    }
}

impl LabelRows {
    /// The columns of inputs of which there is no number.
    fn empty(definitions: &Definitions, file: &Arc<str>, level: &Level, ids: &[EntityId]) -> Option<Self> {
        let input = |id: &EntityId| Some((definitions.model.column_key(*id)?, definitions.model.entity(*id)?.ty()));
        let inputs: Vec<_> = ids.iter().filter_map(input).collect();
        let time = definitions.model.time().and_then(|(id, _)| definitions.model.entity(id)).map(|entity| Arc::clone(&entity.key));
        let time = time.filter(|_| level.grain.is_some());
        let dimensions = level.dimensions.clone();
        (!inputs.is_empty()).then(|| Self { name: Arc::clone(file), file: Arc::clone(file), dimensions, time, inputs, rows: Vec::new() })
    }

    /// True if one of the columns is that of an input.
    pub(crate) fn has_input(&self, key: &Arc<str>) -> bool {
        self.has(&Column::Input(Arc::clone(key)))
    }
}
