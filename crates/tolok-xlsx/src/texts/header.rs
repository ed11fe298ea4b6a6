//! The text of headers and footers (§18.3.1.46), told from the codes in it.

use super::found::{Found, Stretch, Swallows};
use super::spelling::{self, Script, Spelled};
use crate::PassageKind;

/// The most characters of a header or footer, codes included.
const MOST: usize = 255;

/// The passages of a header: one for each of its sections, in the order in which they stand.
pub(super) fn passages(name: &str, raw: &str, at: usize) -> Vec<Found> {
    let characters = spelling::read(raw, at, Script::Header);
    let length: usize = characters.iter().map(|(character, _)| character.len_utf16()).sum();
    let mut sections = vec![Section::default()];
    let mut rest = characters.as_slice();
    while let [first, others @ ..] = rest {
        let Some(current) = sections.last_mut() else { break };
        match (first.0, others.first()) {
            ('&', Some(('&', end))) => {
                // The doubled sign stands for itself.
                current.push(('&', first.1.start..end.end));
                rest = rest.get(2..).unwrap_or_default();
            }
            ('&', Some((code, _))) => {
                if matches!(code.to_ascii_uppercase(), 'L' | 'C' | 'R') {
                    sections.push(Section::default());
                } else {
                    current.cut(swallows(*code));
                }
                rest = rest.get(length_of_code(others)..).unwrap_or_default();
            }
            _ => {
                current.push(first.clone());
                rest = others;
            }
        }
    }
    let broken = raw.contains('<');
    let found = sections.into_iter().map(|section| {
        let stretches = section.stretches.into_iter().filter(|(characters, _)| !characters.is_empty()).map(|(characters, swallows)| {
            let mut stretch = Stretch::of_header(characters, broken);
            stretch.swallows = swallows;
            stretch
        });
        Found { limit: Some((length, MOST)), stretches: stretches.collect(), ..Found::new(PassageKind::Header, name) }
    });
    found.collect()
}

struct Section {
    stretches: Vec<(Vec<Spelled>, Option<Swallows>)>,
}

impl Default for Section {
    fn default() -> Self {
        Self { stretches: vec![(Vec::new(), None)] }
    }
}

impl Section {
    fn push(&mut self, spelled: Spelled) {
        if let Some((characters, _)) = self.stretches.last_mut() {
            characters.push(spelled);
        }
    }

    fn cut(&mut self, swallows: Option<Swallows>) {
        self.stretches.push((Vec::new(), swallows));
    }
}

fn swallows(code: char) -> Option<Swallows> {
    match code.to_ascii_uppercase() {
        '0'..='9' => Some(Swallows::Digits),
        'P' | 'N' => Some(Swallows::Signs),
        _ => None,
    }
}

/// How many characters a code has, its `&` included; given what stands behind that.
fn length_of_code(behind: &[Spelled]) -> usize {
    let count = |belongs: fn(char) -> bool, from: usize| behind.iter().skip(from).take_while(|(character, _)| belongs(*character)).count();
    let character = |at: usize| behind.get(at).map(|(character, _)| *character);
    1 + match character(0) {
        // A font: `&"Arial,Bold"`.
        Some('"') => 1 + count(|character| character != '"', 1) + 1,
        Some('0'..='9') => count(|character| character.is_ascii_digit(), 0),
        // A colour: `&KFF0000`, or one of the theme, `&K01+000`.
        Some('K' | 'k') => match character(3) {
            Some('+' | '-') => 7,
            _ => 1 + count(|character| character.is_ascii_hexdigit(), 1).min(6),
        },
        // A page number that something is added to: `&P+1`.
        Some('P' | 'N' | 'p' | 'n') if matches!(character(1), Some('+' | '-')) => 2 + count(|character| character.is_ascii_digit(), 2),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Replacement;
    use crate::splices::Splices;

    fn texts(raw: &str) -> Vec<String> {
        passages("header", raw, 0).iter().map(Found::text).collect()
    }

    #[test]
    fn sections_and_codes_are_told_from_text() {
        for (raw, expected) in [
            ("&amp;LLeft&amp;CR&amp;&amp;D &amp;P of &amp;N&amp;R", vec!["", "Left", "R&D  of ", ""]),
            ("&amp;\"Arial,Bold\"&amp;12{{ a&amp;K01+033 }}&amp;KFF0000x", vec!["{{ a }}x"]),
            ("&amp;P+12 a&amp;8&amp;B5", vec![" a5"]),
            ("plain", vec!["plain"]),
            ("&amp;", vec!["&"]),
        ] {
            assert_eq!(texts(raw), expected, "{raw}");
        }
    }

    fn replaced(raw: &str, with: &str) -> String {
        let mut splices = Splices::default();
        for found in passages("header", raw, 0) {
            let text = found.text();
            let Some(start) = text.find("{{") else { continue };
            let range = start..text.find("}}").unwrap() + 2;
            found.replace(&[Replacement { range, text: with.to_owned() }], &mut splices).unwrap();
        }
        splices.apply(raw).unwrap()
    }

    #[test]
    fn what_is_put_in_is_never_a_code() {
        assert_eq!(replaced("&amp;C&amp;14{{ a &amp;&amp; b }} x", "R&D"), "&amp;C&amp;14R&amp;&amp;D x");
        assert_eq!(replaced("&amp;14{{ a }}", "33 %"), "&amp;14&amp;B&amp;B33 %");
        assert_eq!(replaced("&amp;14{{ a }}7", ""), "&amp;14&amp;B&amp;B7");
        assert_eq!(replaced("&amp;P{{ a }}", "-5"), "&amp;P&amp;B&amp;B-5");
        assert_eq!(replaced("&amp;BX{{ a&amp;B }}!", "5"), "&amp;BX5&amp;B!");
    }
}
