"""The sentences of a decision: the facts used, the band, from when, until when, by which clause."""

from __future__ import annotations

from datetime import date

from happyhome.domain.applications import DECISIONS, Application
from happyhome.domain.dates import Month, long_day
from happyhome.domain.money import yuan
from happyhome.domain.residents import Status
from happyhome.policy.banding import Chosen, leaves, rounded
from happyhome.policy.conditions import AnyOf
from happyhome.policy.decisions import Reason, Stretch, Verdict
from happyhome.policy.evaluation import Profile, explain
from happyhome.policy.facts import Facts
from happyhome.policy.headers import Combine, Kind
from happyhome.policy.rules import AllowanceVersion, Band, Scheme, Start, Unit
from happyhome.policy.runs import Interval, Piece, application_of, first_month, last_month, start_month
from happyhome.policy.spans import EVER, index_of, month_at

_PER = {1: "每月", 3: "每季", 6: "每半年", 12: "每年"}
_DECIDED = {choice.key: choice.label for choice in DECISIONS}


def no_rule(scheme: Scheme, version: AllowanceVersion | None, month: Month) -> tuple[Reason, ...]:
    """Why nothing is paid in a month for which no version counts."""
    if version is not None:
        since = version.header.since.isoformat()
        return (
            Reason("rule", f"{since} 起停办，依据 {version.header.reference.text}", version.header.reference),
        )
    first = scheme.versions[0].header.since if scheme.versions else None
    if first is not None and month.last < first:
        return (Reason("rule", f"{scheme.title}自 {first.isoformat()} 起执行，以前没有这项政策"),)
    return (Reason("rule", f"{month} 没有有效的政策版本，请向县里核实"),)


def granted(scheme: Scheme, version: AllowanceVersion, of: Profile, piece: Piece) -> tuple[Reason, ...]:
    """Why a piece is paid."""
    application = piece.application
    said = [*_born(of), *_facts(version, of, piece.chosen, piece.day)]
    said += _applied(application)
    if piece.event > EVER or application is not None:
        said.append(_started(scheme, version, piece))
    said.append(_band(scheme, version, piece.chosen))
    said += _left_open(version, of, piece)
    if piece.cause is not None and piece.ended is not None:
        said.append(Reason("stop", _stopped(piece.cause.label, piece.ended, piece.last)))
    return (*said, _clause(version))


def _started(scheme: Scheme, version: AllowanceVersion, piece: Piece) -> Reason:
    first, _ = first_month(version.start, piece.application, piece.began)
    begins = scheme.versions[0].header.since
    if first < index_of(begins):
        return Reason(
            "start", f"自 {month_at(index_of(begins))} 起发（这项政策 {begins.isoformat()} 起执行）"
        )
    made_up = _made_up(version, piece, first)
    return Reason(
        "start", f"自 {month_at(first)} 起发（{_start_words(version, piece.application)}{made_up}）"
    )


def _made_up(version: AllowanceVersion, piece: Piece, first: int) -> str:
    """How far months before an application that came late are paid, where the first one is such a month."""
    named = piece.application is not None and piece.application.start_month
    if named or first >= start_month(version.start, piece.event):
        return ""
    late = version.start.late
    reach = {Unit.THIS_YEAR: "申请那年 1 月", Unit.MONTHS: f" {late.months} 个月以前"}.get(
        late.unit, "符合条件时"
    )
    return f"；申请晚了，从前的最远补到{reach}"


def _born(of: Profile) -> list[Reason]:
    return [Reason("born", f"{of.birthday.isoformat()} 出生")] if of.birthday else []


def _facts(version: AllowanceVersion, of: Profile, chosen: Chosen, day: date) -> list[Reason]:
    texts = list(explain(version.condition, of, day).texts)
    for band in chosen.bands:
        texts += explain(band.condition, of, day).texts
    told = {reason.text for reason in _born(of)}
    texts = [text for text in texts if text not in told]
    return [Reason("age" if "周岁" in text else "fact", text) for text in dict.fromkeys(texts)]


def _applied(application: Application | None) -> list[Reason]:
    if application is None:
        return []
    days = (
        ("申请", application.applied_on),
        ("受理", application.accepted_on),
        (_DECIDED.get(application.decision, ""), application.county_on),
    )
    text = "，".join(f"{day.isoformat()} {words}" for words, day in days if day is not None)
    if application.settled_month:
        text = "，".join(part for part in (text, f"旧册已发至 {application.settled_month}") if part)
    return [Reason("application", text)] if text else []


def _start_words(version: AllowanceVersion, application: Application | None) -> str:
    if application is not None and application.start_month:
        return "按批准的起发月"
    return start_words(version.start)


def start_words(start: Start) -> str:
    """受理次月起发，15 日以后的再晚一个月; 申请以后的截止日期当月起发: the first month by the rule."""
    what = f"{start.trigger.value}以后的截止日期" if start.cutoff_dates else start.trigger.value
    when = {0: "当月", 1: "次月"}.get(start.delay, f"以后第 {start.delay} 个月")
    late = f"，{start.cutoff_day} 日以后的再晚一个月" if start.cutoff_day else ""
    return f"{what}{when}起发{late}"


def amount_words(scheme: Scheme, version: AllowanceVersion, chosen: Chosen) -> str:
    """每月 50.00 元; 每日 1 袋; 每小时 4.00 元; 免费乘车."""
    if chosen.benefit:
        return chosen.benefit
    if scheme.kind is Kind.GOODS:
        return f"每{version.each or '月'} {chosen.quantity} {version.unit}".strip()
    if scheme.kind is Kind.SERVICE:
        return f"每{version.unit or '小时'} {yuan(rounded(chosen.fen, version.rounding))} 元"
    money = f"{yuan(rounded(chosen.fen, version.rounding))} 元"
    per = per_words(version)
    if version.once:
        return f"{per} {money}"
    when = f"{version.whole_month} 月" if version.whole_month else ""
    at_once = f"，{when}一次发给" if version.whole else ""
    return f"{per} {money}{at_once}"


def worth_words(one: Stretch) -> str:
    """What a stretch pays: 每月 50.00 元; 每年 380.00 元，一次发给; what is given where it is no money."""
    if one.whole and one.version is not None:
        at_once = "" if one.version.once else "，一次发给"
        return f"{per_words(one.version)} {yuan(one.whole)} 元{at_once}"
    if one.fen:
        return f"每月 {yuan(one.fen)} 元"
    if any(one.by_month):
        return f"{yuan(max(one.by_month))} 元"
    return one.benefit or one.band


def per_words(version: AllowanceVersion) -> str:
    """What an amount is for: 每月, 每年, 一次性."""
    return "一次性" if version.once else _PER.get(version.per, f"每 {version.per} 个月")


def _band(scheme: Scheme, version: AllowanceVersion, chosen: Chosen) -> Reason:
    article = next((band.article for band in chosen.bands if band.article), "")
    paid = "、".join(f"{payer} {yuan(fen)} 元" for payer, fen in chosen.shares)
    text = f"“{chosen.title}”档，{amount_words(scheme, version, chosen)}" + (f"（{paid}）" if paid else "")
    return Reason("band", text, version.header.reference.at(article))


def _left_open(version: AllowanceVersion, of: Profile, piece: Piece) -> list[Reason]:
    """Bands that might pay more were it known whether they hold: what is missing for them."""
    adds = version.bands.combine is Combine.SUM
    texts: dict[str, None] = {}
    for one in leaves(version.bands):
        answer = explain(one.condition, of, piece.day)
        least = one.amount is not None and one.amount.fen is not None and one.amount.fen <= piece.chosen.fen
        if answer.value is None and (adds or not least):
            texts.update(dict.fromkeys(text.split("，")[0] for text in answer.texts))
    return [Reason("note", f"{'、'.join(texts)}，有关的档次没有算进去，请补登记")] if texts else []


def _stopped(what: str, day: date, last: int) -> str:
    return f"{day.isoformat()} {what}，发至 {month_at(last)}"


def _clause(version: AllowanceVersion) -> Reason:
    header = version.header
    sample = "（样例政策，以县里文件为准）" if header.is_sample else ""
    return Reason("rule", f"依据 {header.reference.text}{sample}", header.reference)


def withheld(
    scheme: Scheme, version: AllowanceVersion, facts: Facts, of: Profile, one: Interval, day: date
) -> tuple[Verdict, tuple[Reason, ...]]:
    """Why months in which an answer held are not paid, and what that is called."""
    clause = _clause(version)
    if one.gone is not None:
        return Verdict.DENIED, (Reason("stop", _gone(version, one.gone)), clause)
    if one.held is True and one.chosen is not None:
        own = application_of(facts.approved(scheme.key), one.first, one.last)
        verdict, said = _not_begun(version, own or facts.application(scheme.key), one)
        return verdict, (*_born(of), *_facts(version, of, one.chosen, day), *said, clause)
    verdict = Verdict.DENIED if one.held is False else Verdict.UNKNOWN
    answer = explain(version.condition, of, day)
    texts = answer.texts
    if answer.value is not False and one.chosen is None:
        texts = (*(texts if answer.value is None else ()), *_no_band(version, of, day))
    kinds = [Reason("age" if "周岁" in text else "fact", text) for text in dict.fromkeys(texts)]
    if verdict is Verdict.UNKNOWN:
        kinds.append(Reason("note", "补登记以后再定，现在不能说不符合"))
    return verdict, (*_born(of), *kinds, clause)


def _gone(version: AllowanceVersion, row: Status) -> str:
    """That somebody left, and which month the rule pays last."""
    if row.since is None:
        return f"以前{row.label}，已停发"
    rule = version.stop.died if row.value == "died" else version.stop.moved_out
    return f"{row.since.isoformat()} {row.label}，按规定发到 {month_at(last_month(rule, row.since, left=True))} 为止"


def _no_band(version: AllowanceVersion, of: Profile, day: date) -> tuple[str, ...]:
    bands: list[Band] = list(leaves(version.bands))
    conditions = tuple(band.condition for band in bands if band.condition is not None)
    texts = explain(AnyOf(conditions), of, day).texts if conditions else ()
    return _nearest(texts) or ("没有对应的档次",)


def _nearest(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Of ages not reached the one that comes first, of ages passed the last: nobody of 79 asks about 90."""
    coming = sorted(text for text in texts if "才满" in text)
    past = sorted((text for text in texts if text.startswith("已满")), key=lambda text: text[-11:])
    told = {*coming[:1], *past[-1:]}
    return tuple(text for text in texts if text in told or text not in {*coming, *past})


def _not_begun(
    version: AllowanceVersion, application: Application | None, one: Interval
) -> tuple[Verdict, list[Reason]]:
    if application is not None and application.decision in ("refused", "withdrawn"):
        on = f"{application.county_on.isoformat()} " if application.county_on else ""
        why = f"：{application.reason}" if application.reason else ""
        return Verdict.DENIED, [Reason("application", f"{on}{_DECIDED[application.decision]}{why}")]
    needed = version.asks_application
    if needed and application is None:
        papers = "、".join(version.papers)
        bring = f"，需要{papers}" if papers else ""
        return Verdict.NOT_APPLIED, [Reason("application", f"条件符合，还没有申请{bring}")]
    if needed and application is not None and application.decision != "approved":
        return Verdict.NOT_APPLIED, [Reason("application", f"条件符合，申请在办（{application.stage}）")]
    first, event = first_month(version.start, application, one.first)
    when = f"{long_day(event)}起算，" if event > EVER else ""
    return Verdict.DENIED, [
        Reason("start", f"{when}{_start_words(version, application)}，自 {month_at(first)} 起发")
    ]
