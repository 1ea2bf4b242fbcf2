"""JSON lines to metrics.jsonl in $LRFIND_OUT, the rate from $LRFIND_LR, the length fixed."""
import json
import os
import torch
from data import load, seed

torch.manual_seed(seed)
torch.set_num_threads(1)
x, xt, y, yt = [torch.tensor(part) for part in load("digits")]
model = torch.nn.Linear(64, 10)
optimizer = torch.optim.Adam(model.parameters(), lr=float(os.environ["LRFIND_LR"]))
with open(os.path.join(os.environ["LRFIND_OUT"], "metrics.jsonl"), "w") as file:
    for epoch in range(20):
        for rows in torch.randperm(len(x)).split(32):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x[rows].float()), y[rows])
            loss.backward()
            optimizer.step()
        val = torch.nn.functional.cross_entropy(model(xt.float()), yt).item()
        print(json.dumps({"epoch": epoch, "train": {"loss": loss.item()}, "val": {"loss": val}}), file=file, flush=True)
