"""What may not be shown of a text is in no file of an edition; what stories stand on stays, and can be checked."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article import ArticleLayouter
from dateline.edition import build_edition, verify_edition
from dateline.edition.excerpts import excerpt, holds, whole_digest
from dateline.edition.outlets import EXCERPT_WORDS, Outlet, Outlets, outlets_of
from dateline.pipeline import Pipeline
from dateline.record import Metadatum, Page, Record, Span, evidence
from dateline.record.source import Rights, Source, source_id
from tests.edition.editions import Kept, archive, read

SECRET = "The foreman had warned of the frozen brake in a letter that nobody opened."
LONG = f"Six people were hurt. {SECRET} He kept a copy. It hung in his kitchen."


def outlets(**said: object) -> Outlets:
    return Outlets([Outlet(hosts=("harbour.example", "copyist.example"), **said)])  # type: ignore[arg-type]


def everything(folder: Path) -> str:
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file())


def test_words_left_out_are_in_no_file_and_what_a_story_cites_stays_checkable(tmp_path: Path) -> None:
    build_edition(archive(), tmp_path / "some", outlets=outlets(shown=0, title="Harbour"))
    assert verify_edition(tmp_path / "some") == []
    told = everything(tmp_path / "some")
    # The story's lead and a claim stand on that sentence.
    assert "Six people were hurt when a crane fell" in told
    assert "Nobody should work under it" not in told
    assert "an excerpt of 0 words at most: what is set for its source" in told
    build_edition(archive(), tmp_path / "all", outlets=outlets(shown="whole"))
    assert "Nobody should work under it" in everything(tmp_path / "all")


def test_the_desk_reads_everything_and_its_edition_says_so(tmp_path: Path) -> None:
    build_edition(archive(), tmp_path / "desk", outlets=Outlets(outlets(shown=0).known, desk=True))
    assert verify_edition(tmp_path / "desk") == []
    assert "Nobody should work under it" in everything(tmp_path / "desk")


def test_a_rule_that_was_loosened_in_a_built_edition_is_found(tmp_path: Path) -> None:
    build_edition(archive(), tmp_path / "all", outlets=outlets(shown=500))
    manifest = tmp_path / "all" / "data" / "edition.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"shown":500', b'"shown":0'))
    assert any(problem.says == "more of the text is shown than its source allows"
               for problem in verify_edition(tmp_path / "all"))  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [("robots", "noai, noimageai"), ("robots", "NOSNIPPET"), ("googlebot", "max-snippet:0"), ("tdm-reservation", "1")],
)
def test_a_page_that_reserves_rights_is_shown_as_an_excerpt(name: str, content: str) -> None:
    page = f'<meta name="{name}" content="{content}"><h1>Rain</h1><p>It rained all day.</p>'.encode()
    captured = Page(content=page, media_type="text/html", encoding="utf-8", url="https://harbour.example/rain")
    record = Pipeline(ArticleLayouter(), []).read(captured)
    assert Outlets().rule(record).words == EXCERPT_WORDS
    assert f"its page says “{name}: {content}”" in Outlets().rule(record).why
    # What the user says of the source goes before what is reserved.
    assert outlets(shown="whole").rule(record).words is None


@pytest.mark.parametrize(
    "rights", [Rights(tdm_reserved=True), Rights(robots="robots.txt asks to leave the site alone")]
)
def test_a_site_that_reserves_rights_is_shown_in_excerpts(rights: Rights) -> None:
    assert outlets(rights=rights).rule(reserving("")).words == EXCERPT_WORDS
    assert outlets(rights=Rights(tdm_reserved=False)).rule(reserving("")).words is None


def test_an_excerpt_keeps_offsets_and_leaves_out_what_was_found_in_words_left_out() -> None:
    record = read(LONG, headline="Warned", publisher="Harbour", published="2024-03-05")
    short = excerpt(record, 4)
    assert len(short.text) == len(record.text)
    assert short.text.split() == ["Warned", "Six", "people", "were", "hurt."]
    assert {each.span.of(short.text) for each in short.sentences} == {"Warned", "Six people were hurt."}
    assert whole_digest(short.article) == record.article.digest
    proof = evidence(record, short.sentences[1].span)
    assert holds(proof, short)
    assert not holds(evidence(record, record.sentences[-1].span), short)
    assert Record.from_json(short.to_json()) == short


@given(words=st.integers(0, 60), start=st.integers(0, 80), length=st.integers(1, 40))
def test_an_excerpt_of_an_excerpt_is_the_same(words: int, start: int, length: int) -> None:
    record = next(iter(archive().records()))
    cited = [Span(start, min(start + length, len(record.text)))]
    short = excerpt(record, words, cited)
    assert excerpt(short, words, cited) == short
    assert cited[0].of(short.text) == cited[0].of(record.text)
    assert all(span.of(short.text) == span.of(record.text) for each in short.annotations for span in [each.extent])


def test_an_edition_for_readers_holds_no_address_that_a_source_is_asked_at() -> None:
    url = "https://feeds.quay.example/news.xml?key=4711"
    source = Source(id=source_id(url), url=url, kind="rss", site="https://www.quay.example/", added_at="2024-03-05")
    [outlet] = outlets_of([source])
    assert outlet.hosts == ("quay.example", "feeds.quay.example")
    assert b"4711" not in msgspec.json.encode(outlet)


def test_the_stricter_of_two_lists_of_one_host_stands() -> None:
    loose, strict = (Outlet(hosts=("harbour.example",), shown=words) for words in (50, 20))
    assert (
        Outlets([loose, strict]).rule(reserving("")).words == Outlets([strict, loose]).rule(reserving("")).words == 20
    )


def test_a_changed_rule_draws_the_pages_of_its_source_again(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    build_edition(archive(), folder)
    build_edition(archive(), folder, outlets=outlets(shown=0))
    assert verify_edition(folder) == []
    assert "Nobody should work under it" not in everything(folder)


def test_no_excerpt_is_made_of_what_nobody_reserves() -> None:
    assert isinstance(archive(), Kept)
    assert all(Outlets().rule(record).words is None for record in archive().records())


def reserving(raw: str) -> Record:
    record = read("It rained.", headline="Rain", publisher="Harbour", published=None)
    rights = (Metadatum(value=raw, source="meta", raw=raw),) if raw else ()
    return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, rights=rights))
