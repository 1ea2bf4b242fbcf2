"""Trains trials of a finished sweep once more with a plain PyTorch loop on one thread, and says how long all would take.

    python scripts/reference/torch_sweep.py SWEEP_FOLDER DATA.csv [TRIALS]

The sweep is one of a data set of numbers and classes (the last column), an MLP of one hidden layer with ReLU, and the
schedules constant, cosine, step:every=30% and onecycle. Of each schedule and optimizer as many trials are taken, evenly over
the rates; the time of all is extrapolated from them. The loop is as fast as one writes it by hand: batches are cut from
tensors in memory, without a DataLoader, and the model is evaluated once, at the end (lrfind does so dozens of times a trial).
"""

import csv
import sys
import time

import numpy as np
import torch

torch.set_num_threads(1)


def load(path, share=0.2):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))[1:]
    features = np.array([[float(cell) for cell in row[:-1]] for row in rows], dtype=np.float32)
    names = sorted({row[-1] for row in rows})
    labels = np.array([names.index(row[-1]) for row in rows])
    order = np.random.default_rng(0).permutation(len(rows))
    held = order[: int(share * len(rows))]
    kept = order[len(held):]
    features = features[:, features[kept].std(0) > 0]
    features = (features - features[kept].mean(0)) / features[kept].std(0)
    tensors = torch.tensor(features), torch.tensor(labels)
    return [tensor[kept] for tensor in tensors], [tensor[held] for tensor in tensors], len(names)


def train(trial, training, validation, classes):
    torch.manual_seed(int(trial["seed"]))
    steps, size, rate = int(trial["steps"]), int(trial["batch_size"]), float(trial["learning_rate"])
    features, labels = training
    width = int(trial["hidden"])
    model = torch.nn.Sequential(
        torch.nn.Linear(features.shape[1], width), torch.nn.ReLU(), torch.nn.Linear(width, classes))
    decay = float(trial["weight_decay"])
    name = trial["optimizer"]
    kind = {"sgd": torch.optim.SGD, "momentum": torch.optim.SGD, "adam": torch.optim.Adam, "rmsprop": torch.optim.RMSprop}[name]
    extra = {"momentum": 0.9} if name == "momentum" else {}
    optimizer = kind(model.parameters(), lr=rate, weight_decay=decay, **extra)
    schedulers = torch.optim.lr_scheduler
    scheduler = {
        "constant": lambda: None,
        "cosine": lambda: schedulers.CosineAnnealingLR(optimizer, steps),
        "step:every=30%": lambda: schedulers.StepLR(optimizer, int(0.3 * steps)),
        "onecycle": lambda: schedulers.OneCycleLR(optimizer, rate, total_steps=steps, cycle_momentum=False),
    }[trial["schedule"]]()
    loss = torch.nn.CrossEntropyLoss()
    step = 0
    while step < steps:
        order = torch.randperm(len(labels))
        for start in range(0, len(labels) - size + 1, size):
            rows = order[start:start + size]
            optimizer.zero_grad()
            loss(model(features[rows]), labels[rows]).backward()
            optimizer.step()
            if scheduler:
                scheduler.step()
            step += 1
            if step == steps:
                break
    with torch.no_grad():
        return loss(model(validation[0]), validation[1]).item()


def sample(trials, count):
    cells = {}
    for trial in trials:
        cells.setdefault((trial["schedule"], trial["optimizer"]), []).append(trial)
    each = max(1, count // len(cells))
    return [cell[(2 * index + 1) * len(cell) // (2 * each)] for cell in cells.values() for index in range(each)]


def main():
    folder, data = sys.argv[1:3]
    with open(f"{folder}/trials.csv", newline="", encoding="utf-8-sig") as file:
        trials = list(csv.DictReader(file))
    training, validation, classes = load(data)
    chosen = sample(trials, int(sys.argv[3]) if len(sys.argv) > 3 else 48)
    train(chosen[0], training, validation, classes)  # what PyTorch sets up once
    seconds, pairs = [], []
    for trial in chosen:
        start = time.process_time()
        end = train(trial, training, validation, classes)
        seconds.append(time.process_time() - start)
        if trial["validation_loss"] and end < 1:
            pairs.append(abs(end - float(trial["validation_loss"])))
    total = np.mean(seconds) * len(trials)
    print(f"{len(chosen)} of {len(trials)} trials in {sum(seconds):.1f} s of processor time on one thread: "
          f"{1e6 * sum(seconds) / sum(int(trial['steps']) for trial in chosen):.0f} µs a step")
    print(f"all would take about {total:.0f} s; {len(trials) / total:.2f} trials a second")
    print(f"median distance of the final losses from lrfind's (another split, other weights): {np.median(pairs):.3f}")


main()
