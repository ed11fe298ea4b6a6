//! The function table keeps its promises: every row is complete, every example gives what it says.

mod evaluated;

use evaluated::{definitions, outcome, value};
use tolok_model::functions::{self, Evaluation, Times};
use tolok_value::ScalarFunction;

#[test]
fn names_are_unique_and_found() {
    let mut seen = Vec::new();
    for (_, function) in functions::all() {
        assert!(!seen.contains(&function.name), "{} stands twice", function.name);
        seen.push(function.name);
        assert_eq!(functions::find(function.name).map(|found| found.name), Some(function.name));
        assert_eq!(function.name, function.name.to_lowercase());
    }
    assert_eq!(functions::find("mean").map(|function| function.name), Some("average"));
    assert!(functions::find("Sum").is_none() && functions::find("").is_none());
}

/// Language section 10, word by word.
#[test]
fn every_function_of_the_language_is_there() {
    let language = "if ifs switch iferror ifblank iserror isblank coalesce and or not abs sign round round_even roundup rounddown int mod power \
        sqrt exp ln log10 min max sum average div len upper lower trim left right mid concat text value date year quarter month day days npv \
        pmt count count_distinct median first last prev change growth rolling cumulative ytd qtd mtd opening closing total share rank convert \
        label description unit target attainment variance status period member";
    let mut named: Vec<&str> = language.split_whitespace().collect();
    named.sort_unstable();
    let mut there: Vec<&str> = functions::all().map(|(_, function)| function.name).collect();
    there.sort_unstable();
    assert_eq!(there, named);
}

#[test]
fn every_row_says_what_it_does() {
    for (group, function) in functions::all() {
        let name = function.name;
        assert!(!group.is_empty() && function.summary.ends_with('.') && function.summary.len() > 10, "{name}: {}", function.summary);
        let (formula, _) = function.example;
        assert!(formula.starts_with(&format!("{name}(")), "{name}: {formula}");
        assert!(function.parameters.iter().all(|parameter| !parameter.name.is_empty()), "{name}");
        let optional = function.parameters.iter().position(|parameter| parameter.times == Times::Optional);
        let after = function.parameters.iter().skip(optional.unwrap_or(usize::MAX));
        assert!(after.clone().all(|parameter| parameter.times == Times::Optional), "{name}: what may be left out comes last");
        let (least, most) = function.arity();
        assert!(most.is_none_or(|most| least <= most), "{name}");
        assert!(function.signature().starts_with(name), "{name}");
    }
}

/// What the checker takes for a function of its arguments is one, and the other way round.
#[test]
fn scalar_functions_have_their_evaluation() {
    for (_, function) in functions::all() {
        let wants = matches!(function.evaluation, Evaluation::Scalar | Evaluation::Aggregate { scalar: true }) && function.name != "not";
        assert_eq!(ScalarFunction::find(function.name).is_some(), wants, "{}", function.name);
    }
    for scalar in ScalarFunction::all() {
        assert!(functions::find(scalar.name()).is_some(), "{}", scalar.name());
    }
}

#[test]
fn every_example_gives_what_it_says() {
    let mut given = 0;
    for (_, function) in functions::all() {
        let (formula, result) = function.example;
        if result.is_empty() {
            continue;
        }
        assert_eq!(value(formula), result, "{formula}");
        given += 1;
    }
    assert!(given >= 49, "only {given} examples have a result");
}

/// The examples that take tables check, with the names they use.
#[test]
fn every_other_example_checks() {
    let names = "dimension channel\nsource orders from \"orders.csv\"\ninput spend: money\ninput new_customers: count\ninput leads: count\n\
        input revenue: money\ninput balance: money\ninput customers: count, stock per channel\nroas = revenue / spend\n\
        cac = spend / new_customers { target <= 40 }\n";
    for (_, function) in functions::all() {
        let (formula, result) = function.example;
        if result.is_empty() {
            definitions(&format!("{names}x_ = {formula}\n"));
        }
    }
}

/// One blank argument, in every place of every function: blank comes out, or what the language says instead.
#[test]
fn a_blank_argument_makes_a_blank_unless_the_language_says_otherwise() {
    let arguments = |function: &str| match function {
        "round" | "round_even" | "roundup" | "rounddown" | "mod" | "power" | "div" => vec!["7", "2"],
        "left" | "right" => vec!["\"abc\"", "2"],
        "mid" => vec!["\"abc\"", "1", "2"],
        "len" | "upper" | "lower" | "trim" => vec!["\"abc\""],
        "value" => vec!["\"12\""],
        "text" => vec!["12", "\"0.0\""],
        "date" => vec!["2026", "1", "31"],
        "year" | "quarter" | "month" | "day" => vec!["@2026-01-31"],
        "days" => vec!["@2026-01-31", "@2026-01-01"],
        "npv" => vec!["10%", "100", "200"],
        "pmt" => vec!["1%", "12", "1000", "0", "0"],
        "abs" | "sign" | "int" | "sqrt" | "exp" | "ln" | "log10" => vec!["7"],
        _ => vec![],
    };
    let mut tried = 0;
    for (_, function) in functions::all() {
        let arguments = arguments(function.name);
        for place in 0..arguments.len() {
            let mut with_blank = arguments.clone();
            with_blank[place] = "blank";
            assert_eq!(value(&format!("{}({})", function.name, with_blank.join(", "))), "blank", "{} at {place}", function.name);
            // An input without a value is the same, and says which it is.
            let kind = match arguments[place].chars().next() {
                Some('"') => "text",
                Some('@') => "date",
                _ => "number",
            };
            with_blank[place] = "missing_one";
            let text = format!("input missing_one: {kind}\nx_ = {}({})\n", function.name, with_blank.join(", "));
            let outcome = outcome(&text, &[], "x_");
            assert_eq!(outcome.cause().as_deref(), Some("`missing_one` has no value"), "{text}");
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

/// One error argument, in every place of every function that computes all its arguments: the first one comes out.
#[test]
fn an_error_argument_comes_out_with_its_cause() {
    for (formula, expected) in [
        ("round(1 / 0, 2)", "#DIV/0!"),
        ("round(2, 1 / 0)", "#DIV/0!"),
        ("round(sqrt(-1), 1 / 0)", "#NUM!"),
        ("sum(1, 1 / 0, sqrt(-1))", "#DIV/0!"),
        ("max(blank, sqrt(-1), 1 / 0)", "#NUM!"),
        ("count(1, 1 / 0)", "#DIV/0!"),
        ("concat(\"a\", 1 / 0)", "#DIV/0!"),
        ("left(\"a\", 1 / 0)", "#DIV/0!"),
        ("date(2026, blank, 1 / 0)", "#DIV/0!"),
        ("npv(1 / 0, blank)", "#DIV/0!"),
        ("text(1 / 0, \"0\")", "#DIV/0!"),
        ("abs(1 / 0)", "#DIV/0!"),
    ] {
        assert_eq!(value(formula), expected, "{formula}");
    }
}
