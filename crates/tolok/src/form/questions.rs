//! Questions that people ask of a worksheet, with answers that follow what is typed.

use std::collections::BTreeSet;

use tolok_model::EntityId;
use tolok_report::form::{Form, FormCell, FormColumn, FormRow, Look, fitting_name};
use tolok_syntax::tree::Better;
use tolok_value::{Language, same};

use super::cells::prefix;
use super::layout::{Across, Which};
use super::sheet::{MainSheet, Measure};

/// A question about channels.
struct Question {
    /// In English, Indonesian and Polish.
    texts: [&'static str; 3],
    /// What it is judged by: the first of these that the worksheet has.
    measures: &'static [&'static str],
    answer: Answer,
}

/// How the answer is found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Highest,
    /// What is best according to `better`, against the worst.
    Best,
    Worst,
    /// The larger of two members.
    Between([&'static str; 2]),
    /// Everything together, against the best.
    Whole,
    Share,
}

/// What marketers ask of their channels.
const ASKED: &[Question] = &[
    Question {
        texts: [
            "How can website visitors be raised? Where do most come from?",
            "Bagaimana meningkatkan pengunjung situs web? Dari mana paling banyak?",
            "Jak zwiększyć liczbę odwiedzających witrynę? Skąd jest ich najwięcej?",
        ],
        measures: &["website_traffic", "visitors", "sessions"],
        answer: Answer::Highest,
    },
    Question {
        texts: [
            "Does organic traffic convert better than social?",
            "Apakah trafik organik lebih baik konversinya daripada media sosial?",
            "Czy ruch organiczny konwertuje lepiej niż social media?",
        ],
        measures: &["lead_conversion_rate", "conversion_rate", "lead_to_customer_rate"],
        answer: Answer::Between(["Organic search", "Social media"]),
    },
    Question {
        texts: [
            "What change would lift lead conversion? Where is it weakest?",
            "Perubahan apa yang menaikkan konversi prospek? Di mana paling lemah?",
            "Jaka zmiana podniesie konwersję na leady? Gdzie jest najsłabsza?",
        ],
        measures: &["lead_conversion_rate", "conversion_rate", "landing_page_conversion_rate"],
        answer: Answer::Worst,
    },
    Question {
        texts: [
            "How can the number of leads grow? Where do most come from?",
            "Bagaimana menambah jumlah prospek? Dari mana paling banyak?",
            "Jak zwiększyć liczbę leadów? Skąd jest ich najwięcej?",
        ],
        measures: &["leads_generated", "leads"],
        answer: Answer::Highest,
    },
    Question {
        texts: [
            "How can the cost of a new customer come down? Where is it highest?",
            "Bagaimana menurunkan biaya per pelanggan baru? Di mana tertinggi?",
            "Jak obniżyć koszt pozyskania klienta? Gdzie jest najwyższy?",
        ],
        measures: &["customer_acquisition_cost", "cac", "cost_per_sale"],
        answer: Answer::Highest,
    },
    Question {
        texts: ["Which investment returns best?", "Investasi mana yang paling menguntungkan?", "Która inwestycja zwraca się najlepiej?"],
        measures: &["marketing_roi", "marketing_roi_new_sales", "marketing_roi_revenue", "roas", "return_on_ad_spend"],
        answer: Answer::Best,
    },
    Question {
        texts: [
            "How well do sales-qualified leads close into new customers?",
            "Seberapa baik prospek berkualitas penjualan menjadi pelanggan baru?",
            "Jak często leady sprzedażowe stają się klientami?",
        ],
        measures: &["sql_to_customer_rate", "quote_conversion_rate"],
        answer: Answer::Whole,
    },
    Question {
        texts: [
            "Which channel brings the best marketing-qualified leads?",
            "Saluran mana yang membawa prospek berkualitas pemasaran terbaik?",
            "Który kanał przynosi najlepsze leady marketingowe?",
        ],
        measures: &["lead_quality_rate", "cost_per_mql", "mql_to_customer_rate", "marketing_qualified_leads", "mql"],
        answer: Answer::Best,
    },
    Question {
        texts: [
            "Which takes the largest share of the cost?",
            "Mana yang menyerap porsi biaya terbesar?",
            "Co pochłania największą część kosztów?",
        ],
        measures: &["marketing_cost", "marketing_cost_per_channel", "spend", "cost", "ad_spend"],
        answer: Answer::Share,
    },
];

/// The cells of an input or KPI that a question looks at, with the names of its sheet before them.
struct Compared {
    headings: String,
    values: String,
    total: Option<String>,
    cells: Vec<String>,
}

/// A row of the sheet: four formulas, and the format of the two that are numbers.
struct Answered {
    question: String,
    answer: String,
    value: String,
    against: String,
    other: String,
    format: String,
}

impl MainSheet<'_> {
    /// The sheet of questions; nothing where there is nothing to compare.
    pub(super) fn questions(&self, summary: Option<&str>, names: &mut BTreeSet<String>) -> Option<Form> {
        let (answered, unanswered) = self.answered(summary);
        if answered.is_empty() && unanswered.is_empty() {
            return None;
        }
        let words = self.words;
        let name = fitting_name(words.questions, names);
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
        rows.extend(answered.into_iter().map(|row| {
            FormRow::new(vec![
                FormCell::text(row.question, Look::Question),
                FormCell::formula(row.answer, Look::Answer),
                FormCell::formula(row.value, Look::Figure).formatted(&row.format),
                FormCell::formula(row.against, Look::Question),
                FormCell::formula(row.other, Look::Figure).formatted(&row.format),
            ])
        }));
        rows.extend(unanswered.into_iter().map(|question| {
            FormRow::new(vec![FormCell::text(question, Look::Question), FormCell::text(words.each_period, Look::Question)])
        }));
        let widest = self.headings.iter().map(|heading| heading.chars().count() + 4).max().unwrap_or(0).clamp(18, 40);
        let figure = self.measures.iter().map(|measure| self.width_of(measure)).max().unwrap_or(12);
        let columns = [(62, 62), (widest, widest), (figure, figure), (widest, widest), (figure, figure)];
        Some(Form {
            name: name.clone(),
            columns: columns.into_iter().map(|(least, most)| FormColumn::new(least, most)).collect(),
            rows,
            frozen: (4, 0),
            repeated_rows: Some((3, 3)),
            repeated_columns: 0,
            header: self.title().to_owned(),
            footer: name,
        })
    }

    /// The answers, and the questions that have none: over several blocks of periods what is typed stands nowhere side by side.
    fn answered(&self, summary: Option<&str>) -> (Vec<Answered>, Vec<String>) {
        let (mut rows, mut unanswered) = (Vec::new(), Vec::new());
        let mut used: Vec<EntityId> = Vec::new();
        let is_channel =
            self.asked.dimension.and_then(|id| self.definitions.model.entity(id)).is_some_and(|entity| &*entity.key == "channel");
        if self.layout.columns > 1 && is_channel && self.layout.across == Across::Members {
            let language = match self.asked.language {
                Language::Indonesian => 1,
                Language::Polish => 2,
                _ => 0,
            };
            for question in ASKED {
                let place_of = |name: &&str| {
                    let id = self.definitions.model.find(name)?;
                    self.measures.iter().position(|measure| measure.id == id)
                };
                let there = || question.measures.iter().filter_map(place_of);
                let found = there().find_map(|place| Some((self.measures.get(place)?, self.compared(place, summary)?)));
                let text = question.texts.get(language).copied().unwrap_or_default();
                // A label by itself would be taken for that of a row of numbers.
                let text = |measure: &Measure| format!("{text}\n{}: {}", self.words.figure, measure.label);
                let Some((measure, compared)) = found else {
                    let one_of_members = matches!(question.answer, Answer::Between(_));
                    unanswered.extend(there().next().filter(|_| !one_of_members).and_then(|place| self.measures.get(place)).map(text));
                    continue;
                };
                if let Some(row) = self.answer(text(measure), measure, &compared, question.answer) {
                    used.push(measure.id);
                    rows.push(row);
                }
            }
        }
        // What has no result together, such as tests of different things, is no matter of more or less either.
        let is_ranked = self.asked.has_total;
        for (place, measure) in self.measures.iter().enumerate().skip(self.layout.inputs).filter(|_| is_ranked) {
            let Some(entity) = self.definitions.model.entity(measure.id) else { continue };
            let Some(compared) = self.compared(place, summary) else { continue };
            if self.layout.columns > 1 && entity.about.better.is_some() && !used.contains(&measure.id) {
                let text = self.words.best.replace("{}", &measure.label);
                rows.extend(self.answer(text, measure, &compared, Answer::Best));
            }
        }
        (rows, unanswered)
    }

    /// The cells of an input or KPI over all periods; nothing for an input where those are on another sheet.
    fn compared(&self, place: usize, summary: Option<&str>) -> Option<Compared> {
        let last = self.layout.columns.checked_sub(1)?;
        let summary = summary.filter(|_| place >= self.layout.inputs || !self.layout.is_turned);
        let sheet = prefix(summary.unwrap_or(&self.name));
        let cell = |column: Which| match summary {
            None => self.layout.cell(place, 0, column),
            Some(_) => self.layout.cell_of_results(place.checked_sub(self.layout.inputs)?, column),
        };
        let heading = |column: Which| self.layout.heading(column);
        let (first, end) = (cell(Which::One(0))?, cell(Which::One(last))?);
        let (first_heading, end_heading) = (heading(Which::One(0))?, heading(Which::One(last))?);
        let cells = (0..self.layout.columns).filter_map(|column| cell(Which::One(column))).map(|cell| format!("{sheet}{cell}"));
        Some(Compared {
            headings: format!("{sheet}{first_heading}:{end_heading}"),
            values: format!("{sheet}{first}:{end}"),
            total: cell(Which::All).filter(|_| self.layout.has_total()).map(|cell| format!("{sheet}{cell}")),
            cells: cells.collect(),
        })
    }

    fn answer(&self, question: String, measure: &Measure, compared: &Compared, answer: Answer) -> Option<Answered> {
        let Compared { headings, values, .. } = compared;
        let none = format!("\"{}\"", self.words.no_numbers);
        let better = self.definitions.model.entity(measure.id).and_then(|entity| entity.about.better);
        let (best, worst) = if better == Some(Better::Lower) { ("MIN", "MAX") } else { ("MAX", "MIN") };
        let named = |function: &str, least: usize, otherwise: &str| {
            format!("IF(COUNT({values})<{least},{otherwise},INDEX({headings},MATCH({function}({values}),{values},0)))")
        };
        let number = |function: &str, least: usize| format!("IF(COUNT({values})<{least},\"\",{function}({values}))");
        let ends = |first: &str, second: &str| (named(first, 1, &none), number(first, 1), named(second, 2, "\"\""), number(second, 2));
        let mut format = measure.format.clone();
        let (answer, value, against, other) = match answer {
            Answer::Highest => ends("MAX", "MIN"),
            Answer::Best => ends(best, worst),
            Answer::Worst => ends(worst, best),
            Answer::Share => {
                format = "0.0%".to_owned();
                let share = |function: &str, least: usize| {
                    format!("IF(COUNT({values})<{least},\"\",IF(SUM({values})=0,\"\",{function}({values})/SUM({values})))")
                };
                (named("MAX", 1, &none), share("MAX", 1), named("MIN", 2, "\"\""), share("MIN", 2))
            }
            Answer::Whole => {
                let total = compared.total.as_ref()?;
                let whole = format!("IF(ISNUMBER({total}),\"{}\",{none})", self.words.total);
                (whole, format!("IF(ISNUMBER({total}),{total},\"\")"), named(best, 1, "\"\""), number(best, 1))
            }
            Answer::Between(members) => {
                let place = |name: &str| self.asked.members.iter().position(|member| same(member.trim(), name));
                let [one, other] = members;
                let (one, other) = (place(one)?, place(other)?);
                let (first, second) = (compared.cells.get(one)?, compared.cells.get(other)?);
                let (first_name, second_name) = (self.headings.get(one)?, self.headings.get(other)?);
                let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
                let (first_name, second_name) = (quoted(first_name), quoted(second_name));
                let either = |yes: &str, no: &str, otherwise: &str| {
                    format!("IF(COUNT({first},{second})<2,{otherwise},IF({first}>={second},{yes},{no}))")
                };
                (
                    either(&first_name, &second_name, &none),
                    either(first, second, "\"\""),
                    either(&second_name, &first_name, "\"\""),
                    either(second, first, "\"\""),
                )
            }
        };
        Some(Answered { question, answer, value, against, other, format })
    }
}
