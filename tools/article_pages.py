"""Pages of the extraction benchmark as the training scripts of the article room see them: blocks and their labels."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from folds import site_of

from dateline.article.features import tokens
from dateline.article.neighbours import Described
from dateline.article.webpage import described_page
from dateline.record import Page
from dateline.scoring.gold import read_lines


def labels_of(blocks: list[str], gold: dict[str, Any]) -> npt.NDArray[np.float64]:
    """Return 1 for article, 0 for furniture, -1 where the gold says nothing."""
    if "with" in gold and "body" not in gold:
        labels = np.full(len(blocks), -1.0)
        for number, words in enumerate(blocks):
            if any(" ".join(segment.split()) in words for segment in gold["with"]):
                labels[number] = 1
            elif any(" ".join(segment.split()) in words for segment in gold["without"]):
                labels[number] = 0
        return labels
    text = gold.get("body") or "\n".join(p["text"] for p in gold["paragraphs"])
    wanted = tokens(text)
    owner, stream = [], []
    for number, words in enumerate(blocks):
        mine = tokens(words)
        stream += mine
        owner += [number] * len(mine)
    matcher = SequenceMatcher(None, stream, wanted, autojunk=False)
    hit: Counter[int] = Counter()
    for match in matcher.get_matching_blocks():
        for position in range(match.a, match.a + match.size):
            # A word or two that happen to fit in order are no alignment.
            if match.size >= 3 or match.size == len(tokens(blocks[owner[position]])):
                hit[owner[position]] += 1
    size = Counter(owner)
    labels = np.array([float(size[n] > 0 and hit[n] >= 0.6 * size[n]) for n in range(len(blocks))])
    for number in range(len(blocks)):
        if not size[number]:
            labels[number] = -1
    return labels


def read_bench(folder: Path) -> list[dict[str, Any]]:
    """Return one entry a page: id, site, features, labels."""
    doubted = doubts(folder)
    pages = []
    for gold in read_lines(folder / "dev.jsonl"):
        content = gzip.decompress((folder / gold["html"]).read_bytes())
        page = Page(content=content, media_type="text/html", encoding=encoding_of(content), url=gold["url"])
        read = described_page(page)
        pages.append(page_entry(gold, read.described, [block.words for block in read.blocks], doubted))
    return pages


def doubts(folder: Path) -> set[str]:
    """Return the ids of pages whose gold text is in doubt."""
    return {line["id"] for line in read_lines(folder / "doubts.dev.jsonl") if line["kind"] != "date_year"}


def page_entry(gold: dict[str, Any], described: Described, words: list[str], doubted: set[str]) -> dict[str, Any]:
    """Return what is kept of a page for training."""
    return {
        "id": gold["id"],
        "set": gold["set"],
        "site": site_of(gold["url"]),
        "described": described,
        "words": words,
        "labels": labels_of(words, gold),
        "lengths": np.array([len(text) for text in words]),
        "doubted": gold["id"] in doubted,
    }


def encoding_of(content: bytes) -> str:
    """Return the codec of a stored page: UTF-8 where it is that, else as its head says."""
    match = re.search(rb"charset=[\"']?([\w-]+)", content[:3000])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    name = match[1].decode().lower() if match else "cp1252"
    return "cp1252" if name in {"iso-8859-1", "utf-8"} else name
