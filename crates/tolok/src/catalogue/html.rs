//! The catalogue as one web page that needs nothing else: no other file, no network, no script but its own small one for searching.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::facts::{Bit, Fact, Section, foreign, formula, labelled};
use super::{Catalogue, Entry, Example, Kind, Member, Report, prose};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Even if something strange stood in the page, it could load nothing and send nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

impl Catalogue {
    /// The catalogue as one web page, which works without a network and can be searched.
    ///
    /// ```
    /// use tolok::catalogue::Language;
    /// let definitions = tolok::Definitions::parse("cac = spend / new_customers { label pl \"<Koszt>\" }")?;
    /// let page = definitions.catalogue(Language::Polish).to_html();
    /// assert!(page.contains("&lt;Koszt&gt;"));
    /// # Ok::<(), tolok::Problems>(())
    /// ```
    pub fn to_html(&self) -> String {
        Page { catalogue: self }.text()
    }
}

/// The page.
struct Page<'c> {
    catalogue: &'c Catalogue,
}

impl Page<'_> {
    fn text(&self) -> String {
        let words = self.catalogue.words();
        let title = self.catalogue.title();
        let sections = self.catalogue.sections();
        let page = html! {
            (DOCTYPE)
            html lang=(self.catalogue.language.code()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body id="top" {
                    header {
                        h1 { (title) }
                        form #search role="search" hidden {
                            label { (words.search) " " input type="search" placeholder=(words.search_hint) autocomplete="off"; }
                            " " span #found role="status" data-found=(words.found) {}
                        }
                    }
                    div.columns {
                        nav #contents aria-label=(words.contents) { (self.contents(&sections)) }
                        main {
                            @for section in &sections { (self.section(section)) }
                            @if !self.catalogue.reports.is_empty() {
                                section #reports {
                                    h2 { (words.reports) }
                                    @for report in &self.catalogue.reports { (self.report(report)) }
                                }
                            }
                            (self.index())
                        }
                    }
                    footer { a href="#top" { (words.to_the_top) } }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        let mut page = page.into_string();
        page.push('\n');
        page
    }

    fn contents(&self, sections: &[Section<'_>]) -> Markup {
        let words = self.catalogue.words();
        html! {
            h2 { (words.contents) }
            @for section in sections {
                details {
                    summary { (section.title) " " span.count { (section.entries.len()) } }
                    ul {
                        @for (_, entry) in &section.entries { li { (self.link(&entry.label, &entry.anchor)) } }
                    }
                }
            }
            @if !self.catalogue.reports.is_empty() {
                details {
                    summary { (words.reports) " " span.count { (self.catalogue.reports.len()) } }
                    ul {
                        @for report in &self.catalogue.reports { li { (self.link(&report.label, &report.anchor)) } }
                    }
                }
            }
            p { (self.link(words.alphabetical, "index")) }
        }
    }

    fn section(&self, section: &Section<'_>) -> Markup {
        html! {
            section id=(section.anchor) {
                h2 { (section.title) }
                @for (place, entry) in &section.entries { (self.entry(*place, entry)) }
            }
        }
    }

    fn entry(&self, place: usize, entry: &Entry) -> Markup {
        let words = self.catalogue.words();
        html! {
            article id=(entry.anchor) {
                h3 data-search { a href=(format!("#{}", entry.anchor)) { (entry.label) } }
                p.formula data-search {
                    code translate="no" {
                        strong { (entry.name) }
                        @if entry.kind == Kind::Function { "(" (entry.parameters.join(", ")) ")" }
                        @if let Some(written) = &entry.formula { " = " (self.bits(&formula(written))) }
                    }
                }
                @if let Some(documentation) = &entry.documentation {
                    div data-search { (PreEscaped(prose::html(documentation))) }
                }
                (self.facts_list(&self.catalogue.facts(place, entry)))
                @if !entry.members.is_empty() { (self.members(&entry.members)) }
                @if !entry.examples.is_empty() {
                    h4 { (words.examples) }
                    ul.examples { @for example in &entry.examples { li { (self.example(example)) } } }
                }
            }
        }
    }

    fn facts_list(&self, facts: &[Fact]) -> Markup {
        let words = self.catalogue.words();
        // Whoever looks for a KPI does not look for everything that it stands beside.
        let is_beside = |fact: &Fact| [words.variants, words.used_by, words.reports].contains(&fact.term);
        html! {
            @if !facts.is_empty() {
                dl {
                    @for fact in facts {
                        div {
                            dt { (fact.term) }
                            dd data-search[!is_beside(fact)] { (self.bits(&fact.bits)) }
                        }
                    }
                }
            }
        }
    }

    fn members(&self, members: &[Member]) -> Markup {
        let words = self.catalogue.words();
        let has_groups = members.iter().any(|member| !member.groups.is_empty());
        html! {
            div.wide tabindex="0" role="region" aria-label=(words.members) data-search {
                table {
                    thead {
                        tr {
                            th scope="col" { (if has_groups { words.group } else { words.member }) }
                            th scope="col" { (words.name) }
                            @if has_groups {
                                th scope="col" { (words.members) }
                            } @else {
                                th scope="col" { (words.other_languages) }
                                th scope="col" { (words.aliases) }
                            }
                        }
                    }
                    tbody {
                        @for member in members {
                            tr {
                                th scope="row" { (member.label) }
                                td data-term=(words.name) { code translate="no" { (member.name) } }
                                @if has_groups {
                                    td data-term=(words.members) { (member.groups.join(", ")) }
                                } @else {
                                    td data-term=(words.other_languages) {
                                        @for (place, (code, label)) in member.other_labels.iter().enumerate() {
                                            @if place > 0 { "; " }
                                            (self.bits(&foreign(code, label)))
                                        }
                                    }
                                    td data-term=(words.aliases) { (member.aliases.join(", ")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn example(&self, example: &Example) -> Markup {
        let words = self.catalogue.words();
        html! {
            span.title { (example.title) }
            @if !example.given.is_empty() {
                span.side { (words.given) ": " (self.formulas(&example.given)) }
            }
            span.side { (words.expected) ": " (self.formulas(&example.expected)) }
        }
    }

    fn formulas(&self, formulas: &[super::Formula]) -> Markup {
        html! {
            @for (place, written) in formulas.iter().enumerate() {
                @if place > 0 { ", " }
                code translate="no" { (self.bits(&formula(written))) }
            }
        }
    }

    fn report(&self, report: &Report) -> Markup {
        html! {
            article id=(report.anchor) {
                h3 data-search { a href=(format!("#{}", report.anchor)) { (report.label) } }
                @if let Some(documentation) = &report.documentation {
                    div data-search { (PreEscaped(prose::html(documentation))) }
                }
                (self.facts_list(&self.catalogue.facts_of_report(report)))
                @if report.kpis.is_empty() { p { (self.catalogue.words().everything) } }
                @else {
                    ul { @for kpi in &report.kpis { li { (self.bits(&[labelled(kpi)])) } } }
                }
            }
        }
    }

    fn index(&self) -> Markup {
        html! {
            section #index {
                h2 { (self.catalogue.words().alphabetical) }
                ul {
                    @for entry in self.catalogue.alphabetical() {
                        li { (self.link(&entry.label, &entry.anchor)) @if entry.label != entry.name { " " code translate="no" { (entry.name) } } }
                    }
                }
            }
        }
    }

    fn bits(&self, bits: &[Bit]) -> Markup {
        html! { @for bit in bits { (self.bit(bit)) } }
    }

    fn bit(&self, bit: &Bit) -> Markup {
        let entry = |place: &usize| self.catalogue.entries.get(*place);
        html! {
            @match bit {
                Bit::Words(text) => (text),
                Bit::Foreign(code, text) => span lang=(code) { (text) },
                Bit::Code(text) => code translate="no" { (text) },
                Bit::Link(place) => @if let Some(entry) = entry(place) { (self.link(&entry.label, &entry.anchor)) },
                Bit::To(title, anchor) => (self.link(title, anchor)),
                Bit::Named(text, place) => {
                    @if let Some(entry) = entry(place) {
                        a href=(format!("#{}", entry.anchor)) title=(entry.label) { code translate="no" { (text) } }
                    }
                }
            }
        }
    }

    fn link(&self, text: &str, anchor: &str) -> Markup {
        html! { a href=(format!("#{anchor}")) { (text) } }
    }
}
