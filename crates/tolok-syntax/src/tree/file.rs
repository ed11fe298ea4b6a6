//! A file of definitions with its comments.

use std::sync::Arc;

use crate::tree::{Definition, Span};

/// A file of definitions.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// The file's name as the person gave it.
    pub name: Arc<str>,
    /// The definitions in their order, with what stands before each.
    pub items: Vec<Item>,
    /// What stands after the last definition.
    pub trailing: Vec<Trivia>,
}

/// A definition with its comments and its documentation.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Comments and blank lines before it.
    pub leading: Vec<Trivia>,
    /// The lines of `##` documentation before it.
    pub documentation: Vec<Arc<str>>,
    /// What is defined.
    pub definition: Definition,
    /// Comments inside it and at the end of its lines.
    pub comments: Vec<Comment>,
    /// Its own lines as they stand in the file.
    pub source: Arc<str>,
    /// Where it stands, without comments before it.
    pub span: Span,
}

/// What stands between definitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trivia {
    /// One or more blank lines.
    Blank,
    /// A comment on a line of its own, with its sign.
    Comment(Arc<str>),
}

/// A comment inside a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The comment with its sign, without the line's end.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: Span,
    /// True if nothing else stands before it on its line.
    pub own_line: bool,
}
