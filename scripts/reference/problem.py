"""The small data set and the initial weights of the golden cases, made by rules without randomness."""

import math

ROWS = 50
FEATURES = 3
BATCH_SIZE = 8


def features():
    return [
        [round(1.5 * math.sin(1.7 * i + 2.3 * j + 0.13 * i * j), 3) for j in range(FEATURES)]
        for i in range(ROWS)
    ]


def three_classes():
    def label(x):
        scores = [x[0] - x[1], x[1] * x[2], 0.7 * x[2] - 0.4 * x[0]]
        return scores.index(max(scores))

    return [label(x) for x in features()]


def two_classes():
    return [int(x[0] + 0.5 * x[1] * x[2] > 0.1) for x in features()]


def values():
    return [round(0.8 * x[0] - 0.5 * x[1] * x[2] + 0.3 * math.sin(3 * x[2]), 3) for x in features()]


def batch(step):
    """The rows of a step's batch: consecutive, and around the end."""
    return [(step * BATCH_SIZE + i) % ROWS for i in range(BATCH_SIZE)]


def initial_parameters(widths):
    """Each layer's weights, (out, in) by rows, then its biases, all within ±1/√inputs."""
    parameters = []
    for inputs, outputs in zip(widths, widths[1:]):
        for _ in range(outputs * (inputs + 1)):
            k = len(parameters)
            share = (k * k * 7919 + k * 104729 + 17) % 2003 / 2002
            parameters.append(round((2 * share - 1) / math.sqrt(inputs), 4))
    return parameters
