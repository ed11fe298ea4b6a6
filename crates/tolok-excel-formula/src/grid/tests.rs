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
    calculation.each(0, Area::parse("A1:C3").unwrap(), &mut |value| seen.push(value.clone())).unwrap();
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
