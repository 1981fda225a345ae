"""The words of the portal that people meet, each with one meaning: in its own language with Swedish beside.

A page that asks for a decision links to its words by the `term` macro. Every text uses them in this sense and no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from profile_service.language.marking import N_


@dataclass(frozen=True, slots=True)
class Term:
    """A word, what it means in one sentence, and the pictogram that stands beside it on every page."""

    word: str
    meaning: str
    sign: str


TERMS: Final[Mapping[str, Term]] = MappingProxyType(
    {
        "profile": Term(
            N_("Profile"), N_("What you have written about yourself. It belongs to you."), "profile"
        ),
        "question": Term(
            N_("Question"), N_("Somebody asks to read a part of your profile. You say yes or no."), "question"
        ),
        "purpose": Term(
            N_("Purpose"), N_("What somebody wants to read it for. They may use it for nothing else."), "goal"
        ),
        "reading": Term(
            N_("A reading"), N_("Somebody opened a part of your profile. Each time stands in your history."), "eye"
        ),
        "sharing": Term(
            N_("Sharing"), N_("You have said yes. Somebody may read a part, until a day that you know."), "share"
        ),
        "pause": Term(
            N_("To pause"), N_("Nobody to whom you said yes can read, until you let it go on."), "pause"
        ),
        "stop": Term(N_("To stop sharing"), N_("Your yes ends at once. You need not say why."), "stop"),
        "receipt": Term(
            N_("Receipt"), N_("A paper about what you said yes or no to. It cannot be changed later."), "receipt"
        ),
        "history": Term(
            N_("History"), N_("A list of everything that happened with your profile, day by day."), "history"
        ),
        "code": Term(
            N_("Code"), N_("Signs that you give to somebody, so that they can ask you. It works once."), "code"
        ),
        "link": Term(
            N_("Link"), N_("An address that shows an employer what you can do, without your name."), "link"
        ),
        "organisation": Term(
            N_("Organisation"), N_("An agency, a school, a company or an association that may ask you."), "agency"
        ),
        "agency": Term(
            N_("Agency"), N_("An office of the state or of a municipality. It follows laws."), "agency"
        ),
        "unit": Term(N_("Unit"), N_("A part of an organisation, such as an office in a town."), "desk"),
        "employer": Term(N_("Employer"), N_("The one who pays somebody to work."), "employer"),
        "case-worker": Term(
            N_("Case worker"), N_("A person at an agency who works with your case."), "person"
        ),
        "case": Term(N_("Case"), N_("What an agency does for you, from the beginning to the end."), "paper"),
        "helper": Term(
            N_("Helper"), N_("Somebody who writes together with you. You decide about each thing."), "help"
        ),
        "representative": Term(
            N_("Representative"), N_("Somebody who may do things in your place. You can end it."), "team"
        ),
        "draft": Term(
            N_("Draft"), N_("A text that somebody wrote for you. It is not in your profile until you say yes."), "write"
        ),
        "mapping": Term(
            N_("Mapping"), N_("Questions about what you can do and what you have done."), "map"
        ),
        "assessment": Term(
            N_("Assessment"), N_("Somebody else tells what you can do. It never replaces your own words."), "tick"
        ),
        "skill": Term(N_("Skill"), N_("Something that you can do. You may have learned it anywhere."), "star"),
        "evidence": Term(
            N_("Evidence"), N_("A paper or a picture that shows that something is true."), "paper"
        ),
        "e-id": Term(
            N_("e-ID"), N_("A way to show who you are, in your phone or computer. BankID is one."), "phone"
        ),
        "passkey": Term(
            N_("Passkey"), N_("Your phone opens the profile with your face, your finger or its code."), "key"
        ),
        "sheet": Term(N_("Code sheet"), N_("A paper with codes, for you who have no e-ID and no phone."), "code"),
        "pin": Term(N_("PIN"), N_("Digits that only you know. Tell them to nobody."), "lock"),
        "desk": Term(
            N_("Desk"), N_("An office where staff see who you are and give you a way to sign in."), "desk"
        ),
        "protected": Term(
            N_("Protected identity"), N_("Your name and address are kept secret by Swedish law."), "shield"
        ),
        "sensitive": Term(
            N_("Sensitive"), N_("About health, for example. It needs a tick of its own, always."), "lock"
        ),
        "by-law": Term(
            N_("By law"), N_("A law lets an agency read a part without your yes. You are always told."), "law"
        ),
        "operator": Term(
            N_("Operator"), N_("Whoever runs Egenkarta. The operator cannot read any profile."), "computer"
        ),
    }
)  # fmt: skip
"""The key is the word's place on the page of words, and what a link to it names."""
