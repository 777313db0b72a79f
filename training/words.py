"""The vocabulary and the word vectors that the student starts from.

A word is known by its hash (src/attribution/features.rs). Vectors come from all-MiniLM-L6-v2, which
reads each word alone: its word pieces, the second layer and the last one, reduced by a principal
component analysis that frequent words weigh more in.
"""

from collections import Counter

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

import data
from network import fnv1a_bytes
from teacher import encoder_folder

SEEN = 3  # a word of the corpus is known if it was seen this often


def fnv1a(word):
    return fnv1a_bytes(word.encode())


def vocabulary(articles, limit):
    """Sorted hashes, their surfaces and counts: words seen often enough, then whole words that the
    encoder has a piece for, in its order (by frequency), up to `limit`."""
    counts, surface = Counter(), {}
    for article in articles:
        for block in article.blocks:
            counts.update(block.words.tolist())
            for i, word in enumerate(block.words.tolist()):
                surface.setdefault(word, article.surface(block, i))
    kept = {word for word, n in counts.items() if n >= SEEN}
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1]):
        if len(kept) >= limit:
            break
        if piece.isascii() and piece.isalpha() and len(piece) > 1:
            kept.add(fnv1a(piece))
            surface.setdefault(fnv1a(piece), piece)
    if len(kept) > limit:
        kept = set(sorted(kept, key=lambda w: (-counts[w], w))[:limit])
    words = np.array(sorted(kept), np.uint32)
    return words, [surface[w] for w in words.tolist()], np.array([counts[w] for w in words.tolist()])


def stored(articles, limit=20000, width=96):
    """The file in WORK with the vocabulary and its vectors, made if it is not there."""
    path = data.WORK / f"words-{limit}-{width}.npz"
    if not path.exists():
        index, surfaces, counts = vocabulary(articles, limit)
        np.savez(path, index=index, counts=counts, vectors=vectors(surfaces, counts, width))
    return path


@torch.no_grad()
def vectors(surfaces, counts, width):
    """One row of `width` numbers a word, about unit variance."""
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    model = AutoModel.from_pretrained(encoder_folder(), add_pooling_layer=False).eval()
    rows = [None] * len(surfaces)
    ids = [tokenizer(s.replace("’", "'"), truncation=True, max_length=16)["input_ids"] for s in surfaces]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for at in range(0, len(order), 512):
        some = order[at : at + 512]
        t = max(len(ids[i]) for i in some)
        tokens = torch.tensor([ids[i] + [0] * (t - len(ids[i])) for i in some])
        mask = torch.tensor([[1] * len(ids[i]) + [0] * (t - len(ids[i])) for i in some])
        with torch.autocast("cpu", torch.bfloat16):
            layers = model(tokens, attention_mask=mask, output_hidden_states=True).hidden_states
        pieces = model.embeddings.word_embeddings(tokens)
        inner = mask.clone()
        inner[:, 0] = 0
        for r, i in enumerate(some):
            inner[r, len(ids[i]) - 1] = 0
        weight = inner[..., None] / inner.sum(1).clamp_min(1)[:, None, None]
        parts = [(x.float() * weight).sum(1) for x in (pieces, layers[2], layers[-1])]
        parts = [p / p.norm(dim=1, keepdim=True).clamp_min(1e-6) for p in parts]
        for r, i in enumerate(some):
            rows[i] = torch.cat([p[r] for p in parts]).numpy()
    rows = np.stack(rows)
    weight = np.maximum(counts, 0.5) ** 0.25
    weight = weight / weight.sum()
    rows = rows - weight @ rows
    _, basis = np.linalg.eigh((rows * weight[:, None]).T @ rows)
    rows = rows @ basis[:, ::-1][:, :width]
    return (rows / rows.std()).astype(np.float32)
