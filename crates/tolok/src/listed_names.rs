//! Names in a list with commas, some of which have a comma themselves: `Customer lifetime value (CLV, LTV),CAC`.

/// A name has at most so many commas.
const MOST: usize = 3;

/// Puts the pieces of a list that was cut at its commas together again where only together they are known, the longest first, or where
/// quotes hold them together: `"Spring, summer",Autumn`. Pieces of which nothing is known stay as they are.
pub(crate) fn joined(pieces: &[String], is_known: impl Fn(&str) -> bool) -> Vec<String> {
    if pieces.iter().all(|piece| is_known(piece) && !piece.contains('"')) {
        return pieces.to_vec();
    }
    let mut names = Vec::new();
    let mut rest = pieces;
    while let Some((first, others)) = rest.split_first() {
        let longest = (1..=MOST.min(others.len())).rev().find_map(|more| {
            let (with, after) = others.split_at_checked(more)?;
            let pieces: Vec<&str> = std::iter::once(first).chain(with).map(|piece| piece.trim()).collect();
            let quoted = || unquoted(&pieces.join(", "));
            let known = || [", ", ","].into_iter().map(|comma| pieces.join(comma)).find(|name| is_known(name));
            quoted().or_else(known).map(|name| (name, after))
        });
        let (name, after) = longest.unwrap_or_else(|| (unquoted(first.trim()).unwrap_or_else(|| first.clone()), others));
        names.push(name);
        rest = after;
    }
    names
}

/// A name that stands between quotes, which no other quote parts.
fn unquoted(name: &str) -> Option<String> {
    let inner = name.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('"')).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put_together(list: &str, known: &[&str]) -> Vec<String> {
        let pieces: Vec<String> = list.split(',').map(ToOwned::to_owned).collect();
        joined(&pieces, |name| known.contains(&name.trim()))
    }

    #[test]
    fn names_keep_their_commas() {
        assert_eq!(put_together("value (CLV, LTV),CAC", &["value (CLV, LTV)", "CAC"]), ["value (CLV, LTV)", "CAC"]);
        assert_eq!(put_together("CLV, historic,CAC", &["CLV", "CLV, historic", "CAC"]), ["CLV, historic", "CAC"]);
        assert_eq!(put_together("a,b,c,d", &["a,b,c,d", "a"]), ["a,b,c,d"]);
        assert_eq!(put_together("a, b", &["a", "b", "a, b"]), ["a", " b"]);
        // Whoever cut the list may have cut the spaces as well.
        assert_eq!(put_together("a,b", &["a, b"]), ["a, b"]);
    }

    #[test]
    fn quotes_hold_a_name_together() {
        assert_eq!(put_together("\"Spring, summer\",Autumn", &["Autumn"]), ["Spring, summer", "Autumn"]);
        assert_eq!(put_together("\"Autumn\"", &["Autumn"]), ["Autumn"]);
        assert_eq!(put_together("\"a\",\"b\"", &[]), ["a", "b"]);
    }

    #[test]
    fn what_nobody_knows_stays_as_it_is() {
        assert_eq!(put_together("x,y,z", &["y"]), ["x", "y", "z"]);
        assert_eq!(put_together("x", &[]), ["x"]);
        assert!(joined(&[], |_| true).is_empty());
    }
}
