//! A lexicon that is asked once about each text: cells are read as labels, headings and sections, down and across.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use tolok_value::Calendar;

use super::lexicon::{Aside, Lexicon, Measure, Member, Moment};
use crate::marker::is_marked;

/// Remembers what a lexicon said. A text with a placeholder names nothing: what will stand there is not known yet.
pub(super) struct Remembered<'l> {
    lexicon: &'l dyn Lexicon,
    measures: Memory<Vec<Measure>>,
    members: Memory<Vec<Member>>,
    moments: Memory<Option<Moment>>,
    unclear: Memory<bool>,
    counted: Memory<bool>,
    dimensions: Memory<Option<Arc<str>>>,
    times: Memory<bool>,
    metrics: Memory<bool>,
    totals: Memory<bool>,
    values: Memory<bool>,
}

type Memory<A> = RefCell<HashMap<Box<str>, A>>;

impl<'l> Remembered<'l> {
    pub(super) fn new(lexicon: &'l dyn Lexicon) -> Self {
        Self {
            lexicon,
            measures: Memory::default(),
            members: Memory::default(),
            moments: Memory::default(),
            unclear: Memory::default(),
            counted: Memory::default(),
            dimensions: Memory::default(),
            times: Memory::default(),
            metrics: Memory::default(),
            totals: Memory::default(),
            values: Memory::default(),
        }
    }
}

impl Lexicon for Remembered<'_> {
    fn measures(&self, text: &str) -> Vec<Measure> {
        asked(&self.measures, text, |text| self.lexicon.measures(text))
    }

    fn measure(&self, name: &str) -> Option<Measure> {
        self.lexicon.measure(name)
    }

    fn dimension(&self, text: &str) -> Option<Arc<str>> {
        asked(&self.dimensions, text, |text| self.lexicon.dimension(text))
    }

    fn members(&self, text: &str) -> Vec<Member> {
        asked(&self.members, text, |text| self.lexicon.members(text))
    }

    fn dimensions(&self) -> Vec<Arc<str>> {
        self.lexicon.dimensions()
    }

    fn moment(&self, text: &str) -> Option<Moment> {
        asked(&self.moments, text, |text| self.lexicon.moment(text))
    }

    fn is_unclear_period(&self, text: &str) -> bool {
        asked(&self.unclear, text, |text| self.lexicon.is_unclear_period(text))
    }

    fn calendar(&self) -> Calendar {
        self.lexicon.calendar()
    }

    fn years(&self, text: &str) -> Vec<i16> {
        self.lexicon.years(text)
    }

    fn year(&self) -> Option<i16> {
        self.lexicon.year()
    }

    fn has_period(&self) -> bool {
        self.lexicon.has_period()
    }

    fn is_span(&self, word: &str) -> bool {
        self.lexicon.is_span(word)
    }

    fn only_member(&self, text: &str) -> Option<Member> {
        self.lexicon.only_member(text)
    }

    fn is_left_open(&self, words: &[&str], has_period: bool) -> bool {
        self.lexicon.is_left_open(words, has_period)
    }

    fn is_title_word(&self, word: &str) -> bool {
        self.lexicon.is_title_word(word)
    }

    fn is_summary(&self, text: &str) -> bool {
        self.lexicon.is_summary(text)
    }

    fn is_time(&self, text: &str) -> bool {
        asked(&self.times, text, |text| self.lexicon.is_time(text))
    }

    fn is_metric(&self, text: &str) -> bool {
        asked(&self.metrics, text, |text| self.lexicon.is_metric(text))
    }

    fn is_total(&self, text: &str) -> bool {
        asked(&self.totals, text, |text| self.lexicon.is_total(text))
    }

    fn is_aggregate(&self, text: &str) -> bool {
        self.lexicon.is_aggregate(text)
    }

    fn aside(&self, text: &str) -> Option<Aside> {
        self.lexicon.aside(text)
    }

    fn scale(&self, text: &str) -> Option<String> {
        self.lexicon.scale(text)
    }

    fn is_counted(&self, text: &str) -> bool {
        asked(&self.counted, text, |text| self.lexicon.is_counted(text))
    }

    fn is_value(&self, text: &str) -> bool {
        asked(&self.values, text, |text| self.lexicon.is_value(text))
    }
}

fn asked<A: Clone + Default>(memory: &Memory<A>, text: &str, ask: impl FnOnce(&str) -> A) -> A {
    if let Some(known) = memory.borrow().get(text) {
        return known.clone();
    }
    let answer = if is_marked(text) { A::default() } else { ask(text) };
    memory.borrow_mut().insert(text.into(), answer.clone());
    answer
}
