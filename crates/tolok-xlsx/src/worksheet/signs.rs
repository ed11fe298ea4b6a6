//! What tells that there may be formulas in a row, without reading its cells.

use memchr::memmem::Finder;

use super::scanner::RowTag;

/// What tells that there may be formulas in a row.
#[derive(Debug)]
pub(crate) struct FormulaSigns {
    plain: Finder<'static>,
    prefixed: Finder<'static>,
    namespace: Finder<'static>,
}

impl Default for FormulaSigns {
    fn default() -> Self {
        Self { plain: Finder::new("<f"), prefixed: Finder::new(":f"), namespace: Finder::new("xmlns") }
    }
}

impl FormulaSigns {
    /// True if there may be formulas in the XML of a row, `inside` of its tags.
    pub(crate) fn may_be_in(&self, row: &RowTag<'_>, inside: &str) -> bool {
        let tag = if row.element.prefix.is_empty() { &self.plain } else { &self.prefixed };
        // Where a prefix is bound to another namespace, formulas may be called anything.
        tag.find(inside.as_bytes()).is_some() || self.namespace.find(inside.as_bytes()).is_some()
    }
}
