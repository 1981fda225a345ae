"""English source names and hints of the profile's fields."""

from collections.abc import Mapping
from typing import Final

from profile_service.language.marking import N_

_Field = tuple[str, str]

_SKILL_NAMES: Final[Mapping[str, str]] = {
    "skill": N_("Skill"),
    "level": N_("How well"),
    "months": N_("How many months you have done it"),
    "last_used": N_("Last time you did it"),
    "wants_to_use": N_("Wants to use it at work"),
    "comes_from": N_("Where it comes from"),
}
_SKILL_HINTS: Final[Mapping[str, str]] = {
    "skill": N_("Write it in your own words. For example: cook for many people."),
    "comes_from": N_("For example: three years in a school kitchen."),
}
_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "person": {
        "name": N_("Name"),
        "birth_date": N_("Date of birth"),
        "identity_numbers": N_("Identity numbers"),
        "email": N_("E-mail"),
        "phone": N_("Telephone"),
        "place": N_("Municipality"),
        "interface_language": N_("Language of these pages"),
        "mapping_languages": N_("Languages I want to talk in about my skills"),
        "interpreter_language": N_("Needs an interpreter in"),
        "protected_identity": N_("Protected identity"),
    },
    "expectations": {
        "goal": N_("Goal"),
        "target": N_("Which one"),
        "horizon": N_("When"),
        "regions": N_("Where"),
        "hours_per_week": N_("Hours a week"),
        "start": N_("Can start"),
        "obstacles": N_("What is in the way"),
    },
    "experience": {
        "setting": N_("What it was"),
        "title": N_("What you did, in a few words"),
        "occupation": N_("Occupation"),
        "employer": N_("Employer"),
        "hide_employer": N_("Hide the employer from readers"),
        "country": N_("Country"),
        "start": N_("From"),
        "end": N_("To"),
        "ongoing": N_("Still going on"),
        "tasks": N_("Tasks"),
        "skills_used": N_("Skills that were used"),
    },
    "education": {
        "name": N_("Name of the education"),
        "school": N_("School"),
        "country": N_("Country"),
        "start": N_("From"),
        "end": N_("To"),
        "outcome": N_("How it ended"),
        "years_done": N_("Years of study"),
        "level": N_("Level"),
        "field": N_("Subject"),
        "document": N_("Paper that shows it"),
        "recognition": N_("Recognition in Sweden"),
    },
    "languages": {
        "language": N_("Which language"),
        "native": N_("Mother tongue"),
        "listening": N_("Listening"),
        "reading": N_("Reading"),
        "spoken_interaction": N_("Talking with others"),
        "spoken_production": N_("Telling and explaining"),
        "writing": N_("Writing"),
        "script_literacy": N_("Reads and writes the script"),
        "sfi_course": N_("SFI course"),
        "certificate": N_("Certificate"),
    },
    "skills": _SKILL_NAMES,
    "transversal": _SKILL_NAMES,
    "licences": {
        "kind": N_("Type"),
        "licence": N_("Licence or certificate"),
        "issued": N_("Got it"),
        "valid_until": N_("Valid until"),
        "country": N_("Country"),
    },
    "evidence": {
        "type": N_("Kind of paper"),
        "title": N_("Title"),
        "issuer": N_("Given by"),
        "date": N_("Date"),
        "file_sha256": N_("Fingerprint of the file"),
        "file": N_("The file itself"),
        "supports": N_("What it shows"),
    },
    "adaptations": {
        "needs_at_work": N_("What I need at work"),
        "health": N_("Health"),
        "equipment": N_("Equipment"),
    },
    "plan": {
        "goal": N_("Goal"),
        "step": N_("Next step"),
        "owner": N_("Who does it"),
        "agreed_with": N_("Agreed with"),
        "status": N_("How far it has come"),
        "follow_up": N_("Follow-up"),
        "after_job_start": N_("Goes on after the job has started"),
        "remark": N_("In your own words"),
    },
    "progress": {
        "indicator": N_("What the answer is about"),
        "respondent": N_("Who answered"),
        "value": N_("Answer, 0 to 10"),
        "date": N_("Day"),
        "remark": N_("In your own words"),
    },
    "assessments": {
        "competence": N_("What was assessed"),
        "about": N_("Which part of the profile it is about"),
        "kind": N_("What kind of statement it is"),
        "assessor": N_("Who states it"),
        "unit": N_("Which unit"),
        "method": N_("How it was done"),
        "standard": N_("Measured against"),
        "standard_level": N_("Level by that measure"),
        "level": N_("How well"),
        "evidence": N_("What was looked at"),
        "statement": N_("In the words of the one who assessed"),
        "assessed_on": N_("Day of the assessment"),
        "valid_until": N_("Valid until"),
        "status": N_("Whether it stands"),
        "reason": N_("Why it does not stand any more"),
        "followed_by": N_("Number of the one that replaced it"),
        "answer": N_("Own answer to it"),
        "hidden": N_("Hidden from readers"),
        "assessment_id": N_("Number of the assessment"),
    },
}
_HINTS: Final[Mapping[str, Mapping[str, str]]] = {
    "person": {
        "name": N_("As you write it yourself."),
        "place": N_("The municipality where you live."),
        "interpreter_language": N_("Leave it empty if you need no interpreter."),
        "protected_identity": N_("Choose this if the Swedish Tax Agency has decided that you have one."),
    },
    "expectations": {
        "target": N_("For example: assistant nurse, or upper secondary school."),
        "regions": N_("One place on each line."),
        "obstacles": N_("This is sensitive. It is shared only if you say yes to it by name."),
    },
    "experience": {
        "title": N_("For example: cook in a school, or took care of my mother."),
        "hide_employer": N_("Then nobody but you sees where it was."),
        "tasks": N_("What did you do on an ordinary day?"),
        "skills_used": N_("One skill on each line."),
    },
    "education": {
        "name": N_("As it stands on your paper. Your own language is fine."),
        "years_done": N_("In years. Half years are fine: 2.5."),
    },
    "languages": {
        "script_literacy": N_("How well you read and write its letters."),
        "sfi_course": N_("For example: B or 2C."),
    },
    "skills": _SKILL_HINTS,
    "transversal": {"skill": N_("For example: plan my time, or solve problems with others.")},
    "licences": {"licence": N_("For example: B, forklift, or food hygiene.")},
    "evidence": {
        "file": N_("A PDF or a picture, at most 10 MB. It is shared only if you say yes to it by name."),
        "file_sha256": N_("It comes by itself with a file. Leave it empty if you are not sure."),
    },
    "adaptations": {
        "needs_at_work": N_("For example: a chair with good support, or a quiet room."),
        "equipment": N_("For example: a hearing aid, or a screen reader."),
    },
    "plan": {
        "agreed_with": N_("One name on each line."),
        "owner": N_("The person or the organisation that sees to it."),
    },
    "progress": {"indicator": N_("For example: I know what job I want.")},
    "assessments": {
        "competence": N_("For example: sewing clothes, or cooking special diets."),
        "evidence": N_("One thing on each line. For example: a work sample."),
        "standard": N_("For example: the European levels (EQF), or a course plan."),
    },
}


def _flat(names: Mapping[str, Mapping[str, str]]) -> Mapping[_Field, str]:
    return {(section, field): text for section, fields in names.items() for field, text in fields.items()}


FIELD_NAMES: Final = _flat(_NAMES)
FIELD_HINTS: Final = _flat(_HINTS)
