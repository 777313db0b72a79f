//! A workbook as Excel and LibreOffice read it: SpreadsheetML
//! ([ECMA-376](https://ecma-international.org/publications-and-standards/standards/ecma-376/)),
//! with one sheet for the marks and one for the article. Strings stand in their cells, so nothing in
//! them is ever a formula.

use super::facts::Facts;
use super::markup::Markup;
use super::table::{COLUMNS, Cell, rows};
use super::zip::Archive;
use crate::annotation::Document;

/// The most that a cell holds, in UTF-16 code units.
const CELL_LIMIT: usize = 32_767;

/// How wide the columns are, in characters.
const WIDTHS: [u8; COLUMNS.len()] =
    [6, 7, 11, 70, 22, 26, 22, 14, 22, 22, 7, 11, 9, 30, 14, 10, 8, 8, 40, 30];

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
</Types>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
</Relationships>";

const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
<sheet name=\"Annotations\" sheetId=\"1\" r:id=\"rId1\"/>\
<sheet name=\"Article\" sheetId=\"2\" r:id=\"rId2\"/>\
</sheets></workbook>";

const WORKBOOK_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
</Relationships>";

/// Style 0 is plain and wraps lines, style 1 is that of headings.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
<fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"2\">\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
</styleSheet>";

const SHEET: &str =
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";

/// Keeps the headings in sight.
const FROZEN: &str = "<sheetViews><sheetView workbookViewId=\"0\">\
<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";

/// The workbook.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut archive = Archive::default();
    for (name, part) in [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS),
        ("xl/styles.xml", STYLES),
    ] {
        archive.add(name, format!("{XML}{part}").as_bytes());
    }
    archive.add("xl/worksheets/sheet1.xml", annotations(document).as_bytes());
    archive.add("xl/worksheets/sheet2.xml", article(document).as_bytes());
    archive.finish()
}

fn annotations(document: &Document) -> String {
    let mut sheet = Markup::new(XML);
    sheet.raw(SHEET).raw(FROZEN).raw("<cols>");
    for (index, width) in WIDTHS.iter().enumerate() {
        let column = (index + 1).to_string();
        sheet.raw("<col").attribute("min", &column).attribute("max", &column);
        sheet.attribute("width", &width.to_string()).raw(" customWidth=\"1\"/>");
    }
    sheet.raw("</cols><sheetData><row>");
    for heading in COLUMNS {
        string(&mut sheet, heading, 1);
    }
    sheet.raw("</row>");
    for row in rows(document) {
        sheet.raw("<row>");
        for cell in row {
            match cell {
                Cell::Text(words) => string(&mut sheet, &words, 0),
                Cell::Number(number) => {
                    sheet.raw("<c s=\"0\">").element("v", &number.to_string()).raw("</c>");
                }
            }
        }
        sheet.raw("</row>");
    }
    sheet.raw("</sheetData></worksheet>");
    sheet.out
}

fn article(document: &Document) -> String {
    let meta = &document.article.meta;
    let mut sheet = Markup::new(XML);
    sheet.raw(SHEET).raw("<cols><col min=\"2\" max=\"2\" width=\"100\" customWidth=\"1\"/></cols>");
    sheet.raw("<sheetData>");
    let rows = [
        ("title", Some(Facts::of(document).title())),
        ("byline", meta.byline.as_deref()),
        ("published", meta.published.as_deref()),
        ("publication", meta.site.as_deref()),
        ("address", meta.url.as_deref()),
    ];
    for (name, value) in rows {
        sheet.raw("<row>");
        string(&mut sheet, name, 1);
        string(&mut sheet, value.unwrap_or_default(), 0);
        sheet.raw("</row>");
    }
    sheet.raw("</sheetData></worksheet>");
    sheet.out
}

/// A cell with words in it, as much of them as it holds.
fn string(sheet: &mut Markup, words: &str, style: u8) {
    sheet.raw(if style == 0 { "<c s=\"0\"" } else { "<c s=\"1\"" });
    if words.is_empty() {
        sheet.raw("/>");
        return;
    }
    let mut units = 0;
    let fits = words.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL_LIMIT
    });
    let words = &words[..fits.map_or(words.len(), |(byte, _)| byte)];
    sheet.raw(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    sheet.text(&words.replace("_x", "_x005F_x")).raw("</t></is></c>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_no_more_than_it_can() {
        let mut sheet = Markup::default();
        string(&mut sheet, &"😀".repeat(20_000), 0);
        assert_eq!(sheet.out.matches('😀').count(), CELL_LIMIT / 2);
    }

    #[test]
    fn what_looks_like_an_escape_is_none() {
        let mut sheet = Markup::default();
        string(&mut sheet, "file_x0041_", 0);
        assert!(sheet.out.contains(">file_x005F_x0041_<"), "{}", sheet.out);
    }
}
