//! The value of a cell as the copy in a chart writes it, and the copy brought up to date.

use super::caches::{Cache, Form, Holds, Level};
use super::layout::Layout;
use super::seen::Seen;
use crate::number_format::is_general;
use crate::splices::Splices;
use crate::strings::encode;
use crate::write::render::number_text;
use crate::xml::escape;
use tolok_excel_formula::Value;

/// A value as a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// A blank cell has no point.
    Nothing,
    Point(String),
}

impl Written {
    /// True if a point says the same.
    pub(super) fn is(&self, holds: Holds, text: &str) -> bool {
        let Written::Point(written) = self else { return false };
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|_| holds != Holds::Texts);
        written == text || number(written).is_some_and(|written| number(text) == Some(written))
    }
}

/// What stands in a point for a value; nothing where it is not known what Excel writes.
pub(super) fn written(cache: &Cache, value: &Value, format: Option<&str>) -> Option<Written> {
    let written = match (value, cache.holds) {
        (Value::Blank, _) => return Some(Written::Nothing),
        (Value::Number(number), Holds::Values | Holds::NumberLabels) => number_text(*number)?,
        (Value::Number(number), Holds::Texts) => shown(*number, format?)?,
        (Value::Text(text), Holds::Texts) => text.to_string(),
        // A text is drawn as nought.
        (Value::Text(_), Holds::Values) if cache.form == Form::Element => "0".to_owned(),
        (Value::Error(error), _) if cache.form == Form::Element => error.text().to_owned(),
        (Value::Bool(truth), Holds::Texts) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        _ => return None,
    };
    Some(Written::Point(written))
}

/// A number as a cell shows it, where every program shows it so: in few digits, and by no format of its own.
fn shown(number: f64, format: &str) -> Option<String> {
    let written = number_text(number)?;
    let whole = number.fract() == 0.0;
    let known = is_general(format) || format == "@" || (format == "0" && whole);
    (known && written.len() <= 10 && !written.contains('E')).then_some(written)
}

/// Brings a copy up to date; nothing where that cannot be done, and then it has to be taken out.
pub(super) fn update(cache: &Cache, layout: &Layout<'_, '_>, splices: &mut Splices) -> Option<()> {
    let mut own = Splices::default();
    if layout.levels.len() != cache.levels.len() {
        return None;
    }
    for (level, wanted) in cache.levels.iter().zip(&layout.levels) {
        if level.points.iter().zip(level.points.iter().skip(1)).any(|(one, other)| one.index >= other.index) {
            return None;
        }
        for point in &level.points {
            match wanted.get(&point.index).map_or(Some(Become::Gone), |seen| become_of(cache, seen, Some(&point.text)))? {
                Become::Kept => {}
                Become::Gone if cache.form == Form::Single => own.replace(point.place.clone()?, ""),
                Become::Gone => own.remove(point.span.clone()),
                Become::Point(text) => match &point.place {
                    Some(place) => own.replace(place.clone(), escape(&encode(&text))),
                    None => own.replace(point.span.clone(), element(cache, point.index, &text)),
                },
            }
        }
        let known = |index: &u32| level.points.binary_search_by_key(index, |point| point.index).is_ok();
        for (index, seen) in wanted.iter().filter(|(index, _)| !known(index)) {
            if let Become::Point(text) = become_of(cache, seen, None)? {
                own.insert(behind(level, *index)?, element(cache, *index, &text));
            }
        }
    }
    for (_, place) in cache.counts.iter().filter(|(count, _)| *count != layout.count) {
        own.replace(place.clone(), layout.count.to_string());
    }
    splices.extend(own);
    Some(())
}

/// What becomes of a point.
enum Become {
    Kept,
    Gone,
    Point(String),
}

/// What becomes of the point of a cell; nothing if that is not known.
fn become_of(cache: &Cache, seen: &Seen<'_>, point: Option<&str>) -> Option<Become> {
    match seen.after.as_ref().and_then(|value| written(cache, value, seen.format)) {
        Some(Written::Nothing) => Some(Become::Gone),
        Some(written @ Written::Point(_)) if point.is_some_and(|text| written.is(cache.holds, text)) => Some(Become::Kept),
        // Of a cell that is as it was, the program that wrote the copy knew how it looks.
        _ if !seen.changed && (point.is_some() || seen.after.is_none()) => Some(Become::Kept),
        Some(Written::Point(text)) => Some(Become::Point(text)),
        None => None,
    }
}

fn element(cache: &Cache, index: u32, text: &str) -> String {
    let (prefix, text) = (&cache.prefix, escape(&encode(text)).into_owned());
    match cache.form {
        Form::Element => format!("<{prefix}pt idx=\"{index}\"><{prefix}v>{text}</{prefix}v></{prefix}pt>"),
        Form::Direct => format!("<{prefix}pt idx=\"{index}\">{text}</{prefix}pt>"),
        Form::Single => format!("<{prefix}v>{text}</{prefix}v>"),
    }
}

/// Where a point goes that is not there yet.
fn behind(level: &Level, index: u32) -> Option<usize> {
    level.points.iter().find(|point| point.index > index).map(|point| point.span.start).or(level.end)
}
