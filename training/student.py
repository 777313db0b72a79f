"""The student: the network that ships (models/MODEL_CARD.md), trained on the annotation and,
where there are any, on teachers' marginals.

    python student.py --name first [--teachers 1,2] [--epochs 8]

Writes WORK/NAME.pt. The network is described in src/attribution/network.rs and src/network/layer.rs.
"""

import argparse
import math
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

import data
import teacher
import words as vocabulary
from crf import Crf, by_segment
from network import Layer

UNKNOWN = 256
CHUNK = 512  # tokens of one article that are read on end in training


@dataclass
class Shape:
    words: int
    rows: int
    word_width: int = 96
    feature_width: int = 64
    hidden: int = 128
    layers: int = 3
    carry: bool = True


class Student(nn.Module):
    def __init__(self, shape, vectors=None, counts=None):
        super().__init__()
        self.shape = shape
        total = shape.words + UNKNOWN
        fixed = torch.zeros(total, shape.word_width)
        moves = torch.ones(total, 1)
        if vectors is not None:
            fixed[: shape.words] = torch.from_numpy(vectors) * 0.6
            moves[: shape.words, 0] = torch.from_numpy(counts >= 4).float()
        self.register_buffer("fixed", fixed)
        self.register_buffer("moves", moves)
        self.delta = nn.Embedding(total, shape.word_width)
        nn.init.zeros_(self.delta.weight)
        self.features = nn.Embedding(shape.rows, shape.feature_width)
        nn.init.normal_(self.features.weight, std=0.3)
        width = shape.word_width + shape.feature_width
        widths = [width] + [2 * shape.hidden] * (shape.layers - 1)
        self.layers = nn.ModuleList(Layer(w, shape.hidden) for w in widths)
        self.output = nn.Linear(2 * shape.hidden, len(data.TAGS) + 1)
        self.auxiliary = nn.ModuleDict({n: nn.Linear(2 * shape.hidden, size) for n, size in data.AUXILIARY.items()})
        self.crf = Crf()

    def word_rows(self):
        return self.fixed + self.moves * self.delta.weight

    def forward(self, words, features, begins, ends, dropout=0.0):
        """words [T, B], features [T, B, fields] -> outputs [T, B, tags + 1] and what the auxiliary heads read."""
        word = nn.functional.embedding(words, self.fixed) + self.delta(words) * self.moves[words]
        x = torch.cat([word, self.features(features).sum(2)], -1)
        x = nn.functional.dropout(x, dropout * 0.8, self.training)
        middle = None
        for i, layer in enumerate(self.layers):
            x = layer(x, begins, ends)
            if i == max(0, len(self.layers) - 2):
                middle = x
            x = nn.functional.dropout(x, dropout, self.training)
        return self.output(x), middle


class Flat:
    """An article as one row of tokens."""

    def __init__(self, article, index, soft):
        blocks = article.blocks
        self.article = article
        self.lengths = [len(b.spans) for b in blocks]
        hashes = np.concatenate([b.words for b in blocks])
        at = np.searchsorted(index, hashes).clip(max=len(index) - 1)
        self.words = np.where(index[at] == hashes, at, len(index) + hashes % UNKNOWN).astype(np.int64)
        self.unknown = (len(index) + hashes % UNKNOWN).astype(np.int64)
        self.features = np.concatenate([b.features for b in blocks])
        self.tags = np.concatenate([b.tags for b in blocks])
        self.link = np.concatenate([b.link for b in blocks])
        self.weight = np.array([b.weight.mean() for b in blocks])
        self.auxiliary = {n: np.concatenate([b.auxiliary[n] for b in blocks]) for n in data.AUXILIARY}
        self.soft = None if soft is None else np.concatenate(soft)


def chunks(articles, rng):
    """(article, first block, block after the last) of up to CHUNK tokens; cuts move about with `rng`."""
    out = []
    for article in articles:
        room = CHUNK if rng is None else int(rng.integers(CHUNK // 4, CHUNK + 1))
        first, size = 0, 0
        for i, length in enumerate(article.lengths):
            if size and size + length > room:
                out.append((article, first, i))
                first, size, room = i, 0, CHUNK
            size += length
        out.append((article, first, len(article.lengths)))
    return out


def batch_of(some, carry):
    """Padded tensors [T, B, …] for chunks, and the segments in them."""
    spans = [(sum(a.lengths[:i]), sum(a.lengths[:j])) for a, i, j in some]
    t, b = max(e - s for s, e in spans), len(some)
    words = np.zeros((t, b), np.int64)
    unknown = np.zeros((t, b), np.int64)
    features = np.zeros((t, b, some[0][0].features.shape[1]), np.int64)
    begins, ends = np.ones((t, b, 1), np.float32), np.ones((t, b, 1), np.float32)
    places, lengths, weight = [], [], []
    for r, ((a, i, j), (s, e)) in enumerate(zip(some, spans)):
        words[: e - s, r], features[: e - s, r], unknown[: e - s, r] = a.words[s:e], a.features[s:e], a.unknown[s:e]
        at = 0
        for block in range(i, j):
            n = a.lengths[block]
            if not carry or block == i:
                begins[at, r] = 0
            ends[at + n - 1, r] = 0
            places.append(np.arange(at, at + n) * b + r)
            lengths.append(n)
            weight.append(a.weight[block])
            at += n

    def tokens(pick):
        return torch.from_numpy(np.concatenate([pick(a)[s:e] for (a, _, _), (s, e) in zip(some, spans)]))

    to = torch.from_numpy
    return to(words), to(unknown), to(features), to(begins), to(ends), to(np.concatenate(places)), lengths, weight, tokens


def train(model, articles, counts, given, keep=None):
    rng = np.random.default_rng(given.seed)
    rarity = torch.zeros(len(counts) + UNKNOWN)
    rarity[: len(counts)] = torch.from_numpy(0.3 / (0.3 + np.maximum(counts, 0.3))).float() * (torch.from_numpy(counts) > 0)
    slow = [p for n, p in model.named_parameters() if n.startswith("delta")]
    rest = [p for n, p in model.named_parameters() if not n.startswith("delta")]
    rates = [{"params": rest, "lr": given.rate, "weight_decay": 0.01}, {"params": slow, "lr": given.rate * 0.3, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(rates, betas=(0.9, 0.98))
    per_batch = max(1, given.batch // CHUNK)
    total = int(len(chunks(articles, rng)) / per_batch * given.epochs)
    warm = 0.1 * total
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / warm) * 0.5 * (1 + math.cos(math.pi * min(1, max(0, s - warm) / (total - warm))))
    )
    average = {n: p.detach().clone() for n, p in model.state_dict().items()}
    step, began = 0, time.time()
    while step < total:
        some = chunks(articles, rng)
        size = [sum(a.lengths[i:j]) for a, i, j in some]
        order = sorted(range(len(some)), key=lambda i: size[i] + rng.integers(0, 64))
        groups = [order[i : i + per_batch] for i in range(0, len(order), per_batch)]
        rng.shuffle(groups)
        for group in groups:
            if step >= total:
                break
            loss = loss_of(model, [some[i] for i in group], rarity, given)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            decay = min(given.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for n, p in model.state_dict().items():
                    if p.dtype.is_floating_point:
                        average[n].lerp_(p, 1 - decay)
            if step % 250 == 0 and keep is not None:
                keep(average)
            if step % 50 == 0:
                print(f"{step}/{total} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
    model.load_state_dict(average)


def loss_of(model, some, rarity, given):
    model.train()
    words, unknown, features, begins, ends, places, lengths, weight, tokens = batch_of(some, model.shape.carry)
    words = torch.where(torch.rand(words.shape) < rarity[words], unknown, words)
    out, middle = model(words, features, begins, ends, given.dropout)
    rows = out.reshape(-1, out.shape[-1])[places]
    tags = tokens(lambda a: a.tags)
    emissions, mask = by_segment(rows[:, :-1], lengths)
    gold, _ = by_segment(tags, lengths)
    target = None
    if some[0][0].soft is not None:
        hard = nn.functional.one_hot(tags, len(data.TAGS)).float()
        mixed = (1 - given.soft) * hard + given.soft * tokens(lambda a: a.soft)
        target, _ = by_segment(mixed, lengths)
    use = (torch.tensor(weight) == 1).float()
    n = sum(lengths)
    loss = model.crf.loss(emissions, gold, mask, target, use) / n * given.scale
    link = tokens(lambda a: a.link)
    known = link >= 0
    if known.any():
        loss = loss + 0.1 * nn.functional.binary_cross_entropy_with_logits(rows[known, -1], link[known].float())
    middle = middle.reshape(-1, middle.shape[-1])[places]
    for name, head in model.auxiliary.items():
        labels = tokens(lambda a: a.auxiliary[name])
        if (labels >= 0).any():
            loss = loss + 0.15 * nn.functional.cross_entropy(head(middle), labels, ignore_index=-1)
    return loss


@torch.no_grad()
def predict(model, articles):
    """{article id: [(tags, marginals, link logits) of each block]}; each article is read from its start."""
    model.eval()
    out = {}
    for at in range(0, len(articles), 16):
        some = [(a, 0, len(a.lengths)) for a in articles[at : at + 16]]
        words, _, features, begins, ends, places, lengths, _, _ = batch_of(some, model.shape.carry)
        rows, _ = model(words, features, begins, ends)
        rows = rows.reshape(-1, rows.shape[-1])[places].float()
        emissions, mask = by_segment(rows[:, :-1], lengths)
        soft, _, _ = model.crf.marginals(emissions, mask)
        best = model.crf.decode(emissions, mask)
        cut = torch.split(rows[:, -1], lengths)
        blocks = iter([(best[i, :n].numpy(), soft[i, :n].numpy(), cut[i].numpy()) for i, n in enumerate(lengths)])
        for a, _, _ in some:
            out[a.article.id] = [next(blocks) for _ in a.lengths]
    return out


def named(value):
    return [one for one in value.split(",") if one]


def flatten(articles, index, teachers=(), read=None):
    """Articles as rows of tokens, with the mean of the teachers' marginals. `read`: which text without
    annotation they are, where the teachers' tags stand for it."""
    suffix = f"-{read}" if read else ""
    loaded = [teacher.load(data.WORK / f"teacher-{name}{suffix}.npz") for name in teachers]
    out = []
    for article in articles:
        if not article.blocks:
            continue
        soft = [np.eye(len(data.TAGS), dtype=np.float32)[b.tags] for b in article.blocks] if loaded else None
        for i, block in enumerate(article.blocks) if loaded else ():
            seen = [t[article.id, i] for t in loaded if len(t.get((article.id, i), ())) == len(block.spans)]
            if seen:
                soft[i] = np.mean(seen, 0).astype(np.float32)
                if read:
                    block.tags = soft[i].argmax(1)
            elif read:
                block.weight[:] = 0
        out.append(Flat(article, index, soft))
    return out


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="student")
    parser.add_argument("--teachers", default="")
    parser.add_argument("--more", default="", help="texts without annotation that the teachers have read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=8)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--dropout", type=float, default=0.25)
    parser.add_argument("--soft", type=float, default=0.6)
    parser.add_argument("--scale", type=float, default=4.0)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--start", help="go on from this student, of the same shape and vocabulary; or from a file that ships (*.bin)")
    parser.add_argument("--words", type=int, default=20000)
    parser.add_argument("--word-width", type=int, default=96)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--no-carry", action="store_true")
    parser.add_argument("--all", action="store_true", help="train on the held-out articles, too")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def main():
    given = arguments()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    articles = data.read("train")
    stored = np.load(vocabulary.stored(articles, given.words, given.word_width))
    index, counts = stored["index"], stored["counts"]
    if not given.all:
        articles, _ = data.folds(articles)
    flat = flatten(articles, index, named(given.teachers))
    for split in named(given.more):
        flat += flatten(data.read(split), index, named(given.teachers), read=split)
    shape = Shape(
        len(index), data.ROWS, given.word_width, 64, given.hidden, given.layers, not given.no_carry
    )
    model = Student(shape, stored["vectors"], counts)
    if given.start and given.start.endswith(".bin"):
        import export  # which imports this module

        export.restore(model, index, given.start)
    elif given.start:
        model.load_state_dict(torch.load(data.WORK / f"{given.start}.pt", weights_only=False)["state"])

    def keep(state):
        torch.save({"shape": vars(shape), "index": index, "state": state}, data.WORK / f"{given.name}.pt")

    train(model, flat, counts, given, keep)
    keep(model.state_dict())


if __name__ == "__main__":
    main()
