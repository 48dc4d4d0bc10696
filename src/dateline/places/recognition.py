"""Toponyms: which words of an article may name a place, and how likely they do.

Candidates come from the gazetteer, longest name first. A logistic model over what stands around
them decides; its weights are a table that a person can read (data/places/recognition.tsv), made by
tools/train_places.py.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.places.lexicon import PlaceLexicon
from dateline.places.words import Word
from dateline.record import Article
from dateline.resources.folding import fold, fold_word
from dateline.resources.gazetteer import Gazetteer

Form = Literal["name", "demonym", "abbreviation", "seat"]
NAME_WORDS = 7
"""Longest name in words: longer ones in GeoNames are official styles that no article prints."""


@dataclass(slots=True)
class Toponym:
    """Words that may name a place. ``first`` and ``last`` are indices of words."""

    start: int
    end: int
    first: int
    last: int
    key: str
    form: Form
    rows: list[int]
    score: float = 0.0
    """Log odds that it names a place."""

    @property
    def probability(self) -> float:
        """The score between 0 and 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.score))))


def candidates(article: Article, words: Sequence[Word], gazetteer: Gazetteer) -> list[Toponym]:
    """Return the words that could name a place, in reading order, not overlapping, longest names first."""
    found: list[Toponym] = []
    short = _abbreviations(article.text, words, gazetteer)
    index = 0
    while index < len(words):
        toponym = short.get(index)
        if toponym is None or toponym.last == index:
            named = _name(words, index, gazetteer) if words[index].capital else None
            if named is not None and (toponym is None or named.last > toponym.last):
                toponym = named
        if toponym is None:
            index += 1
        else:
            found.append(toponym)
            index = toponym.last + 1
    return found


def _name(words: Sequence[Word], index: int, gazetteer: Gazetteer) -> Toponym | None:
    line = [words[index].folded]
    possessive = words[index].possessive
    for word in words[index + 1 : index + NAME_WORDS]:
        if not word.joined or possessive:
            break
        line.append(word.folded)
        possessive = word.possessive
    best: tuple[int, str, Form] | None = None
    for end, key in gazetteer.ends(line, 0):
        if words[index + end - 1].capital:
            best = (end, key, "name")
    key = ""
    for end in range(1, min(3, len(line)) + 1):
        key = f"{key} {line[end - 1]}" if key else line[0]
        if (best is None or end >= best[0]) and words[index + end - 1].capital:
            if key in gazetteer.demonyms:
                best = (end, key, "demonym")
            elif key in gazetteer.seats:
                best = (end, key, "seat")
    if best is None:
        return _with_possessive(words, index, gazetteer)
    end, key, form = best
    whole = _with_possessive(words, index, gazetteer)
    if whole is not None and whole.last >= index + end - 1:
        return whole
    if len(key) < 3 and form == "name":
        return None
    last = index + end - 1
    if form == "demonym":
        rows = [gazetteer.demonyms[key]]
    elif form == "seat":
        country = gazetteer.country_of(gazetteer.seats[key])
        rows = [] if country is None else [country.capital if country.capital is not None else country.row]
    else:
        rows = gazetteer.rows(key)
    return Toponym(words[index].start, words[last].end, index, last, key, form, rows)


def _with_possessive(words: Sequence[Word], index: int, gazetteer: Gazetteer) -> Toponym | None:
    """Return the longest name that holds a possessive ending: King's Lynn, Land's End, St. John's."""
    near = words[index : index + NAME_WORDS]
    if not any(word.possessive for word in near):
        return None
    line: list[str] = []
    for word in near:
        if line and not word.joined:
            break
        line.append(fold_word(word.text + "s") if word.possessive else word.folded)
    found = None
    for end, key in gazetteer.ends(line, 0):
        last = words[index + end - 1]
        if end > 1 and last.capital and any(word.possessive for word in words[index : index + end]):
            stop = last.end + 2 if last.possessive else last.end
            found = Toponym(words[index].start, stop, index, index + end - 1, key, "name", gazetteer.rows(key))
    return found


def _abbreviations(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> dict[int, Toponym]:
    """Return abbreviations by the index of their first word, exactly as the table prints them."""
    found = {}
    at = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index for index, word in enumerate(words)}
    for match in _pattern(tuple(gazetteer.abbreviations)).finditer(text):
        first = at.get(match.start())
        last = ends.get(match.end(), ends.get(match.end() - 1))
        if first is None or last is None:
            continue
        short = gazetteer.abbreviations[match[0]]
        if not short.alone and not _after_comma(text, match.start()):
            continue
        found[first] = Toponym(
            match.start(), match.end(), first, max(first, last), match[0], "abbreviation", [short.row]
        )
    return found


_PATTERNS: dict[tuple[str, ...], re.Pattern[str]] = {}


def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    if shorts not in _PATTERNS:
        either = "|".join(re.escape(short) for short in sorted(shorts, key=lambda s: (-len(s), s)))
        _PATTERNS[shorts] = re.compile(rf"(?<![\w.&])(?:{either})(?![\w&])")
    return _PATTERNS[shorts]


def _after_comma(text: str, start: int) -> bool:
    """Say whether a capitalised word and a comma stand right before."""
    before = text[max(0, start - 40) : start]
    return re.search(r"[^\W\d_]['’.]?,\s?\Z", before) is not None


class Recogniser:
    """Scores candidates with the weights of a lexicon."""

    def __init__(self, gazetteer: Gazetteer, lexicon: PlaceLexicon) -> None:
        self.gazetteer = gazetteer
        self._lexicon = lexicon

    def __call__(self, article: Article, words: Sequence[Word]) -> list[Toponym]:
        """Return every candidate with its score, in reading order."""
        found = candidates(article, words, self.gazetteer)
        weights = self._lexicon.recognition
        for toponym, features in zip(found, self.features(article, words, found), strict=True):
            toponym.score = sum(weights.get(feature, 0.0) for feature in features)
        return found

    def features(self, article: Article, words: Sequence[Word], found: Sequence[Toponym]) -> Iterable[list[str]]:
        """Yield the names of what speaks for or against each candidate."""
        small = Counter(word.folded for word in words if word.text[0].islower())
        own = [
            [
                *self._what(toponym, words, small),
                *self._around(words, toponym),
                *self._commas(article.text, toponym, found, number),
            ]
            for number, toponym in enumerate(found)
        ]
        shared: dict[str, set[str]] = defaultdict(set)
        for toponym, features in zip(found, own, strict=True):
            shared[toponym.key].update(f for f in features if f in _DISCOURSE)
        for toponym, features in zip(found, own, strict=True):
            for feature in shared[toponym.key].difference(features):
                features.append(f"elsewhere:{feature}")
            yield features

    def _around(self, words: Sequence[Word], toponym: Toponym) -> list[str]:
        """Return what the words before and after say."""
        first, last = words[toponym.first], words[toponym.last]
        features = []
        before = words[toponym.first - 1] if toponym.first else None
        after = words[toponym.last + 1] if toponym.last + 1 < len(words) else None
        lexicon = self._lexicon
        if before is None or (first.opens and not first.joined):
            features.append("opens")
        if before is not None and not (first.opens and not first.joined):
            features.append(f"before:{before.folded}")
            if first.joined and before.capital and not before.possessive:
                features.append("before-capital")
                if before.folded in lexicon.first_names:
                    features.append("before-first-name")
                if len(before.text) == 1 or before.text.endswith("."):
                    features.append("before-initial")
        if after is not None and not after.opens:
            joined = after.joined and not last.possessive and toponym.form != "abbreviation"
            if not after.capital:
                features.append(f"after:{after.folded}")
            elif joined:
                features.append("after-capital")
                features.append(f"run-end:{self._run_end(words, toponym.last + 1)}")
                features.append(f"next:{after.folded}")
                if after.folded in lexicon.surnames and after.folded not in lexicon.place_nouns:
                    features.append("surname-follows")
                if first.folded in lexicon.first_names and after.folded not in lexicon.place_nouns:
                    features.append("first-name-then-capital")
        if last.possessive:
            features.append("possessive")
        return features

    def _what(self, toponym: Toponym, words: Sequence[Word], small: Counter[str]) -> list[str]:
        """Return what the candidate's own words and places say."""
        first = words[toponym.first]
        length = toponym.last - toponym.first + 1
        features = ["bias", f"form:{toponym.form}", f"words:{min(length, 3)}"]
        if toponym.form == "name":
            top = toponym.rows[0]
            features.append(f"type:{self.gazetteer.type(top)}")
            people = max(self.gazetteer.population(row) for row in toponym.rows)
            features.append(f"people:{len(str(people)) if people else 0}")
            if len(toponym.rows) > 8:
                features.append("many-namesakes")
            known = _renown(max(self.gazetteer.fame(row) for row in toponym.rows[:3]))
            features.append(f"renown:{known}")
            if length == 1:
                if first.folded in self._lexicon.first_names:
                    features.append(f"is-first-name:{known}")
                if first.folded in self._lexicon.surnames:
                    features.append(f"is-surname:{known}")
                if first.folded in self._lexicon.common_words:
                    features.append(f"is-common-word:{known}")
                if small[first.folded]:
                    features.append("small-elsewhere")
            elif all(w.folded in self._lexicon.common_words for w in words[toponym.first : toponym.last + 1]):
                features.append("are-common-words")
        if first.text.isupper() and len(first.text) > 3:
            features.append("capitals")
        return features

    @staticmethod
    def _run_end(words: Sequence[Word], index: int) -> str:
        """Return the last word of the run of capitalised words that begins at the index."""
        end = index
        while (
            end + 1 < len(words)
            and end - index < 6
            and words[end + 1].joined
            and words[end + 1].capital
            and not words[end].possessive
        ):
            end += 1
        return words[end].folded

    @staticmethod
    def _commas(text: str, toponym: Toponym, found: Sequence[Toponym], number: int) -> list[str]:
        features = []
        if number + 1 < len(found):
            gap = text[toponym.end : found[number + 1].start]
            if gap in {", ", ","}:
                features.append("comma-then-place")
                if found[number + 1].form == "abbreviation":
                    features.append("comma-then-abbreviation")
        if number:
            gap = text[found[number - 1].end : toponym.start]
            if gap in {", ", ","}:
                features.append("place-then-comma")
            elif gap in {" and ", " or ", ", and "}:
                features.append("place-then-and")
        return features


def _renown(fame: int) -> str:
    """Return a band for how many names the world has for a place."""
    return "high" if fame >= 40 else "some" if fame >= 8 else "low"


_DISCOURSE = frozenset(
    {
        "before:in", "before:near", "before:from", "before:at", "comma-then-place", "comma-then-abbreviation",
        "before-first-name", "before-initial", "first-name-then-capital", "before:mr", "before:mrs", "before:ms",
        "before:dr", "before:judge", "before:sen", "before:gov", "before:president", "after:said",
    }
)  # fmt: skip
"""What also counts for the other mentions of the same name: one sense a discourse."""


_GENERIC = re.compile(
    r"\A(?:the |city of |town of |village of |state of |province of |downtown |greater |central |"
    r"north(?:ern|east|west)? |south(?:ern|east|west)? |east(?:ern)? |west(?:ern)? |upper |lower |mid )+"
    r"|(?: city| town| township| village| county| parish| borough| province| region| governorate| district| state| area"
    r"| municipality| metro)+\Z"
)
"""What may stand round a name without being part of the gazetteer's form of it."""


def toponym_at(text: str, start: int, end: int, gazetteer: Gazetteer) -> Toponym:
    """Return the toponym that words known to name a place make; without rows where the gazetteer has no such name."""
    words = text[start:end]
    for short in (words, words.removesuffix("'s").removesuffix("’s"), f"{words}."):
        if short in gazetteer.abbreviations:
            return _given(start, end, short, "abbreviation", [gazetteer.abbreviations[short].row])
    key = fold(words)
    plain = key[:-1] if words.endswith(("'s", "’s")) else key
    for name in (key, plain):
        if name in gazetteer.demonyms:
            return _given(start, end, name, "demonym", [gazetteer.demonyms[name]])
    for name in (key, plain, _GENERIC.sub("", plain)):
        rows = gazetteer.rows(name)
        if rows:
            return _given(start, end, name, "name", rows)
    return _given(start, end, key, "name", [])


def _given(start: int, end: int, key: str, form: Form, rows: list[int]) -> Toponym:
    return Toponym(start, end, 0, 0, key, form, rows, score=9.0)
