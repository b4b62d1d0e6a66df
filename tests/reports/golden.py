"""Write the golden texts anew, then look at the difference: ``python -m tests.reports.golden``."""

from __future__ import annotations

from pathlib import Path

from happyhome.reports import pdf
from happyhome.reports.document import Document
from happyhome.reports.fonts import bundled
from happyhome.reports.form import Form, Options
from happyhome.reports.forms import all_forms
from tests.reports.books import HOME, OCTOBER, book, reopened
from tests.reports.reading import golden_text

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def documents_of(form: Form) -> dict[str, Document]:
    """The documents a form is held to: a filled one, and the blank where there is one."""
    found = {form.key: form.build(reopened(book(22)), Options())}
    if form.blank is not None:
        found[f"{form.key}-blank"] = form.blank(HOME, OCTOBER)
    return found


def rendered(document: Document) -> str:
    """The text of the paper with the program's own fonts only, the same on every machine."""
    return golden_text(pdf.render(document, bundled()))


if __name__ == "__main__":
    for form in all_forms():
        for name, document in documents_of(form).items():
            (FOLDER / f"{name}.txt").write_text(rendered(document), "utf-8")
