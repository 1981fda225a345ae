"""Commands for receipts: check one, and fetch the keys that they are checked with. Nobody has to sign in for it."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from clients.calls import own_consent
from clients.calls import receipts as calls
from clients.command_line import options
from clients.command_line.callers import as_individual
from clients.command_line.consent_views import receipt
from clients.command_line.files import read_bytes, write_bytes
from clients.command_line.journal_commands import in_the_journal
from clients.command_line.screen import Screen
from clients.command_line.words import block, listed, when
from clients.errors import InvalidArgumentError
from clients.individual import Individual
from clients.line_proofs import read_journal_keys
from clients.public import Public
from clients.receipts import Checked, read_keys, verify
from schemas.access import RecordKeys
from schemas.values import PortalLanguage

_Server = Annotated[
    str | None,
    typer.Option("--server", envvar="EGENKARTA_URL", help="Where the service is.", metavar="URL"),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "receipts")(_receipts)
    as_individual(app, "receipt-file")(_receipt_file)
    app.command("receipt-keys")(_receipt_keys)
    app.command("verify-receipt")(_verify_receipt)


def _receipts(me: Individual, screen: Screen) -> None:
    """Show all of your receipts, the newest first."""
    with screen.working("reading the receipts"):
        answer = me.answer(own_consent.receipts())
    screen.show(
        answer, lambda found: listed([receipt(one) for one in found.receipts], "There are no receipts yet.")
    )


def _receipt_file(
    me: Individual,
    screen: Screen,
    number: Annotated[str, typer.Argument(metavar="RECEIPT", help="Its number, as `receipts` shows it.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Where to write.")],
    pdf: Annotated[
        bool, typer.Option("--pdf", help="On paper, instead of the file that was signed.")
    ] = False,
    language: Annotated[PortalLanguage | None, typer.Option("--language", help="Of the paper.")] = None,
) -> None:
    """Take a receipt along: the signed file, or with --pdf the same on paper."""
    with screen.working("reading the receipt"):
        content = me.receipt_pdf(number, language) if pdf else me.receipt_file(number)
    write_bytes(out, content)
    if screen.as_json:
        screen.show_bytes(json.dumps({"file": str(out), "bytes": len(content)}).encode())
    else:
        screen.say(f"wrote {out} ({len(content)} bytes)")


def _receipt_keys(server: _Server = None, as_json: options.AsJson = True) -> None:
    """Write the keys that receipts are signed with, as JSON to be kept: egenkarta-client receipt-keys > keys.json"""
    screen = Screen(as_json)
    with screen.telling_errors():
        if server is None:
            raise InvalidArgumentError("where is the service? expected --server URL (or EGENKARTA_URL)")
        with Public(server) as public:
            screen.show_bytes(public.answer(calls.record_keys()).body)


def _verify_receipt(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The receipt: a .jws file, or JSON of the API; - for input.")
    ],
    keys: Annotated[
        Path | None,
        typer.Option("--keys", help="Keys kept by `receipt-keys`; then nobody is asked.", metavar="FILE"),
    ] = None,
    server: _Server = None,
    text: Annotated[
        str | None,
        typer.Option("--text", help="The text that was shown, to hold against its hash.", metavar="FILE"),
    ] = None,
    journal_keys: Annotated[
        Path | None,
        typer.Option(
            "--journal-keys",
            help="Kept by `journal-keys`: check as well that it stands in the journal. For JSON of the API.",
            metavar="FILE",
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """Check a receipt: who signed it, that nothing was changed, which text was shown, and that the journal names it."""
    screen = Screen(as_json)
    with screen.telling_errors():
        content = read_bytes(file)
        shown = None if text is None else read_bytes(text)
        journal = None if journal_keys is None else read_journal_keys(read_bytes(str(journal_keys)))
        checked = verify(content, _keys(keys, server), shown, journal)
        if as_json:
            screen.show_bytes(json.dumps(_told(checked), ensure_ascii=False).encode())
        else:
            screen.say(_in_words(checked))


def _keys(kept: Path | None, server: str | None) -> RecordKeys:
    if kept is not None:
        return read_keys(read_bytes(str(kept)))
    if server is None:
        raise InvalidArgumentError(
            "checked with which keys? expected --keys FILE, or --server URL to fetch them"
        )
    with Public(server) as public:
        return read_keys(public.answer(calls.record_keys()).body)


def _told(checked: Checked) -> dict[str, object]:
    return {
        "valid": True,
        "key": checked.key,
        "sha256": checked.sha256,
        "text_checked": checked.text_checked,
        "journal": None if checked.proved is None else checked.proved.told,
        "record": checked.payload,
    }


def _in_words(checked: Checked) -> Text:
    record = checked.record
    process = record.processes[0]
    state = process.states[-1]
    recipient = record.entities[process.controller[0]]
    notice = record.notice[0] if record.notice else None
    return block(
        f"the receipt is right: {record.identifier}",
        [
            ("what", f"{', '.join(state.type)} {when(state.at)}"),
            ("recipient", f"{recipient.name} ({recipient.identifier})"),
            ("why", process.purpose[0].label),
            *[("about", one.scope) for one in process.data],
            ("until", when(state.duration.until) if state.duration and state.duration.until else None),
            ("signed by", f"{record.creator}, key {checked.key}"),
            ("text shown", None if notice is None else f"{notice.language}, SHA-256 {notice.sha256}"),
            ("text", "it is the one that was shown" if checked.text_checked else None),
            *([] if checked.proved is None else in_the_journal(checked.proved)),
        ],
    )
