//! Which arguments go together, and what they ask for.

use clap::Parser;
use tolok::{DataSource, Grain, RunRequest};

use super::asked::{self, Outlet};
use super::{across, overwritten, strict};
use crate::arguments::{Arguments, Command, Format, RunArguments};
use crate::results::tests::by_channel_over_month;

fn arguments(words: &str) -> Result<Box<RunArguments>, String> {
    let words = ["tolok", "run", "a.kpi"].into_iter().chain(words.split_whitespace());
    match Arguments::try_parse_from(words).map_err(|error| error.to_string())?.command {
        Command::Run(arguments) => Ok(arguments),
        _ => Err("another command".to_string()),
    }
}

fn request(words: &str) -> RunRequest {
    asked::request(&arguments(words).unwrap()).unwrap()
}

#[test]
fn what_does_not_go_together_is_told_with_its_fix() {
    for (words, fix) in [
        ("--period 2026 --periods 2026-01..2026-03", "give `--period 2026` or `--periods 2026-01..2026-03`"),
        ("--top 5", "add `--sort KPI`"),
        ("--sort -", "write `--sort cac`"),
        ("--sort --top", "write `--sort cac`"),
        ("--across channel", "add it to `--by channel`"),
        ("--by region --across channel", "add it to `--by region,channel`"),
        ("--across period", "add `--over month`"),
        ("--data - --data crm=-", "standard input can be read once"),
    ] {
        let told = asked::consistent(&arguments(words).unwrap()).unwrap_err();
        assert!(told.contains(fix), "{words}: {told}");
    }
    for words in
        ["--by channel --across Channel", "--over month --across period", "--report ROI --across channel --top 3", "--top 3 --sort -cac"]
    {
        asked::consistent(&arguments(words).unwrap()).unwrap();
    }
}

#[test]
fn what_cannot_be_read_is_told_with_an_example() {
    for (words, told) in [
        ("--over fortnight", "a period is a day, week, month, quarter or year"),
        ("--periods 2026", "2026-01..2026-06"),
        ("--as-of 2026-02", "write its last day, `2026-02-28`"),
        ("--as-of tomorrow", "2026-01-31"),
        ("--top 0", "a number from 1 up"),
    ] {
        let problem = arguments(words).unwrap_err();
        assert!(problem.contains(told), "{words}: {problem}");
    }
}

#[test]
fn the_ending_decides_what_is_written() {
    let outlet = |words: &str| asked::outlet(&arguments(words).unwrap());
    assert_eq!(outlet(""), Ok(Outlet::Text(Format::Table)));
    assert_eq!(outlet("-o a.XLSX"), Ok(Outlet::Workbook));
    assert_eq!(outlet("-o a.csv"), Ok(Outlet::Text(Format::Csv)));
    assert_eq!(outlet("-o a.txt --format table"), Ok(Outlet::Text(Format::Table)));
    assert!(outlet("-o a.html").unwrap_err().contains("use .xlsx, .csv, .json or .md"));
    assert!(outlet("-o a.xlsx --format csv").unwrap_err().contains("leave `--format` out"));
}

#[test]
fn arguments_become_a_request() {
    let asked = request("--data ads=ads.xlsx#2026 --data crm.csv --by channel,region --over months --sort -cac --top 3 --period 2026-Q1");
    assert_eq!(asked.by, ["channel", "region"]);
    assert_eq!((asked.over, asked.top, asked.period.as_deref()), (Some(Grain::Month), Some(3), Some("2026-Q1")));
    assert!(asked.sort.is_some_and(|sort| sort.descending && sort.kpi == "cac"));
    let sheets: Vec<Option<String>> = asked
        .data
        .iter()
        .map(|data| match data {
            DataSource::Named(path) => path.sheet.clone(),
            DataSource::Text { .. } | DataSource::Batches { .. } => None,
        })
        .collect();
    assert_eq!(sheets, [Some("2026".to_string()), None]);
    let asked = request("--periods 2026-01..2026-03 --as-of 2026-03-15 --total --subtotals --check-totals --where a=1");
    assert_eq!(asked.periods, Some(("2026-01".to_string(), "2026-03".to_string())));
    assert_eq!(asked.as_of.map(|day| day.to_string()).as_deref(), Some("2026-03-15"));
    assert!(asked.total && asked.subtotals && asked.check_totals);
    assert_eq!(asked.filter.as_deref(), Some("a=1"));
}

#[test]
fn strict_tells_each_cause_once() {
    let problems = strict(by_channel_over_month()).unwrap_err();
    let told: Vec<&str> = problems.diagnostics.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(told, ["`cac` is #DIV/0! in 1 of 7 rows", "`spend` is blank in 1 of 7 rows", "`cac` is blank in 1 of 7 rows"]);
    let mut complete = by_channel_over_month();
    complete.rows.truncate(1);
    complete.totals.truncate(1);
    strict(complete).unwrap();
}

#[test]
fn what_stands_side_by_side_is_found_by_name_label_or_place() {
    let result = by_channel_over_month();
    let found = |words: &str| across(&result, &arguments(words).unwrap());
    assert_eq!(found(""), Ok(None));
    assert_eq!(found("--by channel --across CHANNEL"), Ok(Some(0)));
    assert_eq!(found("--report ROI --across channel"), Ok(Some(0)));
    assert_eq!(found("--over month --across period"), Ok(Some(1)));
    // An alias is known to the definitions alone; its place among the dimensions says which it is.
    assert_eq!(found("--by kanal --across kanal"), Ok(Some(0)));
    assert!(found("--report ROI --across region").unwrap_err().contains("it has channel, period"));
}

#[test]
fn what_was_read_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for name in ["ads.csv", "crm.csv", "result.csv"] {
        std::fs::write(path(name), "").unwrap();
    }
    let mut result = by_channel_over_month();
    // A pattern or a `source` block leads to files that no argument names.
    result.files = vec![path("crm.csv").into()];
    for (output, refused) in [("ads.csv", true), ("crm.csv", true), ("result.csv", false), ("new.csv", false)] {
        let words = format!("--data {} -o {}", path("ads.csv"), path(output));
        let problem = overwritten(&arguments(&words).unwrap(), &request(&words), &result);
        assert_eq!(problem.map(|problem| problem.code.id), refused.then_some("E0509"), "{output}");
    }
}
