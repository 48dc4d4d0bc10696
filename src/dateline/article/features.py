"""Numbers that tell article from furniture: one row a block, for the block model.

Nothing here names a site: only form, tree position, class vocabulary, neighbours, and the relation
to what the page states about itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.article.blocks import PageBlock
from dateline.article.elements import CATEGORIES, Element
from dateline.article.furniture import Cues, cues
from dateline.article.neighbours import AROUND, SCORES, TOGETHER, Described, around, together
from dateline.article.position import PLACE, groups_of, in_stated_range, is_heading, main_of, places
from dateline.article.vocabulary import Pieces, names_of, pieces_of

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
OF_FORM = (
    "chars", "words", "sentences", "commas", "capital_start", "capitals", "digits", "quoted", "is_title_case",
    "colon_end",
)  # fmt: skip
"""Those that the block's words alone decide."""
OF_PAGE = ("body_stated", "states_news", "states_blog", "states_english")
"""Those that are the same for all blocks of a page."""
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
    forms = [_form(block.words) for block in blocks]
    rows = []
    for block, form in zip(blocks, forms, strict=True):
        before = seen.get(block.words, 0)
        seen[block.words] = before + 1
        rows.append(_own(block, form, before, context))
    count = len(blocks)
    own = np.empty((count, len(OWN)), dtype=np.float32)
    own[:, _OF_FORM] = _rows((form.numbers for form in forms), count, len(OF_FORM))
    own[:, _OF_PLACE] = _rows(rows, count, len(_OF_PLACE))
    own[:, _OF_PAGE] = (bool(context.stated_body), *context.kinds)
    tags = np.array([_TAG_NUMBER.get(block.element.tag, -1) for block in blocks])[:, None] == np.arange(len(_TAGS))
    shown = _rows((form.cues for form in forms), count, len(Cues._fields))
    stated = own[:, OWN.index("in_stated_body")]
    place = _rows(places(blocks, prose, main, context.headline_block), count, len(PLACE) - 2)
    groups = groups_of(blocks)
    lengths = np.array([len(block.words) for block in blocks], dtype=np.float64)
    is_text = np.array(prose, dtype=np.float32)
    headings = np.array([is_heading(block.element.tag) for block in blocks])
    linked, sentence = own[:, OWN.index("linked")], shown[:, _SENTENCE]
    near = np.stack([own[:, 0], linked, is_text, headings, sentence], axis=1)
    shares = np.stack(
        [linked, is_text, sentence, shown[:, _PROMOTION], shown[:, _SECOND_PERSON], own[:, _IN_DESCRIPTION]], axis=1
    )
    matrix = np.hstack(
        [
            own,
            tags,
            shown,
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
        [form.cues for form in forms],
        prose,
        groups,
        lengths,
        int((lengths * is_text).sum()),
        [form.pieces for form in forms],
        [names_of(block.element) for block in blocks],
        headings,
    )


class _Form(NamedTuple):
    """What a block's words alone say."""

    cues: Cues
    pieces: Pieces
    found: list[str]
    """Its words in lower case, as far as READ."""
    distinct: frozenset[str]
    numbers: tuple[float, ...]
    """Lengths, marks, capitals and digits, as OF_FORM names them."""


@lru_cache(maxsize=4096)
def _form(words: str) -> _Form:
    found = _WORD.findall(words[:READ].lower())
    length, count = len(words), len(found) or 1
    opening = words[:120]
    title = words.split(" ", 12)[:12]
    numbers = (
        math.log1p(length), math.log1p(count),
        words.count(". ") + words.count("? ") + words.count("! ") + words.count("。"), words.count(", ") / count,
        words[0].isupper(), len(_CAPITAL.findall(opening)) / len(opening), len(_DIGIT.findall(opening)) / len(opening),
        "“" in words or '"' in words or "«" in words or "„" in words,
        sum([word[:1].isupper() for word in title]) / len(title), words[-1] in ":：",
    )  # fmt: skip
    return _Form(cues(words), pieces_of(words), found, frozenset(found), numbers)


def _own(block: PageBlock, form: _Form, before: int, context: Context) -> tuple[float, ...]:
    """Return what the words, links and marks of a block say in this page, as OWN names it but for OF_FORM."""
    element = block.element
    length = len(block.words)
    folded = block.words[:READ].lower()
    _, _, found, distinct, _ = form
    shared = len(context.headline & distinct)
    return (
        block.linked / length, block.emphasised / length, block.links, block.dated, block.authored, element.hidden,
        before, shared > 0 and "".join(found) == context.headline_key, shared / (len(distinct) or 1),
        _share_said(found, distinct, context.description, context.description_words),
        _share_said(found, distinct, context.stated_body, context.stated_words), element.in_article_body,
        element.depth, _holds(folded, context.authors), _holds(folded, context.sites),
        shared / (len(context.headline) or 1),
    )  # fmt: skip


def _rows(values: Iterable[Iterable[float]], count: int, width: int) -> npt.NDArray[np.float32]:
    """Return rows of numbers as an array; quicker than asking numpy to find out what they are."""
    return np.fromiter(chain.from_iterable(values), dtype=np.float32, count=count * width).reshape(count, width)


def _share_said(
    found: list[str], distinct: frozenset[str], said: frozenset[tuple[str, ...]], words: frozenset[str]
) -> float:
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
_OF_FORM = [OWN.index(name) for name in OF_FORM]
_OF_PAGE = [OWN.index(name) for name in OF_PAGE]
_OF_PLACE = [number for number, name in enumerate(OWN) if name not in {*OF_FORM, *OF_PAGE}]
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
