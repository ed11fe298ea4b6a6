use crate::testing::Parts;
use crate::{Address, Content, Edits, Limits, Passage, PassageKind, Replacement, Workbook, XlsxError};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const DRAWING: &str = "xl/drawings/drawing1.xml";
const CHART: &str = "xl/charts/chart1.xml";
const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn open(parts: &Parts) -> Workbook {
    Workbook::open(parts.zipped(), &Limits::default()).unwrap()
}

fn book() -> Parts {
    Parts::book(&[("Summary", "<row r=\"1\"><c r=\"A1\"/></row>"), ("{{ p }}", "")])
}

/// A workbook whose first sheet has a drawing with a text box and a chart.
fn drawn() -> Parts {
    let shape = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"2\" name=\"KPI 1\"/><xdr:cNvSpPr txBox=\"1\"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:rPr b=\"1\"/><a:t>Now {</a:t></a:r>\
                 <a:r><a:t>{ a }}, then {{ b }}&#33;</a:t></a:r></a:p><a:p><a:r><a:t>{{ c</a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    let frame = "<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id=\"3\" name=\"Chart 2\"/></xdr:nvGraphicFramePr><c:chart r:id=\"rId1\"/></xdr:graphicFrame>";
    let title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>{{ title }}</a:t></a:r></a:p></c:rich></c:tx></c:title>";
    book()
        .leading(SHEET, "drawing", "../drawings/drawing1.xml")
        .with(DRAWING, &format!("<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"{A}\" xmlns:c=\"c\" xmlns:r=\"r\">{shape}{frame}</xdr:wsDr>"))
        .leading(DRAWING, "chart", "../charts/chart1.xml")
        .with(CHART, &format!("<c:chartSpace xmlns:c=\"c\" xmlns:a=\"{A}\"><c:chart>{title}</c:chart></c:chartSpace>"))
}

fn told(parts: &Parts) -> Vec<String> {
    open(parts).texts("{{").unwrap().iter().map(|passage| format!("{passage}: {}", passage.text())).collect()
}

/// Puts a text in the place of everything between braces, braces included.
fn pieces(passage: &Passage, with: &str) -> Vec<Replacement> {
    let starts = passage.text().match_indices("{{").map(|(start, _)| start);
    let ranges = starts.filter_map(|start| Some(start..start + passage.text().get(start..)?.find("}}")? + 2));
    ranges.map(|range| Replacement { range, text: with.to_owned() }).collect()
}

fn replaced(parts: &Parts, with: &str, kind: PassageKind) -> Result<Parts, Vec<XlsxError>> {
    let workbook = open(parts);
    let mut edits = Edits::default();
    for passage in workbook.texts("{{").unwrap().iter().filter(|passage| passage.kind() == kind) {
        edits.replace_in(passage, pieces(passage, with));
    }
    assert!(!edits.is_empty());
    workbook.edit(&edits).map(|output| Parts::unzipped(&output.bytes))
}

fn refused(parts: &Parts, with: &str, kind: PassageKind) -> Vec<String> {
    let told = |error: &XlsxError| format!("{} {} {error}", error.code().id, error.diagnostic("t.xlsx").place);
    replaced(parts, with, kind).unwrap_err().iter().map(told).collect()
}

#[test]
fn texts_say_where_they_are() {
    let expected = [
        "Summary, text box \"KPI 1\": Now {{ a }}, then {{ b }}!",
        "Summary, text box \"KPI 1\": {{ c",
        "Summary, chart title of \"Chart 2\": {{ title }}",
        "{{ p }}, sheet name: {{ p }}",
    ];
    assert_eq!(told(&drawn()), expected);
}

#[test]
fn a_new_piece_of_a_shape_stands_where_the_first_character_stood() {
    let parts = drawn();
    let after = replaced(&parts, "R&D", PassageKind::Shape).unwrap();
    let expected = parts
        .text(DRAWING)
        .replace("<a:t>Now {</a:t>", "<a:t>Now R&amp;D</a:t>")
        .replace("<a:t>{ a }}, then {{ b }}&#33;</a:t>", "<a:t>, then R&amp;D&#33;</a:t>");
    assert_eq!(after.text(DRAWING), expected);
    assert_eq!(parts.differing(&after), [DRAWING]);
}

#[test]
fn titles_of_charts_are_replaced() {
    let parts = drawn();
    let after = replaced(&parts, "5 < 6", PassageKind::Chart).unwrap();
    assert_eq!(after.text(CHART), parts.text(CHART).replace("{{ title }}", "5 &lt; 6"));
    assert_eq!(parts.differing(&after), [CHART]);
}

#[test]
fn every_encoding_of_a_drawing_stays() {
    let utf16 = |text: &str| [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let mut parts = drawn();
    let text = parts.text(DRAWING);
    parts.0.iter_mut().find(|(name, _)| name == DRAWING).unwrap().1 = utf16(&text);
    let after = replaced(&parts, "ł", PassageKind::Shape).unwrap();
    let expected = text.replace("Now {<", "Now ł<").replace("{ a }}, then {{ b }}", ", then ł");
    assert_eq!(after.bytes(DRAWING).unwrap(), utf16(&expected));
}

#[test]
fn parts_without_the_mark_are_not_read() {
    let parts = drawn().with(CHART, "<broken {").with(DRAWING, &drawn().text(DRAWING).replace("{{", "").replace("{<", "<"));
    assert_eq!(told(&parts), ["{{ p }}, sheet name: {{ p }}"]);
}

fn noted() -> Parts {
    let notes = format!(
        "<comments xmlns=\"{MAIN}\"><commentList><comment ref=\"C7\"><text><r><rPr><b/></rPr><t>Was {{{{</t></r><r><t> a }}}}</t></r><r><t xml:space=\"preserve\"> now</t></r></text></comment>\
         </commentList></comments>"
    );
    let thread = "<ThreadedComments><threadedComment ref=\"B2\"><text>{{ a }}?</text></threadedComment></ThreadedComments>";
    let lines = "<Relationship Id=\"rId2\" Type=\"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment\" Target=\"../threadedComments/t1.xml\"/>\
                 <Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"https://a.b/%7B%7Ba%7D%7D?c={{ b }}\" TargetMode=\"External\"/></Relationships>";
    book()
        .leading(SHEET, "comments", "../comments1.xml")
        .edited("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", lines)
        .with("xl/comments1.xml", &notes)
        .with("xl/threadedComments/t1.xml", thread)
        .edited(
            SHEET,
            "</sheetData>",
            "</sheetData><dataValidations count=\"1\"><dataValidation sqref=\"D4\" promptTitle=\"{{ a }}\"/></dataValidations><hyperlinks><hyperlink ref=\"A1\" \
             xmlns:r=\"r\" r:id=\"rId3\" tooltip=\"See {{ a }}\"/></hyperlinks><headerFooter><oddHeader>&amp;L&amp;12{{ a&amp;B }}&amp;R{{ b }}</oddHeader></headerFooter>",
        )
}

#[test]
fn notes_links_validations_and_headers_are_found() {
    let expected = [
        "Summary!D4, title of the input message: {{ a }}",
        "Summary!A1, tooltip of the link: See {{ a }}",
        "Summary, header: {{ a }}",
        "Summary, header: {{ b }}",
        "Summary!A1, link: https://a.b/{{a}}?c={{ b }}",
        "Summary!C7, note: Was {{ a }} now",
        "Summary!B2, comment: {{ a }}?",
        "{{ p }}, sheet name: {{ p }}",
    ];
    assert_eq!(told(&noted()), expected);
}

#[test]
fn notes_links_validations_and_headers_are_replaced() {
    let parts = noted();
    let after = |kind, part: &str| {
        let after = replaced(&parts, "7 & ", kind).unwrap();
        assert_eq!(parts.differing(&after).iter().filter(|name| !name.contains("threaded")).collect::<Vec<_>>(), [part]);
        after.text(part)
    };
    let expected = parts.text("xl/comments1.xml").replace("<t>Was {{", "<t xml:space=\"preserve\">Was 7 &amp; ").replace("<t> a }}", "<t>");
    assert_eq!(after(PassageKind::Note, "xl/comments1.xml"), expected);
    let rels = "xl/worksheets/_rels/sheet1.xml.rels";
    let linked = replaced(&parts, "7 & ", PassageKind::Link).unwrap();
    assert_eq!(linked.text(rels), parts.text(rels).replace("%7B%7Ba%7D%7D", "7%20%26%20").replace("{{ b }}", "7%20%26%20"));
    assert_eq!(linked.text(SHEET), parts.text(SHEET).replace("See {{ a }}", "See 7 &amp; "));
    let expected =
        parts.text(SHEET).replace("&amp;12{{ a&amp;B }}&amp;R{{ b }}", "&amp;12&amp;B&amp;B7 &amp;&amp; &amp;B&amp;R7 &amp;&amp; ");
    assert_eq!(after(PassageKind::Header, SHEET), expected);
    assert_eq!(after(PassageKind::Validation, SHEET), parts.text(SHEET).replace("promptTitle=\"{{ a }}", "promptTitle=\"7 &amp; "));
}

#[test]
fn cells_and_texts_of_one_sheet_are_set_together() {
    let parts = noted();
    let workbook = open(&parts);
    let mut edits = Edits::default();
    edits.set(0, Address::A1, Content::Number(5.0));
    for passage in workbook.texts("{{").unwrap().iter().filter(|passage| passage.kind() == PassageKind::Header) {
        edits.replace_in(passage, pieces(passage, "x"));
    }
    let after = Parts::unzipped(&workbook.edit(&edits).unwrap().bytes);
    let expected =
        parts.text(SHEET).replace("<c r=\"A1\"/>", "<c r=\"A1\"><v>5</v></c>").replace("{{ a&amp;B }}&amp;R{{ b }}", "x&amp;B&amp;Rx");
    assert_eq!(after.text(SHEET), expected);
}

#[test]
fn a_header_or_a_message_that_gets_too_long_is_refused() {
    let long = "x".repeat(250);
    let expected = [
        "E0611 t.xlsx!Summary!header the header cannot be filled: with what is put into it, it has 509 characters, and 255 are allowed",
        "E0611 t.xlsx!Summary!header the header cannot be filled: with what is put into it, it has 509 characters, and 255 are allowed",
    ];
    assert_eq!(refused(&noted(), &long, PassageKind::Header), expected);
    let told = refused(&noted(), &long, PassageKind::Validation);
    assert!(told[0].starts_with("E0611 t.xlsx!Summary!D4, title of the input message the title"), "{told:?}");
}

fn named() -> Parts {
    let chart = format!("<c:chartSpace xmlns:c=\"c\" xmlns:a=\"{A}\"><c:f>'{{{{ p }}}}'!$A$1</c:f></c:chartSpace>");
    drawn()
        .with(CHART, &chart)
        .with("xl/pivotCache/pivotCacheDefinition1.xml", &format!("<pivotCacheDefinition xmlns=\"{MAIN}\"><cacheSource><worksheetSource ref=\"A1:B2\" sheet=\"{{{{ p }}}}\"/></cacheSource></pivotCacheDefinition>"))
        .with("docProps/app.xml", "<Properties xmlns:vt=\"vt\"><TitlesOfParts><vt:lpstr>Summary</vt:lpstr><vt:lpstr>{{ p }}</vt:lpstr></TitlesOfParts></Properties>")
        .shared_strings(&["<t>see '{{ p }}'!A1</t>"])
        .edited("xl/workbook.xml", "</sheets>", "</sheets><definedNames><definedName name=\"n\">'{{ p }}'!$A$1:$A$3</definedName></definedNames>")
        .edited(SHEET, "<c r=\"A1\"/>", "<c r=\"A1\"><f>SUM('{{ p }}'!A1:A3)</f><v>3</v></c>")
        .edited(SHEET, "</sheetData>", "</sheetData><hyperlinks><hyperlink ref=\"A1\" location=\"'{{ p }}'!A1\"/></hyperlinks>")
}

#[test]
fn everything_that_names_a_sheet_follows_its_name() {
    let parts = named();
    let after = replaced(&parts, "Q1 '26", PassageKind::SheetName).unwrap();
    let expected = |part: &str, from: &str, to: &str| assert_eq!(after.text(part), parts.text(part).replace(from, to), "{part}");
    let sheet =
        parts.text(SHEET).replace("SUM('{{ p }}'", "SUM('Q1 ''26'").replace("location=\"'{{ p }}'", "location=\"'Q1 &apos;&apos;26'");
    assert_eq!(after.text(SHEET), sheet);
    expected("xl/pivotCache/pivotCacheDefinition1.xml", "{{ p }}", "Q1 &apos;26");
    expected("docProps/app.xml", "{{ p }}", "Q1 '26");
    expected(CHART, "{{ p }}", "Q1 ''26");
    assert_eq!(parts.text("xl/sharedStrings.xml"), after.text("xl/sharedStrings.xml"));
    let workbook = after.text("xl/workbook.xml");
    assert!(workbook.contains("<sheet name=\"Q1 &apos;26\" sheetId=\"2\""), "{workbook}");
    assert!(workbook.contains(">'Q1 ''26'!$A$1:$A$3</definedName></definedNames><calcPr fullCalcOnLoad=\"1\"/>"), "{workbook}");
}

#[test]
fn names_that_no_sheet_can_have_are_refused() {
    for (name, reason) in [("7/2026", "`/` cannot stand in it"), ("summary", "another sheet is called so")] {
        let expected = format!("E0612 t.xlsx!{{{{ p }}}}!sheet name the sheet cannot be called `{name}`: {reason}");
        assert_eq!(refused(&book(), name, PassageKind::SheetName), [expected]);
    }
    let twins = Parts::book(&[("{{ a }}", ""), ("{{ b }}", "")]);
    assert_eq!(refused(&twins, "Same", PassageKind::SheetName).len(), 2);
    let swapped = Parts::book(&[("{{ a }}", ""), ("{{ a }} 2", "")]);
    assert!(replaced(&swapped, "Same", PassageKind::SheetName).is_ok());
}

/// Sheets are looked through 65,536 bytes at a time; the mark may lie across two such pieces.
#[test]
fn a_mark_is_found_wherever_it_lies_in_a_large_sheet() {
    let header = "</sheetData><headerFooter><oddFooter>{&amp;B{ a }}</oddFooter></headerFooter>";
    let parts = book().edited(SHEET, "</sheetData>", header);
    let at = parts.text(SHEET).find("{&amp;").unwrap();
    for before in (65_536 - 10..65_536 + 2).chain([131_071, 131_072]) {
        let padded =
            parts.clone().edited(SHEET, "<sheetData>", &format!("<!--{}--><sheetData>", " ".repeat(before - at - "<!---->".len())));
        assert_eq!(padded.text(SHEET).find("{&amp;"), Some(before));
        assert_eq!(told(&padded), ["Summary, footer: {{ a }}", "{{ p }}, sheet name: {{ p }}"]);
    }
}
