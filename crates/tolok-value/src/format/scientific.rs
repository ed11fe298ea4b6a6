//! Sections with an exponent: `0.00E+00`, and `##0.0E+0`, whose exponent is a multiple of three.

use crate::{Language, Number};

use super::decimal::{Digits, fill_whole};
use super::number::NumberBody;
use super::section::literal;
use super::token::{Pad, Token};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ScientificBody {
    mantissa: NumberBody,
    plus: bool,
    exponent: Vec<Pad>,
    after: String,
}

impl ScientificBody {
    pub(super) fn new(mut tokens: Vec<Token>) -> Result<Self, &'static str> {
        let at = tokens.iter().position(|token| matches!(token, Token::Exponent { .. })).unwrap_or(tokens.len());
        let mut behind = tokens.split_off(at).into_iter();
        let plus = behind.next() == Some(Token::Exponent { plus: true });
        let mantissa = NumberBody::new(tokens)?;
        let (mut exponent, mut after) = (Vec::new(), String::new());
        for token in behind {
            match token {
                Token::Digit(pad) if after.is_empty() => exponent.push(pad),
                other => after.push_str(&literal(&other).ok_or("its parts do not go together")?),
            }
        }
        if exponent.is_empty() || mantissa.whole_places() == 0 {
            return Err("an exponent needs digits before and after it");
        }
        Ok(Self { mantissa, plus, exponent, after })
    }

    pub(super) fn show(&self, size: Number, language: Language, tidy: bool) -> String {
        let step = self.mantissa.whole_places() as i32;
        let places = self.mantissa.fraction_places();
        let (_, magnitude, scale) = size.parts();
        let order = magnitude.checked_ilog10().map_or(0, |order| order as i32 - scale as i32);
        let mut exponent = order.div_euclid(step) * step;
        let mut digits = Digits::new(size, -exponent, places);
        // Rounding may have made one digit more than there is room for.
        if digits.whole.len() > step as usize {
            exponent += step;
            digits = Digits::new(size, -exponent, places);
        }
        let sign = match (exponent < 0, self.plus) {
            (true, _) => "-",
            (false, true) => "+",
            (false, false) => "",
        };
        let size = if exponent == 0 { String::new() } else { exponent.unsigned_abs().to_string() };
        let exponent = fill_whole(&size, &self.exponent, None).concat();
        format!("{}E{sign}{exponent}{}", self.mantissa.fill(&digits, language, tidy), self.after)
    }
}
