//! Targets: status, and what formulas can ask about a definition.

mod evaluated;

use evaluated::outcome;

fn status(attributes: &str, value: &str) -> String {
    let outcome = outcome(&format!("x = given {{ {attributes} }}\n"), &[("given", value)], "x");
    outcome.status.map_or_else(|| "none".to_string(), |status| status.to_string())
}

#[test]
fn good_warn_and_bad() {
    for (attributes, value, expected) in [
        ("target <= 40, warn <= 60", "39.99", "good"),
        ("target <= 40, warn <= 60", "40", "good"),
        ("target <= 40, warn <= 60", "40.01", "warn"),
        ("target <= 40, warn <= 60", "60", "warn"),
        ("target <= 40, warn <= 60", "60.01", "bad"),
        ("target < 40", "40", "bad"),
        ("target < 40", "39", "good"),
        ("target >= 100", "100", "good"),
        ("target >= 100", "99", "bad"),
        ("target > 100", "100", "bad"),
        ("target >= 100, warn >= 80", "80", "warn"),
        ("target >= 100, warn >= 80", "79", "bad"),
        ("target = 5", "5", "good"),
        ("target = 5", "5.1", "bad"),
        ("target <> 0", "0", "bad"),
        ("target between 2 and 4", "2", "good"),
        ("target between 2 and 4", "4", "good"),
        ("target between 2 and 4", "1.9", "bad"),
        ("target between 2 and 4", "4.1", "bad"),
        ("target between 2 and 4, warn between 1 and 5", "1", "warn"),
        ("target between 2 and 4, warn between 1 and 5", "5.1", "bad"),
        ("target <= 1 / 0", "5", "none"),
        ("target <= 40", "blank", "none"),
        ("better lower", "5", "none"),
        ("target for channel \"Email\" <= 20", "5", "none"),
    ] {
        let attributes = attributes.to_string();
        assert_eq!(status(&attributes, value), expected, "{attributes} at {value}");
    }
    let text = "dimension channel\nx = given { target <= 10\n target for channel \"Email\" <= 20 }\n";
    assert_eq!(outcome(text, &[("given", "15")], "x").status.map(|status| status.to_string()).as_deref(), Some("bad"));
}

#[test]
fn a_target_is_a_formula() {
    let text = "input plan_leads: count\ninput leads: count\nreached = leads { target >= plan_leads * 90%, warn >= plan_leads / 2 }\n";
    for (leads, plan, expected) in [("9", "10", Some("good")), ("5", "10", Some("warn")), ("4", "10", Some("bad")), ("4", "blank", None)] {
        let found = outcome(text, &[("leads", leads), ("plan_leads", plan)], "reached").status.map(|status| status.to_string());
        assert_eq!(found.as_deref(), expected, "{leads} of {plan}");
    }
}

/// What is better decides the sign of a variance; where nothing says it, the sign of the comparison does.
#[test]
fn what_formulas_ask_about_a_target() {
    let text = "cost = given { target <= 40 }\nleads = given { target >= 40 }\nswitched = given { better higher, target <= 40 }\n\
        range = given { target between 20 and 30 }\nfree = given\n\
        a = target(cost)\nb = variance(cost)\nc = variance(leads)\nd = variance(switched)\ne = attainment(leads)\nf = status(cost)\ng = status(free)\n\
        h = target(free)\ni = variance(range)\nj = target(range)\n";
    for (given, name, expected) in [
        ("50", "a", "40"),
        ("50", "b", "-10"),
        ("30", "b", "10"),
        ("50", "c", "10"),
        ("30", "c", "-10"),
        ("50", "d", "10"),
        ("50", "e", "1.25"),
        ("50", "f", "bad"),
        ("30", "f", "good"),
        ("50", "g", "blank"),
        ("50", "h", "blank"),
        ("10", "j", "20"),
        ("50", "j", "30"),
        ("10", "i", "-10"),
        ("50", "i", "-20"),
        ("blank", "b", "blank"),
        ("blank", "f", "blank"),
        ("blank", "a", "40"),
    ] {
        assert_eq!(outcome(text, &[("given", given)], name).value.to_string(), expected, "{name} at {given}");
    }
}

#[test]
fn an_error_has_no_status_and_hands_itself_on() {
    let text = "x = 1 / given { target <= 40 }\na = status(x)\nb = variance(x)\nc = target(x)\n";
    let zero = [("given", "0")];
    assert_eq!(outcome(text, &zero, "x").status, None);
    for (name, expected) in [("a", "#DIV/0!"), ("b", "#DIV/0!"), ("c", "40")] {
        assert_eq!(outcome(text, &zero, name).value.to_string(), expected, "{name}");
    }
}

#[test]
fn what_formulas_ask_about_a_definition() {
    let text = "currency USD\ninput spend: money\ninput customers: count { label \"Customers\" }\n## What one costs.\n\
        cac = spend / customers { label \"CAC\", label id \"Biaya\" }\nplain = 1\n\
        a = label(cac)\nb = description(cac)\nc = unit(cac)\nd = label(plain)\ne = description(plain)\nf = unit(plain)\ng = label(customers)\nh = unit(spend)\n";
    for (name, expected) in [
        ("a", "CAC"),
        ("b", "What one costs."),
        ("c", "USD/count"),
        ("d", "plain"),
        ("e", "blank"),
        ("f", "blank"),
        ("g", "Customers"),
        ("h", "USD"),
    ] {
        assert_eq!(outcome(text, &[], name).value.to_string(), expected, "{name}");
    }
}
