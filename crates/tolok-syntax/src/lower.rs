//! From the parser's pairs to the tree: one file for each construct.

use std::sync::Arc;

use tolok_diagnostics::{Code, Diagnostic};

use crate::codes;
use crate::grammar::{Pair, Rule};
use crate::tree::{Comment, Definition, Name, Path, Span};

mod attributes;
mod dimension;
pub(crate) mod expression;
mod function;
mod input;
mod literal;
mod metric;
mod param;
mod report;
pub(crate) mod settings;
mod source;
mod target;
mod test;
mod time;
mod use_definition;

/// What lowering needs to know of the text, and the problems it finds.
pub(crate) struct Lowering<'text> {
    file: &'text Arc<str>,
    text: &'text str,
    start: usize,
    comments: &'text [Comment],
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The definition of an entry rule; nothing only where the grammar and this function disagree.
pub(crate) fn definition(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Definition> {
    match pair.as_rule() {
        Rule::metric_definition => metric::metric(pair, lowering).map(Definition::Metric),
        Rule::input_definition => input::input(pair, lowering).map(Definition::Input),
        Rule::param_definition => param::param(pair, lowering).map(Definition::Param),
        Rule::function_definition => function::function(pair, lowering).map(Definition::Function),
        Rule::dimension_definition => dimension::dimension(pair, lowering).map(Definition::Dimension),
        Rule::time_definition => time::time(pair, lowering).map(Definition::Time),
        Rule::source_definition => source::source(pair, lowering).map(Definition::Source),
        Rule::rates_definition => source::rates(pair).map(Definition::Rates),
        Rule::use_definition => use_definition::use_definition(pair, lowering).map(Definition::Use),
        Rule::report_definition => report::report(pair, lowering).map(Definition::Report),
        Rule::test_definition => test::test(pair, lowering).map(Definition::Test),
        Rule::currency_definition => settings::currency(pair).map(Definition::Currency),
        Rule::calendar_definition => Some(Definition::Calendar(settings::calendar(pair))),
        _ => None,
    }
}

impl<'text> Lowering<'text> {
    pub(crate) fn new(file: &'text Arc<str>, text: &'text str, start: usize, comments: &'text [Comment]) -> Self {
        Self { file, text, start, comments, diagnostics: Vec::new() }
    }

    /// Where a pair stands in the file, without the white space and the comments that the parser skipped after it.
    pub(crate) fn span(&self, pair: &Pair<'_>) -> Span {
        let span = pair.as_span();
        let start = self.start + span.start();
        let mut end = start + span.as_str().trim_end().len();
        while let Ok(last) = self.comments.binary_search_by_key(&end, |comment| comment.span.end) {
            let comment = self.comments.get(last).map_or(start, |comment| comment.span.start);
            end = start + self.slice(Span::new(start, comment.max(start))).trim_end().len();
        }
        Span::new(start, end)
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: Span) -> &'text str {
        let from = span.start.saturating_sub(self.start);
        self.text.get(from..span.end.saturating_sub(self.start)).unwrap_or("")
    }

    pub(crate) fn problem(&mut self, code: &'static Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let problem = Diagnostic::new(code, message).in_text(self.file, span.range()).help(help);
        self.diagnostics.push(problem);
    }

    pub(crate) fn name(&self, pair: &Pair<'_>) -> Name {
        Name::new(pair.as_str().trim().trim_matches('`'), self.span(pair))
    }

    pub(crate) fn path(&self, pair: Pair<'_>) -> Path {
        let span = self.span(&pair);
        let parts = pair.into_inner().map(|part| self.name(&part)).collect();
        Path { parts, span }
    }

    pub(crate) fn too_many_in_a_row(&mut self, what: &str, span: Span) {
        let message = format!("more than {} {what} in a row", crate::limits::MAX_RUN);
        self.problem(&codes::LIMIT, span, message, "give the inner part a name of its own");
    }

    pub(crate) fn too_deep(&mut self, span: Span) {
        let message = format!("a formula has more than {} levels of operators and brackets inside one another", crate::limits::MAX_DEPTH);
        self.problem(&codes::LIMIT, span, message, "give the inner parts names of their own");
    }

    pub(crate) fn chained_comparison(&mut self, span: Span) {
        let message = "comparisons do not chain: parentheses or `and` are needed";
        self.problem(&codes::AMBIGUOUS, span, message, "compare twice, as in `1 < x and x < 3`");
    }

    pub(crate) fn chained_power(&mut self, span: Span) {
        let message = "`^` after `^` means different things in Excel and on paper: parentheses are needed";
        self.problem(&codes::AMBIGUOUS, span, message, "write `(a ^ b) ^ c`, as Excel reads it, or `a ^ (b ^ c)`");
    }

    pub(crate) fn signed_power(&mut self, span: Span, base: Span, power: Span) {
        let (base_text, power_text) = (self.slice(base), self.slice(power));
        let exponent = self.slice(Span::new(base.end, power.end));
        let help = format!("write `(-{base_text}){exponent}`, as Excel reads it, or `-({power_text})`");
        let message = "a minus before `^` means different things in Excel and on paper: parentheses are needed";
        self.problem(&codes::AMBIGUOUS, span, message, help);
    }

    pub(crate) fn after_membership(&mut self, span: Span) {
        let message = "nothing can be calculated with the outcome of `in (…)`";
        let help = "put brackets around the part that belongs together, as in `(spend where channel in (\"Email\")) / leads`";
        self.problem(&codes::CONDITION, span, message, help);
    }

    pub(crate) fn not_inside(&mut self, span: Span) {
        self.problem(&codes::UNEXPECTED, span, "`not` inside an operation needs parentheses", "write `(not x)`");
    }
}

/// The text between quotation marks; two of them inside stand for one.
fn unquoted(pair: &Pair<'_>) -> Arc<str> {
    let quoted = pair.as_str().trim();
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(quoted);
    if inner.contains("\"\"") { inner.replace("\"\"", "\"").into() } else { inner.into() }
}
