"""星级自评表 (V8): each line of the rating table with its points, the star, and what the next one wants."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.month_book import MonthBook
from happyhome.policy.assessments import RatingResult, Score
from happyhome.policy.metric_words import plain
from happyhome.reports.assessment_papers import nothing_assessed
from happyhome.reports.document import Align, CellKind, Column, Document, Row, RowKind, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.wording import (
    SAMPLE,
    SAMPLE_NOTE,
    blank_rows,
    marks,
    of_blank,
    of_book,
    sign_off,
    title_of,
)

TITLE = "星级自评表"
_ROLES = ("自评人", "村委会主任（盖章）")
_BLANK_ROWS = 26
_COLUMNS = (
    Column("number", ("序号",), 9, kind=CellKind.NUMBER),
    Column("chapter", ("评定项目",), 25),
    Column("title", ("评定内容",), 44, align=Align.LEFT),
    Column("text", ("评分细则及自评依据",), 66, align=Align.LEFT),
    Column("full", ("满分",), 13),
    Column("change", ("加/减分",), 15),
    Column("points", ("得分",), 15, size=10),
)


def build(book: MonthBook, options: Options) -> Document:
    """The self-rating that was worked out; a page that says so where there is none."""
    title = title_of(book.home, TITLE)
    found = options.rating
    if found is None:
        section = nothing_assessed(book, title, "没有启用星级评定办法，没有自评结果。")
    else:
        section = _section(book, found, options)
    return of_book(book, options, title, [section])


def _section(book: MonthBook, found: RatingResult, options: Options) -> Section:
    is_sample = found.version.header.is_sample
    return Section(
        title=title_of(book.home, TITLE),
        blocks=(Table(_COLUMNS, _rows(found), row_height=7.2, size=9.0, least=7.5),),
        left=f"{found.scheme.title}　　评定期间：{found.period}",
        right=f"{book.home.township}",
        notes=(*_notes(found), *((SAMPLE_NOTE,) if is_sample else ())),
        note_size=10.0,
        signatures=sign_off(book.made_on, *_ROLES, words="自评日期"),
        mark=marks(options.mark, SAMPLE if is_sample else ""),
        name="星级自评",
    )


def _rows(found: RatingResult) -> tuple[Row, ...]:
    rows = [_row(number, one, one.chapter) for number, one in enumerate(found.scores, 1)]
    full = sum((one.full for one in found.scores), Fraction(0))
    rows.append(_sum("评分合计", found.scores, plain(full)))
    if found.bonus:
        rows += [
            _row(number, one, one.chapter or "加分", is_bonus=True)
            for number, one in enumerate(found.bonus, len(found.scores) + 1)
        ]
        most = found.version.bonus_most
        words = "" if most is None else f"最多计 {plain(most)} 分"
        rows.append(_sum("加分合计", found.bonus, "", words))
    star = found.star_title or "未达到最低星级"
    rows.append(Row(("", "总分", "", f"自评：{star}", "", "", plain(found.total)), RowKind.TOTAL))
    return tuple(rows)


def _row(number: int, one: Score, chapter: str, *, is_bonus: bool = False) -> Row:
    full = f"≤{plain(one.full)}" if is_bonus else plain(one.full)
    return Row((number, chapter, one.title, one.text, full, _change(one, is_bonus), _points(one.points)))


def _change(one: Score, is_bonus: bool) -> str:
    """What was taken off the full points, or added: −2, +1.5."""
    if one.points is None:
        return ""
    gap = one.points if is_bonus else one.points - one.full
    return f"{'+' if gap > 0 else '−'}{plain(abs(gap))}" if gap else ""


def _points(points: Fraction | None) -> str:
    return "待评" if points is None else plain(points)


def _sum(words: str, scores: Sequence[Score], full: str, remark: str = "") -> Row:
    total = sum((one.points for one in scores if one.points is not None), Fraction(0))
    return Row(("", words, remark, "", full, "", plain(total)), RowKind.SUBTOTAL)


def _notes(found: RatingResult) -> tuple[str, ...]:
    if found.next_title:
        notes = [f"升到{found.next_title}还差什么：" if found.stars else f"评上{found.next_title}还差什么："]
        notes += [f"　　{number}．{text.rstrip('。')}。" for number, text in enumerate(found.gaps, 1)]
    else:
        notes = ["已达到最高星级。"]
    if found.missing:
        notes.append(f"还没有填的：{'、'.join(found.missing)}。没填的不得分，填好以后总分可能提高。")
    return (*notes, f"依据：{found.version.header.reference.text}。自评供申报参考，以评定机关评定为准。")


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows: the lines of a table differ from place to place."""
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(_COLUMNS, blank_rows(_COLUMNS, _BLANK_ROWS), row_height=8.0),),
        left=f"评定期间：{month.year}年",
        right=f"{home.township}",
        notes=("总分：　　　　　　自评星级：",),
        note_size=10.5,
        signatures=sign_off(None, *_ROLES, words="自评日期"),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section])


FORM = Form(
    key="star_rating",
    title="星级自评表",
    help="按评分表逐项自评：得分、扣分原因、总分和星级，离上一级还差什么",
    order=130,
    build=build,
    blank=blank,
    needs=("rating",),
    only_with="rating",
)
