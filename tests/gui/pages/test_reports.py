"""报表: every paper as it will print, saved and printed from the same pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.domain.residents import Resident
from happyhome.gui import printing
from happyhome.gui.dialogs.print_paper import PrintPaper, Wish
from happyhome.gui.jobs import Progress
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.pdf_view import PDFIUM, page_sizes
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import REPORTS
from happyhome.gui.pages.reports import ReportsPage
from happyhome.gui.remembered import Remembered
from happyhome.services import closings, disclosures, homes, residents
from happyhome.services.session import Services
from tests.gui.choosing import choosing
from tests.gui.pages import desk
from tests.gui.pages.small_home import when_asked

OCTOBER = Month(2026, 10)


@dataclass
class Desk:
    services: Services
    window: MainWindow
    qtbot: QtBot
    asked: desk.Agreeing

    @property
    def page(self) -> ReportsPage:
        page = self.window.pages.page("reports")
        assert isinstance(page, ReportsPage)
        return page

    def wait(self) -> bytes:
        """Until the paper asked for last is drawn; its PDF."""
        self.qtbot.waitUntil(lambda: self.page._ready is not None, timeout=20_000)
        assert self.page._ready is not None
        return self.page._ready.content

    def show(self, key: str) -> str:
        """The text of the first page of a paper."""
        self.page.open(paper=key)
        return text_of(self.wait())


def text_of(content: bytes, page: int = 0) -> str:
    with PDFIUM:  # the preview is being drawn meanwhile
        return _text_of(content, page)


def _text_of(content: bytes, page: int) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        text: str = document[page].get_textpage().get_text_range()
        return text
    finally:
        document.close()


@pytest.fixture
def at_desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    services = desk.village(tmp_path / "data")
    desk.eat(services, date(2026, 10, 8), date(2026, 10, 16))
    desk.hold(services, "重阳节慰问", date(2026, 10, 18), shots=1)
    desk.hold(services, "手指舞", date(2026, 10, 20))
    window = desk.window(services, (REPORTS,))
    qtbot.addWidget(window)
    window.show()
    window.open_page("reports")
    yield Desk(services, window, qtbot, desk.Agreeing(window))
    window.close()
    services.close()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What questions said; each is answered with yes."""
    found: list[str] = []

    def yes(
        _cls: type[Ask], _parent: object, title: str, lines: list[str], *_more: object, **_rest: object
    ) -> bool:
        found.extend([title, *lines])
        return True

    monkeypatch.setattr(Ask, "ask", classmethod(yes))
    return found


def test_the_month_to_hand_in_is_shown_first(at_desk: Desk) -> None:
    assert at_desk.page.picker.month() == OCTOBER
    assert "2026年10月" in text_of(at_desk.wait())


def test_every_paper_can_be_looked_at_by_walking_down_the_list(at_desk: Desk) -> None:
    page = at_desk.page
    page.list.setFocus()
    titles = []
    for _ in page.list.rows():
        assert len(at_desk.wait()) > 1000
        ready = page._ready
        assert ready is not None
        titles.append(ready.paper.form.title)
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert titles == [row.title for row in page.list.rows()]


def test_choosing_another_paper_at_once_gives_up_the_one_before(at_desk: Desk) -> None:
    at_desk.page.open(paper="meal_attendance")
    at_desk.page.open(paper="roster")
    at_desk.wait()
    ready = at_desk.page._ready
    assert ready is not None
    assert ready.paper.form.key == "roster"


def test_a_paper_of_one_day_offers_the_days_with_meals(at_desk: Desk) -> None:
    text = at_desk.show("meal_day")
    box = at_desk.page.options.day
    assert box.count() == 8
    assert "2026年10月16日" in text
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert "2026年10月8日" in text_of(at_desk.wait())


def test_one_activity_of_several_can_be_printed_alone(at_desk: Desk) -> None:
    at_desk.show("activity_record")
    at_desk.qtbot.waitUntil(lambda: at_desk.page.preview.view.page_count() == 2)
    held = at_desk.page.options.activity.itemData(2)
    at_desk.window.open_page("reports", month=OCTOBER, paper="activity_record", activity=held)
    content = at_desk.wait()
    assert "手指舞" in text_of(content)
    assert len(page_sizes(content)) == 1


def test_the_blank_form_is_shown_and_left_again(at_desk: Desk) -> None:
    at_desk.show("meal_attendance")
    at_desk.page.acts.blank_button.click()
    assert "赵" not in text_of(at_desk.wait())
    at_desk.page.acts.blank_button.click()
    assert "赵" in text_of(at_desk.wait())


def test_what_a_paper_holds_is_said_before_it_is_saved_and_enter_passes(
    at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(monkeypatch, tmp_path / "册")
    at_desk.show("roster")
    at_desk.page.save("xlsx")
    at_desk.qtbot.waitUntil(lambda: at_desk.window.toast.text() != "")
    assert "里面有：姓名 12 人。" in at_desk.asked.read[0]
    (kept,) = at_desk.services.ask(disclosures.disclosures)
    assert (kept.files, kept.purpose, kept.is_locked) == ("册.xlsx", "filing", False)


def test_a_purpose_and_a_password_are_remembered_for_the_paper_the_password_is_not(
    at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(monkeypatch, tmp_path / "册.pdf")
    at_desk.asked.purpose, at_desk.asked.password = "check", "清泉-2026"
    at_desk.show("roster")
    at_desk.page.save("pdf")
    at_desk.qtbot.waitUntil(lambda: (tmp_path / "册.pdf").exists() and at_desk.window.toast.text() != "")
    with PDFIUM, pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(tmp_path / "册.pdf")
    with PDFIUM:
        opened = pypdfium2.PdfDocument(tmp_path / "册.pdf", password="清泉-2026")
        assert len(opened) >= 1
        opened.close()
    remembered = Remembered(at_desk.services.folders.data)
    assert (remembered.purpose("roster"), remembered.is_locked("roster")) == ("check", True)
    assert remembered.purpose("meal_attendance") == ""
    assert "清泉-2026" not in (at_desk.services.folders.data / "window.json").read_text(encoding="utf-8")


def test_giving_the_question_up_saves_nothing(
    at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(monkeypatch, tmp_path / "册.pdf")
    at_desk.asked.no = True
    at_desk.show("roster")
    at_desk.page.save("pdf")
    at_desk.qtbot.waitUntil(lambda: bool(at_desk.asked.read) and at_desk.window.jobs.idle)
    assert not (tmp_path / "册.pdf").exists()
    assert at_desk.services.ask(disclosures.disclosures) == ()


def test_a_posted_paper_is_saved_without_a_question(
    at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(monkeypatch, tmp_path / "公示.pdf")
    at_desk.show("meal_notice")
    at_desk.page.save("pdf")
    at_desk.qtbot.waitUntil(lambda: at_desk.window.toast.text() != "")
    assert at_desk.asked.read == []
    (kept,) = at_desk.services.ask(disclosures.disclosures)
    assert (kept.files, kept.purpose) == ("公示.pdf", "posting")


def test_looking_at_a_paper_with_full_numbers_is_written_down_once(at_desk: Desk) -> None:
    who = at_desk.services.ask(residents.people)[0].resident
    number = "620321194103058822"
    assert at_desk.services.run(residents.edit_resident, resident=replace(who, id_number=number)).operation
    for _ in range(2):
        assert number in at_desk.show("roster").replace("\n", "")
    (kept,) = at_desk.services.ask(disclosures.disclosures)
    assert (kept.act, kept.contents) == (
        "shown",
        "看纸样：2026年10月 老年人花名册（姓名 12 人、身份证号 1 个）",
    )


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_a_paper_is_saved_where_the_clerk_says(
    at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    proposed = choosing(monkeypatch, tmp_path / "十月")
    content = at_desk.wait()
    at_desk.page.save(ending)
    saved = tmp_path / f"十月.{ending}"
    at_desk.qtbot.waitUntil(lambda: at_desk.window.toast.text() != "")
    assert str(saved) in at_desk.window.toast.text()
    assert [one.name for one in proposed] == [f"2026-10 月度就餐考勤表.{ending}"]
    if ending == "pdf":
        assert saved.read_bytes() == content
    else:
        assert zipfile.is_zipfile(io.BytesIO(saved.read_bytes()))


def test_a_folder_that_takes_no_file_is_said_in_a_sentence(
    at_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(at_desk.window.jobs, "_report", told.append)
    (tmp_path / "不是文件夹").write_text("")
    wanted = str(tmp_path / "不是文件夹" / "十月.pdf")
    choosing(monkeypatch, wanted)
    at_desk.wait()
    at_desk.page.save("pdf")
    at_desk.qtbot.waitUntil(lambda: bool(told))
    assert "十月.pdf”没有写成" in str(told[0])


def test_without_a_printer_the_pdf_can_be_opened(
    at_desk: Desk, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    content = at_desk.wait()
    at_desk.page.acts.print_button.click()
    assert told[0] == "没有找到打印机"
    assert Path(opened[0].toLocalFile()).read_bytes() == content


def test_the_printer_is_asked_for_in_a_dialog_of_the_window_which_the_lock_covers(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["文书室", "会议室"])
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "会议室")
    at_desk.wait()
    asked: list[tuple[object, list[str]]] = []

    def look(box: PrintPaper) -> None:
        asked.append((box.printer.value(), [one.text() for one in box.findChildren(QPushButton)]))
        box.reject()

    when_asked(PrintPaper, look)
    at_desk.page.acts.print_button.click()
    assert asked[0][0] == "会议室"
    assert "取消" in asked[0][1]


def test_a_wish_is_what_the_printer_is_set_to(at_desk: Desk, qtbot: QtBot) -> None:
    box = PrintPaper("考勤表", 3, ["文书室"], "文书室")
    qtbot.addWidget(box)
    box.show()
    box.set_values({"which": "some", "first": 2, "last": 4, "copies": 2})
    box.which.edited.emit()
    box.submit()
    assert box.wish is None  # there is no page 4
    box.set_values({"last": 3})
    box.submit()
    assert box.wish == Wish("文书室", 2, 2, 3, on_both_sides=False)
    printer = printing.printer_for(box.wish, at_desk.wait(), "考勤表")
    assert (printer.fromPage(), printer.toPage(), printer.docName()) == (2, 3, "考勤表")


def test_enter_prints_with_what_is_usual(qtbot: QtBot) -> None:
    box = PrintPaper("考勤表", 3, ["文书室", "会议室"], "会议室")
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClick(box.printer.box, Qt.Key.Key_Return)
    assert box.wish == Wish("会议室", 1, 1, 3, on_both_sides=False)


def test_what_is_printed_are_the_previewed_pages_turned_as_they_are(at_desk: Desk, tmp_path: Path) -> None:
    content = at_desk.wait()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    printing.set_page(printer, content)
    seen: list[tuple[int, int]] = []
    count = printing.paint_pages(
        printer, content, Progress(lambda done, total, _text: seen.append((done, total)))
    )
    before, after = page_sizes(content), page_sizes((tmp_path / "spool.pdf").read_bytes())
    assert count == len(before) == len(after) == len(seen)
    assert after[0] == pytest.approx(before[0], abs=1)


def test_a_name_that_cannot_be_printed_is_said_with_the_person_before_printing(
    at_desk: Desk, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    odd = "王\U000323af"
    outcome = at_desk.services.run(residents.add_resident, resident=Resident(name=odd, sex="male"))
    assert outcome.operation, outcome.text
    at_desk.window.broadcast(frozenset())
    at_desk.show("roster")
    assert odd in at_desk.page.preview._warned.text()
    at_desk.page.acts.print_button.click()
    assert told[0] == "有的字纸上显示不出来"
    assert odd in told[1]


def test_the_self_check_and_the_standing_of_the_month_are_said(at_desk: Desk) -> None:
    page = at_desk.page
    at_desk.qtbot.waitUntil(lambda: "还没有交" in page.acts.standing.text())
    assert "还没有结账" in page.acts.standing.text()
    at_desk.services.run(closings.close_month, month=OCTOBER, confirmed=True)
    at_desk.window.broadcast(frozenset({"closings"}))
    at_desk.qtbot.waitUntil(lambda: "已结账" in page.acts.standing.text())


def test_a_changed_home_is_seen_in_the_paper(at_desk: Desk) -> None:
    at_desk.wait()
    at_desk.services.run(homes.set_home, name="龙泉村幸福院")
    at_desk.window.broadcast(frozenset({"home"}))
    assert "龙泉村" in text_of(at_desk.wait())
