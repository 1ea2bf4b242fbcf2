#!/usr/bin/env python3
"""Records range tests as loggers write them, for the readers of `lrfind suggest`.

    python3 -m venv .build-curves
    .build-curves/bin/pip install torch lightning tensorboard tensorboardX keras scikit-learn
    .build-curves/bin/python scripts/reference/record_logs.py [FOLDER]

FOLDER is Tests/SuggestTests/Golden/logs unless given. It gets a few kB a file, each written by the tool itself where it can
be had without a server or a browser, and as its documentation says otherwise:

lightning-metrics.csv        Lightning's CSVLogger with a LearningRateMonitor: rate and loss of a step in different rows
lightning.tfevents           the same training logged by Lightning's TensorBoardLogger (torch.utils.tensorboard)
tensorboardX.tfevents        add_scalar of tensorboardX
tensor.tfevents              scalars as tensors, as tf.summary.scalar writes them
tensorboard-lr.csv, -loss.csv  lightning.tfevents as TensorBoard exports it: read by its EventAccumulator, written here with
                               the columns of its download link (which needs a server and a browser)
keras-log.csv                Keras' CSVLogger with a callback that raises the rate after every batch
keras-batches.jsonl          the same callback, a line of JSON a batch
wandb-history.csv, .jsonl    as `run.history().to_csv()` and wandb-history.jsonl have it: a row a call of log()
trainer_state.json           as transformers' Trainer saves it

Data: scikit-learn's digits; fixed seeds; one thread on the CPU.
"""

import csv
import json
import logging
import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")
import numpy as np
import torch
from sklearn import datasets
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
torch.set_num_threads(1)

STEPS, LOWEST, HIGHEST = 60, 1e-5, 10
X, Y = datasets.load_digits(return_X_y=True)
X = (X / 16).astype("float32")
FACTOR = (HIGHEST / LOWEST) ** (1 / (STEPS - 1))


def loader():
    return DataLoader(TensorDataset(torch.tensor(X), torch.tensor(Y)), batch_size=64, shuffle=True, drop_last=True,
                      generator=torch.Generator().manual_seed(1))


def network():
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))


def lightning(folder):
    import lightning.pytorch as pl
    from lightning.pytorch.callbacks import LearningRateMonitor
    from lightning.pytorch.loggers import CSVLogger, TensorBoardLogger

    class Module(pl.LightningModule):
        def __init__(self):
            super().__init__()
            self.network = network()

        def training_step(self, batch, _):
            loss = nn.functional.cross_entropy(self.network(batch[0]), batch[1])
            self.log("train_loss", loss, on_step=True)
            return loss

        def configure_optimizers(self):
            optimizer = torch.optim.SGD(self.parameters(), lr=LOWEST)
            schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, FACTOR)
            return {"optimizer": optimizer, "lr_scheduler": {"scheduler": schedule, "interval": "step"}}

    with tempfile.TemporaryDirectory() as scratch:
        loggers = [CSVLogger(scratch, name="csv"), TensorBoardLogger(scratch, name="board")]
        trainer = pl.Trainer(max_steps=STEPS, accelerator="cpu", logger=loggers, log_every_n_steps=1,
                             enable_checkpointing=False, enable_progress_bar=False, enable_model_summary=False,
                             callbacks=[LearningRateMonitor("step", log_momentum=True)])
        trainer.fit(Module(), loader())
        shutil.copy(next(Path(scratch).glob("csv/*/metrics.csv")), folder / "lightning-metrics.csv")
        events = next(Path(scratch).glob("board/*/events*"))
        shutil.copy(events, folder / "lightning.tfevents")
        export(events.parent, folder)


def export(run, folder):
    """The columns of TensorBoard's download link, which needs the server; the numbers are its EventAccumulator's."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(str(run))
    events.Reload()
    for tag, name in (("lr-SGD", "tensorboard-lr.csv"), ("train_loss", "tensorboard-loss.csv")):
        with (folder / name).open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Wall time", "Step", "Value"])
            writer.writerows([e.wall_time, e.step, e.value] for e in events.Scalars(tag))


def plain_steps():
    """A plain loop: (step, rate, loss)."""
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), lr=LOWEST)
    batches = iter([])
    source = loader()
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = LOWEST * FACTOR**step
        try:
            x, y = next(batches)
        except StopIteration:
            batches = iter(source)
            x, y = next(batches)
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        yield step, LOWEST * FACTOR**step, loss.item()


def tensorboard_x(folder, steps):
    from tensorboardX import SummaryWriter

    with tempfile.TemporaryDirectory() as scratch:
        with SummaryWriter(scratch) as writer:
            for step, rate, loss in steps:
                writer.add_scalar("optimizer/lr-SGD", rate, step)
                writer.add_scalar("train/loss", loss, step)
                writer.add_histogram("train/other", np.array([loss, rate]), step) if step == 0 else None
        shutil.copy(next(Path(scratch).glob("events*")), folder / "tensorboardX.tfevents")


def tensor_events(folder, steps):
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.summary.writer.event_file_writer import EventFileWriter
    from tensorboard.util import tensor_util

    with tempfile.TemporaryDirectory() as scratch:
        writer = EventFileWriter(scratch)
        for step, rate, loss in steps:
            values = [Summary.Value(tag=tag, tensor=tensor_util.make_tensor_proto(np.float32(value)))
                      for tag, value in (("learning_rate", rate), ("loss", loss))]
            writer.add_event(Event(step=step, summary=Summary(value=values)))
        writer.close()
        shutil.copy(next(Path(scratch).glob("events*")), folder / "tensor.tfevents")


def keras(folder):
    import keras

    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(10)])
    model.compile(optimizer=keras.optimizers.SGD(LOWEST), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    lines = []

    class RangeTest(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            self.model.optimizer.learning_rate = LOWEST * FACTOR**epoch

        def on_epoch_end(self, epoch, logs):
            rate = float(self.model.optimizer.learning_rate)
            logs["learning_rate"] = rate
            lines.append(json.dumps({"batch": epoch, "logs": {"lr": rate, "loss": float(logs["loss"])}}))

    # An epoch of one batch: CSVLogger writes a row an epoch.
    def batches():
        while True:
            yield from ((x.numpy(), y.numpy()) for x, y in loader())

    model.fit(batches(), steps_per_epoch=1, epochs=STEPS, verbose=0,
              callbacks=[RangeTest(), keras.callbacks.CSVLogger(str(folder / "keras-log.csv"))])
    (folder / "keras-batches.jsonl").write_text("\n".join(lines) + "\n")


def wandb(folder, steps):
    rows = []
    for step, rate, loss in steps:
        rows.append({"_step": len(rows), "trainer/global_step": step, "lr-SGD": rate})
        rows.append({"_step": len(rows), "trainer/global_step": step, "train/loss": loss})
    (folder / "wandb-history.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    with (folder / "wandb-history.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ["_step", "lr-SGD", "train/loss", "trainer/global_step"], restval="NaN")
        writer.writeheader()
        writer.writerows(rows)


def hugging_face(folder, steps):
    history = []
    for step, rate, loss in steps:
        history.append({"epoch": round((step + 1) / 28, 4), "grad_norm": 1.5, "learning_rate": rate, "loss": round(loss, 4),
                        "step": step + 1})
        if (step + 1) % 28 == 0:
            history.append({"epoch": (step + 1) / 28, "eval_loss": round(loss, 4), "eval_runtime": 0.1, "step": step + 1})
    history.append({"epoch": round(STEPS / 28, 4), "step": STEPS, "total_flos": 0.0, "train_loss": 2.1, "train_runtime": 1.0})
    state = {"best_metric": None, "epoch": round(STEPS / 28, 4), "global_step": STEPS, "is_world_process_zero": True,
             "log_history": history, "max_steps": STEPS, "trial_params": None}
    (folder / "trainer_state.json").write_text(json.dumps(state, indent=1) + "\n")


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/SuggestTests/Golden/logs")
    folder.mkdir(parents=True, exist_ok=True)
    lightning(folder)
    steps = list(plain_steps())
    for write in (tensorboard_x, tensor_events, wandb, hugging_face):
        write(folder, steps)
    keras(folder)


main()
