//! A file of definitions that has been read and checked, with everything it takes in.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place, Sources, has_errors, sort};
use tolok_plan::{Measure, RowExpression};
use tolok_syntax::tree::{Expression, File, Path};

use crate::check::{CellTypes, Checked, Checker, Names, into_rows};
use crate::program::Program;
use crate::scope::{Found, Scopes};
use crate::{ConditionId, Entity, EntityId, EntityKind, Example, Files, Formula, Type};

/// Checked definitions.
#[derive(Debug, Clone)]
pub struct Definitions {
    program: Program,
    scopes: Scopes,
    checked: Checked,
    sources: Sources,
    /// What was found before formulas were checked.
    found_before: Vec<Diagnostic>,
}

/// A formula that stands by itself, checked against definitions.
#[derive(Debug, Clone)]
pub struct CheckedFormula {
    /// The formula.
    pub formula: Formula,
    /// What it gives.
    pub ty: Type,
    /// The definition that it names, if it is nothing but a name.
    pub definition: Option<EntityId>,
    /// What should be known of it although it can be computed.
    pub warnings: Vec<Diagnostic>,
}

impl Definitions {
    /// Reads and checks a text of definitions; `name` is the file's name as the person gave it, `files` opens what it uses.
    ///
    /// The definitions are always there, whatever the diagnostics say: what is wrong stands as broken, the rest can be used.
    pub fn check(name: &str, text: &str, files: &dyn Files) -> (Self, Vec<Diagnostic>) {
        let mut sources = Sources::new();
        let (program, mut found_before) = Program::load(name, text, files, &mut sources);
        let scopes = Scopes::build(&program, &mut found_before);
        Self::checked(program, scopes, sources, found_before, &CellTypes::new())
    }

    /// The same definitions, knowing what the cells are of inputs that declare no type.
    pub fn with_cell_types(&self, cell_types: &CellTypes) -> (Self, Vec<Diagnostic>) {
        Self::checked(self.program.clone(), self.scopes.clone(), self.sources.clone(), self.found_before.clone(), cell_types)
    }

    fn checked(
        program: Program,
        scopes: Scopes,
        sources: Sources,
        found_before: Vec<Diagnostic>,
        cell_types: &CellTypes,
    ) -> (Self, Vec<Diagnostic>) {
        let (checked, found) = Checker::check(&program, &scopes, cell_types);
        let mut diagnostics: Vec<Diagnostic> = found_before.iter().cloned().chain(found).collect();
        sort(&mut diagnostics);
        let name = program.files.first().map_or_else(|| "".into(), |file| Arc::clone(file.name()));
        bound(&mut diagnostics, &name);
        (Self { program, scopes, checked, sources, found_before }, diagnostics)
    }

    /// Checks a formula that stands by itself, such as a worksheet's placeholder. Its names are those of the definitions; an
    /// unknown one is a mistake, never an input. Problems get the place `place`, for the formula stands in no file.
    ///
    /// # Errors
    ///
    /// Every problem of the formula: E01, E02 and E03.
    pub fn formula(&mut self, text: &str, place: &Place) -> Result<CheckedFormula, Vec<Diagnostic>> {
        let written = tolok_syntax::parse_formula(&"formula".into(), text).map_err(|found| moved(found, place))?;
        let (part, diagnostics) = self.checking(true, |checker| {
            let mut context = checker.context(0, Names::Totals);
            context.quick = false;
            checker.part(&written, &context)
        });
        let found = moved(diagnostics, place);
        if has_errors(&found) {
            return Err(found);
        }
        let definition = match &written.inner().kind {
            tolok_syntax::tree::ExpressionKind::Reference(path) => path.single().and_then(|name| self.find(&name.text)),
            _ => None,
        };
        Ok(CheckedFormula { formula: part.formula, ty: part.ty, definition, warnings: found })
    }

    /// Checks a condition on rows that stands by itself, such as that of `--where`. Problems get the place `place`.
    ///
    /// # Errors
    ///
    /// Every problem of the condition: E01, E02 and E03.
    pub fn row_condition(&mut self, text: &str, place: &Place) -> Result<RowExpression, Vec<Diagnostic>> {
        let written = tolok_syntax::parse_formula(&"condition".into(), text).map_err(|found| moved(found, place))?;
        self.condition_on_rows(&written, true).map_err(|found| moved(found, place))
    }

    /// The condition of a report, whose problems are those of the file.
    pub(crate) fn report_condition(&mut self, written: &Expression) -> Option<RowExpression> {
        self.condition_on_rows(written, false).ok()
    }

    fn condition_on_rows(&mut self, written: &Expression, detached: bool) -> Result<RowExpression, Vec<Diagnostic>> {
        let (part, diagnostics) = self.checking(detached, |checker| {
            let context = checker.context(0, Names::Condition);
            checker.condition_part(written, &context)
        });
        match into_rows(part.formula).filter(|_| !has_errors(&diagnostics)) {
            Some(condition) => Ok(condition),
            None => Err(diagnostics),
        }
    }

    /// Checks something more against what has been checked, and keeps what it adds.
    fn checking<T>(&mut self, detached: bool, check: impl FnOnce(&mut Checker<'_>) -> T) -> (T, Vec<Diagnostic>) {
        let state = std::mem::take(&mut self.checked);
        let mut checker = Checker { detached, ..Checker::new(&self.program, &self.scopes, state) };
        let result = check(&mut checker);
        self.checked = checker.state;
        (result, checker.diagnostics)
    }

    /// The trees of all files, the one that was asked for first.
    pub fn trees(&self) -> impl Iterator<Item = &File> {
        self.program.files.iter().map(|file| &file.tree)
    }

    /// What an `override` replaces, where that is one definition; its own name means that in its formula.
    pub fn original(&self, id: EntityId) -> Option<EntityId> {
        self.scopes.original(id)
    }

    /// The key of an input's column, as plans name it.
    pub fn column_key(&self, id: EntityId) -> Option<Arc<str>> {
        let entity = self.entity(id)?;
        Some(self.scopes.column_key(&self.program, id, &entity.key))
    }

    /// What a measure gives.
    pub fn measure_type(&self, measure: tolok_plan::MeasureId) -> Option<&Type> {
        self.checked.measure_types.get(measure.0)
    }

    /// The texts of all files, for renderers.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The tree of the file that was asked for.
    pub fn file(&self) -> Option<&File> {
        self.program.files.first().map(|file| &file.tree)
    }

    /// The name of a file by its number.
    pub fn file_name(&self, file: u32) -> Option<&Arc<str>> {
        self.program.files.get(usize::try_from(file).ok()?).map(|file| file.name())
    }

    /// The text that stands at a place.
    pub fn text_at(&self, place: tolok_plan::Place) -> Option<&str> {
        let text = self.sources.get(self.file_name(place.file)?)?;
        text.get(usize::try_from(place.start).ok()?..usize::try_from(place.end).ok()?)
    }

    /// A definition.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.checked.entities.get(id.0)
    }

    /// All definitions, in the order of the files.
    pub fn entities(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.checked.entities.iter().enumerate().map(|(index, entity)| (EntityId(index), entity))
    }

    /// The inputs: those that nothing declares in the order of their first use, then the declared ones.
    pub fn inputs(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        let is = |implicit: bool| move |(_, entity): &(EntityId, &Entity)| matches!(&entity.kind, EntityKind::Input(input) if input.implicit == implicit);
        self.in_reading_order(is(true)).into_iter().chain(self.entities().filter(is(false)))
    }

    fn in_reading_order(&self, keep: impl Fn(&(EntityId, &Entity)) -> bool) -> Vec<(EntityId, &Entity)> {
        let mut found: Vec<(EntityId, &Entity)> = self.entities().filter(|pair| keep(pair)).collect();
        found.sort_by_key(|(_, entity)| (entity.place.file, entity.place.start));
        found
    }

    /// What a run shows: the inputs and metrics of the file in their order, then those of the files it uses, then those of
    /// libraries. The flag is true for a definition of a library, which is shown only if it can be computed.
    pub fn shown(&self) -> Vec<(EntityId, bool)> {
        let mut shown: Vec<(EntityId, bool)> = Vec::new();
        let mut keys: BTreeSet<&Arc<str>> = BTreeSet::new();
        let own_or_used = |library: bool| {
            self.program.files.iter().enumerate().filter(move |(_, file)| file.is_library == library).map(|(index, _)| index)
        };
        for (file, library) in own_or_used(false).map(|file| (file, false)).chain(own_or_used(true).map(|file| (file, true))) {
            let here = |(_, entity): &(EntityId, &Entity)| usize::try_from(entity.place.file).is_ok_and(|number| number == file);
            let implicit = self.in_reading_order(|pair| here(pair) && matches!(&pair.1.kind, EntityKind::Input(input) if input.implicit));
            let declared = self.entities().filter(here).filter(|(_, entity)| match &entity.kind {
                EntityKind::Input(input) => !input.implicit,
                EntityKind::Metric(_) => true,
                _ => false,
            });
            for (id, entity) in implicit.into_iter().chain(declared) {
                if !self.scopes.is_replaced(id) && keys.insert(&entity.key) {
                    shown.push((id, library));
                }
            }
        }
        shown
    }

    /// What a name or an alias means, as formulas and the command line write it.
    pub fn find(&self, name: &str) -> Option<EntityId> {
        // Between backticks a name may end with a space, as headings do; on the command line a space around one means nothing.
        self.find_key(0, &tolok_value::fold(name.trim_matches('`')))
            .or_else(|| self.find_key(0, &tolok_value::fold(name.trim().trim_matches('`'))))
    }

    /// What the key of a name or an alias means in a file: a library does not see what hides its definitions.
    pub fn find_in(&self, file: u32, key: &str) -> Option<EntityId> {
        self.find_key(usize::try_from(file).ok()?, key)
    }

    fn find_key(&self, file: usize, key: &str) -> Option<EntityId> {
        match self.scopes.find(file, key) {
            Found::One(id) => Some(id),
            Found::Several(_) => None,
            Found::Nothing => self.checked.implicit.get(key).copied().or_else(|| self.library_member(key)),
        }
    }

    fn library_member(&self, key: &str) -> Option<EntityId> {
        let (library, member) = key.rsplit_once('.')?;
        let file = self.program.files.iter().position(|file| file.is_library && **file.name() == *library)?;
        match self.scopes.find(file, member) {
            Found::One(id) => Some(id),
            _ => None,
        }
    }

    /// The names that an alias could mean, where it means several.
    pub fn candidates(&self, name: &str) -> Vec<&Arc<str>> {
        match self.scopes.find(0, &tolok_value::fold(name.trim())) {
            Found::Several(ids) => ids.iter().filter_map(|id| self.entity(*id)).map(|entity| &entity.name).collect(),
            _ => Vec::new(),
        }
    }

    /// The nearest name to a misspelt one.
    pub fn suggestion(&self, name: &str) -> Option<&Arc<str>> {
        let key = tolok_value::fold(name);
        let known: Vec<&Entity> =
            self.checked.entities.iter().filter(|entity| !matches!(entity.kind, EntityKind::Function | EntityKind::Source)).collect();
        let near = tolok_diagnostics::suggestion::nearest(&key, known.iter().map(|entity| entity.key.as_ref()))?;
        known.into_iter().find(|entity| *entity.key == *near).map(|entity| &entity.name)
    }

    /// How a reference is written canonically: an alias by the name it stands for.
    pub fn canonical(&self, path: &Path) -> Option<String> {
        let name = path.single()?;
        let entity = self.entity(self.find(&name.text)?)?;
        (entity.key != name.key).then(|| tolok_syntax::tree::Name::new(&entity.name, name.span).to_string())
    }

    /// The tests of the file.
    pub fn examples(&self) -> &[Example] {
        &self.checked.examples
    }

    /// The aggregations that formulas look up, without the conditions around them.
    pub fn measures(&self) -> &[Measure] {
        &self.checked.measures
    }

    /// A row condition.
    pub fn condition(&self, id: ConditionId) -> Option<&RowExpression> {
        self.checked.conditions.get(id.0)
    }

    /// Every metric and function after all that it needs.
    pub fn order(&self) -> &[EntityId] {
        &self.checked.order
    }

    /// True if a formula uses the total of an input.
    pub fn is_used(&self, input: EntityId) -> bool {
        self.checked.used_inputs.contains(&input)
    }

    /// The measure that a bare input stands for.
    pub fn measure_of(&self, input: EntityId) -> Option<tolok_plan::MeasureId> {
        self.checked.measure_of.get(&input).copied()
    }
}

fn moved(found: Vec<Diagnostic>, place: &Place) -> Vec<Diagnostic> {
    found.into_iter().map(|problem| problem.at(place.clone())).collect()
}

/// A person reads the first problems; after a thousand of them the rest is only counted.
fn bound(diagnostics: &mut Vec<Diagnostic>, file: &str) {
    const MOST: usize = 1_000;
    let rest = diagnostics.len().saturating_sub(MOST);
    if rest > 0 {
        // An error among the rest must not get lost, or the definitions would pass for right.
        let code = if has_errors(diagnostics) { &tolok_syntax::codes::LIMIT } else { &crate::codes::NEAR_MISS };
        diagnostics.truncate(MOST);
        diagnostics.push(Diagnostic::new(code, format!("{rest} more problems are not shown")).at(Place::File(file.into())));
    }
}
