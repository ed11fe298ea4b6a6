//! Excel number formats (ECMA-376 Part 1, 18.8.30 and 18.8.31) on exact decimals, in the signs and names of a language.

mod condition;
mod date;
mod decimal;
mod fraction;
mod general;
mod names;
mod number;
mod scientific;
mod section;
pub(crate) mod serial;
mod token;

use std::fmt;
use std::sync::Arc;

use crate::{Language, Number, Value};
use section::Section;

/// Longer formats are refused, as spreadsheets refuse them.
const LONGEST: usize = 255;

/// An Excel number format, such as `#,##0.00;(#,##0.00)`.
///
/// ```
/// use tolok_value::{Language, Number, NumberFormat, Value};
/// let format = NumberFormat::parse("[$Rp-421] #,##0.00").unwrap();
/// let value = Value::from(Number::parse("1000000.5").unwrap());
/// assert_eq!(format.show(&value, Language::Indonesian), "Rp 1.000.000,50");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    sections: Vec<Section>,
    text: Option<Section>,
    written: Arc<str>,
    tidy: bool,
}

/// A text that is no number format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    message: String,
}

impl NumberFormat {
    /// Reads a format.
    ///
    /// # Errors
    /// For quotes and brackets that are not closed, letters that mean nothing, and what spreadsheets do not accept either.
    pub fn parse(text: &str) -> Result<Self, FormatError> {
        let written = text;
        let wrong = |why: &str| FormatError { message: format!("`{text}` is not a number format: {why}") };
        if text.chars().count() > LONGEST {
            return Err(FormatError { message: format!("a number format has at most {LONGEST} characters") });
        }
        let mut parts = token::sections(text).map_err(|why| wrong(&why))?;
        if parts.len() > 4 {
            return Err(wrong("it has more than four sections"));
        }
        let fourth = parts.split_off(parts.len().min(3)).pop();
        let mut sections = parts.into_iter().map(Section::new).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        let text = match fourth {
            Some(tokens) => Some(Section::for_text(tokens).map_err(wrong)?),
            None if sections.last().is_some_and(Section::is_text) => sections.pop(),
            None => None,
        };
        Ok(Self { sections, text, written: written.into(), tidy: false })
    }

    /// The same format, but a decimal sign with no digit after it is left out: `#,##0.##` shows 5 as `5`, where a spreadsheet shows `5.`.
    #[must_use]
    pub fn tidy(self) -> Self {
        Self { tidy: true, ..self }
    }

    /// The format as it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// True if it shows numbers as dates, times or durations.
    pub fn is_date(&self) -> bool {
        self.sections.iter().any(Section::is_date)
    }

    /// True if it shows numbers as percentages.
    pub fn is_percent(&self) -> bool {
        self.sections.iter().any(Section::is_percent)
    }

    /// The value as the format shows it. Blank is empty, an error is its own word; what no format applies to is shown plainly.
    pub fn show(&self, value: &Value, language: Language) -> String {
        match value {
            Value::Number(number) => self.show_number(*number, language),
            Value::Date(date) if self.is_date() => match serial::of_date(*date) {
                Some(serial) => self.show_number(serial, language),
                None => date.to_string(),
            },
            Value::Text(text) => match &self.text {
                Some(section) => section.show_text(text),
                None => text.to_string(),
            },
            Value::Date(_) | Value::Bool(_) | Value::Blank(_) | Value::Error(_) => crate::ops::joined_text(value),
        }
    }

    /// True if a spreadsheet would have to show it as a date or a time and cannot: below zero, or after the year 9999.
    pub fn is_beyond_calendar(&self, value: &Value) -> bool {
        let Value::Number(number) = value else { return false };
        let (section, signed) = match condition::choose(&self.sections, *number) {
            Some(chosen) => chosen,
            None => return false,
        };
        section.is_date() && ((signed && number.sign() < 0) || serial::is_beyond(number.abs()))
    }

    fn show_number(&self, number: Number, language: Language) -> String {
        match condition::choose(&self.sections, number) {
            Some((section, signed)) => {
                let number = if signed { number } else { number.abs() };
                section.show(number, language, self.tidy)
            }
            None => match &self.text {
                // A format for texts alone shows a number in it as General.
                Some(section) if self.sections.is_empty() => section.show_text(&general::show(number, language)),
                _ => String::new(),
            },
        }
    }
}

impl FormatError {
    /// What is wrong with the format.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for FormatError {}

#[cfg(test)]
mod tests;
