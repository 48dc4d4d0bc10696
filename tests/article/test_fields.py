from __future__ import annotations

import pytest

from dateline.article.dateline import find_dateline
from dateline.article.dates import read_moment
from dateline.article.headline import without_site
from dateline.article.names import kind_of, names_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2016-12-10", "2016-12-10"),
        ("2016-12-10T00:00:00", "2016-12-10"),
        ("2016-12-10T14:05:00Z", "2016-12-10T14:05:00+00:00"),
        ("2016-12-10 14:05 +0300", "2016-12-10T14:05+03:00"),
        ("Sat, 10 Dec 2016 14:05:09 GMT", "2016-12-10T14:05:09+00:00"),
        ("Published December 10, 2016 at 5:30 p.m.", "2016-12-10T17:30"),
        ("10. Dezember 2016, 17.30 Uhr", "2016-12-10T17:30"),
        ("10 de diciembre de 2016", "2016-12-10"),
        ("10.12.2016", "2016-12-10"),
        ("10/12/2016", None),
        ("23/12/2016", "2016-12-23"),
        ("20161210", "2016-12-10"),
        ("2016年12月10日", "2016-12-10"),
        ("31 February 2016", None),
        ("nothing here", None),
    ],
)
def test_dates_are_read_as_precisely_as_written_and_no_more(text: str, value: str | None) -> None:
    moment = read_moment(text)
    assert (moment.value if moment is not None else None) == value


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("PARIS, Dec 10 – Backers of", ("PARIS, Dec 10 –", "PARIS", "Dec 10", None)),
        ("KISUMU, Kenya (AP) — Crews on", ("KISUMU, Kenya (AP) —", "KISUMU, Kenya", None, "AP")),
        ("Nairobi, 3 May (Reuters) - The", ("Nairobi, 3 May (Reuters) -", "Nairobi", "3 May", "Reuters")),
        ("NEW YORK – Shares fell", ("NEW YORK –", "NEW YORK", None, None)),
        ("Kisumu – not sure what this is", None),
        ("The crews – all of them – left", None),
        ("Officials said on Friday that", None),
    ],
)
def test_datelines_are_read_into_place_date_and_agency(text: str, spans: tuple[str | None, ...] | None) -> None:
    found = find_dateline(text, 0, len(text))
    parts = (
        None
        if found is None
        else tuple(None if s is None else s.of(text) for s in (found.span, found.place, found.date, found.agency))
    )
    assert parts == spans


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Wanjiru Mboya", ["Wanjiru Mboya"]),
        ("By Wanjiru Mboya and Otieno Were in Kisumu", ["Wanjiru Mboya", "Otieno Were"]),
        ("Von Grete Lindner, Karl Brandt", ["Grete Lindner", "Karl Brandt"]),
        ("Written by Wanjiru Mboya | 3 May 2019", ["Wanjiru Mboya"]),
    ],
)
def test_names_are_read_without_by_and_places(line: str, names: list[str]) -> None:
    assert names_in(line) == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Wanjiru Mboya", "person"),
        ("Reuters", "agency"),
        ("The Associated Press", "agency"),
        ("Gulf Ledger", "house"),
        ("Ledger Staff", "house"),
        ("wmboya", "unknown"),
    ],
)
def test_names_of_houses_and_agencies_are_no_persons(name: str, kind: str) -> None:
    assert kind_of(name, ("The Gulf Ledger", "gulfledger.example")) == kind


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Bridge reopens | The Gulf Ledger", "Bridge reopens"),
        ("Bridge reopens - News - The Gulf Ledger", "Bridge reopens - News"),
        ("The Gulf Ledger: Bridge reopens", "Bridge reopens"),
        ("Bridge reopens - at last", "Bridge reopens - at last"),
    ],
)
def test_the_site_s_name_is_taken_off_a_title(title: str, headline: str) -> None:
    assert without_site(title, ("The Gulf Ledger",)) == headline
