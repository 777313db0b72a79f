"""Scores a student (or a teacher) on a split with the project's scorer.

    python evaluate.py --name student --split dev [--exact]

Tags become attributions here by the plainest rules that will do for comparing models; the figures of
the model card come from the program itself (`sayso annotate --jsonl`), see README.md.
`--exact` leaves out the rounding of the weights.
"""

import argparse
import importlib.util
import json
import os
from pathlib import Path

import numpy as np
import torch

import data
import export
import student

SCORER = Path(os.environ.get("SAYSO_SCORER", "../shared/score/score_attribution.py"))


def fragments(article, predicted):
    """Every run of one role: [role, block, first token, past the last, mean link, mean marginal]."""
    out = []
    for index, (tags, soft, link) in enumerate(predicted):
        at = 0
        while at < len(tags):
            if tags[at] == 0:
                at += 1
                continue
            end = at + 1
            first = tags[at] | 1
            while end < len(tags) and tags[end] == first + 1:
                end += 1
            chosen = soft[np.arange(at, end), tags[at:end]]
            out.append(((first - 1) // 2, index, at, end, float(np.mean(link[at:end])), float(chosen.mean())))
            at = end
    return out


def group(article, predicted):
    """Attributions [{source, cue, content}], each a list of fragments."""
    out, last = [], None
    by_block = {}
    for fragment in fragments(article, predicted):
        by_block.setdefault(fragment[1], []).append(fragment)
    for index in range(len(predicted)):
        here = by_block.get(index, [])
        cues = [{"source": [], "cue": [f], "content": []} for f in here if f[0] == 1]
        for f in here:
            if f[0] == 1:
                continue
            role = "source" if f[0] == 0 else "content"
            owner = nearest(cues, f)
            if owner is None:
                if role == "content" and last is not None:
                    last["content"].append(f)
                elif role == "content":
                    last = {"source": [], "cue": [], "content": [f]}
                    out.append(last)
                continue
            owner[role].append(f)
        for i, a in enumerate(cues):
            if len(a["source"]) > 1:
                a["source"] = [min(a["source"], key=lambda f: distance(f, a["cue"][0]))]
            if not a["source"] and i and cues[i - 1]["source"] and not cues[i - 1]["content"][1:]:
                between = cues[i - 1]["cue"][0][3], a["cue"][0][2]
                block = article.blocks[index]
                text = article.text[block.spans[between[0] - 1][1] : block.spans[between[1]][0]]
                if " and " in text or " but " in text:
                    a["source"] = cues[i - 1]["source"]
            if not a["content"] and index == len(predicted) - 1:
                continue
        out += cues
        if cues:
            last = max(cues, key=lambda a: max((f[3] for f in a["content"] or a["cue"]), default=0))
    return [a for a in out if a["content"]]


def distance(fragment, cue):
    return max(cue[2] - fragment[3], fragment[2] - cue[3])


def nearest(cues, fragment):
    """The attribution whose cue is nearest on the side that the link names, else on the other."""
    right = fragment[4] > 0
    sides = [[], []]
    for a in cues:
        cue = a["cue"][0]
        sides[int((cue[2] >= fragment[3]) != right)].append(a)
    for side in sides:
        if side:
            return min(side, key=lambda a: distance(fragment, a["cue"][0]))
    return None


def spans(article, fragments):
    out = []
    for _, block, start, end, _, _ in fragments:
        where = article.blocks[block].spans
        out.append([int(where[start][0]), int(where[end - 1][1])])
    return sorted(out)


def raw_score(attribution):
    score = 1.0
    for role in data.ROLES:
        parts = attribution[role]
        if parts:
            score *= float(np.average([f[5] for f in parts], weights=[f[3] - f[2] for f in parts]))
    return score


def documents(articles, predicted):
    out = []
    for article in articles:
        found = group(article, predicted[article.id]) if article.id in predicted else []
        found = [{**{r: spans(article, a[r]) for r in data.ROLES}, "raw": raw_score(a)} for a in found]
        out.append({"id": article.id, "attributions": found})
    return out


def scorer():
    spec = importlib.util.spec_from_file_location("scorer", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def summary(result):
    r = result["overall"]
    figures = [r["content"][m]["f1"] for m in ("exact", "overlap", "token")]
    figures += [r["source"]["exact"]["f1"], r["cue"]["exact"]["f1"]]
    figures += [r["attribution"][m]["f1"] for m in ("lenient", "strict")]
    return "content {:.1f} / {:.1f} / {:.1f}  source {:.1f}  cue {:.1f}  attribution {:.1f} / {:.1f}".format(
        *(100 * f for f in figures)
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="student")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--out")
    given = parser.parse_args()
    torch.set_num_threads(1)
    articles = data.read(given.split)
    if given.split == "train":
        _, articles = data.folds(articles)
    model, index = export.load(given.name)
    if not given.exact:
        model = export.quantised(model)
    flat = student.flatten(articles, index)
    found = documents(articles, student.predict(model, flat))
    if given.out:
        Path(given.out).write_text("".join(json.dumps(d) + "\n" for d in found))
    module = scorer()
    result = module.score([a.gold for a in articles], found)
    print(given.name, given.split, summary(result))
    for kind in module.KINDS:
        print(f"  {kind:8}", summary({"overall": result[kind]}))


if __name__ == "__main__":
    main()
