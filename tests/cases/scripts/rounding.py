"""How a result is rounded: once, to 28 digits and at most 28 places, ties to even."""

from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

getcontext().prec = 28


def rounded(exact: Fraction) -> str:
    """The nearest decimal of at most 28 digits and 28 places, ties to even, without trailing zeros."""
    if exact == 0:
        return "0"
    with localcontext() as context:
        context.prec = 120
        size = (Decimal(abs(exact.numerator)) / Decimal(exact.denominator)).adjusted()
    places = min(28, 27 - size)
    scaled = round(exact * Fraction(10) ** places)
    value = Decimal(scaled).scaleb(-places) if scaled else Decimal(0)
    with localcontext() as context:
        context.prec = 60
        return format(value.normalize(), "f")
