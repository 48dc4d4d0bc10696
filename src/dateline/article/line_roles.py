"""What each line of a scraped text is: part of the story, or which furniture."""

from __future__ import annotations

import re

from dateline.article.blurbs import is_blurb
from dateline.article.closing import ASKS_FOR_SUPPORT, appeal, is_status_line
from dateline.article.credits import is_credit_line
from dateline.article.furniture import tells_of_a_change
from dateline.article.line_features import describe_lines
from dateline.article.lines import Line
from dateline.article.model import BlockModel
from dateline.article.names import fold
from dateline.article.neighbours import Described
from dateline.article.notices import is_author_line, notice_in
from dateline.article.recurring import RecurringLines
from dateline.article.repeats import SAID_LATER, said_later
from dateline.article.story_end import comments_begin
from dateline.record.article import RemovedAs, Role

STORY: frozenset[Role] = frozenset({"body", "subheading", "list", "credit"})
"""What is taken off where it recurs on the source's other pages; a deck recurs as the teaser of its story."""
KEPT_FROM = 0.5
"""Probability from which a line belongs to the story."""
CERTAIN: frozenset[RemovedAs] = frozenset({"advert", "share-control", "category", "comment-prompt"})
"""What a short line is taken for by its form however much its place speaks for it."""
NOTICES_WITHIN = 4
"""Lines at each edge of the story that may be notices; inside it such words are the story's own."""
SURE_FROM = 0.8
"""Probability from which the line's own form does not speak against it."""
_LIST_MARK = re.compile(r"^(?:[•‣▪●*–-]|\d{1,2}[.)])\s+")


def described_lines(lines: list[Line], odds: list[float]) -> tuple[Described, int | None]:
    """Return the lines' features, and the number of the line taken for the headline."""
    headline = _headline(lines, _body_range(lines)[0])
    return describe_lines(lines, headline, odds), headline


def label_lines(lines: list[Line], model: BlockModel, recurring: RecurringLines | None = None) -> None:
    """Give each line its role, or what it was taken for and why; ``recurring`` knows other pages of the source."""
    described, headline = described_lines(lines, [model.word_odds(line.words) for line in lines])
    likely = model.probabilities(described).tolist() if lines else []
    wanted = [number for number, p in enumerate(likely) if p >= KEPT_FROM]
    first, last = (wanted[0], wanted[-1]) if wanted else _body_range(lines)
    story = set(wanted) if wanted else set(range(first, last + 1))
    for number in range(len(lines)):
        _label(lines, number, first, last, headline, inside=number in story, sure=likely[number] >= SURE_FROM)
    if recurring is not None:
        _take_recurring(lines, recurring)
    _take_notices(lines)
    _take_comments(lines)
    _take_blurbs(lines, last)
    _take_appeal(lines)
    _take_highlights(lines)


def _take_recurring(lines: list[Line], recurring: RecurringLines) -> None:
    """Take off what stands on other pages of the source too; a headline may, as a link to its story."""
    for line in lines:
        if line.role in STORY and recurring.recurs(line.words):
            line.role = None
            line.reason = f"stands on {recurring.pages_with(line.words)} pages of this source"


def _take_notices(lines: list[Line]) -> None:
    """Take notices and author lines off the story's edges: the first and the last NOTICES_WITHIN of its lines."""
    kept = [line for line in lines if line.role not in {None, "headline", "byline", "timestamp"}]
    for line in kept[:NOTICES_WITHIN] + kept[NOTICES_WITHIN:][-NOTICES_WITHIN:]:
        what = notice_in(line.words)
        if what is not None:
            line.role, line.taken_for, line.reason = None, "legal", what
        elif is_author_line(line.words):
            line.role, line.taken_for, line.reason = None, "byline", "names the author"


def _take_comments(lines: list[Line]) -> None:
    """Take off everything from where the readers' comments begin."""
    begin = comments_begin(lines)
    for line in lines[begin:] if begin is not None else ():
        if line.role is not None:
            line.role, line.taken_for, line.reason = None, "comment", "stands among the readers' comments"


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
    if number >= last - 1 >= first and number <= last + 3 and is_credit_line(line.words):
        line.role = "credit"
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
    if line.cues.correction or tells_of_a_change(line.words):
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
    if is_status_line(line.words):
        return "site-control", "tells how the page works"
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


def _take_appeal(lines: list[Line]) -> None:
    """Take off the paragraphs at the story's end in which the outlet asks for support."""
    kept = [line for line in lines if line.role == "body"]
    for line in kept[len(kept) - appeal([line.words for line in kept]) :]:
        line.role, line.taken_for, line.reason = None, "promotion", ASKS_FOR_SUPPORT


def _take_highlights(lines: list[Line]) -> None:
    """Take off the sentences before the story that it says again."""
    kept = [line for line in lines if line.role == "body"]
    for line in kept[: said_later([fold(line.words) for line in kept])]:
        line.role, line.taken_for, line.reason = None, "repeated-text", SAID_LATER
