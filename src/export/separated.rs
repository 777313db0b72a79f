//! Tables as text: CSV as [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) has it, and TSV.

use super::facts::printable;
use super::table::{COLUMNS, Cell, rows};
use crate::annotation::Document;

/// A row a mark, separated by commas, with CRLF at the line ends; `bom` puts a byte-order mark
/// before it.
pub(super) fn csv(document: &Document, bom: bool) -> String {
    write(document, bom, ",", "\r\n", |out, words| {
        let is_plain = !words.contains(['"', ',', '\n', '\r']) && words.trim() == words;
        if is_plain { out.push_str(words) } else { push_quoted(out, words) }
    })
}

/// A row a mark, separated by tabs. Tabs and line ends become spaces, as not everybody reads them
/// between quotation marks; words with such marks are quoted as in CSV, which everybody undoes.
pub(super) fn tsv(document: &Document, bom: bool) -> String {
    write(document, bom, "\t", "\n", |out, words| {
        let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if words.contains('"') { push_quoted(out, &words) } else { out.push_str(&words) }
    })
}

fn push_quoted(out: &mut String, words: &str) {
    out.push('"');
    out.push_str(&words.replace('"', "\"\""));
    out.push('"');
}

fn write(
    document: &Document,
    bom: bool,
    separator: &str,
    line_end: &str,
    push: impl Fn(&mut String, &str),
) -> String {
    let mut out = String::from(if bom { "\u{feff}" } else { "" });
    out.push_str(&COLUMNS.join(separator));
    out.push_str(line_end);
    for row in rows(document) {
        for (index, cell) in row.into_iter().enumerate() {
            if index > 0 {
                out.push_str(separator);
            }
            match cell {
                Cell::Text(words) => push(&mut out, &defused(&words)),
                Cell::Number(number) => out.push_str(&number.to_string()),
            }
        }
        out.push_str(line_end);
    }
    out
}

/// The words so that no spreadsheet takes them for a formula: an apostrophe before those that begin
/// like one, as [OWASP](https://owasp.org/www-community/attacks/CSV_Injection) advises. Control codes,
/// at which many readers stop, are replaced.
fn defused(words: &str) -> String {
    let begins_formula =
        words.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let words = printable(words.to_owned());
    if begins_formula { format!("'{words}") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::any_document;
    use crate::span::{CodePoint, OffsetMap, Span};
    use proptest::prelude::*;

    /// The cells of a CSV file, read by the rules of RFC 4180.
    fn read(file: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut chars = file.chars().peekable();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !quoted => {
                    assert_eq!(chars.next(), Some('\n'));
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                c => cell.push(c),
            }
        }
        assert!(row.is_empty() && cell.is_empty(), "the last line ends like the others");
        rows
    }

    proptest! {
        #[test]
        fn every_row_has_every_column_and_its_words(document in any_document()) {
            let rows = read(&csv(&document, false));
            prop_assert_eq!(rows.len(), document.annotations.len() + 1);
            let text = &document.article.text;
            let map = OffsetMap::<CodePoint>::new(text);
            for row in &rows[1..] {
                prop_assert_eq!(row.len(), COLUMNS.len());
                let offset = |column: usize| row[column].parse().expect("it is a number");
                let span = map.to_bytes(Span::new(offset(16), offset(17))).expect("it is in the text");
                let words = defused(span.of(text));
                prop_assert!(row[3] == words || row[3].contains(" … "), "{:?}", row[3]);
            }
            let lines = tsv(&document, true);
            let has_mark = lines.starts_with('\u{feff}');
            prop_assert!(has_mark);
            for line in lines.lines() {
                prop_assert_eq!(line.split('\t').count(), COLUMNS.len());
                for cell in line.split('\t').filter(|cell| cell.contains('"')) {
                    let inside = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
                    let inside = inside.map(|cell| cell.replace("\"\"", ""));
                    prop_assert!(inside.is_some_and(|cell| !cell.contains('"')), "{:?}", cell);
                }
            }
        }
    }

    #[test]
    fn quotation_marks_open_no_cell_of_a_table_with_tabs() {
        let mut cell = String::new();
        push_quoted(&mut cell, "\"Yes,\" she said");
        assert_eq!(cell, "\"\"\"Yes,\"\" she said\"");
    }

    #[test]
    fn formulas_are_words() {
        assert_eq!(defused("=1+1"), "'=1+1");
        assert_eq!(defused("@cmd"), "'@cmd");
        assert_eq!(defused("4 - 2 = 2"), "4 - 2 = 2");
    }
}
