//! Laws of workbooks: nothing panics, a search finds what reading every cell finds, and an edit sets its cells and changes nothing else.

use std::collections::{BTreeMap, BTreeSet};

use tolok_xlsx::testing::Parts;
use tolok_xlsx::{Address, Cell, Content, Edits, Limits, Sheet, Workbook};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const PIECE: &str = "{{";

/// A workbook that takes more is refused.
const LIMITS: Limits = Limits { entries: 100, expanded: 1 << 20, ratio: 300, ratio_free: 1 << 16 };

/// Where cells are set, whatever is there.
const PLACES: [&str; 6] = ["A1", "B1", "B2", "C3", "A9", "XFD1048576"];

/// Holds bytes against the laws. The first says what the others are, the second what is edited.
pub fn hold(bytes: &[u8]) {
    let Some((&[kind, chosen], rest)) = bytes.split_first_chunk::<2>() else { return };
    let parts = match kind % 4 {
        0 => return laws(rest, None, chosen),
        1 => with(book(""), SHEET, rest),
        2 => with(
            book(""),
            SHEET,
            &[
                b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
                rest,
                b"</sheetData></worksheet>",
            ]
            .concat(),
        ),
        _ => with(book("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>"), STRINGS, rest),
    };
    laws(&parts.zipped(), Some(&parts), chosen);
}

fn book(rows: &str) -> Parts {
    Parts::book(&[("Sheet1", rows), ("Sheet2", "<row r=\"1\"><c r=\"A1\"><f>Sheet1!B2*2</f><v>1</v></c></row>")])
        .shared_strings(&["<t>{{ a }}</t>", "<t>b</t>"])
        .formats(&[0, 14])
}

fn with(mut parts: Parts, name: &str, bytes: &[u8]) -> Parts {
    if let Some((_, part)) = parts.0.iter_mut().find(|(other, _)| other == name) {
        *part = bytes.to_vec();
    }
    parts
}

fn laws(zipped: &[u8], parts: Option<&Parts>, chosen: u8) {
    let Ok(workbook) = Workbook::open(zipped, &LIMITS) else { return };
    let _ = workbook.is_signed();
    for sheet in workbook.sheets() {
        let _ = workbook.tables(sheet);
        searched(&workbook, sheet);
    }
    let edits = edits(&workbook, chosen);
    let refused = workbook.check(&edits);
    match workbook.edit(&edits) {
        Err(errors) => assert!(!errors.is_empty()),
        Ok(output) => {
            assert!(refused.is_empty(), "edited what it refuses: {refused:?}");
            assert_eq!(workbook.edit(&edits).map(|again| again == output), Ok(true), "two edits differ");
            edited(&workbook, &edits, &output, chosen);
            if let Some(parts) = parts {
                let allowed = ["xl/workbook.xml", SHEET, "xl/worksheets/sheet2.xml"];
                let differing = parts.differing(&Parts::unzipped(&output.bytes));
                assert!(differing.iter().all(|name| allowed.contains(&name.as_str())), "{differing:?}");
            }
        }
    }
}

/// A search and a reader of every cell find the same; only the reader is told of damage where nothing is searched for. Rows inside of anything
/// but the element of the rows, which no program writes, are cut off where a window ends with them: the search refuses them.
fn searched(workbook: &Workbook, sheet: &Sheet) {
    let mut found = Vec::new();
    let search = workbook.search(sheet, PIECE, &mut |cell| found.push((cell.address(), cell.span())));
    let Ok(worksheet) = workbook.worksheet(sheet) else { return };
    let _ = worksheet.merged();
    let Ok(cells) = worksheet.cells().collect::<Result<Vec<_>, _>>() else { return };
    for cell in &cells {
        let _ = (worksheet.number_format(cell), cell.number());
    }
    if let Err(error) = search {
        let refused = ["row that is not its own", "cut off"].iter().any(|why| error.to_string().contains(why));
        assert!(refused, "{error}");
        return;
    }
    let has = |text: Option<&str>| text.is_some_and(|text| text.contains(PIECE));
    let expected = cells.iter().filter(|cell| has(cell.text()) || has(cell.formula().map(|formula| formula.text.as_str())));
    assert_eq!(found, expected.map(|cell| (cell.address(), cell.span())).collect::<Vec<_>>(), "a search found something else");
}

fn content(number: usize) -> Content {
    match number % 4 {
        0 => Content::Number(0.1),
        1 => Content::Text("a < \u{17c}".to_owned()),
        2 => Content::Blank,
        _ => Content::Bool(true),
    }
}

fn edits(workbook: &Workbook, chosen: u8) -> Edits {
    let mut edits = Edits::default();
    let Some(sheet) = workbook.worksheets().next() else { return edits };
    for (index, place) in PLACES.iter().enumerate().filter(|(index, _)| chosen >> index & 1 == 1) {
        if let Some(address) = Address::parse(place) {
            edits.set(sheet.index(), address, content(index + usize::from(chosen >> 6)));
        }
    }
    edits
}

type Shown = BTreeMap<Address, (Option<String>, Option<String>, Option<String>)>;

/// What the cells of a sheet show, or nothing if they cannot be read, two of them are the same, or one stands in a row that is not its own:
/// an edit finds such a cell only where it has to read the row.
fn shown(workbook: &Workbook, sheet: &Sheet) -> Option<Shown> {
    workbook.search(sheet, "", &mut |_| ()).ok()?;
    let worksheet = workbook.worksheet(sheet).ok()?;
    let mut shown = Shown::new();
    for cell in worksheet.cells() {
        let cell: Cell<'_> = cell.ok()?;
        let own = |text: Option<&str>| text.map(str::to_owned);
        let known = shown.insert(cell.address(), (own(cell.value()), own(cell.text()), cell.number().map(|number| number.to_string())));
        if known.is_some() {
            return None;
        }
    }
    Some(shown)
}

fn edited(workbook: &Workbook, edits: &Edits, output: &tolok_xlsx::Output, chosen: u8) {
    let limits = Limits { expanded: LIMITS.expanded * 2, ..LIMITS };
    let after = Workbook::open(output.bytes.as_slice(), &limits).expect("what was edited opens");
    if edits.is_empty() {
        assert_eq!(output.bytes, workbook.bytes());
    }
    let first = workbook.worksheets().next().map(Sheet::index);
    for (sheet, new) in workbook.worksheets().zip(after.worksheets()) {
        let Some(before) = shown(workbook, sheet) else { continue };
        let mut now = shown(&after, new).expect("what was edited can be read");
        let mut set = BTreeSet::new();
        for (index, place) in PLACES.iter().enumerate().filter(|(index, _)| Some(sheet.index()) == first && chosen >> index & 1 == 1) {
            let Some(address) = Address::parse(place) else { continue };
            set.insert(address);
            let (value, text, number) = now.remove(&address).unwrap_or_default();
            match content(index + usize::from(chosen >> 6)) {
                Content::Number(_) => assert_eq!(number.as_deref(), Some("0.1")),
                Content::Text(wanted) => assert_eq!(text, Some(wanted)),
                Content::Bool(_) => assert_eq!(value.as_deref(), Some("1")),
                _ => assert_eq!(value.or(text), None),
            }
        }
        let others = output.on_open.iter().chain(&output.recalculated);
        let stale = |address: &Address| others.clone().any(|located| located.sheet == *sheet.name() && located.cell == *address);
        let kept = |shown: &Shown| -> Shown {
            shown
                .iter()
                .filter(|(address, _)| !set.contains(address) && !stale(address))
                .map(|(address, cell)| (*address, cell.clone()))
                .collect()
        };
        assert_eq!(kept(&before), kept(&now), "an edit changed other cells");
    }
}
