"""Writes a trained student as models/attribution.bin (the format: src/attribution/model.rs).

    python export.py --name student --out models/attribution.bin

Matrices become integers of 7 bits in a byte each, with a scale per row, word vectors integers of 4 bits;
`quantised` gives the network that the page will really run, for measuring.
"""

import argparse
import struct
from pathlib import Path

import numpy as np
import torch

import data
import student
from network import int8, seal, section, unpack16

VERSION = 2


def load(name):
    stored = torch.load(data.WORK / f"{name}.pt", weights_only=False)
    model = student.Student(student.Shape(**stored["shape"]))
    model.load_state_dict(stored["state"])
    return model.eval(), stored["index"]


def int4(rows):
    """Scales (bfloat16 bits) and integers from -7 to 7; of several clippings the one with the least error."""
    top, best, out = np.abs(rows).max(1).clip(1e-8), None, None
    for part in np.linspace(0.6, 1.0, 9):
        bits = bfloat16(top * part / 7)
        value = unpack16(bits)[:, None]
        whole = np.rint(rows / value).clip(-7, 7)
        error = ((whole * value - rows) ** 2).sum(1)
        if best is None:
            best, out = error, [bits, whole]
        else:
            better = error < best
            best = np.where(better, error, best)
            out = [np.where(better, bits, out[0]), np.where(better[:, None], whole, out[1])]
    return out[0].astype("<u2"), out[1].astype(np.int8)


def planes(index):
    """Ascending numbers as differences, the lowest bytes of all first: what compresses best."""
    steps = np.diff(index.astype("<u4"), prepend=np.uint32(0))
    return steps.view(np.uint8).reshape(-1, 4).T


def bfloat16(values):
    bits = values.astype("<f4").view("<u4")
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")


@torch.no_grad()
def parts(model):
    """The network's arrays in file order, as (name, arrays to write)."""
    shape = model.shape
    scale, whole = int4(model.word_rows().numpy())
    packed = (whole[:, 0::2] + 8).astype(np.uint8) | ((whole[:, 1::2] + 8).astype(np.uint8) << 4)
    yield "words", [scale, packed]
    yield "features", list(int8(model.features.weight.numpy()))
    for layer in model.layers:
        scale, whole = int8(layer.linear.weight.numpy())
        norm = [layer.norm.weight.numpy(), layer.norm.bias.numpy()]
        yield "layer", [scale, layer.linear.bias.numpy(), whole, *norm]
    scale, whole = int8(model.output.weight.numpy())
    yield "output", [scale, model.output.bias.numpy(), whole]
    start, transition, end = model.crf.scores()
    yield "crf", [start.numpy(), end.numpy(), transition.numpy()]


def write(path, model, index, calibration):
    shape, body = model.shape, []

    def put(array):
        body.append(section(array))

    put(planes(index))
    for _, arrays in parts(model):
        for array in arrays:
            put(array)
    put(np.array(calibration, np.float32).reshape(-1, 2))
    body = b"".join(body)
    counts = [
        shape.words, student.UNKNOWN, shape.word_width, shape.rows, shape.feature_width, shape.hidden,
        shape.layers, len(data.TAGS), 1, len(calibration), int(shape.carry), 0,
    ]
    Path(path).write_bytes(seal(b"SAYT", VERSION, struct.pack("<12I", *counts) + body))


@torch.no_grad()
def restore(model, index, path):
    """Gives a fresh student the weights of a file that `write` has written, for training that goes on from what
    shipped. Its auxiliary heads, which are not in the file, begin anew."""
    raw, at = Path(path).read_bytes(), 16
    counts = np.frombuffer(raw, "<u4", 12, at)
    at += 48

    def take(dtype, *shape):
        nonlocal at
        array = np.frombuffer(raw, dtype, int(np.prod(shape)), at).reshape(shape)
        at += array.nbytes + -array.nbytes % 4
        return array

    def put(parameter, values):
        parameter.copy_(torch.from_numpy(np.array(values, np.float32)))

    def put_rows(weight, bias=None):
        scale = take("<f4", len(weight), 1)
        if bias is not None:
            put(bias, take("<f4", len(bias)))
        put(weight, take("i1", *weight.shape) * scale)

    words = take("u1", 4, counts[0]).T.copy().view("<u4").ravel().cumsum(dtype=np.uint32)
    if not np.array_equal(words, index):
        raise SystemExit(f"{path} has another vocabulary than this corpus gives.")
    scale, packed = take("<u2", len(model.fixed), 1), take("u1", len(model.fixed), counts[2] // 2)
    vectors = np.stack([packed & 15, packed >> 4], -1).reshape(model.fixed.shape).astype(np.float32) - 8
    put(model.delta.weight, (vectors * unpack16(scale) - model.fixed.numpy()) * model.moves.numpy())
    put_rows(model.features.weight)
    for layer in model.layers:
        put_rows(layer.linear.weight, layer.linear.bias)
        put(layer.norm.weight, take("<f4", len(layer.norm.weight)))
        put(layer.norm.bias, take("<f4", len(layer.norm.bias)))
    put_rows(model.output.weight, model.output.bias)
    for parameter in (model.crf.start, model.crf.end, model.crf.transition):
        # What is impossible the network knows without being told.
        put(parameter, take("<f4", *parameter.shape).clip(-50))


@torch.no_grad()
def quantised(model):
    """The model with its weights rounded as `write` rounds them."""
    scale, whole = int4(model.word_rows().numpy())
    model.fixed.copy_(torch.from_numpy(whole * unpack16(scale)[:, None]))
    model.delta.weight.zero_()
    for weight in [model.features.weight, model.output.weight, *(layer.linear.weight for layer in model.layers)]:
        scale, whole = int8(weight.numpy())
        weight.copy_(torch.from_numpy(whole * scale[:, None]))
    return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="student")
    parser.add_argument("--out", default="models/attribution.bin")
    given = parser.parse_args()
    model, index = load(given.name)
    stored = data.WORK / f"{given.name}.calibration.npy"
    calibration = np.load(stored).tolist() if stored.exists() else [[0.0, 0.0], [1.0, 1.0]]
    write(given.out, model, index, calibration)


if __name__ == "__main__":
    main()
