//! Which report is meant: by its title, or by what it is called in any language.

use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_model::Report;
use tolok_value::{Language, same};

use crate::labels::label_key;
use crate::{Definitions, codes};

impl Definitions {
    /// The report that a title or a label means. A title comes before the labels of other reports, and of several reports with one
    /// title the first counts, as in formulas.
    ///
    /// # Errors
    ///
    /// E0209 for a label that several reports share, E0512 where there is no such report.
    pub(crate) fn report_called(&mut self, called: &str, language: Language) -> Result<Report, Diagnostic> {
        let mut reports: Vec<Report> = Vec::new();
        for report in self.model.reports() {
            if !reports.iter().any(|known| same(known.title.trim(), report.title.trim())) {
                reports.push(report);
            }
        }
        if let Some(report) = reports.iter().find(|report| same(report.title.trim(), called.trim())) {
            return Ok(report.clone());
        }
        let key = label_key(called);
        let is_meant = |report: &&Report| !key.is_empty() && names(report).any(|name| label_key(name) == key);
        match reports.iter().filter(is_meant).collect::<Vec<_>>().as_slice() {
            [] => Err(none_called(called, &reports, language)),
            [report] => Ok((*report).clone()),
            several => {
                let titles = several.iter().map(|report| report.title.trim());
                let problem =
                    Diagnostic::new(&tolok_model::codes::AMBIGUOUS_ALIAS, format!("several reports are called `{}`", called.trim()));
                let help = format!("say the title of the one that is meant: {}", listed(titles));
                Err(problem.at(Place::Argument("--report".into())).help(help))
            }
        }
    }
}

/// Everything that a report is called.
fn names(report: &Report) -> impl Iterator<Item = &str> {
    std::iter::once(report.title.as_ref()).chain(report.about.labels.values().map(AsRef::as_ref))
}

fn none_called(called: &str, reports: &[Report], language: Language) -> Diagnostic {
    let problem = Diagnostic::new(&codes::NO_REPORT, format!("there is no report `{called}`")).at(Place::Argument("--report".into()));
    match (nearest(called, reports.iter().flat_map(names)), reports.is_empty()) {
        (Some(near), _) => problem.help(format!("did you mean `{near}`?")),
        (None, false) => {
            problem.help(format!("the definitions have {}", listed(reports.iter().map(|report| report.label(language.code())))))
        }
        (None, true) => problem.help(format!("add one: `report \"{called}\" {{ kpis … }}`")),
    }
}
