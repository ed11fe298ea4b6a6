//! An example that is checked.

use std::sync::Arc;

use crate::tree::{Expression, Name, Span};

/// `test "title" { given … expect … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// Its title.
    pub title: Arc<str>,
    /// What is given and expected, in order.
    pub entries: Vec<TestEntry>,
    /// Where the title stands.
    pub title_span: Span,
}

/// One line of a test.
#[derive(Debug, Clone, PartialEq)]
pub struct TestEntry {
    /// What it says.
    pub kind: TestEntryKind,
    /// Where.
    pub span: Span,
}

/// What a line of a test says.
#[derive(Debug, Clone, PartialEq)]
pub enum TestEntryKind {
    /// `given spend = 1000, new_customers = 30`.
    Given(Vec<Given>),
    /// `expect cac = 33.33 within 0.005`.
    Expect(Vec<Expectation>),
}

/// A given value.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Of what.
    pub name: Name,
    /// The value.
    pub value: Expression,
}

/// What has to come out.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// A condition: exact, unless it is an equality with a tolerance.
    pub condition: Expression,
    /// How far the two sides of the equality may be apart.
    pub within: Option<Expression>,
}
