"""A linear-chain CRF over the tags, with the impossible transitions shut off.

The loss takes soft targets for the emissions, so that a teacher's marginals can stand beside the
annotation. Its gradient is (the model's marginals − the targets), computed here by
forward–backward, which is much faster than differentiating through the recursion.
"""

import torch
from torch import nn

from data import TAGS

IMPOSSIBLE = -1e4


def allowed():
    """[from, to] and [start]: I-x only after B-x or I-x."""
    n = len(TAGS)
    pairs, start = torch.ones(n, n, dtype=torch.bool), torch.ones(n, dtype=torch.bool)
    for to, name in enumerate(TAGS):
        if name.startswith("I-"):
            start[to] = False
            for at, other in enumerate(TAGS):
                pairs[at, to] = other[2:] == name[2:]
    return pairs, start


class Crf(nn.Module):
    def __init__(self):
        super().__init__()
        n = len(TAGS)
        self.transition = nn.Parameter(torch.zeros(n, n))
        self.start, self.end = nn.Parameter(torch.zeros(n)), nn.Parameter(torch.zeros(n))
        pairs, start = allowed()
        self.register_buffer("pairs", pairs)
        self.register_buffer("starts", start)

    def scores(self):
        transition = self.transition.masked_fill(~self.pairs, IMPOSSIBLE)
        return self.start.masked_fill(~self.starts, IMPOSSIBLE), transition, self.end

    @torch.no_grad()
    def marginals(self, emissions, mask):
        """Marginals [B, T, K], expected transitions [B, K, K] and log Z [B] for emissions [B, T, K]."""
        start, transition, end = (s.float() for s in self.scores())
        b, t, k = emissions.shape
        top = emissions.max(-1, keepdim=True).values
        factor = (emissions - top).exp()
        step, lengths = transition.exp(), mask.sum(1)
        last = (torch.arange(t)[None] == lengths[:, None] - 1)
        forward, backward = torch.zeros(b, t, k), torch.zeros(b, t, k)
        scale = torch.ones(b, t, 1)
        a = factor[:, 0] * start.exp()
        for i in range(t):
            if i:
                a = (a @ step) * factor[:, i]
            scale[:, i] = a.sum(-1, keepdim=True).clamp_min(1e-30)
            a = a / scale[:, i]
            forward[:, i] = a
        back = end.exp().expand(b, k)
        for i in range(t - 1, -1, -1):
            if i < t - 1:
                back = torch.where(last[:, i, None], end.exp(), (back * factor[:, i + 1] / scale[:, i + 1]) @ step.T)
            backward[:, i] = back
        joint = forward * backward
        total = joint.sum(-1, keepdim=True).clamp_min(1e-30)
        gamma = joint / total * mask[..., None]
        pair = torch.zeros(b, k, k)
        if t > 1:
            right = backward[:, 1:] * factor[:, 1:] / scale[:, 1:] / total[:, 1:] * mask[:, 1:, None]
            pair = torch.einsum("bti,btj->bij", forward[:, :-1], right) * step
        at_end = forward[torch.arange(b), lengths - 1] @ end.exp()
        log_z = ((scale.log() + top).squeeze(-1) * mask).sum(1) + at_end.clamp_min(1e-30).log()
        return gamma, pair, log_z

    def loss(self, emissions, tags, mask, target=None, weight=None):
        """Negative log-likelihood over all segments, divided by nothing; `target` [B, T, K] replaces
        the one-hot tags in the emissions, `weight` [B] weighs segments."""
        k, floats = len(TAGS), mask.float()
        emissions = emissions.float()
        gamma, pair, log_z = self.marginals(emissions.detach(), mask)
        hard = nn.functional.one_hot(tags, k) * floats[..., None]
        target = hard if target is None else target * floats[..., None]
        weight = torch.ones(len(tags)) if weight is None else weight
        start, transition, end = self.scores()
        seen = torch.einsum("bti,btj->bij", hard[:, :-1], hard[:, 1:])
        lengths, rows = mask.sum(1), torch.arange(len(tags))
        w = weight[:, None, None]
        loss = ((gamma - target) * emissions * w).sum() + ((pair - seen) * transition * w).sum()
        loss = loss + ((gamma[:, 0] - hard[:, 0]) * start * weight[:, None]).sum()
        at_end = gamma[rows, lengths - 1] - hard[rows, lengths - 1]
        return loss + (at_end * end * weight[:, None]).sum()

    @torch.no_grad()
    def decode(self, emissions, mask):
        """The best tags [B, T] (Viterbi)."""
        start, transition, end = self.scores()
        b, t, _ = emissions.shape
        score, back = emissions[:, 0] + start, []
        lengths = mask.sum(1)
        final = torch.where((lengths == 1)[:, None], score + end, torch.full_like(score, IMPOSSIBLE * 10))
        for i in range(1, t):
            best, which = (score[:, :, None] + transition).max(1)
            back.append(which)
            score = best + emissions[:, i]
            final = torch.where((lengths == i + 1)[:, None], score + end, final)
        tag = final.argmax(-1)
        out = torch.zeros(b, t, dtype=torch.long)
        for i in range(t - 1, -1, -1):
            here = i < lengths
            if i < t - 1:
                moved = back[i].gather(1, tag[:, None]).squeeze(1)
                tag = torch.where(i + 1 < lengths, moved, tag)
            out[:, i] = torch.where(here, tag, out[:, i])
        return out


def by_segment(rows, lengths):
    """Rows [sum of lengths, K] as padded segments [B, T, K] with their mask."""
    t = max(lengths)
    mask = torch.arange(t)[None] < torch.tensor(lengths)[:, None]
    out = torch.zeros(len(lengths), t, *rows.shape[1:], dtype=rows.dtype)
    return out.masked_scatter(mask.view(*mask.shape, *[1] * (rows.dim() - 1)).expand_as(out), rows), mask
