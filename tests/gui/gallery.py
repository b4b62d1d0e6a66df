"""Every part of the kit with made-up people, in a real window: python -m tests.gui.gallery FOLDER [ZOOM …].

Saves one picture per page and zoom, to be judged by eye beside the mock-ups.
"""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.dates import Month
from happyhome.domain.outcomes import Outcome
from happyhome.gui import application
from happyhome.gui.kit import fields, theme
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.bars import Bar, Bars
from happyhome.gui.kit.board import Board, Tile
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, Figures, label, row, scrolling
from happyhome.gui.kit.chips import Chips, Pill
from happyhome.gui.kit.empty import Empty
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.flow import Columns, Wrap
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.month_grid import GridRow, MonthGrid, MonthSheet
from happyhome.gui.kit.month_picker import MonthPicker
from happyhome.gui.kit.pdf_view import PdfView
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.search_box import Hit
from happyhome.gui.kit.table import Column, Table
from happyhome.gui.kit.timeline import Moment, Timeline
from happyhome.gui.main_window import MainWindow, Surroundings
from happyhome.gui.shell import PageSpec, Shell, Truth
from happyhome.gui.shots import shoot

NAMES = [
    "赵䶮",
    "何录义",
    "罗桂花",
    "陈山仁",
    "杨彩霞",
    "魏财万",
    "刘录永",
    "周凤英",
    "阎录仁",
    "曹招弟",
    "曾财天",
    "朱菊香",
    "许忠天",
    "彭天万",
    "韩生国",
    "何义财",
    "袁兰英",
    "梁秋菊",
    "王㛃",
    "李𬱖",
    "张堃",
    "马喆",
    "买买提·艾力",
    "刘淼",
    "高存女",
    "郭玉梅",
    "宋德福",
    "唐月娥",
    "冯有禄",
    "程翠花",
]
INITIALS = [
    "zy",
    "hly",
    "lgh",
    "csr",
    "ycx",
    "wcw",
    "lly",
    "zfy",
    "ylr",
    "czd",
    "zct",
    "zjx",
    "xzt",
    "ptw",
    "hsg",
    "hyc",
    "yly",
    "lqj",
    "wj",
    "lt",
    "zk",
    "mz",
    "mmtal",
    "lm",
    "gcn",
    "gym",
    "sdf",
    "tye",
    "fyl",
    "cch",
]


class Village:
    """Services enough to open a window on."""

    def run(self, verb: str, **_arguments: Any) -> Outcome:
        return Outcome(verb, "1", frozenset({"meals"}))

    def ask(self, _query: str, **_arguments: Any) -> Any:
        return ()

    def today(self) -> date:
        return date(2026, 11, 20)

    def now(self) -> datetime:
        return datetime(2026, 11, 20, 11, 40)  # noqa: DTZ001  the village's clock


def states() -> list[str]:
    """As drawn in the mock-up."""
    return (
        [theme.DINE_IN] * 19
        + [theme.DELIVERY] * 3
        + [theme.TAKEAWAY]
        + [theme.AWAY] * 2
        + [theme.DINE_IN] * 2
        + [""] * 3
    )


class TodayPage(QWidget):
    """The board."""

    def __init__(self, _shell: Shell) -> None:
        super().__init__()
        columns = Columns()
        pad(QVBoxLayout(self)).addWidget(columns)
        left, right = columns.main, columns.side
        figures = Figures(("午餐已记", "堂食 · 送餐 · 自取", "来客", "今天补贴"))
        for caption, figure, after in (
            ("午餐已记", "25", "/ 30 人"),
            ("堂食 · 送餐 · 自取", "21 · 3 · 1", ""),
            ("来客", "2", ""),
            ("今天补贴", "¥82", ""),
        ):
            figures.show_figure(caption, figure, after)
        left.addWidget(figures)
        lunch = Card()
        lunch.body.addWidget(
            Wrap(
                label("今日午餐", "title"),
                Chips((("all", "全部 30"), ("open", "未记 3"), ("away", "外出 2"))),
                right=(
                    KeyButton("同昨日", "F8"),
                    KeyButton("其余都来了", "Enter", kind="primary", shortcut=False),
                ),
            )
        )
        self.board = Board()
        self.board.set_tiles(
            [
                Tile(str(i), name, f"{'一二三四五六'[i % 6]}社 · {63 + i}岁", state, INITIALS[i])
                for i, (name, state) in enumerate(zip(NAMES, states(), strict=True))
            ]
        )
        self.board.set_current("27")
        self.setFocusProxy(self.board)
        lunch.body.addWidget(self.board, 1)
        lunch.body.addWidget(
            label("空格 记/取消 · 1 堂食 2 送餐 3 自取 0 没来 · 直接打首字母跳到人 · Ctrl Z 撤销", "hint")
        )
        left.addWidget(lunch, 1)
        due = Card("要办的事")
        entries = Entries()
        entries.set_entries(
            (
                Entry("未见", "red", "唐月娥 5 天没有记录", "独居，82 岁，三社", "去探访"),
                Entry(
                    "满80",
                    "blue",
                    "宋德福 12月3日满 80 周岁",
                    "高龄津贴自 12 月起，需户口本、社保卡",
                    "备材料",
                ),
                Entry("认证", "red", "3 人生存认证 11 月 30 日到期", "", "名单"),
                Entry("生日", "green", "郭玉梅 今天农历生日(79)"),
                Entry("活动", "stone", "14:30 手指舞，报名 14 人", "", "签到"),
            )
        )
        due.body.addWidget(entries)
        due.body.addStretch(1)
        right.addWidget(due, 1)
        week = Card("本周用餐人数")
        bars = Bars()
        bars.set_bars(
            tuple(
                Bar(day, value, day == "五")
                for day, value in zip("一二三四五六日", (26, 28, 26, 30, 25, 0, 0), strict=True)
            )
        )
        week.body.addWidget(bars)
        right.addWidget(week)

    def refresh(self, _changed: frozenset[str]) -> None:
        """Nothing to read."""


def sheet(count: int = 30) -> MonthSheet:
    rows = tuple(
        GridRow(
            str(i), NAMES[i % 30], ("普通", "低保", "80+", "特困")[i % 4],
            tuple("" if d in (2, 9, 16) or d > 20 or (i * 7 + d * 3) % 11 == 0
                  else theme.DELIVERY if i in (6, 11) else theme.AWAY if i == 5 and 8 <= d < 14 else theme.DINE_IN
                  for d in range(1, 31)),
            str(14 + i % 4),
        )
        for i in range(count)
    )  # fmt: skip
    return MonthSheet(30, rows, 20, frozenset({2, 9, 16, 23, 30}))


class MealsPage(QWidget):
    """The month grid."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        column = pad(QVBoxLayout(self), gap=12)
        modes = Chips((("d", "当日"), ("m", "月表")))
        modes.set_current("m")
        column.addWidget(
            Wrap(
                MonthPicker(Month(2026, 11), after="午餐"),
                Chips((("b", "早餐"), ("l", "午餐"), ("s", "晚餐"))),
                modes,
                right=(button("补录"), button("打印签字表"), button("结账 11 月", kind="primary")),
            )
        )
        card = Card()
        pad(card.body, 1, 1, 1, 1)
        self.grid = MonthGrid()
        self.grid.set_sheet(sheet())
        self.grid.select(8, 17)
        self.grid.select(8, 19, extend=True)
        self.setFocusProxy(self.grid)
        card.body.addWidget(self.grid)
        column.addWidget(card, 1)
        column.addWidget(
            Wrap(
                label("本月 1,047 人次    堂食 938    送餐 97    自取 12    开放 17 天    日均 61.6 人"),
                right=(label("已选 3 格 · 空格 ✓ · 2 送 · Del 清除 · Ctrl C/V 与表格互贴", "hint"),),
            )
        )

    def refresh(self, _changed: frozenset[str]) -> None:
        """Nothing to read."""


class PersonPage(QWidget):
    """Table, form, timeline, pills."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        across = pad(QHBoxLayout(self), gap=16)
        people = Card("老人")
        table = Table(
            (
                Column("姓名", lambda r: r[0], 6, bold=True),
                Column("社", lambda r: r[1], 3),
                Column("年龄", lambda r: r[2], 3, "right"),
                Column("状况", lambda r: r[3], 8, stretch=True),
            ),
            empty="没有这样的老人。换个条件，或点“登记老人”。",
        )
        table.set_rows(
            [(name, f"{'一二三四五六'[i % 6]}社", str(63 + i), "独居，低保") for i, name in enumerate(NAMES)]
        )
        pad(people.body, 1, 12, 1, 1)
        people.body.addWidget(table)
        across.addWidget(people, 3)
        form_card = Card("改资料")
        form = Form(
            (
                fields.TextField("name", "姓名", required=True),
                fields.IdNumberField(
                    "id",
                    "身份证号",
                    lambda n: (
                        ("女，1941年3月5日出生，85 岁", False)
                        if len(n) == 18
                        else (f"还差 {18 - len(n)} 位", True)
                    ),
                    required=True,
                ),
                fields.DayField("since", "来院日期", shell.today, hint="第一次登记的那天"),
                fields.ChoiceField("way", "服务方式", (("meal", "用餐"), ("day", "日托"), ("live", "入住"))),
                fields.MoneyField("fee", "每餐自付"),
                fields.FlagField("alone", "居住", "独居"),
                fields.LongTextField("note", "备注"),
            )
        )
        form.set_values(
            {"name": "李𬱖", "id": "62032119410305882", "since": date(2025, 9, 1), "fee": 300, "alone": True}
        )
        form.field("id").set_value("62032119410305882")
        form_card.body.addWidget(scrolling(form), 1)
        form_card.body.addLayout(
            row(
                Pill("独居", "red", edged=True),
                Pill("低保", "blue", edged=True),
                Pill("半自理", "plain", edged=True),
                stretch=True,
            )
        )
        form_card.body.addLayout(
            row(
                button("改资料"),
                button("记探访"),
                button("去世 / 迁出…", kind="danger"),
                button("保存", kind="primary"),
            )
        )
        across.addWidget(form_card, 4)
        story = Card("经历")
        timeline = Timeline()
        timeline.set_moments(
            [
                Moment("2026-11-12", "探访：血压偏高，已告诉家人和村医", "v"),
                Moment("2026-08-01", "能力评估：轻度失能（县民政局，有效至 2027-07）"),
                Moment("2025-09-01", "改为送餐"),
                Moment("2024-02-10", "独居(配偶去世)", ended=True),
                Moment("2021-04-01", "经济困难老年人补贴，镇批"),
            ]
        )
        story.body.addWidget(scrolling(timeline), 1)
        across.addWidget(story, 3)

    def refresh(self, _changed: frozenset[str]) -> None:
        """Nothing to read."""


class PaperPage(QWidget):
    """The preview."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        across = pad(QHBoxLayout(self), gap=16)
        self.view = PdfView(shell.jobs)
        across.addWidget(self.view, 1)
        side = Card("送审前自查")
        least(side, 230, 0, max_width=230)
        for act, kind in (("打印", "primary"), ("存 PDF", "plain"), ("存 Excel", "plain")):
            side.body.addWidget(button(act, kind=kind))
        side.body.addStretch(1)
        across.addWidget(side)
        self.view.show_pdf(paper())

    def refresh(self, _changed: frozenset[str]) -> None:
        """Nothing to read."""


def paper(pages: int = 3) -> bytes:
    """A few landscape pages."""
    from io import BytesIO

    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    made = BytesIO()
    canvas = Canvas(made, pagesize=landscape(A4))
    for number in range(pages):
        canvas.setFont("Helvetica", 20)
        canvas.drawString(100, 500, f"Page {number + 1} of {pages}")
        canvas.grid([100, 200, 300, 400], [100, 150, 200, 250])
        canvas.showPage()
    canvas.save()
    return made.getvalue()


class NothingPage(QWidget):
    """An empty state."""

    def __init__(self, _shell: Shell) -> None:
        super().__init__()
        pad(QVBoxLayout(self)).addWidget(
            Empty("activity", "这个月还没有活动", "记一次活动", more="活动有照片时，上报的册子里会带上。")
        )

    def refresh(self, _changed: frozenset[str]) -> None:
        """Nothing to read."""


PAGES = (
    PageSpec("today", "今日", "home", TodayPage),
    PageSpec("residents", "老人", "people", PersonPage),
    PageSpec("meals", "用餐", "bowl", MealsPage),
    PageSpec("activities", "活动", "activity", NothingPage),
    PageSpec("subsidies", "补贴", "yuan", NothingPage),
    PageSpec("reports", "报表", "paper", PaperPage),
    PageSpec("handover", "交接", "hand-over", NothingPage),
    PageSpec("settings", "设置", "gear", NothingPage, at_bottom=True),
)


def search(text: str) -> list[Hit]:
    """By name or initials."""
    return [
        Hit(str(i), name, f"{63 + i}岁 · 五社")
        for i, name in enumerate(NAMES)
        if text in name or INITIALS[i].startswith(text)
    ]


def around() -> Surroundings:
    """A village with something due."""
    truths = (
        Truth("备份：今天 11:32 已核对", "good"),
        Truth("10月月报未上交，请在 12 月 5 日前补交", "due"),
        Truth("开放月份：2026年11月"),
    )
    return Surroundings(
        home=lambda: "清泉村幸福院", operator=lambda: "李会计", truths=lambda: truths, search=search,
        found=lambda shell, person: shell.open_page("residents"),
        undo=lambda: Outcome("记录就餐", "2", frozenset({"meals"})), redo=lambda: Outcome("记录就餐"),
        help=lambda _parent, _key: None,
    )  # fmt: skip


def main(folder: Path, zooms: list[int]) -> None:
    """Save the pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for zoom in zooms:
        app = application.create(zoom=zoom)
        window = MainWindow(Village(), PAGES, around(), application.Zoom(zoom, lambda _z: None))
        window.show()
        window.activateWindow()
        for key in ("today", "residents", "meals", "activities", "reports"):
            window.open_page(key)
            if key == "today":
                window.toast.say("已记：宋德福 等 2 人堂食", undo=True)
            if key == "reports":
                view = window.pages.page("reports").view
                for _ in range(200):
                    app.processEvents()
                    if view.picture_count():
                        break
                    app.thread().msleep(10)
            shoot(window, folder / f"{key}-{zoom}.png")
        window.search.setText("l")
        window.search.setFocus()
        window.search._look_up()
        shoot(window, folder / f"search-{zoom}.png")
        shoot(
            Ask(
                "结账：请先看一下",
                ["11 月还有 3 天没有记录：6日、7日、13日。", "结账后要改，需要写明原因。"],
                "照样做",
                "不做了",
            ),
            folder / f"ask-{zoom}.png",
            460,
            220,
        )
        window.close()
        QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(each) for each in sys.argv[2:]] or [100, 150])
