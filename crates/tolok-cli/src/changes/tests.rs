use tolok::{Definitions, Request};

use super::text;
use crate::wrapping::columns;

fn told(old: &str, new: &str, given: &[(&str, &str)], width: usize) -> String {
    let (old, new) = (Definitions::parse(old).unwrap(), Definitions::parse(new).unwrap());
    let request = given.iter().fold(Request::new(), |request, (name, value)| request.set(name, value));
    let values = (!given.is_empty()).then(|| old.diff_values(&new, &request).unwrap().0);
    anstream::adapter::strip_str(&text(&old.diff(&new), values.as_deref(), width)).to_string()
}

const OLD: &str = "cac = spend / new_customers {\n  target <= 40\n}\nold = spend\ntest \"one\" {\n  given spend = 1\n  expect old = 1\n}\n";
const NEW: &str = "cac = (spend + fees) / new_customers {\n  label \"CAC\"\n  target <= 35\n}\nnet: percent = spend / fees\ntest \"one\" {\n  given spend = 1, fees = 2\n  expect net = 50%\n}\n";

#[test]
fn what_came_what_went_and_what_is_said_differently() {
    let expected = "\
+ metric net: percent = spend / fees
- metric old = spend
~ metric cac
    formula  - spend / new_customers
             + (spend + fees) / new_customers
    label    + \"CAC\"
    target   - <= 40
             + <= 35
~ test \"one\"
    text  - given spend = 1
          - expect old = 1
          + given spend = 1, fees = 2
          + expect net = 50%
";
    assert_eq!(told(OLD, NEW, &[], 80), expected);
}

#[test]
fn values_stand_at_the_end() {
    let given = [("spend", "1000"), ("new_customers", "25"), ("fees", "100")];
    let text = told(OLD, NEW, &given, 80);
    let values: Vec<&str> = text.lines().skip_while(|line| *line != "values").collect();
    assert_eq!(values, ["values", "    fees  – → 100", "    cac   40 ● good → 44 ■ bad", "    net   – → 1000.0%", "    old   1,000 → –"]);
}

#[test]
fn a_change_too_small_to_show_is_shown_exactly() {
    let text = told("m = a * 1", "m = a * 1.0001", &[("a", "1")], 80);
    assert!(text.ends_with("values\n    m  1 → 1.0001\n"), "{text}");
}

#[test]
fn nothing_changed_is_said() {
    assert_eq!(told(OLD, OLD, &[], 80), "no differences\n");
    assert_eq!(told(OLD, OLD, &[("spend", "1")], 80), "no differences\nno values change\n");
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [20, 40, 60, 80] {
        let text = told(OLD, NEW, &[("spend", "1000"), ("new_customers", "25"), ("fees", "100")], width);
        let widest = text.lines().map(columns).max().unwrap();
        assert!(widest <= width, "{widest} columns where there are {width}:\n{text}");
    }
}
