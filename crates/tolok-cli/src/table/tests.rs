//! What a table looks like on terminals of several widths.

use super::*;

fn table() -> Table {
    let mut table = Table::new(&["name", "value", "status", "cause"]);
    let rows = [
        ["spend", "$1,000.00", "", ""],
        ["new_customers", "0", "", ""],
        ["cac", "#DIV/0!", "", "division by zero: `new_customers` is 0, in `cac`"],
        ["roas", "4.00", "● good", ""],
        ["売上", "9", "■ bad", ""],
    ];
    for row in rows {
        table.push(row.map(str::to_string).to_vec());
    }
    table
}

fn plain(width: usize) -> String {
    anstream::adapter::strip_str(&table().tamed().aligned(width)).to_string()
}

#[test]
fn wide_terminals_have_everything_side_by_side() {
    let text = "\
spend          $1,000.00
new_customers          0
cac              #DIV/0!          division by zero: `new_customers` is 0, in `cac`
roas                4.00  ● good
売上                   9  ■ bad
";
    assert_eq!(plain(90), text);
}

#[test]
fn the_last_column_is_broken_between_words() {
    assert!(
        plain(60).contains("#DIV/0!          division by zero:\n                                  `new_customers` is 0, in\n"),
        "{}",
        plain(60)
    );
}

#[test]
fn what_has_no_room_beside_stands_below() {
    let text = "\
spend          $1,000.00
new_customers          0
cac              #DIV/0!
    division by zero: `new_customers` is
    0, in `cac`
roas                4.00  ● good
売上                   9  ■ bad
";
    assert_eq!(plain(40), text);
    assert!(plain(20).contains("roas\n    4.00\n    ● good\n"), "{}", plain(20));
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [20, 24, 30, 33, 34, 40, 53, 54, 60, 80, 120] {
        let text = plain(width);
        let widest = text.lines().map(wrapping::columns).max().unwrap_or(0);
        assert!(widest <= width, "{widest} columns where there are {width}:\n{text}");
    }
}

#[test]
fn nothing_in_a_cell_commands_the_terminal() {
    let mut table = Table::new(&["name", "value"]);
    table.push(vec!["a\u{1b}[2Jb".to_string(), "1\n2".to_string()]);
    assert_eq!(table.tamed().aligned(80), "a [2Jb  1 2\n");
}
