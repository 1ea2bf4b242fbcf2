"""After BERT's fine-tuning recipe: a tiny made encoder, AdamW, a warmup over a tenth of the steps and a linear decay."""
import argparse
import torch
from torch import nn
from data import seed

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--num_train_epochs", type=int)
args = parser.parse_args()
torch.set_num_threads(1)
# Sentences of made words: one half of the words is kind, the other is not; the more decide.
words = torch.randint(0, 60, (800, 15), generator=torch.Generator().manual_seed(0))
labels = ((words < 30).sum(1) > 7).long()
torch.manual_seed(seed)


class Encoder(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.words, self.places = nn.Embedding(60, width), nn.Embedding(15, width)
        layer = nn.TransformerEncoderLayer(width, 4, 64, 0.1, "gelu", batch_first=True)
        self.layers = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(width, 2)

    def forward(self, x):
        return self.head(self.layers(self.words(x) + self.places.weight).mean(1))


model = Encoder()
optimizer = torch.optim.AdamW(model.parameters(), lr=args.learning_rate, weight_decay=0.01)
steps = args.num_train_epochs * (600 // 32)
warmup = max(1, steps // 10)
schedule = torch.optim.lr_scheduler.LambdaLR(
    optimizer, lambda step: min((step + 1) / warmup, max(0.0, (steps - step) / max(1, steps - warmup))))
for epoch in range(args.num_train_epochs):
    model.train()
    for rows in torch.randperm(600)[: 600 // 32 * 32].split(32):
        loss = nn.functional.cross_entropy(model(words[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    model.eval()
    with torch.no_grad():
        eval_loss = nn.functional.cross_entropy(model(words[600:]), labels[600:])
    print(f"epoch {epoch + 1}/{args.num_train_epochs} loss {loss.item():.4f} eval_loss {eval_loss.item():.4f}")
