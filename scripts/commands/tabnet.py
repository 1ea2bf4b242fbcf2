"""After pytorch-tabnet's census example: its lines, of which the loss is that of the batches."""
import sys
import torch
from pytorch_tabnet.tab_model import TabNetClassifier
from data import load, seed

torch.set_num_threads(1)
x, xt, y, yt = load("cancer")
model = TabNetClassifier(
    n_d=4, n_a=4, n_steps=2, seed=seed, optimizer_fn=torch.optim.Adam, optimizer_params={"lr": float(sys.argv[1])},
    device_name="cpu")
model.fit(
    x, y, eval_set=[(xt, yt)], eval_metric=["logloss"], max_epochs=int(sys.argv[2]), patience=0, batch_size=64,
    virtual_batch_size=32)
