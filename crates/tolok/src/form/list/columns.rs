//! The columns of a list before they are written: headings, what may be typed, how wide.

use tolok_model::{Entity, EntityId, EntityKind, Type};
use tolok_report::form::{Entry, EntryKind, FormCell, FormColumn, Look};
use tolok_value::Language;

use super::asked::Held;
use super::choices::Choices;
use crate::Definitions;
use crate::form::labels::Labels;
use crate::form::notes;
use crate::form::sheet::{entry_of, format_of, width_of};
use crate::form::words::Words;

/// A column that is typed into.
pub(super) struct TypedColumn {
    pub(super) label: String,
    pub(super) note: String,
    format: String,
    look: Look,
    entry: Option<Entry>,
    size: FormColumn,
}

/// Formats in which what is typed stays the text that it is: an id such as `007`.
const TEXT: &str = "@";

impl TypedColumn {
    pub(super) fn new(
        definitions: &Definitions,
        held: &Held,
        labels: &Labels<'_>,
        choices: &Choices,
        words: &Words,
        language: Language,
    ) -> Option<Self> {
        let id = held.id();
        let entity = definitions.model.entity(id)?;
        let chosen = choices.cells(id).map(|cells| Entry {
            kind: EntryKind::OneOf(cells),
            title: words.not_a_choice.to_owned(),
            words: words.choose.to_owned(),
        });
        let number = || entry_of(definitions, id, words);
        let day = || Entry { kind: EntryKind::Date, title: words.not_a_date.to_owned(), words: words.a_date.to_owned() };
        // What can be chosen fits, but for the longest.
        let longest = choices.labels(id).iter().map(|label| label.chars().count() + 3).max().unwrap_or(0).min(32);
        let (format, look, entry, size) = match (held, entity.ty()) {
            (Held::Dimension(..), _) if chosen.is_some() => (TEXT.to_owned(), Look::Choice, chosen, FormColumn::new(longest.max(12), 32)),
            (Held::Dimension(..), _) => (TEXT.to_owned(), Look::Words, None, FormColumn::new(18, 24)),
            (Held::Time(_), _) | (_, Type::Date) => ("yyyy-mm-dd".to_owned(), Look::Words, Some(day()), FormColumn::new(13, 16)),
            (_, Type::Text) => (TEXT.to_owned(), Look::Words, None, FormColumn::new(24, 30)),
            (_, Type::Bool) => (TEXT.to_owned(), Look::Choice, chosen, FormColumn::new(longest.max(10), 16)),
            _ => {
                let format = format_of(entity, language);
                let width = width_of(&format, language);
                (format, Look::Entry, Some(number()), FormColumn::new(width, 16))
            }
        };
        let (label, note) = called(definitions, id, entity, labels, words, language);
        Some(Self { label, note, format, look, entry, size })
    }

    pub(super) fn heading(&self) -> FormCell {
        FormCell::text(&self.label, Look::Heading).noted(&self.note)
    }

    /// A cell to type into.
    pub(super) fn cell(&self) -> FormCell {
        let cell = FormCell::entry(self.look).formatted(&self.format);
        match &self.entry {
            Some(entry) => cell.accepting(entry.clone()),
            None => cell,
        }
    }

    /// The cell of a row that shows what is typed once.
    pub(super) fn repeated(&self, formula: String) -> FormCell {
        FormCell::formula(formula, Look::Sum).formatted(&self.format)
    }

    pub(super) fn size(&self) -> FormColumn {
        self.size
    }
}

/// The label of a definition and its note.
pub(super) fn called(
    definitions: &Definitions,
    id: EntityId,
    entity: &Entity,
    labels: &Labels<'_>,
    words: &Words,
    language: Language,
) -> (String, String) {
    let label = match entity.kind {
        EntityKind::Input(_) | EntityKind::Metric(_) => labels.spoken(id).unwrap_or_else(|| labels.name(id)),
        _ => labels.called(id),
    };
    (label, notes::of(definitions, entity, labels, words, language).join("\n\n"))
}
