"""What the reports of a run and of the gates say, as results of tools."""

from datetime import datetime
from typing import Any

from agents.crews.documents import Gate, Run, Trigger, Triggers
from agents.crews.reports import duration, stamp
from agents.crews.urns import resource
from agents.crews.usd import Usd

MOST = 20
RESULTS = {
    "up": "it is up",
    "previewed": "nothing was changed: it was a preview",
    "refused": "nothing was changed: it was refused, over budget or inconclusive",
    "failed": "it began and did not end well: what was made until then stays",
    "down": "it is down",
    "left-behind": "it was taken down, but more is left than was chosen",
}


def state(run: Run) -> dict[str, Any]:
    """The last run that was published: how it ended, what it changed, what it left behind."""
    changes = {name: str(count) for name, count in run.changes.model_dump().items()}
    leftovers = run.leftovers or []
    return {
        "result": run.result,
        "meaning": RESULTS[run.result],
        "resources_changed": changes,
        "leftovers": [_leftover(one) for one in leftovers[:MOST]],
        "left_behind_unasked": [str(resource(urn)) for urn in (run.strays or [])[:MOST]],
        "left_out": max(0, len(leftovers) - MOST) + max(0, len(run.strays or []) - MOST),
    }


def _leftover(one: Any) -> dict[str, Any]:
    name = str(resource(one.urn))
    price = one.usdPerMonth
    return {
        "resource": name,
        "what": one.what,
        "usd_per_month": "not known" if price is None else Usd(price, f"left over: {name}, a month"),
        "until": one.until or "somebody deletes it",
    }


def gates(triggers: Triggers) -> dict[str, Any]:
    """Every gate in short, and the triggers."""
    shown = triggers.gates[:MOST]
    return {
        "gates": [{"feature": g.feature, "state": g.state, "requested": g.requested} for g in shown],
        "triggers": [{"name": t.name, "state": t.state} for t in triggers.triggers[:MOST]],
        "left_out": max(0, len(triggers.gates) - MOST) + max(0, len(triggers.triggers) - MOST),
    }


def evidence(triggers: Triggers, now: datetime) -> dict[str, Any]:
    """How fresh each trigger's evidence is at this moment, which may be later than the report."""
    left_out = max(0, len(triggers.triggers) - MOST)
    return {"evidence": [_trigger(one, now) for one in triggers.triggers[:MOST]], "left_out": left_out}


def opens(triggers: Triggers, now: datetime, feature: str) -> dict[str, Any]:
    """What would open a gate: its triggers with their thresholds and evidence, and its override."""
    wanted = feature.strip().lower()
    found = [gate for gate in triggers.gates if gate.feature.lower() == wanted]
    if not found:
        return {"problem": "there is no such gate", "gates": [g.feature for g in triggers.gates[:MOST]]}
    by_name = {trigger.name: trigger for trigger in triggers.triggers}
    named = found[0].openedBy[:MOST]
    any_of = [_trigger(by_name[name], now) if name in by_name else {"name": name} for name in named]
    return _gate(found[0], now) | {"opened_by_any_of": any_of}


def _gate(gate: Gate, now: datetime) -> dict[str, Any]:
    delta = gate.budgetDeltaUsd
    override: Any = "none"
    if gate.override:
        expired = "" if gate.override.expires >= now else ", which is past"
        override = {
            "reason": gate.override.reason,
            "approver": gate.override.approver,
            "expires": stamp(gate.override.expires) + expired,
        }
    return {
        "feature": gate.feature,
        "state": gate.state,
        "requested": gate.requested,
        "override": override,
        "adds_to_monthly_cap": "not known"
        if delta is None
        else Usd(delta, f"added to the cap by {gate.feature}"),
        "source_of_that": gate.budgetDeltaSource,
    }


def _trigger(trigger: Trigger, now: datetime) -> dict[str, Any]:
    window = f"{trigger.window} days" if isinstance(trigger.window, int) else trigger.window
    return {
        "name": trigger.name,
        "counts": trigger.metric,
        "window": window,
        "fires_above": str(trigger.threshold),
        "measured": "never" if trigger.value is None else str(trigger.value),
        "measured_at": _time(trigger.measuredAt),
        "evidence": _freshness(trigger, now),
        "state_when_published": trigger.state,
        "source": trigger.source or "none",
    }


def _freshness(trigger: Trigger, now: datetime) -> str:
    if trigger.measuredAt is None or trigger.expires is None:
        return "missing"
    if trigger.measuredAt > now:
        return "cannot be told: it is dated in the future"
    if trigger.expires < now:
        return f"stale since {duration(now - trigger.expires)}, {stamp(trigger.expires)}"
    return f"good for {duration(trigger.expires - now)} more, until {stamp(trigger.expires)}"


def _time(moment: datetime | None) -> str:
    return stamp(moment) if moment else "never"
