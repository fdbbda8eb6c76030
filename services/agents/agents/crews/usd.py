"""US dollars: amounts that say what they are, and how they are written."""

from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Usd:
    """An amount in what a tool returns. Everything of this type in a result counts as a figure of the reports."""

    amount: Decimal
    what: str

    def __str__(self) -> str:
        return dollars(self.amount)


def dollars(amount: Decimal) -> str:
    """`$36.50`, `$0.005`: never rounded, at least cents."""
    exact = amount.normalize() if amount else Decimal(0)
    shown = exact if exact.as_tuple().exponent < -2 else exact.quantize(CENT)
    return f"-${-shown:,f}" if shown < 0 else f"${shown:,f}"
