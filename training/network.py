"""What networks are made of, in training as in src/network: the layer, rounded weights, files of weights."""

import math
import struct

import numpy as np
import torch
from torch import nn

MOST = 63  # of 127: an eighth bit costs a tenth more download and wins nothing


class Scan(torch.autograd.Function):
    """c[t] = keep[t] * c[t-1] + new[t], along the first dimension."""

    @staticmethod
    def forward(ctx, keep, new):
        out = torch.empty_like(new)
        c = torch.zeros_like(new[0])
        for k, n, o in zip(keep.unbind(0), new.unbind(0), out.unbind(0)):
            c = torch.addcmul(n, k, c, out=o)
        ctx.save_for_backward(keep, out)
        return out

    @staticmethod
    def backward(ctx, grad):
        keep, out = ctx.saved_tensors
        new = grad.clone()
        rows, keeps = new.unbind(0), keep.unbind(0)
        for t in range(len(rows) - 2, -1, -1):
            rows[t].addcmul_(keeps[t + 1], rows[t + 1])
        before = torch.cat([torch.zeros_like(out[:1]), out[:-1]])
        return new * before, new


class Layer(nn.Module):
    """Both directions of a light recurrence with a highway past it, and a layer norm."""

    def __init__(self, width, hidden):
        super().__init__()
        self.hidden, self.parts = hidden, 3 if width == 2 * hidden else 4
        self.linear = nn.Linear(width, 2 * hidden * self.parts)
        self.norm = nn.LayerNorm(2 * hidden)
        nn.init.normal_(self.linear.weight, std=1 / math.sqrt(width))
        nn.init.zeros_(self.linear.bias)
        with torch.no_grad():  # remember over 1 to 30 tokens at first
            for d in range(2):
                at = (d * self.parts + 1) * hidden
                self.linear.bias[at : at + hidden] = torch.empty(hidden).uniform_(1, 30).log()

    def forward(self, x, begins, ends):
        """x [T, B, width]; `begins` [T, B, 1] is 0 where the forward state is forgotten, `ends` where the
        backward one is."""
        t, b, _ = x.shape
        h, k = self.hidden, self.parts
        with torch.autocast("cpu", torch.bfloat16):
            all_parts = self.linear(x)
        all_parts = all_parts.float().view(t, b, 2, k, h)
        z, f, r = all_parts[:, :, :, 0], all_parts[:, :, :, 1].sigmoid(), all_parts[:, :, :, 2].sigmoid()
        skip = all_parts[:, :, :, 3] if k == 4 else x.view(t, b, 2, h)
        keep = torch.stack([f[:, :, 0] * begins, (f[:, :, 1] * ends).flip(0)], 2)
        new = (1 - f) * z
        new = torch.stack([new[:, :, 0], new[:, :, 1].flip(0)], 2)
        c = Scan.apply(keep, new)
        c = torch.stack([c[:, :, 0], c[:, :, 1].flip(0)], 2)
        out = r * c.tanh() + (1 - r) * skip
        return self.norm(out.reshape(t, b, 2 * h))


def int8(rows):
    scale = np.abs(rows).max(1).clip(1e-8) / MOST
    return scale.astype("<f4"), np.rint(rows / scale[:, None]).clip(-MOST, MOST).astype(np.int8)


def unpack16(bits):
    return (bits.astype("<u4") << 16).view("<f4")


def fnv1a_bytes(content):
    value = 0x811C9DC5
    for byte in content:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def section(array):
    """An array as bytes of a file, filled up to a multiple of four."""
    array = np.ascontiguousarray(array)
    if array.dtype == np.float32:
        array = array.astype("<f4")
    body = array.tobytes()
    return body + b"\0" * (-len(body) % 4)


def seal(magic, version, rest):
    """A file of weights: src/network/reader.rs."""
    return magic + struct.pack("<3I", version, fnv1a_bytes(rest), len(rest) + 16) + rest
