//! A formula in pieces, so that each name can lead to what it means.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tolok_model::{EntityId, EntityKind};
use tolok_syntax::format;
use tolok_syntax::tree::{Expression, ExpressionKind, Name, Path};

use super::{Formula, Piece};

/// What names mean in one file.
pub(super) struct Linker<'l> {
    pub(super) definitions: &'l tolok_model::Definitions,
    pub(super) places: &'l BTreeMap<EntityId, usize>,
    pub(super) file: u32,
    /// The parameters of the function whose formula is read: they hide everything else.
    pub(super) parameters: &'l [Name],
}

impl Linker<'_> {
    /// A formula in canonical form.
    pub(super) fn formula(&self, expression: &Expression) -> Formula {
        let text = format::formula(expression);
        // The places in the canonical text are known only after it is read again.
        let names = tolok_syntax::parse_formula(&"formula".into(), &text).map(|read| self.names(&read)).unwrap_or_default();
        let mut pieces = Vec::new();
        let mut written = 0;
        for (range, entry) in names {
            if let (Some(before), Some(name)) = (text.get(written..range.start), text.get(range.clone())) {
                pieces.extend((!before.is_empty()).then(|| Piece { text: before.to_string(), entry: None }));
                pieces.push(Piece { text: name.to_string(), entry: Some(entry) });
                written = range.end;
            }
        }
        let rest = text.get(written..).unwrap_or_default();
        pieces.extend((!rest.is_empty()).then(|| Piece { text: rest.to_string(), entry: None }));
        Formula { pieces }
    }

    /// What a path names.
    pub(super) fn path(&self, path: &Path) -> Piece {
        Piece { text: path.to_string(), entry: self.entry_of(&path.key()) }
    }

    /// The place in the catalogue of what a key means.
    pub(super) fn entry_of(&self, key: &str) -> Option<usize> {
        self.places.get(&self.definitions.find_in(self.file, key)?).copied()
    }

    /// The names that lead somewhere, from left to right.
    fn names(&self, expression: &Expression) -> Vec<(Range<usize>, usize)> {
        let mut names: BTreeMap<usize, (Range<usize>, usize)> = BTreeMap::new();
        let mut pending = vec![expression];
        while let Some(next) = pending.pop() {
            match &next.kind {
                ExpressionKind::Reference(path) => self.add_path(path, &mut names),
                ExpressionKind::Per { keys, .. } => keys.iter().for_each(|key| self.add_path(key, &mut names)),
                ExpressionKind::Call { function, .. } if self.is_function(&function.key) => {
                    self.add(function.span.range(), &function.key, &mut names)
                }
                _ => {}
            }
            pending.extend(next.parts());
        }
        names.into_values().collect()
    }

    fn add_path(&self, path: &Path, names: &mut BTreeMap<usize, (Range<usize>, usize)>) {
        if !path.single().is_some_and(|name| self.parameters.iter().any(|parameter| parameter.key == name.key)) {
            self.add(path.span.range(), &path.key(), names);
        }
    }

    fn add(&self, range: Range<usize>, key: &str, names: &mut BTreeMap<usize, (Range<usize>, usize)>) {
        if let Some(entry) = self.entry_of(key) {
            names.insert(range.start, (range, entry));
        }
    }

    /// A KPI may have the name of a function of the language.
    fn is_function(&self, key: &Arc<str>) -> bool {
        let entity = self.definitions.find_in(self.file, key).and_then(|id| self.definitions.entity(id));
        entity.is_some_and(|entity| matches!(entity.kind, EntityKind::Function))
    }
}

impl Formula {
    /// One that is nothing but a text.
    pub(super) fn plain(text: &str) -> Self {
        Self { pieces: vec![Piece { text: text.to_string(), entry: None }] }
    }

    /// The formula with another one behind it.
    pub(super) fn then(mut self, between: &str, other: Formula) -> Self {
        let between = Piece { text: between.to_string(), entry: None };
        for piece in std::iter::once(between).chain(other.pieces).filter(|piece| !piece.text.is_empty()) {
            match self.pieces.last_mut() {
                // What leads nowhere is one piece with its neighbour.
                Some(last) if last.entry.is_none() && piece.entry.is_none() => last.text.push_str(&piece.text),
                _ => self.pieces.push(piece),
            }
        }
        self
    }

    /// The text without links.
    ///
    /// ```
    /// let catalogue = tolok::Definitions::parse("cac=Spend/leads")?.catalogue(tolok::Language::English);
    /// assert_eq!(catalogue.entries[0].formula.as_ref().map(|formula| formula.text()).as_deref(), Some("Spend / leads"));
    /// # Ok::<(), tolok::Problems>(())
    /// ```
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}
