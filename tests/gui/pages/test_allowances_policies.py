"""补贴 · 政策: rules read out, one's own file checked, taken in and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.gui import pages
from happyhome.gui.dialogs.manual import Manual
from happyhome.gui.dialogs.rules_import import RulesDialog
from happyhome.gui.dialogs.scheme_use import SchemeStopDialog, SchemeUseDialog
from happyhome.gui.kit.ask import Ask
from happyhome.gui.pages.allowances import AllowancesPage
from happyhome.gui.pages.allowances_policies import PoliciesPane, checked
from happyhome.resources import resource
from happyhome.services import schemes
from happyhome.services.rule_reading import rule_text
from tests.gui.choosing import choosing
from tests.gui.pages.allowance_home import RULES, TODAY, AllowanceHome, allowance_home
from tests.gui.pages.small_home import when_asked


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Iterator[AllowanceHome]:
    made = allowance_home(tmp_path / "data")
    yield made
    made.close()


def pane(home: AllowanceHome, inside: str = "") -> PoliciesPane:
    window = home.window or home.show(pages.ALLOWANCES)
    page = window.pages.page("allowances")
    assert isinstance(page, AllowancesPage)
    page.open(target=f"policies:{inside}")
    home.settle()
    found = page.pane()
    assert isinstance(found, PoliciesPane)
    return found


def written(folder: Path, text: str, name: str = "改过的.yaml", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def looked_at(home: AllowanceHome, file: Path, *, agree: bool = True, only_check: bool = False) -> str:
    """Read a file in; what the dialog said."""
    told: list[str] = []

    def answer(box: RulesDialog) -> None:
        told.append("\n".join([box.windowTitle(), *(one.text() for one in box.findChildren(QLabel))]))
        if agree:
            box.submit()
        else:
            box.reject()

    when_asked(RulesDialog, answer)
    pane(home).acts.read(file, only_check=only_check)
    home.settle()
    return "\n".join(told)


def test_a_rule_is_read_out_with_its_bands_and_its_paper(home: AllowanceHome) -> None:
    text = pane(home, "gaoling").card.text()
    assert "80—89 周岁\n每月 50.00 元" in text
    assert "某县民政局《补贴办法》（某民发〔2024〕12号）第五条" in text
    assert "要本人申请" in text
    assert "2026年1月起在用" in text


def test_rules_in_use_stand_first_and_others_by_what_they_are(home: AllowanceHome) -> None:
    shown = pane(home)
    assert [row.id for row in shown.list.rows()] == ["gaoling", "kunnan", "hujian", "xingji"]
    assert {row.pill for row in shown.list.rows()} == {"确认"}
    shown.filter.set_current("all")
    shown.filter.chosen.emit("all")
    assert "jinchang_gaoling" in {row.id for row in shown.list.rows()}
    assert shown.list.current_id() == "gaoling"


def test_a_comparison_with_the_paper_grows_old_after_a_year(home: AllowanceHome) -> None:
    scheme = home.services.ask(schemes.scheme_named, "gaoling")
    assert not checked(scheme, date(2027, 11, 20)).is_stale
    assert checked(scheme, date(2027, 11, 21)).is_stale


def test_a_file_with_faults_is_shown_by_line_and_not_taken_in(home: AllowanceHome, tmp_path: Path) -> None:
    before = home.services.ask(schemes.rule_files)
    said = looked_at(home, written(tmp_path, RULES.replace("需申请: 是", "需要申请: 是")))
    assert "有 1 处要改" in said
    assert "需要申请" in said
    assert home.services.ask(schemes.rule_files) == before


def test_whose_amounts_change_is_said_before_a_file_is_taken_in(home: AllowanceHome, tmp_path: Path) -> None:
    file = written(tmp_path, RULES.replace("年龄: 80-89, 金额: 50", "年龄: 80-89, 金额: 70"))
    said = looked_at(home, file, agree=False)
    assert "1 人的金额会变" in said
    assert "替换那一份" in said
    assert home.services.ask(schemes.rule_files)[0].content == RULES
    looked_at(home, file)
    (kept,) = home.services.ask(schemes.rule_files)
    assert kept.name == "某县.yaml"
    assert "金额: 70" in kept.content
    assert home.window is not None
    home.window.undo()
    home.settle()
    assert home.services.ask(schemes.rule_files)[0].content == RULES


def test_cases_that_no_longer_fit_stand_below_the_amounts_and_are_asked_about_once(
    home: AllowanceHome, tmp_path: Path
) -> None:
    case = (
        "案例:\n  - 名称: 满八十\n    出处: 办法\n    项目: gaoling\n    老人: {出生: 1940-01-01, 事实: [{户籍: 本村}], "
        "申请: {申请: 2024-06-01, 受理: 2024-06-01, 审批: 2024-06-10}}\n    至: 2024-09\n"
        "    应发: [{月: 2024-09, 金额: 49}]\n"
    )
    text = RULES.replace("年龄: 80-89, 金额: 50", "年龄: 80-89, 金额: 70") + case
    said = looked_at(home, written(tmp_path, text), agree=False)
    assert "有 1 个和算出来的不一样" in said
    assert "应发 49.00 元，算出 70.00 元" in said
    assert "说明是" not in said
    assert said.index("金额会变") < said.index("不一样")
    looked_at(home, written(tmp_path, text))  # a second question would wait for ever
    assert "金额: 70" in home.services.ask(schemes.rule_files)[0].content


def test_checking_takes_nothing_in(home: AllowanceHome, tmp_path: Path) -> None:
    other = RULES.replace("gaoling", "bieyang").replace("xingji", "pingji")
    said = looked_at(home, written(tmp_path, other), only_check=True)
    assert "查错：某县补贴" in said
    assert len(home.services.ask(schemes.rule_files)) == 1


def test_text_is_read_as_notepad_writes_it(tmp_path: Path) -> None:
    assert rule_text(written(tmp_path, RULES, encoding="utf-8-sig")) == RULES
    assert rule_text(written(tmp_path, RULES, encoding="gb18030")) == RULES
    photo = tmp_path / "照片.yaml"
    photo.write_bytes(b"\xff\xd8\xff\x00\x10JFIF")
    with pytest.raises(Refusal, match="不是政策文件"):
        rule_text(photo)


def test_a_shipped_file_is_kept_to_be_rewritten(
    home: AllowanceHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = pane(home, "jinchang_gaoling")
    choosing(monkeypatch, tmp_path / "我的")
    shown.card.export_button.click()
    home.settle()
    assert (tmp_path / "我的.yaml").read_bytes() == resource("policies", "jinchang.yaml").read_bytes()


def test_a_file_in_use_is_not_taken_away(home: AllowanceHome) -> None:
    shown = pane(home, "gaoling")
    assert not shown.card.remove_button.isHidden()
    refused: list[str] = []

    def sure(box: RulesDialog) -> None:
        box.submit()
        when_asked(Ask, lambda told: (refused.append(told.windowTitle()), told.accept()))

    when_asked(RulesDialog, sure)
    shown.card.remove_button.click()
    home.settle()
    assert refused == ["没有做成"]
    assert len(home.services.ask(schemes.rule_files)) == 1


def test_a_scheme_is_taken_up_stopped_and_its_month_corrected(home: AllowanceHome) -> None:
    shown = pane(home, "jinchang_gaoling")
    when_asked(SchemeUseDialog, lambda box: box.submit())
    shown.card.use_button.click()
    home.settle()
    use = home.services.ask(schemes.use_of, "jinchang_gaoling")
    assert use is not None
    assert use.since == str(Month.of(TODAY))
    assert shown.card.use_button.isHidden()
    when_asked(SchemeUseDialog, lambda box: (box.set_values({"since": Month(2026, 9)}), box.submit()))
    shown.card.since_button.click()
    home.settle()
    assert home.services.ask(schemes.use_of, "jinchang_gaoling").since == "2026-09"
    when_asked(SchemeStopDialog, lambda box: box.submit())
    shown.card.stop_button.click()
    home.settle()
    assert home.services.ask(schemes.use_of, "jinchang_gaoling").until == "2026-11"
    assert not shown.card.use_button.isHidden()


def test_the_guide_for_writing_rules_stands_in_the_manual(qtbot: QtBot) -> None:
    manual = Manual("policies")
    qtbot.addWidget(manual)
    assert "政策文件怎么写" in manual.text.toPlainText()
    assert "起发" in manual.text.toPlainText()
