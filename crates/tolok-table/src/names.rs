//! How headings, labels and names compare when nothing but their letters and digits should count.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A heading without case, accents, spacing and punctuation, and without a unit in brackets at its end.
///
/// `Biaya [Rp]` and `biaya` are one, and so are `New Customers (#)` and `new_customers`. A text of nothing but signs stays what it is.
pub(crate) fn loosened(text: &str) -> String {
    let bare = without_unit(text.trim());
    let letters = letters(bare);
    if letters.is_empty() { tolok_value::fold(text.trim()) } else { letters }
}

/// What names stand for where nothing but letters and digits counts.
///
/// Brackets at the end of a heading are a unit, but those of a name may tell it from another: `Margin (amount)` is not `Margin`. So
/// brackets that are the same count first, and a name that has none comes before one that has.
#[derive(Debug, Clone)]
pub struct LooseNames<T> {
    /// Names with brackets, by all their letters.
    whole: BTreeMap<String, BTreeSet<T>>,
    bare: BTreeMap<String, BTreeSet<T>>,
    /// Names with brackets, without them.
    shortened: BTreeMap<String, BTreeSet<T>>,
}

impl<T> Default for LooseNames<T> {
    fn default() -> Self {
        Self { whole: BTreeMap::new(), bare: BTreeMap::new(), shortened: BTreeMap::new() }
    }
}

impl<T: Ord + Copy> LooseNames<T> {
    /// Adds a name of something.
    pub fn add(&mut self, name: &str, thing: T) {
        let has_unit = name_and_unit(name.trim()).is_some();
        if has_unit {
            self.whole.entry(letters(name)).or_default().insert(thing);
        }
        let names = if has_unit { &mut self.shortened } else { &mut self.bare };
        names.entry(loosened(name)).or_default().insert(thing);
    }

    /// What a text names.
    pub fn find(&self, text: &str) -> Option<&BTreeSet<T>> {
        let whole = || name_and_unit(text.trim()).and_then(|_| self.whole.get(&letters(text)));
        let loose = loosened(text);
        whole().or_else(|| self.bare.get(&loose)).or_else(|| self.shortened.get(&loose))
    }
}

/// A text as messages quote it: on one line, and not without end.
pub(crate) fn shown(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Letters and digits, small and without accents.
fn letters(text: &str) -> String {
    if text.is_ascii() {
        let mut letters = String::with_capacity(text.len());
        letters.extend(text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()));
        return letters;
    }
    let plain: String = text.nfkd().filter(|character| !is_combining_mark(*character)).map(plain).collect();
    tolok_value::fold(&plain).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Letters whose stroke is no accent to Unicode.
fn plain(letter: char) -> char {
    match letter {
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ø' => 'o',
        'Ø' => 'O',
        other => other,
    }
}

/// The text before brackets that end it, if there is any.
fn without_unit(text: &str) -> &str {
    name_and_unit(text).map_or(text, |(name, _)| name)
}

/// The unit in brackets at the end of a label.
pub(crate) fn unit(text: &str) -> Option<&str> {
    name_and_unit(text.trim()).map(|(_, unit)| unit)
}

fn name_and_unit(text: &str) -> Option<(&str, &str)> {
    [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let (name, unit) = text.strip_suffix(close)?.rsplit_once(open)?;
        let name = name.trim_end();
        name.chars().any(char::is_alphanumeric).then_some((name, unit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_of_a_name_count_where_another_has_none() {
        let mut names = LooseNames::default();
        for (thing, name) in
            [(1, "marża brutto"), (2, "marża brutto (kwota)"), (3, "Sales (net)"), (4, "Sales (gross)"), (5, "Spend (USD)")]
        {
            names.add(name, thing);
        }
        for (text, expected) in [
            ("marza brutto", vec![1]),
            ("Marża brutto (%)", vec![1]),
            ("MARZA BRUTTO [kwota]", vec![2]),
            ("sales [net]", vec![3]),
            ("Sales", vec![3, 4]),
            ("spend", vec![5]),
            ("Spend (EUR)", vec![5]),
            ("cost", vec![]),
        ] {
            assert_eq!(names.find(text).into_iter().flatten().copied().collect::<Vec<i32>>(), expected, "{text}");
        }
    }

    #[test]
    fn only_letters_and_digits_count() {
        for (text, expected) in [
            ("Spend", "spend"),
            ("new_customers", "newcustomers"),
            ("New  Customers", "newcustomers"),
            ("New-Customers (#)", "newcustomers"),
            ("Spend (USD)", "spend"),
            ("Biaya [Rp]", "biaya"),
            ("Przychód", "przychod"),
            ("ŁĄCZNY KOSZT", "lacznykoszt"),
            ("(total)", "total"),
            ("q (a) b", "qab"),
            ("%", "%"),
            ("  ", ""),
            ("std.marketing.leads", "stdmarketingleads"),
        ] {
            assert_eq!(loosened(text), expected, "{text}");
        }
    }
}
