"""The parts of the published documents that the crews use, checked. What else is in them is left out.

Their schemas: policies/budget/cost.schema.json, policies/gates/triggers.schema.json, automation/run.schema.json.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

# Bounds, as a number may have been written so that showing it takes a gigabyte.
Amount = Annotated[Decimal, Field(strict=True, ge=0, le=10**12, decimal_places=25)]
Count = Annotated[int, Field(ge=0, le=10**12)]


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is no time that there is in UTC") from None


Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
# A float's last digits, when sums and products are checked.
CLOSE = Decimal("0.000001")


class Document(BaseModel):
    model_config = ConfigDict(frozen=True)


class Line(Document):
    urn: str
    item: str
    quantity: Amount
    unit: str
    unitPrice: Amount
    usd: Amount
    kind: Literal["fixed", "usage"]
    source: str
    asOf: str

    @property
    def exact(self) -> Decimal:
        """quantity times unitPrice, without a float's last digits."""
        return self.quantity * self.unitPrice


class Period(Document):
    hours: Amount


class Total(Document):
    fixed: Amount
    usage: Amount
    upper: Amount


class Unpriced(Document):
    urn: str
    type: str
    reason: str


class Cost(Document):
    environment: str | None
    currency: Literal["USD"]
    period: Period
    cap: Amount | None
    total: Total
    verdict: Literal["within", "over", "inconclusive"]
    lines: list[Line]
    unpriced: list[Unpriced]
    assumptions: list[str]

    def exact(self, kind: str) -> Decimal:
        """The sum of the lines of a kind."""
        return sum((line.exact for line in self.lines if line.kind == kind), Decimal(0))

    @property
    def upper(self) -> Decimal:
        return self.exact("fixed") + self.exact("usage")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        for line in self.lines:
            if abs(line.exact - line.usd) > CLOSE:
                raise ValueError("a line's usd is not its quantity times its unitPrice")
        sums = (self.exact("fixed"), self.exact("usage"), self.upper)
        for told, counted in zip((self.total.fixed, self.total.usage, self.total.upper), sums, strict=True):
            if abs(told - counted) > CLOSE:
                raise ValueError("its total is not the sum of its lines")
        return self

    @model_validator(mode="after")
    def _agrees_with_its_verdict(self) -> Self:
        over = Decimal(0) if self.cap is None else self.upper - self.cap
        wrong = {
            "within": over > CLOSE or bool(self.unpriced),
            "over": over < -CLOSE or self.cap is None,
            "inconclusive": over > CLOSE,
        }
        if wrong[self.verdict]:
            raise ValueError(f"its verdict {self.verdict} is not what its total, cap and unpriced say")
        return self


class Changes(Document):
    create: Count
    update: Count
    delete: Count
    same: Count
    replace: Count


class Leftover(Document):
    urn: str
    what: str
    usdPerMonth: Amount | None
    until: str | None


class Run(Document):
    environment: str
    result: Literal["up", "previewed", "refused", "failed", "down", "left-behind"]
    changes: Changes
    cost: Cost | None
    leftovers: list[Leftover] | None = None
    strays: list[str] | None = None


class Trigger(Document):
    name: str
    metric: str
    threshold: Count
    window: Annotated[int, Field(ge=1)] | Literal["moment", "mandate"]
    value: Count | None
    measuredAt: Moment | None
    expires: Moment | None
    source: str | None
    state: Literal["fired", "not-fired", "stale", "missing", "overridden"]
    unlocks: list[str]
    budgetDeltaUsd: Amount | None


class Override(Document):
    reason: str
    approver: str
    expires: Moment


class Gate(Document):
    feature: str
    requested: bool
    state: Literal["fired", "overridden", "closed"]
    openedBy: list[str]
    override: Override | None
    budgetDeltaUsd: Amount | None
    budgetDeltaSource: str


class Triggers(Document):
    environment: str
    triggers: list[Trigger]
    gates: list[Gate]


KINDS: dict[str, type[Document]] = {"up": Run, "cost": Cost, "triggers": Triggers}
