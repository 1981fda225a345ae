"""States of the individual's pages: what stands there after each step, with mistakes, with nothing, and with everything."""

import json
from collections.abc import Iterator

from tests.screens.guest import Screen
from tests.screens.town import Town

Told = Iterator[tuple[str, Screen]]
CODE = r'class="code" dir="ltr">([0-9A-Z-]+)<'
_HERS = (
    "/my", "/my/profile", "/my/requests", "/my/log", "/my/receipts", "/my/shares", "/my/inquiries", "/my/attempts",
    "/my/assessments", "/my/drafts", "/my/files", "/my/timeline", "/my/plan", "/my/print", "/my/mapping", "/my/again", "/my/review",
    "/my/news", "/my/reach", "/my/representatives", "/my/for", "/my/help", "/my/match", "/my/pictures", "/my/profile/skills",
    "/my/profile/skills/readers", "/my/protection",
)  # fmt: skip


def bo_has_nothing(town: Town) -> Told:
    """Whoever has just come: every list is empty."""
    bo = town.guest("bo")
    for path in _HERS:
        yield f"nothing yet: {path}", bo.open(path)


def petra_is_protected(town: Town) -> Told:
    """Protected identity is on."""
    petra = town.guest("petra")
    for path in (
        "/my",
        "/my/profile",
        "/my/protection/end",
        "/my/shares/new",
        "/my/reach",
        "/my/profile/person",
        "/my/timeline",
    ):
        yield f"protected: {path}", petra.open(path)  # fmt: skip


def a_question_is_answered(town: Town) -> Told:
    """Preview, a yes to nothing, a yes, and what stands there after it; then pausing, changing and stopping."""
    her = town.guest("astrid")
    wanted = town.stage.asked()
    path = f"/my/requests/{wanted}"
    her.open(path)
    yield "a yes to nothing", her.press("answer=yes")
    her.open(path)
    yield "what they would see", her.press("/preview", {"scope": ["0"]})
    yield "back from the preview", her.press()
    yield "she said yes", her.press("answer=yes", {"scope": ["0"]})
    yield "a question that is answered", her.open(path)
    her.open("/my")
    grant = her.find(r'href="(/my/grants/[^/"]+)"')
    her.open(f"{grant}/pause")
    yield "one is paused", her.press(form="")
    yield "one paused, to go on", her.open(f"{grant}/resume")
    her.press(form="")
    her.open(f"{grant}/change")
    yield "changed to nothing", her.press("", {"scope": []}, form="/change")
    her.open("/my")
    yield "all is paused", her.press(form="/my/pause")
    yield "a grant while all is paused", her.open(grant)
    her.open("/my")
    her.press(form="/my/resume")
    her.open(f"{grant}/stop")
    yield "it is stopped", her.press()


def a_no_and_who_asks_again(town: Town) -> Told:
    """A no, and taking it back."""
    bo = town.guest("bo")
    path = f"/my/requests/{town.stage.asked(persona='bo')}"
    bo.open(path)
    yield "she said no", bo.press("answer=no")
    yield "a question that was refused", bo.open(path)
    yield "a no still holds", bo.open(f"{path}/let-again")
    bo.press()
    yield "a no is taken back", bo.open(f"{path}/let-again")


def an_employer_is_shown_something(town: Town) -> Told:
    """A link: looked at first, made, opened with a wrong word and the right one, answered, ended."""
    her, viewer = town.guest("astrid"), town.guest()
    her.open("/my/shares/new")
    filled = {"vacancy": "Kock", "employer": "Krogen", "scope": ["skills", "experience"], "with_word": "yes"}
    yield "what an employer would see", her.press("/my/shares/preview", filled)
    her.press()
    yield "a link is made", her.press("", filled, form="/my/shares")
    word, link = her.find(r"\b([A-Z]{4}-\d{3})\b"), her.find(r'value="http[^"]*(/shared/[^"]+)"')
    yield "before a link is opened", viewer.open(link)
    yield "a wrong word", viewer.press("", {"word": "FEL"}, form="")
    yield "an employer looks", viewer.press("", {"word": word}, form="")
    yield "an employer asks who she is", viewer.press(form="/contact")
    her.open("/my")
    share = her.find(r'href="(/my/shares/shr_[^"]+)"')
    yield "somebody asks who she is", her.open(share)
    yield "a yes without a field", her.press("answer=yes")
    yield "who she is is told", her.press("answer=yes", {"fields": ["name"]})
    her.open(share)
    yield "a new word", her.press(form="/word")
    her.open(share)
    yield "a link is ended", her.press(form="/stop")
    yield "a link that has ended", viewer.open(link)


def she_adds_by_words_and_pictures(town: Town) -> Told:
    """Each step of adding, with nothing chosen and with something."""
    her = town.guest("bo")
    her.open("/my/tell")
    yield (
        "what was found in her words",
        her.press("step=find", {"text": "Jag har bakat bröd och kört truck i ett lager."}),
    )
    yield "nothing ticked", her.press("step=levels")  # fmt: skip
    her.open("/my/pictures/kitchen")
    pick = her.find(r'name="pick" value="([^"]+)"')
    yield "how well", her.press("step=levels", {"pick": [pick]})
    yield "all of it once more", her.press("step=check")
    yield "added by pictures", her.press("step=save")
    her.open("/my/profile/skills/add")
    yield "find in the list", her.press("find=skill", {"skill": "baka"})
    her.open("/my/match")
    yield "which occupation", her.press("", {"text": "undersköterska"})
    yield "how it fits", her.follow("/my/match?")
    yield "add what is missing", her.follow("/my/match/add?")
    yield "nothing is found", her.open("/my/match") and her.press("", {"text": "qqqq"})


def she_maps_herself(town: Town) -> Told:
    """A mapping session of her own, to its end."""
    her = town.guest("rim")
    her.open("/my/mapping/new/orientation")
    yield "mapping: what to do", her.press("then=begin", {"second": "sv"})
    session = her.screen.path
    yield "mapping: entries", her.open(f"{session}/parts/done?page=2")
    her.open(f"{session}/parts/you?page=1")
    yield "mapping: find a code", her.press("find=q-municipality", {"q-municipality": "Boden"})
    her.open(f"{session}/parts/done?page=2")
    yield "mapping: entered", her.press("then=next", {"q-own_business.title": "Kiosk"})
    yield "mapping: a part that is closed", her.open(f"{session}/parts/obstacles")
    her.open(f"{session}/check")
    yield "mapping: to decide", her.press(form="/hand-over")
    yield "mapping: one of several", her.press("answer=approve")
    yield "mapping: done", her.open(f"{session}/done")
    yield "mapping: too late", her.open(f"{session}/parts/done?page=2")


def a_paper_goes_from_hand_to_hand(town: Town) -> Told:
    """A paper is chosen, taken, looked up by somebody else, and taken back."""
    her, anybody = town.guest("astrid"), town.guest()
    for form, sections in (("page", "skills"), ("full", "adaptations")):
        address = f"form={form}&language={town.language}&sections={sections}"
        yield f"a paper is chosen: {form}", her.open(f"/my/passport/check?{address}")
        her.take(f"/my/profile.pdf?{address}")
    yield "papers that she has taken", her.open("/my/papers")
    yield "a paper is taken back", her.press(form="/take-back")
    for number in range(70):
        anybody.open("/verify")
        asked = anybody.press("", {"code": f"ABCDE-{number:05}"}, form="/verify")
        if number == 0:
            yield "a paper that nobody knows", asked
        if asked.status == 429:
            yield "too many letters tried", asked
            break


def she_brings_and_leaves(town: Town) -> Told:
    """A file from elsewhere, a sheet, a passkey, an address, a code for a representative; and erasing everything."""
    rim = town.guest("rim")
    rim.open("/my/import")
    brought = {
        "basics": {"name": "Rim"},
        "work": [{"position": "Kock", "name": "Krogen"}],
        "volunteer": [{"x": 1}],
    }
    yield "brought along", rim.press("", upload=json.dumps(brought).encode())
    rim.open("/my/import")
    yield "a file that is none", rim.press("", upload=b"nothing")
    rim.open("/my/ways/sheet")
    yield "a printed sheet", rim.press()
    rim.open("/my/reach/email")
    yield "a code by e-mail", rim.press("", {"address": "rim@example.org"})
    yield "a wrong code", rim.press("", {"code": "000000"})
    rim.open("/my/representatives")
    yield (
        "a code for a representative",
        rim.press("", {"power": ["see"], "months": "3", "name": "Rim K"}, form="/my/representatives"),
    )
    rim.open("/my/erase/sure")  # fmt: skip
    yield "goodbye", rim.press()


STORIES = (
    bo_has_nothing,
    petra_is_protected,
    a_question_is_answered,
    a_no_and_who_asks_again,
    an_employer_is_shown_something,
    she_adds_by_words_and_pictures,
    she_maps_herself,
    a_paper_goes_from_hand_to_hand,
)
LAST = (she_brings_and_leaves,)
