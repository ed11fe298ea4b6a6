use tolok::{Definitions, Explanation, Request};

use super::text;
use crate::wrapping::columns;

const DEFINITIONS: &str = "\
currency USD
input spend: money
input fees: money, fill 0
input new_customers: count
cac = (spend + fees) / new_customers { target <= 40, warn <= 60 }
half = if(cac > 30, cac / 2, fees / new_customers)
";

fn explained(definitions: &str, name: &str, given: &[(&str, &str)]) -> Explanation {
    let request = given.iter().fold(Request::new(), |request, (name, value)| request.set(name, value));
    Definitions::parse(definitions).unwrap().explain(name, &request).unwrap().root
}

/// What is printed, without colours.
fn plain(explanation: &Explanation, width: usize) -> String {
    anstream::adapter::strip_str(&text(explanation, width)).to_string()
}

#[test]
fn names_values_and_words_stand_in_columns() {
    let tree = explained(DEFINITIONS, "half", &[("spend", "1000"), ("new_customers", "30")]);
    let expected = "\
half                        $16.67   USD/count
= if(cac > 30, cac / 2, fees / new_customers)
├─ cac > 30                   true
│  └─ cac                   $33.33   ● good (target <= 40, warn <= 60),
│                                    USD/count
│     = (spend + fees) / new_customers
│     ├─ spend + fees    $1,000.00
│     │  ├─ spend        $1,000.00   given
│     │  └─ fees             $0.00   fill
│     └─ new_customers          30   given, count
├─ cac / 2                  $16.67   USD/count
│  └─ cac                   $33.33   shown above
└─ fees / new_customers              not computed
";
    assert_eq!(plain(&tree, 80), expected);
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    let given = [("spend", "1000"), ("new_customers", "30")];
    let long = format!("m = {}", (0..40).map(|number| format!("very_long_name_number_{number}")).collect::<Vec<_>>().join(" + "));
    let wide = "売上高 = 価格 * `数量 of everything that was sold` { target >= 1000000 }";
    let error = "m = a / (b - b)\n";
    for tree in [
        explained(DEFINITIONS, "half", &given),
        explained(DEFINITIONS, "half", &[]),
        explained(&long, "m", &[]),
        explained(wide, "売上高", &[("価格", "12345.678"), ("数量 of everything that was sold", "10")]),
        explained(error, "m", &[("a", "1"), ("b", "1")]),
    ] {
        for width in [20, 30, 40, 60, 80, 120, 200] {
            let text = plain(&tree, width);
            let widest = text.lines().map(columns).max().unwrap();
            assert!(widest <= width, "{widest} columns where there are {width}:\n{text}");
        }
    }
}

#[test]
fn on_a_narrow_terminal_words_stand_below() {
    let definitions = "currency USD\ninput spend: money\ninput new_customers: count\ncac = spend / new_customers { target <= 40 }";
    let expected = "\
cac                       –
  USD/count, `new_customers`
  has no value
= spend / new_customers
├─ spend          $1,000.00
│    given
└─ new_customers          –
     missing, count
";
    assert_eq!(plain(&explained(definitions, "cac", &[("spend", "1000")]), 28), expected);
}

#[test]
fn a_tree_too_deep_for_the_terminal_says_how_to_see_more() {
    let tree = explained("a = b + 1\nb = c + 1\nc = d + 1\nd = e + 1\n", "a", &[("e", "1")]);
    let expected = "\
a           5
= b + 1
└─ b        4
   = c + 1
   └─ c     3
      = d + 1
      └─ d  2
         = e + 1
         └─ … explain
            one of
            these
            names to
            see more
";
    assert_eq!(plain(&tree, 22), expected);
}

#[test]
fn a_cause_is_told_at_the_root_and_where_it_comes_up() {
    let text = plain(&explained("m = (a / b) + 1\nn = m * 2\nk = n + 1", "k", &[("a", "1"), ("b", "0")]), 100);
    let told: Vec<&str> = text.lines().filter(|line| line.contains("division by zero")).collect();
    assert_eq!(told.len(), 2, "{text}");
    assert!(told[0].starts_with("k ") && told[1].contains("a / b"), "{text}");
}

#[test]
fn a_value_longer_than_its_column_is_said_in_words() {
    let long = "x".repeat(100);
    let text = plain(&explained("input t: text, single\nm = t & t", "m", &[("t", &long)]), 60);
    assert!(text.lines().all(|line| columns(line) <= 60), "{text}");
    // The text twice in `m`, and once in each of its operands.
    assert_eq!(text.matches('x').count(), 400, "{text}");
}

#[test]
fn escape_sequences_in_texts_do_not_reach_the_terminal() {
    let text = text(&explained("input t: text, single\nm = t & \"!\"", "m", &[("t", "a\u{1b}[31mb")]), 80);
    assert!(!text.contains("\u{1b}[31m"), "{text:?}");
}
