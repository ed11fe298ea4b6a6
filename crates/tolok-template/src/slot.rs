//! A cell that is filled: what stands in it, and what it becomes.

use std::ops::Range;

use tolok_diagnostics::Diagnostic;
use tolok_value::Value;
use tolok_xlsx::{Content, Epoch, Replacement};

use crate::target::{self, Dates};
use crate::{Answer, Placeholder};

/// A cell with at least one placeholder.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// The position of the sheet in the workbook.
    pub(crate) sheet: usize,
    /// The placeholders in their order, each with the bytes of the cell's text where it stands; one that is alone stands for all of the text.
    pub(crate) placeholders: Vec<(Placeholder, Range<usize>)>,
    /// True if the cell's format shows dates.
    pub(crate) shows_dates: bool,
    pub(crate) epoch: Epoch,
}

impl Slot {
    /// The placeholders, in their order.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.placeholders.iter().map(|(placeholder, _)| placeholder)
    }

    /// What the cell becomes, given the answers to its placeholders in their order; and a warning where it is not what one would think.
    pub(crate) fn content(&self, answers: &[Answer]) -> (Content, Option<Diagnostic>) {
        match (self.placeholders().next(), answers) {
            (Some(placeholder), [answer]) if placeholder.alone => self.value(placeholder, &answer.value),
            _ => (self.text(answers.iter().map(Answer::words)), None),
        }
    }

    /// The cell's text with words in the place of its placeholders.
    fn text<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Content {
        // A cell ends its lines with a line feed alone.
        let text = |words: &str| words.replace("\r\n", "\n");
        let pairs = self.placeholders.iter().zip(words);
        Content::Replaced(pairs.map(|((_, range), words)| Replacement { range: range.clone(), text: text(words) }).collect())
    }

    fn value(&self, placeholder: &Placeholder, value: &Value) -> (Content, Option<Diagnostic>) {
        let dates = Dates { are_shown: self.shows_dates, epoch: self.epoch };
        target::content(value, dates, &placeholder.place(), |words| self.text([words]))
    }
}
