//! Names of table columns in formulas: `Sales[Net]`, `[@Net]`, `Sales[[#Totals],[Net]]`.

use std::ops::Range;

/// Where a formula names a column, and what stands there when the column is called something else. Texts in quotes and sheets of other
/// workbooks are left alone.
pub fn renamed(formula: &[char], old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    let old: Vec<char> = escaped(old).chars().collect();
    let (mut found, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while let Some(character) = formula.get(at) {
        match (*character, depth) {
            ('"' | '\'', 0) => at += 1 + formula.iter().skip(at + 1).take_while(|other| *other != character).count(),
            // An apostrophe takes the meaning from the bracket behind it.
            ('\'', _) => at += 1,
            ('[', _) => {
                let own_row = formula.get(at + 1) == Some(&'@');
                let name = at + 1 + usize::from(own_row)..at + 1 + usize::from(own_row) + old.len();
                let same = formula.get(name.clone()).is_some_and(|name| is_same(name, &old));
                if same && formula.get(name.end) == Some(&']') && !names_a_book(formula.get(name.end + 1)) {
                    found.push((name, escaped(new)));
                }
                depth += 1;
            }
            (']', _) => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    found
}

/// True if what stands behind a bracket says that it was around the name of another workbook.
fn names_a_book(behind: Option<&char>) -> bool {
    behind.is_some_and(|character| character.is_alphanumeric() || matches!(character, '_' | '!' | '\''))
}

fn is_same(one: &[char], other: &[char]) -> bool {
    one.iter().zip(other).all(|(one, other)| one == other || one.to_lowercase().eq(other.to_lowercase()))
}

/// A name as it stands between brackets ([MS-XLSX] 2.2.2.1).
pub fn escaped(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for character in name.chars() {
        if matches!(character, '[' | ']' | '#' | '\'') {
            escaped.push('\'');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(formula: &str, old: &str, new: &str) -> String {
        let mut characters: Vec<char> = formula.chars().collect();
        for (range, new) in renamed(&characters.clone(), old, new).into_iter().rev() {
            characters.splice(range, new.chars());
        }
        characters.into_iter().collect()
    }

    #[test]
    fn every_way_to_name_a_column_follows() {
        for (before, expected) in [
            ("SUM(Sales[{{ a }}])", "SUM(Sales[Net])"),
            ("SUM(Sales[[{{ A }}]])", "SUM(Sales[[Net]])"),
            ("Sales[[#This Row],[{{ a }}]]*2", "Sales[[#This Row],[Net]]*2"),
            ("[@{{ a }}]+[@[{{ a }}]]-[{{ a }}]", "[@Net]+[@[Net]]-[Net]"),
            ("Sales[[#Totals],[{{ a }}]:[Other]]", "Sales[[#Totals],[Net]:[Other]]"),
            ("Sales[{{ a }}]&\"[{{ a }}]\"&'[{{ a }}]S'!A1&[{{ a }}]S!A1", "Sales[Net]&\"[{{ a }}]\"&'[{{ a }}]S'!A1&[{{ a }}]S!A1"),
            ("Sales[{{ a }} 2]+Sales['[{{ a }}]", "Sales[{{ a }} 2]+Sales['[{{ a }}]"),
        ] {
            assert_eq!(after(before, "{{ a }}", "Net"), expected, "{before}");
        }
    }

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        assert_eq!(after("T[x'#']]", "x#]", "a[1]'s"), "T[a'[1']''s]");
    }
}
