//! `tolok eval`: KPIs from values given by hand.

use serde_json::{Map, Value as Json};
use tolok::{Evaluation, NoProgress, Problems, Request, Value, strictness};
use tolok_diagnostics::Place;

use super::run::asked::sources;
use super::{deliver, failed, wrong_usage};
use crate::arguments::{EvalArguments, Format, GivenArguments, Tongue};
use crate::envelope::{self, Envelope};
use crate::table::{self, Table};
use crate::{output, report};

pub(crate) fn run(arguments: &EvalArguments) -> u8 {
    let format = match output::format(&arguments.output) {
        Ok(format) => format,
        Err(words) => return wrong_usage(&words),
    };
    let mut request = request(&arguments.given, arguments.output.lang);
    if let Some(kpis) = &arguments.kpis {
        request = request.kpis(kpis.iter().map(|name| name.trim()).filter(|name| !name.is_empty()));
    }
    let data = match sources(&arguments.data) {
        Ok(data) => data,
        Err(problem) => return failed(&Problems::one(problem), format),
    };
    let evaluated = report::load(&arguments.definitions, &arguments.reading).and_then(|definitions| match data.is_empty() {
        true => definitions.evaluate(&request),
        false => definitions.evaluate_over(&request, &data, &NoProgress),
    });
    let evaluation = match evaluated.and_then(|evaluation| if arguments.output.strict { strict(evaluation) } else { Ok(evaluation) }) {
        Ok(evaluation) => evaluation,
        Err(problems) => return failed(&problems, format),
    };
    let text = match format {
        Format::Json => {
            let kpis: Map<String, Json> = evaluation.kpis.iter().map(|kpi| (kpi.name.clone(), envelope::kpi(kpi))).collect();
            Envelope::new().with("kpis", Json::Object(kpis)).text(&evaluation.diagnostics, &evaluation.sources)
        }
        format => {
            report::show(&evaluation.diagnostics, &evaluation.sources);
            listed(&evaluation, format, arguments.output.lang).text(format, arguments.output.lang)
        }
    };
    deliver(&text, arguments.output.output.as_deref(), format)
}

/// A request with what the arguments give.
pub(crate) fn request(given: &GivenArguments, language: Option<Tongue>) -> Request {
    let request = Request::new().language(language.unwrap_or(Tongue::En).into());
    let request = match given.locale {
        Some(locale) => request.locale(locale.into()),
        None => request,
    };
    given.settings.iter().fold(request, |request, (name, value)| request.set(name, value))
}

/// With `--strict` nothing may be missing and nothing may be warned about.
fn strict(mut evaluation: Evaluation) -> Result<Evaluation, Problems> {
    let missing = evaluation.kpis.iter().filter_map(|kpi| strictness::missing(&kpi.name, &kpi.value, kpi.cause.as_deref(), Place::Nowhere));
    if !strictness::falls_short(&mut evaluation.diagnostics, missing) {
        return Ok(evaluation);
    }
    Err(Problems { diagnostics: evaluation.diagnostics, sources: evaluation.sources })
}

/// For people: names or labels with what they show. For programs: exact values.
fn listed(evaluation: &Evaluation, format: Format, language: Option<Tongue>) -> Table {
    let exact = format == Format::Csv;
    let header: &[&str] =
        if exact { &["name", "value", "unit", "status", "error", "cause"] } else { &["name", "value", "status", "cause"] };
    let mut listed = Table::new(header);
    for kpi in &evaluation.kpis {
        let cause = kpi.cause.clone().unwrap_or_default();
        let name = if language.is_some() && !exact { &kpi.label } else { &kpi.name };
        if exact {
            let value = table::exact(&kpi.value, language);
            let error = if let Value::Error(error) = &kpi.value { error.kind().to_string() } else { String::new() };
            let status = kpi.status.map_or_else(String::new, |status| status.to_string());
            listed.push(vec![name.clone(), value, kpi.unit.clone().unwrap_or_default(), status, error, cause]);
        } else {
            let shown = if kpi.value.is_blank() { "–".to_string() } else { kpi.display.clone() };
            listed.push(vec![name.clone(), shown, table::status(kpi.status), cause]);
        }
    }
    listed
}
