"""Opens what Sayso exports with LibreOffice, where there is one: the program that $SAYSO_SOFFICE names."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from lxml import etree

from documents import standing, target
from test_interop import DOCUMENTS, export, readable, squeezed, words

SOFFICE = os.environ.get("SAYSO_SOFFICE")
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
# Separator, quotation mark and UTF-8, which the dialog of a CSV file asks a reader for.
CSV = "--infilter=CSV:44,34,76"


def name(space, local):
    return f"{{{NAMES[space]}}}{local}"


def opened(form, flat, *options, how=()):
    """Every document with its export as LibreOffice has it after opening it, as flat XML."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.{form}") for number in range(len(DOCUMENTS))]
        for document, file in zip(DOCUMENTS, files):
            file.write_bytes(export(document, form, *options))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        convert = [SOFFICE, profile, "--headless", *how, "--convert-to", flat, "--outdir", folder, *files]
        subprocess.run(convert, check=True, capture_output=True, timeout=300)
        for document, file in zip(DOCUMENTS, files):
            yield document, etree.parse(file.with_suffix(f".{flat}")).getroot()


def commented(element, open_ones, found):
    """Adds the text that each comment stands at, by the comment's name, in the order of the document."""
    for ones in open_ones.values():
        ones.append(element.text or "")
    for child in element:
        if child.tag == name("office", "annotation"):
            open_ones[child.get(name("office", "name"))] = []
        elif child.tag == name("office", "annotation-end"):
            ended = child.get(name("office", "name"))
            found[ended] = "".join(open_ones.pop(ended))
        elif isinstance(child.tag, str):
            commented(child, open_ones, found)
        for ones in open_ones.values():
            ones.append(child.tail or "")


def cells(row):
    """The text of a row's cells; those that repeat are written once."""
    for cell in row.iterfind(name("table", "table-cell")):
        lines = "\n".join("".join(p.itertext()) for p in cell.iterfind(name("text", "p")))
        yield from [lines] * int(cell.get(name("table", "number-columns-repeated"), 1))


@unittest.skipUnless(SOFFICE, "no LibreOffice")
class LibreOffice(unittest.TestCase):
    maxDiff = None

    def test_comments_stand_at_the_words_of_their_marks(self):
        for document, root in opened("docx", "fodt"):
            found = {}
            commented(root.find(f".//{name('office', 'text')}"), {}, found)
            text = document["article"]["text"]
            expected = [text[target(mark)[0][0]:target(mark)[-1][1]] for mark in standing(document)]
            self.assertEqual(sorted(map(squeezed, found.values())), sorted(map(squeezed, expected)))

    def test_tables_have_a_row_a_mark_and_no_formulas(self):
        for tables in [opened("xlsx", "fods"), opened("csv", "fods", "--bom", how=[CSV])]:
            for document, root in tables:
                self.assertIsNone(root.find(f".//*[@{name('table', 'formula')}]"))
                first, *rows = (list(cells(row)) for row in root.find(f".//{name('table', 'table')}").iter(name("table", "table-row")))
                rows = [dict(zip(first, row)) for row in rows if any(row)]
                self.assertEqual([row["id"] for row in rows], [mark["id"] for mark in standing(document)])
                for mark, row in zip(standing(document), rows):
                    expected = squeezed(readable(words(document, mark)))
                    self.assertEqual(squeezed(row["text"]).removeprefix("'"), expected.removeprefix("'"))
                    self.assertEqual(int(row["start"]), target(mark)[0][0])


if __name__ == "__main__":
    unittest.main()
