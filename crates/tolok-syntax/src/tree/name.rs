//! Names, and names joined by dots.

use std::fmt;
use std::sync::Arc;

use crate::grammar::is_plain_name;
use crate::tree::Span;

/// A name as it was written, with the key under which names compare (case does not matter, accents do).
#[derive(Debug, Clone)]
pub struct Name {
    /// As it was written, without backticks.
    pub text: Arc<str>,
    /// What is compared.
    pub key: Arc<str>,
    /// Where it stands, backticks included.
    pub span: Span,
}

impl Name {
    /// A name from its text.
    pub fn new(text: &str, span: Span) -> Self {
        let key = tolok_value::fold(text);
        let text: Arc<str> = text.into();
        let key = if *key == *text { Arc::clone(&text) } else { key.into() };
        Self { text, key, span }
    }

    /// True if the name has to stand between backticks.
    pub fn needs_backticks(&self) -> bool {
        !is_plain_name(&self.text) || self.is_quoted() && self.looks_like_a_cell()
    }

    /// True if the name stands between backticks where it was written.
    pub fn is_quoted(&self) -> bool {
        self.span.end.saturating_sub(self.span.start) > self.text.len()
    }

    /// True for letters and digits that a spreadsheet reads as a cell: `B7`, `XFD1048576`.
    ///
    /// ```
    /// use tolok_syntax::tree::{Name, Span};
    /// assert!(Name::new("B7", Span::default()).looks_like_a_cell());
    /// assert!(!Name::new("Q2_2026", Span::default()).looks_like_a_cell());
    /// ```
    pub fn looks_like_a_cell(&self) -> bool {
        let letters = self.text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (column, row) = self.text.split_at(letters);
        let in_range = match letters {
            1 | 2 => true,
            3 => column.to_ascii_uppercase().as_str() <= "XFD",
            _ => false,
        };
        in_range && !row.starts_with('0') && row.parse::<u32>().is_ok_and(|row| (1..=1_048_576).contains(&row))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Name {}

impl fmt::Display for Name {
    /// The name as a text of definitions has to write it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.needs_backticks() { write!(formatter, "`{}`", self.text) } else { formatter.write_str(&self.text) }
    }
}

/// A name, or several joined by dots: `spend`, `orders.amount`, `std.marketing.leads`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The names from left to right; never empty.
    pub parts: Vec<Name>,
    /// From the first name to the last.
    pub span: Span,
}

impl Path {
    /// The only name, if there is just one.
    pub fn single(&self) -> Option<&Name> {
        match self.parts.as_slice() {
            [name] => Some(name),
            _ => None,
        }
    }

    /// The last name.
    pub fn last(&self) -> Option<&Name> {
        self.parts.last()
    }

    /// The key under which the whole path compares: the keys joined by dots.
    pub fn key(&self) -> String {
        self.parts.iter().map(|name| name.key.as_ref()).collect::<Vec<_>>().join(".")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.parts.iter().enumerate() {
            if index > 0 {
                formatter.write_str(".")?;
            }
            write!(formatter, "{name}")?;
        }
        Ok(())
    }
}
