//! What a label or heading is, whatever it says: a period, a member, a total.

use super::lexicon::Lexicon;
use super::sheet::Held;

/// What the label of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Moment,
    Member,
    Total,
}

/// What a label is; nothing for what is none.
pub(super) fn kind(held: &Held, lexicon: &dyn Lexicon) -> Option<Kind> {
    match held {
        Held::Date(..) => Some(Kind::Moment),
        Held::Text(text) if lexicon.is_total(text) => Some(Kind::Total),
        Held::Text(text) if lexicon.moment(text).is_some() => Some(Kind::Moment),
        Held::Text(text) => (!lexicon.members(text).is_empty()).then_some(Kind::Member),
        _ => None,
    }
}

/// True for the name of an input or KPI.
pub(super) fn is_name(held: &Held, lexicon: &dyn Lexicon) -> bool {
    matches!(held, Held::Text(text) if !lexicon.measures(text.trim()).is_empty())
}
