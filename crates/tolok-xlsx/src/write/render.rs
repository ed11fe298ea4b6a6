//! The XML of a cell's new content.

use std::fmt::Write;

use super::rich::Run;
use crate::cell::CellSource;
use crate::strings::encode;
use crate::xml::escape;
use crate::{Content, Epoch, XlsxError};

/// The most a cell holds, in UTF-16 units.
const MAX_TEXT: usize = 32_767;

/// The most characters of a formula.
const MAX_FORMULA: usize = 8_192;

/// A cell's new content as XML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rendered {
    kind: Option<&'static str>,
    inner: String,
}

impl Rendered {
    /// The content in elements that have this prefix; or, in words, why no cell can hold it.
    pub(super) fn new(content: &Content, prefix: &str, epoch: Epoch) -> Result<Self, String> {
        let value = |kind, text: &str| Ok(Self { kind, inner: format!("<{prefix}v>{text}</{prefix}v>") });
        match content {
            Content::Blank => Ok(Self { kind: None, inner: String::new() }),
            Content::Number(number) => value(None, &number_text(*number).ok_or("it is not a number")?),
            Content::Bool(truth) => value(Some("b"), if *truth { "1" } else { "0" }),
            Content::Error(error) => value(Some("e"), error.text()),
            Content::Date(day) => {
                let serial = epoch.serial(*day).ok_or_else(|| format!("{day} is before the first day this workbook can show"))?;
                value(None, &serial.to_string())
            }
            Content::Text(text) => Self::runs(&[Run { properties: String::new(), text: text.clone() }], prefix),
            Content::Formula(formula, shown) => Self::formula(formula, shown, prefix, epoch),
            Content::Replaced(_) => Err("the cell has no text of which pieces could be replaced".to_owned()),
        }
    }

    /// A formula with what it shows (§18.3.1.40): a text of its is no inline string, and nothing is an empty text.
    fn formula(formula: &str, shown: &Content, prefix: &str, epoch: Epoch) -> Result<Self, String> {
        if formula.chars().count() > MAX_FORMULA {
            return Err(format!("its formula is longer than the {MAX_FORMULA} characters that a cell takes"));
        }
        let formula = format!("<{prefix}f>{}</{prefix}f>", escape(formula));
        let shown = match shown {
            Content::Text(text) => Self { kind: Some("str"), inner: format!("<{prefix}v>{}</{prefix}v>", escape(&encode(text))) },
            Content::Blank => Self { kind: Some("str"), inner: format!("<{prefix}v></{prefix}v>") },
            Content::Formula(..) | Content::Replaced(_) => return Err("a formula shows a value".to_owned()),
            shown => Self::new(shown, prefix, epoch)?,
        };
        Ok(Self { kind: shown.kind, inner: formula + &shown.inner })
    }

    /// A text in runs, which is a plain one if its only run looks like nothing in particular.
    pub(super) fn runs(runs: &[Run], prefix: &str) -> Result<Self, String> {
        let length: usize = runs.iter().map(|run| run.text.encode_utf16().count()).sum();
        if length > MAX_TEXT {
            return Err(format!("a text of {length} characters is longer than the {MAX_TEXT} that a cell takes"));
        }
        let plain = runs.iter().all(|run| run.properties.is_empty());
        let elements: String = if plain {
            text_element(&runs.iter().map(|run| run.text.as_str()).collect::<String>(), prefix)
        } else {
            let element = |run: &Run| format!("<{prefix}r>{}{}</{prefix}r>", run.properties, text_element(&run.text, prefix));
            runs.iter().map(element).collect()
        };
        Ok(Self { kind: Some("inlineStr"), inner: format!("<{prefix}is>{elements}</{prefix}is>") })
    }

    /// A cell that is there already: it keeps its address and whatever else it has, its style too unless it gets another one, but not the
    /// marks of its old content.
    pub(super) fn over(&self, source: &CellSource<'_>, style: Option<u32>, text: &str, part: &str) -> Result<String, XlsxError> {
        let mut start = String::new();
        for attribute in source.element.attributes(part)? {
            let outdated = matches!(attribute.name, "t" | "cm" | "vm") || (attribute.name == "s" && style.is_some());
            if !outdated {
                start.push_str(text.get(attribute.span).unwrap_or_default());
            }
        }
        if let Some(style) = style {
            let _ = write!(start, " s=\"{style}\"");
        }
        let extension = source.extension.clone().and_then(|span| text.get(span)).unwrap_or_default();
        Ok(self.cell(&start, source.element.prefix, extension))
    }

    /// A cell that was not there; `style` 0 is the default.
    pub(super) fn fresh(&self, address: crate::Address, style: u32, prefix: &str) -> String {
        let mut attributes = format!(" r=\"{address}\"");
        if style != 0 {
            let _ = write!(attributes, " s=\"{style}\"");
        }
        self.cell(&attributes, prefix, "")
    }

    fn cell(&self, attributes: &str, prefix: &str, extension: &str) -> String {
        let kind = self.kind.map(|kind| format!(" t=\"{kind}\"")).unwrap_or_default();
        let inner = &self.inner;
        if inner.is_empty() && extension.is_empty() {
            return format!("<{prefix}c{attributes}/>");
        }
        format!("<{prefix}c{attributes}{kind}>{inner}{extension}</{prefix}c>")
    }
}

/// A text element; white space at its ends needs to be said to count.
fn text_element(text: &str, prefix: &str) -> String {
    let written = encode(text);
    let counts = written.starts_with(|first: char| first.is_whitespace()) || written.ends_with(|last: char| last.is_whitespace());
    let space = if counts || written.contains('\n') { " xml:space=\"preserve\"" } else { "" };
    format!("<{prefix}t{space}>{}</{prefix}t>", escape(&written))
}

/// The shortest decimal that reads back as the same double.
pub(super) fn number_text(number: f64) -> Option<String> {
    let size = number.abs();
    if !number.is_finite() {
        None
    } else if size == 0.0 {
        Some("0".to_owned())
    } else if (1e-9..1e21).contains(&size) {
        Some(number.to_string())
    } else {
        Some(format!("{number:E}"))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn inner(content: Content) -> Result<String, String> {
        Rendered::new(&content, "", Epoch::Year1900).map(|rendered| rendered.inner)
    }

    #[test]
    fn numbers_are_the_shortest_that_read_back() {
        let cases = [
            (100.0 / 3.0, "33.333333333333336"),
            (0.1, "0.1"),
            (-0.0, "0"),
            (1e300, "1E300"),
            (-2.5e-10, "-2.5E-10"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (f64::MAX, "1.7976931348623157E308"),
        ];
        for (number, text) in cases {
            assert_eq!(number_text(number).as_deref(), Some(text));
            assert_eq!(text.parse(), Ok(number));
        }
        assert_eq!(number_text(f64::NAN), None);
        assert_eq!(number_text(f64::INFINITY), None);
    }

    #[test]
    fn texts_are_escaped_and_never_formulas() {
        assert_eq!(inner(Content::Text("=1+1 <&>".to_owned())), Ok("<is><t>=1+1 &lt;&amp;&gt;</t></is>".to_owned()));
        assert_eq!(inner(Content::Text(" a".to_owned())), Ok("<is><t xml:space=\"preserve\"> a</t></is>".to_owned()));
        assert_eq!(inner(Content::Text("a\nb".to_owned())), Ok("<is><t xml:space=\"preserve\">a\nb</t></is>".to_owned()));
        assert_eq!(inner(Content::Text("_x0041_\u{1}".to_owned())), Ok("<is><t>_x005F_x0041_</t></is>".to_owned()));
    }

    #[test]
    fn a_text_may_be_as_long_as_a_cell_and_no_longer() {
        assert!(inner(Content::Text("😀".repeat(16_383))).is_ok());
        assert!(inner(Content::Text("😀".repeat(16_384))).is_err());
    }

    #[test]
    fn a_formula_shows_a_value() {
        let formula = |shown| Rendered::new(&Content::Formula("B2&\"<\"".to_owned(), Box::new(shown)), "", Epoch::Year1900);
        let number = formula(Content::Number(2.5)).unwrap();
        assert_eq!((number.kind, number.inner.as_str()), (None, "<f>B2&amp;\"&lt;\"</f><v>2.5</v>"));
        let text = formula(Content::Text("a".to_owned())).unwrap();
        assert_eq!((text.kind, text.inner.as_str()), (Some("str"), "<f>B2&amp;\"&lt;\"</f><v>a</v>"));
        assert_eq!(formula(Content::Blank).unwrap().inner, "<f>B2&amp;\"&lt;\"</f><v></v>");
        assert!(formula(Content::Formula("1".to_owned(), Box::new(Content::Blank))).is_err());
        let long = Content::Formula("1".repeat(8_193), Box::new(Content::Blank));
        assert!(Rendered::new(&long, "", Epoch::Year1900).is_err());
    }

    #[test]
    fn days_before_the_epoch_are_refused() {
        assert_eq!(inner(Content::Date(date(2026, 1, 31))), Ok("<v>46053</v>".to_owned()));
        assert!(inner(Content::Date(date(1899, 12, 31))).is_err());
    }
}
