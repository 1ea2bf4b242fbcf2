"""After karpathy/nanoGPT, train.py: --key=value, steps, warmup and cosine, `step N: train loss, val loss`."""
import math
import sys
import torch
from torch import nn
import torch.nn.functional as F
from data import seed

learning_rate, max_iters, eval_interval = 6e-4, 400, 20
for arg in sys.argv[1:]:
    key, value = arg.lstrip("-").split("=")
    globals()[key] = type(globals()[key])(float(value))
warmup_iters, min_lr = max(1, max_iters // 20), learning_rate / 10
torch.manual_seed(1337 + seed)
torch.set_num_threads(1)
text = ("to be or not to be that is the question whether tis nobler in the mind to suffer " * 30)
chars = sorted(set(text))
data = torch.tensor([chars.index(c) for c in text])
train, val = data[: len(data) * 9 // 10], data[len(data) * 9 // 10:]


class GPT(nn.Module):
    def __init__(self, n=32):
        super().__init__()
        self.token, self.place = nn.Embedding(len(chars), n), nn.Embedding(32, n)
        self.block = nn.TransformerEncoderLayer(n, 4, 64, 0.0, batch_first=True, norm_first=True)
        self.head = nn.Linear(n, len(chars))

    def forward(self, x, y):
        mask = nn.Transformer.generate_square_subsequent_mask(x.shape[1])
        h = self.block(self.token(x) + self.place.weight, src_mask=mask, is_causal=True)
        return F.cross_entropy(self.head(h).flatten(0, 1), y.flatten())


def get_batch(part):
    at = torch.randint(len(part) - 33, (8,))
    return torch.stack([part[i:i + 32] for i in at]), torch.stack([part[i + 1:i + 33] for i in at])


model = GPT()
optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, betas=(0.9, 0.95), weight_decay=0.1)
for step in range(max_iters + 1):
    ratio = step / max_iters
    lr = learning_rate * (step + 1) / warmup_iters if step < warmup_iters else (
        min_lr + 0.5 * (1 + math.cos(math.pi * ratio)) * (learning_rate - min_lr))
    for group in optimizer.param_groups:
        group["lr"] = lr
    if step % eval_interval == 0 or step == max_iters:
        with torch.no_grad():
            losses = [sum(model(*get_batch(p)).item() for _ in range(4)) / 4 for p in (train, val)]
        print(f"step {step}: train loss {losses[0]:.4f}, val loss {losses[1]:.4f}")
    loss = model(*get_batch(train))
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    if step % 10 == 0:
        print(f"iter {step}: loss {loss.item():.4f}, time 1.00ms, mfu -100.00%")
