"""Numbers that tell article from furniture: one row a block, for the block model.

Nothing here names a site: only form, tree position, class vocabulary, neighbours, and the relation
to what the page states about itself.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.article.blocks import PageBlock
from dateline.article.elements import CATEGORIES, Element
from dateline.article.furniture import Cues, cues
from dateline.article.neighbours import AROUND, SCORES, TOGETHER, Described, around, together
from dateline.article.position import PLACE, groups_of, in_stated_range, is_heading, main_of, places
from dateline.article.vocabulary import names_of, pieces_of

_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я]")
_DIGIT = re.compile(r"\d")
_TAGS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "blockquote",
    "figcaption",
    "section",
    "article",
    "dd",
    "dt",
    "th",
    "button",
    "label",
    "pre",
    "header",
    "aside",
    "footer",
)

OWN = (
    "chars", "words", "linked", "emphasised", "sentences", "commas", "capital_start", "capitals", "digits",
    "quoted", "links", "dated", "authored", "hidden", "repeated", "same_as_headline", "in_headline", "in_description",
    "in_stated_body", "body_stated", "is_title_case", "item_body", "colon_end", "depth", "names_author", "names_site",
    "of_headline",
    "states_news", "states_blog", "states_english",
)  # fmt: skip
NAMES: tuple[str, ...] = (
    OWN
    + tuple(f"tag_{tag}" for tag in _TAGS)
    + tuple(f"cue_{cue}" for cue in Cues._fields)
    + PLACE
    + AROUND
    + TOGETHER
    + tuple(f"near_{name}" for name in CATEGORIES)
    + tuple(f"above_{name}" for name in CATEGORIES)
    + tuple(f"inner_{name}" for name in CATEGORIES)
)

SCORED_NAMES: tuple[str, ...] = NAMES + SCORES
"""The columns once the words and names of the blocks were weighed."""

READ = 300
"""Characters of a block whose words are compared with headline, description and stated body."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the page before its blocks are judged."""

    headline: frozenset[str]
    headline_key: str
    description: frozenset[tuple[str, ...]]
    stated_body: frozenset[tuple[str, ...]]
    headline_block: int | None
    description_words: frozenset[str] = frozenset()
    stated_words: frozenset[str] = frozenset()
    """The words of both, each once."""
    authors: tuple[str, ...] = ()
    """Names that the page states as its authors, in lower case."""
    sites: tuple[str, ...] = ()
    """The site's names, in lower case."""
    kinds: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """1 where the page states that it is news, a blog's, in English."""


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.lower())


def shingles(words: list[str], size: int = 4) -> frozenset[tuple[str, ...]]:
    """Return the runs of ``size`` words; a shorter text is one run."""
    if len(words) <= size:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(*(words[start:] for start in range(size)), strict=False))


def is_prose(block: PageBlock) -> bool:
    """Say whether a block reads like a paragraph: long, few links, a sentence mark."""
    words = block.words
    return (
        len(words) >= 60
        and block.linked < 0.35 * len(words)
        and ("." in words or "!" in words or "?" in words or "。" in words or len(words) > 160)
    )


def describe(blocks: list[PageBlock], context: Context) -> Described:
    """Return one row of features for each block."""
    if not blocks:
        return Described(np.empty((0, len(NAMES)), dtype=np.float32), [], [], np.empty((0, 3), np.int64), np.empty(0))
    prose = [is_prose(block) and not block.element.hidden for block in blocks]
    main = main_of(blocks, prose)
    seen: dict[str, int] = {}
    own_rows = []
    all_cues = []
    for block in blocks:
        before = seen.get(block.words, 0)
        seen[block.words] = before + 1
        all_cues.append(cues(block.words))
        own_rows.append(_own(block, before, context))
    own = np.array(own_rows, dtype=np.float32)
    tags = np.array([_TAG_NUMBER.get(block.element.tag, -1) for block in blocks])[:, None] == np.arange(len(_TAGS))
    forms = np.array(all_cues, dtype=np.float32)
    stated = own[:, OWN.index("in_stated_body")]
    place = np.array(places(blocks, prose, main, context.headline_block), dtype=np.float32)
    groups = groups_of(blocks)
    lengths = np.array([len(block.words) for block in blocks], dtype=np.float64)
    is_text = np.array(prose, dtype=np.float32)
    headings = np.array([is_heading(block.element.tag) for block in blocks])
    linked, sentence = own[:, OWN.index("linked")], forms[:, _SENTENCE]
    near = np.stack([own[:, 0], linked, is_text, headings, sentence], axis=1)
    shares = np.stack(
        [linked, is_text, sentence, forms[:, _PROMOTION], forms[:, _SECOND_PERSON], own[:, _IN_DESCRIPTION]], axis=1
    )
    matrix = np.hstack(
        [
            own,
            tags,
            forms,
            place,
            in_stated_range(stated, own[:, 0]),
            around(near, groups),
            together(shares.astype(np.float64), lengths * is_text, groups),
            _bits([_near(block.element) for block in blocks]),
            _bits([block.element.above for block in blocks]),
            _bits([block.inner for block in blocks]),
        ]
    )
    return Described(
        matrix,
        all_cues,
        prose,
        groups,
        lengths,
        int((lengths * is_text).sum()),
        [pieces_of(block.words) for block in blocks],
        [names_of(block.element) for block in blocks],
        headings,
    )


def _own(block: PageBlock, before: int, context: Context) -> tuple[float, ...]:
    words = block.words
    element = block.element
    length = len(words)
    folded = words[:READ].lower()
    found = _WORD.findall(folded)
    count = len(found) or 1
    opening = words[:120]
    distinct = set(found)
    shared = len(context.headline & distinct)
    title = words.split(" ", 12)[:12]
    return (
        math.log1p(length), math.log1p(count), block.linked / length, block.emphasised / length,
        words.count(". ") + words.count("? ") + words.count("! ") + words.count("。"), words.count(", ") / count,
        words[0].isupper(), len(_CAPITAL.findall(opening)) / len(opening), len(_DIGIT.findall(opening)) / len(opening),
        "“" in words or '"' in words or "«" in words or "„" in words, block.links, block.dated, block.authored,
        element.hidden, before, shared > 0 and "".join(found) == context.headline_key, shared / len(distinct or "?"),
        _share_said(found, distinct, context.description, context.description_words),
        _share_said(found, distinct, context.stated_body, context.stated_words), bool(context.stated_body),
        sum([word[:1].isupper() for word in title]) / len(title), element.in_article_body, words[-1] in ":：",
        element.depth, _holds(folded, context.authors), _holds(folded, context.sites),
        shared / (len(context.headline) or 1), *context.kinds,
    )  # fmt: skip


def _share_said(found: list[str], distinct: set[str], said: frozenset[tuple[str, ...]], words: frozenset[str]) -> float:
    """Return which share of a block's runs of four words is in a text that the page states; ``words`` are its words."""
    if not said or not found or len(words & distinct) < min(4, len(distinct)):
        return 0.0
    if len(found) <= 4:
        return float(tuple(found) in said)
    runs = set(zip(found, found[1:], found[2:], found[3:], strict=False))
    return len(said & runs) / len(runs)


def _holds(folded: str, names: tuple[str, ...]) -> bool:
    return any(map(folded.__contains__, names))


_SENTENCE, _PROMOTION, _SECOND_PERSON = (
    Cues._fields.index(name) for name in ("sentence", "promotion", "second_person")
)
_IN_DESCRIPTION = OWN.index("in_description")
_TAG_NUMBER = {tag: number for number, tag in enumerate(_TAGS)}


def _near(element: Element) -> int:
    """Categories of a block's own element and the two block elements above it."""
    mask = element.near
    for _ in range(2):
        if element.parent is None:
            break
        element = element.parent.block
        mask |= element.near
    return mask


def _bits(masks: list[int]) -> npt.NDArray[np.float32]:
    array = np.array(masks, dtype=np.uint64).reshape(-1, 1)
    shifts = np.arange(len(CATEGORIES), dtype=np.uint64)
    return ((array >> shifts) & np.uint64(1)).astype(np.float32)
