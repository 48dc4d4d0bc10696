"""Agency style: graded, never a verdict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.scoring.wire import score
from dateline.stories.style import agency_style, features, style_of
from tests.writing import written

DISPATCH = "\n".join(
    f"The ministry in Dakar said on Tuesday that {word} exports fell {number} percent in the quarter, its third fall "
    "in a row. Officials declined to comment."
    for number, word in enumerate(["fish", "groundnut", "phosphate", "cotton", "gold", "zircon"], 11)
)
COLUMN = "\n".join(
    f"So here's the thing: I've never believed in {word}, and you shouldn't either! Why? Because it's wrong, folks, "
    "plain wrong; and we all know it, don't we?"
    for word in ["budgets", "bridges", "ballots", "bakeries", "bishops", "banks"]
)


def test_a_dispatch_stands_above_a_column() -> None:
    dispatch, column = style_of(DISPATCH), style_of(COLUMN)
    assert dispatch is not None
    assert column is not None
    assert dispatch.likelihood > column.likelihood
    assert column.grade == "unlikely"


def test_of_too_few_words_nothing_is_said() -> None:
    assert style_of("Prices rose on Tuesday, officials said.") is None
    assert agency_style(written("", headline="Prices rise")) is None


def test_a_dateline_does_not_count_as_style() -> None:
    plain = written(DISPATCH)
    dated = written(f"DAKAR, May 7 – {DISPATCH}", dateline="DAKAR, May 7 –")
    assert agency_style(dated) == agency_style(plain)


@given(st.text(max_size=300))
def test_any_text_has_a_likelihood_or_none(text: str) -> None:
    found = style_of(text * 20)
    assert found is None or 0 <= found.likelihood <= 1
    assert all(count > 0 for count in features(text).values())


def test_recall_is_counted_down_to_the_precision_that_is_asked_for() -> None:
    gold = [{"id": str(n), "label": "house" if n in {2, 9} else "wire"} for n in range(10)]
    found = {str(n): {"id": str(n), "likelihood": 1 - n / 10} for n in range(10)}
    figures = score(gold, found)
    assert figures["r_at_p95"] == 2 / 8
    assert figures["auc"] == (8 + 2) / 16
    assert score(gold[:1], found)["auc"] is None
