#!/usr/bin/env python3
"""Trains models/claims.bin and prints cross-validated figures.

    pip install -r training/claims/requirements.txt
    python3 training/claims/teacher.py DATA grades.npz
    python3 training/claims/train.py DATA grades.npz [--features "cargo run --release --example claim_features"]

DATA is as rows.py reads it; README.md beside this file says where it comes from. The student, described in
src/claims/model.rs, learns from the labels and from what the teacher says of all sentences (Hinton, Vinyals & Dean
2015). One student a fold, with the teacher of this fold, is measured on the sentences that neither has seen. What is
seen of a sentence is computed by the Rust program alone. Every seed is fixed: two runs give the same bytes.
"""
import argparse
import json
import math
import os
import shlex
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from rows import FOLDS, HERE, QUESTIONS, SEED, Rows
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from torch import nn

sys.path.append(str(HERE.parent))
from network import Layer, int8, seal, section, unpack16  # noqa: E402

MODELS = HERE.parent.parent / "models"
WEIGHTS, REFERENCE, TAGGER = MODELS / "claims.bin", MODELS / "claims.reference.tsv", MODELS / "attribution.bin"
MAGIC, VERSION = b"SAYC", 2
NAMED = 96  # as in src/claims/features.rs; the program's numbers are checked against them
HIDDEN, LAYERS = 24, 2  # units in each direction
MAX_TOKENS = 80  # of a sentence, in training
EPOCHS, BATCH, RATE, DROPOUT = 12, 128, 3e-3, 0.15
NAMED_PRIOR = 1e-5  # keeps the weights of rare features small
FROM_TEACHER = 0.5  # of the target where there is a label
NEWS_WEIGHTS = {"gum": 2.0, "polnear": 1.0, "dev": 3.0}  # how near to the news that is judged


class Tables:
    """The tagger's vectors of words and features, and the checksum of its file (src/attribution/model.rs)."""

    def __init__(self, path):
        raw, self.at = path.read_bytes(), 16
        self.checksum = int(np.frombuffer(raw, "<u4", 1, 8)[0])

        def take(dtype, *shape):
            array = np.frombuffer(raw, dtype, math.prod(shape), self.at).reshape(shape)
            self.at += array.nbytes + -array.nbytes % 4
            return array

        words, unknown, width, features, feature_width = map(int, take("<u4", 12)[:5])
        take("u1", 4 * words)
        scale, packed = take("<u2", words + unknown, 1), take("u1", words + unknown, width // 2)
        whole = np.stack([packed & 15, packed >> 4], -1).reshape(words + unknown, width).astype(np.float32) - 8
        scales = take("<f4", features, 1)
        # One row more of each, of zeros, is for what is no token.
        padded = lambda table: torch.from_numpy(np.pad(table, ((0, 1), (0, 0))).astype(np.float32))
        self.words = padded(whole * unpack16(scale))
        self.features = padded(take("i1", features, feature_width) * scales)
        self.width = width + feature_width


class Inputs:
    """What is seen of sentences: the named features, and of each token the rows of the tables."""

    def __init__(self, command, texts, tables):
        given = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts))
        done = subprocess.run(shlex.split(command), input=given, capture_output=True, text=True, check=True)
        seen = [json.loads(line) for line in done.stdout.splitlines()]
        self.named = np.zeros((len(texts), NAMED), dtype=np.float32)
        for row, sentence in enumerate(seen):
            self.named[row, sentence["named"]] = 1
        self.none = np.array([[len(tables.words) - 1] + [len(tables.features) - 1] * 4])
        self.tokens = [np.array(s["tokens"][:MAX_TOKENS], dtype=np.int64).reshape(-1, 5) for s in seen]
        self.tokens = [tokens if len(tokens) else self.none for tokens in self.tokens]
        self.tables = tables

    def batch(self, rows):
        """Vectors [T, B, width], which are tokens [T, B], named features [B, NAMED]."""
        lengths = np.array([len(self.tokens[row]) for row in rows])
        tokens = np.tile(self.none, (lengths.max(), len(rows), 1))
        for column, row in enumerate(rows):
            tokens[: lengths[column], column] = self.tokens[row]
        tokens = torch.from_numpy(tokens)
        vectors = torch.cat([self.tables.words[tokens[..., 0]], self.tables.features[tokens[..., 1:]].sum(2)], -1)
        is_token = torch.arange(lengths.max())[:, None] < torch.from_numpy(lengths)
        return vectors, is_token, torch.from_numpy(self.named[rows])

    def batches(self, rows, size, random=None):
        """Rows cut into batches of sentences of about one length; in random order with `random`."""
        window = len(rows) if random is None else 50 * size
        order = rows if random is None else random.permutation(rows)
        cut = []
        for at in range(0, len(order), window):
            part = sorted(order[at : at + window], key=lambda row: len(self.tokens[row]))
            cut += [np.array(part[begin : begin + size]) for begin in range(0, len(part), size)]
        return cut if random is None else [cut[at] for at in random.permutation(len(cut))]


class Student(nn.Module):
    """The network of src/claims/model.rs."""

    def __init__(self, width):
        super().__init__()
        self.layers = nn.ModuleList(Layer(width if at == 0 else 2 * HIDDEN, HIDDEN) for at in range(LAYERS))
        self.pooled = nn.Linear(4 * HIDDEN, len(QUESTIONS), bias=False)
        self.named = nn.Linear(NAMED, len(QUESTIONS))
        nn.init.zeros_(self.named.weight)

    def forward(self, vectors, is_token, named):
        drop = lambda x: nn.functional.dropout(x, DROPOUT, self.training)
        mask = is_token.unsqueeze(-1).float()
        # The backward state begins anew at a sentence's last token.
        goes_on = torch.cat([mask[1:], torch.zeros_like(mask[:1])])
        out = vectors
        for layer in self.layers:
            out = layer(drop(out), torch.ones_like(mask), goes_on)
        mean = (out * mask).sum(0) / mask.sum(0)
        most = out.masked_fill(mask == 0, -math.inf).amax(0)
        return self.pooled(drop(torch.cat([mean, most], -1))) + self.named(drop(named))

    @torch.no_grad()
    def round(self):
        """Rounds the layers' weights as the file has them."""
        for layer in self.layers:
            scale, whole = int8(layer.linear.weight.numpy())
            layer.linear.weight.copy_(torch.from_numpy(whole * scale[:, None]))

    @torch.no_grad()
    def logits(self, inputs, rows, count):
        """Of the given rows; the others are 0."""
        self.eval()
        out = np.zeros((count, len(QUESTIONS)))
        for batch in inputs.batches(rows, 256):
            out[batch] = self(*inputs.batch(batch)).numpy()
        return out


def train(inputs, rows, graded, chosen):
    """A student of a teacher that was tuned to the `chosen` of the held rows and has `graded` all rows (logits)."""
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    taught = 1 / (1 + np.exp(-graded))
    mixed = FROM_TEACHER * taught + (1 - FROM_TEACHER) * rows.grades
    targets = torch.from_numpy(np.where(np.isnan(mixed), taught, mixed)).float()
    own = np.flatnonzero(chosen | ~rows.is_held)
    student = Student(inputs.tables.width)
    optimizer = torch.optim.AdamW(student.parameters(), lr=RATE, weight_decay=0.01)
    plan = [batch for _ in range(EPOCHS) for batch in inputs.batches(own, BATCH, random)]
    rate = lambda step: min(1, (step + 1) / 100) * 0.5 * (1 + math.cos(math.pi * step / len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    student.train()
    for batch in plan:
        loss = nn.functional.binary_cross_entropy_with_logits(student(*inputs.batch(batch)), targets[batch])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    student.round()
    student.telling = fit_named(torch.from_numpy(inputs.named[own]), targets[own])
    return student


def fit_named(named, targets):
    """Weights of the named features by themselves, which tell reasons: beside the network their weights say only what
    it has not seen."""
    alone = nn.Linear(NAMED, len(QUESTIONS))
    nn.init.zeros_(alone.weight)
    optimizer = torch.optim.LBFGS(alone.parameters(), max_iter=100, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(alone(named), targets)
        loss = loss + NAMED_PRIOR * alone.weight.square().sum()
        loss.backward()
        return loss

    optimizer.step(loss)
    return alone.weight.detach()


def calibration(logits, labels, weights):
    """The slope and shift that make probabilities of held-out logits (Platt 1999)."""
    model = LogisticRegression(C=1e4, solver="liblinear", random_state=SEED)
    model.fit(logits.reshape(-1, 1), labels, sample_weight=weights)
    return model.coef_[0][0], model.intercept_[0]


def calibrated(logits, labels, weights, folds):
    """Probabilities of held-out logits, each fold calibrated on the others."""
    scores = np.zeros(len(labels))
    for fold in np.unique(folds):
        own = folds == fold
        slope, shift = calibration(logits[~own], labels[~own], weights[~own])
        scores[own] = 1 / (1 + np.exp(-(slope * logits[own] + shift)))
    return scores


def calibration_error(labels, scores, bins=10):
    """Expected calibration error over ten bins of equal width."""
    at = np.minimum((scores * bins).astype(int), bins - 1)
    return sum(abs(scores[at == b].sum() - labels[at == b].sum()) for b in range(bins)) / len(labels)


def report(name, labels, scores, taught):
    ap, teacher = average_precision_score(labels, scores), average_precision_score(labels, taught)
    ece, of = calibration_error(labels, scores), f"n {len(labels)}  base rate {labels.mean():.2f}"
    print(f"{name:32s} AP {ap:.3f}  ECE {ece:.3f}  teacher's AP {teacher:.3f}  {of}", flush=True)


def measure(rows, held_out, untouched, grades, with_dev):
    """Prints the figures; returns slope and shift of each question."""
    taught = np.zeros_like(held_out)
    for fold in range(FOLDS):
        taught[rows.folds == fold] = grades[f"fold{fold}"][rows.folds == fold]
    weights = np.array([NEWS_WEIGHTS.get(name, 1.0) for name in rows.sets])
    found = []
    for question, name in enumerate(QUESTIONS):
        own = np.flatnonzero(rows.is_held & ~np.isnan(rows.grades[:, question]))
        labels, logits, folds = rows.grades[own, question], held_out[own, question], rows.folds[own]
        scores, is_dev = calibrated(logits, labels, weights[own], folds), rows.sets[own] == "dev"
        for part, of in ((name, ~is_dev), ("news.dev", is_dev)):
            if of.any():
                report(f"{part}, {FOLDS}-fold", labels[of], scores[of], taught[own, question][of])
        used = np.flatnonzero(~is_dev | with_dev)
        found.append(calibration(logits[used], labels[used], weights[own][used]))
        if is_dev.any():
            slope, shift = calibration(logits[~is_dev], labels[~is_dev], weights[own][~is_dev])
            logits = slope * untouched[own, question][is_dev] + shift
            scores, taught_dev = 1 / (1 + np.exp(-logits)), grades["without_dev"][own, question][is_dev]
            report("news.dev, untouched by training", labels[is_dev], scores, taught_dev)
    return found


@torch.no_grad()
def calibrate(student, found):
    for question, (slope, shift) in enumerate(found):
        student.pooled.weight[question] *= slope
        student.named.weight[question] *= slope
        student.named.bias[question] = slope * student.named.bias[question] + shift


@torch.no_grad()
def pack(student, tables):
    """The file of weights; src/claims/model.rs reads it."""
    named = np.column_stack([student.named.bias.numpy(), student.named.weight.numpy()])
    arrays = [np.array([tables.checksum, HIDDEN, LAYERS], "<u4"), named, student.telling.numpy()]
    for layer in student.layers:
        scale, whole = int8(layer.linear.weight.numpy())
        arrays += [scale, layer.linear.bias.numpy(), whole, layer.norm.weight.numpy(), layer.norm.bias.numpy()]
    arrays.append(student.pooled.weight.numpy())
    return seal(MAGIC, VERSION, b"".join(map(section, arrays)))


def references(student, command, tables):
    """The sentences of reference.txt with their probabilities: a test asks the Rust program for the same."""
    texts = (HERE / "reference.txt").read_text(encoding="utf-8").splitlines()
    inputs = Inputs(command, texts, tables)
    scores = 1 / (1 + np.exp(-student.logits(inputs, np.arange(len(texts)), len(texts))))
    return "".join("\t".join([text, *(f"{p:.4f}" for p in ps)]) + "\n" for text, ps in zip(texts, scores))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("grades", type=Path, help="what teacher.py has written")
    parser.add_argument("--features", default="cargo run --quiet --release --example claim_features")
    parser.add_argument(
        "--without-dev", action="store_true", help="keep news.dev out of training, to measure the whole program on it"
    )
    options = parser.parse_args()
    WEIGHTS.touch()  # the program that prints features does not build without the file
    torch.set_num_threads(1)
    rows, tables, grades = Rows(options.data), Tables(TAGGER), np.load(options.grades)
    if grades["ids"].tolist() != rows.ids:
        sys.exit(f"{options.grades} grades other sentences than these: run teacher.py on the same data.")
    inputs = Inputs(options.features, rows.texts, tables)
    parts = dict(rows.parts())
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as pool:
        jobs = {name: pool.submit(train, inputs, rows, grades[name], chosen) for name, chosen in parts.items()}
        students = {name: job.result() for name, job in jobs.items()}
    held_out = np.zeros((len(rows.ids), len(QUESTIONS)))
    for fold in range(FOLDS):
        held_out += students[f"fold{fold}"].logits(inputs, np.flatnonzero(rows.folds == fold), len(rows.ids))
    untouched = students["without_dev"].logits(inputs, np.flatnonzero(rows.sets == "dev"), len(rows.ids))
    student = students["without_dev" if options.without_dev else "all"]
    calibrate(student, measure(rows, held_out, untouched, grades, not options.without_dev))
    packed = pack(student, tables)
    WEIGHTS.write_bytes(packed)
    REFERENCE.write_text(references(student, options.features, tables), encoding="utf-8")
    print(f"{WEIGHTS.name}: {len(packed)} bytes")


if __name__ == "__main__":
    main()
