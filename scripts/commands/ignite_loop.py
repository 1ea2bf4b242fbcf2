"""After ignite's mnist.py: its log lines."""
import sys
import torch
from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from torch.utils.data import DataLoader, TensorDataset
from data import load, seed

torch.manual_seed(seed)
torch.set_num_threads(1)
x, xt, y, yt = [torch.tensor(part) for part in load("digits")]
model = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=float(sys.argv[1]), momentum=0.5)
loss = torch.nn.CrossEntropyLoss()
trainer = create_supervised_trainer(model, optimizer, loss)
evaluator = create_supervised_evaluator(model, metrics={"accuracy": Accuracy(), "nll": Loss(loss)})


@trainer.on(Events.EPOCH_COMPLETED)
def log(engine):
    metrics = evaluator.run(DataLoader(TensorDataset(xt.float(), yt), 256)).metrics
    print("Validation Results - Epoch: {} Avg accuracy: {:.2f} Avg loss: {:.2f}".format(
        engine.state.epoch, metrics["accuracy"], metrics["nll"]))


trainer.run(DataLoader(TensorDataset(x.float(), y), 32, shuffle=True), max_epochs=int(sys.argv[2]))
