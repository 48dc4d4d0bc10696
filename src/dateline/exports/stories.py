"""Stories as one HTML file to read: no script, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from dateline.record import Claim, Contradiction, Evidence, Family, Join, Record, Story, StoryLink, StoryNews
from dateline.typesetting import environment, stylesheet, wording

LINK_WORDS = {
    "follows-up": "Follows",
    "same-storyline": "Of one storyline with",
    "twin": "Not to be confused with",
}
SHOWN = 3
"""Reports whose words are shown for one claim: the others are counted."""


class Standing(NamedTuple):
    """One side of a contradiction, ready to be set."""

    claim: Claim
    value: str
    proofs: tuple[Evidence, ...]
    later: bool
    """Whether it is what a later version says."""


class StoryPage(NamedTuple):
    """What the template needs to know of one story."""

    story: Story
    records: Mapping[str, Record]
    news: StoryNews | None
    titles: Mapping[str, str]
    """Headlines of all stories on the page, by id."""

    @property
    def title(self) -> str:
        """The headline, or that there is none."""
        return self.titles[self.story.id]

    def record(self, member: str) -> Record:
        """Return a member's record."""
        return self.records[member]

    def outlet(self, member: str) -> str:
        """Return who published a member: the name that the page states, else the host it was found at."""
        publisher, address = self.records[member].article.publisher, self.address(member)
        host = None if address is None else urlsplit(address).hostname
        return publisher.value if publisher is not None else host or "publisher not stated"

    def published(self, member: str) -> str:
        """Return when, in words."""
        stated = self.records[member].article.published
        return "not dated" if stated is None else wording.published_in_words(stated)

    def address(self, member: str) -> str | None:
        """Return where the page was found."""
        record = self.records[member]
        stated = record.article.canonical_url
        return stated.value if stated is not None else record.page.final_url or record.page.url

    def copies(self, family: Family) -> list[tuple[str, str]]:
        """Return the members that only carry a family's report, each with what it is."""
        kinds = {}
        for copy in self.story.copies:
            for one, other in ((copy.left, copy.right), (copy.right, copy.left)):
                if other == family.representative:
                    kinds[one] = COPY_WORDS[copy.verdict]
        return [(member, kinds.get(member, "copy")) for member in family.members[1:]]

    def sides(self, contradiction: Contradiction) -> list[Standing]:
        """Return the claims that can't all hold, side by side."""
        claims = {claim.id: claim for claim in self.story.claims}
        return [
            Standing(
                claims[each],
                value_in_words(claims[each]),
                _each_once(claims[each].reports)[:SHOWN],
                each == contradiction.resolved_by,
            )
            for each in contradiction.claims
        ]

    def joins(self, *, joined: bool) -> list[Join]:
        """Return why reports were joined, or were not."""
        return [join for join in self.story.joins if join.joined == joined]

    def of_family(self, family: str) -> str:
        """Return the outlet and headline that stand for a family, of this story or of another."""
        found = next((each for each in self.story.families if each.id == family), None)
        member = family.removeprefix("family-") if found is None else found.representative
        record = self.records.get(member)
        return "another report" if record is None else f"{self.outlet(member)}: {wording.title_of(record)}"

    def linked(self, link: StoryLink) -> tuple[str, str]:
        """Return how another story hangs together with this one, and its headline."""
        return LINK_WORDS[link.type], self.titles.get(link.story, "a story that is not on this page")

    def changes(self) -> list[tuple[str, str, str]]:
        """Return the figures that changed since the time asked for: what of, before, after."""
        if self.news is None:
            return []
        claims = {claim.id: claim for claim in self.story.claims}
        says = {each.about: each.says for each in self.story.contradictions}
        return [
            (
                says.get(each.about, f"number of people {each.about}"),
                ", ".join(value_in_words(claims[claim]) for claim in each.before),
                ", ".join(value_in_words(claims[claim]) for claim in each.after),
            )
            for each in self.news.changed
        ]


COPY_WORDS = {
    "verbatim": "the same text",
    "cut": "cut or lengthened",
    "extended": "cut or lengthened",
    "rewritten": "the same report in changed words",
    "shares-passage": "shares a passage",
    "shares-quotations": "shares quotations",
}


def stories_html(
    stories: Sequence[Story], records: Mapping[str, Record], *, news: Iterable[StoryNews] = (), since: str | None = None
) -> str:
    """Return stories as a self-contained HTML file: reports with copies, accounts that differ, timeline, why together.

    ``records`` are all those of the stories, by id. With ``since``, each story says what ``news`` it has, and those
    that have some stand first.
    """
    told = {each.story: each for each in news}
    titles = {story.id: title_of(story) for story in stories}
    ordered = sorted(stories, key=lambda story: story.id not in told) if since is not None else stories
    pages = [StoryPage(story, records, told.get(story.id), titles) for story in ordered]
    return (
        _environment()
        .get_template("stories.html")
        .render(
            pages=pages,
            since=since,
            css=Markup(stylesheet("dateline.exports", "stories.css")),  # noqa: S704 - our own file
        )
    )


def title_of(story: Story) -> str:
    """Return a story's headline, or that no report has one."""
    return "No headline" if story.headline is None else story.headline.words


def value_in_words(claim: Claim) -> str:
    """Return what a claim says as a reader says it: "at least 4"."""
    if claim.type != "number":
        return claim.status or claim.value
    figure = f"{float(claim.value.strip('+-')):,.10g}"
    if claim.value.endswith("+"):
        return f"at least {figure}"
    return f"at most {figure}" if claim.value.startswith("-") else figure


def _each_once(proofs: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({proof.words: proof for proof in proofs}.values())


@lru_cache
def _environment() -> Environment:
    return environment("dateline.exports")
