//! The sheet of what can be chosen: a column for each dimension whose members are known, and one for yes and no.

use std::collections::BTreeSet;

use tolok_model::{EntityId, Type};
use tolok_report::form::{Form, FormCell, FormColumn, FormRow, Look, fitting_name};
use tolok_xlsx::Address;

use super::asked::Held;
use crate::Definitions;
use crate::form::cells::prefix;
use crate::form::labels::Labels;
use crate::form::words::Words;

/// What can be chosen.
pub(super) struct Choices {
    name: String,
    columns: Vec<Choice>,
}

/// What can be chosen in a column of the list.
struct Choice {
    id: EntityId,
    heading: String,
    labels: Vec<String>,
}

/// The row of the first choice, from 1: above stand the title, a gap and the headings.
const FIRST: u32 = 4;

impl Choices {
    pub(super) fn new(
        definitions: &Definitions,
        columns: &[Held],
        labels: &Labels<'_>,
        words: &Words,
        names: &mut BTreeSet<String>,
    ) -> Self {
        let choice = |held: &Held| {
            let id = held.id();
            let chosen = match held {
                Held::Dimension(_, members) => members.iter().map(|member| labels.member(id, member)).collect(),
                Held::Input(_) if definitions.model.entity(id)?.ty() == Type::Bool => vec![words.yes.to_owned(), words.no.to_owned()],
                _ => Vec::new(),
            };
            (!chosen.is_empty()).then(|| Choice { id, heading: labels.called(id), labels: chosen })
        };
        let columns: Vec<Choice> = columns.iter().filter_map(choice).collect();
        let name = if columns.is_empty() { String::new() } else { fitting_name(words.choices, names) };
        Self { name, columns }
    }

    /// What the members of a column are called.
    pub(super) fn labels(&self, id: EntityId) -> &[String] {
        self.columns.iter().find(|choice| choice.id == id).map_or(&[], |choice| &choice.labels)
    }

    /// The cells with what can be chosen in a column; nothing where anything can be typed.
    pub(super) fn cells(&self, id: EntityId) -> Option<String> {
        let place = self.columns.iter().position(|choice| choice.id == id)?;
        let count = u32::try_from(self.columns.get(place)?.labels.len()).ok()?;
        let column = u32::try_from(place).ok()?.checked_add(1)?;
        let cell = |row| Address::new(row, column).map(super::table::absolute);
        Some(format!("{}{}:{}", prefix(&self.name), cell(FIRST)?, cell(FIRST + count.checked_sub(1)?)?))
    }

    /// The sheet; nothing where there is nothing to choose from.
    pub(super) fn form(&self) -> Option<Form> {
        let most = self.columns.iter().map(|choice| choice.labels.len()).max()?;
        let mut rows = vec![
            FormRow::new(vec![FormCell::text(&self.name, Look::Title)]),
            FormRow::default(),
            FormRow::new(self.columns.iter().map(|choice| FormCell::text(&choice.heading, Look::Corner)).collect()),
        ];
        rows.extend((0..most).map(|place| {
            let cell = |choice: &Choice| match choice.labels.get(place) {
                Some(label) => FormCell::text(label, Look::Label),
                None => FormCell::empty(Look::Bare),
            };
            FormRow::new(self.columns.iter().map(cell).collect())
        }));
        Some(Form {
            name: self.name.clone(),
            columns: self.columns.iter().map(|_| FormColumn::new(24, 46)).collect(),
            rows,
            frozen: (FIRST - 1, 0),
            repeated_rows: Some((FIRST - 2, FIRST - 2)),
            repeated_columns: 0,
            header: self.name.clone(),
            footer: self.name.clone(),
        })
    }
}
