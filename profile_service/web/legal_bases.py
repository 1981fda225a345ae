"""The usual legal bases of the General Data Protection Regulation, each in a sentence that a person can read."""

import re
from typing import Final

from profile_service.language.marking import N_

_SENTENCES: Final = {
    "6.1c": N_("A law says that they must have this."),
    "6.1e": N_("They need it for a task that the law has given them. You can object."),
    "6.1f": N_("They need it, and have weighed that against what is good for you. You can object."),
    "9.2h": N_(
        "They may use facts about health to give you care or support, or to see what work you can do."
    ),
}
_ARTICLE: Final = re.compile(r"(?<!\d)(\d+)\s*(?:\.|\()\s*(\d+)\)?\s*\(?([a-z])\b")


def plain_bases(legal_basis: str) -> list[str]:
    """A sentence for each known article that the text names: "GDPR art. 6.1 e", "Article 9(2)(h)". Else nothing."""
    articles = (f"{article}.{part}{letter}" for article, part, letter in _ARTICLE.findall(legal_basis))
    return [_SENTENCES[article] for article in dict.fromkeys(articles) if article in _SENTENCES]
