"""Cross-validation by site, for the training scripts: no page is judged by a model that saw its site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

Page = dict[str, Any]
"""An entry of a training script; "id" and "site" are asked for here."""
Model = TypeVar("Model")


def site_of(url: str) -> str:
    """Return the last two labels of the host (three for "co.uk" and the like)."""
    labels = (urlsplit(url).hostname or "").split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def folds_of(pages: list[Page], count: int) -> list[list[int]]:
    """Return page numbers by fold; all pages of a site in one, sizes even."""
    sites = Counter(page["site"] for page in pages)
    order = sorted(sites, key=lambda site: (-sites[site], site))
    sizes = [0] * count
    where = {}
    for site in order:
        fold = min(range(count), key=lambda n: (sizes[n], n))
        where[site] = fold
        sizes[fold] += sites[site]
    return [[n for n, page in enumerate(pages) if where[page["site"]] == fold] for fold in range(count)]


def trained_by_fold(
    pages: list[Page],
    count: int,
    fit: Callable[[list[Page]], Model],
    write: Callable[[Model], str],
    folder: Path | None,
) -> Iterator[tuple[list[Page], Model]]:
    """Yield each fold's pages with the model of all others; write both to a folder, where one is given.

    NUMBER.json is the model, NUMBER.ids the ids of the pages that it never saw.
    """
    for number, fold in enumerate(folds_of(pages, count)):
        inside = set(fold)
        model = fit([page for n, page in enumerate(pages) if n not in inside])
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}.json").write_text(write(model), encoding="utf-8")
            (folder / f"{number}.ids").write_text("\n".join(pages[n]["id"] for n in fold), encoding="utf-8")
        print(f"fold {number}: {len(fold)} pages", flush=True)
        yield [pages[n] for n in fold], model
