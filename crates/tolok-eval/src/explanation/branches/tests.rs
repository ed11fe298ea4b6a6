//! What is said to be computed is what the evaluator really looks up.

use std::collections::BTreeSet;

use tolok_model::{Definitions, EntityKind, Formula, NoFiles, Term};
use tolok_plan::Place;
use tolok_value::{Number, Origin, Value};

use super::computed;
use tolok_plan::{Leaves, evaluate, origin_of};

/// Gives each name its value, and remembers what was looked up.
struct Recorder<'d> {
    definitions: &'d Definitions,
    seen: BTreeSet<(u32, u32)>,
}

impl Leaves<Term> for Recorder<'_> {
    fn leaf(&mut self, leaf: &Term, place: Place) -> Value {
        self.seen.insert((place.start, place.end));
        let Term::Measure(id) = leaf else { return Value::BLANK };
        match &*self.definitions.measures()[id.0].name {
            "zero" => Number::ZERO.into(),
            "one" => Number::ONE.into(),
            "two" => Number::from(2i64).into(),
            "err" => Value::error(tolok_value::ErrorKind::NotAvailable, "for the test"),
            _ => Value::BLANK,
        }
    }

    fn origin(&self, place: Place) -> Origin {
        origin_of(&"".into(), None, place)
    }

    fn text(&self, _: Place) -> Option<&str> {
        None
    }
}

fn leaves(formula: &Formula, found: &mut BTreeSet<(u32, u32)>) {
    match formula.parts().as_slice() {
        [] => {
            found.insert((formula.place.start, formula.place.end));
        }
        parts => parts.iter().for_each(|part| leaves(part, found)),
    }
}

#[test]
fn the_evaluator_looks_up_what_is_marked_and_nothing_else() {
    let values = ["zero", "one", "two", "err", "none"];
    let conditions = ["one = 1", "one = 2", "none = 1", "err = 1"];
    let mut formulas: Vec<String> = Vec::new();
    for a in conditions {
        formulas.push(format!("if({a}, two, zero)"));
        for b in conditions {
            formulas.push(format!("{a} and {b} and two = 2"));
            formulas.push(format!("{a} or {b} or two = 2"));
            formulas.push(format!("ifs({a}, zero, {b}, two)"));
        }
    }
    for a in values {
        formulas.push(format!("iserror({a})"));
        formulas.push(format!("isblank({a})"));
        for b in values {
            formulas.push(format!("iferror({a}, {b})"));
            formulas.push(format!("ifblank({a}, {b})"));
            formulas.push(format!("coalesce({a}, {b}, two)"));
            formulas.push(format!("div({a}, {b}, two)"));
            formulas.push(format!("switch({a}, {b}, two, zero, one)"));
            formulas.push(format!("switch({a}, {b}, two, one)"));
            formulas.push(format!("switch({a}, {b}, two, one, zero, two)"));
        }
    }
    for formula in formulas {
        let (definitions, _) = Definitions::check("test.kpi", &format!("m = {formula}\n"), &NoFiles);
        let Some(EntityKind::Metric(metric)) = definitions.entity(definitions.find("m").unwrap()).map(|entity| &entity.kind) else {
            panic!("{formula} is broken")
        };
        let recorder = || Recorder { definitions: &definitions, seen: BTreeSet::new() };
        let mut looked_up = recorder();
        evaluate(&metric.formula, &mut looked_up);
        let mut marked = BTreeSet::new();
        let marks = computed(&metric.formula, &mut |part| evaluate(part, &mut recorder()));
        for (part, is_computed) in metric.formula.parts().into_iter().zip(marks) {
            if is_computed {
                leaves(part, &mut marked);
            }
        }
        let constants = |place: &(u32, u32)| !formula[place.0 as usize - 4..place.1 as usize - 4].starts_with(char::is_numeric);
        let marked: BTreeSet<_> = marked.into_iter().filter(constants).collect();
        assert_eq!(looked_up.seen, marked, "{formula}");
    }
}
