"""After Lightning's first steps: self.log and its CSVLogger."""
import argparse
import logging
import warnings
import lightning as L
import torch
from lightning.pytorch.loggers import CSVLogger
from torch.utils.data import DataLoader, TensorDataset
from data import load, seed

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--max_epochs", type=int)
parser.add_argument("--root", default="")
args = parser.parse_args()
L.seed_everything(seed, verbose=False)
torch.set_num_threads(1)


class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = torch.nn.Sequential(torch.nn.Linear(30, 16), torch.nn.ReLU(), torch.nn.Linear(16, 2))

    def training_step(self, batch, _):
        loss = torch.nn.functional.cross_entropy(self.net(batch[0]), batch[1])
        self.log("train_loss", loss, prog_bar=True)
        return loss

    def validation_step(self, batch, _):
        self.log("val_loss", torch.nn.functional.cross_entropy(self.net(batch[0]), batch[1]), prog_bar=True)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=args.lr)


x, xt, y, yt = [torch.tensor(part) for part in load("cancer")]
trainer = L.Trainer(
    max_epochs=args.max_epochs, accelerator="cpu", enable_checkpointing=False, enable_model_summary=False,
    num_sanity_val_steps=0, log_every_n_steps=5, logger=CSVLogger(args.root) if args.root else False,
    enable_progress_bar=not args.root)
trainer.fit(
    Model(), DataLoader(TensorDataset(x.float(), y), 32, shuffle=True), DataLoader(TensorDataset(xt.float(), yt), 256))
