use proptest::prelude::*;

use super::*;

fn book() -> Book {
    let mut book = Book::new(["Data", "Jan", "Feb", "Mar", "It's"]);
    book.add_name(None, "rate", "Data!$B$1");
    book.add_name(None, "TAX2024", "Data!$D$4");
    book
}

/// A formula on the sheet `Data` after a shift of that sheet.
fn after(text: &str, shift: Shift) -> String {
    Expression::parse(text).unwrap_or_else(|| panic!("{text}")).shifted(&shift, &book(), 0).to_string()
}

fn insert(at: u32, count: u32) -> Shift {
    Shift::Insert { sheet: 0, line: Line::Row, at, count }
}

fn delete(at: u32, count: u32) -> Shift {
    Shift::Delete { sheet: 0, line: Line::Row, at, count }
}

/// Each as Excel writes it when rows are inserted before row 5. LibreOffice 7.4 writes the same, here and below, but for the sheet before
/// `#REF!`, which it forgets, for whole rows and columns written by their corners, and for an end in the last row, which it holds there.
#[test]
fn rows_that_come_move_and_widen() {
    for (before, two_more) in [
        ("B4", "B4"),
        ("B5", "B7"),
        ("$B$5+b6", "$B$7+B8"),
        ("SUM(B2:B4)", "SUM(B2:B4)"),
        ("SUM(B2:B5)", "SUM(B2:B7)"),
        ("SUM(B5:B6)", "SUM(B7:B8)"),
        ("SUM(B9:B2)", "SUM(B11:B2)"),
        ("SUM(B:C,4:5,$5:6,A1:A1048576)", "SUM(B:C,4:7,$7:8,A1:A1048576)"),
        ("A2:A1048576", "A2:A1048576"),
        ("A1048575", "#REF!"),
        ("Data!A1048575:B1048576", "Data!#REF!"),
        ("A1048570:B1048576", "A1048572:B1048576"),
        ("Jan!B9+'It''s'!B9+[1]Data!B9+'[1]Data'!B9", "Jan!B9+'It''s'!B9+[1]Data!B9+'[1]Data'!B9"),
        ("Data!B9 + 'Data'!B9+DATA!B9+[0]Data!B9", "Data!B11 + 'Data'!B11+DATA!B11+[0]Data!B11"),
        ("SUM(Data:Feb!B9)", "SUM(Data:Feb!B9)"),
        ("rate+TAX2024+LOG10(B9)+Sales[B9]", "rate+TAX2024+LOG10(B11)+Sales[B9]"),
        ("\"B9\"&{9,9}&@B9&C9#", "\"B9\"&{9,9}&@B11&C11#"),
        ("B2:INDEX(B:B,B9)", "B2:INDEX(B:B,B11)"),
        ("Data!B2:Data!B9", "Data!B2:Data!B11"),
        ("IF( B9>0 , -B9% , (B1 B9:C9) )", "IF( B11>0 , -B11% , (B1 B11:C11) )"),
    ] {
        assert_eq!(after(before, insert(5, 2)), two_more, "{before}");
    }
}

/// Each as Excel writes it when rows 5 and 6 are deleted.
#[test]
fn rows_that_go_take_references_with_them() {
    for (before, two_less) in [
        ("B4", "B4"),
        ("B5", "#REF!"),
        ("B6*2", "#REF!*2"),
        ("$B$7", "$B$5"),
        ("SUM(B2:B4)", "SUM(B2:B4)"),
        ("SUM(B2:B5)", "SUM(B2:B4)"),
        ("SUM(B2:B9)", "SUM(B2:B7)"),
        ("SUM(B5:B9)", "SUM(B5:B7)"),
        ("SUM(B6:B9)", "SUM(B5:B7)"),
        ("SUM(B5:B6)", "SUM(#REF!)"),
        ("SUM(B4:B5)", "SUM(B4:B4)"),
        ("SUM(B9:B3)", "SUM(B7:B3)"),
        ("SUM(B7:B8)", "SUM(B5:B6)"),
        ("SUM(B:B,5:6,4:9)", "SUM(B:B,#REF!,4:7)"),
        ("A1:A1048576", "A1:A1048576"),
        ("A2:A1048576", "A2:A1048574"),
        ("Data!B5+Jan!B5", "Data!#REF!+Jan!B5"),
        ("SUM(B5#,B5 B4:B9)", "SUM(#REF!#,#REF! B4:B7)"),
        ("SUM(Jan:Feb!B5)", "SUM(Jan:Feb!B5)"),
        ("Data!$B$5,Data!$B$7:$C$9", "Data!#REF!,Data!$B$5:$C$7"),
    ] {
        assert_eq!(after(before, delete(5, 2)), two_less, "{before}");
    }
    assert_eq!(after("A1+A2", delete(1, 1)), "#REF!+A1");
}

#[test]
fn columns_come_and_go_alike() {
    let insert = Shift::Insert { sheet: 0, line: Line::Column, at: 3, count: 1 };
    let delete = Shift::Delete { sheet: 0, line: Line::Column, at: 3, count: 1 };
    for (before, more, less) in [
        ("B2+C2+$D$2", "B2+D2+$E$2", "B2+#REF!+$C$2"),
        ("SUM(B2:C3)", "SUM(B2:D3)", "SUM(B2:B3)"),
        ("SUM(B:C,C:C,2:3)", "SUM(B:D,D:D,2:3)", "SUM(B:B,#REF!,2:3)"),
        ("XFD1", "#REF!", "XFC1"),
        ("A1:XFD9", "A1:XFD9", "A1:XFD9"),
    ] {
        assert_eq!((after(before, insert), after(before, delete)), (more.to_owned(), less.to_owned()), "{before}");
    }
}

#[test]
fn copies_move_what_no_dollar_sign_holds() {
    let copied = |text: &str, rows, columns| Expression::parse(text).unwrap().copied(rows, columns, &book()).to_string();
    for (before, rows, columns, expected) in [
        ("A1+$A1+A$1+$A$1", 2, 3, "D3+$A3+D$1+$A$1"),
        ("SUM(Jan!A1:B2)&\"A1\"&'A1'!C3", 1, 0, "SUM(Jan!A2:B3)&\"A1\"&'A1'!C4"),
        ("SUM(C:C,4:4,Jan:Mar!B2)", 1, 1, "SUM(D:D,5:5,Jan:Mar!C3)"),
        ("A1+B2", -1, 0, "#REF!+B1"),
        ("SUM(Jan!A1:B2)", 0, -1, "SUM(Jan!#REF!)"),
        ("SUM($A1:B2)", 0, -1, "SUM($A1:A2)"),
        ("XFD1048576", 1, 0, "#REF!"),
        ("TAX2024*A1", 1, 1, "TAX2024*B2"),
        ("[1]Jan!A1", 1, 1, "[1]Jan!B2"),
        ("b2 + Jan!c3", 0, 0, "b2 + Jan!c3"),
    ] {
        assert_eq!(copied(before, rows, columns), expected, "{before}");
    }
}

#[test]
fn a_sheet_with_another_name_is_named_so_everywhere() {
    let renamed = |text: &str, old: &str, new: &str| Expression::parse(text).unwrap().with_sheet_renamed(old, new).to_string();
    for (before, old, new, expected) in [
        ("Jan!A1+'jan'!B2:C3+JAN!rate", "Jan", "Feb", "Feb!A1+Feb!B2:C3+Feb!rate"),
        ("'It''s'!A1", "It's", "R&D's", "'R&D''s'!A1"),
        ("SUM(Jan:Mar!B2,'Jan:Mar'!B2)", "Mar", "Q1", "SUM('Jan:Q1'!B2,'Jan:Q1'!B2)"),
        ("SUM(Jan:Mar!B2)", "Jan", "Start", "SUM(Start:Mar!B2)"),
        ("Jan!#REF!+Jan!fn(1)", "Jan", "2026", "'2026'!#REF!+'2026'!fn(1)"),
        ("[0]Jan!A1+'[0]Jan'!A1", "Jan", "My sheet", "'[0]My sheet'!A1+'[0]My sheet'!A1"),
        ("[1]Jan!A1+'[1]Jan'!A1+Jan+\"Jan!A1\"+Janu!A1", "Jan", "Feb", "[1]Jan!A1+'[1]Jan'!A1+Jan+\"Jan!A1\"+Janu!A1"),
    ] {
        assert_eq!(renamed(before, old, new), expected, "{before}");
    }
}

fn reference() -> impl Strategy<Value = String> {
    prop_oneof![
        "(Data!|Jan!|\\[1\\]Data!|Jan:Mar!|)\\$?[A-F]\\$?[1-9]",
        "(Data!|)\\$?[A-C]\\$?[1-5]:\\$?[C-F]\\$?[5-9]",
        "(Data!|)\\$?[A-C]:\\$?[C-F]",
        "(Data!|)\\$?[1-4]:\\$?[4-9]",
    ]
}

proptest! {
    #[test]
    fn what_came_and_went_changed_nothing(one in reference(), other in reference(), at in 1_u32..12, count in 0_u32..9, by_rows: bool) {
        let text = format!("SUM({one},-{other})");
        let line = if by_rows { Line::Row } else { Line::Column };
        let expression = Expression::parse(&text).unwrap();
        let more = expression.shifted(&Shift::Insert { sheet: 0, line, at, count }, &book(), 0);
        let back = more.shifted(&Shift::Delete { sheet: 0, line, at, count }, &book(), 0);
        prop_assert_eq!(back.to_string(), text);
    }

    #[test]
    fn copies_come_back(one in reference(), rows in -9_i64..9, columns in -9_i64..9) {
        let expression = Expression::parse(&one).unwrap();
        let there = expression.copied(rows, columns, &book()).to_string();
        let back = Expression::parse(&there).unwrap().copied(-rows, -columns, &book()).to_string();
        prop_assert!(there.contains("#REF!") || back == one, "{} {} {}", one, there, back);
    }

    /// Where each row of an area ends up is where the area's ends say.
    #[test]
    fn areas_hold_the_same_rows(first in 1_u32..20, size in 0_u32..9, at in 1_u32..25, count in 0_u32..9) {
        let last = first + size;
        let rows = |shift: Shift| after(&format!("A{first}:B{last}"), shift);
        let shown = |stay: Vec<u32>| match (stay.iter().min(), stay.iter().max()) {
            (Some(low), Some(high)) => format!("A{low}:B{high}"),
            _ => "#REF!".to_owned(),
        };
        let came = (first..=last).map(|row| if row >= at { row + count } else { row }).collect();
        prop_assert_eq!(rows(insert(at, count)), shown(came));
        let went = (first..=last).filter(|row| !(at..at + count).contains(row)).map(|row| if row >= at { row - count } else { row }).collect();
        prop_assert_eq!(rows(delete(at, count)), shown(went));
    }
}
