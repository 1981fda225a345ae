"""`make strings`: what each catalogue lacks and what it has too much; `--write` sorts them and gives what is missing a place.

For who adds or changes a text: write it in English where it is said, run this with ``--write``, and fill in the empty ``msgstr``.
The tests fail until nothing is empty.
"""

import sys
from collections.abc import Mapping
from typing import Final

from profile_service.language.catalogue import LANGUAGES, catalogue_path
from tests.language.catalogue_texts import TRANSLATED, catalogue_of, said_in
from tests.language.extraction import Message, messages

Texts = Mapping[Message, tuple[str, ...]]
_HEADER: Final = (
    ("Language", "{tag}"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "{plurals}"),
)


def main(write: bool) -> int:
    """Say it of every language, and write the catalogues anew where that is wished; 1 where something is missing or left over."""
    source, wrong = messages(), 0
    for tag in TRANSLATED:
        catalogue = catalogue_of(tag)
        said = said_in(catalogue)
        missing = [one for one in source if not all(said.get(one, ("",)))]
        left_over = [one for one in said if one not in source]
        wrong += len(missing) + len(left_over)
        print(f"{tag:10} {LANGUAGES[tag]:14} {len(source) - len(missing)} of {len(source)} texts")
        for sort, listed in (("missing", missing), ("left over", left_over)):
            for one in listed:
                print(f"  {sort}: {one!r}" + (f"  ({source[one]})" if one in source else ""))
        if write:
            plurals = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
            kept = {one: said.get(one, ("",) * _forms(one, catalogue.num_plurals)) for one in source}
            catalogue_path(tag).write_text(written(tag, plurals, kept), encoding="utf-8")
    return int(wrong > 0)


def written(tag: str, plurals: str, texts: Texts) -> str:
    """A catalogue as text: in the order of the English, so that two people who add something change different lines."""
    blocks = [_block("", ("",)) + "".join(f'"{name}: {value}\\n"\n' for name, value in _header(tag, plurals))]
    blocks += [_block(one, texts[one]) for one in sorted(texts, key=_english)]
    return "\n".join(blocks)


def _header(tag: str, plurals: str) -> list[tuple[str, str]]:
    return [(name, value.format(tag=tag, plurals=plurals)) for name, value in _HEADER]


def _forms(message: Message, plurals: int) -> int:
    return 1 if isinstance(message, str) else plurals


def _english(message: Message) -> str:
    return message if isinstance(message, str) else message[0]


def _block(message: Message, texts: tuple[str, ...]) -> str:
    if isinstance(message, str):
        return f"msgid {_quoted(message)}\nmsgstr {_quoted(texts[0])}\n"
    one, many = message
    forms = "".join(f"msgstr[{number}] {_quoted(text)}\n" for number, text in enumerate(texts))
    return f"msgid {_quoted(one)}\nmsgid_plural {_quoted(many)}\n{forms}"


def _quoted(text: str) -> str:
    kept = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{kept}"'


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
