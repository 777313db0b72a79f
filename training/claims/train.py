#!/usr/bin/env python3
"""Trains models/claims.bin and prints cross-validated figures.

    pip install -r training/claims/requirements.txt
    python3 training/claims/train.py DATA [--features "cargo run --release --example claim_features"]

DATA is a folder with claims/*.jsonl.gz (ClaimBuster, PoliClaim), news/news.dev.jsonl, gum/gum.jsonl.gz and
polnear/train.jsonl.gz; README.md beside this file says where each comes from. Features are computed by the
Rust program alone. Every fold and solver has a fixed seed: two runs give the same bytes.
"""
import argparse
import csv
import gzip
import json
import shlex
import struct
import subprocess
from collections import namedtuple
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, StratifiedKFold

HERE = Path(__file__).parent
WEIGHTS = HERE.parent.parent / "models" / "claims.bin"
REFERENCE = WEIGHTS.with_name("claims.reference.tsv")
MAGIC = b"SAYCLM\x01\x00"
BITS, NAMED = 15, 96  # as in src/claims/features.rs; the program's numbers are checked against them
NAMED_SCALE = 0.3  # a scale before regularisation is the prior: named features are few and telling
LOGIT_SCALE = 0.5
C_SENTENCES, C_NEWS = 0.1, 1.0
NEWS_WEIGHTS = {"gum": 2.0, "polnear": 1.0, "dev": 3.0}  # how near to the news that is judged
SEED = 0

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


def reference_sentences():
    """Invented sentences that show whether the Rust program reckons as training does."""
    texts = (HERE / "reference.txt").read_text(encoding="utf-8").splitlines()
    return [Row(f"reference/{i}", text, 0, None, "reference") for i, text in enumerate(texts)]


def run_features(command, rows):
    """The numbers of each row's features, from the Rust program."""
    given = "".join(json.dumps({"id": r.id, "text": r.text}) + "\n" for r in rows)
    done = subprocess.run(shlex.split(command), input=given, capture_output=True, text=True, check=True)
    return {f["id"]: (f["named"], f["hashed"]) for f in map(json.loads, done.stdout.splitlines())}


def matrices(rows, features):
    """Hashed features, scaled by the root of their number as in model.rs, and named features."""

    def sparse(which, width, value):
        lists = [features[r.id][which] for r in rows]
        data = np.concatenate([np.full(len(l), value(len(l))) for l in lists])
        indices = np.concatenate([np.array(l, dtype=np.int64) for l in lists])
        pointers = np.cumsum([0] + [len(l) for l in lists])
        return csr_matrix((data, indices, pointers), shape=(len(rows), width))

    return sparse(1, 1 << BITS, lambda n: 1 / np.sqrt(max(1, n))), sparse(0, NAMED, lambda _: 1.0)


def logistic(x, y, c, weights=None):
    model = LogisticRegression(C=c, solver="liblinear", random_state=SEED)
    return model.fit(x, y, sample_weight=weights)


class Sentences:
    """A classifier of single sentences: weights in the units of the plain features."""

    def __init__(self, hashed, named, labels, weights=None):
        rarity = np.log((1 + hashed.shape[0]) / (1 + np.asarray((hashed > 0).sum(0)).ravel())) + 1
        x = hstack([hashed.multiply(rarity), named * NAMED_SCALE]).tocsr()
        model = logistic(x, labels, C_SENTENCES, weights)
        self.bias = model.intercept_[0]
        self.hashed = model.coef_[0][: 1 << BITS] * rarity
        self.named = model.coef_[0][1 << BITS :] * NAMED_SCALE

    def calibrate(self, slope, shift):
        self.bias, self.hashed, self.named = slope * self.bias + shift, slope * self.hashed, slope * self.named

    def logits(self, hashed, named):
        return self.bias + hashed @ self.hashed + named @ self.named


def probabilities(logits):
    return 1 / (1 + np.exp(-logits))


def calibration_error(labels, scores, bins=10):
    """Expected calibration error over ten bins of equal width."""
    at = np.minimum((scores * bins).astype(int), bins - 1)
    return sum(abs(scores[at == b].sum() - labels[at == b].sum()) for b in range(bins)) / len(labels)


def calibration(logits, labels, weights=None):
    """The slope and shift that make probabilities of held-out logits (Platt 1999)."""
    model = logistic(np.asarray(logits).reshape(-1, 1), labels, 1e4, weights)
    return model.coef_[0][0], model.intercept_[0]


def calibrated(logits, labels, folds, weights):
    """Probabilities of held-out logits, each fold calibrated on the others."""
    scores = np.zeros(len(labels))
    for fold in np.unique(folds):
        own = folds == fold
        slope, shift = calibration(logits[~own], labels[~own], weights[~own])
        scores[own] = probabilities(slope * logits[own] + shift)
    return scores


def report(name, labels, scores):
    ap, ece = average_precision_score(labels, scores), calibration_error(labels, scores)
    print(f"{name:44s} AP {ap:.3f}  ECE {ece:.3f}  n {len(labels)}  base rate {labels.mean():.2f}", flush=True)


def graded(rows, hashed, named):
    """Rows with grades from 0 to 1 as pairs of a weighted positive and a weighted negative."""
    grades = np.array([r.label for r in rows])
    labels = np.r_[np.ones(len(rows)), np.zeros(len(rows))]
    weights = np.r_[grades, 1 - grades]
    use = weights > 0
    return vstack([hashed, hashed]).tocsr()[use], vstack([named, named]).tocsr()[use], labels[use], weights[use]


def train_sentences(name, rows, extra, features, folds):
    """Cross-validates over `rows`, with `extra` rows always in training; returns the final classifier."""
    hashed, named = matrices(rows, features)
    labels = np.array([r.label for r in rows])
    more = graded(extra, *matrices(extra, features))

    def fit(part):
        weights = np.r_[np.ones(len(part)), more[3]]
        h, n = vstack([hashed[part], more[0]]).tocsr(), vstack([named[part], more[1]]).tocsr()
        return Sentences(h, n, np.r_[labels[part], more[2]], weights)

    logits, fold_of = np.zeros(len(rows)), np.zeros(len(rows), dtype=int)
    groups = [r.group for r in rows] if isinstance(folds, GroupKFold) else None
    for fold, (train, held_out) in enumerate(folds.split(hashed, labels, groups)):
        logits[held_out], fold_of[held_out] = fit(train).logits(hashed[held_out], named[held_out]), fold
    report(f"{name}, cross-validated", labels, calibrated(logits, labels, fold_of, np.ones(len(rows))))
    final = fit(np.arange(len(rows)))
    final.calibrate(*calibration(logits, labels))
    return final


class News:
    """Check-worthiness in news: named features, and the two classifiers of sentences as advisers."""

    def __init__(self, rows, advisers, features):
        self.labels = np.array([r.label for r in rows])
        self.groups = np.array([r.group for r in rows])
        self.weights = np.array([NEWS_WEIGHTS[r.set] for r in rows])
        hashed, named = matrices(rows, features)
        advice = np.column_stack([a.logits(hashed, named) for a in advisers])
        self.x = hstack([named * NAMED_SCALE, csr_matrix(advice * LOGIT_SCALE)]).tocsr()

    def fit(self, part):
        return logistic(self.x[part], self.labels[part], C_NEWS, self.weights[part])

    def logits(self, train, held_out):
        return self.fit(train).decision_function(self.x[held_out])


def train_news(labelled, dev, advisers, features, with_dev):
    """Returns the final classifier, calibrated: its bias, its named weights, its shares of the advisers."""
    news = News(labelled + dev, advisers, features)
    is_dev = np.arange(len(labelled) + len(dev)) >= len(labelled)
    untouched = probabilities(news.logits(~is_dev, is_dev))
    report("news.dev, untouched by training", news.labels[is_dev], untouched)
    used = np.ones(len(is_dev), dtype=bool) if with_dev else ~is_dev
    logits = np.zeros(len(is_dev))
    for document in sorted(set(news.groups)):
        held_out = news.groups == document
        logits[held_out] = news.logits(~held_out & used, held_out)
    scores = calibrated(logits, news.labels, news.groups, news.weights * used)
    report("news.dev, each article left out in turn", news.labels[is_dev], scores[is_dev])
    report("labelled news, each document left out", news.labels[~is_dev], scores[~is_dev])
    slope, shift = calibration(logits[used], news.labels[used], news.weights[used])
    model = news.fit(used)
    shares = slope * model.coef_[0][NAMED:] * LOGIT_SCALE
    own = slope * model.coef_[0][:NAMED] * NAMED_SCALE + sum(s * a.named for s, a in zip(shares, advisers))
    bias = slope * model.intercept_[0] + shift + sum(s * a.bias for s, a in zip(shares, advisers))
    return bias, own, shares


def references(advisers, news, features):
    """The sentences of reference.txt with their probabilities: a test asks the Rust program for the same."""
    bias, own, shares = news
    rows = reference_sentences()
    hashed, named = matrices(rows, features)
    logits = [a.logits(hashed, named) for a in advisers]
    logits.append(bias + named @ own + sum(s * (hashed @ a.hashed) for s, a in zip(shares, advisers)))
    columns = np.column_stack([probabilities(l) for l in logits])
    return "".join("\t".join([r.text, *(f"{p:.4f}" for p in ps)]) + "\n" for r, ps in zip(rows, columns))


def pack(advisers, news):
    """The file of weights; model.rs reads it."""
    bias, own, shares = news
    body = struct.pack("<2f", *shares)
    for b, named in [(a.bias, a.named) for a in advisers] + [(bias, own)]:
        body += struct.pack(f"<{1 + NAMED}f", b, *named)
    for adviser in advisers:
        step = max(abs(adviser.hashed).max(), 1e-9) / 127
        body += struct.pack("<f", step) + np.round(adviser.hashed / step).astype(np.int8).tobytes()
    return seal(body)


def seal(body):
    checksum = 0xCBF29CE484222325
    for byte in body:
        checksum = (checksum ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return MAGIC + body + struct.pack("<Q", checksum)


def blank():
    """Weights of nothing: the program that prints features does not build without any."""
    return seal(struct.pack("<2f", 0, 0) + bytes(4 * 3 * (1 + NAMED)) + bytes(2 * (4 + (1 << BITS))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--features", default="cargo run --quiet --release --example claim_features")
    parser.add_argument(
        "--without-dev", action="store_true", help="keep news.dev out of training, to measure the whole program on it"
    )
    options = parser.parse_args()
    if not WEIGHTS.exists():
        WEIGHTS.write_bytes(blank())
    claimbuster = sentences(options.data, "claimbuster.train")
    known = {r.id.split("/")[1] for r in claimbuster}
    more = [r for r in sentences(options.data, "claimbuster3.train") if r.id.split("/")[1] not in known]
    policlaim, silver = sentences(options.data, "policlaim.train"), sentences(options.data, "policlaim.silver")
    spoken = {r.group for r in policlaim}
    silver = [r for r in silver if r.group not in spoken]
    labelled, dev = labelled_news(options.data), dev_news(options.data)
    rows = claimbuster + more + policlaim + silver + labelled + dev + reference_sentences()
    features = run_features(options.features, rows)
    five = StratifiedKFold(5, shuffle=True, random_state=SEED)
    speeches = GroupKFold(len(spoken))
    advisers = [
        train_sentences("ClaimBuster", claimbuster, more, features, five),
        train_sentences("PoliClaim", policlaim, silver, features, speeches),
    ]
    news = train_news(labelled, dev, advisers, features, not options.without_dev)
    packed = pack(advisers, news)
    WEIGHTS.write_bytes(packed)
    REFERENCE.write_text(references(advisers, news, features), encoding="utf-8")
    print(f"{WEIGHTS.name}: {len(packed)} bytes")


if __name__ == "__main__":
    main()
