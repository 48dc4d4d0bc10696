"""Who stands in which slot of a trigger, by dependency frames."""

from __future__ import annotations

from dateline.events.grammar import CLIMB_LIMIT, NOMINAL, VERBAL, Grammar
from dateline.events.lexicon import EventLexicon
from dateline.events.mending import SUBJECTS
from dateline.events.mood import is_headline, is_imperative

_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_THIRD_PERSON = frozenset({"he", "she", "it", "they"})
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "offer"})
_OBJECT_CONTROL = frozenset({"demand", "wish", "modal", "implicative", "negation"})
_ADDRESSING = frozenset({"tell", "urge", "warn", "beg", "order", "ask", "force", "press"})
HARMS = frozenset({
    "kill", "wound", "injure", "destroy", "damage", "hurt", "displace", "devastate", "hit", "strike", "rock",
})  # fmt: skip
_GATHERING = frozenset({"arrive", "gather", "engage", "travel", "fly", "converge", "assemble", "unite"})
_GENITIVE_ADJUNCTS = frozenset({"of", "for", "from", "with", "against", "into"})


class Frames:
    """Finds the heads of the phrases in a slot. Relative pronouns give what they stand for."""

    def __init__(self, grammar: Grammar, lexicon: EventLexicon) -> None:
        self._g = grammar
        self._light = lexicon.light_verbs
        self._own_acts = lexicon.classes["own-act"]
        self._qualities = lexicon.classes["quality"]
        self._operators = lexicon.operators
        self._harmful = lexicon.classes["violence"] | lexicon.classes["accident"] | lexicon.classes["perhaps-violence"]
        self._transitive = lexicon.transitive
        # Subject and object ask for each other up the tree: worked out once a word, or a chain of
        # infinitives would double the work at each step.
        self._subjects: dict[int, list[int]] = {}
        self._objects: dict[int, list[int]] = {}

    def is_passive(self, verb: int) -> bool:
        """Say whether a verb is passive: by its auxiliary, its subject, or as a reduced relative."""
        g = self._g
        for _ in range(CLIMB_LIMIT):
            token = g.tokens[verb]
            if g.child(verb, "auxpass", "nsubjpass", "agent") is not None:
                return True
            if self._is_headline_participle(verb):
                return True
            if token.tag != "VBN" or g.child(verb, "aux", "dobj") is not None:
                return False
            if g.is_root(verb) and g.child(verb, "ccomp") is not None and g.child(verb, "nsubj") is not None:
                return False  # "the minister on Thursday urged Uganda to release them": a past taken for a participle
            if token.dep != "conj" or g.child(verb, "nsubj") is not None:
                break
            verb = token.head
        return token.dep in {"acl", "advcl", "amod", "xcomp", "ROOT", "ccomp"}

    def _is_headline_participle(self, verb: int) -> bool:
        """ "Mayor kidnapped": headlines tell in the present, so a past form without its object is a participle."""
        g = self._g
        if g.tokens[verb].tag not in {"VBD", "VBN"}:
            return False
        if g.tokens[verb].lemma not in self._transitive and g.child(verb, "oprd") is None:
            return False  # but "shot dead"
        if g.child(verb, "dobj", "ccomp", "aux", "dative") is not None:
            return False
        if g.child(verb, "xcomp") is not None and g.tokens[verb].lemma not in _ADDRESSING:
            return False
        return is_headline(g, g.tokens[verb].sentence)

    def subjects(self, verb: int, *, depth: int = 0) -> list[int]:
        """Return the heads of a verb's grammatical subject, found or understood."""
        if verb not in self._subjects:
            self._subjects[verb] = self._find_subjects(verb, depth)
        return self._subjects[verb]

    def _find_subjects(self, verb: int, depth: int) -> list[int]:
        g = self._g
        token = g.tokens[verb]
        own = g.children(verb, *SUBJECTS)
        if own:
            return self.spread(own[-1] if len(own) == 1 else own[0])
        if depth > CLIMB_LIMIT or g.is_root(verb):
            return []
        head = token.head
        if is_imperative(g, verb):
            # "Free our fishermen, Ghana tells Togo": the one addressed is to do it.
            return self.objects(head, depth=depth + 1) if g.tokens[head].lemma in _ADDRESSING else []
        if token.dep in {"acl", "relcl"}:
            if token.tag == "VB" and g.tokens[head].pos in NOMINAL:
                if self._operators.get((g.tokens[head].lemma.lower(), "N", "clause")) == "demand":
                    # A plea to free somebody: the one who pleads is not the one who frees.
                    return [n for p in ("on", "to") for a in g.prepositional(head, p) for n in g.conjuncts(a)]
                return self.holders(head, depth=depth + 1)
            return self.spread(head)
        if token.dep == "pcomp":
            return self._subject_of_gerund(head, depth)
        if g.tokens[head].pos not in VERBAL and g.tokens[head].pos != "ADJ":
            return []
        infinitive = any(g.tokens[c].tag == "TO" for c in g.children(verb, "aux"))
        if token.dep in {"xcomp", "ccomp"} or (token.dep == "advcl" and infinitive):
            objects = self.objects(head, depth=depth + 1) if self._takes_over(token.dep, head) else []
            if objects and g.tokens[head].lemma not in _SUBJECT_CONTROL and self._controls(head):
                return objects
            addressed = [n for p in ("on", "to", "upon", "with") for n in g.prepositional(head, p)]
            if addressed and infinitive and g.tokens[head].lemma in {"call", "appeal", "plead"}:
                return [n for a in addressed for n in g.conjuncts(a)]
        if token.dep == "advcl" and token.tag == "VBG" and self.is_passive(head):
            # "the hospital was bombed, killing a nurse": whoever bombed it killed.
            return self.agents(head, depth=depth + 1)
        return self.subjects(head, depth=depth + 1)

    def _takes_over(self, dep: str, head: int) -> bool:
        """An infinitive that is no complement of a verb's tells the purpose of its subject, not of its object."""
        if dep != "advcl":
            return True
        return self._operators.get((self._g.tokens[head].lemma, "V", "clause")) in _OBJECT_CONTROL

    def _controls(self, verb: int) -> bool:
        """A purpose clause after an object is the subject's: "sent troops to guard"."""
        return self._g.tokens[verb].lemma not in {"use", "send", "deploy", "sign", "hold", "launch", "take", "block"}

    def _subject_of_gerund(self, preposition: int, depth: int) -> list[int]:
        g = self._g
        governor = g.tokens[preposition].head
        if g.tokens[governor].pos in {"ADV", "ADJ"}:
            return self.subjects(g.verb_of(governor), depth=depth + 1)
        if g.tokens[governor].pos in VERBAL:
            if g.tokens[preposition].text.lower() in _GENITIVE_ADJUNCTS:
                return self.objects(governor, depth=depth + 1) or self.subjects(governor, depth=depth + 1)
            return self.subjects(governor, depth=depth + 1)
        above = g.tokens[governor]
        linked = (g.tokens[above.head].lemma, "V", g.tokens[preposition].text.lower()) in self._operators
        if above.dep in {"dobj", "nsubjpass"} and linked:
            return g.conjuncts(governor)
        return self.holders(governor, depth=depth + 1)

    def holders(self, noun: int, *, depth: int = 0) -> list[int]:
        """Return whose plan, call or attack a noun is: possessor, or subject of its light verb."""
        g = self._g
        owner = g.children(noun, "poss")
        if owner:
            return self.spread(owner[0])
        by = [n for p in ("by", "from") for a in g.prepositional(noun, p) for n in g.conjuncts(a)]
        if by:
            return by
        token = g.tokens[noun]
        if token.dep in {"dobj", "attr"} and g.tokens[token.head].pos in VERBAL:
            return self.agents(token.head, depth=depth + 1)
        if token.dep == "nsubjpass":
            return self.agents(token.head, depth=depth + 1)
        return []

    def agents(self, verb: int, *, depth: int = 0) -> list[int]:
        """Return the logical subject: the subject of an active verb, the by-phrase of a passive one."""
        if not self.is_passive(verb):
            return self.subjects(verb, depth=depth)
        g = self._g
        return [n for by in g.children(verb, "agent") for p in g.children(by, "pobj") for n in g.conjuncts(p)]

    def objects(self, verb: int, *, depth: int = 0) -> list[int]:
        """Return the logical object: of an active verb its object, of a passive one its subject."""
        if verb not in self._objects:
            self._objects[verb] = self._find_objects(verb, depth)
        return self._objects[verb]

    def _find_objects(self, verb: int, depth: int) -> list[int]:
        g = self._g
        if self.is_passive(verb):
            return self.subjects(verb, depth=depth)
        own = g.children(verb, "dobj")
        if own:
            return self.spread(own[0])
        for child in g.children(verb, "ccomp"):
            # "urge the rebels to leave" read as "urge (that) the rebels leave".
            if any(g.tokens[c].tag == "TO" for c in g.children(child, "aux")):
                inner = g.child(child, "nsubj", "nsubjpass")
                if inner is not None and inner > verb:
                    return g.conjuncts(inner)
        token = g.tokens[verb]
        if token.dep == "relcl" and g.child(verb, "nsubj") is not None:
            pronoun = next((c for c in g.children(verb, "nsubj")), verb)
            if g.tokens[pronoun].text.lower() not in _RELATIVE:
                return g.conjuncts(token.head)
        shared = [c for c in g.children(verb, "conj") if g.tokens[c].pos in VERBAL and g.child(c, "nsubj") is None]
        if shared and shared[0] == verb + 2:
            # "attacked and burned the village": the object follows the last verb.
            return [n for c in g.children(shared[0], "dobj") for n in g.conjuncts(c)]
        return []

    def owners(self, noun: int) -> list[int]:
        """Return whose decision, plan or building a noun is: possessor, by, of, or the name before it."""
        g = self._g
        owners = self.holders(noun) if g.child(noun, "poss") is not None else []
        owners += [n for p in ("by", "of") for a in g.prepositional(noun, p) for n in g.conjuncts(a)]
        return owners or [n for m in g.children(noun, "amod", "compound", "nmod") for n in self.modifiers(m)]

    def speaker_meant(self, pronoun: int) -> int | None:
        """Return the subject of the verb that a pronoun's clause is said under, where only it can be meant.

        The pronoun is the subject of a that-clause and agrees in number; None elsewhere.
        """
        g = self._g
        word = g.tokens[pronoun]
        verb = word.head
        if word.text.lower() not in _THIRD_PERSON or word.dep not in SUBJECTS or g.tokens[verb].dep != "ccomp":
            return None
        above = self.agents(g.tokens[verb].head)
        if not above or any(g.tokens[w].pos == "PRON" for a in above for w in (a, *g.children(a, "poss"))):
            return None  # "her lawyer says she was tortured": not the lawyer
        plural = len(above) > 1 or g.tokens[above[0]].tag in {"NNS", "NNPS"}
        return above[0] if plural == (word.text.lower() == "they") else None

    def light_verb(self, noun: int) -> int | None:
        """Return the verb that only carries an event noun ("held talks"); None where there is none."""
        g = self._g
        token = g.tokens[noun]
        if token.dep in {"dobj", "nsubjpass"} and g.tokens[token.head].lemma in self._light:
            return token.head
        if token.dep == "pobj" and g.tokens[token.head].text.lower() in {"for", "in", "to"}:
            verb = g.tokens[token.head].head
            if g.tokens[verb].pos in VERBAL and g.tokens[verb].lemma in _GATHERING:
                return verb
        return None

    def own_act(self, noun: int) -> int | None:
        """Return the verb whose subject the act would be: "ruled out talks", "considers a ban"."""
        g = self._g
        token = g.tokens[noun]
        if token.dep in {"dobj", "nsubjpass"} and g.tokens[token.head].lemma in self._own_acts:
            return token.head
        if token.dep == "pobj" and g.tokens[token.head].text.lower() == "for":
            verb = g.tokens[token.head].head
            return verb if g.tokens[verb].lemma in self._own_acts and g.tokens[verb].pos in VERBAL else None
        return None

    def _antecedent(self, clause: int) -> int:
        """ "a fire in Dhaka that killed ten", "an attack on mosques that killed ten": what kills is the event."""
        g = self._g
        noun = g.tokens[clause].head
        if g.tokens[clause].lemma in HARMS:
            for above in g.up(noun):
                if g.tokens[above].pos not in {"NOUN", "ADP", "PROPN"}:
                    break
                if g.tokens[above].lemma.lower() in self._harmful:
                    return above
        return noun

    def modifiers(self, index: int) -> list[int]:
        """Return a word before a noun and what is joined to it: "U.S. and Russian talks"; none for a mere quality."""
        if self._g.tokens[index].lemma.lower() in self._qualities:
            return []  # "a criminal inquiry" is not by a criminal
        found = [index]
        for word in found:
            if len(found) < CLIMB_LIMIT:
                found += self._g.children(word, "conj")
        return found

    def spread(self, index: int) -> list[int]:
        """Return a noun and what is joined to it; for a relative pronoun what it stands for."""
        g = self._g
        token = g.tokens[index]
        if token.text.lower() in _RELATIVE and token.tag in {"WP", "WDT", "IN", "WP$"}:
            for head in g.up(index):
                if g.tokens[head].dep == "relcl":
                    return [self._antecedent(head)]
            return []
        return g.conjuncts(index)
