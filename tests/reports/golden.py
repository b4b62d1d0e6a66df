"""Write the golden texts anew, then look at the difference: ``python -m tests.reports.golden`` (or with names)."""

from __future__ import annotations

import sys
from pathlib import Path

from happyhome.reports import pdf
from happyhome.reports.document import Document
from happyhome.reports.fonts import bundled
from happyhome.reports.form import Form, Options
from happyhome.reports.forms import all_forms
from happyhome.reports.person_forms import all_person_forms
from tests.reports.assessed import GAOLING, denied, granted, operating, paper, rating, several
from tests.reports.books import HOME, OCTOBER, book, reopened
from tests.reports.reading import golden_text
from tests.reports.rolls import with_rolls

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def documents_of(form: Form) -> dict[str, Document]:
    """The documents a form is held to: a filled one, and the blank where there is one."""
    made, options = reopened(book(22)), Options()
    if form.only_with:
        made, options = with_rolls(made), Options(operating=operating(), rating=rating())
    found = {form.key: form.build(made, options)}
    if form.blank is not None:
        found[f"{form.key}-blank"] = form.blank(HOME, OCTOBER)
    return found


def person_documents() -> dict[str, Document]:
    """The documents that the papers about one elder are held to."""
    papers = {form.key: form for form in all_person_forms()}
    blank = papers["application"].blank
    assert blank is not None
    return {
        "person-why": papers["why"].build(paper(decisions=(granted(), denied()))),
        "person-benefit_slip": papers["benefit_slip"].build(paper(decisions=several())),
        "person-application": papers["application"].build(paper(4)),
        "person-application-blank": blank(HOME, GAOLING),
    }


def rendered(document: Document) -> str:
    """The text of the paper with the program's own fonts only, the same on every machine."""
    return golden_text(pdf.render(document, bundled()))


if __name__ == "__main__":
    found = dict(person_documents())
    for form in all_forms():
        found |= documents_of(form)
    for name in sys.argv[1:] or found:
        (FOLDER / f"{name}.txt").write_text(rendered(found[name]), "utf-8")
