"""What people do on the pages of a mapping session, whoever sits there; and a question set of Norrsken's own."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from tests.journeys.visitor import Visitor

_SWEDISH: Final = {"scheme": "iso639", "concept_id": "sv"}
_SAVE: Final = 'main .actions button[name="then"][value="next"]'


def _entries(name: str, sv: str, ar: str, setting: str) -> dict[str, Any]:
    target = {
        "section": "experience",
        "fields": ["title", "tasks"],
        "where": [{"setting": setting}],
        "begins": {"setting": setting},
    }
    return {"id": name, "text": {"sv": sv, "ar": ar}, "kind": "entries", "target": target}


def _set_of_questions() -> dict[str, Any]:
    swedish = {**_SWEDISH, "scheme_version": "2023", "label": {"sv": "svenska", "ar": "السويدية"}}
    speaking = {
        "id": "speaking",
        "text": {"sv": "Hur pratar du svenska?", "ar": "كيف تتحدثين السويدية؟"},
        "kind": "cefr",
        "target": {
            "section": "languages",
            "fields": ["spoken_interaction"],
            "where": [{"language": _SWEDISH}],
            "begins": {"language": swedish},
        },
    }
    morning = {
        "id": "mornings",
        "text": {"sv": "Kan du börja klockan sex?", "ar": "هل تستطيعين البدء في السادسة؟"},
        "kind": "yes_no",
    }
    home = _entries("home", "Vad har du gjort hemma?", "ماذا عملتِ في البيت؟", "home")
    return {
        "id": "kommun",
        "version": "1",
        "stage": "in_depth_mapping",
        "title": {"sv": "Norrskens frågor", "ar": "أسئلة نورسكن"},
        "about": {"sv": "Frågor om arbete i köket.", "ar": "أسئلة عن العمل في المطبخ."},
        "sections": [
            {
                "id": "you",
                "title": {"sv": "Du", "ar": "أنتِ"},
                "items": [speaking, home, morning],
            }
        ],
    }


NORRSKENS: Final = json.dumps(_set_of_questions(), ensure_ascii=False)


@dataclass
class Mapper:
    """Somebody before a session: herself, or at work."""

    at: Visitor
    home: str = ""
    """The address of the session's task list."""

    def begin(self, base: str, instrument: str, **held: str) -> None:
        """Choose an instrument in the list, and begin."""
        self.at.open(base)
        self.at.follow(f"{base}/new/{instrument}")
        self.at.fill(held)
        self.at.press('button[name="then"][value="begin"]')
        self.home = self.at.path

    def part(self, name: str, page: int) -> None:
        """Open a page of a part."""
        self.at.open(f"{self.home}/parts/{name}?page={page}")

    def answer(self, **answers: str) -> None:
        """Fill in what is on the page, and go on."""
        self.at.fill({f"q-{name}".replace("__", "."): value for name, value in answers.items()})
        self.at.press(_SAVE)

    def hand_over(self) -> None:
        """By way of the last look."""
        self.at.open(f"{self.home}/check")
        self.at.press(f'form[action="{self.home}/hand-over"] button')

    def decided(self) -> tuple[int, int]:
        """How many things are decided on, and how many there are."""
        decided, every = re.findall(r"\d+", self.at.page.locator("main p:has(progress)").inner_text())
        return int(decided), int(every)
