from __future__ import annotations

import pytest

from dateline.cli.terminal.records import show
from dateline.exports import records_html
from dateline.record import RECORD_VERSION, Page, Record, record_id
from tests.article.test_agency import BODY, LEAD, article

FOUND = article(LEAD, *BODY)
PAGE = Page(content=FOUND.text.encode(), media_type="text/plain", encoding="utf-8")
RECORD = Record(version=RECORD_VERSION, id=record_id(PAGE.digest, None), page=PAGE.reference(), article=FOUND)


def test_the_page_of_a_record_says_what_speaks_for_agency_copy_and_that_it_is_no_proof() -> None:
    page = records_html([RECORD])
    assert "may be agency copy, by strong signs and no proof" in page
    assert "quotes what was told to reporters (“told reporters”)" in page


def test_the_terminal_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    show(RECORD, "nets.txt")
    told = " ".join(capsys.readouterr().out.split())
    assert "may be agency copy, by strong signs and no proof: opens with a place and a day" in told
    assert "“told reporters”" in told
