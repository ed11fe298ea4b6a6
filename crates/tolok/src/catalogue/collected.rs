//! Which definitions stand in a catalogue, in which order, and what leads from one to another.

use std::collections::{BTreeMap, BTreeSet};

use tolok_model::{About, Entity, EntityId, EntityKind};
use tolok_syntax::tree::{self, Definition, Item, ReportEntryKind, TestEntryKind};
use tolok_value::Language;

use super::anchors::Anchors;
use super::described::{Describer, documentation, other_labels};
use super::formula::Linker;
use super::{Catalogue, Entry, Example, Formula, Kind, Piece, Report, RollUp};
use crate::Definitions;
use crate::graph::needs::{Need, Needs};

/// How a tag says that a KPI is another definition of the same thing: `tags "variant of marketing_roi"`.
pub(super) const VARIANT_OF: &str = "variant of ";

/// The definitions of a catalogue.
pub(super) struct Collection<'c> {
    model: &'c tolok_model::Definitions,
    language: Language,
    /// In the order of the catalogue.
    order: Vec<EntityId>,
    places: BTreeMap<EntityId, usize>,
    /// The items of the files that define something with a name, by the file and where the name stands.
    items: BTreeMap<(u32, usize), &'c Item>,
}

impl<'c> Collection<'c> {
    pub(super) fn new(definitions: &'c Definitions, language: Language) -> Self {
        let model = &definitions.model;
        let mut items = BTreeMap::new();
        for (file, tree) in (0u32..).zip(model.trees()) {
            items.extend(tree.items.iter().filter_map(|item| Some(((file, item.definition.name()?.span.start), item))));
        }
        let order = order(model);
        let places = order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        Self { model, language, order, places, items }
    }

    pub(super) fn catalogue(&self) -> Catalogue {
        let mut anchors = Anchors::new();
        let found: Vec<(EntityId, &Entity)> = self.order.iter().filter_map(|id| Some((*id, self.model.entity(*id)?))).collect();
        let mut entries: Vec<Entry> = found.iter().map(|(_, entity)| self.describer(entity).entry(anchors.take(&entity.name))).collect();
        for (place, (id, _)) in found.iter().enumerate() {
            if let Some(entry) = entries.get_mut(place) {
                self.take_over(*id, place, entry);
            }
        }
        self.add_uses(&mut entries);
        self.add_variants(&found, &mut entries);
        self.add_examples(&mut entries);
        let reports = self.reports(&mut anchors);
        Catalogue { name: self.name(), language: self.language, entries, reports }
    }

    fn describer<'d>(&'d self, entity: &'d Entity) -> Describer<'d> {
        let item = usize::try_from(entity.place.start).ok().and_then(|start| self.items.get(&(entity.place.file, start)).copied());
        Describer { linker: self.linker(entity.place.file, parameters(item)), language: self.language, entity, item }
    }

    /// In the formula of an `override` its own name leads to what it replaces; one that is nothing but that has the formula and the target of
    /// what it replaces.
    fn take_over(&self, id: EntityId, own: usize, entry: &mut Entry) {
        let Some(original) = self.model.original(id) else { return };
        // In a file that another one overrides, its own name leads there.
        let meant = self.model.entity(id).and_then(|entity| self.linker(entity.place.file, &[]).entry_of(&entity.key)).unwrap_or(own);
        let is_own_name = |formula: &Formula| matches!(formula.pieces.as_slice(), [piece] if piece.entry == Some(meant));
        let is_the_same = entry.formula.as_ref().is_some_and(is_own_name);
        let Some(entity) = self.model.entity(original).filter(|_| is_the_same) else {
            let pieces = entry.formula.iter_mut().flat_map(|formula| &mut formula.pieces).filter(|piece| piece.entry == Some(meant));
            pieces.for_each(|piece| piece.entry = self.places.get(&original).copied());
            return;
        };
        let mut before = self.describer(entity).entry(String::new());
        // What is replaced may itself replace something.
        self.take_over(original, own, &mut before);
        entry.formula = before.formula;
        if entry.targets.is_empty() {
            entry.targets = before.targets;
        }
    }

    /// True for an `override` that is computed in another way than what it replaces.
    fn is_computed_anew(&self, entity: &Entity, id: EntityId) -> bool {
        let text = |id: EntityId| match &self.model.entity(id)?.kind {
            EntityKind::Metric(metric) => Some(metric.text.clone()),
            _ => None,
        };
        matches!(entity.kind, EntityKind::Metric(_)) && self.model.original(id).is_some_and(|original| text(original) != text(id))
    }

    /// The library's name, or the file's without its folder.
    fn name(&self) -> String {
        let name = self.model.file_name(0).map_or("", |name| name);
        if tolok_model::library_text(&name.to_lowercase()).is_some() {
            return name.to_lowercase();
        }
        match std::path::Path::new(name).file_name().filter(|_| !name.starts_with('<')) {
            Some(name) => name.to_string_lossy().into_owned(),
            None => String::new(),
        }
    }

    fn linker<'l>(&'l self, file: u32, parameters: &'l [tree::Name]) -> Linker<'l> {
        Linker { definitions: self.model, places: &self.places, file, parameters }
    }

    /// What leads from each entry to others also leads back.
    fn add_uses(&self, entries: &mut [Entry]) {
        let mut used_by: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (user, entry) in entries.iter().enumerate() {
            let aims = entry.targets.iter().flat_map(|aim| std::iter::once(&aim.good).chain(&aim.warn));
            let pieces = entry.formula.iter().chain(aims).flat_map(|formula| &formula.pieces);
            let weight = match &entry.roll_up {
                Some(RollUp::Rate { weight }) => Some(weight),
                _ => None,
            };
            let pieces = pieces.chain(weight).chain(&entry.groups_of);
            for used in pieces.filter_map(|piece| piece.entry).filter(|used| *used != user) {
                used_by.entry(used).or_default().insert(user);
            }
        }
        for (used, users) in used_by {
            if let Some(entry) = entries.get_mut(used) {
                entry.used_by = users.into_iter().collect();
            }
        }
    }

    /// Variants are KPIs that share a name other than their own, and those that a tag says are one.
    fn add_variants(&self, found: &[(EntityId, &Entity)], entries: &mut [Entry]) {
        let mut families: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (place, (_, entity)) in found.iter().enumerate().filter(|(_, (_, entity))| matches!(entity.kind, EntityKind::Metric(_))) {
            for alias in &entity.about.aliases {
                families.entry(format!("alias {}", tolok_value::fold(alias))).or_default().insert(place);
            }
            for of in entity.about.tags.iter().filter_map(|tag| variant_of(tag)) {
                if let Some(default) = self.linker(entity.place.file, &[]).entry_of(&tolok_value::fold(of)).filter(|of| *of != place) {
                    families.entry(format!("entry {default}")).or_default().extend([default, place]);
                }
            }
        }
        let mut variants: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for family in families.values().filter(|family| family.len() > 1) {
            for one in family {
                variants.entry(*one).or_default().extend(family.iter().filter(|other| *other != one));
            }
        }
        for (place, others) in variants {
            if let Some(entry) = entries.get_mut(place) {
                entry.variants = others.into_iter().collect();
                entry.tags.retain(|tag| variant_of(tag).is_none());
            }
        }
    }

    fn add_examples(&self, entries: &mut [Entry]) {
        for (file, tree) in (0u32..).zip(self.model.trees()) {
            for item in &tree.items {
                let Definition::Test(test) = &item.definition else { continue };
                let example = self.example(file, test);
                let told: BTreeSet<usize> =
                    example.expected.iter().flat_map(|expected| &expected.pieces).filter_map(|piece| piece.entry).collect();
                for place in told {
                    let found = self.order.get(place).and_then(|id| Some((self.model.entity(*id)?, *id)));
                    // An example of what is replaced is none of what replaces it.
                    if found.is_some_and(|(entity, id)| entity.place.file != file && self.is_computed_anew(entity, id)) {
                        continue;
                    }
                    if let Some(entry) = entries.get_mut(place).filter(|entry| entry.kind == Kind::Kpi) {
                        entry.examples.push(example.clone());
                    }
                }
            }
        }
    }

    fn example(&self, file: u32, test: &tree::Test) -> Example {
        let linker = self.linker(file, &[]);
        let mut example = Example { title: test.title.to_string(), given: Vec::new(), expected: Vec::new() };
        for entry in &test.entries {
            match &entry.kind {
                TestEntryKind::Given(given) => example.given.extend(given.iter().map(|given| {
                    let name = Piece { text: given.name.to_string(), entry: linker.entry_of(&given.name.key) };
                    Formula { pieces: vec![name] }.then(" = ", linker.formula(&given.value))
                })),
                TestEntryKind::Expect(expected) => example.expected.extend(expected.iter().map(|expected| {
                    let condition = linker.formula(&expected.condition);
                    match &expected.within {
                        Some(within) => condition.then(" within ", linker.formula(within)),
                        None => condition,
                    }
                })),
            }
        }
        example
    }

    /// The reports of the files, and those of a library by itself.
    fn reports(&self, anchors: &mut Anchors) -> Vec<Report> {
        let mut reports = Vec::new();
        for (file, tree) in (0u32..).zip(self.model.trees()).filter(|(file, _)| is_own(self.model, *file)) {
            for item in &tree.items {
                if let Definition::Report(report) = &item.definition {
                    let anchor = anchors.take(&format!("report {}", report.title));
                    let about = About::of_report(report, &item.documentation);
                    reports.push(self.report(file, report, &about, anchor));
                }
            }
        }
        reports
    }

    fn report(&self, file: u32, written: &tree::Report, about: &About, anchor: String) -> Report {
        let linker = self.linker(file, &[]);
        let title = written.title.to_string();
        let label = about.label(self.language.code(), &title).to_string();
        let mut other_labels = other_labels(&about.labels, self.language);
        if label != title && other_labels.iter().all(|(_, other)| *other != title) {
            other_labels.insert(0, (String::new(), title.clone()));
        }
        let documentation = documentation(about, self.language);
        let (kpis, by, filters) = (Vec::new(), Vec::new(), Vec::new());
        let mut report = Report { title, anchor, label, other_labels, documentation, kpis, by, over: None, filters };
        for entry in &written.entries {
            match &entry.kind {
                ReportEntryKind::Kpis(kpis) => report.kpis.extend(kpis.iter().map(|kpi| linker.path(kpi))),
                ReportEntryKind::By(by) => report.by.extend(by.iter().map(|dimension| linker.path(dimension))),
                ReportEntryKind::Over(grain) => report.over = Some(*grain),
                ReportEntryKind::Where(condition) => report.filters.push(linker.formula(condition)),
                ReportEntryKind::Inputs(_)
                | ReportEntryKind::Sort { .. }
                | ReportEntryKind::Top(_)
                | ReportEntryKind::Total
                | ReportEntryKind::Attribute(_) => {}
            }
        }
        report
    }
}

/// The name in a tag that says of what a KPI is a variant.
pub(super) fn variant_of(tag: &str) -> Option<&str> {
    tag.trim().strip_prefix(VARIANT_OF).map(str::trim)
}

fn parameters(item: Option<&Item>) -> &[tree::Name] {
    match item.map(|item| &item.definition) {
        Some(Definition::Function(function)) => &function.parameters,
        _ => &[],
    }
}

/// True for the file that was asked for, library or not, and for the files it uses.
fn is_own(model: &tolok_model::Definitions, file: u32) -> bool {
    file == 0 || model.file_name(file).is_none_or(|name| tolok_model::library_text(name).is_none())
}

/// The definitions of the files, and those of libraries that they need, by kind; KPIs by category, in the order of the first of each.
fn order(model: &tolok_model::Definitions) -> Vec<EntityId> {
    let is_shown = |entity: &Entity| !matches!(entity.kind, EntityKind::Source | EntityKind::Broken);
    let own = model.entities().filter(|(id, entity)| is_own(model, entity.place.file) && model.find(&entity.name) == Some(*id));
    let needs = Needs::new(model);
    let mut pending: Vec<EntityId> = own.filter(|(_, entity)| is_shown(entity)).map(|(id, _)| id).collect();
    let mut found: BTreeSet<EntityId> = BTreeSet::new();
    while let Some(next) = pending.pop() {
        if found.insert(next) {
            pending.extend(needs.of(&Need::Definition(next)).into_keys().filter_map(|need| match need {
                Need::Definition(id) => Some(id),
                Need::Column(_) => None,
            }));
        }
    }
    let place = |entity: &Entity| (entity.place.file, entity.place.start);
    let mut order: Vec<(EntityId, &Entity)> = found.into_iter().filter_map(|id| Some((id, model.entity(id)?))).collect();
    order.sort_by_key(|(id, entity)| (place(entity), *id));
    let mut categories: Vec<&str> = Vec::new();
    for category in order.iter().filter_map(|(_, entity)| category(entity)) {
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    // What has no category comes after the others.
    let rank = |entity: &Entity| categories.iter().position(|known| Some(*known) == category(entity)).unwrap_or(categories.len());
    order.sort_by_key(|(_, entity)| (kind(entity), rank(entity)));
    order.into_iter().map(|(id, _)| id).collect()
}

/// The category of a KPI; those of other definitions make no order.
fn category(entity: &Entity) -> Option<&str> {
    entity.about.texts.get("category").filter(|_| kind(entity) == Kind::Kpi).map(|category| category.trim())
}

pub(super) fn kind(entity: &Entity) -> Kind {
    match &entity.kind {
        EntityKind::Param(_) => Kind::Param,
        EntityKind::Input(_) => Kind::Input,
        EntityKind::Dimension(_) => Kind::Dimension,
        EntityKind::Time(_) => Kind::Time,
        EntityKind::Function => Kind::Function,
        EntityKind::Metric(_) | EntityKind::Source | EntityKind::Broken => Kind::Kpi,
    }
}
