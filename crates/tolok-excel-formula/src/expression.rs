//! A formula as a tree, with everything that is needed to write it as it was.

mod parser;

use std::fmt;

use crate::reference::{Reference, SheetScope};

/// A formula as a tree. It is written byte for byte as it was read.
///
/// ```
/// use tolok_excel_formula::Expression;
/// let expression = Expression::parse("IF( B2>0, -B2^2 ,'My sheet'!C:C D4)").unwrap();
/// assert_eq!(expression.to_string(), "IF( B2>0, -B2^2 ,'My sheet'!C:C D4)");
/// assert!(Expression::parse("B2 +").is_none());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    pub(crate) root: Term,
    after: Box<str>,
}

/// A node with the white space before it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Term {
    pub(crate) before: Box<str>,
    pub(crate) node: Node,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// An argument that is not there.
    Empty,
    Number(Box<str>),
    Text(Box<str>),
    Bool {
        truth: bool,
        written: Box<str>,
    },
    /// An error, with the sheet before it if there is one.
    Error {
        scope: Box<str>,
        error: Box<str>,
    },
    /// An array of constants, as it is written.
    Array(Box<str>),
    Reference(Box<Written>),
    Name(Box<Name>),
    /// Columns of a table, which is the one around the formula if it has no name.
    Structured {
        table: Option<Box<str>>,
        columns: Box<str>,
    },
    Call {
        name: Box<Name>,
        arguments: Vec<Argument>,
    },
    /// Brackets; several things in them are a union of areas.
    Group(Vec<Argument>),
    /// Several areas without brackets around them, as all of a formula: what a name or a chart may stand for.
    Union(Vec<Argument>),
    /// Signs before an operand: the first one follows the white space before the term.
    Signed {
        first: char,
        others: Vec<(Box<str>, char)>,
        operand: Box<Term>,
    },
    /// Percent signs behind an operand.
    Percent {
        operand: Box<Term>,
        before_each: Vec<Box<str>>,
    },
    /// All that a cell spills into.
    Spill(Box<Term>),
    /// Operands between operators that bind equally, calculated from left to right.
    Chain {
        first: Box<Term>,
        rest: Vec<Link>,
    },
}

/// A reference with the words that write it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Written {
    /// The sheet, with its exclamation mark.
    pub(crate) scope: Box<str>,
    pub(crate) address: Box<str>,
    pub(crate) reference: Reference,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    /// The sheet, with its exclamation mark.
    pub(crate) written_scope: Box<str>,
    pub(crate) scope: SheetScope,
    pub(crate) name: Box<str>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Argument {
    pub(crate) term: Term,
    pub(crate) after: Box<str>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    pub(crate) before: Box<str>,
    pub(crate) operator: Operator,
    pub(crate) operand: Term,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Concatenate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    /// What two areas share; it is written as the white space before its right side.
    Intersect,
    /// The area between two others.
    Range,
}

impl Expression {
    /// Reads the text of a formula, without its equals sign; nothing if it cannot be read to its end.
    pub fn parse(text: &str) -> Option<Self> {
        parser::parse(text)
    }
}

impl Operator {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Operator::Equal => "=",
            Operator::NotEqual => "<>",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::Concatenate => "&",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Power => "^",
            Operator::Intersect => "",
            Operator::Range => ":",
        }
    }

    /// How tightly an operator between two values binds; comparisons bind least.
    pub(crate) fn level(self) -> u8 {
        match self {
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => 0,
            Operator::Concatenate => 1,
            Operator::Add | Operator::Subtract => 2,
            Operator::Multiply | Operator::Divide => 3,
            Operator::Power => 4,
            Operator::Intersect => 5,
            Operator::Range => 6,
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.root, self.after)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.before)?;
        match &self.node {
            Node::Empty => Ok(()),
            Node::Number(written) | Node::Array(written) => formatter.write_str(written),
            Node::Text(text) => write!(formatter, "\"{}\"", text.replace('"', "\"\"")),
            Node::Bool { written, .. } => formatter.write_str(written),
            Node::Error { scope, error } => write!(formatter, "{scope}{error}"),
            Node::Reference(written) => write!(formatter, "{}{}", written.scope, written.address),
            Node::Name(name) => write!(formatter, "{name}"),
            Node::Structured { table, columns } => write!(formatter, "{}[{columns}]", table.as_deref().unwrap_or_default()),
            Node::Call { name, arguments } => {
                write!(formatter, "{name}")?;
                list(formatter, arguments)
            }
            Node::Group(items) => list(formatter, items),
            Node::Union(items) => items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| write!(formatter, "{}{}{}", if index == 0 { "" } else { "," }, item.term, item.after)),
            Node::Signed { first, others, operand } => {
                write!(formatter, "{first}")?;
                others.iter().try_for_each(|(before, sign)| write!(formatter, "{before}{sign}"))?;
                write!(formatter, "{operand}")
            }
            Node::Percent { operand, before_each } => {
                write!(formatter, "{operand}")?;
                before_each.iter().try_for_each(|before| write!(formatter, "{before}%"))
            }
            Node::Spill(operand) => write!(formatter, "{operand}#"),
            Node::Chain { first, rest } => {
                write!(formatter, "{first}")?;
                rest.iter().try_for_each(|link| write!(formatter, "{}{}{}", link.before, link.operator.text(), link.operand))
            }
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.written_scope, self.name)
    }
}

/// Arguments between brackets.
fn list(formatter: &mut fmt::Formatter<'_>, arguments: &[Argument]) -> fmt::Result {
    for (index, argument) in arguments.iter().enumerate() {
        write!(formatter, "{}{}{}", if index == 0 { "(" } else { "," }, argument.term, argument.after)?;
    }
    formatter.write_str(if arguments.is_empty() { "()" } else { ")" })
}

#[cfg(test)]
mod tests;
