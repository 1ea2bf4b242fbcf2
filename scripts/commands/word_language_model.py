"""After pytorch/examples, word_language_model/main.py: lines with bars."""
import argparse
import math
import time
import torch
from torch import nn
from data import seed

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=20)
parser.add_argument("--epochs", type=int, default=40)
args = parser.parse_args()
torch.manual_seed(1 + seed)
torch.set_num_threads(1)
text = [hash_ % 20 for hash_ in (((i * i) // 3 + i // 7) for i in range(3000))]
data = torch.tensor(text)
train, val = data[:2400].view(8, -1).t(), data[2400:].view(8, -1).t()
model = nn.ModuleList([nn.Embedding(20, 16), nn.LSTM(16, 32), nn.Linear(32, 20)])
criterion = nn.CrossEntropyLoss()
lr, best = args.lr, None


def run(part, learn):
    total, count = 0.0, 0
    for i in range(0, len(part) - 1, 25):
        x, y = part[i:i + 25], part[i + 1:i + 26]
        x = x[: len(y)]
        out = model[2](model[1](model[0](x))[0])
        loss = criterion(out.reshape(-1, 20), y.reshape(-1))
        if learn:
            model.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)
            for p in model.parameters():
                p.data.add_(p.grad, alpha=-lr)
        total, count = total + loss.item(), count + 1
    return total / count


for epoch in range(1, args.epochs + 1):
    start = time.time()
    loss = run(train, True)
    print("| epoch {:3d} | {:5d}/{:5d} batches | lr {:02.2f} | ms/batch {:5.2f} | loss {:5.2f} | ppl {:8.2f}".format(
        epoch, 12, 12, lr, 1.0, loss, math.exp(min(loss, 50))))
    with torch.no_grad():
        val_loss = run(val, False)
    print("-" * 89)
    print("| end of epoch {:3d} | time: {:5.2f}s | valid loss {:5.2f} | valid ppl {:8.2f}".format(
        epoch, time.time() - start, val_loss, math.exp(min(val_loss, 50))))
    print("-" * 89)
    if best is None or val_loss < best:
        best = val_loss
    else:
        lr /= 4.0
