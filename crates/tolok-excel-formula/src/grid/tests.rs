use super::*;
use crate::CellError;

fn at(address: &str) -> Address {
    Address::parse(address).unwrap()
}

fn results(values: &[(&str, Value)], formulas: &[(&str, &str)]) -> Vec<Option<Value>> {
    let mut grid = Grid::default();
    for (cell, value) in values {
        grid.set(0, at(cell), Some(value.clone()));
    }
    for (cell, formula) in formulas {
        let expression = Arc::new(Expression::parse(formula).unwrap());
        grid.set_formula(expression, Spot { sheet: 0, cell: at(cell), moved: (0, 0) });
    }
    grid.calculate(&Book::new(["Data"]))
}

fn number(number: f64) -> Option<Value> {
    Some(Value::Number(number))
}

#[test]
fn circles_and_what_depends_on_them_have_no_results() {
    let formulas = [("A1", "B1+1"), ("B1", "C1"), ("C1", "A1"), ("D1", "C1+1"), ("E1", "IF(TRUE,1,A1)"), ("F1", "SUM(F1:F3)")];
    assert_eq!(results(&[], &formulas), [None, None, None, None, number(1.0), None]);
}

#[test]
fn errors_are_results() {
    let formulas = [("A1", "1/B1"), ("A2", "SUM(A1,1)"), ("A3", "IFERROR(A2,7)")];
    let error = Some(Value::Error(CellError::DivisionByZero));
    assert_eq!(results(&[], &formulas), [error.clone(), error, number(7.0)]);
}

#[test]
fn areas_are_seen_row_by_row() {
    let values = [("B1", 2.0), ("A2", 3.0), ("A1", 1.0)].map(|(cell, number)| (cell, Value::Number(number)));
    let mut grid = Grid::default();
    for (cell, value) in values {
        grid.set(0, at(cell), Some(value));
    }
    grid.set(0, at("A1"), Some(Value::Number(9.0)));
    for column in grid.sheets.values_mut().flat_map(BTreeMap::values_mut) {
        column.reverse();
        column.sort_by_key(|(row, _)| *row);
        column.dedup_by_key(|(row, _)| *row);
    }
    let calculation = Calculation { grid: &grid, states: RefCell::default(), needed: RefCell::default(), looks: Cell::new(0) };
    let mut seen = Vec::new();
    calculation.each(0, Area::parse("A1:C3").unwrap(), &mut |_, value| seen.push(value.clone())).unwrap();
    assert_eq!(seen, [9.0, 2.0, 3.0].map(Value::Number));
}

#[test]
fn what_is_not_known_makes_nothing_known() {
    let mut grid = Grid::default();
    grid.set(0, at("A1"), None);
    grid.set(0, at("D1"), Some(Value::Blank));
    grid.set_unknown(0, Area::parse("B1:B9").unwrap());
    for (cell, formula) in [("C1", "A1"), ("C2", "SUM(B5:C9)"), ("C3", "IF(A2=0,1,A1)"), ("C4", "B20"), ("C5", "COUNTA(D1)")] {
        grid.set_formula(Arc::new(Expression::parse(formula).unwrap()), Spot { sheet: 0, cell: at(cell), moved: (0, 0) });
    }
    assert_eq!(grid.calculate(&Book::new(["Data"])), [None, None, number(1.0), number(0.0), number(0.0)]);
}

#[test]
fn long_chains_take_neither_the_stack_nor_for_ever() {
    let mut grid = Grid::default();
    let last = 100_000;
    let expression = Arc::new(Expression::parse("A2+1").unwrap());
    for row in 1..last {
        let spot = Spot { sheet: 0, cell: Address::new(row, 1).unwrap(), moved: (i64::from(row) - 1, 0) };
        grid.set_formula(Arc::clone(&expression), spot);
    }
    grid.set(0, Address::new(last, 1).unwrap(), Some(Value::Number(1.0)));
    assert_eq!(grid.calculate(&Book::new(["Data"])).first(), Some(&number(f64::from(last))));
}

/// A column of numbers, the second of which is in a row that is hidden, with a subtotal of two of them in the middle.
fn subtotal(formula: &str) -> Option<Value> {
    let mut grid = Grid::default();
    let spot = |cell| Spot { sheet: 0, cell: Address::parse(cell).unwrap(), moved: (0, 0) };
    let book = Book::new(["Data"]);
    for (cell, number) in [("A1", 1.0), ("A2", 20.0), ("A4", 300.0), ("B1", 4.0), ("B3", 5.0), ("B4", 60.0)] {
        grid.set(0, Address::parse(cell).unwrap(), Some(Value::Number(number)));
    }
    grid.set(0, Address::parse("B5").unwrap(), Some(Value::Text("x".into())));
    grid.set_formula(Arc::new(Expression::parse(formula).unwrap()), spot("C1"));
    for (cell, formula) in [("A3", "SUBTOTAL(9,A1:A2)"), ("A5", "SUBTOTAL(9,A4)+1")] {
        let expression = Expression::parse(formula).unwrap();
        grid.set_subtotals(0, Address::parse(cell).unwrap(), expression.subtotals(&book));
        grid.set_formula(Arc::new(expression), spot(cell));
    }
    grid.set_hidden(0, 2);
    grid.calculate(&book).into_iter().next().unwrap()
}

/// What Microsoft documents of SUBTOTAL: it leaves out other subtotals and rows that a filter hides, and from 101 on those that a person hides.
#[test]
fn subtotals_leave_out_other_subtotals_and_hidden_rows() {
    for (formula, expected) in [
        ("SUBTOTAL(109,A1:A4)", 301.0),
        ("SUBTOTAL(9,A3:A4)", 300.0),
        ("SUBTOTAL(9,B1:B5)", 69.0),
        ("SUBTOTAL(101,B1:B5)", 23.0),
        ("SUBTOTAL(2,B1:B5)", 3.0),
        ("SUBTOTAL(103,B1:B5)", 4.0),
        ("SUBTOTAL(104,A1:A4,B1:B4)", 300.0),
        ("SUBTOTAL(5,B1:B5)", 4.0),
        ("SUBTOTAL(6,B1,B3)", 20.0),
    ] {
        assert_eq!(subtotal(formula), Some(Value::Number(expected)), "{formula}");
    }
    // Who hid the row is not known; a subtotal in a larger formula may or may not be left out; deviations are not calculated.
    for formula in ["SUBTOTAL(9,A1:A4)", "SUBTOTAL(109,A4:A5)", "SUBTOTAL(7,B1:B5)", "SUBTOTAL(0,B1)", "SUBTOTAL(9,5)"] {
        assert_eq!(subtotal(formula), None, "{formula}");
    }
}
