//! Which definition a name means in which file: own names first, then those of used files, then libraries.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_syntax::tree::{AttributeKind, Definition, Item, Name};

use crate::program::Program;
use crate::{EntityId, codes};

/// What defines an entity: the file and the item in it.
pub(crate) type Declared = (usize, usize);

/// The names of all files.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scopes {
    /// Where each entity is defined.
    pub(crate) declared: Vec<Declared>,
    files: Vec<Scope>,
    replaced: BTreeMap<EntityId, EntityId>,
}

#[derive(Debug, Clone, Default)]
struct Scope {
    names: BTreeMap<Arc<str>, EntityId>,
    aliases: BTreeMap<Arc<str>, Vec<EntityId>>,
}

/// What a name or an alias means.
pub(crate) enum Found {
    One(EntityId),
    Several(Vec<EntityId>),
    Nothing,
}

impl Scopes {
    /// The scopes of a program's files, and every clash between them.
    pub(crate) fn build(program: &Program, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut scopes = Scopes::default();
        let own: Vec<BTreeMap<Arc<str>, EntityId>> =
            (0..program.files.len()).map(|file| scopes.own_names(program, file, diagnostics)).collect();
        for file in 0..program.files.len() {
            let scope = scopes.scope(program, file, &own, diagnostics);
            scopes.files.push(scope);
        }
        scopes.aliases(program);
        scopes
    }

    /// What a key means in a file: a name, or else an alias.
    pub(crate) fn find(&self, file: usize, key: &str) -> Found {
        let Some(scope) = self.files.get(file) else { return Found::Nothing };
        if let Some(id) = scope.names.get(key) {
            return Found::One(self.current(*id));
        }
        match scope.aliases.get(key).map(Vec::as_slice) {
            None | Some([]) => Found::Nothing,
            Some([id]) => Found::One(self.current(*id)),
            Some(several) => Found::Several(several.to_vec()),
        }
    }

    /// The key of an input's column: its own, or the full one where a definition of the file hides that of a library.
    pub(crate) fn column_key(&self, program: &Program, id: EntityId, key: &Arc<str>) -> Arc<str> {
        let library = self.declared.get(id.0).and_then(|(file, _)| program.files.get(*file)).filter(|file| file.is_library);
        match (library, self.find(0, key)) {
            (Some(library), Found::One(other)) if other != id => format!("{}.{key}", library.name()).into(),
            _ => Arc::clone(key),
        }
    }

    /// Every name that a file can use, in alphabetical order of the keys.
    pub(crate) fn visible(&self, file: usize) -> impl Iterator<Item = (&Arc<str>, EntityId)> {
        self.files.get(file).into_iter().flat_map(|scope| scope.names.iter()).map(|(key, id)| (key, self.current(*id)))
    }

    /// The definition that stands for another after `override`.
    pub(crate) fn current(&self, id: EntityId) -> EntityId {
        let mut current = id;
        // A replacement of a replacement ends, for every override lies in another file.
        for _ in 0..self.replaced.len() {
            match self.replaced.get(&current) {
                Some(next) => current = *next,
                None => break,
            }
        }
        current
    }

    /// What an `override` stands for; nothing where it stands for several, or is none.
    pub(crate) fn original(&self, id: EntityId) -> Option<EntityId> {
        let mut originals = self.replaced.iter().filter(|(_, replacement)| **replacement == id).map(|(original, _)| *original);
        originals.next().filter(|_| originals.next().is_none())
    }

    /// True if an `override` stands for it.
    pub(crate) fn is_replaced(&self, id: EntityId) -> bool {
        self.replaced.contains_key(&id)
    }

    fn own_names(&mut self, program: &Program, file: usize, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<Arc<str>, EntityId> {
        let mut names: BTreeMap<Arc<str>, EntityId> = BTreeMap::new();
        let Some(source) = program.files.get(file) else { return names };
        for (index, item) in source.tree.items.iter().enumerate() {
            let Some(name) = item.definition.name() else { continue };
            if let Some(first) = names.get(&name.key) {
                let first = self.name_of(program, *first).map(|name| name.span.range()).unwrap_or_default();
                let problem = Diagnostic::new(&codes::DEFINED_TWICE, format!("`{}` is defined twice", name.text))
                    .in_text(source.name(), name.span.range())
                    .help("give one of them another name")
                    .related(Place::text(Arc::clone(source.name()), first), "first defined here");
                diagnostics.push(problem);
                continue;
            }
            names.insert(Arc::clone(&name.key), EntityId(self.declared.len()));
            self.declared.push((file, index));
        }
        names
    }

    fn scope(&mut self, program: &Program, file: usize, own: &[BTreeMap<Arc<str>, EntityId>], diagnostics: &mut Vec<Diagnostic>) -> Scope {
        let mut names = own.get(file).cloned().unwrap_or_default();
        let mut clashes: Vec<Diagnostic> = Vec::new();
        let mut overridden: Vec<EntityId> = Vec::new();
        for (used, place) in reached(program, file) {
            let Some(used_file) = program.files.get(used) else { continue };
            for (key, id) in own.get(used).into_iter().flatten() {
                let Some(known) = names.get(key).copied() else {
                    names.insert(Arc::clone(key), *id);
                    continue;
                };
                if known == *id || self.agree(program, known, *id) {
                    continue;
                }
                if self.declared.get(known.0).is_some_and(|(owner, _)| *owner == file) {
                    if self.item_of(program, known).is_some_and(overrides) {
                        self.replaced.insert(*id, known);
                        overridden.push(known);
                    } else if !used_file.is_library {
                        clashes.extend(self.clash_with_own(program, known, *id));
                    }
                    continue;
                }
                let known_is_library =
                    self.declared.get(known.0).and_then(|(owner, _)| program.files.get(*owner)).is_some_and(|file| file.is_library);
                if used_file.is_library == known_is_library && !self.is_replaced(*id) && !self.is_replaced(known) {
                    clashes.extend(self.clash_of_used(program, file, place.clone(), known, *id));
                }
            }
        }
        for id in own.get(file).into_iter().flatten().map(|(_, id)| *id) {
            if self.item_of(program, id).is_some_and(overrides) && !overridden.contains(&id) {
                clashes.extend(self.nothing_to_override(program, id));
            }
        }
        diagnostics.extend(clashes);
        Scope { names, aliases: BTreeMap::new() }
    }

    /// Aliases that are valid names stand for what has them, unless a name is the same. What an `override` replaces gives it its own.
    fn aliases(&mut self, program: &Program) {
        let keys_of = |id: EntityId| {
            let replaced = std::iter::successors(Some(id), |id| self.original(*id)).take(program.files.len() + 1);
            replaced.filter_map(|id| self.item_of(program, id)).flat_map(alias_keys).collect::<Vec<_>>()
        };
        let all: Vec<(EntityId, Vec<Arc<str>>)> =
            (0..self.declared.len()).map(EntityId).map(|id| (id, keys_of(id))).filter(|(_, keys)| !keys.is_empty()).collect();
        for scope in &mut self.files {
            for (id, keys) in &all {
                let visible = scope.names.values().any(|known| known == id);
                for key in keys.iter().filter(|_| visible) {
                    let entry = scope.aliases.entry(Arc::clone(key)).or_default();
                    if !entry.contains(id) {
                        entry.push(*id);
                    }
                }
            }
        }
    }

    /// True if two definitions say the same of an input, a dimension or the date, so that both may stand.
    fn agree(&self, program: &Program, one: EntityId, other: EntityId) -> bool {
        let (Some(one), Some(other)) = (self.item_of(program, one), self.item_of(program, other)) else { return false };
        matches!(one.definition, Definition::Input(_) | Definition::Dimension(_) | Definition::Time(_))
            && one.definition == other.definition
    }

    fn item_of<'p>(&self, program: &'p Program, id: EntityId) -> Option<&'p Item> {
        let (file, item) = self.declared.get(id.0)?;
        program.item(*file, *item)
    }

    fn name_of<'p>(&self, program: &'p Program, id: EntityId) -> Option<&'p Name> {
        self.item_of(program, id)?.definition.name()
    }

    fn place_of(&self, program: &Program, id: EntityId) -> Option<Place> {
        let (file, _) = self.declared.get(id.0)?;
        let name = self.name_of(program, id)?;
        Some(Place::text(Arc::clone(program.files.get(*file)?.name()), name.span.range()))
    }

    fn clash_with_own(&self, program: &Program, own: EntityId, used: EntityId) -> Option<Diagnostic> {
        let name = self.name_of(program, own)?;
        let message = format!("`{}` is defined here and in a file that is used", name.text);
        let problem = Diagnostic::new(&codes::CLASH, message).at(self.place_of(program, own)?);
        let problem = problem.related(self.place_of(program, used)?, "also defined here");
        Some(problem.help(format!("write `override {name} = …` to replace it, or give this one another name")))
    }

    fn clash_of_used(
        &self,
        program: &Program,
        file: usize,
        place: std::ops::Range<usize>,
        one: EntityId,
        other: EntityId,
    ) -> Option<Diagnostic> {
        let name = self.name_of(program, one)?;
        let message = format!("two files that are used both define `{}`", name.text);
        let problem = Diagnostic::new(&codes::CLASH, message).in_text(program.files.get(file)?.name(), place);
        let problem = problem.related(self.place_of(program, one)?, "defined here").related(self.place_of(program, other)?, "and here");
        Some(problem.help(format!("write `override {name} = …` here to say which is meant, or give one of them another name")))
    }

    fn nothing_to_override(&self, program: &Program, id: EntityId) -> Option<Diagnostic> {
        let name = self.name_of(program, id)?;
        let problem = Diagnostic::new(&codes::OVERRIDE, format!("no file that is used defines `{}`", name.text));
        let (file, _) = self.declared.get(id.0)?;
        let used = reached(program, *file).into_iter().filter_map(|(used, _)| program.files.get(used));
        let called = used.flat_map(|file| &file.tree.items).find(|item| alias_keys(item).contains(&name.key));
        let help = match called.and_then(|item| item.definition.name()) {
            Some(full) => format!("`{}` is another name of `{full}`: write `override {full} = …`", name.text),
            None => "take the word `override` out, or `use` the file that defines it".to_owned(),
        };
        Some(problem.at(self.place_of(program, id)?).help(help))
    }

    /// True for an `override` that replaces nothing, which was reported.
    pub(crate) fn overrides_nothing(&self, program: &Program, id: EntityId) -> bool {
        self.item_of(program, id).is_some_and(overrides) && !self.replaced.values().any(|replacement| *replacement == id)
    }
}

/// The files that a file takes in, directly or by way of others: files before libraries, each with the place of its `use`.
fn reached(program: &Program, file: usize) -> Vec<(usize, std::ops::Range<usize>)> {
    let mut reached: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    let direct = program.files.get(file).map(|source| source.uses.clone()).unwrap_or_default();
    let mut pending: std::collections::VecDeque<_> = direct.into();
    while let Some((used, place)) = pending.pop_front() {
        if used == file || reached.iter().any(|(known, _)| *known == used) {
            continue;
        }
        reached.push((used, place.clone()));
        pending.extend(program.files.get(used).into_iter().flat_map(|source| &source.uses).map(|(next, _)| (*next, place.clone())));
    }
    reached.sort_by_key(|(used, _)| program.files.get(*used).is_some_and(|source| source.is_library));
    reached
}

fn overrides(item: &Item) -> bool {
    match &item.definition {
        Definition::Metric(metric) => metric.overrides,
        Definition::Param(param) => param.overrides,
        _ => false,
    }
}

fn alias_keys(item: &Item) -> Vec<Arc<str>> {
    let attributes = match &item.definition {
        Definition::Metric(metric) => &metric.attributes,
        Definition::Input(input) => &input.attributes,
        Definition::Param(param) => &param.attributes,
        _ => return Vec::new(),
    };
    let aliases = attributes.iter().filter_map(|attribute| match &attribute.kind {
        AttributeKind::Alias { aliases, .. } => Some(aliases),
        _ => None,
    });
    aliases.flatten().map(|(alias, _)| tolok_value::fold(alias).into()).collect()
}
