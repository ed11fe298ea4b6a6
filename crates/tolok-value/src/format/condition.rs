//! Which section of a format a number is shown by.

use crate::{Comparison, Number};

use super::section::Section;

/// `[>=1000]`: the numbers that a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Condition {
    comparison: Comparison,
    limit: Number,
}

impl Condition {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let signs = [
            ("<>", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
            ("=", Comparison::Equal),
        ];
        let (limit, comparison) = signs.into_iter().find_map(|(sign, comparison)| Some((text.strip_prefix(sign)?, comparison)))?;
        Some(Self { comparison, limit: Number::parse(limit.trim()).ok()? })
    }

    fn holds(self, number: Number) -> bool {
        self.comparison.holds(number.cmp(&self.limit))
    }

    /// True if a sign would say nothing, since the condition is to be below zero; below other limits it says something.
    fn only_negative(self) -> bool {
        self.limit.is_zero() && matches!(self.comparison, Comparison::Less | Comparison::LessOrEqual)
    }

    /// True if it is to be above zero, so that only negative numbers are left to others.
    fn leaves_only_negative(self) -> bool {
        self.limit.is_zero() && matches!(self.comparison, Comparison::Greater | Comparison::GreaterOrEqual)
    }
}

/// The section for a number, and whether the number keeps its sign in it; none if no section is for it.
pub(super) fn choose(sections: &[Section], number: Number) -> Option<(&Section, bool)> {
    let negative = Condition { comparison: Comparison::Less, limit: Number::ZERO };
    match sections {
        [] => None,
        [only] => Some((only, true)).filter(|_| only.condition.is_none_or(|condition| condition.holds(number))),
        [first, second] => match (first.condition, second.condition) {
            (None, None) => Some(if negative.holds(number) { (second, false) } else { (first, true) }),
            (Some(condition), _) if condition.holds(number) => Some((first, !condition.only_negative())),
            (_, Some(condition)) if condition.holds(number) => Some((second, !condition.only_negative())),
            (None, Some(_)) => Some((first, true)),
            (Some(condition), None) => Some((second, !condition.leaves_only_negative())),
            (Some(_), Some(_)) => None,
        },
        [first, second, third, ..] => {
            let conditional = first.condition.is_some() || second.condition.is_some();
            let positive = Condition { comparison: Comparison::Greater, limit: Number::ZERO };
            let (one, two) = (first.condition.unwrap_or(positive), second.condition.unwrap_or(negative));
            if one.holds(number) {
                Some((first, !one.only_negative()))
            } else if two.holds(number) {
                Some((second, !two.only_negative()))
            } else {
                Some((third, conditional))
            }
        }
    }
}
