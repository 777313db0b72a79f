"""The sentences that the claim model is trained on: where they come from, their labels and the folds they fall in."""
import csv
import gzip
import json
import re
from collections import namedtuple
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, StratifiedKFold

HERE = Path(__file__).parent
SEED = 0
FOLDS = 5
QUESTIONS = ("ClaimBuster", "PoliClaim", "news")  # worth a check in debates, checkable at all, worth a check in news
UNLABELLED_NEWS = 12_000  # sentences, as many as the teacher reads in the time it has
NEWS_REPEATS = 3  # there are few sentences of news: in an epoch the teacher sees each so many times

Row = namedtuple("Row", "id text label group set")


def lines(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sentences(data, name):
    """One of the sets of single sentences."""
    rows = lines(data / "claims" / f"{name}.jsonl.gz")
    return [Row(f"{name}/{r['id']}", r["text"], r["label"], (r["context"] or {}).get("doc"), name) for r in rows]


def labelled_news(data):
    """The sentences of news_labels.tsv; a label is 1 for worth 2."""
    texts = {}
    for path in ("gum/gum.jsonl.gz", "polnear/train.jsonl.gz"):
        texts.update((d["id"], d["text"]) for d in lines(data / path))
    rows = []
    with open(HERE / "news_labels.tsv", encoding="utf-8") as file:
        for r in csv.DictReader(file, delimiter="\t"):
            text = texts[r["document"]][int(r["start"]) : int(r["end"])]
            label = int(r["worth"] == "2")
            rows.append(Row(f"{r['document']}/{r['start']}", text, label, r["document"], r["corpus"]))
    return rows


def dev_news(data):
    rows = []
    for article in lines(data / "news" / "news.dev.jsonl"):
        for s in article["sentences"]:
            if s["span"]:
                start, end = s["span"]
                text = article["text"][start:end]
                rows.append(Row(f"{article['id']}/{start}", text, int(s["worth"] == 2), article["id"], "dev"))
    return rows


def unlabelled(data, labelled):
    """Sentences of debates (CLEF CheckThat! without its labels) and of news that are none of the labelled ones."""
    plain = lambda text: "".join(c for c in text.lower() if c.isalnum())
    seen = {plain(r.text) for r in labelled}

    def fresh(rows):
        for row in rows:
            key = plain(row.text)
            if 5 <= len(row.text.split()) <= 60 and key not in seen:
                seen.add(key)
                yield row

    debates = sentences(data, "clef19.train") + sentences(data, "clef20.train")
    news = []
    for path in ("gum/gum.jsonl.gz", "polnear/train.jsonl.gz"):
        for document in lines(data / path):
            # Roughly sentences: what is cut badly teaches a little less.
            parts = re.split(r"(?<=[.!?”\"])\s+|\n+", document["text"])
            news += [Row(f"{document['id']}/unlabelled/{i}", part, None, None, "unlabelled") for i, part in enumerate(parts)]
    kept = list(fresh(news))
    chosen = np.random.default_rng(SEED).permutation(len(kept))[:UNLABELLED_NEWS]
    return list(fresh(debates)) + [kept[i] for i in chosen]


class Rows:
    """All sentences, one after the other: labelled, more of the same kind that is never held out, unlabelled."""

    def __init__(self, data):
        claimbuster, policlaim = sentences(data, "claimbuster.train"), sentences(data, "policlaim.train")
        news = labelled_news(data) + dev_news(data)
        held = claimbuster + policlaim + news
        ids, speeches = {r.id.split("/")[1] for r in claimbuster}, {r.group for r in policlaim}
        extra = [r for r in sentences(data, "claimbuster3.train") if r.id.split("/")[1] not in ids]
        extra += [r for r in sentences(data, "policlaim.silver") if r.group not in speeches]
        self.rows = held + extra + unlabelled(data, held + extra)
        self.ids, self.texts = [r.id for r in self.rows], [r.text for r in self.rows]
        self.sets = np.array([r.set for r in self.rows])
        self.is_extra = np.isin(self.sets, ("claimbuster3.train", "policlaim.silver"))
        questions = [
            np.isin(self.sets, ("claimbuster.train", "claimbuster3.train")),
            np.isin(self.sets, ("policlaim.train", "policlaim.silver")),
            np.isin(self.sets, ("gum", "polnear", "dev")),
        ]
        labels = np.array([np.nan if r.label is None else r.label for r in self.rows], dtype=float)
        self.grades = np.column_stack([np.where(is_asked, labels, np.nan) for is_asked in questions])
        self.is_held = np.arange(len(self.rows)) < len(held)
        self.folds = np.full(len(self.rows), -1)
        for question, is_asked in enumerate(questions):
            own = np.flatnonzero(is_asked & self.is_held)
            groups = None if question == 0 else [self.rows[i].group for i in own]
            splitter = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED) if question == 0 else GroupKFold(FOLDS)
            for fold, (_, out) in enumerate(splitter.split(own, labels[own], groups)):
                self.folds[own[out]] = fold

    def parts(self):
        """The rows that a teacher is tuned to, by name: without each fold, without news.dev, all."""
        for fold in range(FOLDS):
            yield f"fold{fold}", self.is_held & (self.folds != fold)
        yield "without_dev", self.is_held & (self.sets != "dev")
        yield "all", self.is_held

    def repeated(self, chosen):
        """The chosen rows by number, those of news several times."""
        own = np.flatnonzero(chosen)
        is_news = ~np.isnan(self.grades[own, 2])
        return np.r_[own, np.repeat(own[is_news], NEWS_REPEATS - 1)]

    def scores(self, logits, held_out):
        """Average precision of each question over the held-out rows, in words."""
        out = []
        for question, name in enumerate(QUESTIONS):
            use = held_out & self.is_held & ~np.isnan(self.grades[:, question])
            if use.any():
                out.append(f"{name} {average_precision_score(self.grades[use, question], logits[use, question]):.3f}")
        return ", ".join(out)
