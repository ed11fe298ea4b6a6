"""Expected values of the cases, computed without Tolok: each operation exactly, then rounded once to 28 digits and 28 places.

Run with any Python 3.11; prints `file: case column = value`, to be compared with the `expect` fences by eye.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

from rounding import rounded


def show(case: str, value) -> None:
    print(f"{case} = {value if isinstance(value, str) else rounded(Fraction(value))}")


def step(*operations) -> Fraction:
    """Applies operations one after another, rounding after each, as an evaluator does."""
    value = Fraction(operations[0])
    for operator, operand in operations[1:]:
        operand = Fraction(operand)
        exact = {"+": value + operand, "-": value - operand, "*": value * operand, "/": value / operand if operand else None}[operator]
        value = Fraction(rounded(exact))
    return value


def root(value: str, exponent: str) -> str:
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value) ** Decimal(exponent)
    return rounded(Fraction(exact))


show("10-operators: left to right e", step("1", ("/", "3"), ("*", "3")))
show("10-operators: percent h", root("2", "0.5"))
show("10-operators: powers a", Fraction("1.1") ** 10)
show("10-operators: powers c", root("8", rounded(Fraction(1, 3))))
show("10-operators: large a", step("1e28", ("+", "0.4")))
show("10-operators: large b", step("1", ("/", "7")))
show("10-operators: large c", step("2", ("/", "3"), ("*", "3")))
show("10-operators: large d", step("0.1234567890123456789012345678", ("/", "10")))
show("10-operators: large g", step("1e27", ("+", "0.1"), ("-", "1e27")))


def logarithm(value: str, base: str | None = None) -> str:
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value).ln() if base is None else Decimal(value).log10()
    return rounded(Fraction(exact))


with localcontext() as context:
    context.prec = 60
    show("13-numbers: roots a", rounded(Fraction(Decimal(2).sqrt())))
    show("13-numbers: roots c", rounded(Fraction(Decimal(1).exp())))
show("13-numbers: roots d", logarithm("10"))
show("13-numbers: roots f", logarithm("2", "10"))
show("13-numbers: smallest b", step("7", ("/", "3")))
show("13-numbers: payments a", Fraction(110) / Fraction("1.1") + Fraction(121) / Fraction("1.1") ** 2)
show("13-numbers: payments c", Fraction(125) / Fraction("1.25") + Fraction(250) / Fraction("1.25") ** 3)
show("13-numbers: payments e", -Fraction(100) * 2)
show("27-types: product of totals, fine", step("10", ("/", "3"), ("*", "2")))
