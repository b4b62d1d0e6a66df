"""Papers about one elder from what the file knows: reasons, the slip, the application form; and rolls in the folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from happyhome.domain.applications import Application
from happyhome.domain.problems import Refusal
from happyhome.services import applications, handover, papers, person_papers, rolls, schemes
from tests.reports.reading import pages_of
from tests.services.month_ends import hand_over_month
from tests.services.rules import KEY, draft, elder, lock, locked, month, use_rules
from tests.services.village import Village

BORN = date(1940, 5, 3)
TODAY = date(2026, 11, 21)
NOVEMBER = month("2026-11")


@pytest.fixture
def drawing(village: Village) -> str:
    """Somebody of 86 who draws the allowance since October, paid for October."""
    use_rules(village, state="样例")
    who = elder(village, "王秀兰", BORN)
    locked(village, "2026-10")
    return who


def _built(village: Village, key: str, who: str, **chosen: object) -> tuple[str, str]:
    """The text of a paper and what its file is called."""
    made = village.ask(person_papers.build_person_paper, key, who, TODAY, **chosen)
    return "\n".join(pages_of(made.pdf())).replace("\r", ""), made.file_name()


def test_the_half_page_tells_why_by_the_records(village: Village, drawing: str) -> None:
    text, name = _built(village, "why", drawing, scheme="高龄津贴")
    assert "本月 50.00 元" in text
    assert "1940-05-03 出生" in text
    assert "第五条" in text
    assert "样例" in text
    assert name == "王秀兰 高龄津贴 为什么 2026-11-21.pdf"


def test_without_a_scheme_every_one_in_use_is_told(village: Village, drawing: str) -> None:
    text, name = _built(village, "why", drawing)
    assert "高龄津贴：为什么发、发多少" in text
    assert name == "王秀兰 为什么 2026-11-21.pdf"


def test_the_slip_tells_what_was_paid_this_year_and_the_meals_of_the_month(
    village: Village, drawing: str
) -> None:
    village.lunch(drawing, day=date(2026, 11, 20))
    text, _ = _built(village, "benefit_slip", drawing)
    assert "高龄津贴* 80—89周岁" in text
    assert "50.00 元 50.00" in text
    assert "助餐：本月用餐 1 次" in text


def test_the_application_form_is_filled_from_the_application(village: Village, drawing: str) -> None:
    made = Application(
        resident=drawing, scheme=KEY, applied_on=date(2026, 9, 1), accepted_on=date(2026, 9, 2)
    )
    village.do(applications.record_application, application=made)
    text, name = _built(village, "application", drawing, scheme=KEY)
    assert "申请日期：2026年9月1日" in text
    assert "受理：2026年9月2日。" in text
    assert name.startswith("王秀兰 高龄津贴 申请审批表")


def test_a_blank_application_needs_nobody(village: Village) -> None:
    made = village.ask(person_papers.build_person_paper, "application", "", TODAY, blank=True)
    assert made.document.blank
    assert made.file_name() == "申请审批表(空白).pdf"


@pytest.mark.parametrize(
    ("key", "chosen", "code"),
    [
        ("no_such", {}, "paper_unknown"),
        ("application", {}, "scheme_needed"),
        ("why", {"scheme": "没有的"}, "scheme_unknown"),
        ("why", {"blank": True}, "paper_no_blank"),
    ],
)
def test_what_cannot_be_built_is_refused(
    village: Village, drawing: str, key: str, chosen: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        _built(village, key, drawing, **chosen)
    assert [one.code for one in refused.value.problems] == [code]


def test_a_missing_elder_is_refused(village: Village, drawing: str) -> None:
    with pytest.raises(Refusal) as refused:
        _built(village, "benefit_slip", "nobody")
    assert [one.code for one in refused.value.problems] == ["resident_missing"]


def test_papers_of_rolls_are_in_the_folder_only_where_the_month_has_rolls(
    village: Village, drawing: str, tmp_path: Path
) -> None:
    lines = {line.month: line for line in village.ask(handover.month_lines, TODAY)}
    october = handover.planned_files(month("2026-10"), frozenset({"rolls"}))
    assert {"allowance_roll", "allowance_notice"} <= {one.key for one in october}
    assert "allowance_roll" not in {one.key for one in handover.planned_files(NOVEMBER)}
    assert all(line.extras == frozenset() for key, line in lines.items() if str(key) != "2026-10")
    done = hand_over_month(village.services, month("2026-10"), tmp_path)
    names = {path.name for path in done.folder.iterdir()}
    assert any("补贴发放花名册" in name for name in names)
    assert not any("星级自评" in name or "运营补贴" in name for name in names)
    assert handover.verify(done.folder) == ()


def test_a_roll_can_be_picked_among_those_of_a_month(village: Village, drawing: str) -> None:
    roll = lock(village, draft(village, "2026-11"))
    found = village.ask(papers.choices, NOVEMBER).rolls
    assert found == ((roll.id, f"{roll.title} 2026年11月"),)
    options = papers.options(roll=roll.id)
    paper = village.ask(papers.build_paper, "allowance_roll", NOVEMBER, TODAY, options=options)
    (section,) = paper.document.sections
    assert section.code == village.ask(rolls.roll_book, roll.id).code
    assert section.mark == "样例"
    assert village.ask(schemes.use_of, KEY) is not None
