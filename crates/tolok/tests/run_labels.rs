//! Worksheets as the data of a run: whatever way their labels lie, a run says what a fill of the same worksheet does.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

mod drawn;

use std::path::PathBuf;

use tolok::{DataPath, DataSource, Definitions, FillRequest, Grain, NoProgress, Problems, RunRequest, RunResult};
use tolok_xlsx::testing::Parts;

use drawn::rows;

const DEFINITIONS: &str = "dimension channel { member \"Email\" member \"Search\" }\ntime date: month\ninput spend: money\n\
                           input customers: count, stock\ninput visits: count\ninput visitors: count, flow overlapping\ncac = spend / customers\n";

/// A folder with one workbook.
struct Folder {
    folder: tempfile::TempDir,
    name: String,
}

impl Folder {
    /// A workbook of one sheet, drawn as text.
    fn new(sheet: &str, drawn: &str) -> Self {
        Self::with(&[(sheet, drawn)])
    }

    fn with(sheets: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let drawn: Vec<(&str, String)> = sheets.iter().map(|(name, drawn)| (*name, rows(drawn))).collect();
        let sheets: Vec<(&str, &str)> = drawn.iter().map(|(name, rows)| (*name, rows.as_str())).collect();
        std::fs::write(folder.path().join("plan.xlsx"), Parts::book(&sheets).zipped()).unwrap();
        Self { folder, name: "plan.xlsx".to_owned() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    fn run(&self, by: &[&str], over: Option<Grain>) -> Result<RunResult, Problems> {
        self.run_with(DEFINITIONS, by, over)
    }

    fn run_with(&self, definitions: &str, by: &[&str], over: Option<Grain>) -> Result<RunResult, Problems> {
        let data = vec![DataSource::Named(DataPath::parse(&self.path().to_string_lossy()))];
        let by = by.iter().map(|name| (*name).to_owned()).collect();
        Definitions::parse(definitions).unwrap().run(&RunRequest { data, by, over, total: true, ..RunRequest::default() }, &NoProgress)
    }

    /// `Email 2026-01 5` for each row and total.
    fn says(&self, by: &[&str], over: Option<Grain>) -> Vec<String> {
        self.says_with(DEFINITIONS, by, over)
    }

    fn says_with(&self, definitions: &str, by: &[&str], over: Option<Grain>) -> Vec<String> {
        let result = self.run_with(definitions, by, over).unwrap();
        let place = result.kpis.iter().position(|kpi| kpi.heading.name == "cac").unwrap();
        let row = |row: &tolok::ResultRow| {
            let members = row.members.iter().map(|member| member.as_ref().map_or("all", |member| member.name.as_str()).to_owned());
            let period = row.period.map(|period| period.to_string());
            members.chain(period).chain([row.kpis[place].value.to_string()]).collect::<Vec<_>>().join(" ")
        };
        result.rows.iter().chain(&result.totals).map(row).collect()
    }

    fn problems(&self, by: &[&str], over: Option<Grain>) -> Vec<String> {
        let problems = self.run(by, over).unwrap_err();
        let errors = problems.diagnostics.iter().filter(|problem| problem.code.id.starts_with('E'));
        errors.map(|problem| format!("{} {}", problem.code.id, problem.message)).collect()
    }

    /// What a fill of the same worksheet says of `cac`, in reading order.
    fn fills(&self) -> Vec<String> {
        let template = self.path().to_string_lossy().into_owned();
        let filled =
            Definitions::parse(DEFINITIONS).unwrap().fill(&FillRequest { template, ..FillRequest::default() }, &NoProgress).unwrap();
        filled.cells.iter().map(|cell| cell.value.to_string()).collect()
    }
}

/// 10 for 2 and 20 for 5 in Email, 30 for 3 and 40 for 4 in Search; of a stock the last month counts.
const ANSWERS: [&str; 4] = ["Email 2026-01 5", "Email 2026-02 4", "Search 2026-01 10", "Search 2026-02 10"];

const BELOW_EACH_OTHER: &str = "| Email |
    | Metric | January | February |
    | Spend | 10 | 20 |
    | Customers | 2 | 5 |
    | CAC | | |
    | |
    | Search |
    | Metric | January | February |
    | Spend | 30 | 40 |
    | Customers | 3 | 4 |
    | CAC | | |";

const BEFORE_THE_ROWS: &str = "| Channel | Metric | January | February |
    | Email | Spend | 10 | 20 |
    | | Customers | 2 | 5 |
    | | CAC | | |
    | Search | Spend | 30 | 40 |
    | | Customers | 3 | 4 |
    | | CAC | | |";

const TWO_HEADINGS: &str = "| | January | | February | |
    | Metric | Email | Search | Email | Search |
    | Spend | 10 | 30 | 20 | 40 |
    | Customers | 2 | 3 | 5 | 4 |
    | CAC | | | | |";

#[test]
fn members_and_months_lie_as_they_like() {
    for (drawn, in_order) in [(BELOW_EACH_OTHER, [0, 1, 2, 3]), (BEFORE_THE_ROWS, [0, 1, 2, 3]), (TWO_HEADINGS, [0, 2, 1, 3])] {
        let folder = Folder::new("2026", drawn);
        let mut rows = folder.says(&["channel"], Some(Grain::Month));
        rows.truncate(ANSWERS.len());
        rows.sort();
        assert_eq!(rows, ANSWERS, "{drawn}");
        let filled: Vec<String> = in_order.iter().map(|place| rows[*place].rsplit(' ').next().unwrap().to_owned()).collect();
        assert_eq!(folder.fills(), filled, "{drawn}");
        // 30 for 5 in Email, 70 for 4 in Search; 100 for the 9 of the last month.
        assert_eq!(folder.says(&["channel"], None), ["Email 6", "Search 17.5", "all 11.11111111111111111111111111"], "{drawn}");
    }
}

#[test]
fn a_sheet_for_each_month_is_one_source() {
    let sheet = |spend: u32, customers: u32| format!("| Metric | Email |\n| Spend | {spend} |\n| Customers | {customers} |");
    let folder = Folder::with(&[("January 2026", &sheet(10, 2)), ("February 2026", &sheet(20, 5))]);
    assert_eq!(folder.says(&[], Some(Grain::Month)), ["2026-01 5", "2026-02 4", "6"]);
}

#[test]
fn a_title_says_the_month_of_a_table() {
    let drawn = "| Channel ROI, January 2026 |\n| |\n| Channel | Spend | Customers | CAC |\n| Email | 10 | 2 | |\n| Search | 30 | 3 | |\n\
                 | Total | | | |";
    let folder = Folder::new("ROI", drawn);
    assert_eq!(folder.says(&["channel"], Some(Grain::Month)), ["Email 2026-01 5", "Search 2026-01 10", "all 2026-01 8", "all 8"]);
    assert_eq!(folder.fills(), ["5", "10", "8"]);
    // Without a period the table is one like any other, and the row that is yet to be filled is none of its members.
    assert_eq!(folder.says(&["channel"], None), ["Email 5", "Search 10", "all 8"]);
}

/// Customers are a stock: two months are two reports, of which the last one counts.
#[test]
fn months_of_labels_need_no_date_in_the_definitions() {
    let folder = Folder::new("2026", "| Metric | January | February |\n| Spend | 10 | 20 |\n| Customers | 2 | 5 |");
    let timeless = DEFINITIONS.replace("time date: month\n", "");
    assert_eq!(folder.says_with(&timeless, &[], Some(Grain::Month)), ["2026-01 5", "2026-02 4", "6"]);
    assert_eq!(folder.says_with(&timeless, &[], None), ["6"]);
    let members = Folder::new("Plan", "| Metric | Email |\n| Spend | 10 |\n| Customers | 2 |");
    let problems = members.run_with(&timeless, &[], Some(Grain::Month)).unwrap_err();
    assert_eq!(problems.diagnostics[0].code.id, "E0514");
}

#[test]
fn what_labels_name_and_nobody_typed_is_blank() {
    let folder = Folder::new("2026-01", "| Metric | Email |\n| Spend | 10 |\n| Customers | 0 |\n| Visits | |");
    let result = folder.run(&["channel"], None).unwrap();
    let visits = result.kpis.iter().position(|kpi| kpi.heading.name == "visits").unwrap();
    assert!(result.rows[0].kpis[visits].value.is_blank());
    assert_eq!(folder.says(&["channel"], None), ["Email #DIV/0!", "all #DIV/0!"]);
}

#[test]
fn a_total_is_the_sum_of_its_parts_or_a_problem() {
    let drawn = |total: u32| format!("| Metric | Email | Search | Total |\n| Spend | 10 | 30 | {total} |\n| Customers | 2 | 3 | 5 |");
    assert_eq!(Folder::new("2026-01", &drawn(40)).says(&["channel"], None), ["Email 5", "Search 10", "all 8"]);
    let problems = Folder::new("2026-01", &drawn(41)).problems(&["channel"], None);
    assert_eq!(problems, ["E0541 `spend` is 41 here, and its parts add up to 40"]);
}

#[test]
fn what_labels_do_not_say_is_asked_for() {
    let months = Folder::new("2026", "| Metric | January | February |\n| Spend | 10 | 20 |\n| Customers | 2 | 5 |");
    assert_eq!(months.problems(&["channel"], None), ["E0527 no data has a column for the dimension `channel`"]);
    let members = Folder::new("Plan", "| Metric | Email |\n| Spend | 10 |\n| Customers | 2 |");
    assert_eq!(members.problems(&[], Some(Grain::Month)), ["E0514 no data has a column for the date `date`"]);
    let quarters = Folder::new("2026", "| Metric | Q1 2026 | Q2 2026 |\n| Spend | 10 | 20 |\n| Customers | 2 | 5 |");
    let result = quarters.run(&[], Some(Grain::Month)).unwrap();
    let warnings: Vec<&str> = result.diagnostics.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(warnings[0], "the labels give no number of `customers` for what is asked");
    assert_eq!(result.diagnostics[0].help.as_deref(), Some("they give it for each `quarter`"));
}

#[test]
fn sheets_that_contradict_each_other_are_not_chosen_from() {
    let sheet = |spend: u32| format!("| Metric | January 2026 | February 2026 |\n| Spend | {spend} | 1 |\n| Customers | 2 | 3 |");
    let folder = Folder::with(&[("Jakarta", &sheet(10)), ("Actual", &sheet(20))]);
    let problems = folder.run(&[], None).unwrap_err();
    let first = &problems.diagnostics[0];
    assert_eq!(first.code.id, "E0504");
    assert!(first.help.as_deref().is_some_and(|help| help.contains("plan.xlsx#Actual`")), "{:?}", first.help);
    // What is planned is not what came about: (20 + 1) for the 3 of the last month.
    let planned = Folder::with(&[("Plan", &sheet(10)), ("Actual", &sheet(20))]);
    assert_eq!(planned.says(&[], None), ["7"]);
}

#[test]
fn people_counted_in_two_months_are_no_wrong_total() {
    let folder = Folder::new(
        "2026",
        "| Metric | January | February | Total |\n| Spend | 1 | 2 | 3 |\n| Customers | 2 | 3 | 9 |\n| Visitors | 10 | 20 | 25 |",
    );
    assert_eq!(folder.says(&[], None), ["1"]);
}

#[test]
fn a_total_behind_the_years_is_that_of_all() {
    let drawn = "| | 2026 | | 2027 | | |\n| Metric | Nov | Dec | Jan | Feb | Total |\n| Spend | 1 | 2 | 3 | 4 | 10 |\n| Customers | 1 | 1 | 1 | 1 | |\n\
                 | CAC | | | | | |";
    let folder = Folder::new("Plan", drawn);
    // Customers are a stock: those of February count.
    assert_eq!(folder.fills(), ["1", "2", "3", "4", "10"]);
    assert_eq!(folder.says(&[], None), ["10"]);
}

#[test]
fn nothing_is_filled_where_nobody_knows_how_far_a_month_reaches() {
    let drawn = "| Metric | Jan 2026 | | Feb 2026 | | Total |\n| | Shop A | Shop B | Shop A | Shop B | |\n| Spend | 1 | 2 | 3 | 4 | |\n\
                 | Customers | 1 | 1 | 1 | 1 | |\n| CAC | | | | | |";
    assert!(Folder::new("Plan", drawn).fills().is_empty());
}

/// 1500 / 50: units, owners and targets are no channels, and what stands below them is read by nobody.
#[test]
fn a_column_of_remarks_is_passed_over() {
    for heading in ["Unit", "Satuan", "Jednostka", "Owner", "Notes", "Comment", "Source", "Target"] {
        let sheet = format!("| KPI | {heading} | Email | Search |\n| spend | USD | 1000 | 500 |\n| customers | people | 40 | 10 |");
        assert_eq!(Folder::new("Plan", &sheet).says(&["channel"], None), ["Email 25", "Search 50", "all 30"], "{heading}");
        let total = format!("| KPI | {heading} | Total |\n| spend | USD | 1500 |\n| customers | people | 50 |");
        assert_eq!(Folder::new("Plan", &total).says(&[], None)[0], "30", "{heading}");
    }
}
