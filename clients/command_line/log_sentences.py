"""What happened, in a sentence: one for each kind of line in the log."""

from collections.abc import Mapping
from typing import Final

from schemas.access import DisclosureRecord

_THEIRS: Final[Mapping[str, str]] = {
    "read": "{who} read your profile",
    "coverage": "{who} asked what is known already and saw no answers",
    "mapping": "{who} began to map with you and saw what you share",
    "mapping_end": "{who} handed over or gave up a mapping session",
    "file_opened": "{who} opened a file of yours",
    "copied": "{who} read your profile and took a copy in a file",
    "request": "{who} asked to read a part of your profile",
    "grant": "You said yes to {who}",
    "refusal": "You said no to {who}",
    "withdrawal": "You stopped sharing with {who}",
    "change": "You changed what {who} may read",
    "pause": "You paused sharing with {who}",
    "resumption": "You let sharing with {who} go on",
    "undoing": "You took back your yes to {who} at once",
    "closure": "{who} closed the case and cannot read any more",
    "revocation": "The purpose of {who} was taken back, and they cannot read any more",
    "expiry": "Sharing with {who} came to its end",
    "held_back": "{who} asked again after your no, and the question was stopped",
    "let_again": "You let {who} ask you again",
    "acknowledgement": "{who} confirmed that they know of a change",
    "erased_there": "{who} states that they have erased what they read",
    "inquiry": "You asked {who} about a reading",
    "inquiry_answer": "{who} answered your question",
    "inquiry_end": "You are done with your question to {who}",
    "duty": "{who} may read a part of your profile by law",
    "duty_end": "{who} may not read by law any more",
    "enrolment": "{who} saw who you are and made your way to sign in",
    "protection": "{who} switched on protected identity for you",
    "help": "{who} began to help you with your profile",
    "help_end": "The help from {who} came to its end",
    "draft": "{who} wrote a proposal for your profile",
    "draft_answer": "You answered a proposal from {who}",
    "assessment": "{who} proposed an assessment",
    "assessment_answer": "You answered an assessment from {who}",
    "assessment_end": "{who} replaced or took back an assessment",
    "alarm": "A reader at {who} opened unusually many people",
    "contact_asked": "{who} asked by your link who you are",
    "more_asked": "{who} asked by your link to see more",
}
_OWN: Final[Mapping[str, str]] = {
    "read": "Somebody who has your link looked",
    "refusal": "You did not tell somebody who has your link who you are",
    "file": "You added a file, or took one away",
    "file_opened": "A file of yours was opened",
    "code": "You made a code to give away",
    "export": "You took a file with your profile",
    "import": "You brought a file into your profile",
    "erasure": "You erased everything",
    "pause": "You paused all sharing",
    "resumption": "You let all sharing go on",
    "share": "You made a link to show what you can do",
    "share_end": "You ended a link",
    "change": "You made a new word for a link",
    "contact_asked": "Somebody who has your link asked who you are",
    "more_asked": "Somebody who has your link asked to see more",
    "instrument": "An organisation changed its instruments",
    "organisation_change": "An organisation changed who works for it",
    "client_refused": "A system could not prove itself",
    "sign_in": "You signed in",
    "sign_out": "You signed out on another device",
    "way_in_added": "You added a way to sign in, or changed the PIN of your sheet",
    "way_in_removed": "You removed a way to sign in",
    "enrolment": "Your way to sign in was made at a desk",
    "joining": "Two ways to sign in became one profile",
    "new_number": "You came with a new personal number; your profile is the same",
    "protection": "Protected identity was switched on",
    "protection_end": "Protected identity was switched off",
    "help": "You made a code for somebody who helps you",
    "help_end": "The help came to its end",
    "draft_answer": "You answered what a helper had written",
    "mandate": "A mandate that you gave or hold began",
    "mandate_end": "A mandate that you gave or hold ended",
    "mandate_used": "Somebody who may act for you used your profile",
    "contact_given": "You told somebody who has your link how to reach you",
}
_REFUSED_READ: Final = "{who} tried to read your profile and got nothing"
_REFUSED_COVERAGE: Final = "{who} tried to ask what is known and got nothing"
_REFUSED_MAPPING: Final = "{who} tried to begin a mapping session and got nothing"
_REFUSED_ASSESSMENT: Final = "{who} tried to propose an assessment and reached nobody"
_REFUSED_FILE: Final = "{who} tried to open a file and got nothing"
_REFUSED_COPY: Final = "{who} tried to take a copy and got nothing"
_REFUSED_LINK: Final = "Somebody who has your link tried to open it and got nothing"
_OTHER: Final = "Something was done with your profile ({kind})"


def sentence(value: DisclosureRecord) -> str:
    """What a line of the log tells. A kind that this program does not know yet is named as it came."""
    refused = value.outcome == "refused"
    tried = value.kind == "read" and refused
    if value.organisation is None:
        told = _REFUSED_LINK if tried else _OWN.get(value.kind, _OTHER)
        return told.format(kind=value.kind)
    if value.kind == "coverage" and refused:
        return _REFUSED_COVERAGE.format(who=value.organisation.name)
    if value.kind == "mapping" and refused:
        return _REFUSED_MAPPING.format(who=value.organisation.name)
    if value.kind == "assessment" and refused:
        return _REFUSED_ASSESSMENT.format(who=value.organisation.name)
    if value.kind == "copied" and refused:
        return _REFUSED_COPY.format(who=value.organisation.name)
    if value.kind == "file_opened" and refused:
        return _REFUSED_FILE.format(who=value.organisation.name)
    told = _REFUSED_READ if tried else _THEIRS.get(value.kind, _OTHER)
    return told.format(who=value.organisation.name, kind=value.kind)
