"""Fits what a score means: how likely an attribution with this raw score is right (lenient measure).

    python calibrate.py --name student

The curve that ships is fitted on all of PolNeAR dev; the table that is printed comes from curves
fitted on one half of its articles and measured on the other.
"""

import argparse

import numpy as np
import torch
from sklearn.isotonic import IsotonicRegression

import data
import evaluate
import export
import student

BINS = 12


def judged(articles, found):
    """(raw score, whether it is right, article) of every attribution that counts."""
    module, out = evaluate.scorer(), []
    for number, (article, document) in enumerate(zip(articles, found)):
        text = article.text
        quotes = module.Quotes(text)
        regions = module.normalise(text, article.gold.get("discard") or [])
        gold = [module.Item(text, a, quotes) for a in article.gold["attributions"]]
        items = [(module.Item(text, a, quotes), a["raw"]) for a in document["attributions"]]
        gold = [g for g in gold if not module.discarded(g, regions) and g.norm["content"]]
        items = [(p, raw) for p, raw in items if not module.discarded(p, regions) and p.norm["content"]]
        pairs = module.align(gold, [p for p, _ in items])
        right = {pi for gi, pi, v in pairs if v >= 0.5 and module.same_source(gold[gi], items[pi][0])}
        out += [(raw, i in right, number) for i, (_, raw) in enumerate(items)]
    return np.array(out, float)


def curve(raw, right):
    """Points (raw, probability) of a rising curve: isotonic over quantile bins."""
    cuts = np.unique(np.quantile(raw, np.linspace(0, 1, BINS + 1)))
    bins = np.searchsorted(cuts[1:-1], raw, "right")
    points = np.array([[raw[bins == b].mean(), right[bins == b].mean(), (bins == b).sum()] for b in np.unique(bins)])
    rising = IsotonicRegression().fit(points[:, 0], points[:, 1], points[:, 2]).predict(points[:, 0])
    return np.stack([points[:, 0], rising], 1)


def table(rows):
    """Reliability: score bins, how many, mean score, how many were right."""
    scores = np.zeros(len(rows))
    for half in (0, 1):
        fit, use = rows[:, 2] % 2 == half, rows[:, 2] % 2 != half
        points = curve(rows[fit, 0], rows[fit, 1])
        scores[use] = np.interp(rows[use, 0], points[:, 0], points[:, 1])
    print("| score | attributions | mean score | right |\n|---|---|---|---|")
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        here = (scores >= low) & (scores < low + 0.1 + 1e-9 * (low > 0.85))
        if here.any():
            mean, right = scores[here].mean(), rows[here, 1].mean()
            error += here.sum() * abs(mean - right)
            print(f"| {low:.1f}–{low + 0.1:.1f} | {here.sum()} | {mean:.2f} | {right:.2f} |")
    print(f"expected calibration error: {error / len(rows):.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="student")
    given = parser.parse_args()
    torch.set_num_threads(1)
    articles = data.read("dev")
    model, index = export.load(given.name)
    predicted = student.predict(export.quantised(model), student.flatten(articles, index))
    rows = judged(articles, evaluate.documents(articles, predicted))
    table(rows)
    np.save(data.WORK / f"{given.name}.calibration.npy", curve(rows[:, 0], rows[:, 1]))


if __name__ == "__main__":
    main()
