//! Definitions that nobody would write: each is refused or computed, soon, and without exhausting a small stack.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::fmt::Write;
use std::thread;

use tolok_eval::{Evaluator, Given, answer_by_hand, run_examples};
use tolok_model::{Definitions, NoFiles};
use tolok_value::{Number, Value};

/// What threads have by default in Rust programs.
const STACK: usize = 2 * 1024 * 1024;

/// The codes of the errors and the value of the last metric shown, after checking, planning, evaluating and dropping on a small stack.
fn last_value(text: String) -> (Vec<&'static str>, String) {
    let work = move || {
        let (definitions, problems) = Definitions::check("hostile.kpi", &text, &NoFiles);
        let mut errors: Vec<_> = problems.iter().map(|problem| problem.code.id).filter(|code| code.starts_with('E')).collect();
        errors.dedup();
        let wanted: Vec<_> = definitions.shown().iter().map(|(id, _)| *id).collect();
        let mut given = Given::new();
        if let Some(id) = definitions.find("z") {
            given.set(id, Value::Number(Number::from(2)));
        }
        let planned = definitions.plan(&wanted, &[]);
        let grid = answer_by_hand(&definitions, &planned.plan, &given);
        let mut evaluator = Evaluator::new(&definitions, &planned, &grid, &given, "");
        let last = wanted.last().map(|id| evaluator.outcome(*id).value.to_string());
        assert!(run_examples(&definitions).iter().all(|result| result.failures.is_empty()));
        (errors, last.unwrap_or_default())
    };
    thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

#[track_caller]
fn computes(text: String, expected: &str) {
    let (errors, value) = last_value(text);
    assert_eq!((errors, value.as_str()), (vec![], expected));
}

#[track_caller]
fn refuses(text: String, code: &str) {
    let (errors, _) = last_value(text);
    assert!(errors.contains(&code), "{errors:?}");
}

fn lines(count: usize, mut line: impl FnMut(usize) -> String) -> String {
    (1..count).fold(String::new(), |mut text, index| {
        let _ = writeln!(text, "{}", line(index));
        text
    })
}

#[test]
fn a_chain_of_ten_thousand_metrics() {
    computes(format!("a0 = z + 1\n{}", lines(10_000, |index| format!("a{index} = a{} + 1", index - 1))), "10002");
    let backwards = lines(3_000, |index| format!("a{} = a{} + 1", 3_000 - index, 2_999 - index));
    let (errors, _) = last_value(format!("{backwards}a0 = z\n"));
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn a_circle_of_ten_thousand_metrics() {
    refuses(format!("a0 = a9999 + 1\n{}", lines(10_000, |index| format!("a{index} = a{} + 1", index - 1))), "E0204");
}

#[test]
fn functions_inside_functions() {
    let chain = |count| {
        format!(
            "fn f0(x) = round(x + 1, 2)\n{}a = f{}(z)\n",
            lines(count, |index| format!("fn f{index}(x) = round(f{}(x) + 1, 2)", index - 1)),
            count - 1
        )
    };
    computes(chain(40), "42");
    refuses(chain(1_000), "E0313");
    // Each function mentions the one before twice: what is written into the formula doubles with every step.
    let doubling = |count| {
        format!("fn f0(x) = x\n{}a = f{}(z)\n", lines(count, |index| format!("fn f{index}(x) = f{0}(x) + f{0}(x)", index - 1)), count - 1)
    };
    computes(doubling(8), "256");
    refuses(doubling(60), "E0313");
    refuses(format!("fn g(x) = x + x\na = {}z{}\n", "g(".repeat(60), ")".repeat(60)), "E0313");
    let metrics =
        |count| format!("m0 = z\n{}a = sum(m{})\n", lines(count, |index| format!("m{index} = m{0} + m{0}", index - 1)), count - 1);
    computes(metrics(8), "256");
    refuses(metrics(60), "E0313");
}

/// The deepest formulas that are read are also checked and computed on a small stack.
#[test]
fn the_deepest_formulas_that_are_read() {
    let nest = |count: usize, open: &str, inner: &str, close: &str| format!("a = {}{inner}{}\n", open.repeat(count), close.repeat(count));
    computes(nest(60, "(1 + 2 * ", "1", ")"), "2305843009213693951");
    computes(nest(60, "round(1 + ", "1", ", 2)"), "61");
    computes(nest(60, "if(true, ", "7", ", 2)"), "7");
    computes(nest(60, "coalesce(blank, ", "7", ")"), "7");
    computes(nest(11, "----------------(", "7", ")"), "7");
    computes(nest(11, "not not not not not not not not not not not not not not not not (", "true", ")"), "true");
    computes(nest(30, "(2 + 3 * ", "1", ")"), &nested_value(30));
    computes(format!("dimension d\na = {}z{}\n", "(".repeat(60), " where 1 = 1)".repeat(60)), "2");
    computes(format!("dimension d\na = {}z{}\n", "total(".repeat(60), ", d)".repeat(60)), "2");
    computes(format!("a = z{}\n", " where 1 = 1".repeat(16)), "2");
}

/// 2 + 3 · (2 + 3 · (…)), from 1.
fn nested_value(times: u32) -> String {
    (0..times).fold(1u64, |value, _| 2 + 3 * value).to_string()
}

#[test]
fn long_formulas() {
    computes(format!("a = 1{}\n", " + 1".repeat(4_000)), "4001");
    computes(format!("a = sum(1{})\n", ", 1".repeat(20_000)), "20001");
    computes(format!("a = true{}\n", " and true".repeat(7_000)), "true");
    computes(format!("a = 5 in (1{}, 5)\n", ", 2".repeat(20_000)), "true");
    computes(format!("a = {}0\n", "z * 1 + ".repeat(2_000)), "4000");
    computes(format!("a = \"x\"{} = \"y\"\n", " & \"x\"".repeat(4_000)), "false");
    computes(format!("a = switch(1{}, 7)\n", ", 2, 3".repeat(9_000)), "7");
}

/// Many conditions on many metrics: what is planned grows with what is asked, not with their product.
#[test]
fn conditions_on_long_chains() {
    let text = format!(
        "dimension d\na0 = z\n{}b = a499 where d = \"x\"\nc = (a499 where d = \"y\") + b\n",
        lines(500, |index| format!("a{index} = a{} * 1", index - 1))
    );
    let (errors, _) = last_value(text);
    assert!(errors.is_empty(), "{errors:?}");
}
