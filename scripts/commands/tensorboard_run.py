"""After pytorch.org's TensorBoard recipe: add_scalar, and nothing printed."""
import argparse
import torch
from torch.utils.tensorboard import SummaryWriter
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--epochs", type=int)
parser.add_argument("--logdir")
args = parser.parse_args()
torch.manual_seed(seed)
torch.set_num_threads(1)
x, xt, y, yt = [torch.tensor(part) for part in load("diabetes")]
model = torch.nn.Linear(10, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
writer = SummaryWriter(args.logdir)
for epoch in range(args.epochs):
    for rows in torch.randperm(len(x)).split(16):
        loss = torch.nn.functional.mse_loss(model(x[rows].float())[:, 0], y[rows].float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    writer.add_scalar("Loss/train", loss, epoch)
    writer.add_scalar("Loss/val", torch.nn.functional.mse_loss(model(xt.float())[:, 0], yt.float()), epoch)
writer.close()
