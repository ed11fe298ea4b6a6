//! A formula that was read.

use std::fmt::Write;

use crate::Expression;
use crate::book::Book;
use crate::reference::Reference;
use crate::tokens::{self, Token};

/// A formula that was read.
///
/// ```
/// use tolok_excel_formula::{Book, Formula};
/// let formula = Formula::read("SUM(B2:$B$4)*LOG10(tax_rate)");
/// assert_eq!(formula.moved(1, 1, &Book::default()).as_deref(), Some("SUM(C3:$B$4)*LOG10(tax_rate)"));
/// ```
#[derive(Debug, Clone)]
pub struct Formula {
    text: String,
    tokens: Option<Vec<Token>>,
}

impl Formula {
    /// Reads the text of a formula, without its equals sign.
    pub fn read(text: &str) -> Self {
        Self { text: text.to_owned(), tokens: tokens::read(text) }
    }

    /// The formula as it reads when it is copied to a cell so many rows down and columns to the right: references move unless a dollar sign
    /// holds them. Nothing if it cannot be read, or if a reference would leave the sheet.
    pub fn moved(&self, rows: i64, columns: i64, book: &Book) -> Option<String> {
        let mut moved = String::with_capacity(self.text.len());
        let mut done = 0;
        for token in self.tokens.as_ref()? {
            let Token::Reference(reference) = token else { continue };
            if self.is_also_a_name(reference, book) {
                continue;
            }
            moved.push_str(self.text.get(done..reference.corners_span.start)?);
            write!(moved, "{}", reference.moved(rows, columns)?).ok()?;
            done = reference.corners_span.end;
        }
        moved.push_str(self.text.get(done..)?);
        Some(moved)
    }

    /// True for an address such as `TAX2024` that the book has as a name: Excel refuses such names, and other programs write them.
    pub(crate) fn is_also_a_name(&self, reference: &Reference, book: &Book) -> bool {
        book.has_names_like_cells && self.text.get(reference.corners_span.clone()).is_some_and(|word| book.has_name(word))
    }

    /// The formula as a tree, if it can be read as one.
    pub(crate) fn expression(&self) -> Option<Expression> {
        Expression::parse(&self.text)
    }

    pub(crate) fn tokens(&self) -> Option<&[Token]> {
        self.tokens.as_deref()
    }
}

#[cfg(test)]
mod tests;
