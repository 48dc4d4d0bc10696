"""What changed between two versions of a page is shown sentence by sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.archive import Archive
from dateline.archive.changes import changes
from dateline.record import record_id
from tests.archive.making import kept
from tests.writing import written

OLD = "Four people died in the fire.\n\nThe hall was built in 1987.\n\nNobody was arrested.\n\nThe port is open."
NEW = (
    "The port is open!\n\nFive people died in the fire, 3 of them firemen.\n\nThe hall was built in 1978.\n\nRain fell."
)


def test_sentences_came_went_and_were_changed_with_their_numbers(archive: Archive) -> None:
    url = "https://a.example/fire"
    kept(archive, OLD, url=url)
    kept(archive, NEW, url=url)
    old, new = (record_id(version.digest, version.url) for version in archive.versions(url))
    if archive.record(old).text != OLD:
        old, new = new, old
    found = archive.changes(old, new)
    said = [(c.kind, c.old.words if c.old else None, c.new.words if c.new else None) for c in found.changes]
    assert said == [
        ("changed", "Four people died in the fire.", "Five people died in the fire, 3 of them firemen."),
        ("changed", "The hall was built in 1987.", "The hall was built in 1978."),
        ("added", None, "Rain fell."),
        ("removed", "Nobody was arrested.", None),
    ]
    assert [(c.numbers_gone, c.numbers_new) for c in found.changes[:2]] == [((), ("3",)), (("1987",), ("1978",))]
    for change in found.changes:
        for passage, record in ((change.old, archive.record(old)), (change.new, archive.record(new))):
            assert passage is None or passage.span.of(record.text) == passage.words


def test_a_headline_that_changed_is_said() -> None:
    one, two = written("Text.", headline="Fire in the port"), written("Text.", headline="Fire in the harbour")
    assert changes(one, two).headline_changed
    assert not changes(one, written("Text.", headline="FIRE in the port!")).headline_changed


@given(st.lists(st.sampled_from(["A b c.", "A b d.", "1 2.", "…", "A b c 1."]), min_size=1, max_size=8), st.randoms())
def test_moving_sentences_changes_nothing_and_a_change_seen_from_the_other_side_is_its_reverse(
    sentences: list[str], random: object
) -> None:
    one = written("\n\n".join(sentences))
    assert changes(one, written("\n\n".join(reversed(sentences)))).changes == ()
    other = written("\n\n".join([*sentences[: len(sentences) // 2], "A b c."]))
    there, back = changes(one, other).changes, changes(other, one).changes
    flipped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(flipped[change.kind] for change in there) == sorted(change.kind for change in back)
