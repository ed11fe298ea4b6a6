//! A cell that is filled: what stands in it, and what it becomes.

use std::ops::Range;

use tolok_xlsx::{Content, Epoch, Replacement};

use crate::target::{self, Filling, Shows};
use crate::{Answer, Placeholder};

/// A cell with at least one placeholder.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// The position of the sheet in the workbook.
    pub(crate) sheet: usize,
    /// The placeholders in their order, each with the bytes of the cell's text where it stands; one that is alone stands for all of the text.
    pub(crate) placeholders: Vec<(Placeholder, Range<usize>)>,
    pub(crate) shows: Shows,
    pub(crate) epoch: Epoch,
}

impl Slot {
    /// The placeholders, in their order.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.placeholders.iter().map(|(placeholder, _)| placeholder)
    }

    /// What the cell becomes, given the answers to its placeholders in their order.
    pub(crate) fn filling(&self, answers: &[Answer]) -> Filling {
        match (self.placeholders().next(), answers) {
            (Some(placeholder), [answer]) if placeholder.alone && self.shows != Shows::Words => {
                target::filling(answer, self.shows, self.epoch, &placeholder.place(), |words| self.text([words]))
            }
            _ => self.text(answers.iter().map(Answer::words)).into(),
        }
    }

    /// The cell's text with words in the place of its placeholders.
    fn text<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Content {
        // A cell ends its lines with a line feed alone.
        let text = |words: &str| words.replace("\r\n", "\n");
        let pairs = self.placeholders.iter().zip(words);
        Content::Replaced(pairs.map(|((_, range), words)| Replacement { range: range.clone(), text: text(words) }).collect())
    }
}
