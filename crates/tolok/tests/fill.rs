//! A worksheet filled from a worksheet of labels: what is read, what is refused, and that nothing is written where something is wrong.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::path::{Path, PathBuf};

use tolok::{DataPath, DataSource, Definitions, FillRequest, Filled, NoProgress, Problems, Request};
use tolok_xlsx::testing::Parts;
use tolok_xlsx::{Limits, Workbook};

const DEFINITIONS: &str = "input spend: money\ninput new_customers: count { label \"New customers\" label pl \"Nowi klienci\" }\n\
                           cac = spend / new_customers\n";

/// A folder with a template whose A1 asks for `cac`, and with a workbook of data.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(rows: &[(&str, &str)]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.write("template.xlsx", &Parts::book(&[("Report", &row(1, &[text("{{ cac }}")]))]).zipped());
        let data: String =
            rows.iter().enumerate().map(|(index, (label, value))| row(index + 1, &[text(label), value.to_string()])).collect();
        desk.write("data.xlsx", &Parts::book(&[("July", &data)]).zipped());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn request(&self, data: &str, output: &str) -> FillRequest {
        FillRequest {
            request: Request::new(),
            template: self.name("template.xlsx"),
            data: vec![DataSource::Named(DataPath::parse(&self.name(data)))],
            output: Some(self.name(output)),
            ..FillRequest::default()
        }
    }

    fn fill(&self, data: &str, output: &str) -> Result<Filled, Problems> {
        Definitions::parse(DEFINITIONS).and_then(|definitions| definitions.fill(&self.request(data, output), &NoProgress))
    }

    /// The codes and places of what a fill says.
    fn said(&self, data: &str, output: &str) -> Vec<String> {
        let diagnostics = match self.fill(data, output) {
            Ok(filled) => filled.diagnostics,
            Err(problems) => problems.diagnostics,
        };
        let place = |text: String| text.replace(&format!("{}{}", self.folder.path().display(), std::path::MAIN_SEPARATOR), "");
        diagnostics.iter().map(|problem| format!("{} {}", problem.code.id, place(problem.place.to_string()))).collect()
    }
}

fn row(number: usize, cells: &[String]) -> String {
    let cells: String =
        cells.iter().zip(["A", "B"]).map(|(cell, column)| cell.replacen("<c", &format!("<c r=\"{column}{number}\""), 1)).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

fn text(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn number(digits: &str) -> String {
    format!("<c><v>{digits}</v></c>")
}

fn rows(spend: &str, customers: &str) -> Vec<(&'static str, String)> {
    vec![("Spend (USD)", number(spend)), ("Nowi klienci", number(customers))]
}

fn desk(rows: &[(&str, String)]) -> Desk {
    Desk::new(&rows.iter().map(|(label, value)| (*label, value.as_str())).collect::<Vec<_>>())
}

#[test]
fn labels_in_any_language_and_writing_bind() {
    let filled = desk(&rows("1000", "30")).fill("data.xlsx#july", "out.xlsx").unwrap();
    assert_eq!(filled.diagnostics, []);
    assert_eq!((filled.cells[0].cell.as_str(), filled.cells[0].value.to_string().as_str()), ("A1", "33.33333333333333333333333333"));
}

/// 252.03 times 100 in a spreadsheet is stored as 25203, and 0.1 + 0.2 as 0.30000000000000004: the shortest digits that read back.
#[test]
fn doubles_become_the_shortest_decimal() {
    let filled = desk(&rows("568592951.42999995", "1")).fill("data.xlsx", "out.xlsx").unwrap();
    assert_eq!(filled.cells[0].value.to_string(), "568592951.43");
}

#[test]
fn an_error_cell_is_an_error_with_its_place() {
    let filled = desk(&[("spend", "<c t=\"e\"><v>#REF!</v></c>".to_string()), ("new_customers", number("3"))])
        .fill("data.xlsx", "out.xlsx")
        .unwrap();
    assert_eq!(filled.cells[0].value.to_string(), "#N/A");
    assert!(filled.cells[0].cause.as_ref().is_some_and(|cause| cause.contains("July!B1") && cause.contains("#REF!")), "{:?}", filled.cells);
}

#[test]
fn what_the_sheet_says_is_never_guessed() {
    for (rows, expected) in [
        (vec![("spend", number("1")), ("spend", number("2"))], vec!["E0504 data.xlsx!July!A2"]),
        (vec![("spend", number("1")), ("spend", number("1"))], vec![]),
        (vec![("spend", text("about 50"))], vec!["E0502 data.xlsx!July!B1"]),
        (vec![("new custmers", number("30"))], vec!["W0502 data.xlsx!July!A1", "W0503 data.xlsx!July"]),
        (vec![("Notes", text("none"))], vec![]),
        (vec![("spend", number("1e300"))], vec!["E0502 data.xlsx!July!B1"]),
    ] {
        assert_eq!(desk(&rows).said("data.xlsx", "out.xlsx"), expected, "{rows:?}");
    }
}

#[test]
fn data_that_cannot_be_read_says_why() {
    let desk = desk(&rows("1000", "30"));
    desk.write("data.docx", b"PK\x03\x04");
    desk.write("broken.xlsx", b"PK\x03\x04 and no more");
    for (data, expected) in [
        ("nosuch.xlsx", "E0501 nosuch.xlsx"),
        ("data.docx", "E0505 data.docx"),
        ("data.xlsx#August", "E0506 data.xlsx"),
        ("broken.xlsx", "E0604 broken.xlsx"),
    ] {
        assert_eq!(desk.said(data, "out.xlsx"), [expected], "{data}");
    }
    assert!(!desk.path("out.xlsx").exists());
}

#[test]
fn an_output_that_does_not_fit_is_refused() {
    let desk = desk(&rows("1000", "30"));
    assert_eq!(desk.said("data.xlsx", "template.xlsx"), ["E0509 template.xlsx"]);
    assert_eq!(desk.said("data.xlsx", "data.xlsx"), ["E0509 data.xlsx"]);
    assert_eq!(desk.said("data.xlsx", "out.xlsm"), ["E0510 out.xlsm"]);
    let before = std::fs::read(desk.path("template.xlsx")).unwrap();
    let request = desk.request("data.xlsx", "no/such/folder/out.xlsx");
    let filled = Definitions::parse(DEFINITIONS).and_then(|definitions| definitions.fill(&request, &NoProgress)).unwrap();
    let refused = filled.write(&request).unwrap_err();
    assert_eq!((refused.code.id, Path::new(&request.template).exists()), ("E0503", true));
    assert_eq!(std::fs::read(desk.path("template.xlsx")).unwrap(), before);
}

/// What `source` and `rates` blocks name, and what fits a pattern, is read as well.
#[test]
fn an_output_that_is_read_by_another_name_is_refused() {
    let desk = desk(&[]);
    let table = |heads: [&str; 2], cells: [&str; 2]| {
        let cells = cells.map(|cell| if cell.parse::<f64>().is_ok() { number(cell) } else { text(cell) });
        Parts::book(&[("Sheet1", &[row(1, &heads.map(text)), row(2, &cells)].concat())]).zipped()
    };
    desk.write("shop-1.xlsx", &table(["spend", "new_customers"], ["100", "4"]));
    desk.write("ads.kpi", format!("source shop from \"shop-1.xlsx\"\nrates from \"fx.csv\"\n{DEFINITIONS}").as_bytes());
    desk.write("fx.csv", b"date,from,to,rate\n2026-01-01,EUR,USD,1.1\n");
    let said = |data: Vec<DataSource>, template: &str, output: &str| {
        let definitions = Definitions::load(&desk.name("ads.kpi"), tolok::LoadOptions::default()).unwrap();
        let request = FillRequest { data, template: desk.name(template), ..desk.request("data.xlsx", output) };
        let problems = definitions.fill(&request, &NoProgress).err().map(|problems| problems.diagnostics).unwrap_or_default();
        problems.iter().map(|problem| problem.code.id).collect::<Vec<_>>()
    };
    let pattern = || {
        let path = DataPath::parse(&desk.name("shop-*.xlsx"));
        vec![DataSource::Named(DataPath { name: Some("shop".to_string()), ..path })]
    };
    assert_eq!(said(Vec::new(), "template.xlsx", "out.xlsx"), [""; 0]);
    assert_eq!(said(Vec::new(), "template.xlsx", "shop-1.xlsx"), ["E0509"]);
    assert_eq!(said(pattern(), "template.xlsx", "shop-1.xlsx"), ["E0509"]);
    // Of a template without an ending nobody knows what its output is called.
    desk.write("template", &std::fs::read(desk.path("template.xlsx")).unwrap());
    assert_eq!(said(Vec::new(), "template", "fx.csv"), ["E0509"]);
}

#[test]
fn a_written_workbook_reads_back() {
    let desk = desk(&rows("1000", "30"));
    let request = desk.request("data.xlsx", "out.xlsx");
    Definitions::parse(DEFINITIONS).and_then(|definitions| definitions.fill(&request, &NoProgress)).unwrap().write(&request).unwrap();
    let sheet = Parts::unzipped(&std::fs::read(desk.path("out.xlsx")).unwrap()).text("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>33.333333333333336</v>"), "{sheet}");
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 3, "nothing else is left behind");
}

/// The formats are those of the definitions, or of their types; a cell with a format of its own keeps it.
#[test]
fn cells_in_general_take_the_formats_of_the_definitions() {
    let desk = desk(&rows("1000", "30"));
    let placeholders =
        ["{{ cac }}", "{{ spend / 7 }}", "{{ new_customers / spend }}", "{{ 5 }}", "{{ label(cac) }}", "{{ year(day) }}", "{{ day }}"];
    let cells: String = (1..).zip(placeholders).map(|(number, formula)| row(number, &[text(formula)])).collect();
    let formatted = row(9, &[text("{{ cac }}").replace("<c", "<c s=\"1\"")]);
    desk.write("template.xlsx", &Parts::book(&[("Report", &(cells + &formatted))]).formats(&[0, 2]).zipped());
    let definitions = DEFINITIONS.replace("new_customers\n", "new_customers { format \"0.0x\" }\n") + "day = date(2026, 1, 31)\n";
    let request = desk.request("data.xlsx", "out.xlsx");
    let filled = Definitions::parse(&definitions).and_then(|definitions| definitions.fill(&request, &NoProgress)).unwrap();
    let workbook = Workbook::open(filled.bytes, &Limits::default()).unwrap();
    let worksheet = workbook.worksheet(&workbook.sheets()[0]).unwrap();
    let formats: Vec<String> = worksheet.cells().map(|cell| worksheet.number_format(&cell.unwrap()).to_owned()).collect();
    assert_eq!(formats, ["0.0x", "#,##0.00", "#,##0.##", "#,##0", "General", "General", "yyyy-mm-dd", "0.00"]);
}

/// A chart's title, a header and a sheet's name are filled with what people read, and are listed by what they are.
#[test]
fn texts_outside_of_cells_are_filled() {
    let desk = desk(&rows("1000", "30"));
    let sheet = "xl/worksheets/sheet1.xml";
    let drawing = "<wsDr xmlns:r=\"r\"><cNvPr name=\"Costs\"/><chart r:id=\"rId1\"/></wsDr>";
    let chart = "<c xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><title><a:p><a:r><a:t>{{ la</a:t></a:r><a:r><a:t>bel(new_customers) }}: {{ cac }}</a:t>\
                 </a:r></a:p></title></c>";
    let template = Parts::book(&[("CAC {{ cac }}", &row(1, &[text("{{ cac }}")]))])
        .edited(
            sheet,
            "</sheetData>",
            "</sheetData><headerFooter><oddFooter>&amp;C{{ target(cac) }} {{ spend }}</oddFooter></headerFooter>",
        )
        .leading(sheet, "drawing", "../drawings/drawing1.xml")
        .with("xl/drawings/drawing1.xml", drawing)
        .leading("xl/drawings/drawing1.xml", "chart", "../charts/chart1.xml")
        .with("xl/charts/chart1.xml", chart);
    desk.write("template.xlsx", &template.zipped());
    let request = desk.request("data.xlsx", "out.xlsx");
    let filled = Definitions::parse(DEFINITIONS).and_then(|definitions| definitions.fill(&request, &NoProgress)).unwrap();
    let after = Parts::unzipped(&filled.bytes);
    assert!(after.text("xl/charts/chart1.xml").contains("<a:t>New customers</a:t></a:r><a:r><a:t>: 33.33</a:t>"));
    assert!(after.text(sheet).contains("&amp;C– 1,000.00</oddFooter>"), "{}", after.text(sheet));
    assert!(after.text("xl/workbook.xml").contains("name=\"CAC 33.33\""));
    let listed: Vec<String> = filled.cells.iter().map(|cell| format!("{} {}", cell.cell, cell.definition)).collect();
    let expected = [
        "A1 cac",
        "sheet name cac",
        "footer target(cac)",
        "footer spend",
        "chart title of \"Costs\" label(new_customers)",
        "chart title of \"Costs\" cac",
    ];
    assert_eq!(listed, expected);
}

/// A placeholder's own problems come with the cell, all in one run.
#[test]
fn an_unknown_name_in_a_placeholder_names_the_cell() {
    let desk = desk(&rows("1000", "30"));
    let cells = [row(1, &[text("{{ cax }}"), text("{{ spend +")]), row(2, &[text("{{ growth( }}")])].concat();
    desk.write("template.xlsx", &Parts::book(&[("Report", &cells)]).zipped());
    let mut said = desk.said("data.xlsx", "out.xlsx");
    said.sort();
    assert_eq!(said, ["E0102 template.xlsx!Report!A2", "E0201 template.xlsx!Report!A1", "E0621 template.xlsx!Report!B1"]);
}

/// Rows of two months; February stops before its end.
const ROWS: &str =
    "date,channel,spend,new_customers\n2026-01-30,Email,100,4\n2026-01-31,Search,500,6\n2026-02-01,Email,80,1\n2026-02-02,Search,300,9\n";

/// By hand: January is 600 for 10, February 380 for 10, of which Email is 80 for 1; from 600 to 380 is -36.67 %.
#[test]
fn tables_fill_a_worksheet_of_one_period() {
    let desk = desk(&[]);
    let placeholders =
        ["{{ cac }}", "{{ cac where channel = &quot;Email&quot; }}", "{{ growth(spend) }}", "{{ ytd(spend) }}", "{{ period() }}"];
    let cells: String = (1..).zip(placeholders).map(|(number, formula)| row(number, &[text(formula)])).collect();
    desk.write("template.xlsx", &Parts::book(&[("Report", &cells)]).zipped());
    desk.write("ads.csv", ROWS.as_bytes());
    let definitions = Definitions::parse(&format!("dimension channel\ntime date: month\n{DEFINITIONS}")).unwrap();
    let mut request = desk.request("ads.csv", "out.xlsx");
    request.scope.period = Some("2026-02".to_string());
    let filled = definitions.fill(&request, &NoProgress).unwrap();
    let values: Vec<String> = filled.cells.iter().map(|cell| cell.value.to_string()).collect();
    assert_eq!(values, ["38", "80", "-0.3666666666666666666666666667", "980", "2026-02"]);
    assert_eq!(filled.diagnostics.iter().map(|problem| problem.code.id).collect::<Vec<_>>(), ["W0507"]);

    request.scope.period = None;
    let filled = definitions.fill(&request, &NoProgress).unwrap();
    let values: Vec<String> = filled.cells.iter().map(|cell| cell.value.to_string()).collect();
    assert_eq!(values, ["49", "36", "#N/A", "#N/A", "#N/A"]);
    assert_eq!(filled.diagnostics.iter().map(|problem| problem.code.id).collect::<Vec<_>>(), ["W0514"]);
}

#[test]
fn a_condition_on_a_member_that_is_not_there_suggests_the_nearest() {
    let desk = desk(&[]);
    desk.write("ads.csv", ROWS.as_bytes());
    let definitions = Definitions::parse(&format!("dimension channel\ntime date: month\n{DEFINITIONS}")).unwrap();
    let mut request = desk.request("ads.csv", "out.xlsx");
    request.scope.filter = Some("channel = \"Emial\"".to_string());
    let filled = definitions.fill(&request, &NoProgress).unwrap();
    assert_eq!(filled.cells[0].value.to_string(), "blank");
    let said: Vec<_> = filled.diagnostics.iter().map(|problem| (problem.code.id, problem.help.as_deref())).collect();
    assert_eq!(said, [("W0515", Some("is `Email` meant?"))]);
}

/// Σ spend · Σ customers is no total of anything, in a placeholder as little as in a file.
#[test]
fn a_placeholder_that_multiplies_totals_is_refused() {
    let desk = desk(&[]);
    desk.write("template.xlsx", &Parts::book(&[("Report", &row(1, &[text("{{ spend * new_customers }}")]))]).zipped());
    desk.write("ads.csv", ROWS.as_bytes());
    let definitions = Definitions::parse(&format!("dimension channel\ntime date: month\n{DEFINITIONS}")).unwrap();
    let problems = definitions.fill(&desk.request("ads.csv", "out.xlsx"), &NoProgress).unwrap_err();
    assert_eq!(problems.diagnostics[0].code.id, "E0314");
    assert!(problems.diagnostics[0].place.to_string().ends_with("template.xlsx!Report!A1"));
}
