//! What is said of data that cannot be read, or only with a doubt.

use super::*;
use crate::Note;

/// A file that the system refuses.
#[derive(Debug)]
struct Refused(std::io::ErrorKind);

impl crate::File for Refused {
    fn name(&self) -> &str {
        "ads.csv"
    }

    fn open(&self) -> std::io::Result<Box<dyn crate::ReadSeek + Send>> {
        Err(self.0.into())
    }
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    fails(
        open("channel,spend\nA,100\nB,about 50\n", "channel:dimension; spend:-*"),
        &["E0502 ads.csv:3: `spend` is a number, but `about 50` is not a number"],
    );
    fails(
        open("a,b\n1\n2,3,4\n", ""),
        &["E0521 ads.csv:2: the line has 1 field, and the header has 2", "E0521 ads.csv:3: the line has 3 fields, and the header has 2"],
    );
    fails(open("a,b\n1,\"2\n", ""), &["E0522 ads.csv:2: a quote in this line is never closed"]);
    fails(open("", ""), &["E0520 ads.csv: `ads.csv` is empty"]);
    fails(open("a,b\n", ""), &["E0520 ads.csv: `ads.csv` has headings and no rows"]);
    fails(open("a,b\n1,\0\n", ""), &["E0523 ads.csv:2: `ads.csv` is no text file"]);
    fails(open("d\nsoon\n2026-01-31\n", "d:time"), &["E0502 ads.csv:2: `d` is a date, but `soon` is none"]);
    fails(open("x\nmaybe\n", "x:bool"), &["E0502 ads.csv:2: `x` is true or false, but `maybe` is neither"]);
    fails(open("x\n€5\n", "x:USD"), &["E0508 ads.csv:2: `x` is in USD, but `€5` is in EUR"]);
    fails(open("x\n€5\n7\n£3\n", "x:-"), &["E0540 ads.csv:4: `x` holds two currencies: `€5` is in EUR, `£3` in GBP"]);
    let many: String = (0..25).map(|number| format!("x{number}\n")).collect();
    let problems = open(&format!("x\n{many}"), "x:number").unwrap_err();
    assert_eq!((problems.len(), problems[10].message.as_str()), (11, "and 15 more cells of `x` are no numbers"));
    assert!(open("x,y\n1,about\n", "x:number; y:number?").is_ok(), "what nobody needs is no problem");
}

#[test]
fn numbers_of_another_language_are_one_problem() {
    let problems = open("spend,leads\n\"1 234,50\",4\n\"980,00\",5\n\"1300,10\",6\n", "spend:number; leads:number").unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.ends_with("; 2 more cells are like it"), "{}", problems[0].message);
    assert_eq!(problems[0].help.as_deref(), Some("to read numbers as Polish writes them: `--locale pl`"));
    let problems = open("spend\n\"980,00\"\n", "spend:number").unwrap_err();
    assert_eq!(problems[0].help.as_deref(), Some("to read numbers as Indonesian or Polish writes them: `--locale id` or `--locale pl`"));
    // What no language writes so is told cell by cell.
    assert_eq!(open("spend\n\"980,00\"\nabout\n", "spend:number").unwrap_err().len(), 2);
}

#[test]
fn a_second_table_beside_the_first_is_one_problem() {
    fails(
        open("channel,spend,,channel,spend\nA,1,,A,2\n", "channel:dimension; spend:number"),
        &["E0525 ads.csv:1: the heading `channel` stands twice, and so does 1 other"],
    );
}

#[test]
fn a_month_without_a_year_is_no_date() {
    let problems = open("d\nJanuari\n", "d:time").unwrap_err();
    assert_eq!(problems[0].help.as_deref(), Some("write the year with it: `Januari 2026`"));
}

#[test]
fn a_column_that_can_only_be_the_date_is_it() {
    let taken = |text: &str| {
        let table = open(text, "date:time; spend:number").unwrap();
        let notes: Vec<String> = table.notes().iter().map(|note| note.words.clone()).collect();
        let bound = table.columns().iter().find(|column| column.key.as_deref() == Some("date")).map(|column| column.heading.to_string());
        (bound, notes)
    };
    for heading in ["Data", "Tanggal", "Bulan", "Miesiąc", "Month"] {
        let (bound, notes) = taken(&format!("{heading},spend\nJan 2026,1\nFeb 2026,2\n"));
        assert_eq!((bound.as_deref(), notes), (Some(heading), vec![format!("`{heading}` is taken for the date")]));
    }
    // The day says more than its month, whichever stands first.
    assert_eq!(taken("Month,Day,spend\n2026-01,2026-01-31,1\n").0.as_deref(), Some("Day"));
    // Its own name comes first, whatever else is there.
    assert_eq!(taken("date,Month,spend\n2026-01-31,2026-01,1\n"), (Some("date".to_string()), Vec::new()));
    for text in ["Data,spend\nclean,1\n", "Month,spend\n1,1\n", "Year,Month,spend\n2026,Jan,1\n", "Month,Bulan,spend\n2026-01,2026-01,1\n"]
    {
        assert_eq!(taken(text), (None, Vec::new()), "{text}");
    }
}

#[test]
fn days_and_months_are_told_apart_or_asked_for() {
    let dates = |text: &str, locale: Option<Locale>| {
        let mut asked = request("ads.csv", text);
        if let Some(locale) = locale {
            (asked.locale, asked.is_locale_given) = (locale, true);
        }
        Table::open(&asked, &vocabulary("d:time"))
    };
    let open_dates = "d\n01/02/2026\n03/04/2026\n";
    fails(dates(open_dates, None), &["E0528 ads.csv:2: `01/02/2026` in `d` could be 2026-02-01 or 2026-01-02"]);
    assert_eq!(rows(&dates(open_dates, Some(Locale::Polish)).unwrap()), "2026-02-01\n2026-04-03\n");
    assert_eq!(rows(&dates(open_dates, Some(Locale::English)).unwrap()), "2026-01-02\n2026-03-04\n");
    assert_eq!(rows(&dates("d\n01.02.2026\n13.02.2026\n", None).unwrap()), "2026-02-01\n2026-02-13\n");
    assert_eq!(rows(&dates("d\n05/05/2026\n", None).unwrap()), "2026-05-05\n");
    for (text, first, second, line) in [
        ("d\n13/01/2026\n01/13/2026\n", "13/01/2026", "01/13/2026", 3),
        ("d\n2026-01-31\n31/01/2026\n", "2026-01-31", "31/01/2026", 3),
        ("d\n31.01.2026\n31/01/2026\n", "31.01.2026", "31/01/2026", 3),
    ] {
        let words = format!("E0529 ads.csv:{line}: the dates of `d` are written in two ways, `{first}` and `{second}`");
        fails(dates(text, None), &[words.as_str()]);
    }
}

#[test]
fn warnings_are_given_once() {
    let table = open("x,y\n25,1\n0.5,2\n30,3\n", "x:percent; y:number").unwrap();
    assert_eq!(said(table.warnings()), ["W0501 ads.csv:2: `x` is a percentage, and `25` is more than 100%, and 1 more cell"]);
    let table = open("x\n25\n5%\n", "x:-").unwrap();
    assert_eq!(said(table.warnings()), ["W0513 ads.csv:2: `x` has percentages, and `25` without a percent sign"]);
    let table = Table::open(&request("ads.csv", &b"kana\xb3,spend\nRadio,1\n"[..]), &vocabulary("kanał:dimension")).unwrap();
    assert_eq!(said(table.warnings()), ["W0511 ads.csv: `ads.csv` is not UTF-8, and was read as Windows-1250"]);
    assert_eq!(table.columns()[0].key.as_deref(), Some("kanał"));
    assert_eq!(open("a;b\n1;2\n", "").unwrap().notes(), [Note::expected("`ads.csv` has `;` between its fields")]);
}

#[test]
fn columns_that_formulas_name_are_held_to_account() {
    let mut asked = request("orders.csv", "id,amount\n1,€5\n2,$3\n");
    assert!(Table::open(&asked, &Vocabulary::default()).is_ok());
    asked.columns = vec!["Amount".into()];
    fails(Table::open(&asked, &Vocabulary::default()), &["E0540 orders.csv:3: `amount` holds two currencies: `€5` is in EUR, `$3` in $"]);
}

#[test]
fn what_the_system_refuses_is_told() {
    for (kind, expected) in [
        (std::io::ErrorKind::NotFound, "E0501 ads.csv: there is no file `ads.csv`"),
        (std::io::ErrorKind::IsADirectory, "E0501 ads.csv: `ads.csv` is a folder"),
        (std::io::ErrorKind::PermissionDenied, "E0501 ads.csv: `ads.csv` cannot be read: permission denied"),
    ] {
        fails(Table::open(&SourceRequest::new("ads", Arc::new(Refused(kind))), &Vocabulary::default()), &[expected]);
    }
    fails(
        Table::open(&request("ads.parquet", "PAR1"), &Vocabulary::default()),
        &["E0505 ads.parquet: `ads.parquet` is of a kind that is not read as data"],
    );
    fails(
        Table::open(&request("ads.csv", &b"PK\x03\x04\x14\x00\x08\x00"[..]), &Vocabulary::default()),
        &["E0523 ads.csv:1: `ads.csv` is no text file"],
    );
}
