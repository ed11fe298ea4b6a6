//! Tables from small texts: what their columns are, what their cells read as, what is said of them.

mod frames;
mod problems;
mod properties;
mod python;
mod sheets;
mod totals;

use std::fmt::Write;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Decimal256Type, Float32Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use tolok_value::Locale;

use super::*;
use crate::{Kind, Memory, Role, Term, Totals};

/// `spend: number*` is a needed flow input, `channel: dimension`, `date: time`, `x: -` an input whose cells decide.
pub(super) fn vocabulary(text: &str) -> Vocabulary {
    let terms = text.split(';').map(str::trim).filter(|text| !text.is_empty()).map(|text| {
        let (names, kind) = text.split_once(':').unwrap();
        let names: Vec<Arc<str>> = names.split(',').map(|name| Arc::from(name.trim())).collect();
        let kind = kind.trim();
        let (role, declared) = match kind.trim_end_matches(['*', '?']) {
            "number" => (Role::Input, Some(Kind::NUMBER)),
            "percent" => (Role::Input, Some(Kind::PERCENT)),
            "USD" => (Role::Input, Some(Kind::Number { is_percent: false, currency: Some("USD".into()) })),
            "text" => (Role::Input, Some(Kind::Text)),
            "bool" => (Role::Input, Some(Kind::Bool)),
            "dimension" => (Role::Dimension, None),
            "time" => (Role::Time, None),
            "-" => (Role::Input, None),
            other => panic!("{other}"),
        };
        Term {
            key: Arc::clone(&names[0]),
            name: Arc::clone(&names[0]),
            names,
            role,
            kind: declared,
            members: Vec::new(),
            is_flow: kind.contains('*'),
            is_needed: !kind.contains('?'),
        }
    });
    Vocabulary { terms: terms.collect() }
}

pub(super) fn request(name: &str, bytes: impl Into<Vec<u8>>) -> SourceRequest {
    SourceRequest::new("ads", Arc::new(Memory::new(name, bytes)))
}

pub(super) fn open(text: &str, terms: &str) -> Result<Table, Vec<Diagnostic>> {
    Table::open(&request("ads.csv", text), &vocabulary(terms))
}

/// A cell of an array as text.
fn cell(array: &ArrayRef, row: usize) -> String {
    if array.is_null(row) {
        return "blank".to_string();
    }
    match array.data_type() {
        DataType::Decimal128(..) => trimmed(array.as_primitive::<Decimal128Type>().value_as_string(row)),
        DataType::Decimal256(..) => trimmed(array.as_primitive::<Decimal256Type>().value_as_string(row)),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Float32 => array.as_primitive::<Float32Type>().value(row).to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Utf8 => array.as_string::<i32>().value(row).to_string(),
        DataType::Utf8View => array.as_string_view().value(row).to_string(),
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Date32 => crate::date::of_days(array.as_primitive::<Date32Type>().value(row).into()).unwrap().to_string(),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            cell(dictionary.values(), dictionary.normalized_keys()[row])
        }
        other => panic!("{other}"),
    }
}

fn trimmed(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

/// All columns as their kind, a line for each row.
pub(super) fn rows(table: &Table) -> String {
    let wanted: Vec<Wanted> = table.columns().iter().enumerate().map(|(column, of)| Wanted { column, kind: of.kind.clone() }).collect();
    let mut text = String::new();
    for batch in table.batches(&wanted) {
        let batch = batch.unwrap();
        for row in 0..batch.row_count {
            let cells: Vec<String> = (0..wanted.len())
                .map(|column| match batch.errors.iter().find(|error| (error.column, error.row) == (column, row)) {
                    Some(error) => error.value.to_string(),
                    None => cell(&batch.columns[column], row),
                })
                .collect();
            writeln!(text, "{}", cells.join(",")).unwrap();
        }
    }
    text
}

fn kinds(table: &Table) -> String {
    let kinds = table.columns().iter().map(|column| match &column.kind {
        Kind::Number { is_percent: true, .. } => "percent".to_string(),
        Kind::Number { currency: Some(currency), .. } => currency.to_string(),
        Kind::Number { .. } => "number".to_string(),
        other => format!("{other:?}").to_lowercase(),
    });
    kinds.collect::<Vec<_>>().join(",")
}

/// Code, place and message of each problem.
pub(super) fn said(problems: &[Diagnostic]) -> Vec<String> {
    problems.iter().map(|problem| format!("{} {}: {}", problem.code.id, problem.place, problem.message)).collect()
}

#[track_caller]
pub(super) fn fails(result: Result<Table, Vec<Diagnostic>>, expected: &[&str]) {
    assert_eq!(said(&result.expect_err("an error is expected")), expected);
}

#[test]
fn cells_decide_what_a_column_is() {
    for (text, expected_kinds, expected_rows) in [
        ("a,b\n1,x\n2.50,y\n", "number,text", "1,x\n2.5,y\n"),
        ("a\n12.5%\n0\n7 %\n", "percent", "0.125\n0\n0.07\n"),
        ("a\n2026-01-31\n\n2026-02-28\n", "date", "2026-01-31\n2026-02-28\n"),
        ("a,b\n31/01/2026,1\n,2\n01/02/2026,3\n", "date,number", "2026-01-31,1\nblank,2\n2026-02-01,3\n"),
        ("a,b\n1/31/2026,yes\n2/1/2026,no\n", "date,bool", "2026-01-31,true\n2026-02-01,false\n"),
        ("a\n$5\n\"1,000\"\n", "$", "5\n1000\n"),
        ("a\n1\nx\n", "text", "1\nx\n"),
        ("a,b\n-,1\nN/A,2\n#REF!,3\n#DIV/0!,4\n7,5\n", "number,number", "blank,1\nblank,2\n#N/A,3\n#DIV/0!,4\n7,5\n"),
        ("a\n2026-01\n2026-02\n", "text", "2026-01\n2026-02\n"),
        ("a,b\n1,\n", "number,text", "1,blank\n"),
        ("a\n(200)\n1e-7\n", "number", "-200\n0.0000001\n"),
        ("a;b\n1;\"x;y\"\n\n2;\"5\"\" pipe\"\n", "number,text", "1,x;y\n2,5\" pipe\n"),
        ("a,b\n1,2,\n3,4,,\n,,\n", "number,number", "1,2\n3,4\n"),
        ("sep=;\na;b\n1;2\n", "number,number", "1,2\n"),
    ] {
        let table = open(text, "").unwrap();
        assert_eq!((kinds(&table).as_str(), rows(&table).as_str()), (expected_kinds, expected_rows), "{text}");
    }
}

#[test]
fn a_declared_kind_is_what_cells_are_read_by() {
    for (text, terms, expected) in [
        ("channel,spend\nA,\"$1,234.50\"\nB,(200)\nC,USD 10\nD,-\n", "channel:dimension; spend:USD", "A,1234.5\nB,-200\nC,10\nD,blank\n"),
        ("d,x\n2026-01,1\n2026-02,2\n", "d:time; x:number", "2026-01-31,1\n2026-02-28,2\n"),
        ("d,x\n20260131,1\n", "d:time; x:text", "2026-01-31,1\n"),
        ("d,x\n2026,yes\n", "d:time; x:bool", "2026-12-31,true\n"),
        ("x\n1:30:00\n", "x:number", "0.0625\n"),
        ("x\n0.5\n12.5%\n", "x:percent", "0.5\n0.125\n"),
    ] {
        assert_eq!(rows(&open(text, terms).unwrap()), expected, "{text}");
    }
}

#[test]
fn languages_write_numbers_their_way() {
    // The expected numbers are those of Python's `decimal` after the signs are put right by hand.
    for (locale, text, terms, expected) in [
        (Locale::Indonesian, "kanal;biaya\nA;Rp 1.000.000,50\nB;Rp2.500\nC;1.234,5\n", "biaya:number*", "A,1000000.5\nB,2500\nC,1234.5\n"),
        (
            Locale::Polish,
            "kanał,koszt,udział\nA,\"1 234,56 zł\",\"12,5%\"\nB,\"2\u{a0}000 zł\",\"7 %\"\n",
            "koszt:number",
            "A,1234.56,0.125\nB,2000,0.07\n",
        ),
        (Locale::Polish, "x\n\"1,5\"\n\"2\"\n", "x:-", "1.5\n2\n"),
    ] {
        let mut request = request("ads.csv", text);
        (request.locale, request.is_locale_given) = (locale, true);
        assert_eq!(rows(&Table::open(&request, &vocabulary(terms)).unwrap()), expected);
    }
}

#[test]
fn numbers_keep_all_digits() {
    let text = "x\n1234567890123456789012345678\n0.0000000000000000000000000001\n79228162514264337593543950330\n";
    let table = open(text, "x:number").unwrap();
    assert_eq!(rows(&table), text.strip_prefix("x\n").unwrap());
    fails(
        open("x\n1\n12345678901234567890123456789.5\n1e40\n", "x:number"),
        &[
            "E0502 ads.csv:3: `x` is a number, but `12345678901234567890123456789.5` has 30 digits, and a number has at most 28",
            "E0502 ads.csv:4: `x` is a number, but `1e40` is out of range: the result is larger than 79,228,162,514,264,337,593,543,950,335",
        ],
    );
}

#[test]
fn headings_bind_by_name_label_and_alias() {
    for (headings, terms, expected) in [
        ("Spend (USD)", "spend:number", Some("spend")),
        ("Biaya [Rp]", "spend,Biaya:number", Some("spend")),
        ("NEW-CUSTOMERS", "new_customers:number", Some("new_customers")),
        ("przychod", "przychód:number", Some("przychód")),
        ("leads", "std.marketing.leads,leads:number", Some("std.marketing.leads")),
        ("spent", "spend:number", None),
    ] {
        let table = open(&format!("{headings}\n1\n"), terms).unwrap();
        assert_eq!(table.columns()[0].key.as_deref(), expected, "{headings}");
    }
    // The name itself is better than an alias, and that than a loose match.
    let table = open("Spend,spend,cost\n1,2,3\n", "spend,cost:number").unwrap_err();
    assert_eq!(table[0].code.id, "E0526");
    let table = open("cost,spend\n1,2\n", "spend,cost:number").unwrap();
    assert_eq!((table.columns()[0].key.as_deref(), table.columns()[1].key.as_deref()), (None, Some("spend")));
    assert_eq!(open("spnd\n1\n", "spend:number").unwrap().nearest("spend"), Some("spnd"));
}

#[test]
fn what_fits_twice_is_told() {
    fails(
        open("Cost\n1\n", "spend,cost:number; budget,cost:number"),
        &["E0526 ads.csv:1: the heading `Cost` could be `spend` or `budget`"],
    );
    fails(open("Cost,Expense\n1,2\n", "x,cost,expense:number"), &["E0526 ads.csv:1: `x` could be the column `Cost` or `Expense`"]);
    fails(open("spend,spend\n1,2\n", "spend:number"), &["E0525 ads.csv:1: the heading `spend` stands twice"]);
    assert!(open("a,a,spend\n1,2,3\n", "spend:number").is_ok(), "only what is needed has to be told apart");
    assert!(open("Cost\n1\n", "spend,cost:number; budget,cost:number?").is_ok());
    let mut asked = request("ads.csv", "a,a\n1,2\n");
    asked.columns = vec!["A".into()];
    fails(Table::open(&asked, &Vocabulary::default()), &["E0525 ads.csv:1: the heading `a` stands twice"]);
}

#[test]
fn bindings_by_hand_come_first() {
    let mut asked = request("ads.csv", "Marketing Spend,spend\n1,2\n");
    let binding = |heading: &str| Binding { key: "spend".into(), heading: heading.into(), place: Place::text("a.kpi", 0..1) };
    asked.bindings = vec![binding("marketing spend")];
    let table = Table::open(&asked, &vocabulary("spend:number")).unwrap();
    assert_eq!((table.columns()[0].key.as_deref(), table.columns()[1].key.as_deref()), (Some("spend"), None));
    asked.bindings = vec![binding("Marketing Spent")];
    let problems = Table::open(&asked, &vocabulary("spend:number")).unwrap_err();
    assert_eq!(said(&problems), ["E0527 a.kpi: `ads.csv` has no column `Marketing Spent`"]);
    assert_eq!(problems[0].help.as_deref(), Some("did you mean `Marketing Spend`?"));
}

#[test]
fn json_lines_are_rows() {
    let text = "{\"channel\": \"Email\", \"spend\": 0.1000000000000000000001}\n\n{\"spend\": 1e-3, \"ok\": true, \"channel\": null}\n";
    let table = Table::open(&request("ads.jsonl", text), &vocabulary("channel:dimension; spend:number")).unwrap();
    assert_eq!(kinds(&table), "text,number,bool");
    assert_eq!(rows(&table), "Email,0.1000000000000000000001,blank\nblank,0.001,true\n");
    assert_eq!(table.place(1, 0).to_string(), "ads.jsonl:3");
    for (text, expected) in [
        ("{\"a\": 1}\n{\"a\": [1]}\n", "E0524 ads.jsonl:2: the row holds a list or an object inside"),
        ("[1]\n", "E0524 ads.jsonl:1: the line is no json object"),
        ("{\"a\": 1\n", "E0524 ads.jsonl:1: the line is no json: EOF while parsing an object, near character 7"),
        ("{\"a\": 1, \"a\": 2}\n", "E0524 ads.jsonl:1: `a` stands twice in the row"),
        ("\n", "E0520 ads.jsonl: `ads.jsonl` has no rows"),
    ] {
        fails(Table::open(&request("ads.jsonl", text), &Vocabulary::default()), &[expected]);
    }
    // Numbers of json are written alike in all languages.
    let mut asked = request("ads.jsonl", "{\"x\": 1.5}\n");
    asked.locale = Locale::Polish;
    assert_eq!(rows(&Table::open(&asked, &vocabulary("x:number")).unwrap()), "1.5\n");
}

#[test]
fn several_files_are_one_source() {
    let mut asked = request("a.csv", "channel,spend\nA,1\n");
    asked.files.push(Arc::new(Memory::new("b.csv", "Spend;note;channel\n2;x;B\n")));
    let table = Table::open(&asked, &vocabulary("channel:dimension; spend:number*")).unwrap();
    assert_eq!(rows(&table), "A,1,blank\nB,2,x\n");
    assert_eq!((table.place(1, 1).to_string().as_str(), table.label().as_str()), ("b.csv:2", "a.csv and 1 more"));
    asked.files.push(Arc::new(Memory::new("c.csv", "channel\nC\n")));
    let table = Table::open(&asked, &vocabulary("channel:dimension; spend:number*")).unwrap();
    assert_eq!(said(table.warnings()), ["W0512 c.csv: `c.csv` has no column for `spend`, which other files of `ads` have"]);
}

#[test]
fn rows_know_their_lines() {
    let text = "a,b\n\"x\ny\",1\n\n2,3\n4,5\n";
    let table = open(text, "").unwrap();
    let places: Vec<String> = (0..3).map(|row| table.place(row, 0).to_string()).collect();
    assert_eq!(places, ["ads.csv:2", "ads.csv:5", "ads.csv:6"]);
}

#[test]
fn wanted_kinds_may_differ_from_what_a_column_is() {
    let table = open("a\n1\nx\n", "").unwrap();
    let wanted = [Wanted { column: 0, kind: Kind::NUMBER }];
    let problems = table.batches(&wanted).next().unwrap().unwrap_err();
    assert_eq!(said(&problems), ["E0502 ads.csv:3: `a` is a number, but `x` is not a number"]);
    assert_eq!(table.batches(&wanted).count(), 1);
    let table = open("a\n007\n1.50\n", "").unwrap();
    let wanted = [Wanted { column: 0, kind: Kind::Text }];
    let batch = table.batches(&wanted).next().unwrap().unwrap();
    assert_eq!((cell(&batch.columns[0], 0), cell(&batch.columns[0], 1)), ("007".to_string(), "1.50".to_string()));
}

#[test]
fn wide_and_long_files_are_read() {
    let headings: Vec<String> = (0..20_000).map(|number| format!("c{number}")).collect();
    let cells: Vec<String> = (0..20_000).map(|number| number.to_string()).collect();
    let table = open(&format!("{}\n{}\n", headings.join(","), cells.join(",")), "c19999:number").unwrap();
    assert_eq!(table.columns().len(), 20_000);
    let body: String = (0..100_000).map(|number| format!("A,{number}\n")).collect();
    let table = open(&format!("channel,n\n{body}"), "n:number").unwrap();
    let wanted = [Wanted { column: 1, kind: Kind::NUMBER }];
    let firsts: Vec<(u64, usize)> =
        table.batches(&wanted).map(|batch| batch.map(|batch| (batch.first_row, batch.row_count)).unwrap()).collect();
    assert_eq!(firsts, [(0, 32_768), (32_768, 32_768), (65_536, 32_768), (98_304, 1_696)]);
    assert_eq!((table.row_count(), table.place(99_999, 1).to_string().as_str()), (Some(100_000), "ads.csv:100001"));
}

#[test]
fn a_table_is_found_below_a_title() {
    for text in [
        "Spend of January,,\n\n,,\nchannel,spend,leads\nA,1,2\nB,3,4\n",
        "Report\nMade on 2026-02-01\n\nchannel;spend;leads\nA;1;2\nB;3;4\n",
        ",,,\n,channel,spend,leads\n,A,1,2\n,B,3,4\n",
    ] {
        let table =
            open(text, "channel:dimension; spend:number*; leads:number*").unwrap_or_else(|problems| panic!("{:?}", said(&problems)));
        assert_eq!(rows(&table), "A,1,2\nB,3,4\n", "{text}");
    }
}
