#!/usr/bin/env python3
"""Records range-test curves with other tools, and what each tool itself suggests for them.

    python3 -m venv .build-curves
    .build-curves/bin/pip install torch torch-lr-finder lightning fastai scikit-learn
    .build-curves/bin/python scripts/reference/record_curves.py [FOLDER]

FOLDER is Tests/SuggestTests/Golden unless given. It gets one small file a curve, each written the way the users of that
tool write them, and suggestions.json: for each curve the tool's own suggestions, under the names of our rules where the
rule is the same. Data: what scikit-learn carries with it, standardised; fixed seeds; one thread on the CPU, so that the
same versions give the same files. The committed ones were recorded with the versions that suggestions.json names.
"""

import csv
import json
import logging
import sys
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from sklearn import datasets
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
torch.set_num_threads(1)


def data(name):
    """The standardised features and targets, the number of outputs, and the loss."""
    bunch = getattr(datasets, "load_" + name)()
    x = bunch.data.astype(np.float64)
    x = (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1)
    if name == "diabetes":
        y = (bunch.target - bunch.target.mean()) / bunch.target.std()
        return torch.tensor(x, dtype=torch.float32), torch.tensor(y[:, None], dtype=torch.float32), 1, nn.MSELoss()
    return torch.tensor(x, dtype=torch.float32), torch.tensor(bunch.target), len(set(bunch.target)), nn.CrossEntropyLoss()


def setting(name, seed):
    """A seeded one-hidden-layer network and the batches it is trained on."""
    x, y, outputs, loss = data(name)
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(x.shape[1], 64), nn.ReLU(), nn.Linear(64, outputs))
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(TensorDataset(x, y), batch_size=32, shuffle=True, drop_last=True, generator=generator)
    return model, loader, loss


def optimizer_of(name, parameters, rate):
    return {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[name](parameters, lr=rate)


def torch_lr_finder(name, optimizer, steps, smooth=0.05):
    from torch_lr_finder import LRFinder

    model, loader, loss = setting(name, 1)
    finder = LRFinder(model, optimizer_of(optimizer, model.parameters(), 1e-6), loss)
    finder.range_test(loader, end_lr=10, num_iter=steps, smooth_f=smooth)
    # Its plot() suggests; it needs axes to draw on.
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    _, axes = plt.subplots()
    _, steepest = finder.plot(ax=axes, suggest_lr=True)
    return finder.history, {"steepest": float(steepest)}


def lightning(name, optimizer, steps):
    import lightning.pytorch as pl
    from lightning.pytorch.tuner import Tuner

    network, loader, loss = setting(name, 2)

    class Module(pl.LightningModule):
        def __init__(self):
            super().__init__()
            self.network, self.lr = network, 1e-3

        def training_step(self, batch, _):
            return loss(self.network(batch[0]), batch[1])

        def configure_optimizers(self):
            return optimizer_of(optimizer, self.parameters(), self.lr)

    with tempfile.TemporaryDirectory() as folder:
        trainer = pl.Trainer(
            max_epochs=1000, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
            enable_model_summary=False, default_root_dir=folder)
        found = Tuner(trainer).lr_find(Module(), train_dataloaders=loader, num_training=steps, max_lr=10)
    return found.results, {"steepest": float(found.suggestion())}


def fastai(name, optimizer, steps):
    from fastai.basics import DataLoaders, Learner, OptimWrapper
    from fastai.callback.schedule import minimum, slide, steep, valley

    model, loader, loss = setting(name, 3)

    def wrapped(parameters, lr, **_):
        return OptimWrapper(parameters, torch.optim.Adam if optimizer == "adam" else torch.optim.SGD, lr=lr)

    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(DataLoaders(loader, loader, device=torch.device("cpu")), model, loss_func=loss,
                          opt_func=wrapped, path=folder)
        with learner.no_bar(), learner.no_logging():
            found = learner.lr_find(num_it=steps, show_plot=False, suggest_funcs=(minimum, steep, valley, slide))
    history = {"lrs": [float(v) for v in learner.recorder.lrs], "losses": [float(v) for v in learner.recorder.losses]}
    return history, {"minimum_over_10": float(found.minimum), "steepest": float(found.steep),
                     "valley": float(found.valley), "slide": float(found.slide)}


def fastai_valley_on(losses):
    """fastai's valley on a curve of our own: the point it takes, from 0."""
    from fastai.callback.schedule import valley

    rates = torch.tensor([10.0 ** (i / 10 - 4) for i in range(len(losses))])
    rate, _ = valley(rates, torch.tensor(losses), len(losses))
    return int((rates - rate).abs().argmin())


def write(path, columns):
    """Writes columns as what the ending of the path says; numbers with seven digits."""
    names = list(columns)
    rows = [[float(f"{float(v):.7g}") for v in row] for row in zip(*columns.values())]
    if path.suffix == ".csv":
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([names] + rows)
    elif path.stem.endswith("records"):
        path.write_text(json.dumps([dict(zip(names, row)) for row in rows], indent=0) + "\n")
    else:
        path.write_text(json.dumps({n: [row[i] for row in rows] for i, n in enumerate(names)}) + "\n")


RECORDINGS = {
    # torch-lr-finder: `pd.DataFrame(finder.history)`, and `json.dump(finder.history, …)`.
    "torch-lr-finder-digits-sgd.csv": (torch_lr_finder, ("digits", "sgd", 100)),
    "torch-lr-finder-digits-sgd-1000.csv": (torch_lr_finder, ("digits", "sgd", 1000)),
    "torch-lr-finder-cancer-adam.json": (torch_lr_finder, ("breast_cancer", "adam", 100)),
    "torch-lr-finder-diabetes-sgd-raw.csv": (torch_lr_finder, ("diabetes", "sgd", 200, 0)),
    # Lightning: `json.dump(lr_find.results, …)`, and a CSV of it.
    "lightning-digits-adam.json": (lightning, ("digits", "adam", 100)),
    "lightning-diabetes-sgd.csv": (lightning, ("diabetes", "sgd", 100)),
    # fastai: `learn.recorder.lrs`, `learn.recorder.losses`.
    "fastai-digits-adam.csv": (fastai, ("digits", "adam", 100)),
    "fastai-cancer-sgd-records.json": (fastai, ("breast_cancer", "sgd", 100)),
}

# Losses on which fastai's valley goes wrong: a descent from the first point on (it starts at −1), and a descent that
# noise interrupts (its start is off by the number of points left out).
SYNTHETIC = {
    "falling": [3.0 - 0.1 * i for i in range(20)],
    "interrupted": [3.0] * 10 + [v for i in range(10) for v in (2.9 - 0.2 * i, 3.5)] + [4.0] * 10,
}


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/SuggestTests/Golden")
    folder.mkdir(parents=True, exist_ok=True)
    suggestions = {}
    for name, (record, arguments) in RECORDINGS.items():
        columns, suggested = record(*arguments)
        write(folder / name, columns)
        suggestions[name] = {"points": len(next(iter(columns.values()))), "suggestions": suggested}
        print(name, suggestions[name], file=sys.stderr)
    document = {
        "versions": {n: version(n) for n in ("torch", "torch-lr-finder", "lightning", "fastai", "scikit-learn")},
        "curves": suggestions,
        "fastai_valley": {n: {"losses": v, "index": fastai_valley_on(v)} for n, v in SYNTHETIC.items()},
    }
    (folder / "suggestions.json").write_text(json.dumps(document, indent=1, sort_keys=True) + "\n")


main()
