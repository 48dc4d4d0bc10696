"""Headline case and capitals throughout: where a capital letter does not tell a name."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.resources.parsing import Parse

_CAPITALISED_SHARE = 0.7
"""Of the words of four letters and more. "Kerry Urges Russia to Show Grace" is all; a sentence seldom over half."""


def is_headline_case(parse: Parse, first: int, end: int, *, fewest: int = 2) -> bool:
    """Say whether most longer words, of at least ``fewest``, begin with a capital."""
    words = [token.text for token in parse.tokens[first:end] if token.text.isalpha() and len(token.text) > 3]
    capitalised = sum(word[0].isupper() for word in words)
    return len(words) >= fewest and capitalised >= _CAPITALISED_SHARE * len(words)


def split_at_verbs(parse: Parse, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of first to end - 1 without verbs: no verb is part of a name."""
    start = first
    for index in range(first, end + 1):
        if index == end or parse.tokens[index].pos in {"VERB", "AUX"}:
            if index > start:
                yield start, index
            start = index + 1
