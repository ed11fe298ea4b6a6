//! Ten inputs and ten ratios by channel over month, from Arrow data in memory.
//!
//! usage: `tables DATA.arrow DEFINITIONS.kpi TIMES RESULT.csv`: prints the seconds of each run,
//! those that passed and those of all cores, and writes the values of the last one.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::time::Instant;

use arrow_ipc::reader::FileReader;
use tolok::{DataSource, Definitions, Grain, NoProgress, RecordBatch, RunRequest, RunResult};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, definitions, times, result] = arguments.as_slice() else {
        return Err("tables DATA.arrow DEFINITIONS.kpi TIMES RESULT.csv".into());
    };
    let batches: Vec<RecordBatch> = FileReader::try_new(BufReader::new(File::open(data)?), None)?.collect::<Result<_, _>>()?;
    let text = std::fs::read_to_string(definitions)?;
    let mut last = None;
    for _ in 0..times.parse::<usize>()? {
        let (start, busy) = (Instant::now(), processor_seconds()?);
        let definitions = Definitions::parse(&text).map_err(|problems| format!("{problems:?}"))?;
        let request = RunRequest {
            data: vec![DataSource::Batches { name: "ads".into(), batches: batches.clone() }],
            by: vec!["channel".into()],
            over: Some(Grain::Month),
            total: true,
            ..RunRequest::default()
        };
        let result = definitions.run(&request, &NoProgress).map_err(|problems| format!("{problems:?}"))?;
        println!("{:.4} {:.2}", start.elapsed().as_secs_f64(), processor_seconds()? - busy);
        last = Some(result);
    }
    match last {
        Some(last) => write(&last, result),
        None => Ok(()),
    }
}

/// The seconds that all threads have had a core, in hundredths, which is how Linux counts them.
fn processor_seconds() -> Result<f64, Box<dyn Error>> {
    let text = std::fs::read_to_string("/proc/self/stat")?;
    let fields = text.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).map(|ticks| ticks.parse().unwrap_or(0.0)).sum();
    Ok(ticks / 100.0)
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
