//! What should be known of totals: sides that lack groups, growth of a part of a period, and whether totals are the sums of their parts.

use std::collections::BTreeSet;

use tolok_diagnostics::Diagnostic;
use tolok_diagnostics::suggestion::listed;
use tolok_eval::Evaluator;
use tolok_model::{EntityId, EntityKind, Formula, Planned, Rollup, Term, TimeFunction};
use tolok_plan::{Cell, Grid, NO_MEMBER};
use tolok_value::{ExactSum, Number, Period, Value};

use super::asked::Asked;
use super::{KpiHeading, ResultRow};
use crate::{Definitions, codes};

/// The groups that one side of a total's division lacks.
pub(crate) fn one_sided(
    definitions: &Definitions,
    asked: &Asked,
    planned: &Planned,
    grid: &Grid,
    rows: &[usize],
    totals: &[usize],
    evaluator: &mut Evaluator<'_>,
) -> Vec<Diagnostic> {
    let Some(total) = totals
        .iter()
        .rev()
        .copied()
        .find(|place| grid.cells.get(*place).is_some_and(|cell| cell.members.is_empty() && cell.period.is_none()))
    else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let mut seen: BTreeSet<EntityId> = BTreeSet::new();
    for instance in &planned.instances {
        if instance.context != tolok_model::Context::default() || !seen.insert(instance.metric) {
            continue;
        }
        let lacking = evaluator.one_sided(instance.metric, rows, total);
        let (Some(entity), false) = (definitions.model.entity(instance.metric), lacking.is_empty()) else { continue };
        let cells: BTreeSet<usize> = lacking.iter().map(|found| found.cell).collect();
        let (groups, are_members) = named(grid, rows, &cells);
        const SHOWN: usize = 8;
        let few = groups.get(..groups.len().min(SHOWN)).unwrap_or(&groups);
        let more = if few.len() < groups.len() { format!(" and {} more", groups.len() - few.len()) } else { String::new() };
        let words = format!(
            "the total of `{}` divides sums of which one side has no value for {}{more}",
            entity.name,
            listed(few.iter().map(String::as_str))
        );
        let problem = Diagnostic::new(&codes::ONE_SIDED, words).at(definitions.place_in_text(entity.place));
        problems.push(match asked.dimensions.as_slice() {
            [dimension] if are_members => {
                let members = few.iter().map(|name| if name == NO_MEMBER { "blank".to_string() } else { format!("\"{name}\"") });
                let members = members.collect::<Vec<_>>().join(", ");
                let name = tolok_model::written_name(&dimension.name);
                problem.help(format!("to leave them out: `{} where {name} not in ({members})`", entity.name))
            }
            _ => problem.help("leave those groups out with a `where`, or fill in what they lack"),
        });
    }
    problems
}

/// What the groups are called that lack a side, and whether all of them are members as a whole: a member that lacks it in a month or two
/// is named with those.
fn named(grid: &Grid, rows: &[usize], lacking: &BTreeSet<usize>) -> (Vec<String>, bool) {
    const FEW: usize = 2;
    let mut groups: Vec<String> = Vec::new();
    let mut are_members = true;
    for cell in lacking.iter().filter_map(|place| grid.cells.get(*place)) {
        let is_same = |place: &&usize| grid.cells.get(**place).is_some_and(|other| other.members == cell.members);
        let of_member = lacking.iter().filter(is_same).count();
        let name = match cell.period {
            Some(period) if !cell.members.is_empty() && of_member <= FEW && of_member < rows.iter().filter(is_same).count() => {
                are_members = false;
                format!("{} in {period}", group_name(cell))
            }
            _ => group_name(cell),
        };
        if !groups.contains(&name) {
            groups.push(name);
        }
    }
    (groups, are_members)
}

/// What a row is called: its members, or its period where it has none.
fn group_name(cell: &Cell) -> String {
    if cell.members.is_empty() {
        return cell.period.map_or_else(String::new, |period| period.to_string());
    }
    cell.members.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" / ")
}

/// Growth in a period that is not complete compares a part with a whole.
pub(crate) fn partial_growth(
    definitions: &Definitions,
    shown: &[EntityId],
    planned: &Planned,
    grid: &Grid,
    rows: &[usize],
) -> Vec<Diagnostic> {
    let Some(partial) = grid.partial else { return Vec::new() };
    if !rows.iter().any(|place| grid.cells.get(*place).is_some_and(|cell| cell.period == Some(partial))) {
        return Vec::new();
    }
    let computed: BTreeSet<EntityId> = planned.instances.iter().map(|instance| instance.metric).collect();
    let compares = |id: &EntityId| match definitions.model.entity(*id).map(|entity| &entity.kind) {
        Some(EntityKind::Metric(metric)) => has_growth(&metric.formula),
        _ => false,
    };
    // The definitions that are shown come first; what they are made of only where it is not shown itself.
    let mut named: Vec<EntityId> = shown.iter().copied().filter(compares).collect();
    if named.is_empty() {
        named = computed.into_iter().filter(compares).collect();
    }
    let names: Vec<&str> = named.iter().filter_map(|id| definitions.model.entity(*id)).map(|entity| entity.name.as_ref()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let words = format!(
        "{partial} is not complete, so {} in it {} a part with a whole",
        listed(names.iter().copied()),
        if names.len() == 1 { "compares" } else { "compare" }
    );
    vec![
        Diagnostic::new(&codes::PARTIAL_PERIOD, words)
            .help("show complete periods only, with `--periods`, or wait for the rest of the data"),
    ]
}

/// True if a formula looks at other periods than its own.
pub(crate) fn compares_periods(formula: &Formula) -> bool {
    let mut found = false;
    formula.for_each_leaf(&mut |leaf| {
        found |= match leaf {
            Term::Time { .. } => true,
            Term::Where { subject, .. } | Term::Member { subject, .. } | Term::Convert { subject, .. } => compares_periods(subject),
            _ => false,
        };
    });
    found
}

/// Growth, or what else is named, in a period that is not complete.
pub(crate) fn incomplete(period: Period, names: &str) -> Diagnostic {
    let words = format!("{period} is not complete, so {names} in it compares a part with a whole");
    Diagnostic::new(&codes::PARTIAL_PERIOD, words).help("show complete periods only, with `--periods`, or wait for the rest of the data")
}

pub(crate) fn has_growth(formula: &Formula) -> bool {
    let mut found = false;
    formula.for_each_leaf(&mut |leaf| {
        found |= match leaf {
            Term::Time { function: TimeFunction::Growth | TimeFunction::Change, .. } => true,
            Term::Time { subject, .. } | Term::Where { subject, .. } | Term::Member { subject, .. } | Term::Convert { subject, .. } => {
                has_growth(subject)
            }
            _ => false,
        };
    });
    found
}

/// Compares the totals of flows with the sums of their parts: of all rows for the total of everything, of the rows of a period for the
/// total of that period. Says how many were compared, and which differ.
pub(crate) fn checked(
    rows: &[ResultRow],
    totals: &[ResultRow],
    kpis: &[KpiHeading],
    ids: &[EntityId],
    definitions: &Definitions,
) -> (Vec<String>, Vec<Diagnostic>) {
    let is_flow = |id: &EntityId| match definitions.model.entity(*id).map(|entity| &entity.kind) {
        Some(EntityKind::Input(input)) => matches!(input.rollup, Some(Rollup::Flow { .. })) && input.fill.is_none(),
        _ => false,
    };
    let mut compared = 0usize;
    let mut problems = Vec::new();
    for (place, (heading, _)) in kpis.iter().zip(ids).enumerate().filter(|(_, (_, id))| is_flow(id)) {
        for total in totals.iter().filter(|total| total.members.iter().all(Option::is_none)) {
            let parts = rows.iter().filter(|row| total.period.is_none() || row.period == total.period);
            let sum = sum(parts.map(|row| row.kpis.get(place).map(|kpi| &kpi.value)));
            let Some(Value::Number(shown)) = total.kpis.get(place).map(|kpi| &kpi.value) else { continue };
            compared += 1;
            if sum != Some(*shown) {
                let which = total.period.map_or_else(|| "everything".to_string(), |period| period.to_string());
                let parts = sum.map_or_else(|| "nothing".to_string(), |sum| sum.to_string());
                let words = format!("the total of `{}` over {which} is {shown}, its parts add up to {parts}", heading.heading.name);
                problems.push(
                    Diagnostic::new(&codes::TOTAL_AND_PARTS, words)
                        .help("rows may be hidden by `--top`, have no date, or count in several groups"),
                );
            }
        }
    }
    let words = match (compared, problems.len()) {
        (0, _) => "there is no total of a flow to compare with its parts: add `--total`".to_string(),
        (count, 0) => format!("{count} totals of flows are the sums of their parts"),
        (count, wrong) => format!("{wrong} of {count} totals of flows differ from the sums of their parts"),
    };
    (vec![words], problems)
}

fn sum<'v>(values: impl Iterator<Item = Option<&'v Value>>) -> Option<Number> {
    let mut sum = ExactSum::new();
    let mut any = false;
    for value in values.flatten() {
        if let Value::Number(number) = value {
            sum.add(*number);
            any = true;
        }
    }
    if any { sum.total().ok() } else { None }
}
