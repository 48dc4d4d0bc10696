"""Memory of lines that recur across the pages of one source.

What an outlet prints on every page (an appeal, a blurb, a list of other stories) stands word for
word on several of them; a story's own sentences stand on one. Method: after Text::Identify::BoilerPlate
and the document frequencies of shingles in passim, by whole lines.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Self

from dateline.article.lines import read_lines
from dateline.article.names import fold

MAX_KNOWN = 100_000
"""Lines that are remembered; beyond, those seen on one page are forgotten."""
MIN_PAGES = 2
MIN_SHARE = 0.05
"""A line recurs where it stands on at least so many pages, and so large a share of them."""
COPY_FROM = 0.5
"""Share of a page's prose that an earlier page has, from which it is the same story again and says nothing new."""


class RecurringLines:
    """How many pages of one source have each line.

    >>> memory = RecurringLines.of(["Menu\\nOne story.", "Menu\\nAnother story."])
    >>> memory.pages_with("Menu"), memory.pages_with("One story.")
    (2, 1)

    Memory is bounded: eight bytes of digest and a count for each of at most MAX_KNOWN lines.
    """

    def __init__(self) -> None:
        self.pages = 0
        """Pages that were counted; copies of others are not."""
        self._counts: Counter[int] = Counter()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Return the memory of the texts of one source's pages."""
        memory = cls()
        for text in texts:
            memory.add(text)
        return memory

    def add(self, text: str) -> None:
        """Count the lines of one page, each once. A copy of a page counted before is left out."""
        known, prose, told = set(), 0, 0
        for line in read_lines(text):
            key = _key(line.words)
            if key is None:
                continue
            known.add(key)
            if line.prose:
                prose += len(line.words)
                told += len(line.words) if key in self._counts else 0
        if prose and told > COPY_FROM * prose:
            return
        self.pages += 1
        self._counts.update(known)
        if len(self._counts) > MAX_KNOWN:
            self._counts = Counter({key: count for key, count in self._counts.items() if count > 1})
            if len(self._counts) > MAX_KNOWN:
                self._counts = Counter(dict(self._counts.most_common(MAX_KNOWN // 2)))

    def pages_with(self, words: str) -> int:
        """Return how many counted pages have a line, capitals and punctuation aside."""
        key = _key(words)
        return self._counts[key] if key is not None and key in self._counts else 0

    def recurs(self, words: str) -> bool:
        """Say whether a line stands on enough pages to be the source's and no story's."""
        return self.pages_with(words) >= max(MIN_PAGES, MIN_SHARE * self.pages)

    @property
    def digest(self) -> str:
        """SHA-256 of what is remembered, 64 hex digits: the same pages in the same order give the same."""
        rows = sorted(self._counts.items())
        return hashlib.sha256(repr((self.pages, rows)).encode()).hexdigest()


def _key(words: str) -> int | None:
    folded = fold(words)
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest()) if folded else None
