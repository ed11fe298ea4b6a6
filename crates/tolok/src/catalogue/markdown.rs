//! The catalogue as a Markdown page.

use super::facts::{Bit, Fact, formula, labelled};
use super::{Catalogue, Entry, Example, Kind, prose};

impl Catalogue {
    /// The catalogue as a Markdown page. Every definition has an anchor, so that `catalogue.md#cac` leads to it.
    pub fn to_markdown(&self) -> String {
        let words = self.words();
        let mut page = format!("# {}\n", escaped(&self.title()));
        self.push_contents(&mut page);
        for section in self.sections() {
            page.push_str(&format!("\n<a id=\"{}\"></a>\n\n## {}\n", section.anchor, escaped(&section.title)));
            section.entries.iter().for_each(|(place, entry)| self.push_entry(*place, entry, &mut page));
        }
        if !self.reports.is_empty() {
            page.push_str(&format!("\n<a id=\"reports\"></a>\n\n## {}\n", words.reports));
        }
        for report in &self.reports {
            page.push_str(&format!("\n<a id=\"{}\"></a>\n\n### {}\n\n", report.anchor, escaped(&report.label)));
            if let Some(documentation) = &report.documentation {
                page.push_str(&format!("{}\n\n", prose::markdown(documentation)));
            }
            let facts = self.facts_of_report(report);
            self.push_facts(&facts, &mut page);
            if !facts.is_empty() {
                page.push('\n');
            }
            if report.kpis.is_empty() {
                page.push_str(&format!("{}\n", words.everything));
            }
            report.kpis.iter().for_each(|kpi| page.push_str(&format!("- {}\n", self.bits(&[labelled(kpi)]))));
        }
        page.push_str(&format!("\n<a id=\"index\"></a>\n\n## {}\n\n", words.alphabetical));
        for entry in self.alphabetical() {
            page.push_str(&format!("- {} ({})\n", link(&escaped(&entry.label), &entry.anchor), code(&entry.name)));
        }
        page
    }

    /// The KPIs by category in tables, and links to the rest.
    fn push_contents(&self, page: &mut String) {
        let words = self.words();
        page.push_str(&format!("\n<a id=\"contents\"></a>\n\n## {}\n\n", words.contents));
        let sections = self.sections();
        for section in &sections {
            page.push_str(&format!("- {} ({})\n", link(&escaped(&section.title), &section.anchor), section.entries.len()));
        }
        if !self.reports.is_empty() {
            page.push_str(&format!("- {} ({})\n", link(words.reports, "reports"), self.reports.len()));
        }
        page.push_str(&format!("- {}\n", link(words.alphabetical, "index")));
        for section in sections.iter().filter(|section| section.entries.iter().any(|(_, entry)| entry.kind == Kind::Kpi)) {
            page.push_str(&format!("\n### {}\n\n| KPI | {} |\n| --- | --- |\n", escaped(&section.title), words.formula));
            for (_, entry) in &section.entries {
                let formula = entry.formula.as_ref().map(|written| self.bits(&formula(written))).unwrap_or_default();
                page.push_str(&format!("| {} | {} |\n", link(&escaped(&entry.label), &entry.anchor), formula));
            }
        }
    }

    fn push_entry(&self, place: usize, entry: &Entry, page: &mut String) {
        let words = self.words();
        page.push_str(&format!("\n<a id=\"{}\"></a>\n\n### {}\n\n", entry.anchor, escaped(&entry.label)));
        let parameters = if entry.kind == Kind::Function { format!("({})", entry.parameters.join(", ")) } else { String::new() };
        let name = code(&format!("{}{parameters}", entry.name));
        match &entry.formula {
            Some(written) => page.push_str(&format!("{name} = {}\n", self.bits(&formula(written)))),
            None => page.push_str(&format!("{name}\n")),
        }
        if let Some(documentation) = &entry.documentation {
            page.push_str(&format!("\n{}\n", prose::markdown(documentation)));
        }
        let facts = self.facts(place, entry);
        if !facts.is_empty() {
            page.push('\n');
            self.push_facts(&facts, page);
        }
        self.push_members(entry, page);
        if !entry.examples.is_empty() {
            page.push_str(&format!("\n**{}**\n\n", words.examples));
            entry.examples.iter().for_each(|example| page.push_str(&format!("- {}\n", self.example(example))));
        }
    }

    fn push_facts(&self, facts: &[Fact], page: &mut String) {
        facts.iter().for_each(|fact| page.push_str(&format!("- **{}:** {}\n", fact.term, self.bits(&fact.bits))));
    }

    fn push_members(&self, entry: &Entry, page: &mut String) {
        if entry.members.is_empty() {
            return;
        }
        let words = self.words();
        let has_groups = entry.members.iter().any(|member| !member.groups.is_empty());
        let (first, last) = if has_groups { (words.group, words.members) } else { (words.member, words.aliases) };
        page.push_str(&format!("\n| {first} | {} | {last} |\n| --- | --- | --- |\n", words.name));
        for member in &entry.members {
            let others: Vec<String> = if has_groups {
                member.groups.clone()
            } else {
                member.other_labels.iter().map(|(_, label)| label).chain(&member.aliases).cloned().collect()
            };
            let cells =
                [escaped(&member.label), code(&member.name), others.iter().map(|other| escaped(other)).collect::<Vec<_>>().join(", ")];
            page.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }

    fn example(&self, example: &Example) -> String {
        let words = self.words();
        let side = |formulas: &[super::Formula]| formulas.iter().map(|written| self.bits(&formula(written))).collect::<Vec<_>>().join(", ");
        let given = match example.given.as_slice() {
            [] => String::new(),
            given => format!(" {}: {};", words.given.to_lowercase(), side(given)),
        };
        format!("{}:{given} {}: {}", escaped(&example.title), words.expected.to_lowercase(), side(&example.expected))
    }

    fn bits(&self, bits: &[Bit]) -> String {
        let anchor = |place: &usize| self.entries.get(*place).map_or("", |entry| &entry.anchor);
        let bit = |bit: &Bit| match bit {
            Bit::Words(text) | Bit::Foreign(_, text) => escaped(text),
            Bit::Code(text) => code_between(text),
            Bit::Link(place) => link(&escaped(self.entries.get(*place).map_or("", |entry| &entry.label)), anchor(place)),
            Bit::To(title, anchor) => link(&escaped(title), anchor),
            Bit::Named(text, place) => link(&code(text), anchor(place)),
        };
        bits.iter().map(bit).collect()
    }
}

fn link(text: &str, anchor: &str) -> String {
    format!("[{text}](#{anchor})")
}

/// A text as Markdown shows it, on one line: nothing in it is a sign of Markdown or HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for (place, character) in text.char_indices() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => out.extend(['\\', character]),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // At the beginning of a line these begin a list.
            '-' | '+' if place == 0 => out.extend(['\\', character]),
            '.' | ')' if text.get(..place).is_some_and(|before| !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit())) => {
                out.extend(['\\', character]);
            }
            character if character.is_control() => out.push(' '),
            character => out.push(character),
        }
    }
    out
}

/// A text as code, with as many backticks around it as it takes.
pub(super) fn code(text: &str) -> String {
    if text.contains('|') {
        // In a table no backtick keeps a bar from ending the cell.
        return format!("<code>{}</code>", escaped(text).replace("\\|", "&#124;"));
    }
    let text: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1));
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Code between links: spaces around it stay outside, where they count.
fn code_between(text: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return text.to_string();
    }
    let before = if text.starts_with(' ') { " " } else { "" };
    let after = if text.ends_with(' ') { " " } else { "" };
    format!("{before}{}{after}", code(inner))
}
