//! Which definition a name means: files, libraries, overrides, aliases, near misses, circles, cells.

mod checked;

use checked::{Shelf, check, check_with, codes, reports};
use tolok_model::{Definitions, EntityKind};

/// The formula behind a name, as it is written.
fn formula(definitions: &Definitions, name: &str) -> String {
    match definitions.find(name).and_then(|id| definitions.entity(id)).map(|entity| &entity.kind) {
        Some(EntityKind::Metric(metric)) => metric.text.to_string(),
        Some(EntityKind::Input(_)) => "input".to_string(),
        Some(EntityKind::Param(_)) => "param".to_string(),
        Some(EntityKind::Broken) => "broken".to_string(),
        Some(_) => "other".to_string(),
        None => "nothing".to_string(),
    }
}

fn shown(definitions: &Definitions) -> Vec<String> {
    definitions.shown().iter().filter_map(|(id, _)| definitions.entity(*id)).map(|entity| entity.name.to_string()).collect()
}

#[test]
fn used_files_give_their_names() {
    let shelf = Shelf::default().with("shared.kpi", "a = 1\nb = a * 2\n");
    let (definitions, records) = check_with("use \"shared.kpi\"\nc = b + 1\n", &shelf);
    assert!(records.is_empty(), "{records:?}");
    assert_eq!(formula(&definitions, "B"), "a * 2");
    assert_eq!(shown(&definitions), ["c", "a", "b"]);
}

/// As headings of columns do, and as a person types on the command line.
#[test]
fn a_name_may_end_with_a_space() {
    let (definitions, _) = check("cost = `Total spend\u{a0}` / `leads `\n");
    assert_eq!(formula(&definitions, "total spend\u{a0}"), "input");
    assert_eq!(formula(&definitions, "leads "), "input");
    assert_eq!(formula(&definitions, " cost "), "`Total spend\u{a0}` / `leads `");
    assert_eq!(formula(&definitions, "leads"), "nothing");
}

#[test]
fn files_may_use_each_other_in_a_circle_and_by_way_of_others() {
    let shelf = Shelf::default()
        .with("main.kpi", "use \"one.kpi\"\nx = d * 2\n")
        .with("one.kpi", "use \"two.kpi\"\na = 1\n")
        .with("two.kpi", "use \"three.kpi\"\nb = a + 1\n")
        .with("three.kpi", "use \"four.kpi\"\nc = b + 1\n")
        .with("four.kpi", "use \"main.kpi\"\nuse \"one.kpi\"\nd = c + 1\n");
    let (definitions, records) = check_with("use \"one.kpi\"\nx = d * 2\n", &shelf);
    assert!(records.is_empty(), "{records:?}");
    assert_eq!(shown(&definitions), ["x", "a", "b", "c", "d"]);
}

#[test]
fn a_clash_is_an_error_unless_it_is_on_purpose() {
    let shelf = || Shelf::default().with("one.kpi", "cpl = 1\nsame = 2\n").with("two.kpi", "cpl = 3\nother = cpl\n");
    let (_, records) = check_with("use \"one.kpi\"\ncpl = 5\n", &shelf());
    assert_eq!(codes(&records), ["E0208 2:1"]);
    assert!(records[0].help.as_deref().unwrap().contains("override cpl"));
    let (_, records) = check_with("use \"one.kpi\"\nuse \"two.kpi\"\nx = cpl\n", &shelf());
    assert_eq!(codes(&records), ["E0208 2:5"]);
    let (definitions, records) = check_with("use \"one.kpi\"\nuse \"two.kpi\"\noverride cpl = 7\nx = cpl\n", &shelf());
    assert!(records.is_empty(), "{records:?}");
    assert_eq!(
        (formula(&definitions, "cpl"), shown(&definitions)),
        ("7".into(), vec!["cpl".into(), "x".into(), "same".into(), "other".into()])
    );
}

/// What stands in a used file and needs the replaced definition takes the new one too.
#[test]
fn an_override_reaches_the_files_that_are_used() {
    let shelf =
        Shelf::default().with("shared.kpi", "rate_of_tax = 10%\nnet = gross * (1 - rate_of_tax)\nparam floor = 3\nceiling = floor * 2\n");
    let (definitions, records) = check_with("use \"shared.kpi\"\noverride rate_of_tax = 20%\noverride param floor = 4\n", &shelf);
    assert!(records.is_empty(), "{records:?}");
    assert_eq!(formula(&definitions, "rate_of_tax"), "20%");
    assert_eq!(formula(&definitions, "floor"), "param");
    let (_, records) = check("override cac = 1\n");
    assert_eq!(codes(&records), ["E0207 1:10"]);
}

#[test]
fn inputs_dimensions_and_dates_may_be_declared_alike_twice() {
    let shelf = || Shelf::default().with("shared.kpi", "input spend: money\ndimension channel\ntime date: month\ncpl = spend\n");
    let own = "use \"shared.kpi\"\ninput spend: money\ndimension channel\ntime date: month\nx = spend + cpl\n";
    let (_, records) = check_with(own, &shelf());
    assert!(records.is_empty(), "{records:?}");
    let (_, records) = check_with("use \"shared.kpi\"\ninput spend: count\nx = spend\n", &shelf());
    assert_eq!(codes(&records), ["E0208 2:7"]);
}

#[test]
fn own_names_hide_those_of_the_library() {
    let (definitions, records) = check("use std.marketing\nleads = 5\nx = leads * 2\ny = std.marketing.leads * 2\n");
    assert!(records.is_empty(), "{records:?}");
    assert_eq!(formula(&definitions, "leads"), "5");
    assert_eq!(formula(&definitions, "std.marketing.leads"), "input");
    reports("x = std.marketing.leads\n", &["E0201 1:5"]);
    reports("use std.marketing\nx = std.marketing.leadz\n", &["E0201 2:5"]);
    reports("use std.marketng\nx = 1\n", &["E0205 1:5"]);
    reports("use \"std.marketing\"\nx = 1\n", &["E0205 1:5"]);
}

#[test]
fn what_cannot_be_taken_in_is_said_where_it_is_used() {
    let (_, records) = check("use \"nowhere.kpi\"\nx = 1\n");
    assert_eq!((codes(&records), records[0].message.as_str()), (vec!["E0205 1:5".to_string()], "there is no file `nowhere.kpi`"));
    let (_, records) = check("use marketing.kpi\n");
    assert_eq!(records[0].help.as_deref(), Some("a file stands in quotation marks: `use \"marketing.kpi\"`"));
    let shelf = Shelf::default().with("broken.kpi", "a = (1\nb = 2\n");
    let (definitions, records) = check_with("use \"broken.kpi\"\nx = a + b\n", &shelf);
    assert_eq!(codes(&records), ["E0102 broken.kpi:1:5"]);
    assert_eq!(formula(&definitions, "x"), "a + b");
}

#[test]
fn aliases_stand_for_what_has_them() {
    let text = "cac = 3 { alias \"CPA\", \"cost per acquisition\" }\nx = cpa * 2\n";
    let (definitions, records) = check(text);
    assert!(records.is_empty(), "{records:?}");
    assert_eq!(formula(&definitions, "Cpa"), "3");
    assert_eq!(formula(&definitions, "cost per acquisition"), "3");
    // A name goes before an alias.
    let (definitions, records) = check("cac = 3 { alias \"cpa\" }\ncpa = 5\nx = cpa\n");
    assert!(records.is_empty(), "{records:?}");
    assert_eq!(formula(&definitions, "cpa"), "5");
    let (definitions, records) = check("a = 1 { alias \"Cost\" }\nb = 2 { alias \"cost\" }\nx = cost\n");
    assert_eq!(codes(&records), ["E0209 3:5"]);
    assert_eq!(records[0].help.as_deref(), Some("write the one that is meant: `a` or `b`"));
    assert_eq!(formula(&definitions, "cost"), "nothing");
    let shelf = Shelf::default().with("shared.kpi", "cac = 3 { alias \"CPA\" }\n");
    let (_, records) = check_with("use \"shared.kpi\"\nx = cpa + 1\ninput y\n", &shelf);
    assert!(records.is_empty(), "{records:?}");
}

#[test]
fn names_compare_without_case_and_by_composed_characters() {
    let (definitions, records) = check("CAC = Spend / New_Customers\ndouble = cac * 2\n");
    assert!(records.is_empty());
    assert_eq!(definitions.inputs().count(), 2);
    let (definitions, records) = check("x = PRZYCHÓD + przycho\u{301}d + Przychód\n");
    assert!(records.is_empty());
    assert_eq!(definitions.inputs().count(), 1);
    reports("a = 1\nA = 2\n", &["E0203 2:1"]);
    reports("input a\nparam A = 2\n", &["E0203 2:7"]);
    reports("fn sum(a) = a\n", &["E0203 1:4"]);
    reports("fn f(a) = a\nf = 3\n", &["E0203 2:1"]);
}

#[test]
fn quick_mode_ends_with_the_first_declared_input() {
    reports("x = spend / leads\n", &[]);
    reports("input spend\nx = spend / leads\n", &["E0201 2:13"]);
    reports("dimension channel\nx = spend where channel = \"a\"\n", &[]);
    let (_, records) = check("input spend\nx = spnd\n");
    assert_eq!(records[0].help.as_deref(), Some("did you mean `spend`?"));
    let (_, records) = check("input spend\nx = zzzzzz\n");
    assert_eq!(records[0].help.as_deref(), Some("declare it: `input zzzzzz`"));
    let (_, records) = check("input spend\nx = total orders\n");
    assert_eq!(codes(&records), ["E0101 2:11"]);
    let (_, records) = check("input spend\nx = round\n");
    assert_eq!(records[0].help.as_deref(), Some("`round` is a function: write its arguments in brackets"));
    // Columns of sources, weights and what a file uses need no declaration here.
    reports("input r: percent, rate weighted by clicks\nx = sum(orders.amount)\n", &[]);
    // Each file has its own mode.
    let shelf = Shelf::default().with("quick.kpi", "y = visits * 2\n");
    let (_, records) = check_with("use \"quick.kpi\"\ninput spend\nx = y + spend\n", &shelf);
    assert!(records.is_empty(), "{records:?}");
}

#[test]
fn near_misses_are_warned_about_where_a_person_reads_them_second() {
    reports("new_customers = 3\ncac = spend / new_custmers\n", &["W0201 2:15"]);
    reports("cac = spend / new_custmers\nnew_customers = 3\n", &["W0201 1:15"]);
    reports("a = visitors * 2\nb = visiters * 3\n", &["W0201 2:5"]);
    reports("b = visiters * 3\na = visitors * 2\n", &["W0201 2:5"]);
    reports("a = q1_sales + q2_sales\nb = revenue_2025 / revenue_2026\nc = cost_a + cost_b\n", &[]);
    reports("a = x + y + ab + ac\n", &[]);
    let (_, records) = check("a = Visitors * 2\nb = visiters * 3\n");
    assert_eq!(records[0].help.as_deref(), Some("did you mean `Visitors`? if not, declare it as an `input`"));
}

#[test]
fn inputs_come_in_the_order_of_their_first_use() {
    let (definitions, _) = check("z = second_one + z2\nz2 = first_of_all\na = zebra * z + apple\n");
    let names: Vec<_> = definitions.inputs().map(|(_, input)| input.name.to_string()).collect();
    assert_eq!(names, ["second_one", "first_of_all", "zebra", "apple"]);
}

#[test]
fn circles_are_named() {
    let (_, records) = check("a = b + 1\nb = c * 2\nc = a\nd = a\n");
    assert_eq!(codes(&records), ["E0204 1:1"]);
    assert_eq!(records[0].message, "`a` needs itself: `a` → `b` → `c` → `a`");
    let (_, records) = check("a = a + 1\n");
    assert_eq!((codes(&records), records[0].message.as_str()), (vec!["E0204 1:1".to_string()], "`a` needs itself"));
    reports("a = b\nb = a\nc = d\nd = c\n", &["E0204 1:1", "E0204 3:1"]);
    reports("fn f(x) = f(x) + 1\na = 1\n", &["E0204 1:4"]);
    reports("fn f(x) = g(x)\nfn g(x) = f(x)\na = f(1)\n", &["E0204 1:4"]);
    reports("fn f(x) = a * x\na = f(2)\n", &["E0204 1:4"]);
    // A parameter hides a definition, so this is none.
    reports("fn f(a) = a * 2\na = f(2)\n", &[]);
    // A target may look at its own KPI; an input is no circle.
    reports("a = spend { target <= 40 }\n", &[]);
}

#[test]
fn functions_of_a_file() {
    reports("fn double(x) = x * 2\na = double(3)\nb = DOUBLE(4)\n", &[]);
    reports("fn double(x) = x * 2\na = double()\n", &["E0305 2:5"]);
    reports("fn double(x) = x * 2\na = double(1, 2)\n", &["E0305 2:5"]);
    reports("fn double(x) = x * 2\na = doubl(1)\n", &["E0202 2:5"]);
    reports("fn double(x) = x * 2\na = double\n", &["E0210 2:5"]);
    reports("a = 1\nb = a(2)\n", &["E0202 2:5"]);
    let (_, records) = check("a = rnd(2)\n");
    assert_eq!(codes(&records), ["E0202 1:5"]);
    reports("fn add(x, y) = x + y\na = add(\"a\", 1)\n", &["E0303 1:16"]);
    reports("input spend\nfn f(x) = x + spnd\na = f(1)\nb = f(2)\n", &["E0201 2:15"]);
    // A body that nothing calls is read, and its names are not inputs.
    reports("fn f(x) = x + unheard_of\na = 1\n", &[]);
    let shelf = Shelf::default().with("shared.kpi", "fn twice(x) = x * 2\n");
    let (_, records) = check_with("use \"shared.kpi\"\na = twice(3)\n", &shelf);
    assert!(records.is_empty(), "{records:?}");
}

#[test]
fn cells_are_no_names_unless_something_is_called_so() {
    reports("a = B7 / C7\n", &["E0106 1:5", "E0106 1:10"]);
    reports("a = b7\n", &["W0202 1:5"]);
    reports("a = b7 + B7\n", &["W0202 1:5", "E0106 1:10"]);
    reports("a = `B7` / 2\n", &[]);
    reports("B7 = 3\na = B7\n", &[]);
    reports("input B7\na = B7\n", &[]);
    reports("input c\na = B7\n", &["E0106 2:5"]);
    for fine in ["XFE1", "ABCD1", "A0", "A1048577", "A01", "Q2_2026", "H1x"] {
        reports(&format!("a = {fine} * 2\n"), &[]);
    }
    for cell in ["A1", "Z99", "AA10", "XFD1048576"] {
        reports(&format!("a = {cell} * 2\n"), &["E0106 1:5"]);
    }
}

#[test]
fn what_is_no_value_is_said_with_what_to_do() {
    let base = "dimension channel\ntime date: month\nsource ads from \"ads.csv\"\nfn f(x) = x\n";
    for (formula, code) in
        [("channel", "E0210"), ("date", "E0210"), ("ads", "E0210"), ("f", "E0210"), ("sum(ads)", "E0210"), ("a.b.c", "E0308")]
    {
        let (_, records) = check(&format!("{base}x = {formula}\n"));
        assert_eq!(records.iter().map(|record| record.code.as_str()).collect::<Vec<_>>(), [code], "{formula}");
        assert!(records[0].help.is_some(), "{formula}");
    }
    reports(
        &format!(
            "{base}x = count(ads)\ny = ads.spend\nz = sum(ads.spend where ads.status = \"x\" and channel = \"y\" and date > @2026-01-01)\n"
        ),
        &[],
    );
    reports("a = 1\nx = a.b\n", &["E0308 2:5"]);
}

#[test]
fn a_definition_that_cannot_be_read_is_not_blamed_twice() {
    reports("a = (1\nb = a * 2\nc = sum(a) + f(a)\nfn f(x) = x +\n", &["E0102 1:5", "E0101 4:13"]);
    reports("input a: mony\nb = a * 2 + spend\n", &["E0306 1:10", "E0201 2:13"]);
    reports("input `spend: money\nx = spend * 2\n", &["E0103 1:7"]);
}

#[test]
fn what_is_said_of_a_definition() {
    reports("a = 1 { better higher, better lower }\n", &["E0310 1:24"]);
    reports("a = 1 { label \"x\", label id \"y\", label \"z\" }\n", &["E0310 1:34"]);
    reports("a = 1 { alias \"x\", alias \"y\" }\n", &[]);
    reports("a = 1 { format \"0.00[\" }\n", &["E0309 1:9"]);
    reports("a = 1 { deprecated \"use b\" }\nc = a * 2\n", &["W0305 2:5"]);
    let (definitions, _) =
        check("## What one customer costs.\n## In money.\na = 1 { label \"A\", label id \"B\", description pl \"C\" }\n");
    let about = &definitions.entity(definitions.find("a").unwrap()).unwrap().about;
    assert_eq!((about.label("id", "a"), about.label("pl", "a")), ("B", "A"));
    assert_eq!(about.descriptions.get("").map(AsRef::as_ref), Some("What one customer costs.\nIn money."));
}

#[test]
fn tests_give_and_expect_what_there_is() {
    let base = "input spend\nparam p = 1\ndimension channel\ntime date: month\nx = spend * p\n";
    reports(&format!("{base}test \"t\" {{\n  given spend = 1, p = 2, x = 3, channel = \"a\"\n  expect x = 3\n}}\n"), &[]);
    reports(&format!("{base}test \"t\" {{\n  given spnd = 1\n  expect x = 3\n}}\n"), &["E0201 7:9"]);
    reports(&format!("{base}test \"t\" {{\n  given spend = p\n  expect x = 3\n}}\n"), &["E0311 7:17"]);
    reports(&format!("{base}test \"t\" {{\n  given date = 1\n  expect y = 3\n}}\n"), &["E0210 7:9", "E0201 8:10"]);
}
