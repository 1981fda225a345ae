"""The usual legal bases of the General Data Protection Regulation, each in a sentence that a person can read."""

import re
from typing import Final

from profile_service.language.marking import N_

_SENTENCES: Final = {
    "6.1a": N_("They ask you for a consent of its own. You can take it back."),
    "6.1b": N_("They need it for an agreement with you."),
    "6.1c": N_("A law says that they must have this."),
    "6.1d": N_("Somebody's life depends on it."),
    "6.1e": N_("They need it for a task that the law has given them. You can object."),
    "6.1f": N_("They need it, and have weighed that against what is good for you. You can object."),
    "9.2a": N_("You say yes, in so many words, to their using facts about health."),
    "9.2b": N_("They may use facts about health for your rights at work or in social insurance."),
    "9.2c": N_("Facts about health are needed because somebody's life depends on it."),
    "9.2f": N_("Facts about health are needed for a legal claim."),
    "9.2g": N_("A law lets them use facts about health for something important to everybody."),
    "9.2h": N_(
        "They may use facts about health to give you care or support, or to see what work you can do."
    ),
    "9.2j": N_("A law lets them use facts about health for research or statistics."),
}
_ARTICLE: Final = re.compile(r"(?<!\d)(\d+)\s*(?:\.|\()\s*(\d+)\)?\s*\(?([a-z])\b")


def plain_bases(legal_basis: str) -> list[str]:
    """A sentence for each known article that the text names: "GDPR art. 6.1 e", "Article 9(2)(h)". Else nothing."""
    articles = (f"{article}.{part}{letter}" for article, part, letter in _ARTICLE.findall(legal_basis))
    return [_SENTENCES[article] for article in dict.fromkeys(articles) if article in _SENTENCES]
