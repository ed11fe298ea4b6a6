//! Which rows conditions keep.

use std::borrow::Cow;

use arrow_buffer::NullBuffer;
use tolok_plan::Kind;
use tolok_value::{ErrorKind, Value};

use crate::fixed::{Fixed, aligned};
use crate::prepared::{RowFormula, RowLeaf};
use crate::row::Row;
use crate::view::{Cells, View};

/// Which rows of a batch conditions keep, and the errors among the conditions.
#[derive(Default)]
pub(crate) struct Selection {
    /// For each row; empty where there are no conditions.
    pub(crate) kept: Vec<bool>,
    /// Rows in which a condition is an error.
    pub(crate) errors: Vec<(usize, Value)>,
}

impl Selection {
    /// Which rows all of these conditions keep; a blank leaves a row out. A row that one of them leaves out is out, whatever the others say
    /// of it: an error in the row of another member is no error of this one.
    pub(crate) fn of(filters: &[RowFormula], row_count: usize, row: &mut Row<'_>) -> Self {
        let mut selection = Selection::default();
        if filters.is_empty() {
            return selection;
        }
        selection.kept = vec![true; row_count];
        for filter in filters {
            selection.forgive(filter, row);
            match only_members(filter, row.views) {
                Some(view) => selection.by_member(filter, view, row),
                None if selection.by_numbers(filter, row.views) => {}
                None => selection.by_row(filter, row),
            }
        }
        selection
    }

    pub(crate) fn rows(&self) -> Option<&[bool]> {
        (!self.kept.is_empty()).then_some(self.kept.as_slice())
    }

    /// The rows that have a place among the others: those that are kept, and those whose condition is an error, for it to be seen.
    pub(crate) fn rows_to_place(&self) -> Option<Cow<'_, [bool]>> {
        let mut rows = Cow::Borrowed(self.rows()?);
        for (place, _) in &self.errors {
            if let Some(row) = rows.to_mut().get_mut(*place) {
                *row = true;
            }
        }
        Some(rows)
    }

    /// Drops the errors of earlier conditions in rows that this one leaves out.
    fn forgive(&mut self, filter: &RowFormula, row: &mut Row<'_>) {
        self.errors.retain(|(place, _)| {
            row.row = *place;
            !matches!(row.evaluate(filter), Value::Bool(false) | Value::Blank(_))
        });
    }

    fn by_row(&mut self, filter: &RowFormula, row: &mut Row<'_>) {
        for place in 0..self.kept.len() {
            if self.kept.get(place) == Some(&true) {
                row.row = place;
                let decision = row.evaluate(filter);
                self.decide(place, decision);
            }
        }
    }

    /// A comparison of numbers is decided for all rows at once; false, and nothing is decided, where the condition is none.
    fn by_numbers(&mut self, filter: &RowFormula, views: &[View]) -> bool {
        let Kind::Compare { operator, left, right } = &filter.kind else { return false };
        let fixed = |side| Fixed::of(side, views, self.kept.len());
        let both = fixed(left).and_then(|left| aligned(left, fixed(right)?));
        let Some((left, right)) = both else { return false };
        let nulls = NullBuffer::union(left.nulls.as_ref(), right.nulls.as_ref());
        for (row, (kept, (left, right))) in self.kept.iter_mut().zip(left.units.iter().zip(&right.units)).enumerate() {
            *kept &= operator.holds(left.cmp(right)) && nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
        }
        true
    }

    /// A condition on one dimension is decided once for each of its members.
    fn by_member(&mut self, filter: &RowFormula, view: usize, row: &mut Row<'_>) {
        let views = row.views;
        let Some(Cells::Members(ids)) = views.get(view).map(|view| &view.cells) else { return };
        let mut decided: Vec<Option<Value>> = Vec::new();
        for (place, id) in ids.iter().enumerate() {
            if self.kept.get(place) != Some(&true) {
                continue;
            }
            let id = *id as usize;
            if decided.len() <= id {
                decided.resize(id.saturating_add(1), None);
            }
            let decision = match decided.get(id) {
                Some(Some(known)) => known.clone(),
                _ => {
                    row.row = place;
                    let decision = row.evaluate(filter);
                    if let Some(slot) = decided.get_mut(id) {
                        *slot = Some(decision.clone());
                    }
                    decision
                }
            };
            self.decide(place, decision);
        }
    }

    fn decide(&mut self, place: usize, decision: Value) {
        let keeps = match decision {
            Value::Bool(truth) => truth,
            Value::Blank(_) => false,
            error @ Value::Error(_) => {
                self.errors.push((place, error));
                false
            }
            other => {
                let words = format!("a condition is true or false, but this is {}", other.kind());
                self.errors.push((place, Value::error(ErrorKind::Value, words)));
                false
            }
        };
        if let Some(kept) = self.kept.get_mut(place) {
            *kept = keeps;
        }
    }
}

/// The one column of members that a condition looks at, if it looks at nothing else.
fn only_members(filter: &RowFormula, views: &[View]) -> Option<usize> {
    let mut found = None;
    let mut is_only = true;
    filter.for_each_leaf(&mut |leaf| match leaf {
        RowLeaf::Value(_) => {}
        RowLeaf::Column(view) if found.is_none_or(|known| known == *view) => found = Some(*view),
        _ => is_only = false,
    });
    let view = found.filter(|_| is_only)?;
    let column = views.get(view)?;
    (matches!(column.cells, Cells::Members(_)) && column.errors.is_empty()).then_some(view)
}
