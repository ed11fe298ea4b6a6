//! Values given by hand: read by the type of what they are given to, never guessed.

mod held;

use tolok_diagnostics::suggestion::listed;
use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::Given;
use tolok_model::{EntityId, EntityKind, Quantity, Type};
use tolok_value::{Locale, Number, Value, read_bool, read_date, read_number};

use crate::request::{Request, Setting};
use crate::{Definitions, codes};

impl Definitions {
    /// What a request gives, with every problem in it.
    pub(crate) fn given(&self, request: &Request, given: &mut Given) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (name, setting) in &request.settings {
            let place = Place::Argument(format!("--set {name}").into());
            match self.model.find(name) {
                Some(id) => match self.setting(id, setting, request.locale, &place, &mut diagnostics) {
                    Ok(value) => given.set(id, value),
                    Err(problem) => diagnostics.push(problem),
                },
                None => match (name.split_once('.'), setting) {
                    (Some((source, column)), setting) if !source.is_empty() && source != "std" => {
                        given.set_column(source, column, untyped(setting, request.locale));
                    }
                    _ => diagnostics.push(self.unknown(name).at(place)),
                },
            }
        }
        diagnostics
    }

    /// The problem of a name that nothing has.
    pub(crate) fn unknown(&self, name: &str) -> Diagnostic {
        let candidates = self.model.candidates(name);
        if !candidates.is_empty() {
            let problem = Diagnostic::new(&tolok_model::codes::AMBIGUOUS_ALIAS, format!("`{name}` is an alias of several definitions"));
            return problem.help(format!("write the one that is meant: {}", listed(candidates.into_iter().map(AsRef::as_ref))));
        }
        let problem = Diagnostic::new(&tolok_model::codes::UNKNOWN_NAME, format!("unknown name `{name}`"));
        match self.model.suggestion(name) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => {
                let is_named = |kind: &EntityKind| matches!(kind, EntityKind::Metric(_) | EntityKind::Input(_));
                let all: Vec<&str> =
                    self.model.entities().filter(|(_, entity)| is_named(&entity.kind)).map(|(_, entity)| entity.name.as_ref()).collect();
                let few = all.get(..all.len().min(12)).unwrap_or(&all);
                match (few, all.len().saturating_sub(few.len())) {
                    ([], _) => problem,
                    (few, 0) => problem.help(format!("the definitions have {}", listed(few.iter().copied()))),
                    (few, more) => problem.help(format!("the definitions have `{}` and {more} more", few.join("`, `"))),
                }
            }
        }
    }

    fn setting(
        &self,
        id: EntityId,
        setting: &Setting,
        locale: Locale,
        place: &Place,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Value, Diagnostic> {
        let Some(entity) = self.model.entity(id) else { return Ok(Value::BLANK) };
        let ty = match &entity.kind {
            EntityKind::Dimension(_) => Type::Text,
            EntityKind::Time(_) => Type::Date,
            EntityKind::Function | EntityKind::Source | EntityKind::Broken => {
                let problem =
                    Diagnostic::new(&tolok_model::codes::NOT_A_VALUE, format!("`{}` has no value that could be set", entity.name));
                return Err(problem.at(place.clone()).help("set inputs, params, metrics or members of dimensions"));
            }
            _ => entity.ty(),
        };
        let named = format!("`{}`", entity.name);
        match setting {
            Setting::Text(text) => read(text, &ty, locale, &named, diagnostics, place),
            Setting::Value(value) => {
                if let (Value::Number(number), Type::Number(Quantity::Percent)) = (value, &ty) {
                    diagnostics.extend(large_percent(*number, &named, place));
                }
                fitting(value, &ty, &named)
            }
        }
        .map_err(|problem| problem.at(place.clone()))
    }
}

/// A value that is what its type says.
fn fitting(value: &Value, ty: &Type, named: &str) -> Result<Value, Diagnostic> {
    match (value, ty) {
        (Value::Blank(_) | Value::Error(_), _)
        | (_, Type::Unknown)
        | (Value::Number(_), Type::Number(_))
        | (Value::Text(_), Type::Text)
        | (Value::Bool(_), Type::Bool)
        | (Value::Date(_), Type::Date) => Ok(value.clone()),
        _ => {
            let problem = Diagnostic::new(&codes::VALUE, format!("{named} is {}, but `{value}` is {}", words(ty), value.kind()));
            Err(problem.help(format!("give it as {}", words(ty))))
        }
    }
}

/// The warning about a percentage that seems to be given in hundredths.
fn large_percent(number: Number, named: &str, place: &Place) -> Option<Diagnostic> {
    let message = format!("{named} is a percentage, and {number} is {}%", number.multiply(Number::HUNDRED).unwrap_or(number));
    let problem = Diagnostic::new(&codes::LARGE_PERCENT, message).at(place.clone()).help(format!("did you mean `{number}%`?"));
    (number.abs() > Number::ONE).then_some(problem)
}

/// A value from text, by its type. `named` is what messages call it.
pub(crate) fn read(
    text: &str,
    ty: &Type,
    locale: Locale,
    named: &str,
    diagnostics: &mut Vec<Diagnostic>,
    place: &Place,
) -> Result<Value, Diagnostic> {
    if text.trim().is_empty() || text.trim().eq_ignore_ascii_case("blank") {
        return Ok(Value::BLANK);
    }
    let unreadable = |error: &dyn std::fmt::Display| {
        let problem = Diagnostic::new(&codes::VALUE, format!("{named} is {}, but {error}", words(ty)));
        problem.help(match ty {
            Type::Number(_) => format!("numbers are read as {} writes them; `--locale` says otherwise", locale.name()),
            Type::Date => "dates are written `2026-01-31`".to_string(),
            _ => "write `true` or `false`".to_string(),
        })
    };
    match ty {
        Type::Text => Ok(Value::text(text.trim())),
        Type::Bool => read_bool(text).map(Value::Bool).map_err(|error| unreadable(&error)),
        Type::Date => read_date(text, locale).map(Value::Date).map_err(|error| unreadable(&error)),
        Type::Number(quantity) if quantity.is_duration() && text.contains(':') => {
            hours(text).map(Value::from).ok_or_else(|| unreadable(&format!("`{}` is not written as `h:mm:ss`", text.trim())))
        }
        Type::Number(quantity) => {
            let reading = read_number(text, locale).map_err(|error| unreadable(&error))?;
            if let Some(code) = &reading.currency {
                expect_currency(code, quantity, named)?;
            }
            let Some(number) = reading.value else { return Ok(Value::BLANK) };
            if *quantity == Quantity::Percent && !reading.percent {
                diagnostics.extend(large_percent(number, named, place));
            }
            Ok(number.into())
        }
        Type::Unknown => Ok(guess(text, locale)),
    }
}

/// A duration as it is shown, `1:30:00` or `1:30`, in days.
fn hours(text: &str) -> Option<Number> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes] => (hours, minutes, &"0"),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    let digits = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (hours, minutes, seconds) =
        (digits(hours)?, digits(minutes).filter(|part| *part < 60)?, digits(seconds).filter(|part| *part < 60)?);
    let seconds = u64::from(hours) * 3_600 + u64::from(minutes) * 60 + u64::from(seconds);
    Number::from(seconds).divide(Number::from(86_400u32)).ok()
}

fn expect_currency(code: &str, quantity: &Quantity, named: &str) -> Result<(), Diagnostic> {
    let declared: Vec<&str> = quantity.currencies().into_iter().filter_map(|currency| currency.as_deref()).collect();
    let signs: &[&str] = match code {
        "$" => &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP"],
        "¥" => &["JPY", "CNY"],
        "kr" => &["SEK", "NOK", "DKK", "ISK"],
        _ => &[],
    };
    if declared.is_empty() || declared.iter().any(|known| *known == code || signs.contains(known)) {
        return Ok(());
    }
    let problem = Diagnostic::new(&codes::CURRENCY, format!("{named} is in {}, but the value is in {code}", listed(declared)));
    Err(problem.help("convert it first, or declare the input in its own currency: `input x: money[EUR]`"))
}

fn words(ty: &Type) -> String {
    match ty {
        Type::Number(_) => "a number".to_string(),
        other => other.words(),
    }
}

/// A value whose type nobody says: a number if it reads as one, else a date, else text.
fn guess(text: &str, locale: Locale) -> Value {
    match (read_number(text, locale), read_date(text, locale), read_bool(text)) {
        (Ok(reading), _, _) => reading.value.map_or(Value::BLANK, Value::Number),
        (_, Ok(date), _) => Value::Date(date),
        (_, _, Ok(truth)) => Value::Bool(truth),
        _ => Value::text(text.trim()),
    }
}

fn untyped(setting: &Setting, locale: Locale) -> Value {
    match setting {
        Setting::Value(value) => value.clone(),
        Setting::Text(text) if text.trim().is_empty() || text.trim().eq_ignore_ascii_case("blank") => Value::BLANK,
        Setting::Text(text) => guess(text, locale),
    }
}
