//! Answers as formulas over the cells that a question compares.

use tolok_report::form::{FormCell, FormRow, Look};
use tolok_syntax::tree::Better;

use super::asked::Answer;
use super::compared::{Compared, Places};
use super::{Chosen, MainSheet};

/// A row of the sheet: four formulas, and the formats of the two that are numbers.
pub(super) struct Answered {
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) value: String,
    pub(super) against: String,
    pub(super) other: String,
    pub(super) formats: [String; 2],
}

impl Answered {
    pub(super) fn row(self) -> FormRow {
        let [value, other] = self.formats;
        FormRow::new(vec![
            FormCell::text(self.question, Look::Question),
            FormCell::formula(self.answer, Look::Answer),
            FormCell::formula(self.value, Look::Figure).formatted(&value),
            FormCell::formula(self.against, Look::Question),
            FormCell::formula(self.other, Look::Figure).formatted(&other),
        ])
    }
}

impl MainSheet<'_> {
    /// The rows of a question: its answer, and whether that is more than chance where it can be said.
    pub(super) fn answers(&self, question: &Chosen, places: &Places<'_>) -> Vec<Answered> {
        let answer = places.of(question.place).and_then(|compared| self.answer(question, &compared));
        let chance = match question.answer {
            Answer::Between(members) => self.chance(question.place, members, places),
            _ => None,
        };
        answer.into_iter().chain(chance).collect()
    }

    fn answer(&self, question: &Chosen, compared: &Compared) -> Option<Answered> {
        let Compared { headings, values, .. } = compared;
        let measure = self.measures.get(question.place)?;
        let none = quoted(self.words.no_numbers);
        let better = self.definitions.model.entity(measure.id).and_then(|entity| entity.about.better);
        let (best, worst) = if better == Some(Better::Lower) { ("MIN", "MAX") } else { ("MAX", "MIN") };
        let heading = |function: &str| format!("INDEX({headings},MATCH({function}({values}),{values},0))");
        // The first of several that are equal, and how many others there are.
        // An empty cell is equal to zero.
        let equal = |function: &str| format!("SUMPRODUCT(ISNUMBER({values})*({values}={function}({values})))");
        let first_unless = |unknown: String, function: &str| {
            let (heading, equal) = (heading(function), equal(function));
            let others = self.words.equal.replace("{}", &format!("\"&{equal}-1&\""));
            format!("IF({unknown},{none},{heading}&IF({equal}>1,\" {others}\",\"\"))")
        };
        let first = |function: &str| first_unless(format!("COUNT({values})=0"), function);
        // Where all are equal there is nothing to compare with.
        let differing = |text: String| format!("IF(MAX({values})=MIN({values}),\"\",{text})");
        let number = |function: &str| format!("IF(COUNT({values})=0,\"\",{function}({values}))");
        let ends = |one: &str, other: &str| (first(one), number(one), differing(heading(other)), differing(format!("{other}({values})")));
        let mut format = measure.format.clone();
        let (answer, value, against, other) = match question.answer {
            Answer::Highest => ends("MAX", "MIN"),
            Answer::Best => ends(best, worst),
            Answer::Worst => ends(worst, best),
            Answer::Share => {
                format = "0.0%".to_owned();
                let share = |function: &str| format!("IF(SUM({values})=0,\"\",{function}({values})/SUM({values}))");
                (first_unless(format!("SUM({values})=0"), "MAX"), share("MAX"), differing(heading("MIN")), differing(share("MIN")))
            }
            Answer::Whole => {
                let total = compared.total.as_ref()?;
                let whole = format!("IF(ISNUMBER({total}),{},{none})", quoted(self.words.total));
                let best_heading = format!("IF(COUNT({values})=0,\"\",{})", heading(best));
                (whole, format!("IF(ISNUMBER({total}),{total},\"\")"), best_heading, number(best))
            }
            Answer::Between(members) => {
                let [(one, first), (two, second)] = self.both(members, compared)?;
                let either = |more: &str, less: &str, equal: &str, otherwise: &str| {
                    format!("IF(COUNT({first},{second})<2,{otherwise},IF({first}={second},{equal},IF({first}>{second},{more},{less})))")
                };
                let no_difference = quoted(self.words.no_difference);
                (
                    either(&one, &two, &no_difference, &none),
                    either(first, second, first, "\"\""),
                    either(&two, &one, "\"\"", "\"\""),
                    either(second, first, second, "\"\""),
                )
            }
        };
        Some(Answered { question: question.text.clone(), answer, value, against, other, formats: [format.clone(), format] })
    }

    /// The names and cells of two members.
    pub(super) fn both<'c>(&self, members: [&str; 2], compared: &'c Compared) -> Option<[(String, &'c str); 2]> {
        let one = |name: &str| {
            let place = self.place_of_member(name)?;
            Some((quoted(self.headings.get(place)?), compared.cells.get(place)?.as_str()))
        };
        let [first, second] = members;
        Some([one(first)?, one(second)?])
    }
}

/// A text of a formula.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
