//! Empty worksheets to type into: what they show against what is computed elsewhere, and what is refused.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may stop at what is wrong, and says why it is skipped")]

use std::path::Path;
use std::process::Command;

use tolok::{Definitions, Grain, Language, LoadOptions, WorksheetRequest};
use tolok_tests::{CommandLine, Surface, answers, in_continuous_integration, python};

fn library() -> Definitions {
    Definitions::load("std.marketing", LoadOptions::default()).unwrap()
}

/// The code, the message and the help of the first problem.
fn refused(definitions: &Definitions, request: &WorksheetRequest) -> (&'static str, String, String) {
    let problems = definitions.worksheet(request).unwrap_err();
    let first = problems.diagnostics.first().unwrap();
    (first.code.id, first.message.clone(), first.help.clone().unwrap_or_default())
}

fn report(title: &str) -> WorksheetRequest {
    WorksheetRequest { report: Some(title.into()), ..WorksheetRequest::default() }
}

/// Runs a script that types into worksheets and has LibreOffice recalculate them; nothing where what it needs is not there.
fn typed_into(script: &str) {
    let missing = [
        (CommandLine::find().missing().is_some(), "the command"),
        (python("import openpyxl").is_none(), "Python with openpyxl"),
        (!answers(Command::new("soffice").arg("--version")), "LibreOffice"),
    ];
    if let Some((_, what)) = missing.iter().find(|(is_missing, _)| *is_missing) {
        assert!(!in_continuous_integration(), "{what} is missing: `cargo xtask setup` installs it");
        eprintln!("skipped: {what} is missing; `cargo xtask setup` installs it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python").join(script);
    let mut run = Command::new(python("import openpyxl").unwrap());
    run.args(["-W", "ignore"]).arg(script).arg(CommandLine::find().binary()).arg(folder.path());
    if answers(Command::new("pdftotext").arg("-v")) {
        run.arg("render");
    }
    let output = run.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
}

/// Typed into by openpyxl and recalculated by LibreOffice, every set of KPIs shows in every language what `run` and `fill` compute.
#[test]
fn worksheets_show_what_is_computed_elsewhere() {
    typed_into("worksheets.py");
}

/// The sheet of questions answers as worked by hand, also over several months.
#[test]
fn questions_are_answered() {
    typed_into("questions.py");
}

/// The same of lists, where `run` reads the rows themselves.
#[test]
fn lists_show_what_is_computed_elsewhere() {
    typed_into("lists.py");
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let request = WorksheetRequest { members: vec!["channel=Email,Radio".into()], language: Language::Polish, ..report("Channel ROI") };
    let (one, other) = (library().worksheet(&request).unwrap(), library().worksheet(&request).unwrap());
    assert!(one.bytes() == other.bytes());
    assert_eq!((one.title.as_str(), one.entries, one.formulas), ("Wyniki ROI kanałów marketingu", 20, 36));
}

/// A file that only takes in the library asks for what the library asks for, dates or not.
#[test]
fn what_is_used_gives_the_same_worksheet() {
    let definitions = Definitions::parse("use std.marketing").unwrap();
    let members = vec!["channel=Email,Radio".into()];
    for periods in [None, Some(("2026-01".into(), "2026-02".into()))] {
        let request = WorksheetRequest { members: members.clone(), periods, ..report("Channel ROI") };
        assert!(definitions.worksheet(&request).unwrap().bytes() == library().worksheet(&request).unwrap().bytes());
    }
}

/// A name may have a comma, and a list of names has them between the names.
#[test]
fn names_in_lists_keep_their_commas() {
    let kpis = |list: &str| WorksheetRequest { kpis: Some(list.split(',').map(Into::into).collect()), ..WorksheetRequest::default() };
    let both = library().worksheet(&kpis("Customer lifetime value (CLV, LTV),CAC")).unwrap();
    assert_eq!(both.formulas, 2);
    assert_eq!(library().worksheet(&kpis("Bounce rate (website, single page),CAC")).unwrap().formulas, 2);
    assert_eq!(library().worksheet(&kpis("CAC, sales and marketing,CAC, fully loaded")).unwrap().formulas, 2);
    let definitions =
        Definitions::parse("dimension channel { member \"Radio, TV\"\n member \"Email\" }\ncac = spend / new_customers").unwrap();
    let members = |list: &str| WorksheetRequest { members: vec![format!("channel={list}")], ..WorksheetRequest::default() };
    assert_eq!(definitions.worksheet(&members("Email,Radio, TV")).unwrap().entries, 4);
    assert_eq!(refused(&definitions, &members("Email,Radio")).0, "E0518");
    // Of names that nobody knows quotes say which commas are theirs.
    let open = Definitions::parse("dimension campaign\ncac = spend / new_customers").unwrap();
    let members = vec!["campaign=\"Spring, summer\",Autumn".into()];
    assert_eq!(open.worksheet(&WorksheetRequest { members, ..WorksheetRequest::default() }).unwrap().entries, 4);
}

#[test]
fn a_report_is_found_and_titled_in_any_language() {
    for called in ["Channel ROI", "marketing channel ROI performance", "kinerja roi saluran pemasaran", "Wyniki ROI kanalow marketingu"] {
        for (language, title) in [
            (Language::English, "Marketing channel ROI performance"),
            (Language::Indonesian, "Kinerja ROI saluran pemasaran"),
            (Language::Polish, "Wyniki ROI kanałów marketingu"),
        ] {
            let request = WorksheetRequest { members: vec!["channel=Email".into()], language, ..report(called) };
            assert_eq!(library().worksheet(&request).unwrap().title, title, "{called}");
        }
    }
    let (code, _, help) = refused(&library(), &WorksheetRequest { language: Language::Polish, ..WorksheetRequest::default() });
    assert!(code == "E0512" && help.contains("\"Wyniki ROI kanałów marketingu\""), "{code} {help}");
    let own = "report \"One\" {\n  label id \"Biaya\"\n  kpis b\n}\nreport \"Two\" {\n  label \"Biaya\"\n  kpis b\n}\nb = a * 2\n";
    let (code, _, help) = refused(&Definitions::parse(own).unwrap(), &report("biaya"));
    assert!(code == "E0209" && help.contains("`One` or `Two`"), "{code} {help}");
    // Its own report takes the place of the library's, title and labels alike.
    let replaced = "use std.marketing\nreport \"Channel ROI\" {\n  label pl \"Wyniki ROI kanałów\"\n  kpis cost_per_lead\n}\n";
    let made = Definitions::parse(replaced).unwrap().worksheet(&report("Wyniki ROI kanałów")).unwrap();
    assert_eq!((made.title.as_str(), made.entries), ("Channel ROI", 2));
}

/// What its own table would not show has no place on the worksheet either.
/// What marketers call their worksheets, in English, Indonesian and Polish.
#[test]
fn worksheets_of_the_library_answer_to_their_titles() {
    let known = [
        ["Marketing channel ROI performance", "Kinerja ROI saluran pemasaran", "Wyniki ROI kanałów marketingu"],
        ["MQL/SQL scoring", "Penilaian MQL/SQL", "Scoring MQL/SQL"],
        ["Funnel", "Corong penjualan", "Lejek"],
        ["Email campaigns", "Kampanye email", "Kampanie e-mail"],
        ["Email list health", "Kesehatan daftar email", "Stan listy mailingowej"],
        ["Social media", "Media sosial", "Media społecznościowe"],
        ["Website and content", "Situs web dan konten", "Witryna i treści"],
        ["Search ranking", "Peringkat pencarian", "Pozycje w wyszukiwarce"],
        ["Traffic before and after a campaign", "Trafik sebelum dan sesudah kampanye", "Ruch przed kampanią i po niej"],
        ["A/B test", "Uji A/B", "Test A/B"],
        ["Retention and churn", "Retensi dan churn", "Utrzymanie i odejścia klientów"],
        ["Customer transactions", "Transaksi pelanggan", "Transakcje klientów"],
        ["Revenue streams and products", "Aliran pendapatan dan produk", "Strumienie przychodów i produkty"],
        ["CLV and CAC", "CLV dan CAC", "CLV i CAC"],
        ["Ads and impression share", "Iklan dan pangsa tayangan", "Reklamy i udział w wyświetleniach"],
        ["Sales team", "Tim penjualan", "Zespół sprzedaży"],
        ["Postcards and mail", "Kartu pos & surat", "Pocztówki i przesyłki"],
        ["Local SEO signals", "Sinyal SEO lokal", "Sygnały lokalnego SEO"],
        ["Marketing budget and expected ROI", "Anggaran dan ROI yang diharapkan", "Budżet i oczekiwane ROI"],
        ["KPI review and diagnostics", "Tinjauan KPI", "Przegląd KPI"],
        ["Metric register (metric or KPI)", "Daftar metrik (metrik atau KPI)", "Rejestr metryk (metryka czy KPI)"],
        ["SEO content checklist", "Daftar periksa konten SEO", "Lista kontrolna treści SEO"],
    ];
    let library = library();
    for titles in known {
        for called in titles {
            match library.worksheet(&report(called)) {
                Ok(made) => assert_eq!(made.title, titles[0], "{called}"),
                // It is found, and wants the members that the definitions leave open.
                Err(problems) => assert_eq!(problems.diagnostics.first().unwrap().code.id, "E0518", "{called}"),
            }
        }
    }
}

#[test]
fn members_that_a_report_does_not_take_together_have_no_total() {
    let formulas = |said: &str, periods| {
        let text = format!("dimension tried\ninput a: count\nb = a * 2\nreport \"R\" {{\n  kpis b\n{said}}}\n");
        let request = WorksheetRequest { members: vec!["tried=One,Another".into()], periods, ..report("R") };
        Definitions::parse(&text).unwrap().worksheet(&request).unwrap().formulas
    };
    assert_eq!(formulas("  by tried\n", None), 2);
    assert_eq!(formulas("  by tried\n  total\n", None), 3);
    assert_eq!(formulas("", None), 3);
    assert_eq!(formulas("  by tried\n", Some(("2026-01".into(), "2026-03".into()))), 6);
    let (code, message, help) = refused(&library(), &report("A/B test"));
    assert!(code == "E0518" && message.contains("`test_element`") && help.contains("test_element="), "{code} {message} {help}");
}

/// The labels of a worksheet's first column, from the first input on.
fn labels(definitions: &Definitions, request: &WorksheetRequest) -> Vec<String> {
    let made = definitions.worksheet(request).unwrap();
    let workbook = tolok_xlsx::Workbook::open(made.bytes().to_vec(), &tolok_xlsx::Limits::default()).unwrap();
    let worksheet = workbook.worksheet(workbook.sheets().first().unwrap()).unwrap();
    let cells = worksheet.cells().map(Result::unwrap).filter(|cell| cell.address().column() == 1 && cell.address().row() > 4);
    cells.filter_map(|cell| cell.text().map(|text| text.to_string())).collect()
}

#[test]
fn a_report_says_what_is_typed_and_in_which_order() {
    let text = "input spend: money\ninput orders: count\ninput visits: count\ncac = spend / orders\n\
                report \"Plain\" { kpis cac }\nreport \"Said\" { kpis cac; inputs visits, orders }\n";
    let definitions = Definitions::parse(text).unwrap();
    assert_eq!(labels(&definitions, &report("Plain")), ["spend", "orders", "Results", "cac"]);
    assert_eq!(labels(&definitions, &report("Said")), ["visits", "orders", "spend", "Results", "cac"]);
    let members = WorksheetRequest { members: vec!["channel=Email".into()], ..report("Channel ROI") };
    assert_eq!(labels(&library(), &members).iter().position(|label| label == "Results"), Some(10));
    let list = WorksheetRequest { rows: Some(5), members: vec!["channel=Email".into()], ..report("Channel ROI") };
    assert_eq!(library().worksheet(&list).unwrap().entries, 5 * 11);
}

#[test]
fn members_are_found_in_any_language_and_by_alias() {
    let count = |members: &[&str]| {
        let members = members.iter().map(ToString::to_string).collect();
        library().worksheet(&WorksheetRequest { members, ..report("Channel ROI") }).unwrap().entries / 10
    };
    assert_eq!(count(&["channel=Pencarian organik, SEO ,Telewizja,email"]), 3);
    assert_eq!(count(&["Kanał=TV", "saluran=Radio"]), 2);
    assert_eq!(count(&["channel"]), 22);
    assert_eq!(count(&[]), 22);
}

#[test]
fn what_cannot_be_is_told_with_a_way_out() {
    let library = library();
    let (code, _, help) = refused(&library, &WorksheetRequest::default());
    assert!(code == "E0512" && help.contains("\"Marketing channel ROI performance\"") && help.contains("--kpis"), "{code} {help}");
    let (code, _, help) = refused(&library, &report("Chanel ROI"));
    assert!(code == "E0512" && help.contains("`Channel ROI`"), "{code} {help}");
    let with = |members: &[&str]| WorksheetRequest { members: members.iter().map(ToString::to_string).collect(), ..report("Channel ROI") };
    let (code, message, help) = refused(&library, &with(&["channel=Emial marketing"]));
    assert!(code == "E0518" && message.contains("Emial") && help.contains("`Email marketing`"), "{code} {help}");
    let (code, _, help) = refused(&library, &with(&["chanel=Email"]));
    assert!(code == "E0518" && help.contains("`channel`"), "{code} {help}");
    assert_eq!(refused(&library, &with(&["channel=Email", "device=Phone"])).0, "E0518");
    assert_eq!(refused(&library, &with(&["campaign"])).0, "E0518");
    let kpis = WorksheetRequest { kpis: Some(vec!["cack".into()]), ..WorksheetRequest::default() };
    assert_eq!(refused(&library, &kpis).0, "E0201");
}

#[test]
fn periods_that_cannot_be_are_told() {
    let library = library();
    let periods =
        |first: &str, last: &str, over| WorksheetRequest { periods: Some((first.into(), last.into())), over, ..report("B2B email") };
    for (first, last, over) in
        [("2026-13", "2026-02", None), ("2026-03", "2026-01", None), ("soon", "later", None), ("1990-01", "2026-01", Some(Grain::Day))]
    {
        assert_eq!(refused(&library, &periods(first, last, over)).0, "E0513", "{first}..{last}");
    }
    let monthly = Definitions::parse("time date: month\ninput a: count\nb = a * 2\nreport \"R\" {\n  kpis b\n  over month\n}").unwrap();
    assert_eq!(refused(&monthly, &WorksheetRequest { over: Some(Grain::Week), ..periods("2026-01", "2026-02", None) }).0, "E0512");
    assert_eq!(refused(&monthly, &report("R")).0, "E0513");
    let weekly = WorksheetRequest { periods: Some(("2026-01".into(), "2026-02".into())), over: Some(Grain::Week), ..report("R") };
    assert_eq!(refused(&monthly, &weekly).0, "E0513");
}

#[test]
fn a_worksheet_needs_something_to_type_and_to_compute() {
    let rows = Definitions::parse("input id: text\npeople = count_distinct(id)").unwrap();
    let (code, _, help) = refused(&rows, &WorksheetRequest { kpis: Some(vec!["people".into()]), ..WorksheetRequest::default() });
    assert!(code == "E0519" && help.contains("`people` aggregates rows"), "{code} {help}");
    assert_eq!(refused(&Definitions::parse("param fee: percent = 5%").unwrap(), &WorksheetRequest::default()).0, "E0519");
    let some = Definitions::parse("input id: text\ninput spend: money\npeople = count_distinct(id)\nhalf = spend / 2").unwrap();
    let made =
        some.worksheet(&WorksheetRequest { kpis: Some(vec!["people".into(), "half".into()]), ..WorksheetRequest::default() }).unwrap();
    let told: Vec<_> = made.diagnostics.iter().map(|warning| (warning.code.id, warning.message.clone())).collect();
    assert_eq!(told, [("W0636", "`people` aggregates rows, so it is not on the worksheet".to_string())]);
    assert_eq!((made.entries, made.formulas), (1, 1));
}

#[test]
fn a_worksheet_goes_where_a_workbook_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let made = Definitions::parse("half = spend / 2").unwrap().worksheet(&WorksheetRequest::default()).unwrap();
    std::fs::create_dir(folder.path().join("taken.xlsx")).unwrap();
    for (name, code) in [("sheet.xls", "E0510"), ("sheet", "E0510"), ("taken.xlsx", "E0503"), ("no/such/folder.xlsx", "E0503")] {
        assert_eq!(made.save(&folder.path().join(name)).unwrap_err().code.id, code, "{name}");
    }
    made.save(&folder.path().join("sheet.xlsx")).unwrap();
    assert!(std::fs::read(folder.path().join("sheet.xlsx")).unwrap() == made.bytes());
}

/// A report of several dimensions, or of texts and dates, has no other worksheet.
#[test]
fn a_report_that_no_table_can_hold_is_a_list() {
    // Lead, date, channel, six numbers and the score in 200 rows, and two thresholds; eleven KPIs for 22 channels and all of them.
    let made = library().worksheet(&report("MQL/SQL scoring by lead")).unwrap();
    assert_eq!((made.entries, made.formulas), (200 * 10 + 2, 11 * 23));
    assert!(made.diagnostics.is_empty());
    // Eight columns, and the attainment of each row; nothing is taken together.
    let rows = |title: &str, rows| WorksheetRequest { rows: Some(rows), ..report(title) };
    let made = library().worksheet(&rows("Tinjauan KPI", 12)).unwrap();
    assert_eq!((made.title.as_str(), made.entries, made.formulas), ("KPI review and diagnostics", 12 * 8, 12));
    let made = library().worksheet(&rows("Rejestr metryk (metryka czy KPI)", 7)).unwrap();
    assert_eq!((made.entries, made.formulas), (7 * 6, 0));
    // Members leave only what can be chosen, and so fewer rows of the summary: six columns; seven KPIs for two channels and the total.
    let two = WorksheetRequest { members: vec!["channel=Email,Radio".into()], ..rows("Customer transactions", 5) };
    let made = library().worksheet(&two).unwrap();
    assert_eq!((made.entries, made.formulas), (5 * 6, 7 * 3));
    assert!(library().worksheet(&two).unwrap().bytes() == made.bytes());
}

#[test]
fn any_report_is_a_list_where_rows_are_asked_for() {
    let own = "dimension tried\ninput a: count\ninput b: count\nr: percent = a / b\nreport \"R\" {\n  kpis r\n  by tried\n}\n";
    let own = Definitions::parse(own).unwrap();
    let (code, _, help) = refused(&own, &report("R"));
    assert!(code == "E0518" && help.contains("`--rows 50`"), "{code} {help}");
    let made = own.worksheet(&WorksheetRequest { rows: Some(9), ..report("R") }).unwrap();
    assert_eq!((made.entries, made.formulas), (9 * 3, 9));
    // What only rows can say: a list has them.
    let people =
        Definitions::parse("dimension customer\ninput amount: money\npeople = count_distinct(customer)\nmean = average(amount)").unwrap();
    let asked = WorksheetRequest { kpis: Some(vec!["people".into(), "mean".into()]), ..WorksheetRequest::default() };
    let (code, _, help) = refused(&people, &asked);
    assert!(code == "E0519" && help.contains("`--rows 200`"), "{code} {help}");
    let made = people.worksheet(&WorksheetRequest { rows: Some(10), ..asked }).unwrap();
    assert_eq!((made.entries, made.formulas, made.diagnostics.len()), (10 * 2, 2, 0));
}

#[test]
fn what_a_list_cannot_be_is_told_with_a_way_out() {
    let library = library();
    let rows = |rows| WorksheetRequest { rows: Some(rows), ..report("Customer transactions") };
    for wrong in [0, 1001] {
        let (code, _, help) = refused(&library, &rows(wrong));
        assert!(code == "E0533" && help.contains("1 to 1000"), "{code} {help}");
    }
    let with = WorksheetRequest { periods: Some(("2026-01".into(), "2026-02".into())), ..rows(5) };
    let (code, message, _) = refused(&library, &with);
    assert!(code == "E0533" && message.contains("its own date"), "{code} {message}");
    let (code, message, help) = refused(&library, &WorksheetRequest { rows: Some(5), ..report("Retention and churn") });
    assert!(code == "E0533" && message.contains("`customers_at_start`") && help.contains("`time date: day`"), "{code} {message} {help}");
    let members = |text: &str| WorksheetRequest { members: vec![text.into()], ..rows(5) };
    assert_eq!(refused(&library, &members("channel=Emial marketing")).0, "E0518");
    assert_eq!(refused(&library, &members("chanel=Email")).0, "E0518");
    // What a formula over rows cannot say is told, and the rest is there.
    let own = "time date: month\ndimension shop { member \"One\" }\ninput amount: money\nfirst_one = first(amount)\nall = sum(amount)\ngrown = growth(amount)\n";
    let made = Definitions::parse(own).unwrap().worksheet(&WorksheetRequest { rows: Some(4), ..WorksheetRequest::default() }).unwrap();
    let told: Vec<_> = made.diagnostics.iter().map(|warning| (warning.code.id, warning.message.clone())).collect();
    let expected = [
        ("W0636", "`first_one` takes the first or the last by date, so it is not on the worksheet".to_string()),
        ("W0636", "`grown` compares periods, so it is not on the worksheet".to_string()),
    ];
    assert_eq!(told, expected);
    // A date and an amount in each row; the sum of the input, and of the KPI that is one.
    assert_eq!((made.entries, made.formulas), (4 * 2, 2));
}
