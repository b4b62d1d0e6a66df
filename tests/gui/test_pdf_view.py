"""The preview: pages counted and drawn on the worker, few of them kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from io import BytesIO

import pypdfium2
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

from happyhome.gui.jobs import Jobs
from happyhome.gui.kit.pdf_view import PdfView, draw_page, page_sizes


def paper(pages: int) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(200, 100))
    for _ in range(pages):
        canvas.setFillColor(red)
        canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PdfView]:
    jobs = Jobs(lambda error: pytest.fail(str(error)))
    made = PdfView(jobs)
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    jobs.close()


def test_a_page_is_drawn_with_its_colours_the_right_way_round() -> None:
    image = draw_page(paper(1), 0, 400)
    assert (image.width(), image.height()) == (400, 200)
    assert image.pixelColor(50, 100) == QColor("#ff0000")
    assert image.pixelColor(350, 100) == QColor("#ffffff")


def test_pdfium_is_asked_by_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The printer asks for sizes on the window's thread while the preview is being drawn."""
    now_open: set[object] = set()
    most: list[int] = []

    class Watched(pypdfium2.PdfDocument):  # type: ignore[misc, unused-ignore]
        def __init__(self, content: bytes) -> None:
            super().__init__(content)
            now_open.add(self)
            most.append(len(now_open))

        def close(self) -> None:
            now_open.discard(self)
            super().close()

    monkeypatch.setattr(pypdfium2, "PdfDocument", Watched)
    content, both = paper(3), threading.Barrier(2)
    seen: list[object] = []

    def draw() -> None:
        both.wait()
        seen.extend(draw_page(content, number % 3, 900).width() for number in range(20))

    worker = threading.Thread(target=draw)
    worker.start()
    both.wait()
    while worker.is_alive():
        assert len(page_sizes(content)) == 3
    worker.join()
    assert seen == [900] * 20
    assert max(most) == 1


def test_pages_are_counted_and_only_those_near_are_kept(view: PdfView, qtbot: QtBot) -> None:
    view.show_pdf(paper(40))
    qtbot.waitUntil(lambda: view.page_count() == 40 and view.picture_count() > 0)
    told: list[tuple[int, int]] = []
    view.page_changed.connect(lambda page, pages: told.append((page, pages)))
    for page in range(1, 41, 3):
        view.go_to(page)
        view.viewport().repaint()
    qtbot.waitUntil(lambda: view.picture_count() >= 3)
    assert view.picture_count() <= 6
    assert told[-1][1] == 40
    assert told[-1][0] >= 39


def test_a_message_takes_the_place_of_pages(view: PdfView, qtbot: QtBot) -> None:
    view.show_pdf(paper(2))
    view.show_message("这个月还没有数据")
    view.show_pdf(paper(3))
    qtbot.waitUntil(lambda: view.page_count() == 3)
    view.show_message("这个月还没有数据")
    assert view.page_count() == 0
    assert not view.grab().isNull()


def test_zooming_keeps_the_place(view: PdfView, qtbot: QtBot) -> None:
    view.show_pdf(paper(20))
    qtbot.waitUntil(lambda: view.page_count() == 20)
    view.go_to(10)
    before = view.verticalScrollBar().value() / view.verticalScrollBar().maximum()
    view.zoom(1)
    assert view.verticalScrollBar().value() / view.verticalScrollBar().maximum() == pytest.approx(
        before, abs=0.05
    )
    view.fit_width()
    assert view.horizontalScrollBar().maximum() == 0
