//! Numbers from text: grouping, currency, percent, brackets.

use std::borrow::Cow;

use super::currency::{strip_leading, strip_trailing};
use super::{ReadError, is_blank_text, quoted};
use crate::{Locale, Number};

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The number, a percentage as its fraction; nothing for a text that stands for no value.
    pub value: Option<Number>,
    /// True if it was written with a percent sign.
    pub percent: bool,
    /// The currency that stood with it: its ISO 4217 code, or `$`, `¥`, `kr`, which are signs of several.
    pub currency: Option<&'static str>,
}

/// Reads a number as people write it in a language.
///
/// ```
/// use tolok_value::{Locale, read_number};
/// let reading = read_number("Rp 1.000.000,50", Locale::Indonesian).unwrap();
/// assert_eq!(reading.value.unwrap().to_string(), "1000000.5");
/// assert_eq!(reading.currency, Some("IDR"));
/// ```
///
/// # Errors
/// For digits that do not group in threes under that language, for numbers out of range, and for any other text.
pub fn read_number(text: &str, locale: Locale) -> Result<Reading, ReadError> {
    if is_blank_text(text) {
        return Ok(Reading { value: None, percent: false, currency: None });
    }
    let Some(written) = Written::parse(text, locale) else {
        return Err(explain(text, locale));
    };
    match Number::parse(&written.plain()) {
        Ok(number) => Ok(Reading { value: Some(number), percent: written.percent, currency: written.currency }),
        Err(error) => Err(ReadError::new(format!("{} is out of range: {error}", quoted(text)))),
    }
}

/// A number with everything that stands around it.
struct Written {
    negative: bool,
    percent: bool,
    currency: Option<&'static str>,
    /// Digits and a point.
    digits: String,
    exponent: i64,
    grouped: bool,
}

impl Written {
    fn parse(text: &str, locale: Locale) -> Option<Self> {
        let (mut currency, mut minus, mut plus, mut percent) = (None, 0, 0, 0);
        let (mut opened, mut closed) = (0, 0);
        let text = without_no_cents(text.trim(), locale);
        let mut rest = text.as_ref();
        loop {
            rest = match rest.chars().next()? {
                '-' | '\u{2212}' => {
                    minus += 1;
                    after_first(rest)
                }
                '+' => {
                    plus += 1;
                    after_first(rest)
                }
                '(' => {
                    opened += 1;
                    after_first(rest)
                }
                _ => match strip_leading(rest).filter(|_| currency.is_none()) {
                    Some((code, rest)) => {
                        currency = Some(code);
                        rest
                    }
                    None => break,
                },
            }
            .trim_start();
        }
        loop {
            rest = match rest.chars().next_back()? {
                // Is `5.-` a price without cents, or minus five?
                '-' | '\u{2212}' if before_last(rest).ends_with(locale.decimal_sign()) => return None,
                '-' | '\u{2212}' => {
                    minus += 1;
                    before_last(rest)
                }
                ')' => {
                    closed += 1;
                    before_last(rest)
                }
                '%' => {
                    percent += 1;
                    before_last(rest)
                }
                _ => match strip_trailing(rest).filter(|_| currency.is_none()) {
                    Some((code, rest)) => {
                        currency = Some(code);
                        rest
                    }
                    None => break,
                },
            }
            .trim_end();
        }
        let signs = minus + plus + opened;
        if opened != closed || signs > 1 || percent > 1 || (percent == 1 && currency.is_some()) {
            return None;
        }
        let (mantissa, exponent) = split_exponent(rest)?;
        let (digits, grouped) = plain_digits(mantissa, locale)?;
        Some(Self { negative: minus + opened > 0, percent: percent == 1, currency, digits, exponent, grouped })
    }

    /// The number as [`Number::parse`] takes it.
    fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let exponent = if self.percent { self.exponent - 2 } else { self.exponent };
        format!("{sign}{}e{exponent}", self.digits)
    }
}

/// A price without cents: `Rp2.500,-` in Indonesian and `12,- zł` in Polish. The dash is no minus.
fn without_no_cents(text: &str, locale: Locale) -> Cow<'_, str> {
    const DASHES: [char; 3] = ['-', '\u{2013}', '\u{2014}'];
    let Some((amount, after)) = text.split_once(',').filter(|_| locale.decimal_sign() == ',') else {
        return Cow::Borrowed(text);
    };
    let rest = after.trim_start_matches(DASHES);
    let dashes = after.chars().count() - rest.chars().count();
    let more = |character: char| character.is_ascii_digit() || character == '%' || DASHES.contains(&character);
    if (1..=2).contains(&dashes) && amount.ends_with(|character: char| character.is_ascii_digit()) && !rest.contains(more) {
        return Cow::Owned(format!("{amount}{rest}"));
    }
    Cow::Borrowed(text)
}

fn split_exponent(text: &str) -> Option<(&str, i64)> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return Some((text, 0));
    };
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let valid = !mantissa.is_empty() && (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| exponent.parse().ok()).flatten().map(|exponent| (mantissa, exponent))
}

/// The digits with a point, and whether they were grouped, if they are written as the language does.
fn plain_digits(text: &str, locale: Locale) -> Option<(String, bool)> {
    let (whole, fraction) = match text.split_once(locale.decimal_sign()) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // `5.` is a number in spreadsheets, a decimal sign alone is not.
    if fraction.is_some_and(|fraction| !all_digits(fraction) && (!fraction.is_empty() || whole.is_empty())) {
        return None;
    }
    let groups: Vec<&str> = whole.split(|character| locale.groups_with(character)).collect();
    let fits = match groups.as_slice() {
        [""] => fraction.is_some(),
        [only] => all_digits(only),
        [first, others @ ..] => {
            (1..=3).contains(&first.len())
                && all_digits(first)
                && !first.starts_with('0')
                && others.iter().all(|group| group.len() == 3 && all_digits(group))
        }
        [] => false,
    };
    let fraction = fraction.filter(|fraction| !fraction.is_empty()).map(|fraction| format!(".{fraction}")).unwrap_or_default();
    let digits = groups.concat();
    let whole = if digits.is_empty() { "0" } else { &digits };
    fits.then(|| (format!("{whole}{fraction}"), groups.len() > 1))
}

fn after_first(text: &str) -> &str {
    let mut rest = text.chars();
    rest.next();
    rest.as_str()
}

fn before_last(text: &str) -> &str {
    let mut rest = text.chars();
    rest.next_back();
    rest.as_str()
}

/// Why a text is no number in a language: perhaps it is one in another.
fn explain(text: &str, locale: Locale) -> ReadError {
    let text_shown = quoted(text);
    let others: Vec<(Locale, bool)> = Locale::ALL
        .into_iter()
        .filter(|other| *other != locale)
        .filter_map(|other| Some((other, Written::parse(text, other)?.grouped)))
        .collect();
    let names = others.iter().map(|(other, _)| other.name()).collect::<Vec<_>>().join(" and ");
    let verb = if others.len() == 1 { "does" } else { "do" };
    let habit = match others.first() {
        None => return ReadError::new(format!("{text_shown} is not a number")),
        Some((_, true)) => "groups digits",
        Some((other, false)) if other.decimal_sign() == ',' => "has a decimal comma",
        Some(_) => "has a decimal point",
    };
    ReadError::new(format!("{text_shown} {habit}, as {names} {verb}; {} writes `{}`", locale.name(), locale.example()))
}
