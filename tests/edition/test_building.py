"""A build draws only what would change, and what comes out is what a build from nothing would give."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.edition import build_edition, building, verify_edition, views
from dateline.edition.holdings import LAST_PAGE, At, from_the_oldest
from dateline.edition.notes import NOTES
from dateline.errors import EditionError
from dateline.record import Family, Record, Story, StoryLink, evidence
from tests.edition.editions import HARBOUR, TOWER, Kept, archive, files, read

TEXTS = (HARBOUR, TOWER, "The quay is open again.", "Rain fell on Gdansk.")


def report(number: int, *, day: int | None, publisher: str, text: int, section: str = "World") -> Record:
    """A report of its own address, so that reports with one text are several."""
    published = None if day is None else f"2024-03-{day:02}"
    return read(
        TEXTS[text], headline=f"Report {number}", publisher=f"{publisher}{number % 3}", published=published,
        section=section,
    )  # fmt: skip


def captured(record: Record) -> Record:
    """The same report without its date, captured on that day."""
    published = record.article.published
    assert published is not None
    article = msgspec.structs.replace(record.article, published=None)
    page = msgspec.structs.replace(record.page, fetched_at=f"{published.value}T09:00:00+00:00")
    return msgspec.structs.replace(record, article=article, page=page)


def story_of(name: str, records: list[Record], *, section: str = "World", linked: str = "") -> Story:
    first = records[0]
    assert first.article.headline is not None
    dated = [each.article.published.value for each in records if each.article.published is not None]
    return Story(
        id=f"story-{name}",
        headline=evidence(first, first.article.headline),
        families=tuple(Family(id=f"family-{each.id}", members=(each.id,)) for each in records),
        sections=(section,),
        first=min(dated, default=None),
        latest=max(dated, default=None),
        links=(StoryLink(type="follows-up", story=f"story-{linked}"),) if linked else (),
        made_by="by-hand/1",
    )


REPORTS = st.builds(
    report, st.integers(0, 8), day=st.none() | st.integers(1, 4), publisher=st.sampled_from(["Harbour", "Tower"]),
    text=st.integers(0, 3),
)  # fmt: skip


@st.composite
def archives(draw: st.DrawFn) -> Kept:
    """A small archive; two of them share many records, and have some ids with other contents."""
    records = draw(st.lists(REPORTS, min_size=1, max_size=4, unique_by=lambda record: record.id))
    names = draw(st.lists(st.sampled_from("abcd"), max_size=3, unique=True))
    stories = [
        story_of(
            name,
            draw(st.lists(st.sampled_from(records), min_size=1, max_size=3, unique_by=lambda record: record.id)),
            section=draw(st.sampled_from(["World", "Local", "Zoo"])),
            linked=draw(st.sampled_from(["", *"abcd"])),
        )
        for name in names
    ]
    return Kept(records, stories)


@pytest.fixture(scope="module")
def short_lists() -> Iterator[None]:
    """Lists of a few items, so that they go over several pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "IN_TABLE", 3)
        patch.setattr(views, "IN_LIST", 2)
        yield


@pytest.mark.usefixtures("short_lists")
@given(st.lists(archives(), min_size=2, max_size=3), st.sampled_from(["", "https://quay.example/"]))
@settings(max_examples=10, deadline=None)
def test_an_edition_built_over_another_one_has_the_bytes_of_one_built_from_nothing(kept: list[Kept], base: str) -> None:
    with TemporaryDirectory() as temporary:
        folder, fresh = Path(temporary) / "edition", Path(temporary) / "fresh"
        build_edition(kept[0], folder, base=base)
        for each in kept[1:]:
            build_edition(each, folder, base=base)
            build_edition(each, fresh, base=base)
            assert files(folder) == files(fresh)
            shutil.rmtree(fresh)
        assert verify_edition(folder) == []


def test_the_same_archive_again_draws_nothing(tmp_path: Path) -> None:
    first = build_edition(archive(), tmp_path / "edition")
    assert first.drawn == first.pages
    assert build_edition(archive(), tmp_path / "edition").drawn == 0


def test_one_more_story_draws_its_own_pages_and_the_lists_it_is_in(tmp_path: Path) -> None:
    before = archive()
    build_edition(before, tmp_path / "edition")
    new = read("Fog closed the quay.", headline="Fog", publisher="Fogger", published="2024-03-06", section="Local")
    records = [*before.records(), new]
    stories = [*before.stories(), story_of("fog", [new], section="Local")]
    untouched = tmp_path / "edition" / "stories" / "story-a.html"
    seen = untouched.stat().st_ino
    built = build_edition(Kept(records, stories), tmp_path / "edition")
    assert untouched.stat().st_ino == seen
    assert built.drawn < built.pages
    assert "Fog" in (tmp_path / "edition" / "index.html").read_text("utf-8")
    assert verify_edition(tmp_path / "edition") == []


@pytest.mark.usefixtures("short_lists")
@pytest.mark.parametrize("dated", [True, False], ids=["dated", "captured"])
def test_older_pages_of_a_list_stay_as_they_are_when_something_is_added(tmp_path: Path, dated: bool) -> None:
    reports = [report(number, day=1 + number, publisher="Harbour", text=2) for number in range(0, 24, 3)]
    if not dated:
        reports[-3:] = [captured(each) for each in reports[-3:]]
    build_edition(Kept(reports[:-1], []), tmp_path / "edition")
    older = tmp_path / "edition" / "sources" / "harbour0.1.html"
    seen = older.stat().st_ino
    build_edition(Kept(reports, []), tmp_path / "edition")
    assert older.stat().st_ino == seen
    path, listed = "sources/harbour0.json", []
    while path:
        page = msgspec.json.decode((tmp_path / "edition" / path).read_bytes())
        listed += [row["record"] for row in page["items"]]
        path = page["next"]
    assert listed == [each.id for each in reversed(reports)]


@given(st.integers(0, 4000), st.integers(1, 50))
def test_the_pages_of_a_list_hold_each_item_once_and_only_the_oldest_are_left_out(total: int, most: int) -> None:
    items: list[int] = []
    number: int | None = None
    for page in range(LAST_PAGE):
        window = from_the_oldest(total, At(number, most))
        assert window is not None
        start, take, following = window
        assert take <= most
        assert page or take == total or take > most // 3
        items += range(start, start + take)
        if following is None:
            break
        number = following
    assert items == list(range(len(items)))
    assert len(items) == total or page == LAST_PAGE - 1


def test_pages_of_what_is_gone_are_gone(tmp_path: Path) -> None:
    build_edition(archive(), tmp_path / "edition")
    records = list(archive().records())
    undated, _ = archive().stories()
    alone = msgspec.structs.replace(undated, links=())
    build_edition(Kept(records[-1:], [alone]), tmp_path / "edition")
    left = {path.name for path in (tmp_path / "edition").rglob("*.html")}
    assert "story-a.html" not in left
    assert len(list((tmp_path / "edition" / "articles").glob("*.html"))) == 1
    assert verify_edition(tmp_path / "edition") == []


@pytest.mark.parametrize("touched", ["index.html", "stories/story-a.json", "data/lines/index.json", "edition.css"])
def test_a_file_that_was_changed_or_lost_is_written_again(tmp_path: Path, touched: str) -> None:
    build_edition(archive(), tmp_path / "edition")
    good = files(tmp_path / "edition")
    path = tmp_path / "edition" / touched
    was = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    build_edition(archive(), tmp_path / "edition")
    assert files(tmp_path / "edition") == good
    path.unlink()
    build_edition(archive(), tmp_path / "edition")
    assert files(tmp_path / "edition") == good
    assert was.st_size == path.stat().st_size


@pytest.mark.parametrize("notes", [b"", b"x" * 100, None], ids=["empty", "damaged", "none"])
def test_without_sound_notes_everything_is_drawn(tmp_path: Path, notes: bytes | None) -> None:
    build_edition(archive(), tmp_path / "edition")
    good = files(tmp_path / "edition")
    if notes is None:
        (tmp_path / "edition" / NOTES).unlink()
    else:
        (tmp_path / "edition" / NOTES).write_bytes(notes)
    built = build_edition(archive(), tmp_path / "edition")
    assert built.drawn == built.pages
    assert files(tmp_path / "edition") == good


def test_another_title_or_contact_draws_everything(tmp_path: Path) -> None:
    build_edition(archive(), tmp_path / "edition", title="The Quay")
    built = build_edition(archive(), tmp_path / "edition", title="The Pier")
    assert built.drawn == built.pages
    assert verify_edition(tmp_path / "edition") == []


@pytest.mark.parametrize("pages", [0, 1, 7])
def test_a_build_that_is_broken_off_leaves_the_edition_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    build_edition(archive(), tmp_path / "edition", title="The Quay")
    good = files(tmp_path / "edition")
    drawn = []

    def broken(*about: object) -> object:
        drawn.append(about)
        if len(drawn) > pages:
            raise KeyboardInterrupt
        return draw(*about)  # type: ignore[arg-type]  # as the caller gives it

    draw = building.draw_page
    monkeypatch.setattr(building, "draw_page", broken)
    with pytest.raises(KeyboardInterrupt):
        build_edition(archive(), tmp_path / "edition", title="The Pier")
    assert files(tmp_path / "edition") == good
    assert verify_edition(tmp_path / "edition") == []
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


def test_a_disk_that_is_full_is_told_and_the_edition_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_edition(archive(), tmp_path / "edition", title="The Quay")
    good = files(tmp_path / "edition")

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(EditionError, match=r"no space left on device.*what stood there still does"):
        build_edition(archive(), tmp_path / "edition", title="The Pier")
    monkeypatch.undo()
    assert files(tmp_path / "edition") == good


@pytest.mark.parametrize("moved", [0, 1, 5])
def test_a_build_broken_off_while_files_are_moved_is_told_and_mended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    build_edition(archive(), tmp_path / "edition")
    records = list(archive().records())
    _, story = archive().stories()
    less = Kept(records[:-1], [story])
    seen = []

    def broken(self: Path, target: Path) -> Path:
        if target.is_relative_to(tmp_path / "edition"):
            seen.append(target)
            if len(seen) > moved:
                raise PermissionError(13, "Permission denied")
        return replace(self, target)

    replace = Path.replace
    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(EditionError, match=r"half way.*permission denied.*build it again"):
        build_edition(less, tmp_path / "edition")
    monkeypatch.undo()
    assert moved == 0 or verify_edition(tmp_path / "edition") != []
    build_edition(less, tmp_path / "edition")
    build_edition(less, tmp_path / "fresh")
    assert files(tmp_path / "edition") == files(tmp_path / "fresh")
    assert verify_edition(tmp_path / "edition") == []
