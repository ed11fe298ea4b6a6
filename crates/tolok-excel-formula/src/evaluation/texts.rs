//! Functions of texts (ECMA-376, part 1, sections 18.17.7.62 `CONCATENATE` to 18.17.7.333 `UPPER`). Characters are counted as Excel counts
//! them, in units of UTF-16; a text with characters of two units is left alone.

use super::text::{MAX_TEXT, to_number, written};
use super::{Evaluation, Operand, Within, aggregates};
use crate::expression::Argument;
use crate::{CellError, Value};

/// The text of a value; nothing if it has characters of two units.
fn text(value: &Value) -> Option<String> {
    written(value).filter(|text| text.chars().all(|character| character.len_utf16() == 1))
}

fn value_of(text: String) -> Option<Value> {
    (text.encode_utf16().count() <= MAX_TEXT).then(|| Value::Text(text.into()))
}

/// A number of characters; an error for what is none.
fn count(value: &Value) -> Option<Result<f64, CellError>> {
    Some(to_number(value)?.map(f64::trunc))
}

/// Goes on with a number, or ends with the error that it is.
macro_rules! or_error {
    ($number:expr) => {
        match $number {
            Ok(number) => number,
            Err(error) => return Some(Value::Error(error)),
        }
    };
}

/// `LEN`.
pub(super) fn len(values: &[Value]) -> Option<Value> {
    let [value] = values else { return None };
    Some(Value::Number(written(value)?.encode_utf16().count() as f64))
}

/// `LEFT`.
pub(super) fn left(values: &[Value]) -> Option<Value> {
    end(values, |text, count| text.chars().take(count).collect())
}

/// `RIGHT`.
pub(super) fn right(values: &[Value]) -> Option<Value> {
    end(values, |text, count| text.chars().skip(text.chars().count().saturating_sub(count)).collect())
}

fn end(values: &[Value], cut: impl Fn(&str, usize) -> String) -> Option<Value> {
    let (value, many) = match values {
        [value] => (value, 1.0),
        [value, many] => (value, or_error!(count(many)?)),
        _ => return None,
    };
    if many < 0.0 {
        return Some(Value::Error(CellError::Value));
    }
    value_of(cut(&text(value)?, many as usize))
}

/// `MID`.
pub(super) fn mid(values: &[Value]) -> Option<Value> {
    let [value, start, many] = values else { return None };
    let (start, many) = (or_error!(count(start)?), or_error!(count(many)?));
    if start < 1.0 || many < 0.0 {
        return Some(Value::Error(CellError::Value));
    }
    value_of(text(value)?.chars().skip(start as usize - 1).take(many as usize).collect())
}

/// `TRIM`: no spaces at the ends, and single ones in between.
pub(super) fn trim(values: &[Value]) -> Option<Value> {
    let [value] = values else { return None };
    let text = written(value)?;
    value_of(text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// `UPPER` and `LOWER`, of letters that have one of the other case.
pub(super) fn in_case(values: &[Value], upper: bool) -> Option<Value> {
    let [value] = values else { return None };
    let text = written(value)?;
    let known = |character: char| {
        character.is_ascii() || (matches!(character, '\u{C0}'..='\u{17E}') && !matches!(character, 'ß' | 'İ' | 'ı' | 'ĸ' | 'ŉ' | '×' | '÷'))
    };
    if !text.chars().all(known) {
        return None;
    }
    value_of(if upper { text.to_uppercase() } else { text.to_lowercase() })
}

/// `CONCATENATE`.
pub(super) fn concatenate(values: &[Value]) -> Option<Value> {
    value_of(values.iter().map(written).collect::<Option<String>>()?)
}

/// `EXACT`: with regard to case.
pub(super) fn exact(values: &[Value]) -> Option<Value> {
    let [one, other] = values else { return None };
    Some(Value::Bool(written(one)? == written(other)?))
}

/// `REPT`.
pub(super) fn repeat(values: &[Value]) -> Option<Value> {
    let [value, many] = values else { return None };
    let many = or_error!(count(many)?);
    if many < 0.0 {
        return Some(Value::Error(CellError::Value));
    }
    let text = written(value)?;
    (text.len() as f64 * many <= MAX_TEXT as f64).then(|| Value::Text(text.repeat(many as usize).into()))
}

/// `REPLACE`: so many characters from a place on.
pub(super) fn replace(values: &[Value]) -> Option<Value> {
    let [value, start, many, new] = values else { return None };
    let (start, many) = (or_error!(count(start)?), or_error!(count(many)?));
    if start < 1.0 || many < 0.0 {
        return Some(Value::Error(CellError::Value));
    }
    let (text, start, many) = (text(value)?, start as usize - 1, many as usize);
    let mut replaced: String = text.chars().take(start).collect();
    replaced.push_str(&written(new)?);
    replaced.extend(text.chars().skip(start.saturating_add(many)));
    value_of(replaced)
}

/// `SUBSTITUTE`: all occurrences, or one of them.
pub(super) fn substitute(values: &[Value]) -> Option<Value> {
    let [value, old, new, which @ ..] = values else { return None };
    let (text, old, new) = (written(value)?, written(old)?, written(new)?);
    if old.is_empty() {
        return None;
    }
    let which = match which {
        [] => return value_of(text.replace(&old, &new)),
        [which] => or_error!(count(which)?),
        _ => return None,
    };
    if which < 1.0 {
        return Some(Value::Error(CellError::Value));
    }
    let Some((at, _)) = text.match_indices(&old).nth(which as usize - 1) else { return value_of(text) };
    value_of(format!("{}{new}{}", text.get(..at)?, text.get(at + old.len()..)?))
}

/// `FIND`: with regard to case.
pub(super) fn find(values: &[Value]) -> Option<Value> {
    place(values, |text| Some(text.to_owned()))
}

/// `SEARCH`: without regard to case, of texts without wildcards whose letters are those of ASCII.
pub(super) fn search(values: &[Value]) -> Option<Value> {
    let plain = values.first().and_then(written).is_some_and(|wanted| !wanted.contains(['*', '?', '~']));
    if !plain {
        return None;
    }
    place(values, |text| text.is_ascii().then(|| text.to_ascii_lowercase()))
}

fn place(values: &[Value], like: impl Fn(&str) -> Option<String>) -> Option<Value> {
    let (wanted, within, start) = match values {
        [wanted, within] => (wanted, within, 1.0),
        [wanted, within, start] => (wanted, within, or_error!(count(start)?)),
        _ => return None,
    };
    let (wanted, within) = (like(&text(wanted)?)?, like(&text(within)?)?);
    let length = within.chars().count();
    // Where nothing is looked for, it is found at once, at the end of a text in another place than behind it.
    if wanted.is_empty() {
        return None;
    }
    if start < 1.0 || start > length as f64 {
        return Some(Value::Error(CellError::Value));
    }
    let skipped = start as usize - 1;
    let from = within.char_indices().nth(skipped).map_or(within.len(), |(at, _)| at);
    let found = within.get(from..)?.find(&wanted).and_then(|at| within.get(from..from + at));
    Some(found.map_or(Value::Error(CellError::Value), |before| Value::Number((skipped + before.chars().count() + 1) as f64)))
}

/// `VALUE`, of numbers and of texts that are numbers in every language.
pub(super) fn value(values: &[Value]) -> Option<Value> {
    let [value] = values else { return None };
    match value {
        Value::Number(number) => Some(Value::Number(*number)),
        Value::Text(_) => Some(to_number(value)?.map_or_else(Value::Error, Value::Number)),
        Value::Blank | Value::Bool(_) | Value::Error(_) => None,
    }
}

impl Evaluation<'_> {
    /// `CONCAT`: the texts of all cells.
    pub(super) fn joined_texts(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        self.joined_by("", true, arguments, within)
    }

    /// `TEXTJOIN`.
    pub(super) fn joined_with(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [between, leave_out, texts @ ..] = arguments else { return None };
        let Value::Text(between) = self.value(&between.term, within.of_arrays())? else { return None };
        let leave_out = match self.given(leave_out, within)? {
            Value::Bool(leave_out) => leave_out,
            Value::Number(leave_out) => leave_out != 0.0,
            _ => return None,
        };
        self.joined_by(&between, leave_out, texts, within)
    }

    fn joined_by(&self, between: &str, leave_out: bool, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (mut texts, mut error) = (Vec::new(), None);
        for argument in arguments {
            for value in self.array(&argument.term, within)?.values() {
                match value {
                    Value::Error(other) => aggregates::first_error(&mut error, *other),
                    value => texts.push(written(value)?),
                }
            }
        }
        if let Some(error) = error {
            return error.map(|error| Operand::Value(Value::Error(error)));
        }
        texts.retain(|text| !leave_out || !text.is_empty());
        let joined = texts.join(between);
        (joined.encode_utf16().count() <= MAX_TEXT).then(|| Operand::Value(Value::Text(joined.into())))
    }
}
