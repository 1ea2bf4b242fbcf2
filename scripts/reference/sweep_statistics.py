#!/usr/bin/env python3
"""Writes the golden values of a sweep's statistics, from SciPy and statsmodels.

    python scripts/reference/sweep_statistics.py > Tests/SweepResultTests/Golden/statistics.json

Needs numpy, scipy, pandas and statsmodels. Two-way tables are fitted by ordinary least squares on dummy variables of
configuration and seed; the critical values of all differences among contenders are those of the studentised range; those
between contenders and others come from 2,000,000 tables that are drawn number by number.
"""
import json
import math
import sys

import numpy
import pandas
import scipy
import statsmodels
from scipy import stats
from statsmodels.formula import api


def t_quantiles():
    degrees = [1, 2, 2.5, 3, 4, 5, 7, 10, 29, 30, 100, 310, 1000, 100000]
    probabilities = [0.0005, 0.25, 0.6, 0.9, 0.95, 0.975, 0.995, 0.99999]
    return [[p, v, float(stats.t.ppf(p, v))] for v in degrees for p in probabilities]


def normal_quantiles():
    return [[p, float(stats.norm.ppf(p))] for p in [1e-300, 1e-20, 1e-5, 0.02, 0.3, 0.49, 0.5, 0.51, 0.975, 0.99999]]


def ranges():
    """The 95 % points of the range of means of one noise, in terms of the standard error of a difference."""
    return [
        [k, v, float(stats.studentized_range.ppf(0.95, k, v) / math.sqrt(2))]
        for k, v in [(2, 4), (3, 6), (4, 16), (8, 14), (13, 24), (156, 310)]
    ]


def cross(contenders, degrees, others, other_degrees, share, miss):
    """The farthest difference between means of one noise and means of another, in terms of its standard error."""
    generator = numpy.random.default_rng(5)
    farthest = []
    for _ in range(20):
        draws = 100_000
        good = generator.normal(0, math.sqrt(1 - share), (draws, contenders))
        bad = generator.normal(0, math.sqrt(share), (draws, others))
        error = numpy.sqrt(
            (1 - share) * generator.chisquare(degrees, draws) / degrees
            + share * generator.chisquare(other_degrees, draws) / other_degrees)
        farthest.append(numpy.maximum(bad.max(1) - good.min(1), good.max(1) - bad.min(1)) / error)
    return float(numpy.quantile(numpy.concatenate(farthest), 1 - miss))


def f_tails():
    ratios = [0.01, 0.5, 1, 3, 20, 1000]
    degrees = [(1, 4), (2, 8), (4, 38), (9, 5), (2, 300)]
    return [[x, a, b, float(stats.f.sf(x, a, b))] for a, b in degrees for x in ratios]


def means():
    samples = [[0.31, 0.29, 0.34], [1.5, 2.25], [3, 1, 4, 1, 5, 9, 2, 6], [0.1, 0.1000001, 0.0999998]]
    result = []
    for values in samples:
        low, high = stats.t.interval(0.95, len(values) - 1, loc=numpy.mean(values), scale=stats.sem(values))
        result.append({
            "values": values, "mean": float(numpy.mean(values)), "standard_error": float(stats.sem(values)),
            "low": float(low), "high": float(high),
        })
    return result


def two_way(name, table):
    """`table`: one row a configuration, one column a seed; None is missing. The first row is far the best."""
    cells = [
        {"configuration": f"c{i}", "seed": f"s{j}", "loss": loss}
        for i, row in enumerate(table) for j, loss in enumerate(row) if loss is not None
    ]
    fit = api.ols("loss ~ C(configuration) + C(seed)", pandas.DataFrame(cells)).fit()
    names = [f"C(configuration)[T.c{i}]" for i in range(1, len(table))]
    return {
        "name": name, "table": table, "differences": [float(fit.params[n]) for n in names],
        "standard_errors": [float(fit.bse[n]) for n in names], "noise": math.sqrt(fit.scale),
        "degrees": float(fit.df_resid),
    }


def tables():
    generator = numpy.random.default_rng(4)

    def made(rows, seeds, missing):
        levels = numpy.concatenate([[0], 10 + numpy.arange(rows - 1)])
        table = levels[:, None] + generator.normal(0, 1, seeds)[None, :] + generator.normal(0, 0.3, (rows, seeds))
        table = [[float(f"{v:.6g}") for v in row] for row in table]
        for row, seed in missing:
            table[row][seed] = None
        return table

    return [
        two_way("balanced", made(5, 4, [])),
        two_way("missing cells", made(6, 4, [(0, 1), (2, 0), (2, 3), (5, 1)])),
        two_way("one seed only in one row", made(4, 3, [(3, 0), (3, 1)])),
        two_way("two halves with one seed in common", made(4, 5, [(0, 3), (0, 4), (1, 3), (1, 4), (2, 0), (2, 1), (3, 0), (3, 1)])),
    ]


document = {
    "versions": {"numpy": numpy.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
    "t_quantiles": t_quantiles(),
    "normal_quantiles": normal_quantiles(),
    "f_tails": f_tails(),
    "ranges": ranges(),
    "cross": [
        [*design, cross(*design)]
        for design in [(1, 8, 1, 4, 0.5, 0.05), (5, 8, 3, 6, 0.9, 0.01), (12, 22, 6, 12, 0.3, 0.01), (3, 4, 20, 60, 0.999, 0.05)]
    ],
    "means": means(),
    "two_way": tables(),
}
json.dump(document, sys.stdout, indent=1)
sys.stdout.write("\n")
