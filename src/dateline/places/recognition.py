"""Which candidates name a place, and how likely they do.

A logistic model over what stands around them decides; its weights are a table that a person can read
(data/places/recognition.tsv), made by tools/train_places.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dateline.places.lexicon import PlaceLexicon
from dateline.places.senses import Company, Reading, gather
from dateline.places.toponyms import Toponym, candidates
from dateline.places.words import Word
from dateline.record import Article
from dateline.resources.gazetteer import Gazetteer


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
        mentions = Counter(toponym.key for toponym in found)
        readings = gather(article.text, found)
        company = Company(readings, self.gazetteer)
        near: dict[str, list[str]] = {}
        if len(readings) >= ENOUGH_NAMES:
            near = {reading.key: _company(reading, company, self.gazetteer) for reading in readings.values()}
        own = [
            [
                *self._what(toponym, words, small),
                *self._around(words, toponym),
                *self._commas(article.text, toponym, found, number),
                *near.get(toponym.key, ()),
                f"mentions:{_often(mentions[toponym.key])}",
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
        elif first.text.isupper() and toponym.form == "name":
            features.append("few-capitals")
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


def _company(reading: Reading, company: Company, gazetteer: Gazetteer) -> list[str]:
    """Return how many other names of the article could lie in one county or division with this one."""
    most = {1: 0.0, 2: 0.0}
    for row in reading.rows():
        for above in (row, *gazetteer.within(row)):
            level = gazetteer.level(above)
            if level in most:
                most[level] = max(most[level], company.of(reading, above))
    return [f"company-in-{_LEVELS[level]}:{_shared(share)}" for level, share in most.items()]


def _often(times: int) -> str:
    """Return a band for how often a name stands in an article."""
    return "once" if times == 1 else "some" if times < 4 else "many"


def _shared(share: float) -> str:
    """Return a band for how much other names speak for a division."""
    return "much" if share >= 1.0 else "some" if share >= 0.3 else "little" if share >= 0.08 else "none"


def _renown(fame: int) -> str:
    """Return a band for how many names the world has for a place."""
    return "high" if fame >= 40 else "some" if fame >= 8 else "low"


ENOUGH_NAMES = 6
"""Names from which an article's others say anything of one: a note of two lines has no company to keep."""

_LEVELS = {1: "division", 2: "county"}

_DISCOURSE = frozenset(
    {
        "before:in", "before:near", "before:from", "before:at", "comma-then-place", "comma-then-abbreviation",
        "before-first-name", "before-initial", "first-name-then-capital", "before:mr", "before:mrs", "before:ms",
        "before:dr", "before:judge", "before:sen", "before:gov", "before:president", "after:said",
    }
)  # fmt: skip
"""What also counts for the other mentions of the same name: one sense a discourse."""
