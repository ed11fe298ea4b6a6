"""Writes powers.csv: roots, powers, exponentials and logarithms computed with Python's decimal.

Run it in this folder: python3 powers.py > powers.csv
"""

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, localcontext
from random import Random

EXACT = Context(prec=90, Emax=MAX_EMAX, Emin=MIN_EMIN)
LARGEST = Decimal(2) ** 96 - 1


def rounded(value):
    """28 digits and at most 28 places, or why not."""
    if value == 0:
        return "0"
    places = min(28, 27 - value.adjusted())
    with localcontext(EXACT):
        number = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
        if number == 0:
            return "too small"
        if abs(number) > LARGEST:
            return "too large"
        number = number.normalize()
        return f"{number:f}"


def operand(random, least, most):
    """A positive number of any length between two powers of ten."""
    digits = random.randint(1, 28)
    mantissa = Decimal(random.randint(10 ** (digits - 1), 10**digits - 1))
    number = mantissa.scaleb(random.randint(least, most) - digits)
    return number if number.as_tuple().exponent >= -28 else number.quantize(Decimal("1e-28"))


def compute(name, first, second):
    if name == "sqrt":
        return EXACT.sqrt(first)
    if name == "exp":
        return EXACT.exp(first)
    if name == "ln":
        return EXACT.ln(first)
    if name == "log10":
        return EXACT.log10(first)
    return EXACT.power(first, second)


def main():
    random = Random(28)
    cases = [("exp", Decimal(x), None) for x in "0 1 -1 0.5 66.5 66.6 -64 -65.2 -65.3 -70 70 1e-28 -1e-28".split()]
    cases += [("ln", Decimal(x), None) for x in "1 2 10 1.000000000000000000000000001 0.9999999999999999999999999999 1e-28 7e28".split()]
    cases += [("log10", Decimal(x), None) for x in "1 10 0.001 1e28 1e-28 2 1.000000000000000000000000001 1001".split()]
    cases += [("sqrt", Decimal(x), None) for x in "0 4 2 1e-28 1e-27 7e28 0.25 15241578750190521 1.000000000000000000000000001".split()]
    for base, exponent in [
        ("4", "0.5"), ("2", "0.5"), ("0.0625", "0.25"), ("4", "1.5"), ("8", "0.3333333333333333333333333333"),
        ("1.331", "0.3333333333333333333333333333"), ("1024", "0.1"), ("1024", "-0.3"), ("0", "0.5"), ("1", "0.7"),
        ("7e28", "1.1"), ("1e-20", "1.5"), ("1.000000000000000000000000001", "1e28"), ("0.99999999999999999999", "12345678901234567890123"),
        ("52.2006250", "1.5"),
    ]:
        cases.append(("power", Decimal(base), Decimal(exponent)))
    for _ in range(60):
        cases.append(("sqrt", operand(random, -20, 28), None))
        cases.append(("exp", random.choice([1, -1]) * operand(random, -20, 1), None))
        cases.append(("ln", operand(random, -20, 28), None))
        cases.append(("log10", operand(random, -20, 28), None))
        cases.append(("power", operand(random, -5, 5), random.choice([1, -1]) * operand(random, -3, 1)))
        near_one = 1 + random.choice([1, -1]) * operand(random, -12, -2).quantize(Decimal("1e-27"))
        cases.append(("power", near_one, operand(random, 1, 6)))
    print("function,first,second,result")
    for name, first, second in cases:
        shown = "" if second is None else f"{second:f}"
        print(f"{name},{first:f},{shown},{rounded(compute(name, first, second))}")


main()
