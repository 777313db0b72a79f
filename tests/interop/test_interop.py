"""Opens what Sayso exports with the programs that people will open it with, and compares it with the
document. Run by `cargo xtask test`; by hand: `SAYSO=target/debug/sayso python -m unittest`."""

import csv
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import cassis
import docx
import html5lib
import jsonschema
import openpyxl
import pandas
import spacy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from lxml import etree
from markdown_it import MarkdownIt
from pyld import jsonld

import contexts
from documents import GOLDEN, is_decided, parts, random_document, standing, target

# Label Studio makes up examples of tasks with it, which is not done here.
sys.modules.setdefault("jsf", SimpleNamespace(JSF=None))
from label_studio_sdk.converter import Converter  # noqa: E402
from label_studio_sdk.label_interface import LabelInterface  # noqa: E402

DOCUMENTS = [GOLDEN] + [random_document(seed) for seed in range(12)]


def export(document, form, *options):
    """What `sayso export` writes."""
    command = [os.environ["SAYSO"], "export", "--format", form, *options]
    done = subprocess.run(command, input=json.dumps(document).encode(), capture_output=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return done.stdout


def printable(text):
    """The text as XML holds it: what that has no place for replaced, one for one."""
    return re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", text)


def readable(text):
    """The text without control codes, at which many readers stop: replaced, one for one."""
    return re.sub("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]", "\ufffd", text)


def carried(package, path):
    """A file that a package has with it."""
    return Path(importlib.util.find_spec(package).origin).parent / path


def words(document, mark):
    return " … ".join(document["article"]["text"][start:end] for start, end in target(mark))


def members(value):
    """Every member of every object in a JSON value, but for what is ours alone."""
    if isinstance(value, list):
        for item in value:
            yield from members(item)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            if not name.startswith(("@context", "sayso:", "urn:x-sayso:")):
                yield from members(inner)


def squeezed(text):
    return re.sub(r"[\s\0-\x1f\x7f-\x9f\ufffd-\uffff]+", "", text)


class Interop(unittest.TestCase):
    maxDiff = None

    def each(self, form, *options):
        """Every document with its export; a failure says which one it was."""
        for number, document in enumerate(DOCUMENTS):
            self._testMethodDoc = f"{form} of document {number}"
            yield document, export(document, form, *options)

    def test_csv_is_read_by_the_csv_module(self):
        for document, file in self.each("csv", "--bom"):
            rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))
            self.assertEqual(len(rows), len(standing(document)))
            for row in rows:
                mark = next(mark for mark in standing(document) if mark["id"] == row["id"])
                expected = readable(words(document, mark))
                self.assertEqual(row["text"].removeprefix("'"), expected.removeprefix("'"))
                self.assertFalse(row["text"].startswith(tuple("=+-@")), row["text"])
                self.assertEqual(int(row["start"]), target(mark)[0][0])
                self.assertEqual(int(row["end"]), target(mark)[-1][1])

    def test_pandas_has_a_row_a_mark(self):
        for form, separator in [("csv", ","), ("tsv", "\t")]:
            for document, file in self.each(form):
                table = pandas.read_csv(io.BytesIO(file), sep=separator, keep_default_na=False)
                self.assertEqual(list(table["id"]), [mark["id"] for mark in standing(document)])
                for mark, text in zip(standing(document), table["text"].astype(str)):
                    self.assertEqual(squeezed(text.removeprefix("'")), squeezed(readable(words(document, mark)).removeprefix("'")))

    def test_xlsx_opens_in_openpyxl(self):
        for document, file in self.each("xlsx"):
            sheet = openpyxl.load_workbook(io.BytesIO(file))["Annotations"]
            rows = [dict(zip([cell.value for cell in sheet[1]], row)) for row in sheet.iter_rows(min_row=2)]
            self.assertEqual(len(rows), len(standing(document)))
            for row in rows:
                self.assertNotIn("f", [cell.data_type for cell in row.values()])
                mark = next(mark for mark in standing(document) if mark["id"] == row["id"].value)
                expected = printable(words(document, mark))
                self.assertEqual(openpyxl.utils.escape.unescape(row["text"].value), expected)
                self.assertEqual(row["start"].value, target(mark)[0][0])

    def test_docx_opens_in_python_docx(self):
        for document, file in self.each("docx"):
            opened = docx.Document(io.BytesIO(file))
            blocks = document["article"]["blocks"]
            text = document["article"]["text"]
            self.assertEqual(len(opened.paragraphs), len(blocks))
            for paragraph, block in zip(opened.paragraphs, blocks):
                self.assertEqual(squeezed(paragraph.text), squeezed(text[block["start"]:block["end"]]))
            self.assertEqual(len(list(opened.comments)), len(standing(document)))
            body = opened.element.body
            for name in ["commentRangeStart", "commentRangeEnd", "commentReference"]:
                self.assertEqual(len(body.findall(f".//{{*}}{name}")), len(standing(document)))

    def test_markdown_has_no_markup_of_the_article(self):
        for document, file in self.each("md"):
            tokens = MarkdownIt("commonmark").parse(file.decode())
            flat = tokens + [child for token in tokens for child in token.children or []]
            kinds = {token.type for token in flat}
            self.assertLessEqual(kinds & {"html_block", "html_inline", "image", "fence", "code_block", "em_open"}, set())
            items = sum(token.type == "list_item_open" for token in flat)
            notes = sum(bool(mark["note"]) for mark in standing(document))
            self.assertEqual(items, len(standing(document)) + notes)

    def test_html_is_valid_and_without_script(self):
        for document, file in self.each("html"):
            page = html5lib.HTMLParser(strict=b"&#13;" not in file, namespaceHTMLElements=False).parse(file.decode())
            names = Counter(element.tag for element in page.iter())
            self.assertEqual(names["script"], 0)
            ids = [element.get("id") for element in page.iter() if element.get("id")]
            self.assertEqual(len(ids), len(set(ids)))
            links = [element.get("href") for element in page.iter("a")]
            self.assertFalse([link for link in links if not link.startswith(("#", "https://"))])
            self.assertEqual({link[1:] for link in links if link[0] == "#"} - set(ids), set())

    def test_brat_offsets_lead_to_the_words(self):
        for document, file in self.each("brat"):
            archive = zipfile.ZipFile(io.BytesIO(file))
            self.assertIsNone(archive.testzip())
            text = archive.read("article.txt").decode()
            self.assertEqual(text, document["article"]["text"])
            seen = Counter()
            for line in archive.read("article.ann").decode().split("\n")[:-1]:
                columns = line.split("\t")
                if line[0] != "T":
                    seen[line[0]] += 1
                    continue
                label, places = columns[1].split(" ", 1)
                places = [tuple(map(int, place.split())) for place in places.split(";")]
                covered = " ".join(text[start:end] for start, end in places)
                self.assertEqual(re.sub(r"[\0-\x1f\x7f-\x9f]", " ", covered), columns[2])
                seen[label] += 1
            quotes = [mark for mark in standing(document) if mark["type"] == "quote"]
            self.assertEqual(seen["Content"], len(quotes))
            self.assertEqual(seen["E"], len(quotes))
            self.assertEqual(seen["Claim"], len(standing(document)) - len(quotes))

    def test_cas_is_loaded_by_cassis(self):
        for document, file in self.each("cas"):
            cas = cassis.load_cas_from_json(file.decode())
            text = readable(document["article"]["text"])
            self.assertEqual(cas.sofa_string, text)
            expected = Counter((label, text[a:b]) for mark in standing(document) for label, (a, b) in parts(mark))
            layers = ["Content", "Cue", "Source", "Claim"]
            found = Counter(
                (layer, span.get_covered_text()) for layer in layers for span in cas.select(f"webanno.custom.{layer}")
            )
            self.assertEqual(found, expected)
            for relation in cas.select("webanno.custom.Attribution"):
                self.assertTrue(relation.Governor and relation.Dependent and relation.role)

    def test_label_studio_regions_are_the_words(self):
        for document, file in self.each("labelstudio"):
            archive = zipfile.ZipFile(io.BytesIO(file))
            controls = {element.get("name") for element in etree.fromstring(archive.read("article.xml")).iter()}
            (task,) = json.loads(archive.read("article.json"))
            results = [one for kind in ("annotations", "predictions") for made in task[kind] for one in made["result"]]
            text = task["data"]["text"]
            regions = [one for one in results if one["type"] == "labels"]
            expected = Counter((label, text[a:b]) for mark in standing(document) for label, (a, b) in parts(mark))
            found = Counter((one["value"]["labels"][0], text[one["value"]["start"]:one["value"]["end"]]) for one in regions)
            self.assertEqual(found, expected)
            ids = {one["id"] for one in regions}
            self.assertEqual(len(ids), len(regions))
            for one in results:
                if one["type"] == "relation":
                    self.assertLessEqual({one["from_id"], one["to_id"]}, ids)
                else:
                    self.assertIn(one["from_name"], controls)

    def test_label_studio_takes_the_task_for_its_configuration(self):
        for _, file in self.each("labelstudio"):
            archive = zipfile.ZipFile(io.BytesIO(file))
            interface = LabelInterface(archive.read("article.xml").decode())
            interface.validate()
            (task,) = json.loads(archive.read("article.json"))
            self.assertTrue(interface.validate_task({"data": task["data"]}))
            for made in task["annotations"] + task["predictions"]:
                self.assertEqual(interface.validate_prediction(made, return_errors=True), [])

    def test_label_studio_converts_the_task(self):
        """What a human decided arrives in the forms that Label Studio itself exports."""
        for document, file in self.each("labelstudio"):
            with tempfile.TemporaryDirectory() as folder:
                zipfile.ZipFile(io.BytesIO(file)).extractall(folder)
                converter = Converter(f"{folder}/article.xml", folder, download_resources=False)
                for form in ["JSON", "JSON_MIN", "CSV", "TSV", "CONLL2003"]:
                    converter.convert(f"{folder}/article.json", f"{folder}/{form}", form, is_dir=False)
                (made,) = json.loads(Path(folder, "JSON_MIN/result.json").read_text("utf-8"))
                words = Path(folder, "CONLL2003/result.conll").read_text("utf-8")
            text = document["article"]["text"]
            self.assertEqual(made["text"], text)
            decided = [mark for mark in standing(document) if is_decided(mark)]
            expected = Counter((label, text[a:b]) for mark in decided for label, (a, b) in parts(mark))
            found = Counter((one["labels"][0], one["text"]) for one in made.get("part", []))
            self.assertEqual(found, expected)
            tagged = set(re.findall(r" B-(\w+)$", words, re.MULTILINE))
            self.assertEqual(bool(tagged), bool(expected))
            self.assertLessEqual(tagged, {label for label, _ in expected})

    def test_spacy_and_prodigy_tokens_fit_text_and_spans(self):
        for form in ["spacy", "prodigy"]:
            for document, file in self.each(form):
                line = json.loads(file)
                text, tokens = line["text"], line["tokens"]
                self.assertEqual(text, document["article"]["text"])
                spans = line["spans"]["sayso"] if form == "spacy" else line["spans"]
                starts, ends = {token["start"] for token in tokens}, {token["end"] for token in tokens}
                self.assertEqual(len(spans), sum(len(parts(mark)) for mark in standing(document)))
                for span in spans:
                    self.assertIn(span["start"], starts)
                    self.assertIn(span["end"], ends)
                # All but single spaces after a word is in a token, as spaCy has it.
                reached = 0
                for token in tokens:
                    self.assertIn(text[reached:token["start"]], ["", " "])
                    reached = token["end"]

    def test_spacy_loads_the_document(self):
        for document, file in self.each("spacy"):
            line = json.loads(file)
            loaded = spacy.tokens.Doc(spacy.vocab.Vocab()).from_json(line)
            self.assertEqual(loaded.text, document["article"]["text"])
            # Whole tokens: a mark that cuts a word has all of it there.
            expected = Counter((span["start"], span["end"], span["label"]) for span in line["spans"]["sayso"])
            found = Counter((span.start_char, span.end_char, span.label_) for span in loaded.spans["sayso"])
            self.assertEqual(found, expected)

    def test_conll_words_stand_where_they_say(self):
        for document, file in self.each("conll"):
            text = document["article"]["text"]
            for line in file.decode().split("\n"):
                if line and line[0] != "#":
                    _, form, misc, *_ = line.split("\t")
                    start, end = map(int, re.fullmatch(r"start_char=(\d+)\|end_char=(\d+)", misc).groups())
                    self.assertEqual(form, re.sub(r"[\0-\x1f\x7f-\x9f]", "\ufffd", text[start:end]))

    def test_tei_points_to_what_is_there(self):
        name = "{http://www.tei-c.org/ns/1.0}"
        for document, file in self.each("tei"):
            tei = etree.fromstring(file)
            ids = [element.get("{http://www.w3.org/XML/1998/namespace}id") for element in tei.iter()]
            ids = [one for one in ids if one]
            self.assertEqual(len(ids), len(set(ids)))
            for element in tei.iter():
                for attribute in ["who", "corresp", "target", "resp"]:
                    if element.tag != f"{name}ref":
                        for pointer in (element.get(attribute) or "").split():
                            self.assertIn(pointer.removeprefix("#"), ids)
            blocks = [ "".join(block.itertext()) for block in tei.iter(f"{name}ab")]
            text = document["article"]["text"]
            expected = [printable(text[block["start"]:block["end"]]) for block in document["article"]["blocks"]]
            self.assertEqual(blocks, expected)
            self.assertEqual(len(list(tei.iter(f"{name}span"))), len(standing(document)))

    def test_tei_is_valid(self):
        """Against all of TEI P5, as the package HookTest has it. That is of 2016, when there was no
        `standOff` yet: what is in there has to be valid at the end of the text."""
        name = "{http://www.tei-c.org/ns/1.0}"
        schema = etree.RelaxNG(etree.parse(str(carried("HookTest", "resources/tei.rng"))))
        for _, file in self.each("tei"):
            tei = etree.fromstring(file)
            for apart in tei.findall(f"{name}standOff"):
                back = etree.SubElement(tei.find(f"{name}text"), f"{name}back")
                etree.SubElement(back, f"{name}div").extend(apart)
                tei.remove(apart)
            schema.validate(tei)
            self.assertEqual([str(error) for error in schema.error_log], [])

    def test_json_ld_expands(self):
        options = {"documentLoader": contexts.load, "base": "https://news.example/marks"}
        for form, many in [("jsonld", "items"), ("claimreview", "@graph")]:
            for document, file in self.each(form):
                read = json.loads(file)
                self.assertTrue(jsonld.expand(read, options))
                page = read.get("first", {}) if form == "jsonld" else read
                count = len(document["annotations"]) if form == "jsonld" else len(standing(document))
                self.assertEqual(len(page.get(many, [])), count)

    def test_web_annotations_have_no_term_that_readers_drop(self):
        oa = contexts.WEB_ANNOTATION["oa"]
        for document, file in self.each("jsonld"):
            read = json.loads(file)
            terms = {name for name, _ in members(read) if not name.startswith(("@", "sayso:"))}
            self.assertLessEqual(terms, set(contexts.WEB_ANNOTATION))
            options = {"documentLoader": contexts.load, "base": "https://news.example/marks"}
            found = list(members(jsonld.expand(read, options)))
            types = Counter(one for name, value in found if name == "@type" and isinstance(value, list) for one in value)
            self.assertEqual(types[f"{oa}Annotation"], len(document["annotations"]))
            words = Counter(value[0]["@value"] for name, value in found if name == f"{oa}exact")
            text = document["article"]["text"]
            places = [place for mark in document["annotations"] for _, place in parts(mark)]
            self.assertEqual(words, Counter(text[start:end] for start, end in places))
            self.assertEqual(sum(name == f"{oa}start" for name, _ in found), len(places))
            # Motivations and purposes are the vocabulary's, not addresses beside the file.
            for name, value in found:
                if name in (f"{oa}motivatedBy", f"{oa}hasPurpose"):
                    self.assertTrue(value[0]["@id"].startswith(oa), value)

    def test_claim_reviews_have_what_is_required(self):
        for _, file in self.each("claimreview"):
            for one in json.loads(file)["@graph"]:
                if one["@type"] == "ClaimReview":
                    self.assertTrue(one["claimReviewed"] and one["reviewRating"]["alternateName"])
                    self.assertIn("url", one)
                    self.assertTrue(one["itemReviewed"]["author"]["name"])
            self.assertNotIn(None, [value for _, value in members(json.loads(file))])

    def test_hypothesis_has_target_and_tags(self):
        for document, file in self.each("hypothesis"):
            marks = json.loads(file)["annotations"]
            self.assertEqual(len(marks), len(standing(document)))
            for mark in marks:
                (quote,) = mark["target"][0]["selector"]
                text = document["article"]["text"]
                self.assertIn(quote["prefix"] + quote["exact"] + quote["suffix"], text)
                self.assertIn(mark["tags"][0], ["quote", "claim"])
                self.assertRegex(mark["user"], "^acct:[^@]+@.+$")
                self.assertNotIn(None, [value for _, value in members(mark)])

    def test_csl_json_has_an_item_a_quotation(self):
        schema = json.loads(carried("csl_data", "csl-data.json").read_text())
        for document, file in self.each("csljson"):
            items = json.loads(file)
            jsonschema.Draft3Validator(schema).validate(items)
            self.assertEqual(len(items), sum(mark["type"] == "quote" for mark in standing(document)))
            for item in items:
                self.assertEqual(item["type"], "article-newspaper")
                for part in item.get("issued", {}).get("date-parts", [[]])[0]:
                    self.assertIsInstance(part, int)

    def test_csl_json_becomes_a_bibliography(self):
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        for document, file in self.each("csljson"):
            items = json.loads(file)
            bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
            for item in items:
                bibliography.register(Citation([CitationItem(item["id"])]))
            entries = [str(entry) for entry in bibliography.bibliography()]
            self.assertEqual(len(entries), len(items))
            for entry, item in zip(entries, items):
                self.assertIn(squeezed(item["title"])[:9], squeezed(entry))
                if "issued" in item:
                    self.assertIn(str(item["issued"]["date-parts"][0][0]), entry)

    def test_corrections_hold_what_was_decided(self):
        for document, file in self.each("corrections"):
            decided = [mark for mark in document["annotations"] if is_decided(mark)]
            lines = file.decode().split("\n")[:-1]
            learnt = [mark for line in lines for mark in json.loads(line)["annotations"]]
            self.assertEqual(len(learnt), len(decided))
            before = {mark["id"]: mark.get("machine") for mark in decided}
            for mark in learnt:
                said, expected = mark.get("machine") or {}, before[mark["id"]] or {}
                self.assertEqual({name: said.get(name) for name in expected}, expected)


if __name__ == "__main__":
    unittest.main()
