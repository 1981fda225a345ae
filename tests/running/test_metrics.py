"""What is measured, by its names: all that the dashboard and the alerts ask for is there, and nothing in it is of anybody."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi.routing import iter_route_contexts
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from profile_service import measuring
from profile_service.command_line.metrics_port import open_metrics
from profile_service.gatekeeping import _TOLD_ALIKE
from profile_service.settings import Settings
from profile_service.telemetry import tracing
from profile_service.telemetry.exposition import registry_of
from profile_service.telemetry.requests import BOUNDS, RequestCounts, known
from tests.live import free_port
from tests.running.over_the_wire import CASE, READER
from tests.stage import SKILLS, Stage

_DEPLOY = Path(__file__).parents[2] / "deploy" / "observability"
_NAMES = re.compile(r"\begenkarta_[a-z0-9_]+")


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """Spans stay here, in place of a collector."""
    kept = InMemorySpanExporter()
    monkeypatch.setattr(tracing, "to_collector", lambda _: kept)
    monkeypatch.setenv("EGENKARTA_TRACES_URL", "http://127.0.0.1:9/v1/traces")
    monkeypatch.setenv("EGENKARTA_TRACES_SHARE", "1")
    return kept


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spans: InMemorySpanExporter) -> Iterator[Stage]:
    """A stage whose requests are counted and traced."""
    monkeypatch.setenv("EGENKARTA_METRICS_PORT", str(free_port()))
    with Stage.open(tmp_path) as stage:
        yield stage


def told(stage: Stage) -> str:
    return generate_latest(registry_of(stage.app.state.measuring.measures)).decode()


def play(stage: Stage) -> list[str]:
    """A day in the portal and over the API; every word in it that is somebody's."""
    grant = stage.granted((SKILLS,))
    body = {"grant_id": grant, "case_reference": CASE, "reader": READER}
    read = stage.http.post("/v1/disclosures", json=body, headers=stage.organisation("norrsken"))
    assert read.status_code == 200, read.text
    assert stage.read("grt_nobody").status_code == 404
    for path in ("/v1/me/profile", "/v1/me/grants", f"/v1/me/grants/{grant}", f"/nowhere/{CASE}"):
        stage.http.get(path, headers=stage.individual("astrid"))
    trace = {"traceparent": "00-19900101200119900101200119900101-1990010120011990-01"}
    stage.http.request("PROPFIND", "/v1/me/profile", headers=trace)
    stage.http.post("/v1/me/protection", headers=stage.individual("astrid"))
    stage.withdraw(grant)
    code = stage.code()
    own = stage.demo.get("individuals", [])
    names = ["Astrid", "Norrsken", "astrid", "norrsken", CASE, READER, grant, code, "19900101", "PROPFIND"]
    return [*names, *(str(one.get("id", "")) for one in own if one.get("id"))]


def names_in(text: str) -> set[str]:
    return set(_NAMES.findall(text))


def samples(exposition: str) -> set[str]:
    found = set()
    for family in text_string_to_metric_families(exposition):
        kind = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}.get(family.type, [""])
        found |= {family.name + end for end in kind}
    return found


def test_all_that_is_asked_for_is_told(measured: Stage) -> None:
    play(measured)
    there = samples(told(measured))
    families = {re.sub("_(bucket|sum|count)$", "", one) for one in there}
    for path in sorted(_DEPLOY.iterdir()):
        asked = names_in(path.read_text(encoding="utf-8")) - {"egenkarta_process_"}
        assert asked <= there | families, (path.name, asked - there)
    dashboard = names_in((_DEPLOY / "dashboard.json").read_text(encoding="utf-8"))
    alerts = names_in((_DEPLOY / "alerts.yml").read_text(encoding="utf-8"))
    assert len(dashboard) > 20
    assert len(alerts) > 12
    described = names_in((_DEPLOY / "README.md").read_text(encoding="utf-8"))
    ours = {one for one in there if not one.startswith("egenkarta_process_")}
    assert {re.sub("_(bucket|sum|count)$", "", one) for one in ours} <= described
    assert "egenkarta_process_resident_memory_bytes" in there


def test_each_alert_says_what_to_do() -> None:
    (group,) = yaml.safe_load((_DEPLOY / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    assert len(group["rules"]) > 12
    for rule in group["rules"]:
        assert rule["labels"]["severity"] in ("page", "ticket"), rule
        assert len(rule["annotations"]["do"]) > 30, rule
        assert len(rule["annotations"]["why"]) > 30, rule


def test_nothing_of_anybody_is_told(measured: Stage, spans: InMemorySpanExporter) -> None:
    words = play(measured)
    exposition = told(measured)
    for word in words:
        assert word not in exposition, word
    traced = json.dumps([_whole(span) for span in _all(measured, spans)])
    for word in words:
        assert word not in traced, word
    assert "/v1/disclosures" in exposition, "the test would see nothing in an empty exposition"
    assert "/v1/disclosures" in traced
    routes = {
        sample.labels["route"]
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
        if "route" in sample.labels
    }
    templates = {context.path for context in iter_route_contexts(measured.app.routes)}
    assert routes <= templates | {"none", "codes and protection"}
    assert not routes & _TOLD_ALIKE
    assert "codes and protection" in routes


def test_spans_are_coarse_have_no_parent_from_outside_and_show_the_lanes(
    measured: Stage, spans: InMemorySpanExporter
) -> None:
    play(measured)
    found = _all(measured, spans)
    by_id = {span.context.span_id: span for span in found}
    for span in found:
        assert span.start_time % tracing.COARSE == 0
        assert span.end_time % tracing.COARSE == 0
        assert span.parent is None or span.parent.span_id in by_id
        assert not span.events
    reads = [span for span in found if span.name == "POST /v1/disclosures"]
    beneath = {span.name for span in found if span.parent and span.parent.span_id == reads[0].context.span_id}
    assert "write lane" in beneath
    alike = [span for span in found if span.name == "* codes and protection"]
    assert alike
    assert not [
        span for span in found if span.parent and by_id[span.parent.span_id].name == "* codes and protection"
    ], "how much was done there is nobody's to see"


def test_nothing_is_counted_where_nobody_asked(tmp_path: Path) -> None:
    with Stage.open(tmp_path) as stage:
        assert stage.app.state.measuring is None
        assert stage.http.get("/metrics").status_code == 404
        assert type(stage.house.writer).__name__ == "Lane"


def test_the_public_address_never_tells(measured: Stage) -> None:
    for path in ("/metrics", "/v1/metrics", "/metrics/"):
        assert measured.http.get(path).status_code == 404


def test_the_port_tells_prometheus_and_nobody_on_the_public_address(measured: Stage) -> None:
    settings = measured.parts.settings
    open_metrics(settings, measured.app.state.measuring)
    answer = httpx.get(f"http://127.0.0.1:{settings.metrics_port}/metrics")
    assert answer.status_code == 200
    assert "egenkarta_build_info" in answer.text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "8.8.8.8", "metrics.example.org", ""])  # noqa: S104
def test_metrics_are_for_loopback_and_private_addresses(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("EGENKARTA_METRICS_HOST", host)
    with pytest.raises(ValueError, match="loopback or private"):
        Settings()


def test_a_database_that_does_not_answer_is_seen(measured: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert measured.http.portal is not None
    measuring_: Any = measured.app.state.measuring

    async def gone(_: object) -> None:
        raise OSError

    look = measuring.Look(lambda: gone(None), measured.clock.now, measuring_.seen)  # type: ignore[arg-type]
    measured.http.portal.call(look.once)
    assert "egenkarta_database_up 0.0" in told(measured)
    look = measuring.Look(lambda: measuring._ask(measured.house), measured.clock.now, measuring_.seen)
    measured.http.portal.call(look.once)
    assert "egenkarta_database_up 1.0" in told(measured)
    assert 'egenkarta_sealing_key_in_use{version="1"} 1.0' in told(measured)


def test_methods_that_nobody_knows_are_one() -> None:
    counts = RequestCounts()
    for number in range(1000):
        counts.add(known(f"M{number}"), "none", 405, 10)
    assert len(list(counts)) == 1
    assert all(bound % 10 == 0 for bound in BOUNDS)


def test_counting_costs_less_than_two_microseconds() -> None:
    import timeit

    counts = RequestCounts()
    best = min(timeit.repeat(lambda: counts.add("POST", "/v1/disclosures", 200, 10), number=2000, repeat=15))
    assert best / 2000 < 2e-6


def _all(stage: Stage, spans: InMemorySpanExporter) -> list[Any]:
    stage.app.state.measuring.traces._processor.force_flush(2000)
    return list(spans.get_finished_spans())


def _whole(span: Any) -> Any:
    return [span.name, dict(span.attributes or {}), span.context.trace_id, dict(span.resource.attributes)]
