"""Writes a student's marginals over train, as a teacher's are: for the next student to learn from.

    python soft.py --name first
"""

import argparse

import torch

import data
import export
import student
import teacher


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="first")
    given = parser.parse_args()
    torch.set_num_threads(1)
    model, index = export.load(given.name)
    predicted = student.predict(model, student.flatten(data.read("train"), index))
    marginals = {
        (article, i): (soft, tags)
        for article, blocks in predicted.items()
        for i, (tags, soft, _) in enumerate(blocks)
    }
    teacher.save(data.WORK / f"teacher-{given.name}.npz", marginals)


if __name__ == "__main__":
    main()
