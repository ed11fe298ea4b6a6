//! The marketing library against the catalogue of KPIs it is written from, and against itself.

mod checked;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use checked::check;
use serde_json::Value;
use tolok_model::{Definitions, EntityKind};

/// What would mean something else: without its brackets it is the general conversion rate.
const LEFT_OUT: [&str; 1] = ["conversion rate (004)"];

/// What several KPIs are called. It is refused, with the candidates.
const AMBIGUOUS: [&str; 4] = ["ctr", "rkt", "tingkat konversi", "dostarczalność"];

fn library() -> Definitions {
    let (definitions, records) = check("use std.marketing\n");
    assert!(records.is_empty(), "{records:?}");
    definitions
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests sees which were skipped")]
fn catalogue() -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/seed_kpis.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    };
    let catalogue = serde_json::from_str(&text).ok();
    assert!(catalogue.is_some(), "{} is not JSON", path.display());
    catalogue
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(all) => all.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// A heading with nothing but its letters and digits, without a unit in brackets.
fn loosened(text: &str) -> String {
    let bare = text.split(['(', '[']).next().unwrap_or_default();
    let plain = |letter: char| {
        "ąćęłńóśżźé".chars().zip("acelnoszze".chars()).find(|(accented, _)| *accented == letter).map_or(letter, |(_, plain)| plain)
    };
    bare.to_lowercase().chars().map(plain).filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn everything_in_the_catalogue_is_there_under_all_its_names() {
    let Some(catalogue) = catalogue() else { return };
    let definitions = library();
    let all = || ["kpis", "inputs"].into_iter().flat_map(|kind| catalogue[kind].as_array().expect("a list"));
    let mut carriers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in all() {
        for name in texts(&entry["aliases"]).into_iter().chain(texts(&entry["id"])) {
            carriers.entry(tolok_value::fold(&name)).or_default().extend(texts(&entry["id"]));
        }
    }
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in all() {
        count += 1;
        let id = entry["id"].as_str().expect("an id");
        let Some(entity) = definitions.find(id).and_then(|found| definitions.entity(found)).filter(|entity| *entity.name == *id) else {
            wrong.push(format!("{id} is missing"));
            continue;
        };
        for label in texts(&entry["names"]).into_iter().chain(texts(&entry["labels"])) {
            if !entity.about.labels.values().any(|known| **known == *label) {
                wrong.push(format!("{id} has no label {label}"));
            }
        }
        for alias in texts(&entry["aliases"]).iter().filter(|alias| !LEFT_OUT.contains(&alias.as_str())) {
            let key = tolok_value::fold(alias);
            let found = definitions.find(alias).and_then(|found| definitions.entity(found)).map(|entity| entity.name.to_string());
            match found {
                Some(found) if carriers.get(&key).is_some_and(|carriers| carriers.contains(&found)) => {}
                None if AMBIGUOUS.contains(&key.as_str()) && definitions.candidates(alias).len() > 1 => {}
                found => wrong.push(format!("{id}: {alias} means {found:?}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(count, 141 + 146);
}

/// Whoever reads Indonesian or Polish is shown no English word: every definition, member and report says what it is called there.
#[test]
fn everything_has_a_label_in_each_language() {
    let mut definitions = library();
    let mut labelled: Vec<(String, BTreeMap<_, _>)> = Vec::new();
    for (_, entity) in definitions.entities() {
        labelled.push((entity.name.to_string(), entity.about.labels.clone()));
        if let EntityKind::Dimension(dimension) = &entity.kind {
            let members = dimension.members.iter().map(|member| (format!("{} \"{}\"", entity.name, member.name), member.labels.clone()));
            labelled.extend(members);
            let named = |group: &str| dimension.members.iter().chain(&dimension.groups_like_members).any(|member| *member.name == *group);
            let unnamed = dimension.groups.iter().filter(|(group, _)| !named(group));
            labelled.extend(unnamed.map(|(group, _)| (format!("{} \"{group}\"", entity.name), BTreeMap::new())));
        }
    }
    labelled.extend(definitions.reports().into_iter().map(|report| (format!("report \"{}\"", report.title), report.about.labels)));
    assert!(labelled.len() > 350, "{}", labelled.len());
    let is_missing = |labels: &BTreeMap<_, _>| {
        ["id", "pl"].iter().any(|code| labels.get(*code).is_none_or(|label: &std::sync::Arc<str>| label.trim().is_empty()))
    };
    let wrong: Vec<&str> = labelled.iter().filter(|(_, labels)| is_missing(labels)).map(|(name, _)| name.as_str()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is explained in one language is explained in all, in words of their own; every KPI says where its definition is from.
#[test]
fn everything_is_described_in_each_language() {
    let mut definitions = library();
    let mut described: Vec<(String, BTreeMap<_, _>)> = Vec::new();
    described.extend(definitions.entities().map(|(_, entity)| (entity.name.to_string(), entity.about.descriptions.clone())));
    described.extend(definitions.reports().into_iter().map(|report| (format!("report \"{}\"", report.title), report.about.descriptions)));
    described.retain(|(_, descriptions)| !descriptions.is_empty());
    assert!(described.len() > 220, "{}", described.len());
    let distinct = |descriptions: &BTreeMap<_, _>| descriptions.values().collect::<BTreeSet<_>>().len() == 3;
    let wrong: Vec<&String> = described.iter().filter(|(_, all)| !distinct(all)).map(|(name, _)| name).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let is_told = |entity: &tolok_model::Entity| !entity.about.descriptions.is_empty() && entity.about.texts.contains_key("source");
    let without: Vec<&str> = definitions
        .entities()
        .filter(|(_, entity)| matches!(entity.kind, EntityKind::Metric(_)) && !is_told(entity))
        .map(|(_, entity)| entity.name.as_ref())
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn no_heading_fits_two_inputs() {
    let definitions = library();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let columns = definitions.entities().filter(|(_, entity)| matches!(entity.kind, EntityKind::Input(_) | EntityKind::Dimension(_)));
    for (_, entity) in columns {
        for name in std::iter::once(&entity.name).chain(entity.about.labels.values()).chain(&entity.about.aliases) {
            // Where another name is the same but for the brackets, they count.
            let key = if **name == *"marża brutto (kwota)" { name.to_string() } else { loosened(name) };
            let before = known.insert(key, entity.name.to_string());
            assert!(before.as_ref().is_none_or(|before| **before == *entity.name), "{name}: {before:?} and {}", entity.name);
        }
    }
    assert!(known.len() > 400, "{}", known.len());
}

#[test]
fn an_alias_of_several_kpis_is_refused_with_their_names() {
    let definitions = library();
    for alias in AMBIGUOUS {
        assert!(definitions.find(alias).is_none(), "{alias}");
        assert!(definitions.candidates(alias).len() > 1, "{alias}");
    }
    let candidates: Vec<&str> = definitions.candidates("CTR").into_iter().map(AsRef::as_ref).collect();
    assert_eq!(candidates, ["cta_click_through_rate", "organic_search_ctr", "email_click_through_rate", "ad_click_through_rate"]);
}

/// A misspelt name in the library would be one more input.
#[test]
fn the_library_declares_all_its_inputs() {
    let implicit: Vec<String> = library()
        .inputs()
        .filter(|(_, entity)| matches!(&entity.kind, EntityKind::Input(input) if input.implicit))
        .map(|(_, entity)| entity.name.to_string())
        .collect();
    assert!(implicit.is_empty(), "{implicit:?}");
}
