"""What the clerk does with rules: use them, look one's own file over, take it in, keep a copy to rewrite."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from happyhome.gui.beside import run_beside
from happyhome.gui.jobs import Progress
from happyhome.gui.kit import files
from happyhome.gui.shell import Shell
from happyhome.resources import resource
from happyhome.services import rule_previews, saving, schemes
from happyhome.services.rule_previews import RulePreview
from happyhome.services.rule_reading import rule_text
from happyhome.services.schemes import Offer

CHECK_AGAIN: Final = timedelta(days=365)
"""How old a comparison with the paper may be."""
_RULES: Final = "政策文件 (*.yaml *.yml *.txt);;所有文件 (*)"
"""Bytes; a rule file has a few thousand, and a photo chosen by mistake some millions."""


class PolicyActs(QObject):
    """``page`` is what dialogs open over."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._shell, self._page = shell, page

    # Use

    def use(self, offer: Offer) -> None:
        """启用, or once more after it was stopped."""
        from happyhome.gui.dialogs.scheme_use import SchemeUseDialog

        SchemeUseDialog(self._shell, offer.scheme, self._page.window()).exec()

    def change_since(self, offer: Offer) -> None:
        """改造册起月."""
        from happyhome.gui.dialogs.scheme_use import SchemeUseDialog

        SchemeUseDialog(self._shell, offer.scheme, self._page.window(), since=offer.since).exec()

    def stop(self, offer: Offer) -> None:
        """停用."""
        from happyhome.gui.dialogs.scheme_use import SchemeStopDialog

        SchemeStopDialog(self._shell, offer.scheme, self._page.window()).exec()

    # One's own files

    def choose_import(self) -> None:
        """导入政策文件: which; what it would do is shown first."""
        chosen = files.open_file(self._page, "选要导入的政策文件", _RULES)
        if chosen is not None:
            self.read(chosen)

    def choose_check(self) -> None:
        """查错: the same, without taking it in."""
        chosen = files.open_file(self._page, "选要查错的政策文件", _RULES)
        if chosen is not None:
            self.read(chosen, only_check=True)

    def read(self, path: Path, *, only_check: bool = False) -> None:
        """Read a file beside the window, and show its faults or what it would change."""
        services, today = self._shell.services, self._shell.today()

        def work(_progress: Progress) -> tuple[str, str, RulePreview]:
            text = rule_text(path)
            name = services.ask(rule_previews.name_for, path.name, text)
            return name, text, services.ask(rule_previews.preview_rules, name, text, today)

        def show(found: tuple[str, str, RulePreview]) -> None:
            self._offer_import(*found, only_check=only_check)

        self._shell.jobs.start(f"读“{path.name}”", work, show)

    def _offer_import(self, name: str, text: str, preview: RulePreview, *, only_check: bool) -> None:
        from happyhome.gui.dialogs.rules_import import RulesDialog

        own = {row.name for row in self._shell.ask(schemes.rule_files)}
        replaces = name if name in own else ""
        dialog = RulesDialog(preview, self._page.window(), only_check=only_check, replaces=replaces)
        if dialog.exec() and dialog.wanted:
            # The dialog has told which cases differ, so that nothing is left to ask.
            run_beside(
                self._shell, "导入政策文件", rule_previews.import_rules,
                confirmed=True, name=name, content=text,
            )  # fmt: skip

    def export(self, offer: Offer) -> None:
        """存一份照着改: the file in which a scheme stands."""
        source, is_own = offer.scheme.source, offer.scheme.is_own
        name = source if is_own else f"{Path(source).stem}-我的.yaml"
        chosen = files.save_file(self._page, "存一份政策文件", saving.proposed_name(name), _RULES)
        if chosen is None:
            return
        path = chosen if chosen.suffix else chosen.with_suffix(".yaml")
        services = self._shell.services

        def work(_progress: Progress) -> object:
            if is_own:
                text = next(row.content for row in services.ask(schemes.rule_files) if row.name == source)
            else:
                text = resource("policies", source).read_text("utf-8")
            return saving.save_file(path, text.encode())

        told = f"已存到“{path}”。改好以后先点“查错…”，再导入。"
        self._shell.jobs.start("存政策文件", work, lambda _written: self._shell.say(told))

    def remove(self, offer: Offer) -> None:
        """删除: whose amounts that changes is shown first."""
        services, today, name = self._shell.services, self._shell.today(), offer.scheme.source

        def show(preview: RulePreview) -> None:
            from happyhome.gui.dialogs.rules_import import RulesDialog

            dialog = RulesDialog(preview, self._page.window(), removing=True)
            if dialog.exec() and dialog.wanted:
                run_beside(self._shell, "删除政策文件", rule_previews.remove_rules, name=name)

        self._shell.jobs.start(
            "看删除以后的变化",
            lambda _progress: services.ask(rule_previews.preview_removal, name, today),
            show,
        )

    def show_guide(self) -> None:
        """编写说明, in the manual's window."""
        from happyhome.gui.dialogs.manual import Manual

        Manual("policies", self._page.window()).exec()
