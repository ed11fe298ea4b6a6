use super::*;

#[test]
fn a_table_keeps_its_cells_as_written() {
    let table = ExpectedTable::read("channel,cac\nEmail,0.10\n\"a, b\",spend: \n").unwrap();
    assert_eq!(table.head, ["channel", "cac"]);
    assert_eq!(table.rows, [["Email", "0.10"], ["a, b", "spend: "]]);
}

#[test]
fn a_table_without_rows_or_with_ragged_ones_is_an_error() {
    for text in ["", "a,b\n", "a,b\n1\n", "a,b\n1,2,3\n", "a,a\n1,2\n"] {
        assert!(ExpectedTable::read(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_diagnostic_has_a_code_a_place_and_a_text() {
    let read = ExpectedDiagnostic::read("error E03 2:9 sum(price * units)").unwrap();
    assert_eq!((read.severity, read.code.as_str()), (Severity::Error, "E03"));
    assert_eq!((read.line, read.column), (Some(2), Some(9)));
    assert_eq!(read.text, "sum(price * units)");

    let line_alone = ExpectedDiagnostic::read("error E01 1").unwrap();
    assert_eq!((line_alone.line, line_alone.column), (Some(1), None));

    let in_data = ExpectedDiagnostic::read("warning W05 - Total").unwrap();
    assert_eq!((in_data.severity, in_data.line), (Severity::Warning, None));
    assert_eq!(in_data.text, "Total");

    let bare = ExpectedDiagnostic::read("warning W05").unwrap();
    assert_eq!((bare.line, bare.text.as_str()), (None, ""));
}

#[test]
fn a_diagnostic_that_cannot_be_met_is_an_error() {
    for line in ["Error E02", "note N01", "error", "error 02 1:1", "error E02 here", "error E02 1:x", "error E02 Total"] {
        assert!(ExpectedDiagnostic::read(line).is_err(), "{line}");
    }
}
