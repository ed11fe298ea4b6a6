//! What a number can be traced by: where it came from, at which level, and what was warned about.

use tolok::RunRequest;
use tolok_diagnostics::short;

use super::layout::Layout;
use super::{causes, words};

/// More causes than this are counted, not told.
const MOST_CAUSES: usize = 100;

/// What was asked for, as pairs of a word and what it was.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    said: Vec<(String, String)>,
}

impl Settings {
    /// What was asked for, so that a number can be traced.
    pub(crate) fn of(definitions: &str, given: &str, request: &RunRequest) -> Self {
        let mut settings = Self::default();
        settings.say("definitions", definitions);
        settings.say("given", given);
        settings.say("report", request.report.as_deref().unwrap_or_default());
        settings.say("by", request.by.join(", "));
        settings.say("over", request.over.map_or_else(String::new, |grain| grain.to_string()));
        settings.say("where", request.filter.as_deref().unwrap_or_default());
        settings.say("period", request.period.as_deref().unwrap_or_default());
        settings.say("periods", request.periods.as_ref().map_or_else(String::new, |(first, last)| format!("{first}..{last}")));
        settings.say("as of", request.as_of.map_or_else(String::new, |day| day.to_string()));
        let sort = request.sort.as_ref();
        settings.say("sorted by", sort.map_or_else(String::new, |sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.kpi)));
        settings.say("top", request.top.map_or_else(String::new, |top| top.to_string()));
        settings.say("made with", format!("tolok {}", env!("CARGO_PKG_VERSION")));
        settings
    }

    /// One more setting, unless there is nothing to say.
    pub(crate) fn say(&mut self, about: &str, what: impl Into<String>) {
        let what = what.into();
        if !what.is_empty() {
            self.said.push((about.to_string(), what));
        }
    }
}

/// Settings, causes and warnings in sentences.
pub(crate) fn notes(layout: &Layout<'_>, settings: &Settings) -> Vec<(String, String)> {
    let mut notes = settings.said.clone();
    let result = layout.result;
    if !result.files.is_empty() {
        let mut files: Vec<String> = Vec::new();
        for file in result.files.iter().map(|file| file.display().to_string()) {
            // Several sheets of one workbook are one file.
            if !files.contains(&file) {
                files.push(file);
            }
        }
        notes.push(("data".to_string(), files.join(", ")));
    }
    notes.extend(result.notes.iter().map(|note| ("read".to_string(), note.words.clone())));
    let mut statuses: Vec<tolok::Status> =
        result.rows.iter().chain(&result.totals).flat_map(|row| &row.kpis).filter_map(|kpi| kpi.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    if !statuses.is_empty() {
        notes.push(("colours".to_string(), "green: the target is met; yellow: nearly met; red: missed".to_string()));
    }
    if layout.has_partial(|_| true) {
        notes.push((words::PARTIAL.to_string(), words::PARTIAL_MEANS.to_string()));
    }
    notes.extend(causes_of(layout));
    notes.extend(
        result.diagnostics.iter().map(|diagnostic| (diagnostic.severity().to_string(), short::render(diagnostic, &result.sources))),
    );
    notes
}

/// Each KPI without a value somewhere, with each cause once and how often it holds.
fn causes_of(layout: &Layout<'_>) -> Vec<(String, String)> {
    let result = layout.result;
    let mut counted: Vec<((&str, String, &str), usize)> = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for row in result.rows.iter().chain(&result.totals) {
        for (heading, kpi) in result.kpis.iter().zip(&row.kpis) {
            let Some(cause) = causes::missing(kpi) else { continue };
            let key = (heading.heading.name.as_str(), kpi.value.to_string(), cause);
            let at = *known.entry(key.clone()).or_insert_with(|| {
                counted.push((key, 0));
                counted.len().saturating_sub(1)
            });
            if let Some((_, count)) = counted.get_mut(at) {
                *count = count.saturating_add(1);
            }
        }
    }
    let more = counted.len().saturating_sub(MOST_CAUSES);
    let mut notes: Vec<(String, String)> = counted
        .into_iter()
        .take(MOST_CAUSES)
        .map(|((name, what, cause), count)| {
            let often = if count > 1 { format!(" in {count} rows") } else { String::new() };
            (name.to_string(), format!("{what}{often}: {cause}"))
        })
        .collect();
    if more > 0 {
        notes.push((String::new(), format!("{more} more causes")));
    }
    notes
}
