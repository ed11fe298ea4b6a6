//! Real workbooks: they can be read to their end, an edit changes nothing else, and no damage to them makes reading stop.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use tolok_excel_formula::{Book, Expression, Line, Shift};
use tolok_xlsx::testing::{Parts, real_workbooks};
use tolok_xlsx::{Address, Cell, Content, Edits, Limits, PassageKind, Replacement, Sheet, Workbook, XlsxError};

fn open(bytes: &[u8]) -> Workbook {
    Workbook::open(bytes, &Limits::default()).unwrap()
}

#[test]
fn every_cell_of_every_sheet_is_read() {
    let (mut cells, mut texts, mut formulas) = (0_usize, 0_usize, 0_usize);
    for path in real_workbooks() {
        let workbook = open(&std::fs::read(&path).unwrap());
        for sheet in workbook.worksheets() {
            let worksheet = workbook.worksheet(sheet).unwrap();
            for cell in worksheet.cells() {
                let cell = cell.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                cells += 1;
                texts += usize::from(cell.text().is_some());
                formulas += usize::from(cell.formula().is_some());
            }
        }
    }
    println!("{cells} cells, {texts} texts, {formulas} formulas");
}

#[test]
fn a_search_finds_what_reading_every_cell_finds() {
    let mut found = 0_usize;
    for path in real_workbooks() {
        let workbook = open(&std::fs::read(&path).unwrap());
        for sheet in workbook.worksheets() {
            let worksheet = workbook.worksheet(sheet).unwrap();
            let told = |cell: &tolok_xlsx::Cell<'_>| (cell.address(), cell.span(), cell.text().map(str::to_owned));
            let cells: Vec<_> = worksheet
                .cells()
                .map(Result::unwrap)
                .map(|cell| (told(&cell), cell.formula().map(|formula| formula.text.clone())))
                .collect();
            for piece in ["{{", "1", "&"] {
                let has = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(piece));
                let expected: Vec<_> =
                    cells.iter().filter(|(cell, formula)| has(&cell.2) || has(formula)).map(|(cell, _)| cell.clone()).collect();
                let mut searched = Vec::new();
                workbook.search(sheet, piece, &mut |cell| searched.push(told(cell))).unwrap();
                assert!(searched == expected, "{} {} {piece}", path.display(), sheet.name());
                found += searched.len();
            }
        }
    }
    println!("{found} cells found");
}

#[test]
fn an_edit_changes_its_sheet_and_the_workbook_part_alone() {
    for (index, path) in real_workbooks().into_iter().enumerate() {
        let bytes = std::fs::read(&path).unwrap();
        let workbook = open(&bytes);
        assert_eq!(workbook.edit(&Edits::default()).unwrap().bytes, bytes);
        let Some(sheet) = workbook.worksheets().next() else { continue };
        // A cell below all others, which no formula but one over whole columns can look at, and others that can be set, of every kind.
        let worksheet = workbook.worksheet(sheet).unwrap();
        let cells: Vec<_> = worksheet.cells().map(Result::unwrap).collect();
        let last = cells.iter().map(|cell| cell.address().row()).max().unwrap_or(0);
        let mut everywhere = Edits::default();
        cells.iter().for_each(|cell| everywhere.set(sheet.index(), cell.address(), Content::Blank));
        let taken: Vec<Address> = workbook.check(&everywhere).iter().filter_map(address).collect();
        let free = |cell: &&Cell<'_>| cell.formula().is_none() && !taken.contains(&cell.address());
        let number = cells.iter().filter(|cell| cell.number().is_some()).find(free);
        let text = cells.iter().filter(|cell| cell.text().is_some()).find(free);
        let blank = cells.iter().filter(|cell| cell.value().is_none() && cell.text().is_none()).find(free);
        let there: Vec<Address> = [number, text, blank].into_iter().flatten().map(Cell::address).collect();
        // Numbers into cells that are there and a text below, and the other way round in every other workbook.
        let mut contents = [Content::Number(100.0 / 3.0), Content::Text(" a < b ".to_owned())];
        contents.rotate_left(index % 2);
        let [into_there, below] = &contents;
        let mut set: Vec<(Address, &Content)> = there.iter().map(|cell| (*cell, into_there)).collect();
        set.extend(Address::new(last + 3, 1).map(|cell| (cell, below)));
        only_the_cells_change(&path, &bytes, &workbook, sheet, &set);
    }
}

fn only_the_cells_change(path: &Path, bytes: &[u8], workbook: &Workbook, sheet: &Sheet, set: &[(Address, &Content)]) {
    let mut edits = Edits::default();
    set.iter().for_each(|(cell, content)| edits.set(sheet.index(), *cell, (*content).clone()));
    let output = workbook.edit(&edits).unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));
    let edited = open(&output.bytes);
    let mut allowed: Vec<String> = output.on_open.iter().chain(&output.recalculated).map(|located| part(&edited, &located.sheet)).collect();
    allowed.extend([part(&edited, sheet.name()), "xl/workbook.xml".to_owned()]);
    let (before, after) = (Parts::unzipped(bytes), Parts::unzipped(&output.bytes));
    // Of charts nothing but the copies of cells may be others.
    let followed = |name: &String| !output.charts.is_empty() && without_copies(&before, name) == without_copies(&after, name);
    let differing: Vec<String> = before.differing(&after).into_iter().filter(|name| !allowed.contains(name) && !followed(name)).collect();
    assert_eq!(differing, [""; 0], "{}", path.display());
    let names = |parts: &Parts| parts.0.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after), "{}", path.display());
    let worksheet = edited.worksheet(edited.sheet(sheet.name()).unwrap()).unwrap();
    let cells: BTreeMap<Address, Cell<'_>> = worksheet.cells().map(Result::unwrap).map(|cell| (cell.address(), cell)).collect();
    for (address, content) in set {
        let cell = &cells[address];
        let read = match content {
            Content::Number(_) => cell.number().map(Content::Number),
            _ => cell.text().map(|text| Content::Text(text.to_owned())),
        };
        assert_eq!(read.as_ref(), Some(*content), "{} {address}", path.display());
    }
}

/// The formulas of a workbook: those of cells, names, tables, charts, rules and validations.
fn formulas(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap();
    let workbook = open(&bytes);
    let mut found: Vec<String> = workbook.defined_names().iter().map(|name| name.formula.clone()).collect();
    for sheet in workbook.worksheets() {
        for cell in workbook.worksheet(sheet).unwrap().cells().map(Result::unwrap) {
            found.extend(cell.formula().map(|formula| formula.text.clone()));
        }
    }
    let parts = Parts::unzipped(&bytes);
    for (_, bytes) in parts.0.iter().filter(|(name, _)| name.ends_with(".xml")) {
        let text = String::from_utf8_lossy(bytes);
        for piece in text.split('<').filter_map(|piece| piece.split_once('>')) {
            let name = piece.0.split([' ', '/']).next().unwrap().rsplit(':').next().unwrap();
            if ["formula", "formula1", "formula2", "f", "calculatedColumnFormula", "totalsRowFormula"].contains(&name) {
                let plain = ["&lt;", "&gt;", "&quot;", "&apos;", "&#10;", "&amp;"].into_iter().zip(["<", ">", "\"", "'", "\n", "&"]);
                found.push(plain.fold(piece.1.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain)));
            }
        }
    }
    found.retain(|formula| !formula.trim().is_empty());
    found
}

/// What is read is written byte for byte as it was, and stays so under a shift that shifts nothing.
#[test]
fn every_formula_is_written_as_it_was_read() {
    let (mut read, mut unread) = (0_usize, std::collections::BTreeSet::new());
    let book = Book::new(["Sheet1"]);
    for path in real_workbooks() {
        for formula in formulas(&path) {
            match Expression::parse(&formula) {
                Some(expression) => {
                    assert_eq!(expression.to_string(), formula, "{}", path.display());
                    let nothing = Shift::Insert { sheet: 0, line: Line::Row, at: 1, count: 0 };
                    assert_eq!(expression.shifted(&nothing, &book, 0), expression, "{formula}");
                    assert_eq!(expression.copied(0, 0, &book), expression, "{formula}");
                    read += 1;
                }
                None => drop(unread.insert(formula)),
            }
        }
    }
    println!("{read} formulas");
    assert!(unread.is_empty(), "{unread:#?}");
}

/// A part of a chart without the copies of cells in it.
fn without_copies(parts: &Parts, name: &str) -> Option<String> {
    let text = String::from_utf8(parts.bytes(name)?.to_vec()).ok().filter(|text| text.contains("chartSpace"))?;
    let (mut kept, mut copy) = (String::new(), None);
    for piece in text.split('<') {
        let tag = piece.split('>').next().unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        let name = name.rsplit(':').next().unwrap();
        match copy {
            Some(open) if open == name && tag.starts_with('/') => copy = None,
            Some(_) => {}
            None if ["numCache", "strCache", "multiLvlStrCache", "dlblRangeCache", "lvl", "v"].contains(&name) => {
                copy = Some(name).filter(|_| !tag.ends_with('/'));
            }
            None => kept += piece,
        }
    }
    Some(kept)
}

/// Every number that a chart shows is set to another: its copies follow, and nothing else in its part changes.
#[test]
fn charts_follow_the_numbers_that_they_show() {
    let (mut charts, mut copies) = (0, 0);
    let paths = real_workbooks();
    let are_there = !paths.is_empty();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let workbook = open(&bytes);
        let before = Parts::unzipped(&bytes);
        let parts: Vec<&str> = before.0.iter().map(|(name, _)| name.as_str()).filter(|name| name.starts_with("xl/charts/chart")).collect();
        let shown: String = parts.iter().map(|part| before.text(part)).collect();
        let mut edits = Edits::default();
        for sheet in workbook.worksheets() {
            for cell in workbook.worksheet(sheet).unwrap().cells().map(Result::unwrap) {
                let (row, name) = (cell.address().row(), sheet.name());
                let in_chart = shown.contains(&format!("{name}!")) || shown.contains(&format!("{name}'!"));
                if in_chart && cell.formula().is_none() && cell.number().is_some() {
                    edits.set(sheet.index(), cell.address(), Content::Number(f64::from(row) + 0.125));
                }
            }
        }
        if edits.is_empty() {
            continue;
        }
        let output = workbook.edit(&edits).unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));
        let after = Parts::unzipped(&output.bytes);
        for part in before.differing(&after).iter().filter(|part| part.starts_with("xl/charts/")) {
            assert!(without_copies(&before, part).is_some(), "{} {part}", path.display());
            assert_eq!(without_copies(&before, part), without_copies(&after, part), "{} {part}", path.display());
        }
        charts += output.charts.len();
        copies += output.charts.iter().map(|chart| chart.updated.len()).sum::<usize>();
    }
    println!("{copies} copies in {charts} charts follow");
    assert!(!are_there || copies >= 70, "only {copies}");
}

fn address(error: &XlsxError) -> Option<Address> {
    match error {
        XlsxError::CellTaken { cell, .. } => Some(*cell),
        _ => None,
    }
}

/// The markup of a part without its texts, and the texts.
fn apart(xml: &str) -> (Vec<&str>, Vec<&str>) {
    let pieces = xml.split('<').map(|piece| piece.split_once('>').unwrap_or((piece, "")));
    pieces.unzip()
}

#[test]
fn a_text_of_a_shape_or_chart_is_replaced_and_nothing_else() {
    let mut counts = std::collections::BTreeMap::new();
    for path in real_workbooks() {
        let bytes = std::fs::read(&path).unwrap();
        let workbook = open(&bytes);
        let passages = workbook.texts("").unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for passage in &passages {
            *counts.entry(passage.kind()).or_insert(0_usize) += 1;
        }
        let drawn = |passage: &&tolok_xlsx::Passage| matches!(passage.kind(), PassageKind::Shape | PassageKind::Chart | PassageKind::Note);
        let Some(passage) = passages.iter().filter(drawn).max_by_key(|passage| passage.text().len()) else { continue };
        let mut edits = Edits::default();
        edits.replace_in(passage, vec![Replacement { range: 0..passage.text().len(), text: "5 < 6 & 7".to_owned() }]);
        let output = workbook.edit(&edits).unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));

        let (before, after) = (Parts::unzipped(&bytes), Parts::unzipped(&output.bytes));
        let differing = before.differing(&after);
        assert_eq!(differing.len(), 1, "{}: {passage} {differing:?}", path.display());
        let (old, new) = (before.text(&differing[0]), after.text(&differing[0]));
        let ((old_markup, old_texts), (new_markup, new_texts)) = (apart(&old), apart(&new));
        // A line break of a shape is an element, and goes with the text.
        let breaks = old_markup.iter().filter(|tag| tag.starts_with("a:br")).count();
        if breaks == 0 {
            assert_eq!(old_markup, new_markup, "{}: {passage}", path.display());
            let changed =
                old_texts.iter().zip(&new_texts).filter(|(old, new)| old != new).map(|(_, new)| *new).filter(|new| !new.is_empty());
            assert_eq!(changed.collect::<Vec<_>>(), ["5 &lt; 6 &amp; 7"], "{}: {passage}", path.display());
        }
        let texts: Vec<String> = open(&output.bytes).texts("").unwrap().iter().map(|passage| passage.text().to_owned()).collect();
        let expected = passages.iter().map(|other| if other == passage { "5 < 6 & 7" } else { other.text() });
        assert_eq!(texts, expected.collect::<Vec<_>>(), "{}", path.display());
    }
    println!("{counts:?}");
}

fn part(workbook: &Workbook, sheet: &str) -> String {
    workbook.sheet(sheet).and_then(|sheet| sheet.part()).unwrap().to_owned()
}

/// Reads everything that can be read, and edits a cell; what comes of it does not matter here.
fn exercise(bytes: &[u8]) {
    let limits = Limits { expanded: 8 << 20, ..Limits::default() };
    let Ok(workbook) = Workbook::open(bytes, &limits) else { return };
    let mut edits = Edits::default();
    for sheet in workbook.sheets() {
        if let Ok(worksheet) = workbook.worksheet(sheet) {
            let formats = worksheet.cells().filter_map(Result::ok).map(|cell| worksheet.number_format(&cell).len());
            let _ = formats.sum::<usize>();
        }
        edits.set(sheet.index(), Address::A1, Content::Text("text".to_owned()));
    }
    for passage in workbook.texts("").unwrap_or_default() {
        edits.replace_in(&passage, vec![Replacement { range: 0..passage.text().len(), text: "text".to_owned() }]);
    }
    let _ = workbook.edit(&edits);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        exercise(&bytes);
        exercise(&[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn damaged_workbooks_never_make_it_stop(seed in any::<usize>(), flips in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8), cut in any::<usize>()) {
        let small: Vec<_> = real_workbooks().into_iter().filter(|path| path.metadata().is_ok_and(|data| data.len() < 20_000)).collect();
        if let Some(path) = small.get(seed % small.len().max(1)) {
            let mut bytes = std::fs::read(path).unwrap();
            let length = bytes.len();
            exercise(&bytes[..cut % length]);
            for (at, with) in flips {
                bytes[at % length] ^= with;
            }
            exercise(&bytes);
        }
    }

    /// Damage inside the parts, where a zip's checksums do not find it.
    #[test]
    fn damaged_parts_never_make_it_stop(seed in any::<usize>(), which in any::<usize>(), flips in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        let small: Vec<_> = real_workbooks().into_iter().filter(|path| path.metadata().is_ok_and(|data| data.len() < 20_000)).collect();
        if let Some(path) = small.get(seed % small.len().max(1)) {
            let mut parts = Parts::unzipped(&std::fs::read(path).unwrap());
            let mut xml: Vec<&mut (String, Vec<u8>)> = parts.0.iter_mut().filter(|(name, bytes)| name.contains("xl/") && !bytes.is_empty()).collect();
            let count = xml.len();
            let bytes = &mut xml[which % count].1;
            let length = bytes.len();
            for (at, with) in flips {
                bytes[at % length] = with;
            }
            exercise(&parts.zipped());
        }
    }
}
