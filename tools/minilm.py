"""The encoder that trainings start from: layers of BERT, and the weights of MiniLM put into them.

Needs torch and safetensors, which Dateline itself never does. An encoder has the attributes ``words``, ``places``,
``norm`` and ``layers``; what else it has is its own and is left as it is.
"""

from __future__ import annotations

import math
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, cat, nn

WIDTH = 384
HEADS = 12


class Layer(nn.Module):  # type: ignore[misc]  # torch is no dependency
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        rows, length, _ = x.shape
        parts = self.qkv(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = parts[0] @ parts[1].transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        if mask is not None:
            scores = scores + mask
        mixed = (scores.softmax(-1) @ parts[2]).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


def load_minilm(net: nn.Module, path: Path) -> None:
    """Fill an encoder with the first wordpieces, places and layers of MiniLM, as many as it has.

    The type embedding, of which there is one, joins the places.
    """
    weights = load_file(path)
    state = net.state_dict()
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][:1]
    state["words.weight"] = weights["embeddings.word_embeddings.weight"][: len(state["words.weight"])]
    state["places.weight"] = places[: len(state["places.weight"])]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for n in range(len(net.layers)):
            old = f"encoder.layer.{n}"
            state[f"layers.{n}.qkv.{kind}"] = cat(
                [weights[f"{old}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            state[f"layers.{n}.out.{kind}"] = weights[f"{old}.attention.output.dense.{kind}"]
            state[f"layers.{n}.norm.{kind}"] = weights[f"{old}.attention.output.LayerNorm.{kind}"]
            state[f"layers.{n}.up.{kind}"] = weights[f"{old}.intermediate.dense.{kind}"]
            state[f"layers.{n}.down.{kind}"] = weights[f"{old}.output.dense.{kind}"]
            state[f"layers.{n}.norm2.{kind}"] = weights[f"{old}.output.LayerNorm.{kind}"]
    net.load_state_dict(state)
