//! "Did you mean …": the nearest known name. It only ever suggests; nothing is bound by resemblance.

/// The known name that is closest to a misspelt one, if any is close enough; ties go to the first in alphabetical order.
///
/// ```
/// use tolok_diagnostics::suggestion::nearest;
/// assert_eq!(nearest("new_custmers", ["spend", "new_customers"]), Some("new_customers"));
/// assert_eq!(nearest("x", ["y"]), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Known::new(known).nearest(name, |_, _| true)
}

/// Known names, made ready for being asked many times.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    names: Vec<Spelling<'a>>,
}

#[derive(Debug, Clone)]
struct Spelling<'a> {
    name: &'a str,
    folded: String,
    length: usize,
    letters: u64,
}

/// Very long names are never typing slips, and the distance is quadratic.
const LONGEST: usize = 200;

impl<'a> Known<'a> {
    /// These names.
    pub fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { names: names.into_iter().map(Spelling::new).collect() }
    }

    /// The name that is closest to a misspelt one among those that `accept` takes, by its place in the list and its text.
    pub fn nearest(&self, name: &str, accept: impl Fn(usize, &str) -> bool) -> Option<&'a str> {
        let wanted = Spelling::new(name);
        let limit = match wanted.length {
            0..=2 => return None,
            3..=4 => 1,
            5..=8 => 2,
            9..=LONGEST => 3,
            _ => return None,
        };
        let close = self.names.iter().enumerate().filter_map(|(place, known)| {
            let distance = known.distance(&wanted, limit)?;
            accept(place, known.name).then_some((distance, known.name))
        });
        close.min().map(|(_, name)| name)
    }
}

impl<'a> Spelling<'a> {
    fn new(name: &'a str) -> Self {
        let folded = name.to_lowercase();
        let letters = folded.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % 64));
        Self { name, length: folded.chars().count(), folded, letters }
    }

    /// How many slips lie between two spellings, if they are not too many. A slip changes at most two letters of the set that a
    /// name is made of, which tells most names apart without comparing them.
    fn distance(&self, other: &Spelling<'_>, limit: u8) -> Option<usize> {
        let limit = usize::from(limit);
        let different_letters = usize::try_from((self.letters ^ other.letters).count_ones()).unwrap_or(usize::MAX);
        if self.length.abs_diff(other.length) > limit || different_letters > 2 * limit {
            return None;
        }
        let distance = strsim::osa_distance(&self.folded, &other.folded);
        (distance <= limit).then_some(distance)
    }
}

/// `a`, `b` or `c`, in backticks: for messages that list a few names.
///
/// ```
/// use tolok_diagnostics::suggestion::listed;
/// assert_eq!(listed(["a", "b", "c"]), "`a`, `b` or `c`");
/// ```
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.pop() {
        None => String::new(),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} or {last}", names.join(", ")),
    }
}
