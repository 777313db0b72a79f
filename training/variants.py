"""Text that nobody has annotated, for the teacher to read and the student to learn from: articles of the
corpus with a third of their words exchanged for others of like meaning.

The exchange is that of TinyBERT's data augmentation (Jiao et al. 2020, section 4.2), with the vectors that
the student's words start from instead of a language model.
"""

from collections import Counter, defaultdict

import numpy as np

import data
import words as vocabulary

SHARE = 0.35  # of the words that may be exchanged
NEAREST = 12  # words to choose from
COMMON = 120  # the most frequent words, which stay: they are what sentences are built with


def documents(name):
    """The documents of "variants-1", "variants-2", …"""
    rng = np.random.default_rng(int(name.rpartition("-")[2]))
    articles = data.read("train")
    near = neighbours(articles)
    return [{"id": f"{a.id}~{name}", "text": varied(a, near, rng)} for a in articles]


def neighbours(articles):
    """For each word that may be exchanged, as its hash: words of like meaning and of the same part of speech."""
    stored = np.load(vocabulary.stored(articles))
    index, counts = stored["index"], stored["counts"]
    pos, surface = defaultdict(Counter), {}
    for article in articles:
        for block in article.blocks:
            for i, word in enumerate(block.words.tolist()):
                pos[word][int(block.auxiliary["pos"][i])] += 1
                surface.setdefault(word, article.surface(block, i).lower())
    kind = {word: seen.most_common(1)[0][0] for word, seen in pos.items()}
    order = np.argsort(-counts)
    usable = [k for k in order[COMMON:] if counts[k] >= 3 and surface[int(index[k])].isalpha() and len(surface[int(index[k])]) > 2]
    rows = stored["vectors"][usable]
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(1e-6)
    out = {}
    for at in range(0, len(usable), 1000):
        close = rows[at : at + 1000] @ rows.T
        best = np.argpartition(-close, 3 * NEAREST, 1)[:, : 3 * NEAREST]
        for r, row in enumerate(best):
            own = int(index[usable[at + r]])
            ranked = sorted((c for c in row.tolist() if c != at + r), key=lambda c: -close[r, c])
            words = (int(index[usable[c]]) for c in ranked)
            out[own] = [surface[word] for word in words if kind[word] == kind[own]][:NEAREST]
    return out


def varied(article, near, rng):
    text, parts, at = article.text, [], 0
    for block in article.blocks:
        for (start, end), word in zip(block.spans, block.words.tolist()):
            others = near.get(word)
            if others and rng.random() < SHARE:
                parts += [text[at:start], cased(others[int(rng.integers(len(others)))], text[start:end])]
                at = end
    return "".join(parts) + text[at:]


def cased(word, like):
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[0].isupper() else word
