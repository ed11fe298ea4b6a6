//! Sections with fractions: `# ?/?`, `# ??/??`, `0/8`.

use crate::Number;

use super::decimal::fill_whole;
use super::section::literal;
use super::token::{Pad, Token};

/// Denominators have no more digits than this.
const MOST_DIGITS: usize = 9;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FractionBody {
    before: String,
    /// None where the fraction holds the whole number too.
    whole: Option<Vec<Pad>>,
    between: String,
    numerator: Vec<Pad>,
    denominator: Denominator,
    after: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Denominator {
    Fixed(u128),
    Best(Vec<Pad>),
}

impl FractionBody {
    /// The fraction that these tokens make, if there is a slash between digits.
    pub(super) fn new(tokens: &[Token]) -> Option<Self> {
        let slash = tokens.iter().position(|token| *token == Token::Slash)?;
        let (left, right) = (tokens.get(..slash)?, tokens.get(slash + 1..)?);
        let numerator = pads(left.iter().rev());
        let denominator_length = right.iter().take_while(|token| matches!(token, Token::Digit(_) | Token::Figure(_))).count();
        if numerator.is_empty() || !(1..=MOST_DIGITS).contains(&denominator_length) {
            return None;
        }
        let denominator = denominator(right.get(..denominator_length)?)?;
        let rest = left.get(..left.len() - numerator.len())?;
        let last_whole = rest.iter().rposition(|token| matches!(token, Token::Digit(_)));
        let (whole, before, between) = match last_whole {
            None => (None, rest, [].as_slice()),
            Some(last) => {
                let upto = rest.get(..=last)?;
                let pads = pads(upto.iter().rev());
                (Some(pads.clone()), upto.get(..upto.len() - pads.len())?, rest.get(last + 1..)?)
            }
        };
        let text = |tokens: &[Token]| tokens.iter().map(literal).collect::<Option<String>>();
        let after = text(right.get(denominator_length..)?)?;
        Some(Self { before: text(before)?, whole, between: text(between)?, numerator, denominator, after })
    }

    pub(super) fn show(&self, size: Number) -> String {
        let (whole, numerator, denominator) = self.parts(size);
        let width = |pads: &[Pad]| pads.len();
        let vanished = numerator == 0 && self.whole.is_some();
        let whole_shown = match &self.whole {
            // Where nothing else is left, the zero is shown.
            Some(pads) if whole == 0 && vanished => fill_whole("0", pads, None).concat(),
            Some(pads) => fill_whole(&digits(whole), pads, None).concat(),
            None => String::new(),
        };
        let fraction = if vanished {
            let denominator_width = match &self.denominator {
                Denominator::Fixed(fixed) => fixed.to_string().len(),
                Denominator::Best(pads) => width(pads),
            };
            " ".repeat(width(&self.numerator) + 1 + denominator_width)
        } else {
            let shown = denominator.to_string();
            let padding = match &self.denominator {
                Denominator::Best(pads) if pads.contains(&Pad::Space) => " ".repeat(width(pads).saturating_sub(shown.len())),
                _ => String::new(),
            };
            let numerator = if numerator == 0 { "0".to_string() } else { numerator.to_string() };
            format!("{}/{shown}{padding}", fill_whole(&numerator, &self.numerator, None).concat())
        };
        format!("{}{whole_shown}{}{fraction}{}", self.before, self.between, self.after)
    }

    /// The whole number, the numerator and the denominator to show.
    fn parts(&self, size: Number) -> (u128, u128, u128) {
        let (_, magnitude, scale) = size.without_trailing_zeros().parts();
        let unit = 10u128.pow(scale);
        let (whole, part) = (magnitude / unit, magnitude % unit);
        let (numerator, denominator) = match &self.denominator {
            Denominator::Fixed(fixed) => (part.saturating_mul(2 * fixed).saturating_add(unit) / (2 * unit), *fixed),
            Denominator::Best(pads) => last_convergent(part, unit, 10u128.pow(pads.len() as u32) - 1),
        };
        if self.whole.is_none() {
            return (0, whole.saturating_mul(denominator).saturating_add(numerator), denominator);
        }
        if numerator == denominator { (whole + 1, 0, denominator) } else { (whole, numerator, denominator) }
    }
}

/// The run of placeholders at the end of the tokens, which come in reverse.
fn pads<'a>(reversed: impl Iterator<Item = &'a Token>) -> Vec<Pad> {
    let mut pads: Vec<Pad> = reversed
        .map_while(|token| match token {
            Token::Digit(pad) => Some(*pad),
            _ => None,
        })
        .collect();
    pads.reverse();
    pads
}

fn denominator(tokens: &[Token]) -> Option<Denominator> {
    let placeholders: Option<Vec<Pad>> = tokens
        .iter()
        .map(|token| match token {
            Token::Digit(pad) => Some(*pad),
            _ => None,
        })
        .collect();
    if let Some(pads) = placeholders {
        return Some(Denominator::Best(pads));
    }
    let figures: Option<String> = tokens
        .iter()
        .map(|token| match token {
            Token::Figure(figure) => Some(*figure),
            Token::Digit(Pad::Zero) => Some('0'),
            _ => None,
        })
        .collect();
    figures?.parse().ok().filter(|fixed| *fixed > 0).map(Denominator::Fixed)
}

fn digits(number: u128) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

/// The last convergent of the continued fraction of `part / unit`, which is below one, whose denominator is at most `most`.
///
/// Spreadsheets stop at convergents even where another fraction is nearer: 3.14159 in two digits is 3 1/7, not 3 14/99.
fn last_convergent(part: u128, unit: u128, most: u128) -> (u128, u128) {
    let (mut older, mut newer) = ((0u128, 1u128), (1u128, 0u128));
    let (mut above, mut below) = (part, unit);
    while below != 0 {
        let step = above / below;
        if newer.1 != 0 && step > most.saturating_sub(older.1) / newer.1 {
            break;
        }
        (older, newer) = (newer, (older.0 + step * newer.0, older.1 + step * newer.1));
        (above, below) = (below, above % below);
    }
    newer
}
