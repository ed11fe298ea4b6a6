//! What depends on what: inputs, params and metrics as nodes, an arrow from each to what needs it.

mod dot;
mod mermaid;
pub(crate) mod needs;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use tolok_diagnostics::{Diagnostic, Place, has_errors};
use tolok_model::{EntityId, EntityKind};
use tolok_value::Language;

use crate::{Definitions, Problems};
use needs::{Need, Needs};

/// What depends on what.
///
/// ```
/// let definitions = tolok::Definitions::parse("cac = spend / new_customers")?;
/// let graph = definitions.graph(&[], None)?;
/// assert_eq!(graph.to_mermaid(), "flowchart LR
///     n0[\"cac\"]
///     n1[/\"spend\"/]
///     n2[/\"new_customers\"/]
///     n1 --> n0
///     n2 --> n0
/// ");
/// # Ok::<(), tolok::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The definitions in the order of the files, then columns of sources by name.
    pub nodes: Vec<Node>,
    /// The arrows, in the order of what they lead to.
    pub edges: Vec<Edge>,
}

/// Something that is needed or that needs something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its name, or its label where a language is asked for.
    pub label: String,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// A number that comes from data.
    Input,
    /// A number that a person sets.
    Param,
    /// A formula.
    Metric,
    /// A dimension, or the date.
    Dimension,
    /// A column of a source, or one that nothing declares.
    Column,
}

/// An arrow from what is needed to what needs it, by their places in the list of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// What is needed.
    pub from: usize,
    /// What needs it.
    pub to: usize,
    /// True if only the target needs it, not the value.
    pub for_target: bool,
}

impl Definitions {
    /// What the named KPIs depend on, or everything in the files where none is named. With a language, nodes have their labels.
    ///
    /// # Errors
    ///
    /// E0201 for a name that nothing has, E0210 for one that has no value.
    pub fn graph(&self, kpis: &[String], language: Option<Language>) -> Result<Graph, Problems> {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let mut wanted: Vec<EntityId> = Vec::new();
        for name in kpis {
            match self.valued(name) {
                Ok(id) => wanted.push(id),
                Err(problem) => diagnostics.push(problem.at(Place::Argument("KPI".into()))),
            }
        }
        if has_errors(&diagnostics) {
            return Err(Problems { diagnostics, sources: self.sources().clone() });
        }
        if kpis.is_empty() {
            wanted = self.of_the_files();
        }
        Ok(self.graph_of(wanted, language))
    }

    /// The inputs, params and metrics of the files; those of libraries come in where they are needed.
    fn of_the_files(&self) -> Vec<EntityId> {
        let shown = self.model.shown().into_iter().filter(|(_, library)| !library).map(|(id, _)| id);
        let is_file = |file: u32| file == 0 || self.model.file_name(file).is_none_or(|name| tolok_model::library_text(name).is_none());
        let params = self.model.entities().filter(|(id, entity)| {
            matches!(entity.kind, EntityKind::Param(_)) && is_file(entity.place.file) && self.model.find(&entity.name) == Some(*id)
        });
        shown.chain(params.map(|(id, _)| id)).collect()
    }

    fn graph_of(&self, wanted: Vec<EntityId>, language: Option<Language>) -> Graph {
        let mut needed: BTreeMap<Need, BTreeMap<Need, bool>> = BTreeMap::new();
        let needs = Needs::new(&self.model);
        let mut pending: Vec<Need> = wanted.into_iter().map(Need::Definition).collect();
        while let Some(next) = pending.pop() {
            if let Entry::Vacant(entry) = needed.entry(next) {
                let found = needs.of(entry.key());
                pending.extend(found.keys().cloned());
                entry.insert(found);
            }
        }
        let mut order: Vec<&Need> = needed.keys().collect();
        order.sort_by_cached_key(|need| self.place_in_files(need));
        let places: BTreeMap<&Need, usize> = order.iter().enumerate().map(|(place, need)| (*need, place)).collect();
        let mut edges: BTreeSet<(usize, usize, bool)> = BTreeSet::new();
        for (to, found) in &needed {
            for (from, for_target) in found {
                if let (Some(from), Some(to)) = (places.get(from), places.get(to)) {
                    edges.insert((*to, *from, *for_target));
                }
            }
        }
        Graph {
            nodes: order.into_iter().map(|need| self.node(need, language)).collect(),
            edges: edges.into_iter().map(|(to, from, for_target)| Edge { from, to, for_target }).collect(),
        }
    }

    /// What the value of a definition is computed from directly, by name, in the order of the files.
    pub(crate) fn needed_by(&self, id: EntityId) -> Vec<String> {
        let found = Needs::new(&self.model).of(&Need::Definition(id));
        let mut needed: Vec<Need> = found.into_iter().filter(|(_, for_target)| !for_target).map(|(need, _)| need).collect();
        needed.sort_by_cached_key(|need| self.place_in_files(need));
        needed.iter().map(|need| self.node(need, None).label).collect()
    }

    /// Columns that nothing declares come last, by name.
    fn place_in_files(&self, need: &Need) -> (u32, u32, usize, String) {
        match need {
            Need::Definition(id) => self
                .model
                .entity(*id)
                .map_or((u32::MAX, 0, id.0, String::new()), |entity| (entity.place.file, entity.place.start, id.0, String::new())),
            Need::Column(name) => (u32::MAX, u32::MAX, usize::MAX, name.clone()),
        }
    }

    fn node(&self, need: &Need, language: Option<Language>) -> Node {
        let entity = match need {
            Need::Definition(id) => self.model.entity(*id),
            Need::Column(name) => return Node { label: name.clone(), kind: NodeKind::Column },
        };
        let Some(entity) = entity else { return Node { label: String::new(), kind: NodeKind::Column } };
        let label = language.map_or(&*entity.name, |language| entity.about.label(language.code(), &entity.name));
        let kind = match &entity.kind {
            EntityKind::Input(_) => NodeKind::Input,
            EntityKind::Param(_) => NodeKind::Param,
            EntityKind::Dimension(_) | EntityKind::Time(_) => NodeKind::Dimension,
            _ => NodeKind::Metric,
        };
        Node { label: label.to_string(), kind }
    }
}

#[cfg(test)]
mod tests;
