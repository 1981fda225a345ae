"""English source names of sections, choices, kinds and states. What they are in other languages is in the catalogues."""

from collections.abc import Mapping
from typing import Final

from profile_service.language.marking import N_

SECTION_NAMES: Final[Mapping[str, str]] = {
    "person": N_("About me"),
    "expectations": N_("What I want"),
    "experience": N_("What I have done"),
    "education": N_("Education"),
    "languages": N_("Languages"),
    "skills": N_("What I can do"),
    "transversal": N_("Skills for any job"),
    "licences": N_("Licences and certificates"),
    "evidence": N_("Papers that show it"),
    "adaptations": N_("What I need to be able to work"),
    "plan": N_("My plan"),
    "progress": N_("How it is going"),
}
SECTION_HINTS: Final[Mapping[str, str]] = {
    "person": N_("Your name and how to reach you. You decide who may see it."),
    "expectations": N_("The work or the studies that you want. You can have more than one goal."),
    "experience": N_("Paid work counts. Work at home, unpaid work and helping others count too."),
    "education": N_("All schools and courses count, also those that you did not finish."),
    "languages": N_("All the languages you know, and how well you know them."),
    "skills": N_("What you can do with your hands and your head, wherever you learned it."),
    "transversal": N_("Such as working with others, planning your day or using a computer."),
    "licences": N_("Driving licence, food hygiene certificate, a profession that needs a permit."),
    "evidence": N_("Grades, certificates and letters. You share them apart from the rest."),
    "adaptations": N_("This is sensitive. Nobody sees it unless you say yes to each part by name."),
    "plan": N_("Steps that you have agreed on, with whom, and when to follow up."),
    "progress": N_("How you feel that it is going. You and a caseworker answer apart."),
}

_CEFR: Final[Mapping[str, str]] = {
    "none": N_("Not at all"),
    "A1": N_("A1: a few words"),
    "A2": N_("A2: simple everyday things"),
    "B1": N_("B1: can manage most days"),
    "B2": N_("B2: can discuss and explain"),
    "C1": N_("C1: almost everything"),
    "C2": N_("C2: everything, with ease"),
}
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "goal": {
        "occupation": N_("An occupation"),
        "education": N_("An education"),
        "self_employment": N_("My own business"),
        "language": N_("A language"),
    },
    "horizon": {
        "now": N_("Now"),
        "within_6_months": N_("Within six months"),
        "within_a_year": N_("Within a year"),
        "later": N_("Later"),
    },
    "setting": {
        "job": N_("A job"),
        "unpaid": N_("Unpaid work"),
        "home": N_("Work at home"),
        "association": N_("An association"),
        "own_business": N_("Own business"),
    },
    "outcome": {
        "completed": N_("Completed"),
        "interrupted": N_("Stopped before the end"),
        "ongoing": N_("Still going on"),
    },
    "document": {
        "held": N_("I have it"),
        "lost": N_("It is lost"),
        "never_issued": N_("I never got one"),
    },
    "recognition": {
        "none": N_("Not asked for"),
        "applied": N_("Applied for"),
        "recognised": N_("Recognised"),
        "not_recognised": N_("Not recognised"),
    },
    "listening": _CEFR,
    "reading": _CEFR,
    "spoken_interaction": _CEFR,
    "spoken_production": _CEFR,
    "writing": _CEFR,
    "script_literacy": {
        "none": N_("Not yet"),
        "some": N_("A little"),
        "fluent": N_("With ease"),
    },
    "level": {
        "1": N_("1: have tried"),
        "2": N_("2: with support"),
        "3": N_("3: on my own"),
        "4": N_("4: can lead or teach others"),
    },
    "kind": {
        "driving": N_("Driving licence"),
        "own_car": N_("Own car"),
        "certificate": N_("Certificate"),
        "regulated_profession": N_("Profession that needs a permit"),
    },
    "status": {
        "agreed": N_("Agreed"),
        "started": N_("Started"),
        "done": N_("Done"),
        "dropped": N_("Dropped"),
    },
    "respondent": {
        "person": N_("Myself"),
        "caseworker": N_("A caseworker"),
    },
    "identity_numbers": {
        "personnummer": N_("Personal identity number"),
        "samordningsnummer": N_("Coordination number"),
        "other": N_("Other number"),
    },
    "comes_from": {
        "job": N_("A job"),
        "education": N_("An education"),
        "activity": N_("An activity"),
    },
}
KINDS: Final[Mapping[str, str]] = {
    "read": N_("Somebody read"),
    "request": N_("Question"),
    "grant": N_("You said yes"),
    "refusal": N_("You said no"),
    "withdrawal": N_("You stopped sharing"),
    "export": N_("Your own copy"),
    "import": N_("File added"),
    "code": N_("Code"),
    "erasure": N_("Everything erased"),
    "change": N_("Sharing changed"),
    "pause": N_("Sharing paused"),
    "resumption": N_("Sharing goes on"),
    "undoing": N_("You undid a yes"),
    "closure": N_("The case is closed"),
    "revocation": N_("The purpose was taken back"),
    "expiry": N_("Sharing came to its end"),
    "held_back": N_("A question was held back"),
    "let_again": N_("You let them ask again"),
    "acknowledgement": N_("They have answered"),
    "erased_there": N_("They say that they have erased it"),
    "inquiry": N_("You asked about a reading"),
    "inquiry_answer": N_("An answer to your question"),
    "inquiry_end": N_("Your question is done"),
    "duty": N_("Access by law"),
    "duty_end": N_("Access by law has ended"),
    "share": N_("You made a link"),
    "share_end": N_("A link has ended"),
    "contact_asked": N_("Somebody asked who you are"),
    "contact_given": N_("You told who you are"),
    "alarm": N_("An unusual number of readings"),
}
STRENGTHS: Final[Mapping[str, str]] = {
    "self": N_("own statement"),
    "context": N_("fits with other statements"),
    "document": N_("shown by a document"),
    "third_party": N_("confirmed by somebody else"),
    "assessed": N_("assessed"),
    "recognised": N_("officially recognised"),
}
STATES: Final[Mapping[str, str]] = {
    "active": N_("Can read now"),
    "paused": N_("Paused: nobody reads now"),
    "withdrawn": N_("You have stopped sharing"),
    "closed": N_("They have closed the case"),
    "revoked": N_("The purpose was taken back"),
    "lapsed": N_("Their purpose was changed before you answered"),
    "expired": N_("The time is over"),
    "used_up": N_("Has been read once, as agreed"),
    "pending": N_("Waits for your answer"),
    "granted": N_("You said yes"),
    "refused": N_("You said no"),
}
CHANGES: Final[Mapping[str, str]] = {
    "added": N_("Added"),
    "changed": N_("Changed"),
    "removed": N_("Removed"),
    "imported": N_("Came from a file"),
}
ROLES: Final[Mapping[str, str]] = {
    "agency": N_("authority or municipality"),
    "employer": N_("employer"),
    "assessor": N_("assessor"),
}
