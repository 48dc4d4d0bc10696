"""A rich record made by hand: every kind of finding, every status, nested marks, removed blocks."""

from __future__ import annotations

from typing import Any

from dateline.record import (
    RECORD_VERSION,
    AnyAnnotation,
    Article,
    Block,
    Byline,
    Dateline,
    Entity,
    Event,
    EventStatus,
    EventType,
    Identifier,
    Mention,
    Metadatum,
    Operator,
    Page,
    Part,
    Participant,
    Place,
    PlaceReference,
    PublicationTime,
    Quotation,
    Reason,
    Record,
    Removed,
    Role,
    Sentence,
    Span,
    Speaker,
    TimeCandidate,
    TimeExpression,
    record_id,
    text_digest,
)

PARAGRAPHS: tuple[tuple[Role, str], ...] = (
    ("headline", "Harbour pilots of Trieste call off strike after night of talks"),
    ("deck", "Union says it will be back on the quay in May if the new roster is not withdrawn"),
    ("byline", "By Livia Brandolin and Oskar Helmen"),
    ("caption", "Tugs at the old pier of Trieste on Friday morning. Photo: Ennio Sartorel"),
    (
        "body",
        (
            "TRIESTE, March 14 (Adria Wire) — The harbour pilots of Trieste called off a strike on Friday after the"
            " port authority agreed to pay for eleven more pilots, ending a quarrel that had kept ferries to Muggia"
            " and Pula at their berths since Monday."
        ),
    ),
    (
        "body",
        (
            "“We did not want this strike, and nobody on the quay in Trieste will miss it,” said Marta Vidali,"
            " who leads the pilots’ union. “But if the roster of last week comes back in May, so will we.”"
        ),
    ),
    (
        "body",
        (
            "The head of the port authority, Claudio Renner, said the agreement would cost about two million euros"
            " a year and denied that the ministry in Rome had ordered him to sign. “Rome did not call,” he said."
        ),
    ),
    ("subheading", "A roster that nobody signed"),
    (
        "body",
        (
            "Ljubljana wants Italy to keep the terminal at Koper and the one at Trieste on the same timetable."
            " Slovenian shippers demanded on Wednesday that the government compensate them for the lost days,"
            " and they plan to protest outside the customs house next Tuesday."
        ),
    ),
    (
        "body",
        (
            "The so-called “phantom roster”, which Ms Vidali accused the authority of hiding, has not been"
            " published. According to a letter seen by this newspaper, it would have cut night crews by a third"
            " in the summer of 2025."
        ),
    ),
    ("body", "Ferries to Pula are due to sail again at 6 a.m. on Saturday."),
    ("correction", "Correction: an earlier version of this article gave the number of new pilots as twelve."),
)


class Writing:
    """Lays paragraphs as one text and finds words in it."""

    def __init__(self, paragraphs: tuple[tuple[Role, str], ...]) -> None:
        self.text = "\n\n".join(words for _, words in paragraphs)
        self.name = Identifier()
        blocks = []
        start = 0
        for role, words in paragraphs:
            blocks.append(Block(role=role, span=Span(start, start + len(words))))
            start += len(words) + 2
        self.blocks = tuple(blocks)

    def at(self, words: str, after: str = "") -> Span:
        """The words, the first time they stand after the other ones."""
        start = self.text.index(words, self.text.index(after) if after else 0)
        return Span(start, start + len(words))

    def __call__(self, kind: str, span: Span) -> str:
        return self.name(kind, span)


def _place(identifier: str, name: str, latitude: float, longitude: float, country: str, *chain: str) -> Place:
    return Place(
        id=identifier, name=name, latitude=latitude, longitude=longitude, type="city", country=country, chain=chain
    )


TRIESTE = _place("geonames:3165185", "Trieste", 45.6495, 13.7768, "ITA", "Friuli Venezia Giulia", "Italy")
MUGGIA = _place("geonames:3172639", "Muggia", 45.6037, 13.7676, "ITA", "Friuli Venezia Giulia", "Italy")
PULA = _place("geonames:3192224", "Pula", 44.8683, 13.8481, "HRV", "Istria", "Croatia")
PULA_ITALY = _place("geonames:2523650", "Pula", 39.0116, 9.0009, "ITA", "Sardinia", "Italy")
ROME = _place("geonames:3169070", "Rome", 41.8919, 12.5113, "ITA", "Lazio", "Italy")
LJUBLJANA = _place("geonames:3196359", "Ljubljana", 46.0511, 14.5051, "SVN", "Slovenia")
KOPER = _place("geonames:3197753", "Koper", 45.5469, 13.7294, "SVN", "Slovenia")


def rich_record() -> Record:
    """The record of an invented article about a strike."""
    w = Writing(PARAGRAPHS)
    text = w.text
    findings: list[AnyAnnotation] = [*_sentences(w), *_people(w)]
    entities = {f.name.of(text): f.id for f in findings if isinstance(f, Entity)}
    findings += _quotations(w, entities)
    findings += _times(w)
    findings += _places(w)
    findings += _events(w, entities)
    page = Page(
        content=text.encode(),
        media_type="text/html",
        encoding="utf-8",
        encoding_source="meta",
        url="https://adria-courier.example/harbour/pilots-call-off-strike",
        fetched_at="2025-03-14T19:02:11+00:00",
    )
    return Record(
        version=RECORD_VERSION,
        id=record_id(page.digest, page.url),
        page=page.reference(),
        article=_article(w),
        annotations=tuple(findings),
        parts=(
            Part(name="article-html/1"),
            Part(name="sentences-spacy/1", resources=(("en_core_web_md 3.7.1", "5b" * 32),)),
            Part(name="quotes-rules/1"),
            Part(name="times-rules/1"),
            Part(name="places-gazetteer/1", resources=(("places 2026-11", "c4" * 32),)),
            Part(name="events-rules/1"),
        ),
    )


def _article(w: Writing) -> Article:
    return Article(
        text=w.text,
        digest=text_digest(w.text),
        blocks=w.blocks,
        removed=(
            Removed(
                words="Harbour pilots of Trieste call off strike after night of talks",
                taken_for="repeated-headline",
                reason="repeats the headline word for word",
                path="main > figure > figcaption",
                before=w.blocks[3].span.start,
            ),
            Removed(
                words="Share this article",
                taken_for="share-control",
                reason="a control, not a sentence",
                path="main > div.social",
            ),
            Removed(
                words="The Adria Courier has reported from the ports of the northern Adriatic since 1951. Subscribe.",
                taken_for="publisher-blurb",
                reason="speaks of the publisher itself, in every article at the same place",
                path="main > aside.about",
            ),
            Removed(
                words="Read next: The last lighthouse keeper of Savudrija",
                taken_for="related",
                reason="leads to another article",
            ),
        ),
        headline=w.blocks[0].span,
        headline_stated=Metadatum(
            value="Trieste pilots end strike", source="opengraph", raw="Trieste pilots end strike", path="og:title"
        ),
        dateline=Dateline(
            span=w.at("TRIESTE, March 14 (Adria Wire) —"),
            place=w.at("TRIESTE"),
            date=w.at("March 14"),
            agency=w.at("Adria Wire"),
        ),
        bylines=(
            Byline(
                name=Metadatum(
                    value="Livia Brandolin",
                    source="json-ld",
                    raw="Livia Brandolin",
                    path="author[0].name",
                    span=w.at("Livia Brandolin"),
                ),
                kind="person",
            ),
            Byline(
                name=Metadatum(
                    value="Oskar Helmen",
                    source="visible",
                    raw="By Livia Brandolin and Oskar Helmen",
                    path="p.byline",
                    span=w.at("Oskar Helmen"),
                ),
                kind="person",
            ),
        ),
        publisher=Metadatum(
            value="The Adria Courier", source="json-ld", raw="The Adria Courier", path="publisher.name"
        ),
        published=PublicationTime(
            value="2025-03-14T18:40:00+01:00",
            precision="minute",
            source="json-ld",
            raw="2025-03-14T18:40+01:00",
            path="datePublished",
            zone="Europe/Rome",
        ),
        modified=PublicationTime(
            value="2025-03-14T19:55:00+01:00",
            precision="minute",
            source="meta",
            raw="2025-03-14T19:55:00+01:00",
            path="article:modified_time",
        ),
        sections=(Metadatum(value="Business", source="url", raw="harbour", path="path segment 1"),),
        language=Metadatum(value="en", source="microdata", raw="en-GB", path="html@lang"),
        agency_credit=Metadatum(value="Adria Wire", source="visible", raw="(Adria Wire)", path="dateline"),
        alternatives=(
            (
                "published",
                Metadatum(value="2025-03-15", source="visible", raw="15 March 2025", path="footer > time"),
            ),
        ),
        flags=("The footer gives another day of publication than the article’s own data.",),
        made_by="article-html/1",
    )


def _sentences(w: Writing) -> list[AnyAnnotation]:
    found: list[AnyAnnotation] = []
    for block in w.blocks:
        start = block.span.start
        while start < block.span.end:
            stop = w.text.find(". ", start, block.span.end)
            if 0 <= stop < block.span.end - 2 and w.text[stop - 3 : stop] != "a.m":
                end = stop + 1
            else:
                end = block.span.end
            span = Span(start, end)
            found.append(Sentence(id=w("sentence", span), made_by="sentences-spacy/1", span=span))
            start = end + 1
    return found


def _people(w: Writing) -> list[AnyAnnotation]:
    found: list[AnyAnnotation] = []
    for name, again, role in (
        ("Marta Vidali", ("Ms Vidali",), "leads the pilots’ union"),
        ("Claudio Renner", (), "head of the port authority"),
    ):
        spans = [w.at(name), *(w.at(words) for words in again)]
        mentions = [
            Mention(id=w("mention", span), made_by="mentions-spacy/1", span=span, type="person") for span in spans
        ]
        found += mentions
        found.append(
            Entity(
                id=w("entity", spans[0]),
                made_by="entities-rules/1",
                type="person",
                name=spans[0],
                mentions=tuple(mention.id for mention in mentions),
                roles=(w.at(role),),
            )
        )
    return found


def _quotations(w: Writing, entities: dict[str, str]) -> list[AnyAnnotation]:
    def quotation(*content: Span, **more: Any) -> Quotation:
        covered = Span(content[0].start, content[-1].end)
        return Quotation(id=w("quotation", covered), made_by="quotes-rules/1", content=content, **more)

    marta = Speaker(span=w.at("Marta Vidali"), entity=entities["Marta Vidali"], how="the name after “said”")
    return [
        quotation(
            w.at("We did not want this strike, and nobody on the quay in Trieste will miss it"),
            w.at("But if the roster of last week comes back in May, so will we."),
            type="direct",
            speaker=marta,
            cue=(w.at("said", "miss it"),),
            rule="said X",
            confidence=0.97,
        ),
        quotation(
            w.at("the agreement would cost about two million euros a year"),
            type="indirect",
            speaker=Speaker(span=w.at("Claudio Renner"), entity=entities["Claudio Renner"], how="subject of “said”"),
            cue=(w.at("said", "Claudio Renner"),),
            rule="X said that",
            confidence=0.91,
        ),
        quotation(
            w.at("that the ministry in Rome had ordered him to sign"),
            type="indirect",
            speaker=Speaker(span=w.at("Claudio Renner"), entity=entities["Claudio Renner"], how="subject of “denied”"),
            cue=(w.at("denied"),),
            flags=("denied",),
            rule="X denied that",
        ),
        quotation(
            w.at("Rome did not call"),
            type="direct",
            speaker=Speaker(
                span=w.at("he", "“Rome did not call,” "),
                entity=entities["Claudio Renner"],
                how="“he”: the only man named in the paragraph",
                evidence=(w.at("Claudio Renner"),),
            ),
            cue=(w.at("said", "not call,”"),),
            rule="he said",
            confidence=0.88,
        ),
        quotation(w.at("phantom roster"), type="direct", use="scare", rule="so-called"),
        quotation(
            w.at("it would have cut night crews by a third in the summer of 2025"),
            type="indirect",
            speaker=Speaker(span=w.at("a letter seen by this newspaper")),
            cue=(w.at("According to"),),
            flags=("document",),
            rule="according to",
            confidence=0.8,
        ),
    ]


def _times(w: Writing) -> list[AnyAnnotation]:
    def time(words: str, value: str | None, rule: str, after: str = "", **more: Any) -> TimeExpression:
        span = w.at(words, after)
        return TimeExpression(
            id=w("time", span), made_by="times-rules/1", span=span, type="DATE", value=value, rule=rule, **more
        )

    return [
        time("Friday", "2025-03-14", "weekday", anchor="publication", confidence=0.98),
        time(
            "March 14",
            "2025-03-14",
            "month day",
            inferred=True,
            reasons=(
                Reason(says="the year is that of publication"),
                Reason(says="a Friday, as the article says", span=w.at("Friday", "called off a strike")),
            ),
            candidates=(
                TimeCandidate(
                    value="2014-03-14",
                    reasons=(
                        Reason(says="also a Friday"),
                        Reason(says="years before publication", against=True),
                    ),
                    excluded=True,
                ),
            ),
        ),
        time("Friday", "2025-03-14", "weekday", after="called off a strike", anchor="publication", confidence=0.98),
        time("Monday", "2025-03-10", "weekday", mod="ON_OR_AFTER", anchor="publication", confidence=0.95),
        time("last week", "2025-W10", "last unit", anchor="publication", confidence=0.9),
        time("May", "2025-05", "month", after="comes back in", anchor="publication", inferred=True),
        time("Wednesday", "2025-03-12", "weekday", anchor="publication", confidence=0.95),
        time("the lost days", None, "described days"),
        time("next Tuesday", "2025-03-18", "next weekday", anchor="publication", confidence=0.93),
        time("the summer of 2025", "2025-SU", "season year", confidence=0.99),
        time("6 a.m. on Saturday", "2025-03-15T06:00", "clock weekday", anchor="publication", confidence=0.9),
    ]


def _places(w: Writing) -> list[AnyAnnotation]:
    def place(words: str, where: Place | None, after: str = "", **more: Any) -> PlaceReference:
        span = w.at(words, after)
        return PlaceReference(id=w("place", span), made_by="places-gazetteer/1", span=span, place=where, **more)

    return [
        place("Trieste", TRIESTE, confidence=0.99),
        place("Trieste", TRIESTE, after="old pier", confidence=0.99),
        place("TRIESTE", TRIESTE, reasons=(Reason(says="stands in the date line"),), confidence=0.99),
        place("Trieste", TRIESTE, after="The harbour pilots", confidence=0.99),
        place("Muggia", MUGGIA, confidence=0.96),
        place(
            "Pula",
            PULA,
            confidence=0.86,
            reasons=(Reason(says="90 km from Trieste, which the article names most", span=w.at("Trieste")),),
            candidates=(PULA_ITALY,),
        ),
        place("Trieste", TRIESTE, after="on the quay in", confidence=0.99),
        place("Rome", ROME, confidence=0.97),
        place("Rome", ROME, after="“Rome", use="metonym", stands_for="ITA", confidence=0.8),
        place("Ljubljana", LJUBLJANA, use="metonym", stands_for="SVN", confidence=0.9),
        place("Koper", KOPER, confidence=0.98),
        place("the customs house", None),
        place("Pula", PULA, after="night crews by", confidence=0.86, candidates=(PULA_ITALY,)),
    ]


def _events(w: Writing, entities: dict[str, str]) -> list[AnyAnnotation]:
    def event(
        type_: EventType,
        trigger: Span,
        status: EventStatus,
        actors: tuple[Participant, ...],
        recipients: tuple[Participant, ...] = (),
        **more: Any,
    ) -> Event:
        start = max(w.text.rfind(". ", 0, trigger.start) + 2, w.text.rfind("\n", 0, trigger.start) + 1)
        stop = min(n for n in (w.text.find(".", trigger.end), len(w.text)) if n >= 0)
        return Event(
            id=w("event", trigger),
            made_by="events-rules/1",
            type=type_,
            trigger=trigger,
            status=status,
            actors=actors,
            recipients=recipients,
            evidence=(Span(start, stop + 1),),
            **more,
        )

    def who(words: str, after: str = "", **more: Any) -> Participant:
        return Participant(span=w.at(words, after), **more)

    return [
        event(
            "CONCEDE",
            w.at("agreed"),
            "actual",
            (who("the port authority", "on Friday after"),),
            (who("The harbour pilots of Trieste"),),
            rule="agree to",
            confidence=0.84,
        ),
        event(
            "COERCE",
            w.at("ordered"),
            "denied",
            (who("the ministry in Rome"),),
            (who("him", "had ordered", entity=entities["Claudio Renner"]),),
            modality=(Operator(kind="negation", span=w.at("denied"), holder=w.at("Claudio Renner")),),
            rule="order",
        ),
        event(
            "REQUEST",
            w.at("wants", "Ljubljana"),
            "actual",
            (who("Ljubljana", country="SVN", sectors=("GOV",)),),
            (who("Italy"),),
            rule="want X to",
        ),
        event(
            "COOPERATE",
            w.at("keep", "wants Italy"),
            "demanded",
            (who("Italy"),),
            (),
            modality=(Operator(kind="wish", span=w.at("wants", "Ljubljana"), holder=w.at("Ljubljana")),),
            rule="keep together",
        ),
        event(
            "AID",
            w.at("compensate"),
            "demanded",
            (who("the government", "demanded on"),),
            (who("Slovenian shippers"),),
            modality=(Operator(kind="demand", span=w.at("demanded"), holder=w.at("Slovenian shippers")),),
            rule="compensate",
            confidence=0.79,
        ),
        event(
            "PROTEST",
            w.at("protest", "they plan to"),
            "planned",
            (who("Slovenian shippers"),),
            (),
            mode="demo",
            modality=(Operator(kind="plan", span=w.at("plan", "and they"), holder=w.at("they", "lost days, and")),),
            time=f"time-{w.at('next Tuesday').start}-{w.at('next Tuesday').end}",
            rule="protest",
            confidence=0.9,
        ),
        event(
            "ACCUSE",
            w.at("accused"),
            "actual",
            (who("Ms Vidali", entity=entities["Marta Vidali"]),),
            (who("the authority", "accused"),),
            rule="accuse of",
            confidence=0.92,
        ),
        event(
            "SANCTION",
            w.at("cut", "would have"),
            "hypothetical",
            (),
            (who("night crews"),),
            modality=(Operator(kind="modal", span=w.at("would have")),),
            rule="cut",
        ),
    ]
