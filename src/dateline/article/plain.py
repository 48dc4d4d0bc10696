"""The article of plain text that another tool scraped: the same judgements without a tree.

A line is judged by its form, its place relative to the prose, its length and its relation to the
headline. Where the text has blank lines, the paragraphs between them are the lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.article.completeness import completeness_of
from dateline.article.dateline import find_dateline
from dateline.article.fields import Alternatives, Visible, choose_agency, choose_bylines, choose_time, detected_language
from dateline.article.furniture import Cues, cues, opens_with
from dateline.article.laying import Laid
from dateline.article.lexicon import pattern
from dateline.article.line_features import describe_lines
from dateline.article.model import BlockModel
from dateline.article.names import fold
from dateline.article.neighbours import Described
from dateline.article.statements import Statements
from dateline.record.article import Article, Metadatum, RemovedAs, Role, text_digest
from dateline.record.page import Page

MAX_LINES = 10_000
MAX_WORDS = 4_000
KEPT_FROM = 0.5
"""Probability from which a line belongs to the story."""
CERTAIN: frozenset[RemovedAs] = frozenset({"advert", "share-control", "category", "comment-prompt"})
"""What a short line is taken for by its form however much its place speaks for it."""
SURE_FROM = 0.8
"""Probability from which the line's own form does not speak against it."""
_LIST_MARK = re.compile(r"^(?:[•‣▪●*–-]|\d{1,2}[.)])\s+")
_CAPITALISED = re.compile(r"\w[\w'’-]*")


@dataclass(slots=True)
class Line:
    """A line or paragraph of the scraped text."""

    words: str
    number: int
    """Line number in the file, from 1."""
    cues: Cues
    prose: bool
    blank_before: bool = True
    role: Role | None = None
    taken_for: RemovedAs = "other"
    reason: str = "does not read as part of the article"


def lay_plain(page: Page, model: BlockModel, *, made_by: str, published: str | None, zone: str | None) -> Article:
    """Return the article of a scraped text; see ArticleLayouter."""
    lines = read_lines(page.text)
    label_lines(lines, model)
    laid, visible = Laid(), Visible()
    headline = None
    for line in lines:
        path = f"line {line.number}"
        if line.role is None:
            laid.drop(line.words[:MAX_WORDS], line.taken_for, line.reason, path)
            statement = Metadatum(value=line.words[:200], source="visible", raw=line.words[:200], path=path)
            if line.taken_for == "category":
                visible.sections += _sections(line, path)
            elif line.taken_for == "byline":
                visible.authors.append(statement)
            elif line.taken_for == "timestamp":
                visible.times.append(statement)
            continue
        span = laid.keep(line.words, line.role, path)
        statement = Metadatum(value=line.words[:200], source="visible", raw=line.words[:200], path=path, span=span)
        if line.role == "headline":
            headline = span
        elif line.role == "byline":
            visible.bylines.append(statement)
        elif line.role == "timestamp":
            visible.times.append(statement)
    text = laid.text
    bodies = [block for block in laid.blocks if block.role == "body"]
    dateline = next((d for b in bodies[:3] if (d := find_dateline(text, b.span.start, b.span.end)) is not None), None)
    alternatives: Alternatives = []
    statements = Statements()
    names = _outlet_names(lines)
    bylines = choose_bylines(statements, visible, names, alternatives)
    time = choose_time(
        "published",
        statements,
        visible,
        page.final_url or page.url,
        given=published,
        zone=zone,
        alternatives=alternatives,
    )
    body = "\n".join(block.span.of(text) for block in bodies)
    completeness, why = completeness_of(
        body=body, page_words=page.text[:3000], title="", live=False, stated_free=None,
        asks_to_pay=any(line.cues.continued for line in lines[-8:]),
    )  # fmt: skip
    return Article(
        text=text,
        digest=text_digest(text),
        blocks=tuple(laid.blocks),
        removed=tuple(laid.removed),
        completeness=completeness,
        completeness_reason=why,
        headline=headline,
        dateline=dateline,
        bylines=bylines,
        published=time,
        sections=tuple(visible.sections),
        language=detected_language(body),
        agency_credit=choose_agency(text, dateline, bylines, [b.span for b in laid.blocks[-3:]]),
        alternatives=tuple(alternatives),
        made_by=made_by,
    )


def read_lines(text: str) -> list[Line]:
    """Return the text's paragraphs: those between blank lines where lines are wrapped, else each line."""
    rows = text.splitlines()[:MAX_LINES]
    found: list[tuple[str, int, bool]] = []
    for number, row in enumerate(rows, start=1):
        words = " ".join(row.split())
        if not words:
            continue
        wrapped = (
            found
            and number > 1
            and rows[number - 2].strip()
            and 55 <= len(rows[number - 2].rstrip()) <= 100
            and not cues(found[-1][0]).sentence
            and words[0].islower()
        )
        if wrapped:
            found[-1] = (f"{found[-1][0]} {words}", *found[-1][1:])
        else:
            found.append((words, number, number == 1 or not rows[number - 2].strip()))
    return [Line(words, number, cues(words), _is_prose(words), blank) for words, number, blank in found]


def _is_prose(words: str) -> bool:
    count = len(words.split())
    return (
        (count >= 12 and any(mark in words[-4:] for mark in '.!?…:”"'))
        or count >= 28
        or (len(words) > 60 and "。" in words)
    )


def described_lines(lines: list[Line]) -> tuple[Described, int | None]:
    """Return the lines' features, and the number of the line taken for the headline."""
    headline = _headline(lines, _body_range(lines)[0])
    return describe_lines(lines, headline), headline


def label_lines(lines: list[Line], model: BlockModel) -> None:
    """Give each line its role, or what it was taken for and why."""
    described, headline = described_lines(lines)
    likely = model.probabilities(described).tolist() if lines else []
    wanted = [number for number, p in enumerate(likely) if p >= KEPT_FROM]
    first, last = (wanted[0], wanted[-1]) if wanted else _body_range(lines)
    story = set(wanted) if wanted else set(range(first, last + 1))
    for number in range(len(lines)):
        _label(lines, number, first, last, headline, inside=number in story, sure=likely[number] >= SURE_FROM)
    _take_blurbs(lines, last)


def _body_range(lines: list[Line]) -> tuple[int, int]:
    """Return the first and last line of the story: the run of prose that holds most of it."""
    furniture = [_furniture(line) is not None for line in lines]
    weight = [
        (len(line.words) if line.prose and not bad else -25 if not line.prose else -60)
        for line, bad in zip(lines, furniture, strict=True)
    ]
    best = (len(lines), -1)
    best_sum = running = 0
    start = 0
    for number, value in enumerate(weight):
        if running <= 0:
            running, start = 0, number
        running += value
        if running > best_sum:
            best_sum, best = running, (start, number)
    return best


def _headline(lines: list[Line], first: int) -> int | None:
    """Return the line that is the headline: title-like, before the story, and repeated or first."""
    best, best_score = None, 0.0
    for number in range(max(0, first - 40), min(first, len(lines))):
        line = lines[number]
        count = len(line.words.split())
        if not 3 <= count <= 30 or len(line.words) > 220 or _furniture(line) is not None or line.words.endswith("."):
            continue
        repeats = sum(1 for other in lines[:first] if other is not line and fold(other.words) in fold(line.words))
        score = 1.0 + min(count, 8) * 0.2 + 0.3 * repeats - 0.06 * (first - number) + (0.5 if number == 0 else 0.0)
        if count < 5:
            score -= 0.6
        if score > best_score:
            best, best_score = number, score
    return best


def _label(
    lines: list[Line], number: int, first: int, last: int, headline: int | None, *, inside: bool, sure: bool
) -> None:
    line = lines[number]
    if number == headline:
        line.role = "headline"
        return
    if headline is not None and _repeats(line.words, lines[headline].words):
        line.taken_for, line.reason = "repeated-headline", "repeats the headline"
        return
    if not any(c.isalnum() for c in line.words):
        line.reason = "a mark between parts, not words"
        return
    verdict = _furniture(line)
    if verdict is not None and not (sure and (line.prose or verdict[0] not in CERTAIN)):
        line.taken_for, line.reason = verdict
        if headline is not None and headline < number < first + 1 and verdict[0] in {"byline", "timestamp"}:
            line.role = "byline" if verdict[0] == "byline" else "timestamp"
        elif inside and verdict[0] == "caption":
            line.role = "credit"
        return
    if not inside:
        if number > last >= 0:
            line.reason = "stands after the story's end"
        elif headline is not None and number < headline:
            line.reason = "stands before the headline"
        elif first <= number <= last:
            line.reason = "does not read as part of the story"
        elif headline is not None and headline < number < first and 6 <= len(line.words.split()) <= 60:
            heads = line.words.split()[:12]
            names = sum(word[:1].isupper() for word in heads) > 0.7 * len(heads)
            line.role = "deck" if number == headline + 1 and not names and not line.cues.date else None
            line.reason = "a short line between the headline and the story"
        return
    if line.cues.correction:
        line.role = "correction"
    elif _LIST_MARK.match(line.words):
        line.role = "list"
    elif (
        not line.prose
        and not line.cues.sentence
        and len(line.words.split()) <= 12
        and '"' not in line.words
        and "“" not in line.words
    ):
        line.role = "subheading"
    else:
        line.role = "body"


def _repeats(words: str, headline: str) -> bool:
    """Say whether a line is the headline again or the start of it, as captions of lead pictures are."""
    one, two = fold(words), fold(headline)
    return one == two or (len(words.split()) >= 3 and len(one) >= 10 and one in two)


def _furniture(line: Line) -> tuple[RemovedAs, str] | None:
    """Say what furniture a line is by its own form; None where its form says nothing."""
    cue = line.cues
    count = len(line.words.split())
    if cue.advert:
        return "advert", "a label of advertising"
    if cue.share:
        return "share-control", "a control for sharing, not a sentence"
    if cue.category:
        return "category", "names a section or topic"
    if cue.byline:
        return "byline", "names the author"
    if cue.prompt and count <= 12 and not (cue.sentence and count > 8):
        return "comment-prompt", "asks for comments"
    if cue.control:
        return "site-control", "an imperative without a full stop: a control, not a sentence"
    if cue.date and count <= 9:
        return "timestamp", "a date standing alone"
    if cue.legal:
        return "legal", "a notice of rights or policy"
    if cue.related and (count <= 14 or not cue.sentence):
        return "related", "leads to another story"
    if cue.promotion and (cue.second_person or count <= 12):
        return "promotion", "asks to subscribe, follow or pay"
    if cue.credit and not cue.sentence:
        return "caption", "credits a picture"
    return None


def _take_blurbs(lines: list[Line], last: int) -> None:
    """Take off publisher's praise at the story's end: it addresses the reader and speaks of the outlet."""
    seen_end = False
    for number in range(max(0, len(lines) - 25), len(lines)):
        line = lines[number]
        if line.role is None and line.taken_for in {"category", "byline", "legal", "comment-prompt"}:
            seen_end = True
        if line.role not in {"body", None} or not line.prose or len(line.words) > 900:
            continue
        if line.role is None and line.taken_for != "other":
            continue
        if is_blurb(line.words, after_end=seen_end or number > last):
            line.role = None
            line.taken_for, line.reason = "publisher-blurb", "the outlet speaks of itself to its readers"
    kept = [number for number, line in enumerate(lines) if line.role == "body"]
    for number in range(kept[-1] + 1 if kept else 0, len(lines)):
        if lines[number].role in {"subheading", "list"}:
            lines[number].role = None
            lines[number].reason = "stands after the story's end"


_PRAISE = re.compile(
    r"\b(?:is|are) (?:the|your|a|an) (?:go-to|leading|trusted|premier|number one|no\. 1|independent|"
    r"largest|best|top|one-stop|first|ultimate|source|home|daily|online|digital)\b|"
    r"\b(?:latest|breaking|freshest|greatest) (?:news|updates|stories)\b|"
    r"\bour (?:team|readers|authors|writers|mission|journalists|editors|experts|goal|aim|newsroom|reporters)\b|"
    r"\bwe (?:are|strive|bring|deliver|aim|provide|cover)\b|"
    r"\bstart reading\b|\bstay (?:informed|tuned|updated)\b|\bbrings? you\b|\bkeeps? you\b|\bfounded in\b",
    re.IGNORECASE,
)


def is_blurb(words: str, *, after_end: bool) -> bool:
    """Say whether a paragraph is an outlet's praise of itself.

    Two signs are needed: words of praise or of the outlet's own "we", the reader addressed, no
    quotation marks; one less where the story has visibly ended.
    """
    if "“" in words or '"' in words:
        return False
    praise = len(_PRAISE.findall(words))
    addressed = (
        cues(words).second_person
        or re.search(r"\b(?:stop|start|join|visit|discover|follow) ", words.lower()) is not None
    )
    signs = min(praise, 2) + addressed
    return praise > 0 and signs >= (1 if after_end else 3)


def _sections(line: Line, path: str) -> list[Metadatum]:
    """Return the sections that a category line names."""
    folded = line.words.lower()
    if not opens_with("category", folded):
        return []
    match = pattern("furniture_words", "category").match(folded)
    rest = line.words[match.end() :] if match is not None else ""
    found = []
    for part in re.split(r"[,|/•·]", rest):
        value = part.strip(" :-–—")
        if 2 <= len(value) <= 60 and len(_CAPITALISED.findall(value)) <= 5:
            found.append(Metadatum(value=value, source="visible", raw=line.words[:200], path=path))
    return found


def _outlet_names(lines: list[Line]) -> tuple[str, ...]:
    """Return the names by which a removed blurb or notice calls the outlet: its opening capitalised words."""
    names = []
    for line in lines:
        if line.taken_for == "publisher-blurb":
            match = re.match(r"((?:[A-Z][\w.&’'-]*\s){1,4})(?:is|are|brings|delivers|provides|covers)\b", line.words)
            if match is not None:
                names.append(match[1].strip())
    return tuple(names)
