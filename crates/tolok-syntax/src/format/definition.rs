//! The lines of a definition: its head and the entries of its block.

use super::attributes::attribute;
use super::expression::{quoted, render};
use crate::lower::settings::{month_word, weekday_word};
use crate::tree::{
    Attribute, Definition, DimensionEntry, DimensionEntryKind, Expectation, Expression, Input, Path, Report, ReportEntryKind, RollupKind,
    Source, SourceEntryKind, Span, Test, TestEntryKind, TypeAnnotation, UsePath,
};

type Rename<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// The lines of a definition, before comments are put among them.
pub(super) struct Lines {
    /// What stands before the block; may have several lines.
    pub(super) head: String,
    /// Where the head ends in the text it was read from.
    pub(super) head_end: usize,
    /// The entries of the block, with where they stood; none where there is no block.
    pub(super) entries: Option<Vec<(String, Span)>>,
}

/// The lines of a definition that could be read.
pub(super) fn lines(definition: &Definition, rename: Rename<'_>) -> Lines {
    match definition {
        Definition::Metric(metric) => {
            let word = if metric.overrides { "override " } else { "" };
            formula_lines(
                format!("{word}{}{} = ", metric.name, annotation(metric.annotation.as_ref())),
                &metric.formula,
                &metric.attributes,
                rename,
            )
        }
        Definition::Param(param) => {
            let word = if param.overrides { "override " } else { "" };
            let head = format!("{word}param {}{} = ", param.name, annotation(param.annotation.as_ref()));
            formula_lines(head, &param.value, &param.attributes, rename)
        }
        Definition::Function(function) => {
            let parameters: Vec<String> = function.parameters.iter().map(ToString::to_string).collect();
            let head = format!("fn {}({}) = ", function.name, parameters.join(", "));
            // Inside its formula a parameter hides whatever else has its name.
            let is_parameter = |path: &Path| path.single().is_some_and(|name| function.parameters.iter().any(|own| own.key == name.key));
            let rename: Rename<'_> = &|path: &Path| if is_parameter(path) { None } else { rename(path) };
            formula_lines(head, &function.body, &function.attributes, rename)
        }
        Definition::Input(input) => self::input(input, rename),
        Definition::Dimension(dimension) => {
            let mut head = format!("dimension {}", dimension.name);
            let mut head_end = dimension.name.span.end;
            if let Some(from) = &dimension.from {
                head.push_str(&format!(" from {from}"));
                head_end = from.span.end;
            }
            let entries = dimension
                .entries
                .as_ref()
                .map(|entries| entries.iter().map(|entry| (dimension_entry(entry, rename), entry.span)).collect());
            Lines { head, head_end, entries }
        }
        Definition::Time(time) => plain(format!("time {}: {}", time.name, time.grain), time.grain_span.end),
        Definition::Source(source) => self::source(source),
        Definition::Rates(rates) => plain(format!("rates from {}", quoted(&rates.file)), usize::MAX),
        Definition::Use(used) => {
            let path = match &used.path {
                UsePath::Library(path) => path.to_string(),
                UsePath::File(file) => quoted(file),
            };
            plain(format!("use {path}"), used.span.end)
        }
        Definition::Report(report) => self::report(report, rename),
        Definition::Test(test) => self::test(test, rename),
        Definition::Currency(code) => plain(format!("currency {code}"), usize::MAX),
        Definition::Calendar(calendar) => {
            let week = calendar.week_starts.map(|day| format!("week starts {}", weekday_word(day)));
            let year = calendar.year_starts.map(|month| format!("year starts {}", month_word(month)));
            let settings: Vec<String> = week.into_iter().chain(year).collect();
            plain(format!("calendar {}", settings.join(", ")), usize::MAX)
        }
        Definition::Broken(_) => plain(String::new(), 0),
    }
}

fn plain(head: String, head_end: usize) -> Lines {
    Lines { head, head_end, entries: None }
}

fn formula_lines(start: String, formula: &Expression, attributes: &[Attribute], rename: Rename<'_>) -> Lines {
    let width = super::WIDTH.saturating_sub(start.chars().count());
    let head = start + &render(formula, rename, width);
    Lines { head, head_end: formula.span.end, entries: attribute_lines(attributes, rename) }
}

fn attribute_lines(attributes: &[Attribute], rename: Rename<'_>) -> Option<Vec<(String, Span)>> {
    (!attributes.is_empty()).then(|| attributes.iter().map(|said| (attribute(said, rename), said.span)).collect())
}

/// A type is a word of its own: one that is reserved elsewhere stands without backticks here too.
fn annotation(annotation: Option<&TypeAnnotation>) -> String {
    match annotation {
        None => String::new(),
        Some(TypeAnnotation { name, currency: None, .. }) => format!(": {}", name.text),
        Some(TypeAnnotation { name, currency: Some(code), .. }) => format!(": {}[{code}]", name.text),
    }
}

fn input(input: &Input, rename: Rename<'_>) -> Lines {
    let mut head = format!("input {}{}", input.name, annotation(input.annotation.as_ref()));
    let mut head_end = input.annotation.as_ref().map_or(input.name.span, |annotation| annotation.span).end;
    if let Some(rollup) = &input.rollup {
        head.push_str(", ");
        head.push_str(&rollup_text(&rollup.kind));
        head_end = head_end.max(rollup.span.end);
    }
    if let Some(fill) = &input.fill {
        head.push_str(&format!(", fill {}", render(&fill.value, rename, super::WIDTH)));
        head_end = head_end.max(fill.span.end);
    }
    Lines { head, head_end, entries: attribute_lines(&input.attributes, rename) }
}

fn rollup_text(kind: &RollupKind) -> String {
    match kind {
        RollupKind::Flow { overlapping: false } => "flow".to_string(),
        RollupKind::Flow { overlapping: true } => "flow overlapping".to_string(),
        RollupKind::Single => "single".to_string(),
        RollupKind::Constant => "constant".to_string(),
        RollupKind::Rate { weight } => format!("rate weighted by {weight}"),
        RollupKind::Stock { keys, within_period, first } => {
            let mut text = "stock".to_string();
            let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
            match names.as_slice() {
                [] => {}
                [only] => text.push_str(&format!(" per {only}")),
                several => text.push_str(&format!(" per ({})", several.join(", "))),
            }
            if *within_period {
                text.push_str(" within period");
            }
            if *first {
                text.push_str(" first");
            }
            text
        }
    }
}

fn dimension_entry(entry: &DimensionEntry, rename: Rename<'_>) -> String {
    match &entry.kind {
        DimensionEntryKind::Member { member, attributes } => {
            let said: Vec<String> = attributes.iter().map(|said| format!(" {}", attribute(said, rename))).collect();
            format!("member {}{}", quoted(member), said.concat())
        }
        DimensionEntryKind::Group { group, members } => {
            let members: Vec<String> = members.iter().map(|member| quoted(member)).collect();
            format!("{} = {}", quoted(group), members.join(", "))
        }
        DimensionEntryKind::Attribute(said) => attribute(said, rename),
    }
}

fn source(source: &Source) -> Lines {
    let mut head = format!("source {} from {}", source.name, quoted(&source.file));
    for (word, text) in [("sheet", &source.sheet), ("range", &source.range)] {
        if let Some(text) = text {
            head.push_str(&format!(" {word} {}", quoted(text)));
        }
    }
    let entries = source.entries.as_ref().map(|entries| {
        let line = |kind: &SourceEntryKind| match kind {
            SourceEntryKind::Binding(binding) => format!("{} = {}", binding.name, heading(&binding.heading.text)),
            SourceEntryKind::Locale(code) => format!("locale {code}"),
            SourceEntryKind::TotalsKeep(true) => "totals keep".to_string(),
            SourceEntryKind::TotalsKeep(false) => "totals drop".to_string(),
        };
        entries.iter().map(|entry| (line(&entry.kind), entry.span)).collect()
    });
    Lines { head, head_end: source.name.span.end, entries }
}

/// A heading between backticks, unless it has one itself.
fn heading(text: &str) -> String {
    if text.is_empty() || text.contains('`') { quoted(text) } else { format!("`{text}`") }
}

fn report(report: &Report, rename: Rename<'_>) -> Lines {
    let paths = |paths: &[Path]| paths.iter().map(|path| rename(path).unwrap_or_else(|| path.to_string())).collect::<Vec<_>>().join(", ");
    let line = |kind: &ReportEntryKind| match kind {
        ReportEntryKind::Kpis(kpis) => format!("kpis {}", paths(kpis)),
        ReportEntryKind::Inputs(inputs) => format!("inputs {}", paths(inputs)),
        ReportEntryKind::By(dimensions) => format!("by {}", paths(dimensions)),
        ReportEntryKind::Over(grain) => format!("over {grain}"),
        ReportEntryKind::Sort { kpi, descending: false } => format!("sort {}", paths(std::slice::from_ref(kpi))),
        ReportEntryKind::Sort { kpi, descending: true } => format!("sort {} desc", paths(std::slice::from_ref(kpi))),
        ReportEntryKind::Top(count) => format!("top {count}"),
        ReportEntryKind::Total => "total".to_string(),
        ReportEntryKind::Where(condition) => format!("where {}", render(condition, rename, super::WIDTH)),
        ReportEntryKind::Attribute(said) => attribute(said, rename),
    };
    let entries = report.entries.iter().map(|entry| (line(&entry.kind), entry.span)).collect();
    Lines { head: format!("report {}", quoted(&report.title)), head_end: report.title_span.end, entries: Some(entries) }
}

fn test(test: &Test, rename: Rename<'_>) -> Lines {
    let value = |expression: &Expression| render(expression, rename, super::WIDTH);
    let expectation = |expectation: &Expectation| match &expectation.within {
        None => value(&expectation.condition),
        Some(within) => format!("{} within {}", value(&expectation.condition), value(within)),
    };
    let line = |kind: &TestEntryKind| match kind {
        TestEntryKind::Given(given) => {
            let values: Vec<String> = given.iter().map(|given| format!("{} = {}", given.name, value(&given.value))).collect();
            format!("given {}", values.join(", "))
        }
        TestEntryKind::Expect(expected) => format!("expect {}", expected.iter().map(expectation).collect::<Vec<_>>().join(", ")),
    };
    let entries = test.entries.iter().map(|entry| (line(&entry.kind), entry.span)).collect();
    Lines { head: format!("test {}", quoted(&test.title)), head_end: test.title_span.end, entries: Some(entries) }
}
