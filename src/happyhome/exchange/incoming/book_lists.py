"""Which parts of a workbook are its sheets, read as the reader reads it: a pattern can be written past."""

from __future__ import annotations

from xml.parsers import expat


def listed_sheets(book: bytes, links: bytes) -> list[str] | None:
    """The targets of the sheets in the order of the book, "" for one that leads nowhere; None for unsound lists."""
    targets: dict[str, str] = {}
    sheets: list[str] = []

    def link(name: str, attributes: dict[str, str]) -> None:
        if _bare(name) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if _bare(name) == "sheet":
            found = [value for key, value in attributes.items() if _bare(key) == "id"]
            if len(found) > 1:  # nobody can say which of them counts
                raise ValueError(found)
            sheets.extend(found)

    try:
        for content, heard in ((links, link), (book, sheet)):
            parser = expat.ParserCreate()
            parser.StartElementHandler = heard
            parser.StartDoctypeDeclHandler = _refused
            parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return [targets.get(one, "") for one in sheets]


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _refused(*said: object) -> None:
    """Definitions, which could let a short list grow without end."""
    raise ValueError(said)
