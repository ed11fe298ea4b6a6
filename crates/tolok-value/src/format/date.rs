//! Sections of dates, times and durations: `yyyy-mm-dd h:mm`, `[h]:mm:ss`.

use crate::{Language, Number};

use super::section::literal;
use super::serial::{Day, to_day};
use super::token::{Clock, Pad, Token};
use super::{decimal::Digits, names};

/// What a spreadsheet shows for a date before its calendar.
const UNSHOWABLE: &str = "#######";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateBody {
    pieces: Vec<Piece>,
    /// Decimal places of the seconds.
    places: usize,
    half_days: bool,
    elapsed: bool,
    with_day: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Clock(Clock),
    /// The decimal places of the seconds, with the sign before them.
    Fraction(usize),
}

impl DateBody {
    pub(super) fn new(tokens: &[Token]) -> Result<Self, &'static str> {
        let mut pieces = Vec::new();
        let mut rest = tokens;
        while let [first, others @ ..] = rest {
            rest = others;
            pieces.push(match first {
                Token::Clock(clock) => Piece::Clock(*clock),
                Token::Point => match others.iter().take_while(|token| **token == Token::Digit(Pad::Zero)).count() {
                    0 => Piece::Literal(".".to_string()),
                    places @ 1..=3 => {
                        rest = others.get(places..).unwrap_or_default();
                        Piece::Fraction(places)
                    }
                    _ => return Err("seconds have at most three decimal places"),
                },
                other => Piece::Literal(literal(other).ok_or("it mixes digits with parts of a date")?),
            });
        }
        tell_minutes_from_months(&mut pieces);
        let has = |wanted: fn(&Clock) -> bool| pieces.iter().any(|piece| matches!(piece, Piece::Clock(clock) if wanted(clock)));
        let places = pieces.iter().map(|piece| if let Piece::Fraction(places) = piece { *places } else { 0 }).max();
        Ok(Self {
            places: places.unwrap_or(0),
            half_days: has(|clock| matches!(clock, Clock::HalfDay | Clock::HalfDayLetter)),
            elapsed: has(|clock| matches!(clock, Clock::ElapsedHours(_) | Clock::ElapsedMinutes(_) | Clock::ElapsedSeconds(_))),
            with_day: has(|clock| matches!(clock, Clock::Day(1 | 2))),
            pieces,
        })
    }

    /// Shows a number of days. Only durations can be negative.
    pub(super) fn show(&self, number: Number, names: Language, language: Language) -> String {
        let sign = if number.sign() < 0 { "-" } else { "" };
        if !sign.is_empty() && !self.elapsed {
            return UNSHOWABLE.to_string();
        }
        let Some(moment) = Moment::new(number.abs(), self.places) else {
            return UNSHOWABLE.to_string();
        };
        let shown: String = self.pieces.iter().map(|piece| self.show_piece(piece, &moment, names, language)).collect();
        format!("{sign}{shown}")
    }

    fn show_piece(&self, piece: &Piece, moment: &Moment, names: Language, language: Language) -> String {
        match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Clock(clock) => self.show_clock(*clock, moment, names),
            Piece::Fraction(places) => {
                let digits: String = moment.fraction.chars().take(*places).collect();
                format!("{}{digits}", language.decimal_sign())
            }
        }
    }

    fn show_clock(&self, clock: Clock, moment: &Moment, language: Language) -> String {
        let Moment { day, seconds, .. } = moment;
        let padded = |number: i64, width: usize| format!("{number:0>width$}");
        let hour = seconds / 3600 % 24;
        match clock {
            Clock::Year(1 | 2) => padded(i64::from(day.year % 100), 2),
            Clock::Year(_) => padded(i64::from(day.year), 4),
            Clock::Month(width @ (1 | 2)) => padded(i64::from(day.month), width),
            Clock::Month(3) => names::short_month(day.month, language).to_string(),
            Clock::Month(5) => names::month(day.month, language, false).chars().take(1).collect(),
            Clock::Month(_) => names::month(day.month, language, self.with_day).to_string(),
            Clock::Day(width @ (1 | 2)) => padded(i64::from(day.day), width),
            Clock::Day(3) => names::short_weekday(day.weekday, language).to_string(),
            Clock::Day(_) => names::weekday(day.weekday, language).to_string(),
            Clock::Hour(width) if self.half_days => padded((hour + 11) % 12 + 1, width.min(2)),
            Clock::Hour(width) => padded(hour, width.min(2)),
            Clock::Minute(width) => padded(seconds / 60 % 60, width.min(2)),
            Clock::Second(width) => padded(seconds % 60, width.min(2)),
            Clock::ElapsedHours(width) => padded(seconds / 3600, width),
            Clock::ElapsedMinutes(width) => padded(seconds / 60, width),
            Clock::ElapsedSeconds(width) => padded(*seconds, width),
            Clock::HalfDay => (if hour < 12 { "AM" } else { "PM" }).to_string(),
            Clock::HalfDayLetter => (if hour < 12 { "A" } else { "P" }).to_string(),
        }
    }
}

/// A number of days as a clock shows it.
struct Moment {
    day: Day,
    /// All seconds since the beginning, rounded as far as they are shown.
    seconds: i64,
    /// Their decimal places.
    fraction: String,
}

impl Moment {
    fn new(days: Number, places: usize) -> Option<Self> {
        let digits = Digits::new(days.multiply(Number::from(86_400)).ok()?, 0, places);
        let seconds = if digits.whole.is_empty() { 0 } else { digits.whole.parse::<i64>().ok()? };
        Some(Self { day: to_day(seconds / 86_400)?, seconds, fraction: digits.fraction })
    }
}

/// After hours and before seconds `m` and `mm` are minutes.
fn tell_minutes_from_months(pieces: &mut [Piece]) {
    let mut clocks: Vec<&mut Clock> = pieces
        .iter_mut()
        .filter_map(|piece| match piece {
            Piece::Clock(clock) => Some(clock),
            _ => None,
        })
        .collect();
    let mut after_hours = false;
    for clock in &mut clocks {
        if let Clock::Month(width @ (1 | 2)) = **clock
            && after_hours
        {
            **clock = Clock::Minute(width);
        }
        after_hours = matches!(**clock, Clock::Hour(_) | Clock::ElapsedHours(_));
    }
    let mut before_seconds = false;
    for clock in clocks.iter_mut().rev() {
        if let Clock::Month(width @ (1 | 2)) = **clock
            && before_seconds
        {
            **clock = Clock::Minute(width);
        }
        before_seconds = matches!(**clock, Clock::Second(_) | Clock::ElapsedSeconds(_));
    }
}
