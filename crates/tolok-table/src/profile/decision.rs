//! What a column is, and what is wrong with that.

use tolok_diagnostics::{Diagnostic, Place};

use super::{Profile, RowId, Sample, Samples};
use crate::date::Order;
use crate::{Kind, codes};

/// What a column is.
#[derive(Debug)]
pub(crate) struct Decision {
    pub kind: Kind,
    pub order: Option<Order>,
    pub problems: Vec<Diagnostic>,
    pub warnings: Vec<Diagnostic>,
}

/// What messages need to know of a column.
pub(crate) struct Named<'a> {
    /// The name of the term, or the heading.
    pub name: &'a str,
    pub is_locale_given: bool,
    pub place: &'a dyn Fn(RowId) -> Place,
}

impl Profile {
    /// What the column is, and what is wrong with that.
    pub(crate) fn decide(&self, named: &Named<'_>) -> Decision {
        let kind = self.kind();
        let mut decision = Decision { kind, order: None, problems: Vec::new(), warnings: Vec::new() };
        let name = named.name;
        let uncomputed = |sample: &Sample| {
            let problem = Diagnostic::new(&codes::UNCOMPUTED, format!("the formula of this cell of `{name}` has no result"));
            problem.at((named.place)(sample.at)).help("open the workbook in a spreadsheet program and save it")
        };
        self.report(&self.uncomputed, &mut decision.problems, &uncomputed, "formulas without a result", named);
        match decision.kind.clone() {
            Kind::Number { is_percent, currency } => self.decide_number(is_percent, currency.as_deref(), named, &mut decision),
            Kind::Date => {
                let not_date = |sample: &Sample| {
                    let problem = Diagnostic::new(&codes::VALUE, format!("`{name}` is a date, but `{}` is none", sample.words));
                    let help = match crate::date::is_month(&sample.words) {
                        true => format!("write the year with it: `{} 2026`", sample.words),
                        false => "dates are best written `2026-01-31`".to_string(),
                    };
                    problem.at((named.place)(sample.at)).help(help)
                };
                self.report(&self.not_date, &mut decision.problems, &not_date, "no dates", named);
                match self.written.order(self.numbers_of.locale(), named) {
                    Ok(order) => decision.order = order,
                    Err(problem) => decision.problems.push(*problem),
                }
            }
            Kind::Bool => {
                let not_bool = |sample: &Sample| {
                    let problem = Diagnostic::new(&codes::VALUE, format!("`{name}` is true or false, but `{}` is neither", sample.words));
                    problem.at((named.place)(sample.at)).help("write `true` or `false`")
                };
                self.report(&self.not_bool, &mut decision.problems, &not_bool, "neither true nor false", named);
            }
            Kind::Text => {}
        }
        decision
    }

    fn kind(&self) -> Kind {
        if let Some(declared) = &self.declared {
            return declared.clone();
        }
        let currency = match self.currencies.as_slice() {
            [(currency, _)] => Some((*currency).into()),
            _ => None,
        };
        let number = |is_percent| Kind::Number { is_percent, currency: if is_percent { None } else { currency.clone() } };
        let is_all = |count: u64| count == self.filled && count > 0;
        match self.filled {
            0 if self.is_input || self.errors > 0 => Kind::NUMBER,
            0 => Kind::Text,
            _ if self.percents > 0 && is_all(self.percents.saturating_add(self.zeros)) => number(true),
            _ if is_all(self.numbers) => number(false),
            _ if is_all(self.dates) => Kind::Date,
            _ if is_all(self.bools) => Kind::Bool,
            // An input is a number; the few cells that are none are mistakes.
            filled if self.is_input && self.numbers.saturating_mul(2) >= filled => number(false),
            _ => Kind::Text,
        }
    }

    fn decide_number(&self, is_percent: bool, currency: Option<&str>, named: &Named<'_>, decision: &mut Decision) {
        let name = named.name;
        let language = self.numbers_of.locale().name();
        let not_number = |sample: &Sample| {
            let problem = Diagnostic::new(&codes::VALUE, format!("`{name}` is a number, but {}", sample.words));
            let help = match sample.words.ends_with("is not a number") {
                true => "write a number there, or nothing".to_string(),
                false => format!("numbers are read as {language} writes them; `--locale` says otherwise"),
            };
            problem.at((named.place)(sample.at)).help(help)
        };
        match self.in_another_language(named) {
            Some(problem) => decision.problems.push(problem),
            None => self.report(&self.not_number, &mut decision.problems, &not_number, "no numbers", named),
        }
        match (currency, self.declared.is_some()) {
            (Some(declared), true) => {
                if let Some((other, sample)) = self.currencies.iter().find(|(found, _)| !is_currency(found, declared)) {
                    let words = format!("`{name}` is in {declared}, but `{}` is in {other}", sample.words);
                    let problem = Diagnostic::new(&codes::CURRENCY, words).at((named.place)(sample.at));
                    decision
                        .problems
                        .push(problem.help("convert it first, or declare the input in its own currency: `input x: money[EUR]`"));
                }
            }
            _ => {
                if let Some((first_code, first)) = self.currencies.first()
                    && let Some((code, sample)) =
                        self.currencies.iter().find(|(code, _)| !is_currency(code, first_code) && !is_currency(first_code, code))
                {
                    let words =
                        format!("`{name}` holds two currencies: `{}` is in {first_code}, `{}` in {code}", first.words, sample.words);
                    let problem = Diagnostic::new(&codes::MIXED_CURRENCIES, words).at((named.place)(sample.at));
                    decision.problems.push(problem.help("give each currency a column of its own, or convert with `rates from`"));
                }
            }
        }
        let Some(first) = self.beyond_one.first.first() else { return };
        let others = match self.beyond_one.count.saturating_sub(1) {
            0 => String::new(),
            1 => ", and 1 more cell".to_string(),
            more => format!(", and {more} more cells"),
        };
        if is_percent {
            let words = format!("`{name}` is a percentage, and `{}` is more than 100%{others}", first.words);
            let problem = Diagnostic::new(&codes::LARGE_PERCENT, words).at((named.place)(first.at));
            decision.warnings.push(problem.help(format!("did you mean `{}%`?", first.words)));
        } else if self.percents > 0 {
            let words = format!("`{name}` has percentages, and `{}` without a percent sign{others}", first.words);
            let problem = Diagnostic::new(&codes::PERCENT_AND_NUMBER, words).at((named.place)(first.at));
            decision.warnings.push(problem.help(format!("did you mean `{}%`?", first.words)));
        }
    }

    /// One problem where all cells that are no numbers are written as one other language writes them: it has one cause.
    fn in_another_language(&self, named: &Named<'_>) -> Option<Diagnostic> {
        let first = self.not_number.first.first()?;
        let options: Vec<String> = self.readers.iter().map(|locale| format!("`--locale {}`", locale.code())).collect();
        let languages: Vec<&str> = self.readers.iter().map(|locale| locale.name()).collect();
        if options.is_empty() {
            return None;
        }
        let others = match self.not_number.count.saturating_sub(1) {
            0 => String::new(),
            1 => "; 1 more cell is like it".to_string(),
            more => format!("; {more} more cells are like it"),
        };
        let problem = Diagnostic::new(&codes::VALUE, format!("`{}` is a number, but {}{others}", named.name, first.words));
        let help = format!("to read numbers as {} writes them: {}", languages.join(" or "), options.join(" or "));
        Some(problem.at((named.place)(first.at)).help(help))
    }

    fn report(
        &self,
        samples: &Samples,
        problems: &mut Vec<Diagnostic>,
        problem: &dyn Fn(&Sample) -> Diagnostic,
        words: &str,
        named: &Named<'_>,
    ) {
        problems.extend(samples.first.iter().map(problem));
        let more = samples.count.saturating_sub(u64::try_from(samples.first.len()).unwrap_or(0));
        if let (Some(last), 1..) = (samples.first.last(), more) {
            let file = (named.place)(last.at).file().map_or(Place::Nowhere, |file| Place::File(std::sync::Arc::clone(file)));
            problems.push(Diagnostic::new(&codes::VALUE, format!("and {more} more cells of `{}` are {words}", named.name)).at(file));
        }
    }
}

/// True if a sign or code that stood with a number is this currency.
fn is_currency(found: &str, declared: &str) -> bool {
    let signs: &[&str] = match found {
        "$" => &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP"],
        "¥" => &["JPY", "CNY"],
        "kr" => &["SEK", "NOK", "DKK", "ISK"],
        _ => &[],
    };
    found == declared || signs.contains(&declared)
}
