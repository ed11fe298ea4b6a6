//! Numbers, dates and spans.

use std::sync::Arc;

use tolok_value::{Grain, Number, NumberError, Period};

use crate::codes;
use crate::grammar::Pair;
use crate::lower::Lowering;
use crate::tree::{ExpressionKind, Span};

/// `1_000.50`, `1e6`.
pub(super) fn number(pair: &Pair<'_>, lowering: &mut Lowering<'_>) -> ExpressionKind {
    let spelling: Arc<str> = pair.as_str().trim().into();
    let mut digits = spelling.replace('_', "");
    if digits.starts_with('.') {
        digits.insert(0, '0');
    }
    let span = lowering.span(pair);
    const KEPT: &str = "28 significant digits and 28 decimal places are kept";
    let value = match Number::parse_exact(&digits) {
        Ok((value, rounded)) => {
            if rounded {
                let message = format!("this number has more than 28 digits and was rounded to {value}");
                lowering.problem(&codes::ROUNDED_LITERAL, span, message, KEPT);
            }
            Ok(value)
        }
        Err(error) => {
            let message = match error {
                NumberError::TooSmall => "this number is too small to be shown in 28 decimal places, so it is `#NUM!`",
                _ => "this number is larger than 79228162514264337593543950335 once it is rounded, so it is `#NUM!`",
            };
            lowering.problem(&codes::OUT_OF_RANGE, span, message, KEPT);
            Err(error)
        }
    };
    ExpressionKind::Number { value, spelling }
}

/// `@2026-01-31`, `@2026-Q1`.
pub(super) fn date(pair: &Pair<'_>, lowering: &mut Lowering<'_>) -> ExpressionKind {
    let spelling = pair.as_str().trim();
    match Period::parse(spelling.trim_start_matches('@').to_ascii_uppercase().as_str()) {
        Ok(period) if period.grain() == Grain::Day => ExpressionKind::Date(period.first_day()),
        Ok(period) => ExpressionKind::Period(period),
        Err(_) => {
            let help = "dates and periods are written `@2026-01-31`, `@2026-W05`, `@2026-01`, `@2026-Q1` or `@2026`";
            lowering.problem(&codes::LITERAL, lowering.span(pair), format!("there is no date or period `{spelling}`"), help);
            ExpressionKind::Blank
        }
    }
}

/// `3 months`.
pub(super) fn span(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> ExpressionKind {
    let place: Span = lowering.span(&pair);
    let mut inner = pair.into_inner();
    let count = inner.next().and_then(|count| count.as_str().parse().ok());
    let grain = inner.next().and_then(|grain| Grain::parse(grain.as_str().trim()));
    match (count, grain) {
        (Some(count), Some(grain)) => ExpressionKind::Span(tolok_value::Span { count, grain }),
        _ => {
            lowering.problem(&codes::LIMIT, place, "this span of time is too long", "a span is written `3 months`");
            ExpressionKind::Blank
        }
    }
}
