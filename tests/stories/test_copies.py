from __future__ import annotations

import random
import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record import Metadatum, Record
from dateline.stories import find_copies, find_families
from dateline.stories.characters import fold, words_of
from dateline.stories.copies import LINKS
from dateline.stories.words import quoted_regions, read_words, words_in
from tests.writing import written

FERRY = (
    "The ferry from Split left the quay with its ramp still down, and three cars rolled into the harbour before the "
    "mate could reach the lever.\n\n"
    "Nobody was in them. The owner of the second one, a dentist on her way to a wedding, watched it go down with the "
    "cake on the back seat.\n\n"
    "“I had only looked away to buy a newspaper,” she said. “It was a good cake and a bad newspaper.”\n\n"
    "Divers are to lift the cars on Friday, when the wind has dropped. Until then the berth stays closed, and the "
    "boats to Supetar leave from the old customs pier."
)
ORCHARD = (
    "Apple growers around Bitola have begun to pick a week early because the nights have stayed warm.\n\n"
    "The cooperative hired ninety students from Skopje, who are paid by the crate and sing, the neighbours say, by "
    "the hour. Prices at the roadside have fallen to a third of what they were last autumn.\n\n"
    "A minister promised to buy what the juice factory can't take, but she did not say with whose money."
)
CUT = "\n\n".join(FERRY.split("\n\n")[:2])
PARTS = {"left", "right", "aligned"}


def at(url: str, text: str, published: str | None = None) -> Record:
    return written(text, published=published, url=f"https://{url}.example/a")


def credited(record: Record, agency: str) -> Record:
    article = msgspec.structs.replace(
        record.article, agency_credit=Metadatum(value=agency, source="visible", raw=agency)
    )
    return msgspec.structs.replace(record, article=article)


def test_the_same_text_at_two_outlets_is_a_verbatim_copy() -> None:
    (copy,) = find_copies([at("one", FERRY), at("two", FERRY)])
    assert copy.verdict == "verbatim"
    assert (copy.left_in_right, copy.right_in_left) == (1.0, 1.0)


def test_a_shortened_text_is_cut_or_extended_by_the_side_it_stands_on() -> None:
    whole, part = at("one", FERRY), at("two", CUT)
    (copy,) = find_copies([whole, part])
    assert copy.verdict == ("cut" if copy.right == part.id else "extended")
    assert max(copy.left_in_right, copy.right_in_left) == 1.0


def test_unrelated_texts_are_no_pair() -> None:
    assert find_copies([at("one", FERRY), at("two", ORCHARD)]) == []


def test_a_shared_quotation_is_no_copy() -> None:
    quotation = "“I had only looked away to buy a newspaper,” she said. “It was a good cake and a bad newspaper.”"
    (copy,) = find_copies([at("one", FERRY), at("two", f"{ORCHARD}\n\n{quotation}")])
    assert copy.verdict == "shares-quotations"


def test_short_notices_are_no_copies() -> None:
    notice = "This page is not available in your region. Try again later, or call us."
    assert find_copies([at("one", notice), at("two", notice)]) == []


def test_accents_case_and_invisible_characters_do_not_hide_a_copy() -> None:
    disguised = (
        FERRY.upper().replace("HARBOUR", "HAR\u00adBOUR").replace("SPLIT", "SPLI\u0301T").replace("E", "E\u200b")
    )
    (copy,) = find_copies([at("one", FERRY), at("two", disguised)])
    assert copy.verdict == "verbatim"


def test_a_moved_paragraph_is_found_where_it_went() -> None:
    turned = "\n\n".join(reversed(FERRY.split("\n\n")))
    (copy,) = find_copies([at("one", FERRY), at("two", turned)])
    assert copy.verdict == "verbatim"


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (credited(at("one", FERRY), "Adria Press"), at("two", FERRY), "credits Adria Press"),
        (at("one", FERRY, "2024-05-02"), at("two", FERRY, "2024-05-03"), "published first"),
        (
            at("one", FERRY, "2024-05-02T10:00:00+02:00"),
            at("two", FERRY, "2024-05-02T09:30:00+00:00"),
            "published first",
        ),
        (at("one", FERRY), at("two", CUT), "part of it"),
    ],
)
def test_the_origin_is_named_with_its_reason(one: Record, other: Record, says: str) -> None:
    (copy,) = find_copies([other, one])
    assert copy.origin == one.id
    assert says in copy.reasons[0].says


def test_where_nothing_decides_the_origin_stays_open() -> None:
    (copy,) = find_copies([at("one", FERRY, "2024-05-02"), at("two", FERRY, "2024-05-02T08:00:00+02:00")])
    assert copy.origin is None
    assert copy.reasons == ()


def test_a_reason_against_the_origin_is_kept() -> None:
    late = credited(at("one", FERRY, "2024-05-03"), "Adria Press")
    (copy,) = find_copies([late, at("two", FERRY, "2024-05-02")])
    assert copy.origin == late.id
    assert [reason.against for reason in copy.reasons] == [False, True]


def test_copies_are_one_family_and_others_stand_alone() -> None:
    records = [at("one", FERRY), at("two", CUT), at("three", ORCHARD)]
    families = find_families(records, find_copies(records))
    assert sorted(len(family.members) for family in families) == [1, 2]


def test_ten_thousand_copies_of_one_text_are_one_family_in_bounded_work() -> None:
    pattern = at("one", CUT)
    records = [msgspec.structs.replace(pattern, id=f"{number:016x}") for number in range(10_000)]
    started = time.process_time()
    copies = find_copies(records)
    families = find_families(records, copies)
    assert len(copies) == 9_999
    assert len(families) == 1
    # A bound on the kind of growth: squared, it would take hours.
    assert time.process_time() - started < 30


def test_an_article_that_another_one_quotes_in_full_is_copied_there() -> None:
    notice = FERRY.replace("\n\n", " ").replace("“", "").replace("”", "")
    report = (
        "A notice hung on the door of the harbour office at dawn, before the first bus brought anybody from the hills, "
        f"and by noon the wind had taken it. “{notice}”"
    )
    own = written(notice, url="https://office.example/a", published="2024-05-01")
    quoting = written(report, url="https://lamp.example/a", published="2024-05-02")
    [copy] = find_copies([own, quoting])
    assert copy.verdict in {"cut", "extended"}
    assert copy.origin == own.id


def test_many_editions_of_one_page_keep_a_bounded_number_of_pairs() -> None:
    editions = [
        written(f"{FERRY}\n\nUpdate {number}: the pier master has nothing to add to what he said {number} hours ago.",
                url="https://one.example/a", published="2024-05-02")
        for number in range(50)
    ]  # fmt: skip
    copies = find_copies(editions)
    assert len(copies) <= 50 * LINKS
    assert len(find_families(editions, copies)) == 1


@pytest.mark.parametrize(
    "text",
    ["", " ", "x", "🙂🙂🙂", "\u200b\u200b", "“", "שלום עולם", "a\u0301" * 50, "1 2 3 4 5 6 7 8 9", "\ufffd\n\n\ufffd"],
)
def test_odd_texts_are_read(text: str) -> None:
    records = [at("one", text), at("two", text), at("three", FERRY)]
    assert find_copies(records) == []
    assert len(find_families(records, [])) == 3


WORDS = st.lists(
    st.sampled_from([*FERRY.split(" "), "“", "”", "\n\n", "Ægir", "ﬁne", "İ", "\u00ad", "12"]), max_size=120
)


@given(WORDS, WORDS)
def test_aligned_spans_reslice_to_equal_words(first: list[str], second: list[str]) -> None:
    records = {r.id: r for r in (at("one", f"{FERRY} {' '.join(first)}"), at("two", f"{CUT} {' '.join(second)}"))}
    for copy in find_copies(list(records.values())):
        left, right = records[copy.left], records[copy.right]
        for aligned in copy.aligned:
            assert words_in(aligned.left.of(left.text)) == words_in(aligned.right.of(right.text))
        for inner, outer in zip(copy.aligned, copy.aligned[1:], strict=False):
            assert inner.left.end <= outer.left.start


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(order: random.Random) -> None:
    records = [at("one", FERRY, "2024-05-02"), at("two", CUT), at("three", ORCHARD), at("four", FERRY, "2024-05-01")]
    copies = find_copies(records)
    shuffled = records[:]
    order.shuffle(shuffled)
    assert find_copies(shuffled) == copies
    assert find_families(shuffled, copies[::-1]) == find_families(records, copies)


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    record = written(text)
    reading = read_words(record)
    said = [record.text[start:end] for start, end in zip(reading.starts, reading.ends, strict=True)]
    assert [words_in(each) for each in said] == [(fold(each),) for each in said]
    assert reading.hashes.tolist() == [words_of(each).hashes[0] for each in said]
    assert list(reading.starts) == sorted(reading.starts)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“Go,” he said. “Now.”", ["“Go,”", "“Now.”"]),
        ('"Go," he said.', ['"Go,"']),
        ("„Geh“, sagte er.", ["„Geh“"]),
        ("«Va», dit-il.", ["«Va»"]),
        ("He said “it runs on", ["“it runs on"]),
        ("He said “it runs on\nand then no more", ["“it runs on"]),
        ('The 19" screen, he said, "is gone".', ['"is gone"']),
        ('He held a "sign and left. "Go," she said.', ['"Go,"']),
        ('"First this. "Then that," he said.', ['"First this. ', '"Then that,"']),
        (f"A lost “mark {'and more ' * 200}.", []),
        ("Nobody spoke.", []),
    ],
)
def test_quotation_marks_part_quotations_from_prose(text: str, inside: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_regions(text, 0, len(text))] == inside


TOPIC = "The harbour council, which has twelve members and meets on the first Monday of the month, runs the quays."


def test_what_recurs_over_the_pages_of_one_outlet_is_no_sign_of_a_copy() -> None:
    reports = [
        "Pilots refused to bring in a tanker on Sunday because its anchor chain had rusted at its seventh link.",
        "A choir of dockers will sing at the opening of the new fish hall, which smells of paint and not yet of fish.",
        "Ticket machines on the ferries take no coins from June, and the conductors have asked for a second whistle.",
    ]
    pages = [written(f"{text}\n\n{TOPIC}", url=f"https://one.example/{n}") for n, text in enumerate(reports)]
    assert find_copies(pages) == []
    assert find_copies(pages[:2]) != []


def test_an_outlet_that_runs_one_report_under_three_addresses_still_has_copies() -> None:
    pages = [written(f"{FERRY}\n\nEdition {n}.", url=f"https://one.example/{n}") for n in range(3)]
    assert [copy.verdict for copy in find_copies(pages)] == ["verbatim"] * 3


def test_a_text_that_both_cut_and_added_is_a_copy_and_no_rewrite() -> None:
    one, two, three, four = FERRY.split("\n\n")
    left = f"{one}\n\n{two}\n\n{ORCHARD.split(chr(10), maxsplit=1)[0]}"
    right = f"{one}\n\n{two}\n\n{three}\n\n{four}"
    (copy,) = find_copies([at("one", left), at("two", right)])
    assert copy.verdict in {"cut", "extended"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_have_equal_numbers_where_they_fold_to_the_same(one: str, other: str) -> None:
    for text in (one, other):
        found = words_of(text)
        places = list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))
        assert tuple(fold(text[start:end]) for start, end in places) == words_in(text)
    numbers = dict(zip(words_in(one), words_of(one).hashes.tolist(), strict=True))
    for word, number in zip(words_in(other), words_of(other).hashes.tolist(), strict=True):
        assert numbers.setdefault(word, number) == number
    assert len(set(numbers.values())) == len(numbers)
