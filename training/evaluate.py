"""Scores a student (or a teacher) on a split with the project's scorer.

    python evaluate.py --name student --split dev [--exact]

Tags become attributions by the grouping that ships (`examples/attributions.rs`).
`--exact` leaves out the rounding of the weights.
"""

import argparse
import importlib.util
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import torch

import data
import export
import student

SCORER = Path(os.environ.get("SAYSO_SCORER", "../shared/score/score_attribution.py"))


def documents(articles, predicted):
    """The attributions that `examples/attributions.rs` makes of the tags, with their raw scores."""
    given = []
    for article in articles:
        blocks = [
            {
                "tags": tags.tolist(),
                "sure": soft[np.arange(len(tags)), tags].astype(float).tolist(),
                "lean": link.astype(float).tolist(),
            }
            for tags, soft, link in predicted.get(article.id, [])
        ]
        given.append(json.dumps({"id": article.id, "text": article.text, "blocks": blocks}))
    command = data.example("attributions")
    run = subprocess.run(command, input="\n".join(given).encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


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
