"""启用 and 停用 of a scheme: from which month this home draws up its rolls, and until which."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.dates import Month
from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.month_field import MonthField
from happyhome.gui.shell import Shell
from happyhome.policy.rules import Scheme
from happyhome.services import schemes


class SchemeUseDialog(FormDialog):
    """From which month; for a scheme in use that month is corrected."""

    def __init__(
        self, shell: Shell, scheme: Scheme, parent: QWidget | None = None, *, since: Month | None = None
    ) -> None:
        self._shell, self._scheme = shell, scheme
        sample = scheme.versions[-1].header.is_sample if scheme.versions else False
        intro = "更早的月份算已按旧册发过，不补发。"
        if sample:
            intro += "这份政策是样例，还没有和县里核对，表上都印“样例”。"
        super().__init__(
            f"{'改造册起月' if since else '启用'}：{scheme.title}",
            [MonthField("since", "造册起月", shell.today, required=True, hint="从这个月起由本院造册")],
            self._keep,
            parent,
            yes="保存" if since else "启用",
            intro=intro,
        )
        self.set_values({"since": since or Month.of(shell.today())})

    def _keep(self, values: dict[str, Any]) -> Outcome:
        return self._shell.run(
            schemes.use_scheme, inline=self.show_problems, scheme=self._scheme.key, since=values["since"]
        )


class SchemeStopDialog(FormDialog):
    """Until which month this home handles it; what was paid stays."""

    def __init__(self, shell: Shell, scheme: Scheme, parent: QWidget | None = None) -> None:
        self._shell, self._scheme = shell, scheme
        super().__init__(
            f"停用：{scheme.title}",
            [MonthField("until", "造册止月", shell.today, required=True, hint="这个月是最后一期，含当月")],
            self._keep,
            parent,
            yes="停用",
            danger=True,
            intro="停用以后不再造册、不再提醒；已经锁定和发放的名册都还在。",
        )
        self.set_values({"until": Month.of(shell.today())})

    def _keep(self, values: dict[str, Any]) -> Outcome:
        return self._shell.run(
            schemes.stop_using, inline=self.show_problems, scheme=self._scheme.key, until=values["until"]
        )
