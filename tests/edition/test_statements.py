"""Who said what, on a story's page."""

from __future__ import annotations

import re
from pathlib import Path

from dateline.edition import build_edition, verify_edition
from dateline.record import AnyAnnotation, Family, Identifier, Quotation, Record, Span, Speaker, Story
from tests.edition.editions import Kept
from tests.writing import written

TEXT = (
    "The crane was old, Hanna Brzoza said. The quay was wet, Hanna Brzoza said. “I saw it lean,” said Pavel Orlik. "
    "“It groaned first,” Hanna Brzoza said."
)
WORDS = {
    "The crane was old": ("indirect", "Hanna Brzoza"),
    "The quay was wet": ("indirect", "Hanna Brzoza"),
    "I saw it lean,": ("direct", "Pavel Orlik"),
    "It groaned first,": ("direct", "Hanna Brzoza"),
}


def quoting(publisher: str) -> Record:
    record = written(
        TEXT, published="2024-03-05", headline=f"Crane falls, says {publisher}", url=f"https://{publisher}.example/1"
    )
    name = Identifier()
    found: list[AnyAnnotation] = []
    for words, (kind, speaker) in WORDS.items():
        said, who = span_of(record, words), span_of(record, speaker)
        found.append(
            Quotation(id=name("quotation", said), made_by="by-hand/1", type=kind, content=(said,),  # type: ignore[arg-type]
                      cue=(span_of(record, "said"),), speaker=Speaker(span=who))
        )  # fmt: skip
    return record.with_annotations(found)


def span_of(record: Record, words: str) -> Span:
    start = record.text.index(words)
    return Span(start, start + len(words))


def test_a_story_shows_direct_quotations_first_the_same_words_once_and_a_few_of_each_speaker(tmp_path: Path) -> None:
    one, other = quoting("harbour"), quoting("tower")
    families = (Family(id="family-a", members=(one.id,)), Family(id="family-b", members=(other.id,)))
    story = Story(id="story-a", headline=None, families=families, latest="2024-03-05", made_by="by-hand/1")
    build_edition(Kept([one, other], [story]), tmp_path / "edition")
    page = (tmp_path / "edition" / "stories" / "story-a.html").read_text("utf-8")
    said = re.findall(r'class="said \w+"><a [^>]*>([^<]*)</a>', page)
    assert said == ["I saw it lean,", "It groaned first,", "The crane was old"]
    assert verify_edition(tmp_path / "edition") == []
