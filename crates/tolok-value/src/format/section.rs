//! One section of a format: what it is about, and how it shows a number.

use crate::{Language, Number};

use super::condition::Condition;
use super::date::DateBody;
use super::fraction::FractionBody;
use super::general;
use super::number::NumberBody;
use super::scientific::ScientificBody;
use super::token::Token;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    language: Option<Language>,
    body: Body,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    Number(NumberBody),
    Scientific(ScientificBody),
    Fraction(FractionBody),
    Date(DateBody),
    /// Literals around a value that is shown plainly: `General`, `@`.
    Plain {
        pieces: Vec<Plain>,
        text: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Plain {
    Literal(String),
    Value,
}

impl Section {
    /// The section of these tokens. The error says why it is none.
    pub(super) fn new(tokens: Vec<Token>) -> Result<Self, &'static str> {
        let (mut condition, mut language) = (None, None);
        let mut shown = Vec::new();
        for token in tokens {
            match token {
                Token::Condition(found) => condition = Some(found),
                Token::Language(found) => language = Some(found),
                other => shown.push(other),
            }
        }
        Ok(Self { condition, language, body: Body::new(shown)? })
    }

    /// The section for texts, in which digits mean nothing.
    pub(super) fn for_text(tokens: Vec<Token>) -> Result<Self, &'static str> {
        Ok(Self { condition: None, language: None, body: plain(tokens)? })
    }

    pub(super) fn is_date(&self) -> bool {
        matches!(self.body, Body::Date(_))
    }

    pub(super) fn is_percent(&self) -> bool {
        matches!(&self.body, Body::Number(body) if body.is_percent())
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self.body, Body::Plain { text: true, .. })
    }

    /// The number with what stands around it; a minus sign stands before everything.
    pub(super) fn show(&self, number: Number, language: Language, tidy: bool) -> String {
        let named = self.language.unwrap_or(language);
        let sign = if number.sign() < 0 { "-" } else { "" };
        let size = number.abs();
        let shown = match &self.body {
            Body::Number(body) => body.show(size, language, tidy),
            Body::Scientific(body) => body.show(size, language, tidy),
            Body::Fraction(body) => body.show(size),
            Body::Date(body) => return body.show(number, named, language),
            Body::Plain { .. } => self.show_text(&general::show(size, language)),
        };
        if shown.is_empty() { shown } else { format!("{sign}{shown}") }
    }

    /// The text with what stands around it.
    pub(super) fn show_text(&self, text: &str) -> String {
        let Body::Plain { pieces, .. } = &self.body else {
            return text.to_string();
        };
        let shown = pieces.iter().map(|piece| match piece {
            Plain::Literal(literal) => literal.as_str(),
            Plain::Value => text,
        });
        shown.collect()
    }
}

impl Body {
    fn new(tokens: Vec<Token>) -> Result<Self, &'static str> {
        let has = |wanted: fn(&Token) -> bool| tokens.iter().any(wanted);
        if has(|token| matches!(token, Token::Clock(_))) {
            return DateBody::new(&tokens).map(Body::Date);
        }
        if has(|token| matches!(token, Token::General | Token::Text)) {
            return plain(tokens);
        }
        if has(|token| matches!(token, Token::Exponent { .. })) {
            return ScientificBody::new(tokens).map(Body::Scientific);
        }
        if let Some(body) = FractionBody::new(&tokens) {
            return Ok(Body::Fraction(body));
        }
        NumberBody::new(tokens).map(Body::Number)
    }
}

fn plain(tokens: Vec<Token>) -> Result<Body, &'static str> {
    let text = tokens.contains(&Token::Text);
    let pieces = tokens.into_iter().map(|token| match token {
        Token::General | Token::Text => Ok(Plain::Value),
        token => literal(&token).map(Plain::Literal).ok_or("it mixes digits with `General` or `@`"),
    });
    Ok(Body::Plain { pieces: pieces.collect::<Result<_, _>>()?, text })
}

/// The text of a token that stands for itself wherever it has no other meaning.
pub(super) fn literal(token: &Token) -> Option<String> {
    match token {
        Token::Literal(text) => Some(text.clone()),
        Token::Figure(figure) => Some(figure.to_string()),
        Token::Slash => Some("/".to_string()),
        Token::Percent => Some("%".to_string()),
        Token::Comma => Some(",".to_string()),
        Token::Point => Some(".".to_string()),
        _ => None,
    }
}
