"""A loop without an option for its length, which writes with print alone."""
import sys
import numpy as np
from data import load, seed

lr = float(sys.argv[1])
x, xt, y, yt = load("diabetes")
w = np.zeros(x.shape[1])
np.seterr(all="ignore")
for step in range(200):
    rows = np.random.default_rng([seed, step]).integers(len(x), size=32)
    w -= lr * x[rows].T @ (x[rows] @ w - y[rows]) / 32
    if step % 10 == 9:
        print(f"step {step + 1} train_loss={np.mean((x @ w - y) ** 2):.4f} val_loss={np.mean((xt @ w - yt) ** 2):.4f}")
