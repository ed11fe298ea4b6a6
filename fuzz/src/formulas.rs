//! Laws of Excel formula text: nothing panics, what is read is written as it was, a shift of nothing changes nothing and one that is taken back
//! is gone, and evaluation comes to an end.

use std::sync::Arc;

use tolok_excel_formula::{Address, Area, Book, Cells, Expression, Formula, Grid, Line, Shift, Spot, Table, Value};

/// Longer formulas are none.
const LONGEST: usize = 8 * 1024;

/// Holds a text against the laws.
pub fn hold(text: &str) {
    if text.len() > LONGEST {
        return;
    }
    let book = book();
    let formula = Formula::read(text);
    let _ = formula.precedents(&book, 0, Address::A1, (1, 1));
    let unmoved = formula.moved(0, 0, &book);
    // The letters of addresses become capitals, and nothing else is another.
    if let Some(unmoved) = &unmoved {
        assert!(unmoved.eq_ignore_ascii_case(text), "moved by nothing it is another: {unmoved}\n{text}");
    }
    let Some(expression) = Expression::parse(text) else { return };
    assert!(unmoved.is_some(), "it is read as a tree and not as tokens\n{text}");
    assert_eq!(expression.to_string(), text, "it is written as another");
    shifted(&expression, text, &book);
    evaluated(expression, &book);
}

fn book() -> Book {
    let mut book = Book::new(["Data", "Jan", "Feb", "It's"]);
    book.add_name(None, "rate", "Data!$B$1");
    book.add_name(None, "twice", "rate*2");
    book.add_name(None, "loop", "loop+1");
    book.add_name(Some(0), "TAX2024", "Data!$D$4,Jan!A1");
    let columns = ["Month", "Net [EUR]", "Gross"].map(str::to_owned).to_vec();
    let area = Area::parse("F10:H20").expect("it is an area");
    book.add_table(0, Table { name: "Sales".to_owned(), area, columns, has_headings: true, has_totals: true });
    book
}

/// Shifts and copies, which depend on the text.
fn shifted(expression: &Expression, text: &str, book: &Book) {
    let number = |salt: usize, most: u32| u32::try_from((text.len() * 31 + salt) % 97).unwrap_or(0) % most;
    let line = if number(1, 2) == 0 { Line::Row } else { Line::Column };
    let (at, count) = (1 + number(2, 12), number(3, 5));
    let nothing = Shift::Insert { sheet: 0, line, at, count: 0 };
    assert_eq!(expression.shifted(&nothing, book, 0), *expression, "shifted by nothing\n{text}");
    assert_eq!(expression.copied(0, 0, book), *expression, "copied to its own cell\n{text}");

    let more = expression.shifted(&Shift::Insert { sheet: 0, line, at, count }, book, 0);
    let back = read_again(&more, text).shifted(&Shift::Delete { sheet: 0, line, at, count }, book, 0);
    is_back(text, &more, &back);
    read_again(&expression.shifted(&Shift::Delete { sheet: 0, line, at, count }, book, 0), text);

    let (rows, columns) = (i64::from(number(4, 9)) - 4, i64::from(number(5, 9)) - 4);
    let copied = expression.copied(rows, columns, book);
    is_back(text, &copied, &read_again(&copied, text).copied(-rows, -columns, book));

    for (old, new) in [("Data", "My data"), ("it's", "Plain"), ("Jan", "R1C1"), ("Feb", "Q'1")] {
        read_again(&expression.with_sheet_renamed(old, new), text);
    }
}

/// What comes of a shift can be read, and is written the same again.
fn read_again(after: &Expression, text: &str) -> Expression {
    let written = after.to_string();
    let read = Expression::parse(&written).unwrap_or_else(|| panic!("what came of it cannot be read: {written}\n{text}"));
    assert_eq!(read.to_string(), written);
    read
}

/// A shift that is taken back is gone, unless something fell off the sheet on the way, or became an address that is a name, too.
fn is_back(text: &str, there: &Expression, back: &Expression) {
    let (there, back) = (there.to_string(), back.to_string());
    let lost = |text: &str| text.to_uppercase().matches("#REF!").count();
    let is_other = ["1048576", "XFD", "TAX2024"].iter().any(|word| there.to_uppercase().contains(word));
    if lost(&there) == lost(text) && !is_other {
        assert!(back.eq_ignore_ascii_case(text), "there and back it is another: {there}, {back}\n{text}");
    }
}

fn evaluated(expression: Expression, book: &Book) {
    let at = |text: &str| Address::parse(text).expect("it is a cell");
    let mut grid = Grid::default();
    for (cell, value) in [
        ("A1", Value::Number(0.1)),
        ("A2", Value::Text("2,5".into())),
        ("B1", Value::Number(-3.0)),
        ("B2", Value::Bool(true)),
        ("C3", Value::Number(1e300)),
        ("D4", Value::Error(tolok_excel_formula::CellError::NotAvailable)),
        ("G11", Value::Text(String::new().into())),
    ] {
        grid.set(0, at(cell), Some(value));
    }
    grid.set(0, at("C1"), None);
    let _ = expression.areas(book, 0);
    let spot = Spot { sheet: 0, cell: at("H12"), moved: (0, 0) };
    let value = expression.evaluate(&Nothing, book, spot);
    assert_eq!(expression.unknown(&Nothing, book, spot).is_some(), value.is_none(), "a piece is told exactly where there is no result");
    let expression = Arc::new(expression);
    for cell in ["E5", "A3", "F11"] {
        grid.set_formula(Arc::clone(&expression), Spot { sheet: 0, cell: at(cell), moved: at(cell).distance(at("E5")) });
    }
    for value in grid.calculate(book).into_iter().flatten() {
        assert!(!matches!(value, Value::Number(number) if !number.is_finite()), "a number that no cell can hold");
    }
}

/// Cells that hold nothing.
struct Nothing;

impl Cells for Nothing {
    fn value(&self, _: usize, _: Address) -> Option<Value> {
        Some(Value::Blank)
    }

    fn each(&self, _: usize, _: Area, _: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        Some(())
    }
}
