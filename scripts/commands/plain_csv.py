"""A plain loop that appends to a CSV of its own in the folder that it is given."""
import argparse
import csv
import os
import torch
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--epochs", type=int)
parser.add_argument("--out", default=".")
args = parser.parse_args()
torch.manual_seed(seed)
torch.set_num_threads(1)
x, xt, y, yt = [torch.tensor(part) for part in load("cancer")]
model = torch.nn.Sequential(torch.nn.Linear(30, 16), torch.nn.ReLU(), torch.nn.Linear(16, 2))
optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
with open(os.path.join(args.out, "progress.csv"), "w") as file:
    writer = csv.writer(file)
    writer.writerow(["epoch", "train_loss", "val_loss"])
    for epoch in range(args.epochs):
        for rows in torch.randperm(len(x)).split(32):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x[rows].float()), y[rows])
            loss.backward()
            optimizer.step()
        val = torch.nn.functional.cross_entropy(model(xt.float()), yt)
        writer.writerow([epoch, loss.item(), val.item()])
        file.flush()
