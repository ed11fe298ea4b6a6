//! Laws of definitions: nothing panics, the canonical text is stable and says the same, and a value does not depend on who asks.

use tolok::{Definitions, Evaluation, Language, Request};
use tolok_diagnostics::{Diagnostic, Sources, has_errors, human, short};
use tolok_model::{EntityKind, NoFiles};
use tolok_syntax::{format, parse, parse_formula};

/// Longer texts find nothing that shorter ones do not, and take their time.
const LONGEST: usize = 8 * 1024;

/// What inputs are given, as a person would type it. Which one it is changes with the input and with the text.
const GIVEN: [&str; 9] = ["2", "0", "blank", "1,000.50", "-0.5", "25%", "2026-01-31", "Email", "1e-20"];

/// Holds a text against the laws.
pub fn hold(text: &str) {
    if text.len() > LONGEST {
        return;
    }
    formatting(text);
    let written = inspect(text);
    // Here names are written as they are defined, where the text says an alias.
    let canonical = written.formatted();
    let formatted = inspect(&canonical);
    assert_eq!(formatted.formatted(), canonical, "formatting twice is not formatting once\n{text}");
    let readable = !written.diagnostics().iter().any(|problem| problem.code.id.starts_with("E01"));
    if readable {
        assert_eq!(codes(&written), codes(&formatted), "formatting changed the problems\n{text}\n---\n{canonical}");
    }
    if !has_errors(written.diagnostics()) {
        assert!(written.diff(&formatted).is_empty(), "formatting made a difference\n{text}\n---\n{canonical}");
        evaluation(&written, &formatted, text);
    }
}

/// The canonical text is stable and, where the text can be read, says the same.
fn formatting(text: &str) {
    let parsed = parse("fuzz.kpi", text);
    let once = format::format(&parsed.file);
    let again = parse("fuzz.kpi", &once);
    assert_eq!(format::format(&again.file), once, "formatting twice is not formatting once\n{text}");
    if !has_errors(&parsed.diagnostics) {
        assert!(!has_errors(&again.diagnostics), "formatting broke it\n{text}\n---\n{once}\n{:?}", again.diagnostics);
        let said = |file: &tolok_syntax::tree::File| -> Vec<_> {
            file.items.iter().map(|item| (item.definition.clone(), item.documentation.clone())).collect()
        };
        assert_eq!(said(&parsed.file), said(&again.file), "formatting changed what is said\n{text}\n---\n{once}");
    }
    let cell = "sheet".into();
    if let Ok(formula) = parse_formula(&cell, text) {
        let shown = format::formula(&formula);
        assert_eq!(parse_formula(&cell, &shown).ok(), Some(formula), "a formula is written as another: {shown}\n{text}");
    }
}

fn inspect(text: &str) -> Definitions {
    let definitions = Definitions::inspect("fuzz.kpi", text, &NoFiles);
    show(definitions.diagnostics(), definitions.sources());
    definitions
}

/// Every problem can be shown, wide and narrow, and points at characters of its text.
fn show(problems: &[Diagnostic], sources: &Sources) {
    for problem in problems {
        let line = short::render(problem, sources);
        assert!(!line.contains('\n'), "{line}");
        human::render(problem, sources, 80, true);
        human::render(problem, sources, 20, false);
    }
}

fn codes(definitions: &Definitions) -> Vec<&'static str> {
    let mut codes: Vec<_> = definitions.diagnostics().iter().map(|problem| problem.code.id).collect();
    codes.sort_unstable();
    codes
}

/// Two evaluations agree, so do those of the canonical text and each explanation.
fn evaluation(written: &Definitions, formatted: &Definitions, text: &str) {
    let _ = written.graph(&[], Some(Language::Polish));
    let tests = |definitions: &Definitions| -> Vec<_> {
        definitions.test().into_iter().map(|result| (result.title.to_string(), result.failures.len())).collect()
    };
    assert_eq!(tests(written), tests(formatted), "tests end otherwise\n{text}");
    for request in [Request::new(), given(written, text)] {
        let first = match written.evaluate(&request) {
            Ok(evaluation) => evaluation,
            Err(problems) => {
                show(&problems.diagnostics, &problems.sources);
                continue;
            }
        };
        for other in [written.evaluate(&request), formatted.evaluate(&request)] {
            let other = other.unwrap_or_else(|problems| panic!("evaluated once and then refused: {:?}\n{text}", problems.diagnostics));
            assert_eq!(values(&first), values(&other), "two evaluations differ\n{text}");
        }
        for kpi in &first.kpis {
            // Of two definitions with one name, only the first is reached by it.
            if first.kpis.iter().filter(|other| other.name == kpi.name).count() > 1 {
                continue;
            }
            let explained = written.explain(&kpi.name, &request).unwrap_or_else(|problems| panic!("{:?}\n{text}", problems.diagnostics));
            let value = explained.root.value.map(|value| value.to_string());
            assert_eq!(value, Some(kpi.value.to_string()), "`{}` is explained as another value\n{text}", kpi.name);
        }
    }
}

/// What the request gives to each input: values of every kind, the fitting and the others.
fn given(definitions: &Definitions, text: &str) -> Request {
    let inputs = definitions.model().inputs().filter(|(_, entity)| matches!(entity.kind, EntityKind::Input(_)));
    inputs.enumerate().fold(Request::new(), |request, (index, (_, entity))| {
        let value = GIVEN[(index + text.len()) % GIVEN.len()];
        request.set(&entity.name, value)
    })
}

/// Name, value, display, status and cause of all that is shown.
fn values(evaluation: &Evaluation) -> Vec<[String; 5]> {
    let row = |kpi: &tolok::Kpi| {
        let status = kpi.status.map(|status| status.to_string()).unwrap_or_default();
        [kpi.name.clone(), kpi.value.to_string(), kpi.display.clone(), status, kpi.cause.clone().unwrap_or_default()]
    };
    evaluation.kpis.iter().map(row).collect()
}
