"""资料去向: what left is counted in what was written, and kept with purpose, place and size."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.domain.residents import Contact
from happyhome.domain.visits import Visit
from happyhome.exchange import drives
from happyhome.exchange.drives import Drive
from happyhome.services import (
    audit,
    disclosure_list,
    disclosures,
    handover,
    papers,
    register_sheets,
    registers,
    residents,
    saving,
)
from happyhome.services.disclosures import Terms
from tests.services.month_ends import hand_over_month
from tests.services.village import TODAY, Village, id_number

OCTOBER = Month(2026, 10)
PASSWORD = "清泉-2026"


@pytest.fixture
def peopled(village: Village) -> Village:
    first = village.elder(
        "王秀英", id_number=id_number(date(1941, 3, 5)), phone="13893511192", bank_card="6217851233215367",
        address="清泉村三社12号", illness="高血压，青霉素过敏",
    )  # fmt: skip
    village.elder("李明", id_number=id_number(date(1944, 3, 5), 883))
    village.elder("王秀英", id_number=id_number(date(1950, 1, 9), 884))
    village.do(residents.put_contact, contact=Contact(resident=first, name="朱海霞", phone="13893512345"))
    return village


def roster(village: Village) -> papers.Paper:
    return village.ask(papers.build_paper, "roster", OCTOBER, TODAY)


def kept(village: Village):
    return village.ask(disclosures.disclosures)


def test_a_roster_says_every_kind_of_data_in_it(peopled: Village) -> None:
    outgoing = peopled.ask(papers.outgoing_paper, roster(peopled))
    counts = dict(outgoing.contents.counts)
    assert counts["姓名"] == 3
    assert counts["身份证号"] == 3
    assert counts["银行卡号"] == 1
    assert counts["电话"] == 2
    assert counts["联系人姓名"] == 1
    assert outgoing.contents.people == 3
    assert outgoing.needs_purpose


def test_a_posted_paper_is_asked_nothing_and_kept_as_holding_no_numbers(
    peopled: Village, tmp_path: Path
) -> None:
    who = peopled.ask(residents.search, "李明")[0].id
    peopled.lunch(who, day=date(2026, 10, 12))
    paper = peopled.ask(papers.build_paper, "meal_notice", OCTOBER, TODAY)
    outgoing = peopled.ask(papers.outgoing_paper, paper)
    assert not outgoing.needs_purpose
    assert not outgoing.contents.has_numbers
    saving.send_out(peopled.services, tmp_path / "公示.pdf", paper.pdf(), outgoing, Terms("posting"))
    (one,) = kept(peopled)
    assert (one.contents, one.purpose) == ("姓名 1 人", "posting")


def test_a_file_that_left_is_kept_with_place_size_and_purpose(
    peopled: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = Drive(tmp_path, "金士顿", "vfat", 1, 2, read_only=False, serial="3C4D-12EF")
    monkeypatch.setattr(drives, "removable_drives", lambda: (stick,))  # no stick of the test's machine
    paper = roster(peopled)
    outgoing = peopled.ask(papers.outgoing_paper, paper)
    written = saving.send_out(
        peopled.services, tmp_path / "花名册.xlsx", paper.xlsx(), outgoing, Terms("township", PASSWORD)
    )
    (one,) = kept(peopled)
    assert (one.act, one.files, one.purpose, one.people) == ("saved", "花名册.xlsx", "township", 3)
    assert (one.place, one.device, one.size, one.is_locked) == ("金士顿", "3C4D-12EF", written.size, True)
    with pytest.raises(Exception, match="zip"):
        load_workbook(tmp_path / "花名册.xlsx")


def test_what_is_refused_leaves_nothing_and_is_not_kept(peopled: Village, tmp_path: Path) -> None:
    outgoing = peopled.ask(papers.outgoing_paper, roster(peopled))
    for terms, code in ((Terms("fun"), "purpose_unknown"), (Terms("check", "12345"), "file_password_short")):
        with pytest.raises(Refusal) as refused:
            saving.send_out(peopled.services, tmp_path / "册.xlsx", b"PK", outgoing, terms)
        assert refused.value.problems[0].code == code
    assert list(tmp_path.glob("册*")) == []
    assert kept(peopled) == ()


def test_a_months_folder_is_kept_once_with_all_its_files(peopled: Village, tmp_path: Path) -> None:
    done = hand_over_month(peopled.services, OCTOBER, tmp_path)
    (one,) = kept(peopled)
    assert (one.act, one.purpose, one.size, one.is_locked) == ("handed_over", "township", done.size, False)
    assert one.files.splitlines()[0] == done.folder.name
    assert len(one.files.splitlines()) == len(done.manifest.files) + 1
    assert one.people == 3
    again = hand_over_month(peopled.services, OCTOBER, tmp_path)
    assert again.unchanged
    assert len(kept(peopled)) == 2  # the stick was taken there once more


def test_a_locked_folder_is_written_anew_and_never_called_the_same(peopled: Village, tmp_path: Path) -> None:
    terms = Terms("township", PASSWORD)
    first = hand_over_month(peopled.services, OCTOBER, tmp_path, terms=terms)
    second = hand_over_month(peopled.services, OCTOBER, tmp_path, terms=terms)
    assert (second.unchanged, second.kept is not None) == (False, True)
    assert first.manifest.files != second.manifest.files
    assert handover.verify(second.folder) == ()


def test_what_left_is_passed_over_by_undo(peopled: Village, tmp_path: Path) -> None:
    before = len(peopled.ask(residents.people))
    peopled.elder("赵明")
    disclosures.note_shown(peopled.services, "x", "身份证号")
    assert peopled.do(audit.undo)
    assert len(peopled.ask(residents.people)) == before
    assert len(kept(peopled)) == 1


def test_nobody_takes_back_that_they_looked(peopled: Village, tmp_path: Path) -> None:
    disclosures.note_shown(peopled.services, "x", "身份证号")
    hand_over_month(peopled.services, OCTOBER, tmp_path)
    for step in peopled.ask(audit.operations)[:2]:
        assert peopled.codes(audit.undo, target=step.id) == ["kept_for_good"]
    assert len(kept(peopled)) == 2


def test_many_numbers_on_the_screen_are_kept_once_a_day(peopled: Village) -> None:
    contents = peopled.ask(papers.outgoing_paper, roster(peopled)).contents
    for _ in range(3):
        disclosures.note_listed(peopled.services, "看纸样：花名册", contents)
    assert len(kept(peopled)) == 1
    peopled.clock.day = date(2026, 11, 22)
    disclosures.note_listed(peopled.services, "看纸样：花名册", contents)
    assert [one.act for one in kept(peopled)] == ["shown", "shown"]


def test_the_clerks_own_file_is_counted_with_names_nobody_registered(peopled: Village) -> None:
    rows = [("姓名", "证号"), ("王秀英", "620321194103058820"), ("没有这人", "620321195203040011")]
    outgoing = peopled.ask(disclosures.outgoing_sheets, "problems", "问题表", [rows], ["王秀英", "没有这人"])
    assert outgoing.contents.counts == (("姓名", 2), ("身份证号", 2))
    assert outgoing.purpose == "check"


def test_a_register_sheet_is_counted_as_it_is_written(peopled: Village) -> None:
    who = peopled.ask(residents.search, "李明")[0].id
    peopled.do(registers.put_record, record=Visit(resident=who, day=TODAY, finding="王秀英也在"))
    sheet = peopled.ask(register_sheets.register_sheet, "visit")
    outgoing = peopled.ask(disclosures.outgoing_of, "register.visit", "探访登记表", sheet)
    assert dict(outgoing.contents.counts)["姓名"] == 2
    blank = peopled.ask(register_sheets.register_sheet, "visit", blank=True)
    assert peopled.ask(disclosures.outgoing_of, "x", "空表", blank).contents.is_empty


def test_the_list_tells_who_did_what_when_to_whom_and_can_be_filed(peopled: Village, tmp_path: Path) -> None:
    who = peopled.ask(residents.search, "李明")[0].id
    disclosures.note_shown(peopled.services, who, "身份证号")
    hand_over_month(peopled.services, OCTOBER, tmp_path)
    newest, oldest = peopled.ask(disclosure_list.lines)
    assert (newest.act, newest.purpose, newest.operator) == ("交接写盘", "报乡镇民政办", "王芳")
    assert (oldest.act, oldest.person, oldest.contents) == ("看全号", "李明", "身份证号")
    assert newest.has(tmp_path.name)
    assert not oldest.has("乡镇")
    sheet = peopled.ask(disclosure_list.sheet, (newest, oldest), TODAY)
    file = tmp_path / "去向.xlsx"
    file.write_bytes(disclosure_list.as_workbook(sheet))
    cells = [cell for row in load_workbook(file).active.values for cell in row if cell]
    assert {"交接写盘", "看全号", "李明", "王芳"} <= set(cells)
    assert disclosure_list.as_pdf(sheet).startswith(b"%PDF")
