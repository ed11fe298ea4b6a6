//! Exchange rates by date.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_plan::Conversion;
use tolok_value::{Date, ErrorKind, Number, Value, ops};

/// Exchange rates by date: the latest on or before a day counts.
#[derive(Debug, Clone, Default)]
pub struct Rates {
    rates: BTreeMap<(Arc<str>, Arc<str>), BTreeMap<Date, Number>>,
}

impl Rates {
    /// No rates yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what one unit of a currency is worth in another from a day on; gives the rate that this day had before.
    pub fn add(&mut self, from: &str, to: &str, date: Date, rate: Number) -> Option<Number> {
        let pair = (from.trim().to_ascii_uppercase().into(), to.trim().to_ascii_uppercase().into());
        self.rates.entry(pair).or_default().insert(date, rate)
    }

    fn rate(&self, from: &Arc<str>, to: &Arc<str>, date: Date) -> Option<Number> {
        let by_date = self.rates.get(&(Arc::clone(from), Arc::clone(to)))?;
        by_date.range(..=date).next_back().map(|(_, rate)| *rate)
    }
}

/// A row's value in another currency.
pub(crate) fn converted(value: Value, conversion: &Conversion, date: Option<Date>, rates: Option<&Rates>, name: &str) -> Value {
    let Value::Number(_) = &value else { return value };
    let not_available = |words: String| Value::error(ErrorKind::NotAvailable, words);
    let Some(from) = &conversion.from else {
        return not_available(format!("the currency of `{name}` is not known: declare it, as in `input {name}: money[EUR]`"));
    };
    let Some(rates) = rates else {
        return not_available("there are no exchange rates here: name them with `rates from`".to_string());
    };
    let Some(date) = date else {
        return not_available(format!("a row of `{name}` has no date, so there is no exchange rate for it"));
    };
    match rates.rate(from, &conversion.to, date) {
        Some(rate) => ops::multiply(&value, &Value::Number(rate)),
        None => not_available(format!("there is no exchange rate from {from} to {} on or before {date}", conversion.to)),
    }
}
