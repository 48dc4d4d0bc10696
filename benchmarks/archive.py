"""An archive of many records: how long a search takes, whether adding gets slower, how large it is.

    python benchmarks/archive.py [--records 100000] [--archive PATH|URL] [--pages FOLDER] [--joined 10000] [--json OUT]

The records are made up, from a seed: words after Zipf's law, speakers, events and places of the gazetteer,
each in a page of HTML with furniture. They are kept in batches of a thousand; before, between and after,
single pages are added as "dateline add" adds them, to see whether that gets slower. Then queries of every
field are asked, each once, on a connection that has asked nothing yet. Then real pages (of FOLDER, by default
those of ../shared/bench/extraction/html where they are) are read and kept one by one, to see what keeping adds.
Last, in an archive of its own, single pages are joined into the stories after 1,000 records and after 10,000.
100,000 records take some 15 minutes. Times are those of the clock, and in brackets of the processor: on a machine
that does other work the clock tells of that work too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dateline.archive import Archive
from dateline.archive.writing import put_page, put_record
from dateline.intake import page_from_bytes
from dateline.record import (
    RECORD_VERSION,
    AnyAnnotation,
    Entity,
    Event,
    EventType,
    Mention,
    Metadatum,
    Page,
    Participant,
    Place,
    PlaceReference,
    PublicationTime,
    Quotation,
    Record,
    Sentence,
    Span,
    Speaker,
    article_of_paragraphs,
    record_id,
)
from dateline.resources.gazetteer import Gazetteer

EARLY = 1_000
SINGLE = 100
"""Pages added one by one at each point."""
JOINED = 20
"""Pages joined one by one."""
BATCH = 1_000
WEIGHED = 20
"""One page of so many is compressed by gzip as well, for the ratio: that takes as long as keeping it."""
REAL = 60
"""Real pages that are read and kept, spread over the folder."""
REAL_PAGES = Path(__file__).resolve().parents[2] / "shared" / "bench" / "extraction" / "html"
SENTENCES = 18
"""Of an article, with 20 words each: 360 words, as the articles of ../shared/bench/extraction have at the median."""
OUTLETS = 50
LINKS = 2_000
"""In the furniture of an outlet: a compressed page then has some 20 KB, and 30 KB at the median of that set."""
TYPES: tuple[EventType, ...] = ("REQUEST", "ACCUSE", "CONSULT", "ASSAULT", "AGREE", "PROTEST")
CITIES = ("Geneva", "Aleppo", "Nairobi", "Lima", "Oslo", "Kyiv", "Paris", "Dhaka", "Lagos", "Quito", "Suva", "Perth")


class Maker:
    """Makes records that differ in their words: the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        letters = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu")
        self.words = ["".join(self.random.choices(letters, k=self.random.randint(1, 4))) for _ in range(30_000)]
        self.weights = list(self._zipf(len(self.words)))
        self.names = [f"{self.random.choice(self.words).title()} {word.title()}" for word in self.words[500:1500]]
        self.furniture = ["".join(self._furniture()) for _ in range(OUTLETS)]
        gazetteer = Gazetteer.load()
        self.places = [gazetteer.candidates(city)[0] for city in CITIES]

    def _zipf(self, count: int) -> Iterator[float]:
        total = 0.0
        for rank in range(1, count + 1):
            total += 1 / (rank + 2)
            yield total

    def _furniture(self) -> Iterator[str]:
        for word in self.random.choices(self.words, k=LINKS):
            yield f'<li class="menu-item menu-item-{len(word)}"><a href="/{word}/{word[::-1]}">{word}</a></li>\n'

    def make(self, number: int) -> tuple[Page, Record]:
        """Return a page and its record."""
        chance = self.random
        sentences, annotations, at = [], [], 0
        for position in range(SENTENCES):
            words = chance.choices(self.words, cum_weights=self.weights, k=20)
            name, place = chance.choice(self.names), chance.choice(self.places)
            if position % 3 == 0:
                words[:2], words[8] = name.split(" "), place.name
            sentence = " ".join(words).capitalize() if position % 3 else " ".join(words)
            span = Span(at, at + len(sentence) + 1)
            annotations += self._findings(sentence, span, position, name, place)
            sentences.append(sentence + ".")
            at = span.end + 1
        text = " ".join(sentences)
        day = f"20{10 + number % 15:02}-{1 + number % 12:02}-{1 + number % 28:02}"
        published = PublicationTime(value=day, precision="day", source="given", raw=day)
        article = article_of_paragraphs(text, published=published, made_by="made-up/1")
        url = f"https://outlet{number % OUTLETS}.example/{number}"
        furniture = self.furniture[number % OUTLETS]
        html = f"<html><head><title>{text[:60]}</title></head><body><p>{text}</p>{furniture}</body></html>"
        page = Page(content=html.encode(), media_type="text/html", encoding="utf-8", url=url)
        section = Metadatum(value=chance.choice(("Politics", "Business", "Sport")), source="meta", raw="")
        language = Metadatum(value="en", source="meta", raw="en")
        article = msgspec.structs.replace(article, sections=(section,), language=language, headline=Span(0, 60))
        record = Record(
            version=RECORD_VERSION,
            id=record_id(page.digest, url),
            page=page.reference(),
            article=article,
            annotations=tuple(annotations),
        )
        return page, record

    def _findings(self, sentence: str, span: Span, position: int, name: str, place: Place) -> list[AnyAnnotation]:
        made: list[AnyAnnotation] = [Sentence(id=f"sentence-{position}", made_by="made-up/1", span=span)]
        if position % 3:
            return made
        who = Span(span.start, span.start + len(name))
        made.append(Mention(id=f"mention-{position}", made_by="made-up/1", span=who, type="person"))
        made.append(
            Entity(
                id=f"entity-{position}", made_by="made-up/1", type="person", name=who, mentions=(f"mention-{position}",)
            )
        )
        speaker = Speaker(span=who, entity=f"entity-{position}")
        said = Span(who.end + 1, span.end - 1)
        made.append(
            Quotation(
                id=f"quotation-{position}", made_by="made-up/1", type="indirect", content=(said,), speaker=speaker
            )
        )
        made.append(
            Event(
                id=f"event-{position}",
                made_by="made-up/1",
                type=self.random.choice(TYPES),
                trigger=Span(who.end + 1, who.end + 3),
                actors=(Participant(span=who, entity=f"entity-{position}", country="CHE"),),
                status="actual",
                evidence=(span,),
            )
        )
        at = span.start + sentence.index(place.name)
        where = Span(at, at + len(place.name))
        made.append(PlaceReference(id=f"place-{position}", made_by="made-up/1", span=where, place=place))
        return made

    def queries(self) -> list[str]:
        """Return queries of every field, with common, middling and rare words."""
        common, middling, rare = self.words[:10], self.words[200:230], self.words[20_000:20_020]
        name = self.names[::40]
        found = [*common, *middling, *rare, *(f"{a} {b}" for a, b in zip(common, rare, strict=False))]
        found += [f'"{a} {b}"' for a, b in zip(common, middling, strict=False)]
        found += [f"{word[:3]}*" for word in middling] + [f"{a} -{b}" for a, b in zip(middling, common, strict=False)]
        found += [f'speaker:"{each}"' for each in name] + [
            f"speaker:{each.split()[0]} about:{common[0]}" for each in name
        ]
        found += [f"type:{kind} actor:{each.split()[1]}" for kind, each in zip(TYPES * 4, name, strict=False)]
        found += [f"near:{city}~50km {word}" for city, word in zip(CITIES, middling, strict=False)]
        found += [f"place:{city} after:2020 before:2020-03" for city in CITIES]
        found += [f"box:40,-10,60,{east} section:sport" for east in range(5, 25, 5)] + [
            "source:outlet7.example",
            "type:ASSAULT",
        ]
        return found


def main() -> None:
    """Build, add, search, and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=100_000)
    arguments.add_argument("--archive", help="an empty archive; a file of its own if left out")
    arguments.add_argument("--pages", type=Path, default=REAL_PAGES)
    arguments.add_argument("--joined", type=int, default=10_000, help="records that single pages are joined after")
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dateline-archive-"))
    try:
        where = options.archive or str(folder / "archive.sqlite")
        found = measure(where, options.records)
        if options.pages.is_dir():
            found |= keeping(where, options.pages)
        found |= joining(str(folder / "stories.sqlite"), options.joined)
    finally:
        shutil.rmtree(folder)
    for name, value in found.items():
        print(f"{name:42} {value:12.2f}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


def measure(where: str, count: int) -> dict[str, float]:
    """Fill an archive and ask it; times are milliseconds."""
    maker = Maker(seed=8)
    html = 0
    number = 0
    started = time.perf_counter()
    adding: list[tuple[float, float]] = []
    with Archive.open(where) as archive:
        for point in (EARLY, count):
            html += _keep(archive, maker, range(number, point))
            adding.append(_median(_added(archive, maker, point)))
            number = point + SINGLE
        built = time.perf_counter() - started
        label = archive.label
    with Archive.open(where) as archive:
        took = {query: _asked(archive, query) for query in maker.queries()}
    for query, (milliseconds, busy) in sorted(took.items(), key=lambda each: -each[1][1])[:5]:
        print(f"slow: {milliseconds:8.1f} ms [{busy:.1f}]  {query}")
    ordered, processor = (sorted(each) for each in zip(*took.values(), strict=True))
    size = Path(label).stat().st_size if Path(label).exists() else 0
    return {
        "records": float(number),
        "seconds to build": built,
        f"ms to add a page after {EARLY}": adding[0][0],
        f"ms to add a page after {count}": adding[1][0],
        "ratio of the two (at most 1.2)": adding[1][0] / adding[0][0],
        f"[ms to add a page after {EARLY}]": adding[0][1],
        f"[ms to add a page after {count}]": adding[1][1],
        "[ratio of the two]": adding[1][1] / adding[0][1],
        "queries": float(len(ordered)),
        "median ms of a search (under 50)": statistics.median(ordered),
        "99th percentile ms (under 200)": ordered[int(0.99 * (len(ordered) - 1))],
        "slowest ms": ordered[-1],
        "[median ms of a search]": statistics.median(processor),
        "[99th percentile ms]": processor[int(0.99 * (len(processor) - 1))],
        "size of the archive, MiB": size / 2**20,
        "size as a ratio to compressed HTML": size / html,
    }


def keeping(where: str, folder: Path) -> dict[str, float]:
    """Read real pages and add them to an archive, one by one; return what each takes."""
    from dateline.pipeline import default_pipeline

    paths = sorted(folder.rglob("*.html*"))
    paths = paths[:: max(1, len(paths) // REAL)][:REAL]
    pipeline = default_pipeline()
    pipeline.read(_page(paths[0]))  # loads what is loaded once
    read: list[tuple[float, float]] = []
    kept: list[tuple[float, float]] = []
    with Archive.open(where) as archive:
        for path in paths:
            page = _page(path)
            began = time.perf_counter(), time.process_time()
            record = pipeline.read(page)
            read.append(_since(began))
            began = time.perf_counter(), time.process_time()
            archive.add(page, record)
            kept.append(_since(began))
    clock, busy = (sum(each[way] for each in kept) / sum(each[way] for each in read) for way in (0, 1))
    return {
        "real pages": float(len(paths)),
        "ms to read one (mean)": statistics.mean(each[0] for each in read),
        "ms to keep one (mean)": statistics.mean(each[0] for each in kept),
        "keeping adds, % (under 15)": 100 * clock,
        "[keeping adds, %]": 100 * busy,
    }


def joining(where: str, count: int) -> dict[str, float]:
    """Join single pages into the stories of an archive that holds a few records, and of one that holds so many."""
    from dateline.gather.storyteller import Storyteller

    maker = Maker(seed=9)
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    took: list[list[tuple[float, float]]] = []
    number = 0
    with Archive.open(where) as archive:
        teller = Storyteller(archive)
        for size in (EARLY, count):
            _keep(archive, maker, range(number, size))
            teller.join(now, replay="window")
            took.append([])
            number = size + JOINED
            for single in range(size, number):
                _keep(archive, maker, range(single, single + 1))
                began = time.perf_counter(), time.process_time()
                teller.join(now)
                took[-1].append(_since(began))
    early, late = map(_median, took)
    return {
        f"ms to join a page after {EARLY}": early[0],
        f"ms to join a page after {count}": late[0],
        f"[ms to join a page after {EARLY}]": early[1],
        f"[ms to join a page after {count}]": late[1],
    }


def _keep(archive: Archive, maker: Maker, numbers: range) -> int:
    """Keep the records of these numbers in batches; return about how many bytes their pages are, compressed."""
    html = 0
    for start in range(numbers.start, numbers.stop, BATCH):
        with archive.writing() as connection:
            for number in range(start, min(start + BATCH, numbers.stop)):
                page, record = maker.make(number)
                put_page(connection, page, record.id)
                put_record(connection, archive.store.words, record)
                if number % WEIGHED == 0:
                    html += WEIGHED * len(gzip.compress(page.content, 6))
    return html


def _page(path: Path) -> Page:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return page_from_bytes(content, url=f"https://real.example/{path.name}")


def _added(archive: Archive, maker: Maker, number: int) -> list[tuple[float, float]]:
    took = []
    for offset in range(SINGLE):
        page, record = maker.make(number + offset)
        began = time.perf_counter(), time.process_time()
        archive.add(page, record)
        took.append(_since(began))
    return took


def _asked(archive: Archive, query: str) -> tuple[float, float]:
    began = time.perf_counter(), time.process_time()
    archive.find(query)
    return _since(began)


def _since(began: tuple[float, float]) -> tuple[float, float]:
    return (time.perf_counter() - began[0]) * 1e3, (time.process_time() - began[1]) * 1e3


def _median(took: list[tuple[float, float]]) -> tuple[float, float]:
    clock, processor = zip(*took, strict=True)
    return statistics.median(clock), statistics.median(processor)


if __name__ == "__main__":
    main()
