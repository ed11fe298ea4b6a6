//! The built-in library: definitions that come with the program, taken in with `use std.…`.

/// The marketing library, one text out of a file for each category, so that a name means one thing in all of it.
const MARKETING: &str = concat!(
    include_str!("../std/marketing/channels.kpi"),
    "\n",
    include_str!("../std/marketing/customer.kpi"),
    "\n",
    include_str!("../std/marketing/sales.kpi"),
    "\n",
    include_str!("../std/marketing/revenue.kpi"),
    "\n",
    include_str!("../std/marketing/website.kpi"),
    "\n",
    include_str!("../std/marketing/content.kpi"),
    "\n",
    include_str!("../std/marketing/email.kpi"),
    "\n",
    include_str!("../std/marketing/social.kpi"),
    "\n",
    include_str!("../std/marketing/brand.kpi"),
    "\n",
    include_str!("../std/marketing/ads.kpi"),
    "\n",
    include_str!("../std/marketing/alerts.kpi"),
    "\n",
    include_str!("../std/marketing/sets.kpi"),
    "\n",
    include_str!("../std/marketing/roles.kpi"),
);

/// The libraries by name, with their text.
const LIBRARIES: &[(&str, &str)] = &[("std.marketing", MARKETING)];

/// The text of a library.
pub(crate) fn text(name: &str) -> Option<&'static str> {
    LIBRARIES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The names of all libraries.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    LIBRARIES.iter().map(|(name, _)| *name)
}
