//! Where definitions of the built-in library are from, in the language of the reader: addresses and titles are the same everywhere.

use tolok_value::Language;

/// A source as a language says it; one that the library does not write stays as it is.
pub(crate) fn cited(source: &str, language: Language) -> String {
    let [of_its_own, after, article] = match language {
        Language::Indonesian => ["dibuat untuk pustaka ini", "dibuat untuk pustaka ini berdasarkan artikel", "artikel"],
        Language::Polish => ["zdefiniowane dla tej biblioteki", "zdefiniowane dla tej biblioteki na podstawie artykułu", "artykuł"],
        _ => return source.to_owned(),
    };
    if source == OF_ITS_OWN {
        return of_its_own.to_owned();
    }
    let said = [(AFTER, after), (ARTICLE, article)];
    let title = said.into_iter().find_map(|(english, words)| Some(format!("{words} {}", source.strip_prefix(english)?)));
    title.unwrap_or_else(|| source.to_owned())
}

const OF_ITS_OWN: &str = "defined for this library";
const AFTER: &str = "defined for this library, after the article ";
const ARTICLE: &str = "article ";

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what is wrong")]
mod tests {
    use super::*;
    use crate::{Definitions, LoadOptions};

    #[test]
    fn phrases_are_translated_and_titles_are_not() {
        let polish = |source| cited(source, Language::Polish);
        assert_eq!(polish("article “Marketing metrics”"), "artykuł “Marketing metrics”");
        assert_eq!(polish("fool.com/terms"), "fool.com/terms");
        assert_eq!(cited("article “Marketing metrics”", Language::English), "article “Marketing metrics”");
    }

    /// What is no address is one of the phrases.
    #[test]
    fn the_library_has_no_other_phrases() {
        let library = Definitions::load("std.marketing", LoadOptions::default()).unwrap();
        let sources = library.model().entities().filter_map(|(_, entity)| entity.about.texts.get("source"));
        let phrases: Vec<&str> = sources.map(|source| &**source).filter(|source| source.contains(' ')).collect();
        assert!(phrases.len() > 50);
        for source in phrases {
            assert_ne!(cited(source, Language::Indonesian), source);
        }
    }
}
