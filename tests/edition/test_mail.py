"""The edition as an e-mail."""

from __future__ import annotations

from email import message_from_bytes, policy

import msgspec

from dateline.edition.holdings import Held
from dateline.edition.lines import Source
from dateline.edition.mail import edition_mail
from dateline.edition.ranking import newest
from dateline.record import Story, evidence
from tests.edition.editions import archive, read


def source(base: str = "") -> Source:
    made = archive()
    stories = list(made.stories())
    return Source(Held(made.records(), stories), title="The Quay", now=newest(stories), contact="desk", base=base)


def test_a_mail_has_each_story_once_in_text_and_html_and_the_same_bytes_again() -> None:
    first = bytes(edition_mail(source("https://quay.example/"), sender="a@b.example", receiver="c@d.example"))
    assert first == bytes(edition_mail(source("https://quay.example/"), sender="a@b.example", receiver="c@d.example"))
    message = message_from_bytes(first, policy=policy.default)
    assert message["Subject"] == "The Quay, 5 March 2024: Crane falls in Gdansk"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for part in message.iter_parts():
        said = part.get_content()
        assert said.count("Six people were hurt") == 1
        assert "2 independent reports, 1 copy, accounts differ" in said
        assert "https://quay.example/stories/story-a.html" in said
        assert "You are up to date." in said


def test_a_mail_since_a_time_has_only_what_is_newer() -> None:
    message = edition_mail(source(), sender="a@b.example", receiver="c@d.example", since="2024-03-06")
    body = message.get_body(("plain",))
    assert body is not None
    assert "Nothing new. You are up to date." in body.get_content()
    assert "Crane" not in body.get_content()


def test_a_headline_can_not_add_a_header_or_markup() -> None:
    headline = "Quay open\nBcc: all@evil.example\n<script>alert(1)</script>"
    record = read("It is open.", headline="Quay open", publisher="Evil", published="2024-03-05")
    words = msgspec.structs.replace(evidence(record, record.article.blocks[0].span), words=headline)
    family = next(archive().stories()).families[0]
    story = Story(
        id="story-e", headline=words, families=(msgspec.structs.replace(family, members=(record.id,)),),
        latest="2024-03-05", made_by="by-hand/1",
    )  # fmt: skip
    held = Source(Held([record], [story]), title="The Quay", now="2024-03-05")
    message = message_from_bytes(bytes(edition_mail(held, sender="a@b.example", receiver="c@d.example")))
    assert message["Bcc"] is None
    assert b"<script>" not in message.get_payload()[1].get_payload(decode=True)  # type: ignore[union-attr,index]
