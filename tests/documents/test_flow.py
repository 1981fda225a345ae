from profile_service.documents.flow import MARGIN, TEXT_WIDTH, TOP, Cell, Flow, Style
from profile_service.documents.pages import PAGE_WIDTH, PlacedLine

STYLE = Style(10, 14)


def placed(flow: Flow) -> list[list[PlacedLine]]:
    pages = flow.pages(lambda page, pages: [Cell(f"{page}/{pages}", STYLE)])
    return [[one for one in page if isinstance(one, PlacedLine)] for page in pages]


def test_a_document_that_is_read_from_the_right_is_mirrored() -> None:
    flow = Flow(right_to_left=True)
    flow.write(Cell("مرحبا", STYLE, indent=100, width=200))
    flow.write(Cell("hej", STYLE, indent=100, width=200))

    for one in placed(flow)[0][:2]:
        assert abs(one.x + one.line.width - (PAGE_WIDTH - MARGIN - 100)) < 0.01


def test_a_paragraph_can_begin_where_its_own_script_does() -> None:
    flow = Flow(right_to_left=False)
    flow.write(Cell("مرحبا", STYLE, own_side=True))
    flow.write(Cell("hej", STYLE, own_side=True))
    arabic, swedish, _ = placed(flow)[0]

    assert abs(arabic.x + arabic.line.width - (MARGIN + TEXT_WIDTH)) < 0.01
    assert swedish.x == MARGIN


def test_what_stands_beside_does_not_push_and_is_not_written_over() -> None:
    flow = Flow(right_to_left=False)
    flow.beside(Cell("en\ntvå\ntre", STYLE, width=100))
    flow.write(Cell("titel", STYLE, indent=120))
    flow.clear()
    flow.write(Cell("nästa", STYLE))
    *side, title, following, _ = placed(flow)[0]

    assert title.y == side[0].y
    assert following.y < side[-1].y


def test_what_belongs_together_moves_to_the_next_page_together() -> None:
    flow = Flow(right_to_left=False)
    while flow.room > 60:
        flow.write(Cell("rad", STYLE))
    flow.together(lambda: flow.write(Cell("\n".join("abcdef"), STYLE)))
    first, second = placed(flow)

    assert [len(page) - 1 for page in (first, second)] == [len(first) - 1, 6]
    assert second[0].y == TOP - STYLE.leading


def test_what_is_too_long_for_that_begins_where_it_stands() -> None:
    flow = Flow(right_to_left=False)
    flow.write(Cell("rad", STYLE))
    flow.together(lambda: flow.write(Cell("\n".join("x" * 90), STYLE)))

    assert len(placed(flow)[0]) > 40
