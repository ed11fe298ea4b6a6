//! Texts with wildcards: `?` for one character, `*` for any number of them, and `~` before one that stands for itself.

use super::comparison::equal_texts;

/// The longest text that is searched for: with a longer one Excel gives an error.
const MOST_CHARACTERS: usize = 255;

/// What a text must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Character(char),
    One,
    Any,
}

impl Pattern {
    /// The pattern that a text stands for; nothing for one that is too long, or in which a `~` stands before anything else: what that finds is
    /// another thing in one function than in another.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            pieces.push(match character {
                '?' => Piece::One,
                '*' => Piece::Any,
                '~' => Piece::Character(characters.next_if(|next| matches!(next, '?' | '*'))?),
                character => Piece::Character(character),
            });
        }
        (pieces.len() <= MOST_CHARACTERS).then_some(Self { pieces })
    }

    /// The text that it stands for, if it has no wildcards.
    pub(super) fn plain(&self) -> Option<String> {
        self.pieces.iter().map(|piece| if let Piece::Character(character) = piece { Some(*character) } else { None }).collect()
    }

    /// Whether a text is like this; nothing where that depends on the language.
    pub(super) fn matches(&self, text: &str) -> Option<bool> {
        if let Some(plain) = self.plain() {
            return equal_texts(&plain, text);
        }
        // Which characters are the same is known of those of ASCII, and how long one is, of all but the rare ones.
        let known = |character: char| character.is_ascii() && !character.is_ascii_control();
        let pieces_known = self.pieces.iter().all(|piece| if let Piece::Character(character) = piece { known(*character) } else { true });
        let text: Vec<char> = text.chars().collect();
        if !pieces_known || !text.iter().copied().all(known) {
            return None;
        }
        Some(matches(&self.pieces, &text))
    }
}

/// Goes through both from left to right, and back to behind the last `*` where they part.
fn matches(pieces: &[Piece], text: &[char]) -> bool {
    let (mut piece, mut at) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while at < text.len() {
        let fits = match (pieces.get(piece), text.get(at)) {
            (Some(Piece::Any), _) => {
                back = Some((piece, at));
                piece += 1;
                continue;
            }
            (Some(Piece::One), _) => true,
            (Some(Piece::Character(one)), Some(other)) => one.eq_ignore_ascii_case(other),
            _ => false,
        };
        if fits {
            (piece, at) = (piece + 1, at + 1);
        } else if let Some((any, from)) = back {
            (piece, at) = (any + 1, from + 1);
            back = Some((any, from + 1));
        } else {
            return false;
        }
    }
    pieces.get(piece..).unwrap_or_default().iter().all(|piece| *piece == Piece::Any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_those_of_excel() {
        for (pattern, text, expected) in [
            ("ca?", "CAT", true),
            ("ca?", "cart", false),
            ("a*c*e", "abcde", true),
            ("a*c*e", "abcd", false),
            ("*", "", true),
            ("what~?", "what?", true),
            ("what~?", "whats", false),
            ("a~*?", "a*b", true),
            ("**b", "aab", true),
        ] {
            assert_eq!(Pattern::read(pattern).unwrap().matches(text), Some(expected), "{pattern} {text}");
        }
        assert_eq!(Pattern::read("*").unwrap().matches("数"), None);
        for unclear in ["~~", "a~b", "~"] {
            assert_eq!(Pattern::read(unclear), None, "{unclear}");
        }
        assert_eq!(Pattern::read(&"a".repeat(256)), None);
    }
}
