"""Documents to export: the one of the golden files, and random ones with everything that has ever
broken a file format or made an offset drift."""

import json
import random
from pathlib import Path

GOLDEN = json.loads((Path(__file__).parent.parent / "formats/document.json").read_text("utf-8"))

TROUBLES = [
    "😀", "e\u0301", "\r\n", "שלום", "\ufffd", "👨‍👩‍👧", "“No,” she said.", "]]>", "--", "\0", "\x0b",
    "\x1b", "\ufffe", "\x85", "<b>&amp;", "=1+1", '"', "\\", "\n\n", "\t", "<script>alert(1)</script>",
    "_x0041_", "[a](b)", "# x", "\u2028", "\u200b", "*", "|", ",", "'", "@SUM(A1)", "\r",
]


def random_text(rng):
    def part():
        if rng.random() < 0.6:
            return rng.choice(TROUBLES)
        return "".join(rng.choice("abc de fg ") for _ in range(rng.randint(1, 30)))

    return "".join(part() for _ in range(rng.randint(5, 40))) + "end."


def fragments(rng, text, most, least=0):
    cuts = sorted(rng.sample(range(len(text) + 1), min(len(text), 2 * rng.randint(least, most))))
    pairs = list(zip(cuts[::2], cuts[1::2]))
    pairs = [[start, end] for start, end in pairs if text[start:end].strip(" \t\r\n\0\x0b\x85\u2028\u200b")]
    return pairs or ([[0, len(text)]] if least else [])


def mark(rng, text, number):
    quote = rng.random() < 0.6
    common = {
        "id": f"{'q' if quote else 'c'}{number}", "score": rng.choice([None, 0.5, 0.98]), "why": ["=why <&>"],
        "origin": rng.choice(["machine", "human"]), "status": rng.choice(["suggested", "accepted", "edited"]),
        "note": rng.choice([None, "=note\n<&>\0"]), "tags": rng.choice([[], ["a,b", "-tag"]]),
        "created": None, "modified": rng.choice([None, "yesterday", "2026-05-01T12:00:00Z"]),
    }
    if common["status"] == "edited" and common["origin"] == "machine":
        said = {"type": "claim", "kind": "other", "span": fragments(rng, text, 2, 1), "asserted_by": "Analysts"}
        common["machine"] = said
    if quote:
        return common | {
            "type": "quote", "kind": rng.choice(["direct", "indirect", "mixed"]),
            "content": fragments(rng, text, 3, 1), "cue": fragments(rng, text, 2),
            "source": fragments(rng, text, 2), "speaker": rng.choice([None, "s1", "s2"]),
        }
    return common | {
        "type": "claim", "kind": rng.choice(["quantity", "other"]), "span": fragments(rng, text, 2, 1),
        "asserted_by": rng.choice([None, "s1"]),
    }


def random_document(seed):
    rng = random.Random(seed)
    text = random_text(rng)
    speakers = [
        {"id": "s1", "name": "=Ana <Ruiz>", "role": "*mayor*", "kind": "person", "mentions": fragments(rng, text, 2)},
        {"id": "s2", "name": "Analysts", "role": None, "kind": "group", "mentions": []},
    ]
    return {
        "version": 1, "generator": "sayso", "offsets": "codepoint",
        "article": {
            "title": rng.choice([None, "<i>Title</i> & \0 =1"]), "byline": "“By” <me>",
            "published": rng.choice([None, "2026-05-01T08:30", "long ago"]), "site": "Site & Co",
            "url": rng.choice([None, "https://news.example/a?b=<c>&d=1", "javascript:alert(1)"]),
            "lang": "en", "text": text, "blocks": [{"kind": "paragraph", "start": 0, "end": len(text)}],
        },
        "speakers": speakers,
        "annotations": [mark(rng, text, number) for number in range(1, rng.randint(2, 9))],
    }


def standing(document):
    """The annotations that most formats hold: all but the rejected ones."""
    return [mark for mark in document["annotations"] if mark["status"] != "rejected"]


def is_decided(mark):
    """Whether a human has made it or said what becomes of it."""
    return mark["status"] != "suggested" or mark["origin"] == "human"


def target(mark):
    return mark["content"] if mark["type"] == "quote" else mark["span"]


def parts(mark):
    """The fragments of a mark with the label that annotation tools see."""
    if mark["type"] == "claim":
        return [("Claim", place) for place in mark["span"]]
    names = ("Content", "content"), ("Cue", "cue"), ("Source", "source")
    return [(label, place) for label, name in names for place in mark[name]]
