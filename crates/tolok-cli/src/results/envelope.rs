//! Results as the JSON envelope has them.

use serde_json::{Map, Value as Json, json};
use tolok::{ResultRow, RunResult};

use crate::envelope::{self, Envelope};

/// The envelope of a run.
pub(crate) fn envelope(result: &RunResult) -> Envelope {
    let rows = |rows: &[ResultRow]| rows.iter().map(|each| row(result, each)).collect();
    Envelope::new().with("rows", rows(&result.rows)).with("totals", rows(&result.totals))
}

/// Where the row is, dimension by dimension, and what the KPIs are there.
fn row(result: &RunResult, row: &ResultRow) -> Json {
    let mut map = Map::new();
    for (dimension, member) in result.dimensions.iter().zip(&row.members) {
        map.insert(dimension.name.clone(), member.as_ref().map_or(Json::Null, |member| json!(member.name)));
    }
    if result.over.is_some() {
        map.insert("period".to_string(), row.period.map_or(Json::Null, |period| json!(period.to_string())));
    }
    map.insert("partial".to_string(), json!(row.partial));
    let kpis: Map<String, Json> =
        result.kpis.iter().zip(&row.kpis).map(|(heading, kpi)| (heading.heading.name.clone(), envelope::kpi(kpi))).collect();
    map.insert("kpis".to_string(), Json::Object(kpis));
    Json::Object(map)
}
