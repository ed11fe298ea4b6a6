//! How deep a formula is: brackets, signs, `not`s, percents and conditions are bounded one by one, and here together.
//!
//! Whoever works on a tree does so by recursion; this bound is what makes that safe on a small stack.

use crate::limits::MAX_DEPTH;
use crate::lower::Lowering;
use crate::tree::{Attribute, AttributeKind, Bound, Definition, DimensionEntryKind, Expression, ReportEntryKind, Span, TestEntryKind};

/// Reports every formula of a definition that is too deep.
pub(crate) fn check(definition: &Definition, lowering: &mut Lowering<'_>) {
    for expression in expressions(definition) {
        check_formula(expression, lowering);
    }
}

/// Reports a formula that is too deep.
pub(crate) fn check_formula(expression: &Expression, lowering: &mut Lowering<'_>) {
    if let Some(span) = too_deep(expression) {
        lowering.too_deep(span);
    }
}

/// The first part of a formula that stands too deep in it; found without recursion.
fn too_deep(expression: &Expression) -> Option<Span> {
    let mut pending = vec![(expression, 1)];
    while let Some((expression, depth)) = pending.pop() {
        if depth > MAX_DEPTH {
            return Some(expression.span);
        }
        pending.extend(expression.parts().into_iter().rev().map(|part| (part, depth + 1)));
    }
    None
}

/// Every formula of a definition.
fn expressions(definition: &Definition) -> Vec<&Expression> {
    match definition {
        Definition::Metric(metric) => with_targets(Some(&metric.formula), &metric.attributes),
        Definition::Param(param) => with_targets(Some(&param.value), &param.attributes),
        Definition::Function(function) => with_targets(Some(&function.body), &function.attributes),
        Definition::Input(input) => with_targets(input.fill.as_ref().map(|fill| &fill.value), &input.attributes),
        Definition::Dimension(dimension) => {
            let attributes = dimension.entries.iter().flatten().flat_map(|entry| match &entry.kind {
                DimensionEntryKind::Attribute(attribute) => std::slice::from_ref(attribute),
                DimensionEntryKind::Member { attributes, .. } => attributes,
                DimensionEntryKind::Group { .. } => &[],
            });
            attributes.flat_map(targets).collect()
        }
        Definition::Report(report) => {
            let conditions = report.entries.iter().filter_map(|entry| match &entry.kind {
                ReportEntryKind::Where(condition) => Some(condition),
                _ => None,
            });
            conditions.collect()
        }
        Definition::Test(test) => test.entries.iter().flat_map(|entry| test_entry(&entry.kind)).collect(),
        _ => Vec::new(),
    }
}

fn with_targets<'a>(formula: Option<&'a Expression>, attributes: &'a [Attribute]) -> Vec<&'a Expression> {
    formula.into_iter().chain(attributes.iter().flat_map(targets)).collect()
}

fn targets(attribute: &Attribute) -> Vec<&Expression> {
    let AttributeKind::Target(target) = &attribute.kind else { return Vec::new() };
    let bounds = std::iter::once(&target.good).chain(&target.warn);
    bounds
        .flat_map(|bound| match bound {
            Bound::Compare(_, value) => vec![value],
            Bound::Between(low, high) => vec![low, high],
        })
        .collect()
}

fn test_entry(kind: &TestEntryKind) -> Vec<&Expression> {
    match kind {
        TestEntryKind::Given(given) => given.iter().map(|given| &given.value).collect(),
        TestEntryKind::Expect(expected) => {
            expected.iter().flat_map(|expected| std::iter::once(&expected.condition).chain(&expected.within)).collect()
        }
    }
}
