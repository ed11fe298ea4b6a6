//! Questions that people ask of a worksheet, with answers that follow what is typed.

mod answer;
mod asked;
mod chance;
mod compared;

use std::collections::BTreeSet;

use tolok_model::EntityId;
use tolok_report::form::{Form, FormCell, FormColumn, FormRow, Look, fitting_name};
use tolok_value::{Language, same};

use self::answer::Answered;
use self::asked::{ASKED, Answer};
use self::compared::Places;
use super::layout::Across;
use super::sheet::{MainSheet, Measure};

/// The rows above the first answer: the title, what the answers follow, a gap, the headings.
const ABOVE: u32 = 4;

/// A question of this worksheet.
struct Chosen {
    text: String,
    /// The input or KPI that it is judged by, counted through.
    place: usize,
    answer: Answer,
}

impl MainSheet<'_> {
    /// The sheet of questions; nothing where there is nothing to compare. `summary` is the sheet that has the KPIs, if one has.
    pub(super) fn questions(&self, summary: Option<&str>, names: &mut BTreeSet<String>) -> Option<Form> {
        let chosen = self.chosen();
        if chosen.is_empty() {
            return None;
        }
        let words = self.words;
        let name = fitting_name(words.questions, names);
        let places = Places::new(self, &name, summary, &chosen);
        let answered: Vec<Answered> = chosen.iter().flat_map(|question| self.answers(question, &places)).collect();
        let head = [words.question, words.answer, words.value, words.against, words.value];
        let mut rows = vec![
            FormRow::new(vec![FormCell::text(format!("{}: {}", words.questions, self.title()), Look::Title)]),
            FormRow::new(vec![FormCell::text(words.questions_legend, Look::Subtitle)]),
            FormRow::default(),
            FormRow::new(
                (0..)
                    .zip(head)
                    .map(|(place, heading)| FormCell::text(heading, if matches!(place, 2 | 4) { Look::Heading } else { Look::Corner }))
                    .collect(),
            ),
        ];
        rows.extend(answered.into_iter().map(Answered::row));
        rows.extend(places.sums.rows(self));
        let widest = self.headings.iter().map(|heading| heading.chars().count() + 4).max().unwrap_or(0).clamp(18, 40);
        let figure = self.measures.iter().map(|measure| self.width_of(measure)).max().unwrap_or(12);
        // What is compared stands below names as well as below numbers.
        let widest = if places.sums.is_empty() { widest } else { widest.max(figure) };
        let columns = [(62, 62), (widest, widest), (figure, figure), (widest, widest), (figure, figure)];
        Some(Form {
            name: name.clone(),
            columns: columns.into_iter().map(|(least, most)| FormColumn::new(least, most)).collect(),
            rows,
            frozen: (ABOVE, 0),
            repeated_rows: Some((ABOVE - 1, ABOVE - 1)),
            repeated_columns: 0,
            header: self.title().to_owned(),
            footer: name,
        })
    }

    /// The questions that this worksheet can answer: those of marketers about their channels, and where each KPI is best.
    fn chosen(&self) -> Vec<Chosen> {
        let mut chosen = Vec::new();
        if self.layout.columns < 2 {
            return chosen;
        }
        let mut used: Vec<EntityId> = Vec::new();
        let is_channel =
            self.asked.dimension.and_then(|id| self.definitions.model.entity(id)).is_some_and(|entity| &*entity.key == "channel");
        if is_channel && self.layout.across == Across::Members {
            let language = match self.asked.language {
                Language::Indonesian => 1,
                Language::Polish => 2,
                _ => 0,
            };
            for question in ASKED.iter().filter(|question| self.has_what_it_needs(question.answer)) {
                let place_of = |name: &&str| {
                    let id = self.definitions.model.find(name)?;
                    self.measures.iter().position(|measure| measure.id == id).filter(|place| self.is_comparable(*place))
                };
                let found = question.measures.iter().find_map(place_of);
                let Some((place, measure)) = found.and_then(|place| Some((place, self.measures.get(place)?))) else { continue };
                // A label by itself would be taken for that of a row of numbers.
                let text = question.texts.get(language).copied().unwrap_or_default();
                let text = format!("{text}\n{}: {}", self.words.figure, measure.label);
                used.push(measure.id);
                chosen.push(Chosen { text, place, answer: question.answer });
            }
        }
        // What has no result together, such as tests of different things, is no matter of more or less either.
        if self.asked.has_total {
            for (place, measure) in self.measures.iter().enumerate().skip(self.layout.inputs) {
                if self.has_direction(measure) && !used.contains(&measure.id) {
                    let text = self.words.best.replace("{}", &measure.label);
                    chosen.push(Chosen { text, place, answer: Answer::Best });
                }
            }
        }
        chosen
    }

    fn has_direction(&self, measure: &Measure) -> bool {
        self.definitions.model.entity(measure.id).is_some_and(|entity| entity.about.better.is_some())
    }

    fn has_what_it_needs(&self, answer: Answer) -> bool {
        match answer {
            Answer::Between(members) => members.iter().all(|name| self.place_of_member(name).is_some()),
            Answer::Whole => self.layout.has_total(),
            _ => true,
        }
    }

    fn place_of_member(&self, name: &str) -> Option<usize> {
        self.asked.members.iter().position(|member| same(member.trim(), name))
    }
}
