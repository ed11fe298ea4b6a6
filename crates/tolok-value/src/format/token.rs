//! The text of a format, cut into sections of tokens.

use crate::{Language, Number};

use super::condition::Condition;

/// What a digit placeholder shows where the number has no digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pad {
    /// `0`
    Zero,
    /// `?`
    Space,
    /// `#`
    Nothing,
}

impl Pad {
    pub(super) fn text(self) -> &'static str {
        match self {
            Pad::Zero => "0",
            Pad::Space => " ",
            Pad::Nothing => "",
        }
    }
}

/// A part of a date or a time; the number is that of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    Year(usize),
    /// `m`, which is a month until the neighbours say that it is minutes.
    Month(usize),
    Day(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    ElapsedHours(usize),
    ElapsedMinutes(usize),
    ElapsedSeconds(usize),
    /// `AM/PM`
    HalfDay,
    /// `A/P`
    HalfDayLetter,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Literal(String),
    Digit(Pad),
    /// A fixed denominator has digits of its own.
    Figure(char),
    Point,
    Comma,
    Percent,
    Slash,
    Exponent {
        plus: bool,
    },
    General,
    Text,
    Clock(Clock),
    Condition(Condition),
    Language(Language),
}

/// The sections of a format. The error says why it is none.
pub(super) fn sections(format: &str) -> Result<Vec<Vec<Token>>, String> {
    let mut all = Vec::new();
    let mut section = Vec::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if first == ';' {
            all.push(std::mem::take(&mut section));
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let (token, length) = next(rest, first)?;
        section.extend(token);
        rest = rest.get(length..).unwrap_or_default();
    }
    all.push(section);
    Ok(all)
}

/// The first token, if what stands there is shown at all, and the bytes it takes.
fn next(rest: &str, first: char) -> Result<(Option<Token>, usize), String> {
    let after = rest.get(first.len_utf8()..).unwrap_or_default();
    let one = |token| Ok((Some(token), first.len_utf8()));
    match first {
        '0' => one(Token::Digit(Pad::Zero)),
        '?' => one(Token::Digit(Pad::Space)),
        '#' => one(Token::Digit(Pad::Nothing)),
        '1'..='9' => one(Token::Figure(first)),
        '.' => one(Token::Point),
        ',' => one(Token::Comma),
        '%' => one(Token::Percent),
        '/' => one(Token::Slash),
        '@' => one(Token::Text),
        '"' => quoted(after),
        '!' if after.is_empty() => one(Token::Literal(first.to_string())),
        '\\' | '!' => escaped(first, after),
        '_' => after_mark(first, after).map(|length| (Some(Token::Literal(" ".to_string())), length)),
        '*' => after_mark(first, after).map(|length| (None, length)),
        '[' => bracket(after),
        'E' | 'e' if after.starts_with('+') => Ok((Some(Token::Exponent { plus: true }), 2)),
        'E' | 'e' if after.starts_with('-') => Ok((Some(Token::Exponent { plus: false }), 2)),
        // Letters that stand for nothing in a format are themselves, `0.0x`; those of words and dates have to stand in quotes.
        _ if "cfijklopqrtuxz".contains(first.to_ascii_lowercase()) => one(Token::Literal(first.to_string())),
        'a'..='z' | 'A'..='Z' => letters(rest, first),
        other => one(Token::Literal(other.to_string())),
    }
}

fn quoted(after: &str) -> Result<(Option<Token>, usize), String> {
    let end = after.find('"').ok_or("a quote is not closed")?;
    Ok((after.get(..end).map(|text| Token::Literal(text.to_string())), end + 2))
}

fn escaped(mark: char, after: &str) -> Result<(Option<Token>, usize), String> {
    let length = after_mark(mark, after)?;
    Ok((after.chars().next().map(|character| Token::Literal(character.to_string())), length))
}

/// The bytes of a mark and of the character that it is about.
fn after_mark(mark: char, after: &str) -> Result<usize, String> {
    match after.chars().next() {
        Some(character) => Ok(mark.len_utf8() + character.len_utf8()),
        None => Err(format!("nothing follows `{mark}`")),
    }
}

fn letters(rest: &str, first: char) -> Result<(Option<Token>, usize), String> {
    for (word, token) in [("general", Token::General), ("am/pm", Token::Clock(Clock::HalfDay)), ("a/p", Token::Clock(Clock::HalfDayLetter))]
    {
        if rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            return Ok((Some(token), word.len()));
        }
    }
    let count = rest.chars().take_while(|letter| letter.eq_ignore_ascii_case(&first)).count();
    let clock = match first.to_ascii_lowercase() {
        'y' => Clock::Year(count),
        'm' => Clock::Month(count),
        'd' => Clock::Day(count),
        'h' => Clock::Hour(count),
        's' => Clock::Second(count),
        _ => return Err(format!("`{first}` has to stand in quotes")),
    };
    Ok((Some(Token::Clock(clock)), count))
}

/// What stands in square brackets: a currency, a condition, a count of hours, or a colour, which is left out.
fn bracket(after: &str) -> Result<(Option<Token>, usize), String> {
    let end = after.find(']').ok_or("a bracket is not closed")?;
    let inner = after.get(..end).unwrap_or_default();
    let length = end + 2;
    if let Some(currency) = inner.strip_prefix('$') {
        return Ok((Some(currency_token(currency)), length));
    }
    if inner.starts_with(['<', '>', '=']) {
        let condition = Condition::parse(inner).ok_or_else(|| format!("`[{inner}]` is not a condition"))?;
        return Ok((Some(Token::Condition(condition)), length));
    }
    let lower = inner.to_ascii_lowercase();
    let same_letters = |letter: char| !lower.is_empty() && lower.chars().all(|other| other == letter);
    let elapsed = if same_letters('h') {
        Some(Clock::ElapsedHours(lower.len()))
    } else if same_letters('m') {
        Some(Clock::ElapsedMinutes(lower.len()))
    } else if same_letters('s') {
        Some(Clock::ElapsedSeconds(lower.len()))
    } else {
        None
    };
    if let Some(clock) = elapsed {
        return Ok((Some(Token::Clock(clock)), length));
    }
    if is_colour(&lower) {
        return Ok((None, length));
    }
    Err(format!("`[{inner}]` is not known"))
}

/// `Rp-421`: the sign, and a language code in hexadecimal that matters to names of months and days.
fn currency_token(inner: &str) -> Token {
    let (sign, code) = inner.split_once('-').unwrap_or((inner, ""));
    if !sign.is_empty() {
        return Token::Literal(sign.to_string());
    }
    match u32::from_str_radix(code, 16).map(|code| code & 0x3FF) {
        Ok(0x009) => Token::Language(Language::English),
        Ok(0x021) => Token::Language(Language::Indonesian),
        Ok(0x015) => Token::Language(Language::Polish),
        _ => Token::Literal(String::new()),
    }
}

fn is_colour(lower: &str) -> bool {
    const NAMES: [&str; 8] = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"];
    let numbered = lower.strip_prefix("color").and_then(|number| Number::parse(number.trim()).ok());
    NAMES.contains(&lower) || numbered.and_then(Number::to_i64).is_some_and(|number| (1..=56).contains(&number))
}
