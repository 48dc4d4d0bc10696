"""The words of a person's name, and the short forms of it."""

from __future__ import annotations

_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_FATHER_PARTICLES = frozenset({"bin", "ibn", "bint", "abu", "ben"})


def words_of(name: str) -> list[str]:
    """Return the words of a person's name, without "Jr." and the like."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words


def surnames(name: str) -> frozenset[str]:
    """Return the short forms, in lower case, by which somebody of this full name may be called.

    "Bashar al-Assad" is "Assad" and "al-Assad"; "Mohammed bin Salman" is "bin Salman" but not
    "Salman", who is his father.
    """
    words = [word.lower() for word in words_of(name)]
    forms = set()
    last = words[-1]
    # "Ben Carson" has a given name, "ben Gurion" none: a particle in front is one only in lower case.
    if len(words) > 1 and words[-2] in _FATHER_PARTICLES and (len(words) > 2 or words_of(name)[0].islower()):
        forms.add(" ".join(words[-2:]))
    else:
        forms.add(last)
        for particle in ("al-", "el-"):
            forms.add(last.removeprefix(particle))
        # "van der Bellen": from each small word on.
        for start in range(1, len(words) - 1):
            if words_of(name)[start].islower() or words[start] in {"van", "von", "de", "della", "di", "le", "la"}:
                forms.add(" ".join(words[start:]))
                break
    return frozenset(forms)


def last_words(name: str) -> set[str]:
    """Return the short forms of a full name as they are written, capitals at their beginning."""
    words = words_of(name)
    if len(words) < 2:
        return set()
    forms = surnames(name)
    tails = (" ".join(words[-count:]) for count in range(1, len(words)))
    return {tail[0].upper() + tail[1:] for tail in tails if tail.lower() in forms}
