//! `tolok diff`: what changed between two versions of definitions.

use serde_json::{Value as Json, json};
use tolok::{Definition, Definitions, Difference, Kpi, Problems, RunRequest, ValueChange};
use tolok_diagnostics::Diagnostic;

use super::eval::request;
use super::run::asked::sources;
use super::{deliver, failed, wrong_usage};
use crate::arguments::{DiffArguments, Format, Tongue};
use crate::changes;
use crate::envelope::{self, Envelope};
use crate::progress::Waiting;
use crate::table::{self, Table};
use crate::{output, report};

pub(crate) fn run(arguments: &DiffArguments) -> u8 {
    let format = match output::format_of(arguments.format, arguments.output.as_deref()) {
        Ok(format) => format,
        Err(words) => return wrong_usage(&words),
    };
    if arguments.old == "-" && arguments.new == "-" {
        return wrong_usage("only one of the two can be standard input");
    }
    let loaded =
        report::load(&arguments.old, &arguments.reading).and_then(|old| Ok((old, report::load(&arguments.new, &arguments.reading)?)));
    let (old, new) = match loaded {
        Ok(loaded) => loaded,
        Err(problems) => return failed(&problems, format),
    };
    let difference = old.diff(&new);
    let mut values: Option<Vec<ValueChange>> = None;
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    if !arguments.given.settings.is_empty() || !arguments.data.is_empty() {
        match compared(&old, &new, arguments) {
            Ok((changed, about_given)) => (values, diagnostics) = (Some(changed), about_given),
            Err(problems) => return failed(&problems, format),
        }
    }
    let text = match format {
        Format::Json => envelope(&difference, values.as_deref()).text(&diagnostics, new.sources()),
        format => {
            report::show(&diagnostics, new.sources());
            match format {
                Format::Table => changes::text(&difference, values.as_deref(), output::width()),
                format => listed(&difference, values.as_deref(), format, arguments.lang),
            }
        }
    };
    deliver(&text, arguments.output.as_deref(), format)
}

/// The values that differ: over tables where any is named, else for what is given by hand.
fn compared(old: &Definitions, new: &Definitions, arguments: &DiffArguments) -> Result<(Vec<ValueChange>, Vec<Diagnostic>), Problems> {
    let request = request(&arguments.given, arguments.lang);
    if arguments.data.is_empty() {
        return old.diff_values(new, &request);
    }
    let data = sources(&arguments.data).map_err(Problems::one)?;
    let waiting = Waiting::begin();
    old.diff_over_tables(new, &RunRequest { request, data, ..RunRequest::default() }, &waiting)
}

fn envelope(difference: &Difference, values: Option<&[ValueChange]>) -> Envelope {
    let definition = |definition: &Definition| json!({ "kind": definition.kind, "name": definition.name, "text": definition.text });
    let changed = difference.changed.iter().map(|changed| {
        let changes =
            changed.changes.iter().map(|change| json!({ "aspect": change.aspect, "before": change.before, "after": change.after }));
        json!({ "kind": changed.kind, "name": changed.name, "changes": changes.collect::<Vec<_>>() })
    });
    let envelope = Envelope::new()
        .with("added", difference.added.iter().map(definition).collect())
        .with("removed", difference.removed.iter().map(definition).collect())
        .with("changed", changed.collect());
    let kpi = |kpi: &Option<Kpi>| kpi.as_ref().map_or(Json::Null, envelope::kpi);
    match values {
        Some(values) => {
            let values =
                values.iter().map(|change| json!({ "name": change.name, "before": kpi(&change.before), "after": kpi(&change.after) }));
            envelope.with("values", values.collect())
        }
        None => envelope,
    }
}

/// A row for each thing that changed.
fn listed(difference: &Difference, values: Option<&[ValueChange]>, format: Format, language: Option<Tongue>) -> String {
    let mut rows = Table::new(&["change", "kind", "name", "aspect", "before", "after"]);
    let row = |change: &str, kind: &str, name: &str, aspect: &str, before: &str, after: &str| {
        [change, kind, name, aspect, before, after].map(str::to_string).to_vec()
    };
    for added in &difference.added {
        rows.push(row("added", added.kind, &added.name, "", "", &added.text));
    }
    for removed in &difference.removed {
        rows.push(row("removed", removed.kind, &removed.name, "", &removed.text, ""));
    }
    for changed in &difference.changed {
        for change in &changed.changes {
            let (before, after) = (change.before.as_deref().unwrap_or_default(), change.after.as_deref().unwrap_or_default());
            rows.push(row("changed", changed.kind, &changed.name, &change.aspect, before, after));
        }
    }
    for change in values.into_iter().flatten() {
        let shown = |kpi: &Option<Kpi>| match (kpi, format) {
            (None, _) => String::new(),
            (Some(kpi), Format::Csv) if kpi.value.is_error() => kpi.value.to_string(),
            (Some(kpi), Format::Csv) => table::exact(&kpi.value, language),
            (Some(kpi), _) => changes::value(kpi),
        };
        let is_input = change.after.as_ref().or(change.before.as_ref()).is_some_and(|kpi| kpi.is_input);
        let kind = if is_input { "input" } else { "metric" };
        rows.push(row("changed", kind, &change.name, "value", &shown(&change.before), &shown(&change.after)));
    }
    rows.text(format, language)
}
