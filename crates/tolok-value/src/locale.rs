//! The habits of a language with numbers and dates.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::same;

/// A language whose numbers and dates are read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Locale {
    /// `1,234.56`
    #[default]
    #[serde(rename = "en")]
    English,
    /// `1.234,56`
    #[serde(rename = "id")]
    Indonesian,
    /// `1 234,56`
    #[serde(rename = "pl")]
    Polish,
}

/// The language that values are shown in.
pub type Language = Locale;

impl Locale {
    /// All of them.
    pub const ALL: [Locale; 3] = [Locale::English, Locale::Indonesian, Locale::Polish];

    /// The language of a code: `en`, `id`, `pl`.
    ///
    /// ```
    /// use tolok_value::Locale;
    /// assert_eq!(Locale::parse("id"), Some(Locale::Indonesian));
    /// ```
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| same(locale.code(), code))
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Locale::English => "en",
            Locale::Indonesian => "id",
            Locale::Polish => "pl",
        }
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Locale::English => "English",
            Locale::Indonesian => "Indonesian",
            Locale::Polish => "Polish",
        }
    }

    /// The sign between whole digits and decimal places.
    pub fn decimal_sign(self) -> char {
        match self {
            Locale::English => '.',
            Locale::Indonesian | Locale::Polish => ',',
        }
    }

    /// The sign between groups of three digits, as it is written; any space is read as the Polish one.
    pub fn grouping_sign(self) -> char {
        match self {
            Locale::English => ',',
            Locale::Indonesian => '.',
            Locale::Polish => '\u{a0}',
        }
    }

    /// A number as it is written in the language, for messages.
    pub fn example(self) -> &'static str {
        match self {
            Locale::English => "1,234.56",
            Locale::Indonesian => "1.234,56",
            Locale::Polish => "1 234,56",
        }
    }

    /// True if this character separates groups of digits in a text that is read.
    pub(crate) fn groups_with(self, character: char) -> bool {
        match self {
            Locale::Polish => character.is_whitespace(),
            _ => character == self.grouping_sign(),
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for locale in Locale::ALL {
            assert_eq!(Locale::parse(locale.code()), Some(locale));
            assert_eq!(Locale::parse(&locale.code().to_uppercase()), Some(locale));
            assert_eq!(serde_json::to_string(&locale).unwrap(), format!("\"{locale}\""));
        }
        assert_eq!(Locale::parse("de"), None);
    }
}
