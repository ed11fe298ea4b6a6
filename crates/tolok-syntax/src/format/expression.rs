//! Formulas in canonical form, broken over lines where they are long.

use pretty::RcDoc;

use crate::tree::{Expression, ExpressionKind, Path};

type Doc = RcDoc<'static, ()>;
type Rename<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// How far a continued line is indented.
const INDENT: isize = 4;

/// The text of a formula that fits `width` columns where it can.
pub(super) fn render(expression: &Expression, rename: Rename<'_>, width: usize) -> String {
    let mut out = String::new();
    let written = doc(expression, rename).nest(INDENT).group().render_fmt(width, &mut out);
    debug_assert!(written.is_ok(), "writing to a string does not fail");
    out
}

fn doc(expression: &Expression, rename: Rename<'_>) -> Doc {
    let inner = |expression: &Expression| doc(expression, rename);
    match &expression.kind {
        ExpressionKind::Number { spelling, .. } => text(spelling.to_string()),
        ExpressionKind::Text(value) => text(quoted(value)),
        ExpressionKind::Bool(true) => text("true"),
        ExpressionKind::Bool(false) => text("false"),
        ExpressionKind::Blank => text("blank"),
        ExpressionKind::Date(date) => text(format!("@{date}")),
        ExpressionKind::Period(period) => text(format!("@{period}")),
        ExpressionKind::Span(span) => text(span.to_string()),
        ExpressionKind::Reference(path) => text(rename(path).unwrap_or_else(|| path.to_string())),
        ExpressionKind::Call { function, arguments } => {
            text(format!("{}(", function.text)).append(listed(arguments, rename)).append(text(")"))
        }
        ExpressionKind::Negate(operand) => text("-").append(inner(operand)),
        ExpressionKind::Not(operand) => text("not ").append(inner(operand)),
        ExpressionKind::Percent(operand) => inner(operand).append(text("%")),
        ExpressionKind::Power { base, exponent } => inner(base).append(text(" ^ ")).append(inner(exponent)),
        ExpressionKind::Chain { first, rest } => {
            let rest = rest.iter().map(|(operator, operand)| continued(operator.text(), inner(operand)));
            inner(first).append(row(rest)).group()
        }
        ExpressionKind::Logic { operator, operands } => {
            let mut parts = operands.iter();
            let first = parts.next().map_or_else(RcDoc::nil, inner);
            first.append(row(parts.map(|operand| continued(operator.text(), inner(operand))))).group()
        }
        ExpressionKind::Compare { operator, left, right } => inner(left).append(continued(operator.text(), inner(right))).group(),
        ExpressionKind::Membership { subject, members, negated } => {
            let word = if *negated { " not in (" } else { " in (" };
            inner(subject).append(text(word)).append(listed(members, rename)).append(text(")"))
        }
        ExpressionKind::Where { subject, condition } => inner(subject).append(continued("where", inner(condition))).group(),
        ExpressionKind::Per { subject, keys } => inner(subject).append(continued("per", text(keys_text(keys, rename)))).group(),
        ExpressionKind::Group(operand) => {
            let body = RcDoc::line_().append(inner(operand)).nest(INDENT).append(RcDoc::line_());
            text("(").append(body).append(text(")")).group()
        }
    }
}

fn text(text: impl Into<String>) -> Doc {
    RcDoc::text(text.into())
}

/// Documents one after the other. They hang in a balanced tree, for a document is dropped by recursion and a row may be long.
fn row(documents: impl Iterator<Item = Doc>) -> Doc {
    let mut documents: Vec<Doc> = documents.collect();
    while documents.len() > 1 {
        let mut pairs = documents.into_iter();
        documents = std::iter::from_fn(|| pairs.next().map(|first| first.append(pairs.next().unwrap_or_else(RcDoc::nil)))).collect();
    }
    documents.pop().unwrap_or_else(RcDoc::nil)
}

/// An operator and what follows it, on a new line where the line is full.
fn continued(operator: &str, operand: Doc) -> Doc {
    RcDoc::line().append(text(format!("{operator} "))).append(operand)
}

fn listed(expressions: &[Expression], rename: Rename<'_>) -> Doc {
    if expressions.is_empty() {
        return RcDoc::nil();
    }
    let last = expressions.len() - 1;
    let items = expressions.iter().enumerate().map(|(index, expression)| {
        let item = doc(expression, rename);
        if index < last { item.append(text(",")).append(RcDoc::line()) } else { item }
    });
    let body = row(items);
    RcDoc::line_().append(body).nest(INDENT).append(RcDoc::line_()).group()
}

fn keys_text(keys: &[Path], rename: Rename<'_>) -> String {
    let names: Vec<String> = keys.iter().map(|key| rename(key).unwrap_or_else(|| key.to_string())).collect();
    match names.as_slice() {
        [only] => only.clone(),
        several => format!("({})", several.join(", ")),
    }
}

/// A text between quotation marks; one inside is written twice.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
