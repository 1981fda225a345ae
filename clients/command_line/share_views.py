"""Shares in words."""

from rich.text import Text

from clients.command_line.words import block, content, listed, when
from schemas.access import MadeShare, Share, SharedProfile, ShareList, ShareWord


def share(value: Share) -> Text:
    """One link as she who made it sees it."""
    last = f", the last {when(value.last_view_at)}" if value.last_view_at else ""
    return block(
        f"{value.id} for {value.vacancy} at {value.employer} ({value.state})",
        [
            *[("shows", scope) for scope in value.scopes],
            ("until", when(value.until)),
            ("ended", when(value.ended_at) if value.ended_at else None),
            ("word", "asked for" if value.has_word else "not asked for"),
            ("opened", f"{value.views}{last}"),
            ("who you are", value.contact),
            ("they know", ", ".join(value.contact_fields)),
            ("they ask to see", ", ".join(value.more_asked)),
        ],
    )


def shares(value: ShareList) -> Text:
    """Every link."""
    return listed(map(share, value.shares), "There are no shares.")


def made(value: MadeShare) -> Text:
    """A new link, shown this once."""
    told = block("shown only now", [("link", value.link), ("word", value.word)])
    return Text.assemble(share(value.share), told)


def word(value: ShareWord) -> Text:
    """A new word, shown this once."""
    return Text(f"{value.word}\n")


def shown(value: SharedProfile) -> Text:
    """What a viewer sees."""
    named = value.contact or {}
    parts = [block(f"{value.vacancy} at {value.employer}", [("until", when(value.until))])]
    if named:
        parts.append(block("name and contact", [(name, content(one)) for name, one in named.items()]))
    for section, items in value.sections.items():
        parts += [block(section, [(name, content(one)) for name, one in item.items()]) for item in items]
    return Text.assemble(*parts)
