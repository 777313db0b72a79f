"""Articles as the tagger sees them: tokens and features from Rust, tags from the annotation.

`read(split)` gives articles; the corpora are found under $SAYSO_DATA (see README.md).
"""

import gzip
import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

DATA = Path(os.environ.get("SAYSO_DATA", "../shared/data"))
WORK = Path(os.environ.get("SAYSO_WORK", "target/training"))
ROWS = 1872  # of the feature table, as features.rs has it
TAGS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
ROLES = ["source", "cue", "content"]
FIRST_TAG = {"source": 1, "cue": 3, "content": 5}
POS = (
    "-LRB- -RRB- CC CD DT EX FW IN JJ JJR JJS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP "
    "SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB . , : `` '' # $"
).split()
ENTITIES = "O PERSON ORGANIZATION LOCATION DATE TIME NUMBER MONEY PERCENT ORDINAL DURATION MISC SET".split()
DEPENDENCIES = (
    "acl acl:relcl advcl advmod amod appos aux auxpass case cc ccomp compound conj cop csubj dep det "
    "discourse dobj expl iobj mark mwe neg nmod nmod:npmod nmod:poss nmod:tmod nsubj nsubjpass "
    "nummod parataxis punct root xcomp"
).split()
AUXILIARY = {"pos": len(POS) + 1, "entity": len(ENTITIES) + 1, "dependency": len(DEPENDENCIES) + 1, "head": 3}


@dataclass
class Block:
    """A segment: one paragraph."""

    kind: str
    spans: np.ndarray  # [n, 2] code points into the article's text
    words: np.ndarray  # [n] hashes
    features: np.ndarray  # [n, fields] rows of the feature table
    tags: np.ndarray = None  # [n]
    link: np.ndarray = None  # [n] 1: the cue stands to the right, 0: to the left, -1: neither
    weight: np.ndarray = None  # [n] 0 where the annotation is void
    auxiliary: dict = field(default_factory=dict)  # name -> [n], -1 where not known
    soft: np.ndarray = None  # [n, tags] a teacher's marginals


@dataclass
class Article:
    id: str
    text: str
    blocks: list
    gold: dict

    def surface(self, block, i):
        start, end = block.spans[i]
        return self.text[start:end]


def lines(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file if line.strip()]


def example(name):
    """The command that runs an example of the crate."""
    return f"cargo run -q -p sayso --example {name}".split()


def seen_by_rust(documents):
    """What `examples/features.rs` prints for the documents."""
    given = "\n".join(json.dumps({"id": d["id"], "text": d["text"]}) for d in documents)
    run = subprocess.run(example("features"), input=given.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def features(name, documents):
    """The same for a corpus; kept in WORK."""
    path = WORK / f"{name}.features.jsonl"
    if not path.exists():
        WORK.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(seen) + "\n" for seen in seen_by_rust(documents)))
    return lines(path)


def read(split):
    """The articles of "train", "dev" (PolNeAR), "news" (Wikinews), or without tags of "gum" and "variants-1", …"""
    documents, parses = stored(split), {}
    if split in ("train", "dev"):
        parses = {d["id"]: d["sentences"] for d in lines(DATA / f"polnear/{split}.tokens.jsonl.gz")}
    return [
        article(document, seen, parses.get(document["id"]))
        for document, seen in zip(documents, features(split, documents))
    ]


def stored(split):
    if split.startswith("variants-"):
        import variants

        return variants.documents(split)
    path = {
        "train": "polnear/train.jsonl.gz",
        "dev": "polnear/dev.jsonl.gz",
        "news": "news/news.dev.jsonl",
        "gum": "gum/gum.jsonl.gz",
    }[split]
    return lines(DATA / path)


def article(document, seen, parse):
    blocks = [
        Block(b["kind"], np.array(b["tokens"]), np.array(b["words"], np.uint32), np.array(b["features"], np.int64))
        for b in seen["blocks"]
    ]
    for block in blocks:
        n = len(block.spans)
        block.tags, block.link = np.zeros(n, np.int64), np.full(n, -1)
        block.weight = np.ones(n, np.float32)
        block.auxiliary = {name: np.full(n, -1) for name in AUXILIARY}
    starts = np.concatenate([b.spans[:, 0] for b in blocks]) if blocks else np.zeros(0, int)
    ends = np.concatenate([b.spans[:, 1] for b in blocks]) if blocks else np.zeros(0, int)
    where = [(block, i) for block in blocks for i in range(len(block.spans))]

    def tokens(start, end):
        return range(np.searchsorted(ends, start, "right"), np.searchsorted(starts, end, "left"))

    for attribution in document.get("attributions", []):
        mark(attribution, tokens, where)
    for start, end in document.get("discard") or []:
        for t in tokens(start, end):
            where[t][0].weight[where[t][1]] = 0
    if parse:
        parsed(parse, tokens, where)
    return Article(document["id"], document["text"], blocks, document)


def mark(attribution, tokens, where):
    """Writes the tags and links of one attribution; the first one to claim a token keeps it."""
    cues = [s for s, _ in attribution["cue"]]
    cue = cues[0] if cues else None
    for role in ROLES:
        for start, end in attribution[role]:
            before = None
            for t in tokens(start, end):
                block, i = where[t]
                if block.tags[i]:
                    before = None
                    continue
                block.tags[i] = FIRST_TAG[role] + (before is block)
                before = block
                if cue is not None and role != "cue":
                    block.link[i] = int(cue >= start)


def parsed(sentences, tokens, where):
    """Writes part of speech, entity, dependency label and the side of the head, as the parser has them."""
    tables = {
        "pos": {p: i for i, p in enumerate(POS)},
        "entity": {e: i for i, e in enumerate(ENTITIES)},
        "dependency": {d: i for i, d in enumerate(DEPENDENCIES)},
    }
    for sentence in sentences:
        for at, (start, end, pos, _, entity, head, dependency) in enumerate(sentence):
            side = 2 if head < 0 else int(head > at)
            for t in tokens(start, end):
                block, i = where[t]
                values = {"pos": pos, "entity": entity, "dependency": dependency}
                for name, value in values.items():
                    block.auxiliary[name][i] = tables[name].get(value, len(tables[name]))
                block.auxiliary["head"][i] = side


def folds(articles, held=40):
    """Train and a held-out part of it for choices, the same one always."""
    order = np.random.default_rng(7).permutation(len(articles))
    out = set(order[:held].tolist())
    return (
        [a for i, a in enumerate(articles) if i not in out],
        [a for i, a in enumerate(articles) if i in out],
    )
