"""记退款: money that the family, or the elder, brought back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.money import yuan
from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.fields import DayField, MoneyField, TextField
from happyhome.gui.shell import Shell
from happyhome.services import claims
from happyhome.services.claims import Claim


class RefundDialog(FormDialog):
    """Starts with all that is open; the oldest months are settled first."""

    def __init__(self, shell: Shell, claim: Claim, parent: QWidget | None = None) -> None:
        self._shell, self._claim = shell, claim
        months = "；".join(f"{month.label} {yuan(fen)} 元" for month, fen in claim.months)
        super().__init__(
            f"记退款：{claim.name}",
            [
                MoneyField("amount", "退回金额", required=True, hint=f"还没有退回的共 {yuan(claim.fen)} 元"),
                DayField("day", "退款日期", shell.today, required=True),
                TextField("note", "收据号或说明", placeholder="如：收据 0231，儿子交", most=60),
            ],
            self._keep,
            parent,
            yes="记下",
            intro=f"{claim.text}\n{months}",
        )
        self.set_values({"amount": claim.fen, "day": shell.today()})

    def _keep(self, values: dict[str, Any]) -> Outcome:
        return self._shell.run(
            claims.refund, inline=self.show_problems, resident=self._claim.resident,
            scheme=self._claim.scheme, **values,
        )  # fmt: skip
