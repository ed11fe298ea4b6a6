//! Names in a list with commas, some of which have a comma themselves: `Customer lifetime value (CLV, LTV),CAC`.

/// A name has at most so many commas.
const MOST: usize = 3;

/// Puts the pieces of a list that was cut at its commas together again where only together they are known, the longest first. Pieces of
/// which nothing is known stay as they are.
pub(crate) fn joined(pieces: &[String], is_known: impl Fn(&str) -> bool) -> Vec<String> {
    if pieces.iter().all(|piece| is_known(piece)) {
        return pieces.to_vec();
    }
    let mut names = Vec::new();
    let mut rest = pieces;
    while let Some((first, others)) = rest.split_first() {
        let longest = (1..=MOST.min(others.len())).rev().find_map(|more| {
            let (with, after) = others.split_at_checked(more)?;
            let name = std::iter::once(first).chain(with).map(String::as_str).collect::<Vec<_>>().join(",");
            is_known(&name).then_some((name, after))
        });
        let (name, after) = longest.unwrap_or_else(|| (first.clone(), others));
        names.push(name);
        rest = after;
    }
    names
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
    }

    #[test]
    fn what_nobody_knows_stays_as_it_is() {
        assert_eq!(put_together("x,y,z", &["y"]), ["x", "y", "z"]);
        assert_eq!(put_together("x", &[]), ["x"]);
        assert!(joined(&[], |_| true).is_empty());
    }
}
