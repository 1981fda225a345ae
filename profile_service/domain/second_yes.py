"""What an employer may ask for by the first yes, and what only by a second one (DOMAIN.md: "name and contact only by a second yes")."""

from collections.abc import Iterator, Mapping
from typing import Final

from consent.declaration import PurposeDeclaration
from consent.request import Objection
from consent.share import COMPETENCES, CONTACT

_BESIDE: Final[Mapping[str, frozenset[str]]] = {
    # Who has confirmed something is said to an employer who has a grant; over a link, to whom nobody knows, it is not.
    "assessments": frozenset({"assessor", "unit", "about", "answer", "status", "reason"}),
    "skills": frozenset({"comes_from"}),
    "transversal": frozenset({"comes_from"}),
}

FIRST_YES: Final[Mapping[str, frozenset[str]]] = {
    section: fields | _BESIDE.get(section, frozenset()) for section, fields in COMPETENCES.items()
}
"""By section, the fields that an employer reads by the first yes: what somebody can do, and who has confirmed it."""


def objections_to_employers(declaration: PurposeDeclaration) -> Iterator[Objection]:
    """What keeps an employer's declaration from being submitted or approved: more than competences, or a name beside them."""
    sections = {want.scope.section for want in declaration.wants}
    if sections & CONTACT.keys() and sections - CONTACT.keys():
        yield Objection(
            "/scopes", "who it is needs a second yes", "a declaration of its own for name and contact"
        )
    for at, want in enumerate(declaration.wants):
        allowed = CONTACT.get(want.scope.section) or FIRST_YES.get(want.scope.section)
        if allowed is None:
            right = "one of " + ", ".join([*FIRST_YES, *CONTACT])
            yield Objection(f"/scopes/{at}/scope", "an employer does not ask for this", right)
        elif want.scope.section in CONTACT and (
            want.scope.fields is None or not want.scope.fields <= allowed
        ):
            right = "fields out of " + ", ".join(sorted(allowed))
            yield Objection(f"/scopes/{at}/scope", "an employer does not ask for this", right)
