"""An edition says only what it can prove, and a changed one is found out."""

from __future__ import annotations

import random
import re
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from dateline.edition import build_edition, verify_edition
from dateline.edition.building import MANIFEST, Manifest, manifest_digest
from dateline.edition.fetching import copy_edition
from dateline.edition.ranking import weigh
from dateline.edition.verification import find_problems
from dateline.errors import EditionError
from dateline.record import Story
from tests.edition.editions import Kept, archive, files, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build_edition(archive(), tmp_path / "edition", title="The Quay")
    return tmp_path / "edition"


def text_of(path: Path) -> str:
    body = LexborHTMLParser(path.read_text("utf-8")).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


def test_an_edition_as_built_holds(folder: Path) -> None:
    assert verify_edition(folder) == []


def test_the_same_archive_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    build_edition(archive(), tmp_path / "again", title="The Quay")
    assert files(tmp_path / "again") == files(folder)


def test_each_story_stands_on_the_front_page_once_and_an_undated_one_last(folder: Path) -> None:
    front = (folder / "index.html").read_text("utf-8")
    assert re.findall(r'href="stories/(story-\w)\.html"', front) == ["story-a", "story-b"]
    assert "2 independent reports, 1 copy" in text_of(folder / "index.html")
    assert "You are up to date." in text_of(folder / "index.html")


def test_why_a_story_stands_where_it_does_can_be_worked_out_again(folder: Path) -> None:
    assert "log2(1 + 2) × 0.5 ^ (0.0 ÷ 24) × (1 + 0) × 0.9 ^ 0 = 1.585" in text_of(folder / "index.html")
    assert "no report states a date, so it stands last" in text_of(folder / "index.html")


def test_differing_accounts_stand_side_by_side_with_their_words(folder: Path) -> None:
    story = text_of(folder / "stories" / "story-a.html")
    assert "number of people injured" in story
    assert re.search(r"6 1 independent report: Harbour Six people were hurt", story)
    assert re.search(r"at least 9 1 independent report: Tower Nine people were hurt", story)


def test_a_story_has_a_map_of_the_places_its_reports_name_and_the_words_below_it(folder: Path) -> None:
    story = LexborHTMLParser((folder / "stories" / "story-a.html").read_text("utf-8"))
    [drawing] = story.css("figure.map[data-line] svg")
    assert [node.text() for node in drawing.css("text")] == ["Gdańsk"]
    words, _ = story.css("[aria-labelledby=where] li a")
    assert words.text() == "Gdansk"
    assert "/articles/" in str(words.attributes["href"])
    assert not LexborHTMLParser((folder / "stories" / "story-b.html").read_text("utf-8")).css("figure")


def test_a_demand_is_marked_as_one(folder: Path) -> None:
    [article] = [path for path in (folder / "articles").glob("*.html") if "Harbour" in text_of(path)]
    assert 'data-status="demanded"' in article.read_text("utf-8")
    assert "demanded, not told as done" in text_of(article)


def test_every_line_of_a_source_leads_to_its_sentence(folder: Path) -> None:
    tree = LexborHTMLParser((folder / "stories" / "story-a.html").read_text("utf-8"))
    [lead] = tree.css("p.lead a")
    target, _, fragment = str(lead.attributes["href"]).partition("#")
    article = LexborHTMLParser((folder / "stories" / target).resolve().read_text("utf-8"))
    [sentence] = article.css(f"#{fragment}")
    assert sentence.text() == lead.text()


def test_pages_are_light_and_ask_for_nothing_from_outside(folder: Path) -> None:
    for path, content in files(folder).items():
        if path.endswith(".html"):
            assert len(content) < 60_000
            assert content.count(b"<script") == content.count(b"keys.js") + content.count(b'application/ld+json">')
            assert not re.search(rb'(?:src|@import|url\()\s*=?"?https?:', content)
    assert len((folder / "edition.css").read_bytes()) < 12_000


@pytest.mark.parametrize("seed", range(10))
def test_a_single_changed_character_anywhere_is_found(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    built = files(folder)
    for _ in range(50):
        path = chance.choice(sorted(built))
        content = bytearray(built[path])
        place = chance.randrange(len(content))
        content[place] = chance.choice([byte for byte in range(256) if byte != content[place]])
        (folder / path).write_bytes(bytes(content))
        assert not holds(folder), (
            f"byte {place} of {path} was {built[path][place]}, is {content[place]}, and nobody noticed"
        )
        (folder / path).write_bytes(built[path])


def holds(folder: Path) -> bool:
    try:
        return next(find_problems(folder), None) is None
    except EditionError:
        return False


def resealed(folder: Path) -> None:
    """Give a changed edition the digests that it should have: what a forger would do."""
    import hashlib

    manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    digests = {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in manifest.files}
    manifest = msgspec.structs.replace(manifest, files=digests)
    sealed = msgspec.structs.replace(manifest, digest=manifest_digest(manifest))
    (folder / MANIFEST).write_bytes(msgspec.json.encode(sealed))


@pytest.mark.parametrize(
    ("page", "old", "new", "says"),
    [
        ("index.html", ">Six people were hurt", ">Ten people were hurt", "its evidence 'Six people"),
        ("index.html", "2 independent reports, 1 copy", "3 independent reports", "its evidence '2 independent"),
        ("index.html", "You are up to date.", "You are up to date. Vote!", "stands in no line"),
        ("stories/story-a.html", "at least 9", "at least 90", "its evidence 'at least 9'"),
        ("stories/story-a.html", '<p class="lead">', '<p class="lead">Sources say: ', "stands in no line"),
        ("index.html", 'href="stories/story-b.html"', 'href="https://evil.example/"', "no address that a record"),
        ("stories/story-a.html", ">Gdańsk</text>", ">Gdynia</text>", "not that of its places"),
        ("stories/story-a.html", 'cx="180"', 'cx="80"', "not that of its places"),
        ("stories/story-a.html", 'class="land" d="M', 'class="land" d="M1 1l5 5 5-9ZM', "not that of its places"),
        ("stories/story-a.html", "</figure>", "<p>Not here</p></figure>", "not that of its places"),
        (
            "index.html",
            "</main>",
            '<svg viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg></main>',
            "<svg> stands in no line",
        ),
        ("index.html", "</main>", "<script>1</script></main>", "stands in no line"),
        ("index.html", "</main>", '<img src="x"></main>', "no page of an edition has"),
    ],
    ids=[
        "words",
        "count",
        "own-words",
        "claim",
        "lead",
        "link",
        "map-name",
        "map-spot",
        "map-land",
        "map-more",
        "other-drawing",
        "script",
        "image",
    ],
)
def test_a_forgery_with_the_right_digests_is_found_by_its_evidence(
    folder: Path, page: str, old: str, new: str, says: str
) -> None:
    html = (folder / page).read_text("utf-8")
    assert old in html
    (folder / page).write_text(html.replace(old, new, 1), "utf-8")
    resealed(folder)
    assert any(says in str(problem) for problem in verify_edition(folder))


def test_500_forged_characters_with_the_right_digests_are_each_found_in_their_file(tmp_path: Path) -> None:
    folder, chance, forged = tmp_path / "edition", random.Random(9), 0
    build_edition(archive(), folder, title="The Quay", base="https://quay.example/", contact="desk@quay.example")
    built = files(folder)
    # What articles/ and stories/ hold as JSON is the evidence; all else is worked out from it.
    evidence = re.compile(r"(?:articles|stories)/[^/]+\.json|" + re.escape(MANIFEST))
    worked_out = [path for path in sorted(built) if not evidence.fullmatch(path)]
    kinds = {path.rpartition(".")[2] for path in worked_out}
    assert kinds == {"html", "json", "csv", "geojson", "rss", "atom", "opml", "css", "js"}
    while forged < 500:
        for path in worked_out:
            text = built[path].decode()
            place = chance.randrange(len(text))
            other = chance.choice([c for c in '0123456789aZ <>&"’/#' if c != text[place]])
            (folder / path).write_text(text[:place] + other + text[place + 1 :], "utf-8", newline="")
            forged += 1
        resealed(folder)
        told = {problem.where.partition("#")[0] for problem in verify_edition(folder)}
        assert set(worked_out) <= told


def test_a_forged_record_is_found_by_the_pages_that_show_it(folder: Path) -> None:
    [path] = [path for path in (folder / "articles").glob("*.json") if "Crane falls" in path.read_text("utf-8")][:1]
    path.write_text(path.read_text("utf-8").replace('"2024-03-05T1', '"2024-03-06T1'), "utf-8")
    resealed(folder)
    assert verify_edition(folder)


def test_a_file_that_is_added_or_missing_is_found(folder: Path) -> None:
    (folder / "extra.html").write_text("hello")
    (folder / "method.html").unlink()
    told = {problem.where for problem in verify_edition(folder)}
    assert {"extra.html", "method.html"} <= told


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(EditionError, match="holds something that is no edition; name another folder"):
        build_edition(archive(), tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "mine"


def test_a_folder_that_is_no_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="name a folder that an edition was built in"):
        verify_edition(tmp_path)


def test_an_edition_kept_elsewhere_is_copied_and_checked(folder: Path, tmp_path: Path) -> None:
    def fetch(url: str) -> bytes:
        return (folder / url.removeprefix("https://quay.example/news/")).read_bytes()

    copy_edition("https://quay.example/news/index.html", tmp_path / "copy", fetch)
    assert verify_edition(tmp_path / "copy") == []
    (folder / "method.html").unlink()
    copy_edition("https://quay.example/news/", tmp_path / "less", fetch)
    assert ("method.html", "the file is missing") in verify_edition(tmp_path / "less")


@pytest.mark.parametrize("path", ["../../evil.html", "/etc/evil", "a/../../evil", "a\\..\\evil"])
def test_an_edition_that_names_files_outside_of_itself_is_not_copied(folder: Path, tmp_path: Path, path: str) -> None:
    manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    hostile = msgspec.json.encode(msgspec.structs.replace(manifest, files={path: "0" * 64}))
    with pytest.raises(EditionError, match="lies outside of the edition"):
        copy_edition("https://quay.example/", tmp_path / "copy", lambda _: hostile)
    assert not (tmp_path / "copy").exists()


def test_an_edition_is_replaced_whole(folder: Path) -> None:
    build_edition(Kept([], []), folder, title="Empty")
    assert verify_edition(folder) == []
    assert "There are no stories in this edition." in text_of(folder / "index.html")
    assert not list(folder.parent.glob(".edition*"))


HOSTILE = '<script>alert(1)</script> & “\u202egnp.exe\u202c” \u200b\u00ad javascript:alert(1) \' onload="x"'


def test_hostile_words_are_shown_and_do_nothing(tmp_path: Path) -> None:
    record = read(
        f"{HOSTILE}. It went on.", headline=HOSTILE, publisher="Evil", published="2024-03-05", section=HOSTILE
    )
    story = Story(
        id="story-e", headline=None, families=(), sections=(HOSTILE,), latest="2024-03-05", made_by="by-hand/1"
    )
    story = msgspec.structs.replace(story, families=(_family(record.id),))
    build_edition(Kept([record], [story]), tmp_path / "edition", title=HOSTILE)
    assert verify_edition(tmp_path / "edition") == []
    for path, content in files(tmp_path / "edition").items():
        if path.endswith(".html"):
            tree = LexborHTMLParser(content.decode())
            assert [node.attributes for node in tree.css("script")] == [
                {"src": "../" * path.count("/") + "keys.js", "defer": None},
                {"type": "application/ld+json"},
            ][: 1 + content.count(b"ld+json")]
            assert not tree.css("[onload], [href^='javascript:']")


def _family(record: str) -> object:
    from dateline.record import Family

    return Family(id="family-e", members=(record,))


def test_weight_halves_with_every_day() -> None:
    _, story = archive().stories()
    fresh = weigh(story, "2024-03-05T12:00:00+01:00").value
    assert weigh(story, "2024-03-06T12:00:00+01:00").value == pytest.approx(fresh / 2)
