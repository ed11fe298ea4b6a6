//! A text outside the cells that has placeholders: a text box, a title of a chart, a header, a note, the name of a sheet.

use std::ops::Range;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_xlsx::{Passage, Replacement};

use crate::{Answer, Placeholder, Spot, marker};

/// A text outside the cells with at least one placeholder.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) passage: Passage,
    /// The placeholders in their order, each with the bytes of the text where it stands.
    pub(crate) placeholders: Vec<(Placeholder, Range<usize>)>,
}

impl Text {
    /// Finds the placeholders of a text, or everything that is wrong with them.
    pub(crate) fn read(file: &Arc<str>, passage: Passage) -> Result<Self, Vec<Diagnostic>> {
        let spot = Spot::from(&passage);
        let place = || Place::cell(Arc::clone(file), Arc::clone(passage.sheet_name()), spot.words());
        let marks = marker::marks(passage.text());
        let marks = marks.map_err(|problems| problems.into_iter().map(|problem| problem.at(place())).collect::<Vec<_>>())?;
        let placeholder = |mark: marker::Mark<'_>| {
            let placeholder = Placeholder {
                file: Arc::clone(file),
                sheet: Arc::clone(passage.sheet_name()),
                spot: spot.clone(),
                formula: mark.formula.to_owned(),
                alone: false,
                number_format: "General".into(),
            };
            (placeholder, mark.range)
        };
        let placeholders = marks.into_iter().map(placeholder).collect();
        Ok(Self { passage, placeholders })
    }

    /// The placeholders, in their order.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.placeholders.iter().map(|(placeholder, _)| placeholder)
    }

    /// What takes the places of the placeholders, given the answers in their order.
    pub(crate) fn pieces(&self, answers: &[Answer]) -> Vec<Replacement> {
        let pairs = self.placeholders.iter().zip(answers);
        pairs.map(|((_, range), answer)| Replacement { range: range.clone(), text: answer.words().to_owned() }).collect()
    }
}
