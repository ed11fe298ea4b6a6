//! The functions that compare periods: they move from cell to cell, and change the periods that inputs are aggregated over.

use std::sync::Arc;

use tolok_model::{Context, Formula, TimeFunction, window_of};
use tolok_plan::{Timeline, Window, evaluate};
use tolok_value::{Blank, ErrorKind, Span, Value, ops};

use crate::Evaluator;

impl Evaluator<'_> {
    /// A function of time of a formula, at the cell at hand.
    pub(crate) fn time_function(&mut self, function: TimeFunction, subject: &Formula, span: Option<Span>, partial: bool) -> Value {
        let Some(timeline) = self.planned.plan.timeline else {
            return not_available("there are no periods here: ask for them with `--over`, as in `--over month`");
        };
        let Some(cell) = self.cell() else { return Value::BLANK };
        if cell.period.is_none() {
            return self.over_all_periods(function, subject, span, partial);
        }
        let periods = match span.map(|span| (span, span.periods(timeline.over))) {
            None => 1,
            Some((_, Some(periods))) => periods,
            Some((span, None)) => {
                return not_available(&format!("{span} {} no whole number of {}", are(span), timeline.over.plural()));
            }
        };
        match function {
            TimeFunction::Prev => self.earlier(subject, periods),
            TimeFunction::Opening => self.earlier(subject, 1),
            TimeFunction::Closing => evaluate(subject, self),
            TimeFunction::Change => {
                let current = evaluate(subject, self);
                let previous = self.earlier(subject, periods);
                ops::subtract(&current, &previous)
            }
            TimeFunction::Growth => {
                let current = evaluate(subject, self);
                let previous = self.earlier(subject, periods);
                growth(&current, &previous)
            }
            _ => self.windowed(function, subject, span, partial, timeline),
        }
    }

    /// Where a function of time looks at its formula: in which cells, in which contexts.
    pub(crate) fn looks(&self, function: TimeFunction, span: Option<Span>, cell: usize, context: &Context) -> Vec<(usize, Context)> {
        let here = || vec![(cell, context.clone())];
        let (Some(timeline), Some(at)) = (self.planned.plan.timeline, self.grid.cells.get(cell)) else { return here() };
        if at.period.is_none() {
            let end = shows_last(function).and_then(|last| self.index.at_end(at, last));
            return end.map(|end| self.looks(function, span, end, context)).unwrap_or_default();
        }
        let periods = span.map_or(Some(1), |span| span.periods(timeline.over));
        let earlier = periods.and_then(|periods| self.index.before(cell, at, periods)).map(|cell| (cell, context.clone()));
        match function {
            TimeFunction::Prev | TimeFunction::Opening => earlier.into_iter().collect(),
            TimeFunction::Change | TimeFunction::Growth => here().into_iter().chain(earlier).collect(),
            TimeFunction::Closing => here(),
            _ => match window_of(function, span, timeline.over).filter(|_| context.window == Window::Period) {
                Some(window) => vec![(cell, context.over(window))],
                None => Vec::new(),
            },
        }
    }

    /// The cell above another, where some dimensions are rolled up.
    pub(crate) fn level_above(&self, cell: usize, dimensions: &[Arc<str>]) -> Option<usize> {
        self.index.above(cell, self.grid.cells.get(cell)?, dimensions)
    }

    /// Over all periods together: the value at one end of them, if the function has one there.
    fn over_all_periods(&mut self, function: TimeFunction, subject: &Formula, span: Option<Span>, partial: bool) -> Value {
        let Some(last) = shows_last(function) else {
            return not_available("this looks at other periods, and here all of them are one total");
        };
        let Some(place) = self.cell().and_then(|cell| self.index.at_end(cell, last)) else {
            return Value::Blank(Blank::because("there is no period in the data"));
        };
        self.at_cell(place, |evaluator| evaluator.time_function(function, subject, span, partial))
    }

    /// The formula so many periods earlier.
    fn earlier(&mut self, subject: &Formula, periods: i64) -> Value {
        let place = self.cell().and_then(|cell| self.index.before(self.at, cell, periods));
        match place {
            Some(place) => self.at_cell(place, |evaluator| evaluate(subject, evaluator)),
            None => match self.grid.periods.first() {
                Some(first) if periods >= 0 => Value::Blank(Blank::because(format!("the data begins with {first}"))),
                _ => Value::Blank(Blank::because("the data has no such period")),
            },
        }
    }

    fn windowed(&mut self, function: TimeFunction, subject: &Formula, span: Option<Span>, partial: bool, timeline: Timeline) -> Value {
        let Some(window) = window_of(function, span, timeline.over) else {
            return not_available("a window of no periods has no value");
        };
        if self.context.window != Window::Period {
            return not_available(
                "a window of periods inside another one has no meaning: give the inner one a name and look at it by itself",
            );
        }
        if let (Window::Rolling(periods), false) = (window, partial) {
            let before = self.cell().and_then(|cell| self.index.periods_before(self.at, cell)).unwrap_or(0);
            let begins_too_early = usize::try_from(periods).is_ok_and(|periods| before.saturating_add(1) < periods);
            if let (true, Some(first)) = (begins_too_early, self.grid.periods.first()) {
                let length = Span::new(periods, timeline.over);
                let words = format!("the window of {length} begins before the data, which begins with {first}");
                return Value::Blank(Blank::because(words));
            }
        }
        let context = self.context.over(window);
        self.in_context(context, |evaluator| evaluate(subject, evaluator))
    }
}

/// Whose value stands for all periods together: the last one's where something runs on, the first one's of an opening, none where two
/// periods are compared.
fn shows_last(function: TimeFunction) -> Option<bool> {
    match function {
        TimeFunction::Prev | TimeFunction::Change | TimeFunction::Growth | TimeFunction::Rolling => None,
        TimeFunction::Opening => Some(false),
        _ => Some(true),
    }
}

/// (current − previous) / previous; from nothing there is no growth, and from a loss none that means anything.
fn growth(current: &Value, previous: &Value) -> Value {
    let change = ops::subtract(current, previous);
    match previous {
        Value::Number(base) if base.sign() < 0 && !change.is_error() => {
            not_available(&format!("growth from a negative base ({base}) has no meaning"))
        }
        Value::Number(base) if base.is_zero() && !change.is_error() && !change.is_blank() => {
            Value::error(ErrorKind::DivisionByZero, "division by zero: the period before has 0")
        }
        _ => ops::divide(&change, previous),
    }
}

fn are(span: Span) -> &'static str {
    if span.count == 1 { "is" } else { "are" }
}

fn not_available(words: &str) -> Value {
    Value::error(ErrorKind::NotAvailable, words)
}
