//! Numbers in the cells of a column.

use tolok_value::{Locale, Number, read_number};

use crate::decimal::{DIGITS, Decimal, sign, significant_digits};
use crate::field::Field;

/// A number as it stands in a cell. Doubles stay doubles: what decimal one means is for whoever computes with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Figure {
    Decimal(Decimal),
    Double(f64),
}

impl Figure {
    /// The exact number, unless it is out of range.
    pub(crate) fn to_number(self) -> Option<Number> {
        match self {
            Figure::Decimal(decimal) => decimal.to_number(),
            Figure::Double(double) => Number::from_f64(double).ok(),
        }
    }

    /// True if it is larger than 1 in size.
    pub(crate) fn is_beyond_one(self) -> bool {
        match self {
            Figure::Double(double) => double.abs() > 1.0,
            Figure::Decimal(Decimal { units, scale }) => {
                10u128.checked_pow(u32::from(scale)).is_none_or(|one| units.unsigned_abs() > one) && units != 0
            }
        }
    }

    pub(crate) fn is_zero(self) -> bool {
        match self {
            Figure::Double(double) => double == 0.0,
            Figure::Decimal(decimal) => decimal.units == 0,
        }
    }
}

/// A number with what stood beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub figure: Figure,
    pub is_percent: bool,
    pub currency: Option<&'static str>,
}

/// Reads numbers in the writing of a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    locale: Locale,
    sign: u8,
}

impl Numbers {
    pub(crate) fn new(locale: Locale) -> Self {
        Self { locale, sign: sign(locale) }
    }

    pub(crate) fn locale(self) -> Locale {
        self.locale
    }

    /// The number of a cell that is not empty, or why it is none.
    pub(crate) fn read(self, field: &Field<'_>) -> Result<Reading, String> {
        let plain = |figure| Reading { figure, is_percent: false, currency: None };
        match *field {
            Field::Text(text) => self.read_text(text),
            Field::Exact(text) => exact(text).map(|decimal| plain(Figure::Decimal(decimal))),
            Field::Whole(units) => self.read(&Field::Scaled(units, 0)),
            Field::Scaled(units, scale) => {
                let decimal = u8::try_from(scale).ok().map(|scale| Decimal { units, scale });
                match decimal.filter(|decimal| decimal.scale <= 28 && units.unsigned_abs() < 10u128.pow(28)) {
                    Some(decimal) => Ok(plain(Figure::Decimal(decimal))),
                    None => exact(&format!("{units}e{}", i32::from(scale).saturating_neg())).map(|decimal| plain(Figure::Decimal(decimal))),
                }
            }
            Field::Number(double) | Field::Percent(double) if !is_in_range(double) => Err(format!("{double:e} is out of range")),
            Field::Number(double) => Ok(plain(Figure::Double(double))),
            Field::Percent(double) => Ok(Reading { figure: Figure::Double(double), is_percent: true, currency: None }),
            Field::Date(date) => Err(format!("{date} is a date")),
            Field::Bool(truth) => Err(format!("`{truth}` is not a number")),
            Field::Empty | Field::Error(_) | Field::Uncomputed => Err("the cell holds no number".to_string()),
        }
    }

    fn read_text(self, text: &str) -> Result<Reading, String> {
        if let Some(decimal) = Decimal::parse_plain(text, self.sign) {
            return Ok(Reading { figure: Figure::Decimal(decimal), is_percent: false, currency: None });
        }
        if let Some(days) = days(text) {
            let decimal = Decimal::of(days).ok_or_else(|| format!("`{text}` is out of range"))?;
            return Ok(Reading { figure: Figure::Decimal(decimal), is_percent: false, currency: None });
        }
        let reading = read_number(text, self.locale).map_err(|error| error.to_string())?;
        if text.len() > DIGITS {
            let digits = significant_digits(text);
            if digits > DIGITS {
                return Err(too_long(text, digits));
            }
        }
        let decimal = reading.value.and_then(Decimal::of).ok_or_else(|| format!("`{text}` is not a number"))?;
        Ok(Reading { figure: Figure::Decimal(decimal), is_percent: reading.percent, currency: reading.currency })
    }

    /// True if a text may be a number: it has a digit. Cheaper than to find out that it is none.
    pub(crate) fn may_be(text: &str) -> bool {
        text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// True if a double is a number here: neither too large nor too small to be shown.
fn is_in_range(double: f64) -> bool {
    let size = double.abs();
    (1e-28..7.9e28).contains(&size) || size == 0.0 || Number::from_f64(double).is_ok()
}

/// A number as programs write it.
fn exact(text: &str) -> Result<Decimal, String> {
    if let Some(decimal) = Decimal::parse_plain(text, b'.') {
        return Ok(decimal);
    }
    let digits = significant_digits(text);
    if digits > DIGITS {
        return Err(too_long(text, digits));
    }
    let number = Number::parse(text).map_err(|error| format!("`{text}` is out of range: {error}"))?;
    Decimal::of(number).ok_or_else(|| format!("`{text}` is out of range"))
}

fn too_long(text: &str, digits: usize) -> String {
    format!("`{}` has {digits} digits, and a number has at most {DIGITS}", crate::shown(text))
}

/// A duration as it is shown, `1:30:00` or `1:30`, in days.
fn days(text: &str) -> Option<Number> {
    if !text.contains(':') {
        return None;
    }
    let mut parts = text.split(':');
    let digits = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())).map(u64::from);
    let (hours, minutes) = (digits(parts.next()?)?, digits(parts.next()?).filter(|part| *part < 60)?);
    let seconds = match parts.next() {
        Some(part) => digits(part).filter(|part| *part < 60)?,
        None => 0,
    };
    let whole = hours.checked_mul(3_600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?;
    if parts.next().is_some() {
        return None;
    }
    Number::from(i64::try_from(whole).ok()?).divide(Number::from(86_400i64)).ok()
}
