"""`basics` of a JSON Resume, which becomes the one item of the section person."""

from profile_service.portability.json_resume.entry import Entry
from profile_service.portability.making import Item


def read_basics(resume: Entry) -> None:
    """Name, contact and place; the rest of `basics` is listed."""
    basics = resume.entry("basics")
    item = Item("person", basics.path)
    item.put_piece("name", basics.text("name"))
    item.put_piece("email", basics.text("email"))
    item.put_piece("phone", basics.text("phone"))
    _read_location(basics, item)
    basics.reading.finish(item)
    basics.leave("a headline says what somebody is, not what she wants; a goal is for her to state", "label")
    basics.leave("the profile has no place for a text about oneself", "summary")
    basics.leave("the profile holds no pictures", "image")
    basics.leave("the profile holds no web addresses", "url")
    basics.leave("the profile holds no accounts at other services", "profiles")
    basics.close()


def _read_location(basics: Entry, item: Item) -> None:
    location = basics.entry("location")
    city, country = location.text("city"), location.text("countryCode")
    if city and country:
        item.put("place", {"label": f"{city.text}, {country.text}"}, city.path, country.path)
    elif city:
        item.put_words("place", city)
    elif country:
        location.reading.leave_paths((country.path,), "a country without a city says no place to live")
    location.leave("the profile holds the place, not the street address", "address", "postalCode")
    location.leave("the profile holds the place by its city", "region")
    location.close()
