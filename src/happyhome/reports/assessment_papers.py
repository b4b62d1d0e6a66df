"""What papers of operating subsidies and ratings share."""

from __future__ import annotations

from happyhome.domain.month_book import MonthBook
from happyhome.reports.document import Section
from happyhome.reports.wording import saying, sign_off


def nothing_assessed(book: MonthBook, title: str, words: str) -> Section:
    """The one page of a paper about an assessment that was not made, saying why."""
    return Section(
        title=title,
        blocks=(saying(words),),
        left=f"{book.month.year}年",
        signatures=sign_off(book.made_on, "填报人"),
        name="没有内容",
    )
