//! The commands that make a number trusted, run as real processes: `explain`, `graph`, `docs`, `diff`, `init`, `completions`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "what helps the tests of this file is a test too")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use tolok_tests::{CommandLine, Surface, in_continuous_integration};
use tolok_xlsx::testing::Parts;

/// A folder with files in it, and the binary that runs there.
struct Stage {
    binary: PathBuf,
    folder: TempDir,
}

impl Stage {
    /// Nothing where there is no binary to run, which only continuous integration takes amiss.
    fn with(files: &[(&str, &str)]) -> Option<Self> {
        let command_line = CommandLine::find();
        if let Some(missing) = command_line.missing() {
            assert!(!in_continuous_integration(), "{missing}");
            println!("left out: {missing}");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        Some(Self { binary: command_line.binary().to_path_buf(), folder })
    }

    fn run_in(&self, folder: &Path, words: &[&str]) -> Output {
        Command::new(&self.binary).args(words).current_dir(folder).stdin(Stdio::null()).output().unwrap()
    }

    fn run(&self, words: &str) -> Output {
        let words = shlex::split(words).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.run_in(self.folder.path(), &words)
    }

    /// The same, with a text on standard input.
    fn run_with(&self, input: &str, words: &str) -> Output {
        std::fs::write(self.folder.path().join("standard-input"), input).unwrap();
        let input = std::fs::File::open(self.folder.path().join("standard-input")).unwrap();
        let words = shlex::split(words).unwrap();
        Command::new(&self.binary).args(words).current_dir(self.folder.path()).stdin(input).output().unwrap()
    }

    /// What a command that ends well prints.
    fn prints(&self, words: &str) -> String {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(0), "{words}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().replace('\r', "")
    }

    fn json(&self, words: &str) -> serde_json::Value {
        serde_json::from_str(&self.prints(words)).unwrap()
    }
}

const CAC: &str = "\
currency USD
input spend: money
input new_customers: count
input leads: count, fill 0
param margin: percent = 60%
cac = spend / new_customers { target <= 40 }
rate = if(leads > 0, new_customers / leads, margin)
";

#[test]
fn explain_shows_the_formula_as_a_tree() {
    let Some(stage) = Stage::with(&[("cac.kpi", CAC)]) else { return };
    let expected = "\
cac                  $33.33   ● good (target <= 40), USD/count
= spend / new_customers
├─ spend          $1,000.00   given
└─ new_customers         30   given, count
";
    assert_eq!(stage.prints("explain cac.kpi cac --set spend=1000 --set new_customers=30"), expected);
    let expected = "\
cac                 #DIV/0!   USD/count, division by zero: `new_customers` is 0,
                              in `cac`
= spend / new_customers
├─ spend          $1,000.00   given
└─ new_customers          0   given, count
";
    assert_eq!(stage.prints("explain cac.kpi cac --set spend=1000 --set new_customers=0"), expected);
    let expected = "\
cac                       –   USD/count, `new_customers` has no value
= spend / new_customers
├─ spend          $1,000.00   given
└─ new_customers          –   missing, count
";
    assert_eq!(stage.prints("explain cac.kpi cac --set spend=1000"), expected);
    let expected = "\
rate                       0.60   ratio
= if(leads > 0, new_customers / leads, margin)
├─ leads > 0              false
│  └─ leads                   0   fill, count
├─ new_customers / leads          not computed
└─ margin                 60.0%   as defined
";
    assert_eq!(stage.prints("explain cac.kpi rate --set new_customers=3"), expected);
}

#[test]
fn explain_speaks_languages() {
    let Some(stage) = Stage::with(&[("cac.kpi", CAC)]) else { return };
    let printed = stage.prints("explain cac.kpi cac --set spend=1.000,50 --set new_customers=30 --locale id --lang id");
    assert!(printed.contains("$1.000,50") && printed.contains("$33,35"), "{printed}");
}

#[test]
fn explain_gives_an_envelope() {
    let Some(stage) = Stage::with(&[("cac.kpi", CAC)]) else { return };
    let envelope = stage.json("explain cac.kpi cac --set spend=1000 --set new_customers=0 --format json");
    assert_eq!(envelope["tolok"], 1);
    let root = &envelope["explanation"];
    let expected = serde_json::json!({
        "name": "cac",
        "formula": "spend / new_customers",
        "value": null,
        "error": "#DIV/0!",
        "cause": "division by zero: `new_customers` is 0, in `cac`",
        "display": "#DIV/0!",
        "unit": "USD/count",
        "status": null,
        "target": "<= 40",
        "origin": "computed",
        "children": [
            {
                "name": "spend", "formula": null, "value": "1000", "error": null, "cause": null, "display": "$1,000.00",
                "unit": "USD", "status": null, "target": null, "origin": "given", "children": []
            },
            {
                "name": "new_customers", "formula": null, "value": "0", "error": null, "cause": null, "display": "0",
                "unit": "count", "status": null, "target": null, "origin": "given", "children": []
            }
        ]
    });
    assert_eq!(*root, expected);
    assert_eq!(envelope["diagnostics"], serde_json::json!([]));
}

#[test]
fn explain_gives_markdown_and_comma_separated_values() {
    let Some(stage) = Stage::with(&[("cac.kpi", CAC)]) else { return };
    let expected = "\
- **cac** = `spend / new_customers`: $33.33 — ● good (target <= 40), USD/count
  - **spend**: $1,000.00 — given
  - **new_customers**: 30 — given, count
";
    assert_eq!(stage.prints("explain cac.kpi cac --set spend=1000 --set new_customers=30 --format markdown"), expected);
    let expected = "\
level,name,formula,value,error,cause,unit,status,target,origin
0,cac,spend / new_customers,33.33333333333333333333333333,,,USD/count,good,<= 40,computed
1,spend,,1000,,,USD,,,given
1,new_customers,,30,,,count,,,given
";
    assert_eq!(stage.prints("explain cac.kpi cac --set spend=1000 --set new_customers=30 --format csv"), expected);
    stage.prints("explain cac.kpi cac --set spend=1000 --set new_customers=30 -o cac.csv");
    assert_eq!(std::fs::read_to_string(stage.folder.path().join("cac.csv")).unwrap(), expected);
}

#[test]
fn explain_says_what_is_wrong() {
    let Some(stage) = Stage::with(&[("cac.kpi", CAC), ("broken.kpi", "cac = (spend\n")]) else { return };
    for (words, status, code) in [
        ("explain cac.kpi cax", 1, "E0201"),
        ("explain cac.kpi cac --set spent=1", 1, "E0201"),
        ("explain cac.kpi cac --set spend=viel", 1, "E0502"),
        ("explain broken.kpi cac", 1, "E01"),
        ("explain nothing.kpi cac", 1, "E0501"),
        ("explain cac.kpi cac --strict", 1, "E0401"),
        ("explain cac.kpi cac --strict --set spend=1 --set new_customers=0", 1, "E0402"),
        ("explain cac.kpi", 2, "KPI"),
        ("explain cac.kpi cac --format xml", 2, "xml"),
    ] {
        let output = stage.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{words}: {said}");
        assert!(said.contains(code), "{words}: {said}");
        assert!(output.stdout.is_empty(), "{words}");
    }
    let envelope: serde_json::Value = serde_json::from_slice(&stage.run("explain cac.kpi cax --format json").stdout).unwrap();
    assert_eq!(envelope["diagnostics"][0]["code"], "E0201");
    assert!(envelope.get("explanation").is_none());
}

#[test]
fn explain_ends_for_ten_thousand_metrics_in_a_chain() {
    let mut text = "a0 = x\n".to_owned();
    for number in 1..10_000 {
        text.push_str(&format!("a{number} = a{} + 1\n", number - 1));
    }
    let Some(stage) = Stage::with(&[("chain.kpi", &text)]) else { return };
    let envelope = stage.json("explain chain.kpi a9999 --set x=1 --format json");
    assert_eq!(envelope["explanation"]["value"], "10000");
    let printed = stage.prints("explain chain.kpi a9999 --set x=1");
    assert!(printed.contains('…') && printed.lines().count() < 100, "{printed}");
    assert!(stage.prints("graph chain.kpi").lines().count() > 20_000);
}

#[test]
fn graph_draws_in_two_languages() {
    let Some(stage) = Stage::with(&[("cac.kpi", CAC)]) else { return };
    let expected = "\
flowchart LR
    n0[/\"new_customers\"/]
    n1[/\"leads\"/]
    n2{{\"margin\"}}
    n3[\"rate\"]
    n0 --> n3
    n1 --> n3
    n2 --> n3
";
    assert_eq!(stage.prints("graph cac.kpi rate"), expected);
    let expected = "\
digraph tolok {
    rankdir=LR;
    charset=\"UTF-8\";
    n0 [label=\"spend\", shape=parallelogram];
    n1 [label=\"new_customers\", shape=parallelogram];
    n2 [label=\"cac\", shape=box];
    n0 -> n2;
    n1 -> n2;
}
";
    assert_eq!(stage.prints("graph cac.kpi CAC --format dot"), expected);
    stage.prints("graph cac.kpi cac -o cac.dot");
    assert_eq!(std::fs::read_to_string(stage.folder.path().join("cac.dot")).unwrap(), expected);
    assert_eq!(stage.run("graph cac.kpi cax").status.code(), Some(1));
    assert_eq!(stage.run("graph cac.kpi -o cac.png").status.code(), Some(2));
}

#[test]
fn diff_tells_what_changed_and_ends_well_either_way() {
    let newer = CAC.replace("60%", "55%").replace("<= 40", "<= 30").replace("input leads: count, fill 0", "input leads: count");
    let Some(stage) = Stage::with(&[("old.kpi", CAC), ("new.kpi", &newer)]) else { return };
    let expected = "\
~ input leads
    fill  - 0
~ param margin
    value  - 60%
           + 55%
~ metric cac
    target  - <= 40
            + <= 30
values
    leads  0 → –
    cac    $33.33 ● good → $33.33 ■ bad
    rate   0.60 → –
";
    assert_eq!(stage.prints("diff old.kpi new.kpi --set spend=1000 --set new_customers=30"), expected);
    assert_eq!(stage.prints("diff old.kpi old.kpi"), "no differences\n");
    let envelope = stage.json("diff old.kpi new.kpi --format json");
    let change = serde_json::json!({
        "kind": "param", "name": "margin", "changes": [{ "aspect": "value", "before": "60%", "after": "55%" }]
    });
    assert_eq!(envelope["changed"][1], change);
    assert!(envelope.get("values").is_none());
    assert_eq!(stage.run("diff old.kpi nothing.kpi").status.code(), Some(1));
    assert_eq!(stage.run("diff - -").status.code(), Some(2));
}

#[test]
fn every_command_of_a_new_project_works() {
    let Some(stage) = Stage::with(&[]) else { return };
    let printed = stage.prints("init demo");
    assert!(printed.contains("README.md, marketing.kpi, months.csv, numbers.xlsx, report.xlsx in demo"), "{printed}");
    let demo = stage.folder.path().join("demo");
    let page = std::fs::read_to_string(demo.join("README.md")).unwrap();
    let commands: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("    tolok ")).collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let words = shlex::split(command).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = stage.run_in(&demo, &words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{command}: {said}");
        assert_eq!(said, "", "{command}");
    }
    let report = std::fs::read(demo.join("july.xlsx")).unwrap();
    assert!(report.starts_with(b"PK"), "no workbook");
    assert_ne!(report, std::fs::read(demo.join("report.xlsx")).unwrap());
}

#[test]
fn init_leaves_what_is_there_alone() {
    let Some(stage) = Stage::with(&[("mine.txt", "mine")]) else { return };
    let output = stage.run("init .");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("E0511"));
    assert_eq!(std::fs::read_dir(stage.folder.path()).unwrap().count(), 1);
}

#[test]
fn docs_writes_the_catalogue_in_two_formats() {
    let Some(stage) = Stage::with(&[("cac.kpi", CAC)]) else { return };
    let text = stage.prints("docs cac.kpi");
    assert!(text.starts_with("# KPI catalogue: cac.kpi\n"), "{text}");
    assert!(text.contains("\n`cac` = [`spend`](#spend) `/` [`new_customers`](#new_customers)\n"), "{text}");
    assert_eq!(stage.prints("docs cac.kpi -o catalogue.md"), "");
    let written = |name: &str| std::fs::read_to_string(stage.folder.path().join(name)).unwrap();
    assert_eq!(written("catalogue.md"), text);

    let page = stage.prints("docs cac.kpi --lang pl --format html");
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"pl\">") && page.contains("Katalog KPI: cac.kpi"), "{page}");
    stage.prints("docs cac.kpi --lang pl -o katalog.HTML");
    assert_eq!(written("katalog.HTML"), page);
    assert!(stage.prints("docs std.marketing --lang id").contains("\n## Pelanggan\n"));
    let output = stage.run_with(CAC, "docs -");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("# KPI catalogue\n"));

    assert_eq!(stage.run("docs cac.kpi -o catalogue.pdf").status.code(), Some(2));
    assert_eq!(stage.run("docs cac.kpi --lang de").status.code(), Some(2));
    assert_eq!(stage.run("docs nowhere.kpi").status.code(), Some(1));
    std::fs::write(stage.folder.path().join("wrong.kpi"), "a = (1\n").unwrap();
    assert_eq!(stage.run("docs wrong.kpi -o wrong.html").status.code(), Some(1));
    assert!(!stage.folder.path().join("wrong.html").exists());

    std::fs::write(stage.folder.path().join("using.kpi"), "use \"cac.kpi\"\n").unwrap();
    for definitions in ["cac.kpi", "using.kpi"] {
        let output = stage.run(&format!("docs {definitions} --format html -o cac.kpi"));
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains("E0509"));
        assert_eq!(written("cac.kpi"), CAC);
    }
}

#[test]
fn completions_know_every_command() {
    let Some(stage) = Stage::with(&[]) else { return };
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stage.prints(&format!("completions {shell}"));
        for command in ["check", "fmt", "test", "eval", "run", "fill", "explain", "graph", "docs", "diff", "init", "completions"] {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
    assert_eq!(stage.run("completions tcsh").status.code(), Some(2));
}

#[test]
fn tables_for_spreadsheets_of_other_languages_have_their_decimal_sign() {
    let Some(stage) = Stage::with(&[("cac.kpi", CAC)]) else { return };
    let given = "eval cac.kpi --set spend=1000.5 --set new_customers=4 --kpis spend,cac --format csv";
    assert!(stage.prints(given).contains("\nspend,1000.5,"));
    for language in ["pl", "id"] {
        let text = stage.prints(&format!("{given} --lang {language}"));
        assert!(text.starts_with("\u{feff}name;value;"), "{text}");
        assert!(text.contains("\nspend;1000,5;") && text.contains("\ncac;250,125;"), "{text}");
    }
    let explained = stage.prints("explain cac.kpi cac --set spend=1000.5 --set new_customers=4 --format csv --lang pl");
    assert!(explained.contains("spend;;1000,5;"), "{explained}");
}

/// What became of a cell is told by the formulas between it and what was filled.
#[test]
fn fill_explains_what_became_of_cells() {
    let Some(stage) = Stage::with(&[("cac.kpi", "input spend: money\ninput new_customers: count\ncac = spend / new_customers\n")]) else {
        return;
    };
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{{ cac }}</t></is></c><c r=\"B1\"><f>A1*2</f><v>1</v></c><c r=\"C1\"><f>B1+1</f><v>2</v></c>\
                <c r=\"D1\"><f>BESSELJ(C1,1)</f><v>3</v></c><c r=\"E1\"><v>7</v></c></row>";
    std::fs::write(stage.folder.path().join("template.xlsx"), Parts::book(&[("Summary", rows)]).zipped()).unwrap();
    let fill = "fill cac.kpi template.xlsx --set spend=100 --set new_customers=40 --dry-run";
    let text = stage.prints(&format!("{fill} --explain Summary!D1 --explain E1"));
    let explained = text.split_once("opened: Summary!D1\n").unwrap().1;
    assert_eq!(
        explained,
        "
Summary!D1                       3 → –   removed: =BESSELJ(C1,1); what Excel
                                         gives for `BESSELJ(C1,1)` is not known
                                         for sure
└─ Summary!C1                    2 → 6   recalculated: =B1+1
   └─ Summary!B1                 1 → 5   recalculated: =A1*2
      └─ Summary!A1  \"{{ cac }}\" → 2.5   filled: it shows `cac`

Summary!E1  7   left: it holds no placeholder and no formula
"
    );
    let json = stage.json(&format!("{fill} --explain 'Summary!$C$1' --format json"));
    let told = &json["explained"][0];
    assert_eq!((told["fate"].as_str(), told["before"].as_str(), told["after"].as_str()), (Some("recalculated"), Some("2"), Some("6")));
    assert_eq!((told["formula"].as_str(), told["from"][0]["from"][0]["cell"].as_str()), (Some("B1+1"), Some("A1")));
    assert!(stage.json(&format!("{fill} --format json")).get("explained").is_none());
    let rows = stage.run(&format!("{fill} --explain B1 --format csv"));
    assert_eq!(String::from_utf8_lossy(&rows.stdout).lines().count(), 2);
    assert!(String::from_utf8_lossy(&rows.stderr).starts_with("Summary!B1"));
}

#[test]
fn a_strict_test_run_takes_no_warning() {
    let text = "input a: money\ninput b: count\nc = a * 2 + 10\ntest \"one\" {\n  given a = 1\n  expect c = 12\n}\n";
    let Some(stage) = Stage::with(&[("warned.kpi", text)]) else { return };
    assert_eq!(stage.run("test warned.kpi").status.code(), Some(0));
    assert_eq!(stage.run("test warned.kpi --strict").status.code(), Some(1));
}

#[test]
fn a_year_has_no_thousands() {
    let Some(stage) = Stage::with(&[("year.kpi", "a = year(@2026-01-31)\nb = a + 1\nc = sum(2000, 26)\n")]) else { return };
    assert_eq!(stage.prints("eval year.kpi"), "a   2026\nb  2,027\nc  2,026\n");
    assert!(stage.prints("explain year.kpi b").contains("a   2026"));
}

const IN_DOLLARS: &str = "\
rates from \"fx.csv\"
time date: month
input revenue: money[EUR]
in_usd = convert(revenue, USD)
";
const SALES: &str = "date,revenue\n2026-01-31,100\n";
const RATES: &str = "date,from,to,rate\n2026-01-01,EUR,USD,1.25\n";

#[test]
fn what_is_read_is_never_written_over() {
    let with_source = format!("source sales from \"sales.csv\"\n{IN_DOLLARS}");
    let files = [("usd.kpi", IN_DOLLARS), ("with-source.kpi", &with_source), ("sales.csv", SALES), ("fx.csv", RATES)];
    let Some(stage) = Stage::with(&files) else { return };
    for words in [
        "run usd.kpi --data sales.csv -o fx.csv",
        "run usd.kpi --data sales.csv -o ./sales.csv",
        "run with-source.kpi -o sales.csv",
        "run with-source.kpi -o fx.csv",
        "explain usd.kpi in_usd --data sales.csv -o sales.csv",
        "explain with-source.kpi in_usd -o sales.csv",
        "explain with-source.kpi in_usd -o fx.csv",
    ] {
        let output = stage.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{words}: {said}");
        assert!(said.contains("E0509"), "{words}: {said}");
        for (name, text) in files {
            assert_eq!(std::fs::read_to_string(stage.folder.path().join(name)).unwrap(), text, "{words}");
        }
    }
    stage.prints("run usd.kpi --data sales.csv --kpis in_usd -o new.csv");
    assert_eq!(std::fs::read_to_string(stage.folder.path().join("new.csv")).unwrap(), "in_usd\n125\n");
}

#[test]
fn definitions_from_standard_input_may_name_files_outside_if_that_is_allowed() {
    let Some(stage) = Stage::with(&[]) else { return };
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("sales.csv"), SALES).unwrap();
    std::fs::write(elsewhere.path().join("fx.csv"), RATES).unwrap();
    let path = |name: &str| elsewhere.path().join(name).to_string_lossy().replace('\\', "/");
    let text = format!("source sales from \"{}\"\n{}", path("sales.csv"), IN_DOLLARS.replace("fx.csv", &path("fx.csv")));
    let refused = stage.run_with(&text, "run - --kpis in_usd");
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("lies outside"));
    for command in ["run - --kpis in_usd --format csv --allow-outside", "explain - in_usd --format csv --allow-outside"] {
        let output = stage.run_with(&text, command);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).contains("125"), "{command}");
    }
}

#[test]
fn explain_suggests_the_nearest_member_of_a_condition() {
    let files = [("ads.kpi", "dimension channel\ninput spend: money\n"), ("ads.csv", "channel,spend\nEmail,80\n")];
    let Some(stage) = Stage::with(&files) else { return };
    let output = stage.run("explain ads.kpi spend --data ads.csv --where 'channel = \"Emial\"'");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("W0515") && said.contains("is `Email` meant?"), "{said}");
    let output = stage.run("explain ads.kpi spend --data ads.csv --where 'channel = \"Emial\"' --at channel=Email");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("E0517") && said.contains("is `Email` meant?"), "{said}");
}
