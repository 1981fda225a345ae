"""The tables of what is measured beside consented reads."""

from rich.console import Console
from rich.table import Table

from tests.bench.concepts import Concepts
from tests.bench.many import Crowd


def show_concepts(concepts: Concepts, console: Console) -> None:
    if concepts.searching:
        table = Table(
            title=f"Searching {concepts.concepts:,} concepts, {concepts.labels:,} labels, {concepts.relations:,} relations",
            caption="Bare: a query of the same index for the same beginnings, without slips, ranking and labels.",
        )
        for column in (
            "",
            "questions",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "bare p50 ms",
            "p50 to bare",
            "first ms",
            "rows/s in",
        ):
            table.add_column(column, justify="left" if not column else "right")
        for one in concepts.searching:
            times = (one.p50, one.p95, one.p99, one.bare_p50, one.p50 / one.bare_p50)
            cells = (f"{one.questions}", *(f"{figure:.2f}" for figure in times), f"{one.first:.0f}")
            table.add_row(one.database, *cells, f"{one.rows_a_second:,.0f}")
        console.print(table)
    if concepts.missing:
        console.print(f"Not measured: {concepts.missing}", style="bold red")


def say_crowd(console: Console, crowd: Crowd) -> None:
    """With many people in the database beside with few: p50, p95, and the ratio of the medians."""
    whose = "the shared data's" if crowd.official else "made up here: the shared data is missing"
    console.print(f"With {crowd.people:,} people in the database ({whose}), beside with few:")
    for what, name in (
        ("coverage", "POST /v1/coverage (levelled at 25 ms)"),
        ("starting", "POST /v1/mapping-sessions (levelled at 25 ms)"),
        ("work", "coverage, in the lane alone"),
        ("disclosing", "disclosure, in the lane alone"),
    ):
        took = getattr(crowd, what)
        few, many = took["few"], took["many"]
        console.print(
            f"  {name}: p50 {many.p50 / 1000:.2f} ms, p95 {many.p95 / 1000:.2f} ms; "
            f"with few {few.p50 / 1000:.2f} and {few.p95 / 1000:.2f}; ratio {crowd.ratio(what):.2f}"
        )
    dearer = crowd.work["many"].p50 / crowd.disclosing["many"].p50
    console.print(
        f"  coverage takes {dearer:.2f} times as long in the lane as a disclosure of the same grant"
    )
