"""Everyday skills as pictures: where life goes on, and what people do there.

Which concept of ESCO a picture stands for is a fact of that scheme (starter set, version 1.2.0); a picture without one is kept in
the person's own words. What they are called is in `language.everyday_names`.
"""

from dataclasses import dataclass
from typing import Final

from profile_service.domain.concept import ConceptId, ConceptRef, SchemeName

_SKILL: Final = "http://data.europa.eu/esco/skill/"


@dataclass(frozen=True, slots=True)
class Everyday:
    """One skill that can be shown as a picture. `key` is the name of its picture too."""

    key: str
    uuid: str = ""

    @property
    def concept(self) -> ConceptRef | None:
        """The concept that it stands for; None where the scheme has none that is as plain."""
        return ConceptRef(SchemeName("esco"), ConceptId(_SKILL + self.uuid)) if self.uuid else None


@dataclass(frozen=True, slots=True)
class Place:
    """A part of everyday life, with what people do there."""

    name: str
    picture: str
    skills: tuple[Everyday, ...]


PLACES: Final = (
    Place(
        "home",
        "home",
        (
            Everyday("laundry", "04838ae5-a737-48a0-a782-3d1b6b6cb75b"),
            Everyday("iron", "562b1180-83e7-4041-8468-2f28d03b7893"),
            Everyday("bed", "e0c6fdd1-336a-4e2f-91d1-ab4a2f9c385d"),
            Everyday("groceries", "71deea7b-d8a0-42de-9d85-2d6a506dade4"),
            Everyday("budget"),
        ),
    ),
    Place(
        "care",
        "care",
        (
            Everyday("older", "261e740b-d32d-4356-94a8-3ea29128b70b"),
            Everyday("errands", "ab89ad86-1098-44bb-9465-05af5624557c"),
            Everyday("company", "ff939984-b1a6-4d57-88bd-e453262433c4"),
            Everyday("firstaid", "1d21f6ad-340f-45da-a0a3-4e83867f47a6"),
            Everyday("wheelchair", "54411e8e-d62f-46d8-b87b-fce23f8e3bc8"),
        ),
    ),
    Place(
        "children",
        "child",
        (
            Everyday("childcare", "f8d4a24c-fb62-444e-9525-7aa5662f440d"),
            Everyday("play", "94b01483-f13d-48ba-b8a9-ef8f18fcb2dc"),
            Everyday("feed", "beb952e4-8a9c-47af-8a60-c6eb5c5f25bc"),
            Everyday("homework", "12efe5f2-f7ec-4f03-b359-afba5b9f62de"),
            Everyday("parents", "efe801a5-8704-4def-8a96-c32f7a6cb9fb"),
        ),
    ),
    Place(
        "kitchen",
        "kitchen",
        (
            Everyday("cook", "f3934441-4bff-4076-9945-e6c51a01c467"),
            Everyday("prepare", "4b15a965-9bb4-42f1-8e44-1024aeb0b08c"),
            Everyday("bake", "50db2b5e-edda-496d-8a6e-aff91dc243d9"),
            Everyday("dishes", "c662be22-f17a-4ba0-894f-d720b20c44cf"),
            Everyday("coffee", "e4fb4f26-1c0c-45e4-9250-5be32cee2a48"),
            Everyday("serve", "42a6eff0-e9d9-423d-877b-e48fe91ff26f"),
        ),
    ),
    Place(
        "cleaning",
        "cleaning",
        (
            Everyday("floors", "a2cd3b30-2d6c-473e-a5d4-4e7cb576babe"),
            Everyday("windows", "d05ae693-dc7d-4073-8806-2782f117c24a"),
            Everyday("surfaces", "6ff01827-907d-43d8-b6e4-7162c1cf0aca"),
            Everyday("waste", "110d7aa3-e44e-4cce-a927-8d4de615f3d9"),
            Everyday("rooms", "7bb01a18-4637-4535-ba18-258f48f705b8"),
        ),
    ),
    Place(
        "building",
        "build",
        (
            Everyday("paint", "b826a56a-811d-477c-b165-271729f644a4"),
            Everyday("bricks", "13e1c0a2-b90d-46f4-be51-11730360b38d"),
            Everyday("wood", "c3c3b550-f95e-4f1c-bdf3-ad1465e7b2ab"),
            Everyday("measure", "b92758d4-4591-4df1-9ceb-f907aa71ebd9"),
            Everyday("pipes", "8755734c-2919-41a3-9ca6-1e3d1f169213"),
            Everyday("weld", "2fcd95a4-1f9a-41cf-95a9-4701bde476b4"),
        ),
    ),
    Place(
        "shop",
        "shop",
        (
            Everyday("customers", "61970f8b-099c-4e7e-82e0-9ccdced0baf3"),
            Everyday("till", "0cb013af-6dd9-4fb2-b34e-63dda1a5cf82"),
            Everyday("shelves", "7e9daad3-8604-4839-af9b-dc6f8db3ef68"),
            Everyday("bag", "bd2f7603-5e58-4d71-8f13-44c632782b02"),
        ),
    ),
    Place(
        "warehouse",
        "warehouse",
        (
            Everyday("receive", "2cae39d6-78c2-4ce3-bee8-628504371463"),
            Everyday("pick", "ee5e2297-39cc-4ed6-89e5-d58016118a7f"),
            Everyday("stack", "3d086228-d7fc-4c23-972a-22b7d44a6173"),
            Everyday("forklift", "28cb374e-6261-4133-8371-f9a5470145da"),
        ),
    ),
    Place(
        "office",
        "paper",
        (
            Everyday("phone", "de2f0ce8-f8d6-48c5-a213-4d065251cecf"),
            Everyday("forms", "8d49f760-3765-4612-8d40-a2bdd50738fe"),
            Everyday("files", "3d427a49-4f85-42cd-8a92-62d4a34f41a1"),
            Everyday("planning", "d9013e0e-e937-43d5-ab71-0e917ee882b8"),
        ),
    ),
    Place(
        "driving",
        "drive",
        (
            Everyday("car", "2815f65d-6adb-46a6-8041-5768febf5580"),
            Everyday("gps", "97fb21db-a4e5-4b03-af21-03b9d510d872"),
            Everyday("maps", "3172f001-a4dd-4e7e-9f74-9707b2e7c6e1"),
            Everyday("passengers", "8488927c-e4ba-4781-8b97-453ca50e7552"),
            Everyday("repair", "65155435-1c5b-41ee-8812-e0b9b03ae480"),
        ),
    ),
    Place(
        "garden",
        "farm",
        (
            Everyday("grow", "c5f255ef-02d3-4ab0-a652-2bf055d1d493"),
            Everyday("harvest", "2e4e8114-e579-453d-918e-b0262818ab76"),
            Everyday("tractor", "a6bbc19a-381c-4c60-a79a-41dea2d1a422"),
            Everyday("grass"),
        ),
    ),
    Place(
        "animals",
        "skills/fodder",
        (
            Everyday("fodder", "a7309d64-6209-49d7-878e-2b0e403908a4"),
            Everyday("animalhealth", "7c6ab71d-c8d4-4a85-9f33-7ab3c2e23157"),
            Everyday("milk"),
        ),
    ),
    Place(
        "sewing",
        "sew",
        (
            Everyday("sewmachine", "a3ef84f9-c436-437a-bc6f-4956ae13e1eb"),
            Everyday("scissors", "a3b7b8ec-794b-4821-8c6b-465fe2c7a691"),
            Everyday("mend", "7e2f6f05-d6ef-45f3-a33c-5d6d0b07e1cf"),
            Everyday("embroider", "1fe563ab-47b8-4092-98d6-2ac94952891e"),
        ),
    ),
    Place(
        "computers",
        "computer",
        (
            Everyday("usecomputer", "d15ce60f-ddab-41ce-ba56-398451b77b60"),
            Everyday("table", "1973c966-f236-40c9-b2d4-5d71a89019be"),
            Everyday("helpcomputer", "db36f7f1-5900-45bd-9ffb-f2b19c4362ac"),
            Everyday("smartphone"),
        ),
    ),
    Place(
        "people",
        "talk",
        (
            Everyday("interpret", "8b5962d7-b195-4459-addb-d15a48cc4b64"),
            Everyday("translate", "449f0945-4943-49f9-bd98-edfdfd7c00ba"),
            Everyday("show", "699e7c26-6502-4e78-a823-3656ff5a5b8b"),
            Everyday("teamwork", "60c78287-22eb-4103-9c8c-28deaa460da0"),
        ),
    ),
)
"""In the order in which they are shown."""
BY_NAME: Final = {place.name: place for place in PLACES}
BY_KEY: Final = {skill.key: skill for place in PLACES for skill in place.skills}
