"""Scores for the clean article: body text, where it opens and stops, title, authors, date.

Each set is scored as its makers score it: 4-token shingles (scrapinghub, andythefactory, wcxb),
ROUGE-LSum and paragraphs (fundus), segments that must and must not be there (trafilatura).
"""

from __future__ import annotations

import gzip
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

from dateline.errors import GoldError
from dateline.record import Record
from dateline.scoring.gold import Figures, Line

BODY_ROLES = frozenset(
    {"deck", "body", "subheading", "list", "table", "pull-quote", "embedded-post", "entry", "correction"}
)
"""Roles that count as body text, as the gold sets mostly have it.

Measured on dev, cross-validated by site: without decks scrapinghub gains .002 F1 and opens right on
.81 instead of .67 of pages, but trafilatura loses .016 and andythefactory opens right on .59 instead
of .69; pull-quotes gain .004 on scrapinghub and .003 on trafilatura.
"""

SHINGLE_SETS = frozenset({"scrapinghub", "andythefactory", "wcxb"})
SHINGLE_SIZE = 4
EDGE_WORDS = 5
MAX_OPTIONAL = 4
"""With more optional paragraphs only all and none of them are tried, not every choice."""
TITLE_CLOSE = 0.85

_WORD = re.compile(r"\w+")
_BARE_TIME = re.compile(r"[\d\s:.,]+(?:[ap]\.?m\.?)?", re.IGNORECASE)
_ROUGE_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Jr|Sr|vs|No|Inc|Co|Corp|Ltd|Jan|Feb|Mar|Apr|Aug|Sept|Sep|"
    r"Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.[\"'”’)\]]*\s+$"
)
_NAME_BREAK = re.compile(r"\s*[;,|/\n]\s*|\s+(?:and|und|et)\s+|\s+&\s+")
_NAME_OPENING = re.compile(r"^\s*(?:by|von|par|author)[:\s]+")
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")
_CREDENTIALS = frozenset({
    "phd", "md", "ms", "rd", "fand", "mba", "rn", "dds", "jr", "sr", "ii", "iii", "cfp", "esq", "ma", "bsc",
    "msc", "mph", "dpt", "lcsw", "cpa", "rdn", "ldn", "dvm", "jd", "edd", "dr", "prof",
})  # fmt: skip


def page_of(gold: Line, folder: Path) -> tuple[bytes, str | None]:
    """Return the bytes of a gold line's page and its address.

    A line with ``text`` (the plain-text track) gives that text in UTF-8. Raises GoldError where the
    page's file is not in the folder.
    """
    if "text" in gold:
        return str(gold["text"]).encode("utf-8", "replace"), gold.get("url")
    path = folder / str(gold["html"])
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GoldError(
            f"page {gold['html']} of {gold['id']} can't be read; keep html/ beside the gold file"
        ) from error
    return (gzip.decompress(content) if path.suffix == ".gz" else content), gold.get("url")


def prediction(record: Record, gold: Line) -> dict[str, Any]:
    """Return what a record says, as scorers read it.

    A time of day that heads an entry alone is no body text, as no timestamp is. The title is the headline as
    shown, else as stated; house names are no authors; a page that tells
    only when it was changed counts as of that day.
    """
    article = record.article
    blocks = [(block.role, block.span.of(article.text)) for block in article.blocks]
    paragraphs = [
        words for role, words in blocks if role in BODY_ROLES and not (role == "entry" and _BARE_TIME.fullmatch(words))
    ]
    stated = article.headline_stated
    title = article.words(article.headline)
    when = article.published if article.published is not None else article.modified
    return {
        "id": gold["id"],
        "title": title if title is not None else stated.value if stated is not None else None,
        "authors": [byline.name.value for byline in article.bylines if byline.kind != "house"],
        "date": when.day if when is not None else None,
        "body": "\n\n".join(paragraphs),
        "paragraphs": paragraphs,
    }


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Return the figures of each set in the gold, then of the metadata; a page without prediction is empty."""
    by_set: dict[str, list[tuple[Line, Line]]] = {}
    for line in gold:
        by_set.setdefault(str(line["set"]), []).append((line, predictions.get(str(line["id"]), {})))
    figures: Figures = {}
    for name, pairs in by_set.items():
        figures[f"{name} pages"] = len(pairs)
        if name in SHINGLE_SETS:
            figures.update(_shingle_figures(name, pairs))
        elif name == "fundus":
            figures.update(_fundus_figures(name, pairs))
        else:
            figures.update(_segment_figures(name, pairs))
    figures.update(_metadata_figures([pair for pairs in by_set.values() for pair in pairs]))
    return figures


def body_and_paragraphs(predicted: Line) -> tuple[str, list[str]]:
    """Return a prediction's body and its paragraphs, each from the other where one is missing."""
    body = str(predicted.get("body") or "")
    given = predicted.get("paragraphs") or body.split("\n")
    paragraphs = [text for text in (" ".join(str(part).split()) for part in given) if text]
    return body or "\n\n".join(paragraphs), paragraphs


def shingle_counts(gold: str, predicted: str) -> tuple[int, int, int]:
    """Return shingles shared, only predicted, only in the gold, as multisets; a short text is one shingle."""
    return _overlap(_shingles(gold), _shingles(predicted))


def opens_and_stops(gold: str, predicted: str) -> tuple[bool, bool]:
    """Say whether a text opens and stops on the gold's first and last five words."""
    want = [word.casefold() for word in _WORD.findall(gold)]
    got = [word.casefold() for word in _WORD.findall(predicted)]
    size = min(EDGE_WORDS, len(want))
    if not size:
        return False, False
    return got[:size] == want[:size], got[-size:] == want[-size:]


def rouge_lsum(reference: str, candidate: str) -> tuple[float, float, float]:
    """Return summary-level ROUGE-L: precision, recall and F1 of the union of longest common subsequences.

    Method: Lin (2004), sentence by sentence against all of the candidate's, counts clipped.
    """
    wanted, given = _rouge_sentences(reference), _rouge_sentences(candidate)
    sizes = sum(map(len, given)), sum(map(len, wanted))
    if not all(sizes):
        return 0.0, 0.0, 0.0
    left_wanted = Counter(itertools.chain.from_iterable(wanted))
    left_given = Counter(itertools.chain.from_iterable(given))
    hits = 0
    for sentence in wanted:
        union: set[int] = set()
        for other in given:
            union.update(_common_positions(sentence, other))
            if len(union) == len(sentence):
                break
        for position in sorted(union):
            word = sentence[position]
            if left_wanted[word] > 0 and left_given[word] > 0:
                hits += 1
                left_wanted[word] -= 1
                left_given[word] -= 1
    precision, recall = hits / sizes[0], hits / sizes[1]
    return precision, recall, _harmonic(precision, recall)


def paragraph_f1(reference: Sequence[str], predicted: Sequence[str]) -> float:
    """Return the F1 of exactly equal paragraphs, as multisets."""
    return _f1(_overlap(Counter(reference), Counter(predicted)))


def variants(paragraphs: Sequence[Mapping[str, Any]]) -> Iterator[list[str]]:
    """Yield the gold texts that count as right: optional paragraphs may be there or not."""
    optional = [number for number, paragraph in enumerate(paragraphs) if paragraph["optional"]]
    dropped: Iterable[tuple[int, ...]] = [(), tuple(optional)]
    if len(optional) <= MAX_OPTIONAL:
        dropped = itertools.chain.from_iterable(
            itertools.combinations(optional, size) for size in range(len(optional) + 1)
        )
    for drop in dropped:
        yield [paragraph["text"] for number, paragraph in enumerate(paragraphs) if number not in drop]


def names(value: object) -> set[str]:
    """Return the set of names in a list or a line of them, folded; "By" and credentials left out."""
    found = set()
    for item in [value] if isinstance(value, str) else list(value) if isinstance(value, (list, tuple)) else []:
        for part in _NAME_BREAK.split(str(item)):
            folded = _NAME_OPENING.sub("", _without_accents(part)).replace(".", "")
            words = [word for word in _WORD.findall(folded) if word not in _CREDENTIALS]
            if words:
                found.add(" ".join(words))
    return found


def title_words(value: object) -> list[str]:
    """Return a title's words, folded, apostrophes left out."""
    text = unicodedata.normalize("NFKC", str(value or "")).casefold()
    return _WORD.findall(text.replace("’", "").replace("'", ""))


def _shingle_figures(name: str, pairs: Sequence[tuple[Line, Line]]) -> Figures:
    precisions, recalls, exact, opens, stops, bags = [], [], [], [], [], []
    for gold, predicted in pairs:
        body, _ = body_and_paragraphs(predicted)
        shared, extra, missed = shingle_counts(gold["body"], body)
        if shared + extra:
            precisions.append(shared / (shared + extra))
        if shared + missed:
            recalls.append(shared / (shared + missed))
        exact.append(_WORD.findall(gold["body"]) == _WORD.findall(body))
        open_right, stop_right = opens_and_stops(gold["body"], body)
        opens.append(open_right)
        stops.append(stop_right)
        bags.append(_f1(_overlap(Counter(_WORD.findall(gold["body"].lower())), Counter(_WORD.findall(body.lower())))))
    precision, recall = _mean(precisions) or 0.0, _mean(recalls) or 0.0
    figures: Figures = {
        f"{name} precision": precision,
        f"{name} recall": recall,
        f"{name} F1": _harmonic(precision, recall),
        f"{name} exact": _mean(exact),
    }
    if name == "wcxb":
        figures["wcxb word F1"] = _mean(bags)
    return figures | {f"{name} opens right": _mean(opens), f"{name} stops right": _mean(stops)}


def _fundus_figures(name: str, pairs: Sequence[tuple[Line, Line]]) -> Figures:
    rouge, paragraph, opens, stops = [], [], [], []
    for gold, predicted in pairs:
        body, paragraphs = body_and_paragraphs(predicted)
        right = list(variants(gold["paragraphs"]))
        joined = "\n\n".join(paragraphs)
        rouge.append(max((rouge_lsum("\n\n".join(text), joined) for text in right), key=lambda figures: figures[2]))
        paragraph.append(max(paragraph_f1(text, paragraphs) for text in right))
        edges = [opens_and_stops("\n".join(text), body) for text in right]
        opens.append(any(edge[0] for edge in edges))
        stops.append(any(edge[1] for edge in edges))
    return {
        f"{name} ROUGE-LSum precision": _mean([figures[0] for figures in rouge]),
        f"{name} ROUGE-LSum recall": _mean([figures[1] for figures in rouge]),
        f"{name} ROUGE-LSum F1": _mean([figures[2] for figures in rouge]),
        f"{name} paragraph F1": _mean(paragraph),
        f"{name} opens right": _mean(opens),
        f"{name} stops right": _mean(stops),
    }


def _segment_figures(name: str, pairs: Sequence[tuple[Line, Line]]) -> Figures:
    hits = misses = leaks = 0
    for gold, predicted in pairs:
        text = " ".join(body_and_paragraphs(predicted)[0].split())
        found = sum(" ".join(segment.split()) in text for segment in gold["with"])
        hits += found
        misses += len(gold["with"]) - found
        leaks += sum(" ".join(segment.split()) in text for segment in gold["without"])
    return {
        f"{name} precision": hits / (hits + leaks) if hits + leaks else 0.0,
        f"{name} recall": hits / (hits + misses) if hits + misses else None,
        f"{name} F1": _f1((hits, leaks, misses)),
    }


def _metadata_figures(pairs: Sequence[tuple[Line, Line]]) -> Figures:
    title, close, author_exact, invented, day, near = [], [], [], [], [], []
    counts = [0, 0, 0]
    for gold, predicted in pairs:
        if gold.get("title"):
            want, got = title_words(gold["title"]), title_words(predicted.get("title"))
            title.append(want == got)
            close.append(_f1(_overlap(Counter(want), Counter(got))) >= TITLE_CLOSE)
        if "authors" in gold:
            who, said = names(gold["authors"]), names(predicted.get("authors"))
            if who:
                counts = [
                    a + b for a, b in zip(counts, (len(who & said), len(said - who), len(who - said)), strict=True)
                ]
                author_exact.append(who == said)
            elif gold["set"] == "andythefactory":
                invented.append(bool(said))
        when = _day(gold.get("date"))
        if gold.get("date"):
            told = _day(predicted.get("date"))
            day.append(when == told)
            near.append(told is not None and when is not None and abs((when - told).days) <= 1)
    return {
        "title exact": _mean(title),
        "title close": _mean(close),
        "author F1": _f1((counts[0], counts[1], counts[2])) if author_exact else None,
        "author exact": _mean(author_exact),
        "author false": _mean(invented),
        "date exact": _mean(day),
        "date within a day": _mean(near),
    }


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text or "")
    if not words:
        return Counter()
    return Counter(tuple(words[n : n + SHINGLE_SIZE]) for n in range(max(1, len(words) - SHINGLE_SIZE + 1)))


def _overlap(gold: Counter[Any], predicted: Counter[Any]) -> tuple[int, int, int]:
    shared = sum((gold & predicted).values())
    return shared, sum(predicted.values()) - shared, sum(gold.values()) - shared


def _f1(counts: tuple[int, int, int]) -> float:
    shared, extra, missed = counts
    return 2 * shared / (2 * shared + extra + missed) if shared else 0.0


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _rouge_sentences(text: str) -> list[tuple[str, ...]]:
    return [tuple(_ROUGE_WORD.findall(sentence.lower())) for sentence in _sentences(text)]


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        start = 0
        for match in _SENTENCE_END.finditer(line):
            if _ABBREVIATED.search(line[start : match.end()]) is None:
                if line[start : match.end()].strip():
                    yield line[start : match.end()].strip()
                start = match.end()
        if line[start:].strip():
            yield line[start:].strip()


def _common_positions(reference: tuple[str, ...], candidate: tuple[str, ...]) -> tuple[int, ...]:
    """Return the reference's positions in one longest common subsequence with the candidate."""
    if reference == candidate:
        return tuple(range(len(reference)))
    if not set(reference) & set(candidate):
        return ()
    rows = [[0] * (len(candidate) + 1)]
    for word in reference:
        above, row = rows[-1], [0]
        for column, other in enumerate(candidate):
            row.append(above[column] + 1 if word == other else max(above[column + 1], row[column]))
        rows.append(row)
    found = []
    row_at, column_at = len(reference), len(candidate)
    while row_at and column_at:
        if reference[row_at - 1] == candidate[column_at - 1]:
            row_at, column_at = row_at - 1, column_at - 1
            found.append(row_at)
        elif rows[row_at][column_at - 1] > rows[row_at - 1][column_at]:
            column_at -= 1
        else:
            row_at -= 1
    return tuple(reversed(found))


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def _day(value: object) -> date | None:
    match = _DAY.match(str(value or ""))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match is not None else None
    except ValueError:
        return None
