//! Ten inputs and ten ratios by channel over month, from Arrow data in memory.
//!
//! usage: `tables DATA.arrow DEFINITIONS.kpi TIMES RESULT.csv`: prints the seconds of each run, and writes the values of the last one.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::time::Instant;

use arrow_ipc::reader::FileReader;
use tolok::{DataSource, Definitions, Grain, NoProgress, RecordBatch, RunRequest, RunResult};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, definitions, times, result] = arguments.as_slice() else { return Err("tables DATA.arrow DEFINITIONS.kpi TIMES RESULT.csv".into()) };
    let batches: Vec<RecordBatch> = FileReader::try_new(BufReader::new(File::open(data)?), None)?.collect::<Result<_, _>>()?;
    let text = std::fs::read_to_string(definitions)?;
    let mut last = None;
    for _ in 0..times.parse::<usize>()? {
        let start = Instant::now();
        let definitions = Definitions::parse(&text).map_err(|problems| format!("{problems:?}"))?;
        let request = RunRequest {
            data: vec![DataSource::Batches { name: "ads".into(), batches: batches.clone() }],
            by: vec!["channel".into()],
            over: Some(Grain::Month),
            total: true,
            ..RunRequest::default()
        };
        let result = definitions.run(&request, &NoProgress).map_err(|problems| format!("{problems:?}"))?;
        println!("{:.4}", start.elapsed().as_secs_f64());
        last = Some(result);
    }
    match last {
        Some(last) => write(&last, result),
        None => Ok(()),
    }
}

/// The values as exact texts: channel, month, KPIs.
fn write(result: &RunResult, path: &str) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    let names: Vec<&str> = result.kpis.iter().map(|kpi| kpi.heading.name.as_str()).collect();
    writeln!(file, "channel,month,{}", names.join(","))?;
    for row in result.rows.iter().chain(&result.totals) {
        let channel = row.members.first().and_then(Option::as_ref).map_or("", |member| member.name.as_str());
        let month = row.period.map(|period| period.to_string()).unwrap_or_default();
        let values: Vec<String> = row.kpis.iter().map(|kpi| kpi.value.to_string()).collect();
        writeln!(file, "{channel},{month},{}", values.join(","))?;
    }
    Ok(())
}
