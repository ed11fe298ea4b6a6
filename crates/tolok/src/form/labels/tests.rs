use tolok_model::{EntityKind, Term};
use tolok_plan::Kind;
use tolok_value::Language;

use super::Labels;
use crate::{Definitions, LoadOptions};

/// A KPI that is nothing but an input stands where that is typed, and needs no words of its own.
fn is_an_input(definitions: &Definitions, id: tolok_model::EntityId) -> bool {
    definitions.formula_of(id).is_some_and(|formula| matches!(&formula.kind, Kind::Leaf(Term::Measure(_))))
}

#[test]
fn every_input_and_kpi_of_the_library_is_called_by_words_of_the_language() {
    let definitions = Definitions::load("std.marketing", LoadOptions::default()).unwrap();
    for language in [Language::Indonesian, Language::Polish] {
        let labels = Labels::new(&definitions, language);
        let (mut count, mut wrong) = (0, Vec::new());
        for (id, entity) in definitions.model.entities() {
            let is_shown = match &entity.kind {
                EntityKind::Input(_) => true,
                EntityKind::Metric(_) => !is_an_input(&definitions, id),
                _ => false,
            };
            if !is_shown {
                continue;
            }
            count += 1;
            let spoken = labels.spoken(id).unwrap_or_default();
            let bare = spoken.split(" (USD)").next().unwrap_or_default().to_lowercase();
            let own = entity.about.labels.get(language.code()).into_iter();
            let in_language = entity.about.aliases_in.get(language.code()).into_iter().flatten();
            if !own.chain(in_language).any(|label| label.to_lowercase() == bare) {
                wrong.push(format!("{} is called `{spoken}` in {}", entity.name, language.code()));
            }
        }
        assert!(count > 250, "{count}");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn every_member_of_the_library_is_called_by_words_of_the_language() {
    let definitions = Definitions::load("std.marketing", LoadOptions::default()).unwrap();
    for language in [Language::Indonesian, Language::Polish] {
        let labels = Labels::new(&definitions, language);
        let mut count = 0;
        for (id, entity) in definitions.model.entities() {
            let EntityKind::Dimension(dimension) = &entity.kind else { continue };
            for member in &dimension.members {
                count += 1;
                assert_eq!(labels.member(id, &member.name), *member.labels[language.code()], "{} of {}", member.name, entity.name);
            }
        }
        assert!(count > 25, "{count}");
    }
}

#[test]
fn an_alias_in_the_language_comes_before_words_of_another_one() {
    let shared = |said: &str| {
        format!(
            "input profit: count {{ label id \"Laba\" }}\ninput cost: count\nprofit_total = profit - cost {{\n  label id \"Laba\"\n  {said}\n}}\n"
        )
    };
    let called = |said: &str, language| {
        let definitions = Definitions::parse(&shared(said)).unwrap();
        Labels::new(&definitions, language).spoken(definitions.model.find("profit_total").unwrap())
    };
    assert_eq!(called("alias \"keuntungan\"", Language::Indonesian).as_deref(), Some("Profit total"));
    assert_eq!(called("alias id \"laba total\"", Language::Indonesian).as_deref(), Some("Laba total"));
    assert_eq!(called("alias id \"laba total\"", Language::Polish).as_deref(), Some("profit_total"));
}
