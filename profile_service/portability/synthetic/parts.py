"""One made-up person, part by part."""

from typing import Final

from profile_service.domain.profile import Strength
from profile_service.portability.making import Item
from profile_service.portability.synthetic.record import Record

_SETTINGS: Final = {
    "employment": "job",
    "self-employment": "own_business",
    "internship": "unpaid",
    "volunteering": "association",
    "informal": "home",
}
_STRENGTHS: Final = {
    "self": Strength.SELF,
    "document": Strength.DOCUMENT,
    "employer": Strength.THIRD_PARTY,
    "assessed": Strength.ASSESSED,
    "validated": Strength.RECOGNISED,
}
_FIVE_SKILLS: Final = {
    "listening": "listening",
    "reading": "reading",
    "spokenInteraction": "spoken_interaction",
    "spokenProduction": "spoken_production",
    "writing": "writing",
}
_RECOGNITION: Final = {"uhr": "recognised", "none": "none"}
_FIRST_SAMORDNINGSNUMMER_DAY: Final = 60

_ONE_CODE: Final = "an experience has one occupation, and the JobTech one comes with its label"
_UNFINISHED: Final = "not completed is either interrupted or ongoing, and the file does not say which"
_HOW_KNOWN: Final = "the five levels say what is known; where they come from has no field"


def read_person(record: Record) -> str:
    """Name, number, municipality and the language of the interface, which is returned."""
    item = Item("person", ())
    item.put("name", record.text("name"), record.at("name"))
    number = record.text("personalIdentityNumber")
    is_coordination = number[6:8].isdigit() and int(number[6:8]) >= _FIRST_SAMORDNINGSNUMMER_DAY
    kind = "samordningsnummer" if is_coordination else "personnummer"
    item.put("identity_numbers", [{"kind": kind, "value": number}], record.at("personalIdentityNumber"))
    language = record.text("uiLanguage")
    item.put("interface_language", language, record.at("uiLanguage"))
    place = record.coded("municipality", record.text("municipality"))
    item.put("place", place, record.at("municipality"))
    record.reading.finish(item)
    record.leave("the number of the line in its file is not kept", "id")
    return language


def read_target(record: Record) -> None:
    """The occupations that are aimed for."""
    for code, path in record.texts("targetSsyk"):
        item = Item("expectations", path)
        item.put("goal", "occupation")
        item.put("target", record.coded("ssyk2012", code), path)
        record.reading.finish(item)


def read_experience(record: Record) -> None:
    """What was done, with the JobTech occupation."""
    for one in record.parts("experience"):
        item = Item("experience", one.path)
        label = one.text("jobtechLabel")
        item.put("title", label, one.at("jobtechLabel"))
        occupation = one.coded("jobtech", one.text("jobtechOccupation"), label)
        item.put("occupation", occupation, one.at("jobtechOccupation"))
        item.put("start", one.text("start"), one.at("start"))
        end = one.maybe("end")
        if end is None:
            item.put("ongoing", True)
        else:
            item.put("end", end, one.at("end"))
        item.put("country", one.text("country"), one.at("country"))
        item.put("setting", _SETTINGS[one.choice("setting", *_SETTINGS)], one.at("setting"))
        one.leave(_ONE_CODE, "ssyk2012", "escoOccupation")
        record.reading.finish(item)
        one.close()


def read_education(record: Record) -> None:
    """Studies by their SUN codes. The file has no names, so the labels of the codes stand for them."""
    for one in record.parts("education"):
        item = Item("education", one.path)
        level = one.coded("sun2020", one.text("sunLevel"))
        field = one.coded("sun2020", one.text("sunField"))
        item.put("level", level, one.at("sunLevel"))
        item.put("field", field, one.at("sunField"))
        item.put("name", field["label"])
        item.put("country", one.text("country"), one.at("country"))
        if one.flag("completed"):
            item.put("outcome", "completed", one.at("completed"))
        else:
            one.reading.leave_paths((one.at("completed"),), _UNFINISHED)
        recognised = one.maybe("recognised")
        if recognised is not None:
            item.put("recognition", _RECOGNITION.get(recognised, recognised), one.at("recognised"))
        record.reading.finish(item)
        one.close()


def read_languages(record: Record) -> None:
    """Languages, native or with five levels."""
    for one in record.parts("languages"):
        item = Item("languages", one.path)
        item.put("language", one.coded("iso639", one.text("code")), one.at("code"))
        if one.flag("native"):
            item.put("native", True, one.at("native"))
        else:
            item.put("native", False, one.at("native"))
            levels = one.part("cefr")
            for theirs, ours in _FIVE_SKILLS.items():
                item.put(ours, levels.text(theirs), levels.at(theirs))
            levels.close()
        one.leave(_HOW_KNOWN, "source")
        record.reading.finish(item)
        one.close()


def read_skills(record: Record) -> None:
    """Skills with level; how each is known becomes its strength."""
    for one in record.parts("skills"):
        scheme = one.choice("scheme", "esco", "jobtech")
        name = "uri" if scheme == "esco" else "id"
        item = Item("skills", one.path, _STRENGTHS[one.choice("evidence", *_STRENGTHS)])
        item.put("skill", one.coded(scheme, one.text(name)), one.at("scheme"), one.at(name))
        item.put("level", one.number("level"), one.at("level"))
        record.reading.finish(item)
        one.close()


def read_licences(record: Record) -> None:
    """Driving licences, by their class."""
    for letters, path in record.texts("drivingLicences"):
        item = Item("licences", path)
        item.put("kind", "driving")
        item.put("licence", {"label": letters}, path)
        record.reading.finish(item)
