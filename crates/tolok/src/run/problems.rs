//! What a run finds wrong, or worth knowing, of definitions and data together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_aggregate::Notice;
use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::Given;
use tolok_model::{EntityId, EntityKind, Formula, Planned, Rollup};
use tolok_plan::{Aggregation, Column, MeasureId};
use tolok_table::Table;

use super::asked::Asked;
use super::bound::Bound;
use super::needs::Needs;
use crate::labelled::{LabelRows, LabelledData};
use crate::{Definitions, codes};

/// Warnings of products of totals become errors where a formula that the run computes has one.
pub(crate) fn with_traps_as_errors(diagnostics: Vec<Diagnostic>, model: &tolok_model::Definitions, planned: &Planned) -> Vec<Diagnostic> {
    let formulas: Vec<&Formula> = (planned.instances.iter())
        .filter_map(|instance| match &model.entity(instance.metric)?.kind {
            EntityKind::Metric(metric) => Some(&metric.formula),
            _ => None,
        })
        .collect();
    let is_computed = |problem: &Diagnostic| {
        let Place::Text { file, span } = &problem.place else { return false };
        let is_here = |place: tolok_plan::Place| {
            model.file_name(place.file) == Some(file) && place.start as usize == span.start && place.end as usize == span.end
        };
        formulas.iter().any(|formula| has_part(formula, &is_here))
    };
    let judge = |problem: Diagnostic| {
        if std::ptr::eq(problem.code, &tolok_model::codes::PRODUCT_TRAP) && is_computed(&problem) {
            return Diagnostic { code: &tolok_model::codes::PRODUCT_OF_TOTALS, ..problem };
        }
        problem
    };
    diagnostics.into_iter().map(judge).collect()
}

/// A product of totals in a formula that stands by itself.
pub(crate) fn of_formulas(warnings: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let judge = |problem: Diagnostic| match std::ptr::eq(problem.code, &tolok_model::codes::PRODUCT_TRAP) {
        true => Diagnostic { code: &tolok_model::codes::PRODUCT_OF_TOTALS, ..problem },
        false => problem,
    };
    warnings.map(judge).collect()
}

/// Formulas that compare periods have no value without one.
pub(crate) fn no_period() -> Diagnostic {
    let problem = Diagnostic::new(&codes::NO_PERIOD, "formulas compare periods, and nothing says which period the worksheet is about");
    problem.help("say it: `--period 2026-01`")
}

fn has_part(formula: &Formula, is_here: &dyn Fn(tolok_plan::Place) -> bool) -> bool {
    is_here(formula.place) || formula.parts().into_iter().any(|part| has_part(part, is_here)) || {
        let mut found = false;
        if let tolok_plan::Kind::Leaf(
            tolok_model::Term::Where { subject, .. }
            | tolok_model::Term::Time { subject, .. }
            | tolok_model::Term::Member { subject, .. }
            | tolok_model::Term::Convert { subject, .. },
        ) = &formula.kind
        {
            found = has_part(subject, is_here);
        }
        found
    }
}

/// What is missing in the data, and what is there twice.
pub(crate) fn of_binding(
    definitions: &Definitions,
    (own, all): (&Needs, &Needs),
    asked: &Asked,
    bound: &[Bound<'_>],
    (worksheets, labelled, by_labels): (&[&LabelRows], &[LabelledData], &[LabelRows]),
    given: &Given,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let is_typed = |column: &Column| worksheets.iter().copied().chain(by_labels).any(|rows| rows.has(column));
    let mut unlike: Vec<&Arc<str>> = Vec::new();
    for key in &all.inputs {
        let id = definitions.input_of(key);
        if id.is_some_and(|id| given.get(id).is_some_and(|value| !value.is_blank())) {
            continue;
        }
        let column = Column::Input(Arc::clone(key));
        if worksheets.iter().any(|rows| rows.has(&column)) {
            continue;
        }
        let having: Vec<&Bound<'_>> = bound.iter().filter(|bound| bound.has(&column)).collect();
        let by_label: Vec<&LabelledData> = labelled.iter().filter(|data| id.is_some_and(|id| data.names(id))).collect();
        let name = id.and_then(|id| definitions.model.entity(id)).map_or(key, |entity| &entity.name);
        let sources = sources_of(&having, &by_label);
        match having.as_slice() {
            _ if sources.len() > 1 && own.inputs.contains(key) => problems.push(twice(name, &sources, &having, &by_label)),
            _ if is_typed(&column) => {}
            [] if !by_label.is_empty() && own.inputs.contains(key) => problems.extend(id.map(|id| at_no_level(name, id, &by_label))),
            [] if own.inputs.contains(key) => match nearest_heading(name, bound) {
                Some(near) => problems.push(missing(name, near, bound)),
                None => unlike.push(name),
            },
            _ => {}
        }
    }
    if !unlike.is_empty() {
        let names = listed(unlike.iter().map(|name| name.as_ref()));
        problems.push(match (bound, worksheets) {
            ([], [worksheet, ..]) => {
                let problem = Diagnostic::new(&codes::MISSING_INPUT, format!("nobody typed anything for {names}"));
                problem.at(Place::File(Arc::clone(&worksheet.file))).help("type it into the worksheet, or give it: `--data …`, `--set …`")
            }
            _ => match (bound, labelled) {
                ([], [data, ..]) => {
                    let problem = Diagnostic::new(&codes::MISSING_INPUT, format!("no label names {names}")).at(data.place());
                    problem.help("write its name, a label or an alias beside its numbers, or give it: `--set …`")
                }
                _ => {
                    let problem = Diagnostic::new(&codes::MISSING_INPUT, format!("the data has no column for {names}"));
                    problem.at(place_of_data(bound)).help(headings(bound))
                }
            },
        });
    }
    for (source, heading) in own.columns.iter().filter(|(_, heading)| &**heading != "*") {
        if let Some(bound) = bound.iter().find(|bound| bound.key == *source) {
            let is_there = bound.table.columns().iter().any(|column| tolok_value::same(column.heading.trim(), heading.trim()));
            if !is_there && given.column(source, heading).is_none() {
                let words = format!("the data has no column for `{source}.{heading}`");
                let problem = Diagnostic::new(&codes::MISSING_INPUT, words).at(Place::File(bound.table.label().into()));
                problems.push(match bound.table.nearest(heading) {
                    Some(near) => problem.help(format!("did you mean `{source}.{}`?", tolok_model::written_name(near))),
                    None => problem.help(headings(std::slice::from_ref(bound))),
                });
            }
        }
    }
    for dimension in &asked.dimensions {
        let from = dimension.definition.and_then(|id| match &definitions.model.entity(id)?.kind {
            EntityKind::Dimension(grouping) => grouping.from.clone(),
            _ => None,
        });
        let is_there = |key: &Arc<str>| {
            let column = Column::Dimension(Arc::clone(key));
            let is_named = labelled.iter().any(|data| data.dimensions().contains(key));
            is_named || is_typed(&column) || bound.iter().any(|bound| bound.has(&column))
        };
        if !from.iter().chain([&dimension.key]).any(is_there) {
            problems.push(no_dimension(definitions, &dimension.name, bound, labelled));
        }
    }
    if asked.timeline.is_some()
        && let Some((id, grain)) = definitions.model.time()
        && let Some(entity) = definitions.model.entity(id)
        && !is_typed(&Column::Time(Arc::clone(&entity.key)))
        && !labelled.iter().any(LabelledData::has_periods)
        && !bound.iter().any(|bound| bound.has(&Column::Time(Arc::clone(&entity.key))))
    {
        let problem = Diagnostic::new(&codes::NO_DATE, format!("no data has a column for the date `{}`", entity.name));
        let mut columns = bound.iter().flat_map(|bound| bound.table.columns());
        let by_label = labelled.first().filter(|_| bound.is_empty());
        let help = match columns.find(|column| column.kind == tolok_table::Kind::Date) {
            Some(dates) => {
                let written = tolok_model::written_name(&dates.heading);
                format!(
                    "`{0}` holds dates: write `time {written}: {grain}`, or bind it, `{1} = `{0}``, in a `source` block",
                    dates.heading, entity.name
                )
            }
            None if by_label.is_some() => {
                "write the month or another period as a heading, into the title, or as the name of the sheet".to_owned()
            }
            None => headings(bound),
        };
        problems.push(problem.at(by_label.map_or_else(|| place_of_data(bound), LabelledData::place)).help(help));
    }
    problems
}

fn missing(name: &Arc<str>, near: &str, bound: &[Bound<'_>]) -> Diagnostic {
    let problem = Diagnostic::new(&codes::MISSING_INPUT, format!("the data has no column for `{name}`")).at(place_of_data(bound));
    let written = tolok_model::written_name(name);
    problem.help(format!("is `{near}` meant? add it where the input is declared: `input {written} {{ alias \"{near}\" }}`"))
}

fn nearest_heading<'b>(name: &str, bound: &'b [Bound<'_>]) -> Option<&'b str> {
    bound.iter().find_map(|bound| bound.table.nearest(name))
}

fn place_of_data(bound: &[Bound<'_>]) -> Place {
    match bound {
        [only] => Place::File(only.table.label().into()),
        _ => Place::Nowhere,
    }
}

/// The names of the sources that have an input; several workbooks of one source are one.
fn sources_of<'s>(having: &[&'s Bound<'_>], by_label: &[&'s LabelledData]) -> Vec<&'s str> {
    let mut sources: Vec<&str> = having.iter().map(|bound| bound.table.name().as_ref()).collect();
    for data in by_label {
        if !sources.contains(&data.name.as_ref()) {
            sources.push(&data.name);
        }
    }
    sources
}

fn twice(name: &Arc<str>, sources: &[&str], having: &[&Bound<'_>], by_label: &[&LabelledData]) -> Diagnostic {
    let words = format!("`{name}` stands in more than one source: {}", listed(sources.iter().copied()));
    let last = having.last().map(|bound| Place::File(bound.table.label().into()));
    let place = last.or_else(|| by_label.last().map(|data| data.place())).unwrap_or(Place::Nowhere);
    let first = sources.first().copied().unwrap_or_default();
    Diagnostic::new(&codes::SOURCES, words)
        .at(place)
        .help(format!("name the one that is meant: `sum({first}.`…`)`; or leave the column out of one of them"))
}

/// An input that labels name, but not for what is asked.
fn at_no_level(name: &Arc<str>, id: EntityId, by_label: &[&LabelledData]) -> Diagnostic {
    let problem = Diagnostic::new(&codes::MISSING_INPUT, format!("the labels give no number of `{name}` for what is asked"));
    let levels: Vec<String> = by_label.iter().map(|data| data.levels_of(id)).filter(|levels| !levels.is_empty()).collect();
    let place = by_label.first().map_or(Place::Nowhere, |data| data.place());
    problem.at(place).help(format!("they give it for {}", levels.join(", ")))
}

fn no_dimension(definitions: &Definitions, name: &str, bound: &[Bound<'_>], labelled: &[LabelledData]) -> Diagnostic {
    let problem = Diagnostic::new(&tolok_table::codes::NO_HEADING, format!("no data has a column for the dimension `{name}`"));
    let near = bound.iter().find_map(|bound| bound.table.nearest(name));
    let dimensions = definitions.model.entities().filter(|(_, entity)| matches!(entity.kind, EntityKind::Dimension(_)));
    let near = nearest(name, dimensions.map(|(_, entity)| entity.name.as_ref())).or(near).filter(|near| !tolok_value::same(near, name));
    let help = match (near, bound, labelled) {
        (Some(near), ..) => format!("is `{near}` meant?"),
        (None, [], [_, ..]) => format!("write the members as headings, or `{name}: …` above what is about one of them"),
        (None, ..) => headings(bound),
    };
    problem.at(Place::Argument("--by".into())).help(help)
}

/// What headings there are.
fn headings(bound: &[Bound<'_>]) -> String {
    let all: Vec<&str> = bound.iter().flat_map(|bound| bound.table.columns()).map(|column| column.heading.as_ref()).collect();
    let few = all.get(..all.len().min(12)).unwrap_or(&all);
    let more = match all.len().saturating_sub(few.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let few: Vec<String> = few.iter().map(|heading| format!("`{heading}`")).collect();
    format!("the headings are {}{more}", few.join(", "))
}

/// What the aggregation noticed, as people read it.
pub(crate) fn of_notices(definitions: &Definitions, planned: &Planned, notices: &[Notice]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let name = |measure: &MeasureId| planned.plan.measures.get(measure.0).map_or_else(|| "".into(), |measure| Arc::clone(&measure.name));
    let mut carried: BTreeMap<Arc<str>, Vec<String>> = BTreeMap::new();
    let mut undecided: Vec<Arc<str>> = Vec::new();
    for notice in notices {
        match notice {
            Notice::Carried { measure, key, period, date } => {
                let key = key.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" / ");
                let key = if key.is_empty() { "the value".to_string() } else { key };
                let words = format!("{key} of {date} (none in {period})");
                let known = carried.entry(name(measure)).or_default();
                if !known.contains(&words) {
                    known.push(words);
                }
            }
            Notice::Undated { source, rows, place } => {
                let rows = if *rows == 1 { "1 row has".to_string() } else { format!("{rows} rows have") };
                let words = format!("{rows} no date in `{source}`: counted in totals, in no period");
                problems.push(Diagnostic::new(&codes::UNDATED, words).at(place.clone()).help("fill in the date, or leave the row out"));
            }
            Notice::Absent { dimension, member, known, place } => problems.push(absent(definitions, dimension, member, known, *place)),
            Notice::Undecided { measure } => {
                let name = name(measure);
                if !undecided.contains(&name) {
                    undecided.push(name);
                }
            }
        }
    }
    for (name, reports) in carried {
        const SHOWN: usize = 5;
        let few = reports.get(..reports.len().min(SHOWN)).unwrap_or(&reports).join(", ");
        let more = reports.len().saturating_sub(SHOWN);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let words = format!("`{name}` carries over earlier reports: {few}{more}");
        let problem = Diagnostic::new(&codes::CARRIED, words);
        problems.push(problem.help("say `within period` after `stock` if only reports of the period itself count"));
    }
    for name in undecided {
        let words = format!("`{name}` has several rows here, and nothing says how they are combined");
        let problem = Diagnostic::new(&tolok_model::codes::UNDECIDED_ROLLUP, words);
        let help = format!(
            "say it: `input {name}: percent, rate weighted by …`, or `single` (never combined), `constant` (the same everywhere), `flow` (summed)"
        );
        problems.push(problem.at(place_of(definitions, &name)).help(help));
    }
    problems
}

/// A member that a condition asks for and the data does not have.
fn absent(definitions: &Definitions, dimension: &Arc<str>, member: &str, known: &[Arc<str>], place: tolok_plan::Place) -> Diagnostic {
    const SHOWN: usize = 12;
    let entity = definitions.model.find(dimension).and_then(|id| definitions.model.entity(id));
    let name = entity.map_or(dimension, |entity| &entity.name);
    let names = || known.iter().map(AsRef::as_ref);
    let problem = Diagnostic::new(&codes::NO_MEMBER, format!("the data has no `{member}` in `{name}`"));
    let problem = problem.at(match definitions.place_in_text(place) {
        Place::Nowhere => Place::Argument("--where".into()),
        place => place,
    });
    match nearest(member, names()) {
        _ if member == tolok_plan::NO_MEMBER => {
            problem.help(format!("rows without one are asked for as `{} = blank`", tolok_model::written_name(name)))
        }
        Some(near) => problem.help(format!("is `{near}` meant?")),
        None if known.is_empty() => problem,
        None if known.len() <= SHOWN => problem.help(format!("it has {}", listed(names()))),
        None => {
            let few: Vec<String> = names().take(SHOWN).map(|name| format!("`{name}`")).collect();
            problem.help(format!("it has {} and {} more", few.join(", "), known.len().saturating_sub(SHOWN)))
        }
    }
}

fn place_of(definitions: &Definitions, name: &str) -> Place {
    let entity = definitions.model.find(name).and_then(|id| definitions.model.entity(id));
    entity.map_or(Place::Nowhere, |entity| definitions.place_in_text(entity.place))
}

/// Totals of what members may share are an upper bound.
pub(crate) fn of_upper_bounds(definitions: &Definitions, asked: &Asked, planned: &Planned, tables: &[Table]) -> Vec<Diagnostic> {
    if !(asked.total || asked.subtotals) || asked.dimensions.is_empty() {
        return Vec::new();
    }
    // Only what is summed has an upper bound; the weight of a rate has none.
    let mut summed: BTreeSet<Arc<str>> = BTreeSet::new();
    for measure in planned.plan.measures.iter().filter(|measure| measure.aggregation == Aggregation::Sum) {
        measure.expression.for_each_leaf(&mut |leaf| {
            if let Column::Input(key) = leaf {
                summed.insert(Arc::clone(key));
            }
        });
    }
    let is_there = |key: &&Arc<str>| tables.iter().flat_map(Table::columns).any(|column| column.key.as_ref() == Some(key));
    let overlapping = summed.iter().filter(is_there).filter_map(|key| definitions.model.entity(definitions.input_of(key)?)).filter(
        |entity| matches!(&entity.kind, EntityKind::Input(input) if matches!(input.rollup, Some(Rollup::Flow { overlapping: true }))),
    );
    let names: Vec<&str> = overlapping.map(|entity| entity.name.as_ref()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let words = format!("totals of {} are an upper bound: members may share people", names.join(", "));
    vec![
        Diagnostic::new(&codes::UPPER_BOUND, words)
            .help("count distinct people at each level where the data has them: `count_distinct(…)`"),
    ]
}
