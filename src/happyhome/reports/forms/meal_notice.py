"""就餐情况公示: how often each elder ate, for the wall. Built from masked values only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from happyhome.domain.dates import Month, long_day
from happyhome.domain.homes import Home
from happyhome.domain.meals import MODE_CHOICES
from happyhome.reports.document import CellKind, Column, Document, Paragraph, Row, RowKind, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.posting import PostedMonth, on_posted
from happyhome.reports.wording import EMPTY_DAY, blank_rows, sign_off, title_of

_DAYS_POSTED = 7
_ROLES = ("村务监督委员会", "幸福院（盖章）")
_BLANK_ROWS = 20
_COLUMNS = (
    Column("number", ("序号",), 14, kind=CellKind.NUMBER),
    Column("name", ("姓名",), 44, size=12.5),
    Column("group", ("村民小组",), 34),
    *(Column(one.key, (f"{one.label}\n(次)",), 22, kind=CellKind.NUMBER) for one in MODE_CHOICES),
    Column("total", ("合计\n(次)",), 24, kind=CellKind.NUMBER),
)


def _build(month: PostedMonth, options: Options) -> Document:
    rows = [
        Row(
            (number, one.name, one.group, *(one.meals[mode.key] or "" for mode in MODE_CHOICES), one.total),
            subject=one.name,
        )
        for number, one in enumerate(month.diners, 1)
    ]
    modes = month.by_mode
    if rows:
        sums = tuple(modes[mode.key] for mode in MODE_CHOICES)
        rows.append(Row(("", "合计", f"{len(rows)} 人", *sums, sum(sums)), RowKind.TOTAL))
    first = options.posted_from or month.made_on
    last = options.posted_to or first + timedelta(days=_DAYS_POSTED - 1)
    guests = f"另有来客就餐 {month.guests} 人次，不计入上表。" if month.guests else ""
    return _document(
        month.home,
        f"{month.month.label}老年人就餐情况公示",
        f"现将 {month.home.name} {month.month.label}老年人就餐情况公示如下，请群众监督。"
        f"本月开放 {month.open_days} 天，就餐老人 {len(month.diners)} 人，共 {sum(modes.values())} 人次。{guests}",
        tuple(rows),
        (f"公示期：{long_day(first)}至{long_day(last)}（{(last - first).days + 1} 天）。", month.made_on),
    )


def _document(
    home: Home, words: str, opening: str, rows: tuple[Row, ...], period: tuple[str, date | None]
) -> Document:
    whom = f"{home.name}负责人 {home.director or '　　　　　'}"
    phone = f"（电话 {home.phone or '　　　　　　　　'}）"
    section = Section(
        title=title_of(home, words),
        blocks=(
            Paragraph(opening, 11.5, indent=True),
            Paragraph("", 6),
            Table(_COLUMNS, rows, row_height=8.4, size=11, empty_text="本月没有就餐记录"),
        ),
        notes=(period[0], f"公示期内如有异议，请向{whom}{phone}反映，也可向村务监督委员会反映。"),
        note_size=11.5,
        signatures=sign_off(period[1], *_ROLES, words="公示日期"),
        name="公示",
    )
    return Document(title_of(home, words), home.full_name, (section,), masked=True)


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows with the words of a notice around them."""
    made = _document(
        home,
        f"{month.label}老年人就餐情况公示",
        f"现将 {home.name} {month.label}老年人就餐情况公示如下，请群众监督。"
        "本月开放　　　天，就餐老人　　　人，共　　　　人次。",
        blank_rows(_COLUMNS, _BLANK_ROWS),
        (f"公示期：{EMPTY_DAY}至{EMPTY_DAY}。", None),
    )
    return replace(made, blank=True)


FORM = Form(
    key="meal_notice",
    title="就餐情况公示",
    help="贴在墙上的：只有姓名、小组和次数，没有证件、电话、卡号和救助身份",
    order=70,
    build=on_posted(_build),
    blank=blank,
    posted=True,
    asks=("posted_from", "posted_to"),
)
