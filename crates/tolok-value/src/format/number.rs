//! Sections of plain digits: `#,##0.00`, `0.0%`, `0.0,,"M"`.

use crate::{Language, Number};

use super::decimal::{Digits, fill_fraction, fill_whole};
use super::section::literal;
use super::token::{Pad, Token};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberBody {
    pieces: Vec<Piece>,
    whole: Vec<Pad>,
    fraction: Vec<Pad>,
    grouped: bool,
    /// The power of ten that percent signs and commas multiply by.
    shift: i32,
    percent: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Digit,
    Point,
}

impl NumberBody {
    pub(super) fn new(tokens: Vec<Token>) -> Result<Self, &'static str> {
        let mut body = Self { pieces: Vec::new(), whole: Vec::new(), fraction: Vec::new(), grouped: false, shift: 0, percent: false };
        let mut after_point = false;
        let last_digit = tokens.iter().rposition(|token| matches!(token, Token::Digit(_)));
        let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
        let last_whole = tokens.iter().take(point).rposition(|token| matches!(token, Token::Digit(_)));
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Digit(pad) => {
                    if after_point {
                        body.fraction.push(*pad)
                    } else {
                        body.whole.push(*pad)
                    }
                    body.pieces.push(Piece::Digit);
                }
                Token::Point if after_point => return Err("it has two decimal points"),
                Token::Point => {
                    after_point = true;
                    body.pieces.push(Piece::Point);
                }
                // Between digits a comma groups them, after the last one it divides by a thousand, elsewhere it is itself.
                Token::Comma if !after_point && !body.whole.is_empty() && Some(at) < last_whole => body.grouped = true,
                Token::Comma if Some(at) > last_whole && !body.whole.is_empty() && at < point && follows_digits(&tokens, at) => {
                    body.shift -= 3
                }
                Token::Comma if Some(at) > last_digit && last_digit.is_some() && follows_digits(&tokens, at) => body.shift -= 3,
                Token::Percent => {
                    body.percent = true;
                    body.shift += 2;
                    body.pieces.push(Piece::Literal("%".to_string()));
                }
                other => match literal(other) {
                    Some(text) => body.pieces.push(Piece::Literal(text)),
                    None => return Err("its parts do not go together"),
                },
            }
        }
        Ok(body)
    }

    pub(super) fn is_percent(&self) -> bool {
        self.percent
    }

    pub(super) fn show(&self, size: Number, language: Language, tidy: bool) -> String {
        let digits = Digits::new(size, self.shift, self.fraction.len());
        self.fill(&digits, language, tidy)
    }

    /// Digits that were made to measure, in the places for them.
    pub(super) fn fill(&self, digits: &Digits, language: Language, tidy: bool) -> String {
        let grouping = self.grouped.then_some(language.grouping_sign());
        let mut placed = fill_whole(&digits.whole, &self.whole, grouping).into_iter();
        let mut fraction = fill_fraction(&digits.fraction, &self.fraction);
        let bare = tidy && fraction.iter().all(String::is_empty);
        let mut shown = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => shown.push_str(text),
                Piece::Digit => shown.push_str(&placed.next().unwrap_or_default()),
                Piece::Point => {
                    if self.whole.is_empty() {
                        shown.push_str(&digits.whole);
                    }
                    if !bare {
                        shown.push(language.decimal_sign());
                    }
                    placed = std::mem::take(&mut fraction).into_iter();
                }
            }
        }
        shown
    }

    pub(super) fn whole_places(&self) -> usize {
        self.whole.len()
    }

    pub(super) fn fraction_places(&self) -> usize {
        self.fraction.len()
    }
}

/// True if only commas stand between this one and the digit or point before it.
fn follows_digits(tokens: &[Token], at: usize) -> bool {
    let before = tokens.iter().take(at).rev().find(|token| **token != Token::Comma);
    matches!(before, Some(Token::Digit(_) | Token::Point))
}
