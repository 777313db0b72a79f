"""Writes models/attribution.reference.json: what the network says of invented texts, in training's own
arithmetic. A Rust test holds the shipped network to it.

    python reference.py --name student --out models/attribution.reference.json
"""

import argparse
import json
from pathlib import Path

import torch

import data
import export
import student

TEXTS = [
    "“The bridge is safe,” said Dana Ruiz, the city engineer. “We tested it twice last winter.”",
    "Officials denied on Tuesday that the mayor had known about the leak.",
    "The governor did not say whether she would sign the bill, but her office called it “a costly mistake” "
    "and promised a decision by Friday.",
    "According to a report by the Harbour Board, ship traffic fell 12 percent last year. The board expects "
    "it to recover slowly.",
    "“I never asked for this,” Okafor told reporters, “and I do not want it. Ask my lawyer.”",
    "Council rejects tram plan, mayor says\n\nThe plan is dead for now, Mayor Lena Brandt said on Monday.\n\n"
    "“We will try again in the spring,” she added. “People need to get to work.\n\n"
    "“Nobody here has given up.”",
    "In a statement, the company wrote:\n\nWe regret the delay and will refund every passenger.\n\n"
    "A spokesman declined to comment further.",
    "The so-called “night mayor” cycles to work. He thinks that cars are noisy, and he wants fewer of them.",
    "PRESENTER: Will you run again?\n\nSENATOR DOYLE: I have not decided yet.",
    "She doesn't believe it; nobody does. Mr. Ito, who opposes the treaty, plans to vote no, he said.",
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="student")
    parser.add_argument("--out", default="models/attribution.reference.json")
    given = parser.parse_args()
    torch.set_num_threads(1)
    documents = [{"id": str(i), "text": text} for i, text in enumerate(TEXTS)]
    articles = [data.article(d, seen, None) for d, seen in zip(documents, data.seen_by_rust(documents))]
    model, index = export.load(given.name)
    predicted = student.predict(export.quantised(model), student.flatten(articles, index))
    rows = [
        json.dumps({"text": a.text, "tags": [tags.tolist() for tags, _, _ in predicted[a.id]]}, ensure_ascii=False)
        for a in articles
    ]
    Path(given.out).write_text("[\n" + ",\n".join(rows) + "\n]\n")


if __name__ == "__main__":
    main()
