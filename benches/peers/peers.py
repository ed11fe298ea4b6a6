"""The formula over the rows with Python's decimal: prints the seconds of the fastest run and the sum of the results."""

import sys
import time
from decimal import Decimal

RUNS = 3


def formula(spend, fees, refunds, customers, tenth=Decimal("1.1"), fifth=Decimal("0.2"), seven=Decimal(7), one=Decimal(1)):
    return (spend + fees - refunds) / customers * tenth + (spend - fees) * fifth - refunds / seven - one


def main(count):
    def cents(amount):
        return Decimal(amount).scaleb(-2)

    columns = (
        [cents(row * 37 % 1_000_000) for row in range(count)],
        [cents(row * 11 % 5_000) for row in range(count)],
        [cents(row * 7 % 900) for row in range(count)],
        [cents((row % 97 + 1) * 100) for row in range(count)],
    )
    best = float("inf")
    for _ in range(RUNS):
        begun = time.perf_counter()
        total = Decimal(0)
        for row in zip(*columns):
            total += formula(*row)
        best = min(best, time.perf_counter() - begun)
    print(best, total.quantize(Decimal("1e-8")).normalize())


main(int(sys.argv[1]))
