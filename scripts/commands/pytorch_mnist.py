"""After pytorch/examples, mnist/main.py: Adadelta with StepLR, its two kinds of lines."""
import argparse
import torch
import torch.nn.functional as F
from torch.optim.lr_scheduler import StepLR
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--batch-size", type=int, default=64)
parser.add_argument("--epochs", type=int, default=14)
parser.add_argument("--lr", type=float, default=1.0)
parser.add_argument("--gamma", type=float, default=0.7)
parser.add_argument("--seed", type=int, default=1 + seed)
args = parser.parse_args()
torch.manual_seed(args.seed)
torch.set_num_threads(1)
x, xt, y, yt = [torch.tensor(part) for part in load("digits")]
x, xt = x.float().reshape(-1, 1, 8, 8), xt.float().reshape(-1, 1, 8, 8)
model = torch.nn.Sequential(
    torch.nn.Conv2d(1, 16, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2), torch.nn.Flatten(),
    torch.nn.Linear(144, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10), torch.nn.LogSoftmax(1))
optimizer = torch.optim.Adadelta(model.parameters(), lr=args.lr)
scheduler = StepLR(optimizer, step_size=1, gamma=args.gamma)
for epoch in range(1, args.epochs + 1):
    model.train()
    order = torch.randperm(len(x))
    for batch, rows in enumerate(order.split(args.batch_size)):
        optimizer.zero_grad()
        loss = F.nll_loss(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        if batch % 10 == 0:
            print("Train Epoch: {} [{}/{} ({:.0f}%)]\tLoss: {:.6f}".format(
                epoch, batch * args.batch_size, len(x), 100.0 * batch * args.batch_size / len(x), loss.item()))
    model.eval()
    with torch.no_grad():
        output = model(xt)
        test_loss = F.nll_loss(output, yt).item()
        correct = (output.argmax(1) == yt).sum().item()
    print("\nTest set: Average loss: {:.4f}, Accuracy: {}/{} ({:.0f}%)\n".format(
        test_loss, correct, len(xt), 100.0 * correct / len(xt)))
    scheduler.step()
