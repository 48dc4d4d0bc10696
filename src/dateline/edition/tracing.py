"""What a page was made from: a source that notes every question it is asked.

A page is a function of the answers it gets: this record, that story, the list of a speaker's reports, the
sections at the head. While it is drawn each question is noted; as long as every answer is the same, so is the
page. Nobody has to say by hand what a page stands on, so nothing can be forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec

from dateline.edition.holdings import At, Filter, Indexed, ListKind, Part
from dateline.edition.lines import Source
from dateline.edition.outlets import Outlet, Outlets
from dateline.edition.ranking import Weight
from dateline.record import Record, Story

T = TypeVar("T")
Note = Callable[[str], None]
"""Is told each question: its kind, a colon, what it is about."""


class Traced(Source):
    """A source that asks another one, and keeps the questions in ``asked``. To draw one page with."""

    def __init__(self, source: Source, holdings: Indexed) -> None:
        self.asked: set[str] = set()
        self._inner = source
        super().__init__(
            _Noting(holdings, self.asked.add), title=source.title, now=None, contact=source.contact, base=source.base
        )

    @property
    def now(self) -> str | None:
        self.asked.add("now:")
        return self._inner.now

    @property
    def day(self) -> str | None:
        self.asked.add("day:")
        return self._inner.day

    def ranked(self) -> list[Story]:
        self.asked.add("ranked:")
        return self._inner.ranked()

    def weights(self) -> dict[str, Weight]:
        self.asked.add("weights:")
        return self._inner.weights()

    def met(self, story: Story) -> tuple[str, ...]:
        self.asked.add(f"met:{story.id}")
        return self._inner.met(story)

    def section_counts(self) -> dict[str, int]:
        self.asked.add("sections:")
        return self._inner.section_counts()

    def head_sections(self) -> list[str]:
        self.asked.add("head:")
        return self._inner.head_sections()

    def has_section(self, name: str) -> bool:
        self.asked.add(f"section:{name}")
        return self._inner.has_section(name)


class Answers:
    """The answer to each question, as a digest: worked out when it is first asked."""

    def __init__(self, source: Source, holdings: Indexed, digests: Mapping[str, str]) -> None:
        self._source = source
        self._holdings = holdings
        self._records = digests
        self._known: dict[str, bytes] = {}

    def digest(self, asked: Iterable[str]) -> str:
        """Return a digest of the answers to questions, whatever their order."""
        found = hashlib.blake2b(digest_size=16)
        for question in sorted(asked):
            known = self._known.get(question)
            if known is None:
                known = self._known[question] = digest_of(self._answer(question))
            found.update(known)
        return found.hexdigest()

    def _answer(self, question: str) -> object:
        kind, _, about = question.partition(":")
        source, holdings = self._source, self._holdings
        match kind:
            case "record":
                return self._records.get(about)
            case "story":
                return holdings.stories.get(about)
            case "stories-of":
                return [story.id for story in holdings.stories_of(about)]
            case "list":
                named, _, key = about.partition(":")
                return holdings.all_of(named, key)  # type: ignore[arg-type]  # as it was noted
            case "part":
                named, number, size, key = about.split(":", 3)
                return holdings.listed(named, key, _at(number, size))  # type: ignore[arg-type]  # as it was noted
            case "reports-of":
                most, _, key = about.partition(":")
                return holdings.reports_of(key, int(most))
            case "stories-part":
                return holdings.stories_part(_at(*about.split(":")))
            case "changed":
                return holdings.changed(about or None)
            case "counts":
                return holdings.counts()
            case "outlets":
                return holdings.outlets.known
            case "samples":
                return [(record.id, self._records[record.id]) for record in holdings.samples()]
            case "now":
                return source.now
            case "day":
                return source.day
            case "ranked":
                return source.ranked()
            case "weights":
                return list(source.weights().items())
            case "met":
                return about in holdings.stories and source.met(holdings.stories[about])
            case "sections":
                return list(source.section_counts().items())
            case "head":
                return source.head_sections()
            case "section":
                return source.has_section(about)
        raise KeyError(question)


def digest_of(value: object) -> bytes:
    """Return a digest of something that can be written as JSON."""
    return hashlib.blake2b(msgspec.json.encode(value), digest_size=16).digest()


def _at(number: str, most: str) -> At:
    return At(int(number) if number else None, int(most))


class _Noting:
    """Holdings that note what they are asked for."""

    def __init__(self, holdings: Indexed, note: Note) -> None:
        self._holdings = holdings
        self._note = note
        self.outlets = _NotingOutlets(holdings.outlets, note)
        self.records: Mapping[str, Record] = _NotingMapping(holdings.records, "record", note)
        self.stories: Mapping[str, Story] = _NotingMapping(holdings.stories, "story", note)

    def recent_stories(self) -> Iterable[Story]:
        # Only ``Source.ranked`` asks for them.
        raise NotImplementedError

    def stories_of(self, record_id: str) -> Iterable[Story]:
        self._note(f"stories-of:{record_id}")
        found = list(self._holdings.stories_of(record_id))
        for story in found:
            self._note(f"story:{story.id}")
        return found

    def having(self, kind: ListKind, key: str, only: Filter) -> Iterator[Record]:
        self._note(f"list:{kind}:{key}")
        return self._noted(self._holdings.having(kind, key, only))

    def part(self, kind: ListKind, key: str, only: Filter, at: At) -> Part[Record] | None:
        self._note(f"part:{kind}:{at.number or ''}:{at.most}:{key}")
        found = self._holdings.part(kind, key, only, at)
        return None if found is None else found._replace(of=self._noted(found.of))

    def _noted(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            self._note(f"record:{record.id}")
            yield record

    def reports_of(self, key: str, most: int) -> list[str]:
        self._note(f"reports-of:{most}:{key}")
        return self._holdings.reports_of(key, most)

    def stories_part(self, at: At) -> Part[Story] | None:
        self._note(f"stories-part:{at.number or ''}:{at.most}")
        return self._holdings.stories_part(at)

    def changed(self, key: str | None = None) -> list[tuple[str, ...]]:
        self._note(f"changed:{key or ''}")
        return self._holdings.changed(key)

    def counts(self) -> tuple[int, int]:
        self._note("counts:")
        return self._holdings.counts()

    def samples(self) -> list[Record]:
        self._note("samples:")
        return self._holdings.samples()


class _NotingOutlets(Outlets):
    """Outlets that note that they were asked for; a record's rule is part of its own digest."""

    def __init__(self, outlets: Outlets, note: Note) -> None:
        super().__init__(outlets.known, desk=outlets.desk)
        self._note = note

    def of(self, record: Record) -> Outlet | None:
        self._note("outlets:")
        return super().of(record)


class _NotingMapping(Mapping[str, T]):
    """Things by id that note which were asked for, those too that are not there."""

    def __init__(self, held: Mapping[str, T], kind: str, note: Note) -> None:
        self._held, self._kind, self._note = held, kind, note

    def __getitem__(self, key: str) -> T:
        self._note(f"{self._kind}:{key}")
        return self._held[key]

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError  # no page may look at all of them: it would have to be drawn each time

    def __len__(self) -> int:
        raise NotImplementedError
