use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use tolok_model::EntityKind;

use super::{Catalogue, Entry, Kind, Language, RollUp};
use crate::{Definitions, LoadOptions};

fn library() -> Definitions {
    Definitions::load("std.marketing", LoadOptions::default()).unwrap()
}

fn catalogue(text: &str) -> Catalogue {
    Definitions::parse(text).unwrap().catalogue(Language::English)
}

fn entry<'c>(catalogue: &'c Catalogue, name: &str) -> &'c Entry {
    catalogue.entries.iter().find(|entry| entry.name == name).unwrap()
}

fn names<'c>(catalogue: &'c Catalogue, places: &[usize]) -> Vec<&'c str> {
    places.iter().map(|place| catalogue.entries[*place].name.as_str()).collect()
}

/// What a formula leads to, from left to right.
fn links<'c>(catalogue: &'c Catalogue, name: &str) -> Vec<&'c str> {
    let formula = entry(catalogue, name).formula.as_ref().unwrap();
    let places: Vec<usize> = formula.pieces.iter().filter_map(|piece| piece.entry).collect();
    names(catalogue, &places)
}

/// Everything between two texts, as often as it comes.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

/// The page without its own style and script.
fn body(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (middle, script) = rest.split_once("</style>").unwrap().1.rsplit_once("<script>").unwrap();
    format!("{before}{middle}{}", script.split_once("</script>").unwrap().1)
}

#[test]
fn every_definition_of_the_library_stands_there_once_in_each_language() {
    let definitions = library();
    let is_shown = |kind: &EntityKind| !matches!(kind, EntityKind::Source | EntityKind::Broken);
    let expected: BTreeSet<String> =
        definitions.model().entities().filter(|(_, entity)| is_shown(&entity.kind)).map(|(_, entity)| entity.name.to_string()).collect();
    assert!(expected.len() > 250, "{}", expected.len());
    for language in Language::ALL {
        let catalogue = definitions.catalogue(language);
        let found: Vec<String> = catalogue.entries.iter().map(|entry| entry.name.clone()).collect();
        assert_eq!(found.len(), expected.len());
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
        let (page, text) = (catalogue.to_html(), catalogue.to_markdown());
        for places in [between(&page, "<article id=\"", "\">"), between(&text, "<a id=\"", "\"></a>")] {
            for entry in &catalogue.entries {
                assert_eq!(places.iter().filter(|place| **place == entry.anchor).count(), 1, "{}", entry.name);
            }
        }
    }
}

#[test]
fn every_link_of_a_page_leads_to_one_place_on_it() {
    for language in Language::ALL {
        let catalogue = library().catalogue(language);
        let (page, text) = (body(&catalogue.to_html()), catalogue.to_markdown());
        for (places, links) in [
            (between(&page, " id=\"", "\""), between(&page, "href=\"#", "\"")),
            (between(&text, "<a id=\"", "\""), between(&text, "](#", ")")),
        ] {
            let unique: BTreeSet<&str> = places.iter().copied().collect();
            assert_eq!(unique.len(), places.len());
            assert!(links.len() > 1000);
            links.iter().for_each(|link| assert!(unique.contains(link), "#{link} leads nowhere"));
        }
    }
}

#[test]
fn the_web_page_needs_nothing_else() {
    let page = library().catalogue(Language::Indonesian).to_html();
    for outside in [" src=", "<link", "@import", "url(", "<iframe", "href=\"http", "fetch(", "XMLHttpRequest", "innerHTML"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"id\">"));
    for landmark in ["<header>", "<nav ", "<main>", "<footer>", "role=\"search\""] {
        assert_eq!(page.matches(landmark).count(), 1, "{landmark}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
}

#[test]
fn the_same_definitions_give_the_same_bytes() {
    let (one, other) = (library().catalogue(Language::Polish), library().catalogue(Language::Polish));
    assert!(one.to_html() == other.to_html() && one.to_markdown() == other.to_markdown());
}

const HOSTILE: &str = "\
## <script>alert(1)</script> <b onclick=x>bold</b> [link](javascript:alert(1)) ![picture](https://example.com/x.png)
## # A heading
##
## ```
## never closed | </article>
`<img src=x onerror=alert(1)>` = `a|b` + `</script><script>alert(2)</script>` {
  label \"</title></h3><script>alert(3)</script> | x\"
  label pl \"<svg onload=alert(4)> | [x](javascript:alert(5)) `\"
  alias \"<i>\", \"a\\|b\", \"`\"\"\"
  format \"0.0\"\"<u>\"\"\"
  owner \"<a href='javascript:alert(6)'>me</a>\"
  source \"https://example.com/?a=1&b=<x>\"
  category \"<style>*{display:none}</style>\"
  tags \"<em>\", \"variant of <nothing>\"
  target for `d \"x` \"<m> | y\" <= 1
  deprecated \"<del>\"
}
input `a|b`
input `</script><script>alert(2)</script>`
dimension `d \"x` {
  label \"<dim>\"
  member \"<m> | y\" label id \"<n>\" alias \"a|b\"
}
report \"<h1>report</h1> |\" {
  kpis `<img src=x onerror=alert(1)>`
}
test \"<b>test</b> | * _x_\" {
  given `a|b` = 1, `</script><script>alert(2)</script>` = 2
  expect `<img src=x onerror=alert(1)>` = 3
}
";

#[test]
fn nothing_in_definitions_becomes_a_tag_of_the_web_page() {
    const TAGS: &[&str] = &[
        "a", "article", "body", "code", "dd", "details", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "head", "header",
        "html", "input", "label", "li", "main", "meta", "nav", "p", "section", "span", "strong", "summary", "table", "tbody", "td", "th",
        "thead", "title", "tr", "ul", "!DOCTYPE",
    ];
    for language in Language::ALL {
        let page = body(&Definitions::parse(HOSTILE).unwrap().catalogue(language).to_html());
        let mut open: BTreeMap<&str, i64> = BTreeMap::new();
        for tag in between(&page, "<", ">") {
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
            assert!(TAGS.contains(&name), "<{tag}>");
            for handler in ["onerror=", "onclick=", "onload="] {
                assert!(!tag.contains(handler) || tag.contains("&lt;"), "<{tag}>");
            }
            *open.entry(name).or_default() += if tag.starts_with('/') { -1 } else { 1 };
        }
        open.retain(|name, count| *count != 0 && !["!DOCTYPE", "meta", "input"].contains(name));
        assert!(open.is_empty(), "{open:?}");
        for address in between(&page, "href=\"", "\"") {
            assert!(address.starts_with('#'), "{address}");
        }
        assert!(
            page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("&lt;/script&gt;&lt;script&gt;alert(2)&lt;/script&gt;")
        );
    }
}

/// Read by a parser of Markdown: what definitions say is text there, and each row of a table has its cells.
#[test]
fn nothing_in_definitions_becomes_a_sign_of_the_markdown_page() {
    for language in Language::ALL {
        let page = Definitions::parse(HOSTILE).unwrap().catalogue(language).to_markdown();
        let (mut text, mut cells, mut columns) = (String::new(), 0, 0);
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => {
                    let html = html.trim();
                    assert!(html == "</a>" || html == "<code>" || html == "</code>" || html.starts_with("<a id=\""), "{html}");
                }
                Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with('#'), "{dest_url}"),
                Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Emphasis | Tag::Strikethrough) | Event::InlineMath(_) => {
                    panic!("{event:?}")
                }
                Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
                Event::Start(Tag::TableRow | Tag::TableHead) => cells = 0,
                Event::End(TagEnd::TableCell) => cells += 1,
                Event::End(TagEnd::TableRow | TagEnd::TableHead) => assert_eq!(cells, columns),
                Event::Text(words) | Event::Code(words) => text.push_str(&words),
                _ => {}
            }
        }
        for said in
            ["never closed | </article>", "<script>alert(1)</script>", "a\\|b", "<b>test</b> | * _x_", "<h1>report</h1> |", "<m> | y"]
        {
            assert!(text.contains(said), "{said} is not in {page}");
        }
        // Pipes would end cells where they are no text.
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
        for row in rows {
            let ends = row.replace("\\\\", "").replace("\\|", "").matches('|').count();
            assert!(ends == 3 || ends == 4, "{row}");
        }
    }
}

#[test]
fn documentation_is_markdown_of_the_harmless_kind() {
    let text = "## Costs **of** `a < b` per [customer](https://example.com/a?b=1&c=2).\n##\n## - one\n## - two\n## 3 * 4 * 5\nx = 1\n";
    let catalogue = catalogue(text);
    let page = catalogue.to_html();
    for part in [
        "<p>Costs <strong>of</strong> <code>a &lt; b</code> per <a href=\"https://example.com/a?b=1&amp;c=2\">customer</a>.</p>",
        "<li>one</li>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let text = catalogue.to_markdown();
    assert!(text.contains("\nCosts **of** `a < b` per [customer](<https://example.com/a?b=1&c=2>).\n\n- one\n- two"), "{text}");
}

const OWN: &str = "\
currency USD
time date: week
dimension channel {
  label pl \"Kanał\"
  member \"Paid\" label pl \"Płatne\" alias \"PPC\"
}
dimension kind from channel { \"Bought\" = \"Paid\" }
fn mille(shown) = shown / 1000
input spend: money
input visits: count, flow overlapping
input shown: count, fill 0
input members: count, stock per (channel) within period
input position: number, rate weighted by shown
input reach: count, single
param budget: money = 5000
cpm: money = spend / mille(shown) { target <= budget / 100, warn <= 60, target for channel \"Paid\" between 2 and 4, alias \"cost of a thousand\" }
cpm_members: money = spend / members * 1000 { tags \"paid\", \"variant of cpm\", owner \"Growth\", cadence \"weekly\", since @2026-01, category \"costs\" }
growth = growth(spend where channel = \"Paid\")
old = cpm { deprecated \"use cpm\", better lower, indicator lagging, alias \"Cost of a thousand\" }
## What a thousand *cost*.
report \"Costs\" {
  label pl \"Koszty\"
  label id \"Biaya, semua\"
  description pl \"Ile kosztuje *tysiąc*.\"
  kpis cpm, CPM_members
  by channel
  over month
  where kind = \"Bought\"
}
test \"a thousand for two\" {
  given spend = 2, shown = 1_000
  expect cpm = 2 within 0.01
}
";

#[test]
fn names_in_formulas_lead_to_what_they_mean() {
    let catalogue = catalogue(OWN);
    assert_eq!(links(&catalogue, "cpm"), ["spend", "mille", "shown"]);
    assert_eq!(links(&catalogue, "growth"), ["spend", "channel"]);
    // The parameter hides the input of the same name.
    assert_eq!(links(&catalogue, "mille"), [""; 0]);
    assert_eq!(names(&catalogue, &entry(&catalogue, "budget").used_by), ["cpm"]);
    assert_eq!(names(&catalogue, &entry(&catalogue, "cpm").used_by), ["old"]);
    let text = catalogue.to_markdown();
    assert!(text.contains("`cpm` = [`spend`](#spend) `/` [`mille`](#mille)`(`[`shown`](#shown)`)`\n"), "{text}");
    assert!(text.contains("`mille(shown)` = `shown / 1000`\n"), "{text}");
}

#[test]
fn what_is_said_of_definitions_is_told() {
    let text = catalogue(OWN).to_markdown();
    for line in [
        "- **Target:** `<=` [`budget`](#budget) `/ 100`; nearly good: `<= 60`",
        "- **Target:** `channel = \"Paid\"`: `between 2 and 4`",
        "- **Format:** `\"$\"#,##0.00`",
        "- **Unit:** USD",
        "- **Owner:** Growth",
        "- **Reviewed:** weekly",
        "- **Since:** 2026-01",
        "- **Tags:** paid",
        "- **Category:** costs",
        "- **No longer to be used:** use cpm",
        "- **Better:** when lower",
        "- **Indicator:** lagging: tells of what was",
        "- **An empty cell means:** `0`",
        "- **Over several rows:** summed; members may share people, so a total is an upper bound",
        "- **Over several rows:** the last report up to the end of the period, summed; one report for each [channel](#channel); only reports of the period itself",
        "- **Over several rows:** mean, weighted by [shown](#shown)",
        "- **Over several rows:** cannot be combined",
        "- **Groups members of:** [channel](#channel)",
        "- **Used by:** [cpm](#cpm), [position](#position)",
        "- **Finest period:** week",
        "- **Other definitions:** [cpm](#cpm)",
        "- **Other definitions:** [cpm\\_members](#cpm_members), [old](#old)",
        "### Costs",
        "What a thousand *cost*.",
        "- **In other languages:** Biaya, semua (Bahasa Indonesia); Koszty (polski)",
        "- **Sets of KPIs:** [Costs](#report-costs)",
        "- **For each:** [channel](#channel), month",
        "- **Only where:** [`kind`](#kind) `= \"Bought\"`",
        "- a thousand for two: given: [`spend`](#spend) `= 2`, [`shown`](#shown) `= 1_000`; result: [`cpm`](#cpm) `= 2 within 0.01`",
        "| Bought | `Bought` | Paid |",
        "| Paid | `Paid` | Płatne, PPC |",
    ] {
        assert!(text.lines().any(|told| told == line), "{line} is not in {text}");
    }
    let definitions = Definitions::parse(OWN).unwrap();
    let text = definitions.catalogue(Language::Polish).to_markdown();
    for line in [
        "### Kanał",
        "### Koszty",
        "Ile kosztuje *tysiąc*.",
        "- **W innych językach:** Costs; Biaya, semua (Bahasa Indonesia)",
        "- **Zestawy KPI:** [Koszty](#report-costs)",
        "- **Lepiej:** gdy niższe",
        "- **Cel:** `<=` [`budget`](#budget) `/ 100`; prawie osiągnięty: `<= 60`",
        "| Bought | `Bought` | Płatne |",
    ] {
        assert!(text.lines().any(|told| told == line), "{line} is not in {text}");
    }
    assert!(definitions.catalogue(Language::Indonesian).to_markdown().contains("\n- **Lebih baik:** jika lebih rendah\n"));
}

#[test]
fn kpis_come_by_category_and_those_without_one_last() {
    let catalogue = catalogue("a = x\nb = x { category \"two\" }\nc = x { category \"one\" }\nd = x { category \"two\" }\n");
    let order: Vec<&str> = catalogue.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(order, ["b", "d", "c", "a", "x"]);
    let text = catalogue.to_markdown();
    for line in
        ["- [two](#category.1) (2)", "- [one](#category.2) (1)", "- [KPIs without a category](#kpis) (1)", "- [Inputs](#inputs) (1)"]
    {
        assert!(text.lines().any(|told| told == line), "{line} is not in {text}");
    }
}

#[test]
fn of_a_used_library_only_what_is_needed_is_there_with_its_own_meaning() {
    let catalogue = catalogue("use std.marketing\nmine = cost_per_lead * 2\nmarketing_cost = 5\n");
    let found: Vec<&str> = catalogue.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(found, ["cost_per_lead", "mine", "marketing_cost", "leads", "marketing_cost"]);
    let anchors: BTreeSet<&str> = catalogue.entries.iter().map(|entry| entry.anchor.as_str()).collect();
    assert_eq!(anchors.len(), found.len());
    let formula = entry(&catalogue, "cost_per_lead").formula.as_ref().unwrap();
    let cost = formula.pieces.iter().find(|piece| piece.text == "marketing_cost").unwrap().entry.unwrap();
    assert_eq!(catalogue.entries[cost].kind, Kind::Input);
}

#[test]
fn the_library_says_what_is_a_variant_of_what() {
    let catalogue = library().catalogue(Language::English);
    let variants = |name: &str| names(&catalogue, &entry(&catalogue, name).variants).into_iter().collect::<BTreeSet<_>>();
    let of_roi = [
        "marketing_roi_revenue",
        "marketing_roi_new_sales",
        "marketing_roi_new_sales_revenue",
        "marketing_roi_sales_growth",
        "marketing_roi_clv",
        "return_on_ad_spend",
    ];
    assert_eq!(variants("marketing_roi"), BTreeSet::from(of_roi));
    assert_eq!(variants("open_rate_of_sent"), BTreeSet::from(["open_rate"]));
    assert!(catalogue.entries.iter().all(|entry| entry.tags.iter().all(|tag| !tag.starts_with("variant of"))));
    assert!(catalogue.entries.iter().filter(|entry| !entry.variants.is_empty()).count() > 30);
    assert_eq!(entry(&catalogue, "marketing_roi").examples.len(), 2);
    assert!(matches!(entry(&catalogue, "marketing_cost").roll_up, Some(RollUp::Flow)));
}
