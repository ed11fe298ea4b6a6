//! `tolok fill`: a worksheet filled.

mod explained;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value as Json, json};
use tolok::{
    FillRequest, FillScope, Filled, FollowedChart, Limits, LiveBlank, Overwrite, Problems, Recalculation, ShownErrors, WrittenAs,
    strictness,
};
use tolok_diagnostics::Place;

use super::eval::request;
use super::run::asked::{one_or_several, sources};
use super::{failed, wrong_usage};
use crate::arguments::{FillArguments, Format, Missing, Recalculating, WhereBlank, Written};
use crate::envelope::{self, Envelope};
use crate::progress::Waiting;
use crate::table::{self, Table};
use crate::{DONE, output, report};

pub(crate) fn run(arguments: &FillArguments) -> u8 {
    if let Err(words) = consistent(arguments) {
        return wrong_usage(&words);
    }
    let data = match sources(&arguments.data) {
        Ok(data) => data,
        Err(problem) => return failed(&Problems::one(problem), arguments.format),
    };
    let table = &arguments.table;
    let fill = FillRequest {
        request: request(&arguments.given, arguments.lang),
        template: arguments.template.clone(),
        data,
        scope: FillScope {
            period: table.period.clone(),
            periods: arguments.periods.clone(),
            over: table.over,
            filter: table.filter.clone(),
            as_of: table.as_of,
        },
        labels: arguments.labels.clone(),
        by: arguments.by.clone(),
        overwrite: Overwrite { values: arguments.overwrite, formulas: arguments.overwrite_formulas },
        errors: match &arguments.errors {
            None | Some(Missing::Error) => ShownErrors::AsTheyAre,
            Some(Missing::Blank) => ShownErrors::Blank,
            Some(Missing::Text(text)) => ShownErrors::Text(text.clone()),
        },
        written_as: match (arguments.written, arguments.live_blank) {
            (Written::Values, _) => WrittenAs::Values,
            (Written::Formulas, None | Some(WhereBlank::Empty)) => WrittenAs::Formulas(LiveBlank::Empty),
            (Written::Formulas, Some(WhereBlank::Na)) => WrittenAs::Formulas(LiveBlank::NotAvailable),
        },
        recalculation: match arguments.recalculate {
            Recalculating::Tolok => Recalculation::Tolok,
            Recalculating::Formualizer => Recalculation::Formualizer,
        },
        limits: limits(arguments.max_unpacked),
        output: arguments.output.clone(),
        in_place: arguments.in_place,
        explain: arguments.explain.clone(),
    };
    let waiting = Waiting::begin();
    let filled = report::load(&arguments.definitions, &arguments.reading).and_then(|definitions| definitions.fill(&fill, &waiting));
    drop(waiting);
    let filled = filled.and_then(|filled| if arguments.strict { strict(filled, arguments) } else { Ok(filled) });
    let written = filled.and_then(|filled| {
        let problems = |problem| Problems { diagnostics: vec![problem], sources: filled.sources.clone() };
        let copy = if arguments.dry_run { None } else { filled.write(&fill).map_err(problems)? };
        Ok((filled, copy))
    });
    match written {
        Ok((filled, copy)) => {
            show(&filled, copy.as_deref(), arguments);
            DONE
        }
        Err(problems) => failed(&problems, arguments.format),
    }
}

/// Options that do not go together.
///
/// # Errors
///
/// A sentence about wrong usage, with what to do.
fn consistent(arguments: &FillArguments) -> Result<(), String> {
    one_or_several(arguments.table.period.as_deref(), arguments.periods.as_ref())?;
    if arguments.live_blank.is_some() && arguments.written == Written::Values {
        return Err("`--live-blank` says what formulas show, and numbers are written: add `--as formulas`".to_owned());
    }
    match &arguments.output {
        Some(output)
            if arguments.in_place
                && *output != arguments.template
                && tolok::overwritten(Path::new(output), [&arguments.template]).is_none() =>
        {
            Err(format!("`--in-place` fills the template itself, and `-o {output}` is another file: give one of the two"))
        }
        _ => Ok(()),
    }
}

/// The usual limits, or those of someone who knows that a workbook is larger.
fn limits(megabytes: Option<u64>) -> Limits {
    let usual = Limits::default();
    match megabytes {
        Some(megabytes) => Limits { expanded: megabytes.saturating_mul(1 << 20), ratio: u64::MAX, ..usual },
        None => usual,
    }
}

/// With `--strict` nothing may be missing and nothing may be warned about.
fn strict(mut filled: Filled, arguments: &FillArguments) -> Result<Filled, Problems> {
    // What a definition has not, such as a target, may be asked for all the same; what it should be worth may not be missing.
    let missing = filled.cells.iter().filter(|cell| cell.is_definition || cell.value.is_error()).filter_map(|cell| {
        let place = Place::cell(arguments.template.as_str(), cell.sheet.as_str(), cell.cell.as_str());
        strictness::missing(&cell.definition, &cell.value, cell.cause.as_deref(), place)
    });
    if !strictness::falls_short(&mut filled.diagnostics, missing) {
        return Ok(filled);
    }
    Err(Problems { diagnostics: filled.diagnostics, sources: filled.sources })
}

fn show(filled: &Filled, copy: Option<&Path>, arguments: &FillArguments) {
    if arguments.format == Format::Json {
        let cells: Vec<Json> = filled
            .cells
            .iter()
            .map(|cell| {
                json!({
                    "sheet": cell.sheet,
                    "cell": cell.cell,
                    "definition": cell.definition,
                    "value": envelope::value(&cell.value),
                    "display": cell.display,
                    "status": cell.status.map(|status| status.to_string()),
                })
            })
            .collect();
        let kept = filled.kept.iter();
        let kept = kept.map(|kept| json!({"sheet": kept.sheet, "cell": kept.cell, "definition": kept.definition, "reason": kept.reason}));
        let envelope = Envelope::new()
            .with("filled", Json::Array(cells))
            .with("kept", kept.collect())
            .with("recalculated", json!(filled.recalculated.len()))
            .with("charts", filled.charts.iter().map(chart).collect());
        let envelope = envelope.with("on_open", json!(filled.on_open));
        let envelope = match arguments.recalculate {
            Recalculating::Tolok => envelope,
            Recalculating::Formualizer => envelope.with("by_engine", json!(filled.by_engine)),
        };
        let envelope = match filled.explained.is_empty() {
            true => envelope,
            false => envelope.with("explained", filled.explained.iter().map(explained::json).collect()),
        };
        output::print(&envelope.text(&filled.diagnostics, &filled.sources));
        return;
    }
    report::show(&filled.diagnostics, &filled.sources);
    let exact = arguments.format == Format::Csv;
    let for_people = arguments.format == Format::Table;
    let mut listed = Table::new(&["cell", "definition", "value", "status", "cause"]);
    for cell in &filled.cells {
        let shown = match (exact, cell.value.is_blank()) {
            (true, _) if cell.value.is_error() => cell.value.to_string(),
            (true, _) => table::exact(&cell.value, arguments.lang),
            (false, true) => "–".to_string(),
            (false, false) => cell.display.clone(),
        };
        let cause = cell.cause.clone().filter(|_| !for_people).unwrap_or_default();
        listed.push(vec![format!("{}!{}", cell.sheet, cell.cell), cell.definition.clone(), shown, table::status(cell.status), cause]);
    }
    output::print(&listed.text(arguments.format, arguments.lang));
    if for_people {
        output::print(&causes(filled));
        output::print(&closing_words(filled, copy, arguments));
    }
    for explained in &filled.explained {
        let text = explained::text(explained, output::width());
        // Tables for programs have nothing else in them.
        if for_people { output::print(&format!("\n{text}")) } else { output::say(text.trim_end()) }
    }
}

fn chart(chart: &FollowedChart) -> Json {
    json!({"sheet": *chart.sheet, "name": chart.name, "updated": chart.updated, "on_open": chart.removed})
}

/// A line for each cell that has no value, below the table, which would get too wide with them.
fn causes(filled: &Filled) -> String {
    let mut lines = String::new();
    for cell in &filled.cells {
        if let Some(cause) = &cell.cause {
            let what = if cell.value.is_blank() { "blank" } else { &cell.display };
            lines.push_str(&format!("{}!{} is {what}: {cause}\n", cell.sheet, cell.cell));
        }
    }
    lines
}

fn closing_words(filled: &Filled, copy: Option<&Path>, arguments: &FillArguments) -> String {
    let places: BTreeSet<(&str, &str)> = filled.cells.iter().map(|cell| (cell.sheet.as_str(), cell.cell.as_str())).collect();
    // Addresses have no small letters, and what stands outside of cells has a name in words.
    let (texts, cells): (Vec<&str>, Vec<&str>) = places.iter().map(|(_, cell)| *cell).partition(|cell| cell.contains(char::is_lowercase));
    let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let cells = match texts.len() {
        0 => counted(cells.len(), "cell"),
        count => format!("{} and {}", counted(cells.len(), "cell"), counted(count, "other text")),
    };
    let mut words = match &arguments.output {
        _ if arguments.dry_run => format!("would fill {cells} of {}\n", arguments.template),
        Some(output) => format!("filled {cells} of {} into {output}\n", arguments.template),
        None => format!("filled {cells} of {}\n", arguments.template),
    };
    if let Some(copy) = copy {
        words.push_str(&format!("a copy of it as it was is {}\n", copy.display()));
    }
    for (reason, cells) in kept(filled) {
        words.push_str(&format!("kept as they are: {}: {reason}\n", some_of(&cells)));
    }
    if !filled.recalculated.is_empty() {
        words.push_str(&format!("formulas that are computed with them: {}\n", some_of(&filled.recalculated)));
    }
    if !filled.by_engine.is_empty() {
        words.push_str(&format!("those of them that formualizer computed: {}\n", some_of(&filled.by_engine)));
    }
    if !filled.on_open.is_empty() {
        words.push_str(&format!("formulas that are computed when it is opened: {}\n", some_of(&filled.on_open)));
    }
    let charts = |wanted: &dyn Fn(&FollowedChart) -> bool| -> Vec<String> {
        filled.charts.iter().filter(|chart| wanted(chart)).map(|chart| format!("{}!\"{}\"", chart.sheet, chart.name)).collect()
    };
    let (followed, on_open) = (charts(&|chart| chart.removed.is_empty()), charts(&|chart| !chart.removed.is_empty()));
    if !followed.is_empty() {
        words.push_str(&format!("charts that show the new numbers: {}\n", some_of(&followed)));
    }
    if !on_open.is_empty() {
        words.push_str(&format!("charts that are drawn when it is opened: {}\n", some_of(&on_open)));
    }
    words
}

/// The labelled cells that were not filled, by the reason.
fn kept(filled: &Filled) -> Vec<(&str, Vec<String>)> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for kept in &filled.kept {
        let cell = format!("{}!{}", kept.sheet, kept.cell);
        match reasons.iter_mut().find(|(reason, _)| *reason == kept.reason) {
            Some((_, cells)) => cells.push(cell),
            None => reasons.push((&kept.reason, vec![cell])),
        }
    }
    reasons
}

/// The first cells of a list, and how many more there are.
fn some_of(cells: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<&str> = cells.iter().take(SHOWN).map(String::as_str).collect();
    let more = cells.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

#[cfg(test)]
mod tests;
