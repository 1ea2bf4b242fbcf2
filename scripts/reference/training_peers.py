"""Trains the benchmark's workloads with JAX (jit of vmap) and PyTorch (one model after the other), on one thread.

Started by `scripts/benchmark --peers PYTHON`. Reads requests from standard input, one a line,
    LIBRARY OPTIMIZER WIDTHS BATCH ROWS STEPS        such as   jax adam 30-64-2 32 20000 200
and answers each with the seconds of processor time that a step of one model takes. What JAX compiles is kept, and its
time is not counted.
"""

import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np

RATES = np.geomspace(1e-4, 0.3, 16)


def make_data(widths, rows):
    random = np.random.default_rng(0)
    features = random.standard_normal((rows, widths[0]), dtype=np.float32)
    return features, random.integers(widths[-1], size=rows)


def jax_trainer(optimizer, widths, batch, rows, steps):
    import jax
    import jax.numpy as jnp

    features, labels = make_data(widths, rows)
    features, labels = jnp.asarray(features), jnp.asarray(labels.astype(np.int32))
    order = jnp.asarray(np.random.default_rng(1).permutation(rows))

    def loss(layers, x, y):
        for index, (weight, bias) in enumerate(layers):
            x = x @ weight + bias
            if index < len(layers) - 1:
                x = jax.nn.relu(x)
        return -jnp.mean(jax.nn.log_softmax(x)[jnp.arange(batch), y])

    def step(rate, carry, number):
        layers, mean, square = carry
        rows_of_batch = jax.lax.dynamic_slice(order, (number * batch % (rows - batch),), (batch,))
        gradient = jax.grad(loss)(layers, features[rows_of_batch], labels[rows_of_batch])
        if optimizer == "sgd":
            layers = jax.tree.map(lambda p, g: p - rate * g, layers, gradient)
            return (layers, mean, square), None
        count = number + 1.0
        mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, gradient)
        square = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, square, gradient)
        layers = jax.tree.map(
            lambda p, m, s: p
            - rate * (m / (1 - 0.9**count)) / (jnp.sqrt(s / (1 - 0.999**count)) + 1e-8),
            layers,
            mean,
            square,
        )
        return (layers, mean, square), None

    def train(layers, rate):
        state = jax.tree.map(jnp.zeros_like, layers) if optimizer == "adam" else 0
        carry, _ = jax.lax.scan(lambda c, n: step(rate, c, n), (layers, state, state), jnp.arange(steps))
        return carry[0]

    keys = jax.random.split(jax.random.PRNGKey(0), len(widths))
    layers = [
        (jax.random.normal(key, (inputs, outputs)) / inputs**0.5, jnp.zeros(outputs))
        for key, inputs, outputs in zip(keys, widths, widths[1:])
    ]
    rates = jnp.asarray(RATES, dtype=jnp.float32)
    compiled = jax.jit(jax.vmap(train, in_axes=(None, 0))).lower(layers, rates).compile()
    jax.block_until_ready(compiled(layers, rates))

    def run():
        start = time.process_time()
        jax.block_until_ready(compiled(layers, rates))
        return (time.process_time() - start) / (steps * len(RATES))

    return run


def torch_trainer(optimizer, widths, batch, rows, steps):
    import torch

    torch.set_num_threads(1)
    features, labels = (torch.from_numpy(array) for array in make_data(widths, rows))
    order = torch.randperm(rows)
    loss_function = torch.nn.CrossEntropyLoss()

    def train(rate, steps):
        layers = []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        kind = torch.optim.SGD if optimizer == "sgd" else torch.optim.Adam
        updates = kind(model.parameters(), lr=rate)
        start = time.process_time()
        for number in range(steps):
            first = number * batch % (rows - batch)
            picked = order[first : first + batch]
            updates.zero_grad(set_to_none=True)
            loss_function(model(features[picked]), labels[picked]).backward()
            updates.step()
        return time.process_time() - start

    train(RATES[0], 10)
    return lambda: sum(train(rate, steps) for rate in RATES) / (steps * len(RATES))


TRAINERS = {"jax": jax_trainer, "torch": torch_trainer}


def main():
    made = {}
    for line in sys.stdin:
        if line not in made:
            library, optimizer, widths, *numbers = line.split()
            widths = tuple(int(width) for width in widths.split("-"))
            made[line] = TRAINERS[library](optimizer, widths, *map(int, numbers))
        print(made[line](), flush=True)


if __name__ == "__main__":
    main()
