"""Labelled pieces to one text with spans."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.record.article import Block, Removed, RemovedAs, Role
from dateline.record.span import Span


@dataclass(slots=True)
class Laid:
    """A text growing block by block, with what was left out where it would have stood."""

    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The text so far, blocks parted by a blank line."""
        return "\n\n".join(self._pieces)

    def spans(self, role: Role) -> list[Span]:
        """Return where the blocks of a role stand, in reading order."""
        return [block.span for block in self.blocks if block.role == role]

    def keep(self, words: str, role: Role, path: str | None) -> Span:
        """Add a block and return where it stands."""
        start = self._length + 2 if self._pieces else 0
        span = Span(start, start + len(words))
        self._pieces.append(words)
        self._length = span.end
        self.blocks.append(Block(role=role, span=span, path=path))
        return span

    def go_on(self, words: str) -> Span:
        """Add a line to the last block and return where it stands."""
        start = self._length + 1
        span = Span(start, start + len(words))
        last = self.blocks.pop()
        self._pieces[-1] += f"\n{words}"
        self._length = span.end
        self.blocks.append(Block(role=last.role, span=Span(last.span.start, span.end), path=last.path))
        return span

    def drop(self, words: str, taken_for: RemovedAs, reason: str, path: str | None) -> None:
        """Note a block that is not laid."""
        self.removed.append(
            Removed(words=words, taken_for=taken_for, reason=reason, path=path, before=self._length or None)
        )
