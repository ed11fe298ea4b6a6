//! What texts in a sheet name: inputs, dimensions, members, the date.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_diagnostics::suggestion::listed;
use tolok_value::fold;

use super::view::text_of;
use super::when::is_value;
use crate::cell::Cell;
use crate::names::{LooseNames, loosened};
use crate::{Role, SourceRequest, Term, Vocabulary, codes};

/// The vocabulary by the texts that name its parts, as headings bind: exactly or else loosely.
#[derive(Debug)]
pub(super) struct Terms<'a> {
    vocabulary: &'a Vocabulary,
    request: &'a SourceRequest,
    exact: BTreeMap<String, BTreeSet<usize>>,
    loose: LooseNames<usize>,
    members: BTreeMap<String, BTreeSet<usize>>,
    /// Headings that are asked for by themselves.
    columns: BTreeSet<String>,
}

impl<'a> Terms<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary, request: &'a SourceRequest) -> Self {
        let (mut exact, mut loose, mut members) = (BTreeMap::new(), LooseNames::default(), BTreeMap::new());
        let mut add = |index: usize, name: &str| {
            exact.entry(fold(name.trim())).or_insert_with(BTreeSet::new).insert(index);
            loose.add(name, index);
        };
        for (index, term) in vocabulary.terms.iter().enumerate() {
            // A heading given by hand is the one spelling that counts.
            match request.bindings.iter().find(|binding| binding.key == term.key) {
                Some(binding) => add(index, &binding.heading),
                None => term.names.iter().chain([&term.name]).for_each(|name| add(index, name)),
            }
            for member in &term.members {
                members.entry(loosened(member)).or_insert_with(BTreeSet::new).insert(index);
            }
        }
        let columns = request.columns.iter().map(|column| loosened(column)).collect();
        Self { vocabulary, request, exact, loose, members, columns }
    }

    pub(super) fn term(&self, index: usize) -> Option<&'a Term> {
        self.vocabulary.terms.get(index)
    }

    /// The terms that a text names.
    fn named(&self, text: &str) -> impl Iterator<Item = usize> {
        let found = self.exact.get(&fold(text.trim())).or_else(|| self.loose.find(text));
        found.into_iter().flatten().copied()
    }

    /// The terms of a role that a cell names.
    pub(super) fn of_role(&self, cell: &Cell, role: Role) -> Vec<usize> {
        let text = text_of(cell).unwrap_or_default();
        self.named(text).filter(|index| !text.is_empty() && self.term(*index).is_some_and(|term| term.role == role)).collect()
    }

    /// The term that a cell names, the first where it could be several.
    pub(super) fn first(&self, cell: &Cell) -> Option<usize> {
        text_of(cell).and_then(|text| self.named(text).next())
    }

    pub(super) fn input(&self, cell: &Cell) -> Option<usize> {
        self.of_role(cell, Role::Input).first().copied()
    }

    /// The dimension or date that a heading names.
    pub(super) fn field(&self, cell: &Cell) -> Option<usize> {
        let fields = |role| self.of_role(cell, role).first().copied();
        fields(Role::Time).or_else(|| fields(Role::Dimension))
    }

    /// True if a heading is asked for by itself.
    pub(super) fn is_asked(&self, cell: &Cell) -> bool {
        text_of(cell).is_some_and(|text| self.columns.contains(&loosened(text)))
    }

    /// The dimensions that have this member.
    pub(super) fn dimensions_of(&self, cell: &Cell) -> impl Iterator<Item = usize> + use<'_> {
        let found = text_of(cell).and_then(|text| self.members.get(&loosened(text)));
        found.into_iter().flatten().copied()
    }

    /// The heading under which a term is found again when its column is bound.
    pub(super) fn heading(&self, index: usize) -> Arc<str> {
        let Some(term) = self.term(index) else { return "".into() };
        match self.request.bindings.iter().find(|binding| binding.key == term.key) {
            Some(binding) => Arc::clone(&binding.heading),
            None => Arc::clone(&term.name),
        }
    }

    /// The heading of the column of dates.
    pub(super) fn time_heading(&self) -> Arc<str> {
        let time = self.vocabulary.terms.iter().position(|term| term.role == Role::Time);
        time.map_or_else(|| "date".into(), |index| self.heading(index))
    }

    /// The heading of the dimension whose members these cells are; `corner` is what stands where the axes meet, `taken` are the headings of
    /// columns that are there anyhow. An error lists the dimensions it could be.
    pub(super) fn dimension(&self, members: &[&Cell], corner: &Cell, taken: &[Arc<str>]) -> Result<Arc<str>, Vec<Arc<str>>> {
        let dimensions = self.vocabulary.terms.iter().enumerate().filter(|(_, term)| term.role == Role::Dimension);
        let free: Vec<usize> = dimensions.map(|(index, _)| index).filter(|index| !taken.contains(&self.heading(*index))).collect();
        let corner = text_of(corner).unwrap_or_default();
        let said = corner.split(['/', '\\', '|']).find_map(|part| self.named(part).find(|index| free.contains(index)));
        if let Some(index) = said {
            return Ok(self.heading(index));
        }
        let known = |dimension: usize| members.iter().filter(|cell| self.dimensions_of(cell).any(|index| index == dimension)).count();
        let best = free.iter().map(|index| known(*index)).max().unwrap_or(0);
        let fitting: Vec<usize> = free.iter().copied().filter(|index| known(*index) == best).collect();
        if let [index] = fitting.as_slice() {
            return Ok(self.heading(*index));
        }
        let asked: Vec<&Arc<str>> = self.request.columns.iter().filter(|column| !taken.contains(column)).collect();
        match (fitting.as_slice(), asked.as_slice()) {
            ([], [column]) => Ok(Arc::clone(column)),
            ([], _) if !is_value(&loosened(corner)) => Ok(corner.into()),
            ([], _) => Ok("member".into()),
            (several, _) => Err(several.iter().map(|index| self.heading(*index)).collect()),
        }
    }

    /// A label that names several inputs.
    pub(super) fn ambiguous(&self, cell: &Cell, inputs: &[usize]) -> Diagnostic {
        let names = inputs.iter().filter_map(|index| self.term(*index)).map(|term| term.key.as_ref());
        let words = format!("`{}` could be {}", text_of(cell).unwrap_or_default(), listed(names));
        Diagnostic::new(&codes::AMBIGUOUS_HEADING, words).help("write the name itself as the label")
    }
}
