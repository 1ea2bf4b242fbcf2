"""After fastai's tabular tutorial: its table, with fit_one_cycle."""
import sys
import torch
from fastai.tabular.all import CrossEntropyLossFlat, TabularDataLoaders, accuracy, set_seed, tabular_learner
from sklearn.datasets import load_breast_cancer
from data import seed

set_seed(seed)
torch.set_num_threads(1)
frame = load_breast_cancer(as_frame=True).frame
frame.columns = [c.replace(" ", "_") for c in frame.columns]
frame["target"] = frame["target"].astype(str)
loaders = TabularDataLoaders.from_df(
    frame, y_names="target", cont_names=[c for c in frame.columns if c != "target"], bs=32, num_workers=0)
learner = tabular_learner(loaders, layers=[16], metrics=accuracy, loss_func=CrossEntropyLossFlat())
if sys.argv[3:] == ["no_bar"]:
    with learner.no_bar():
        learner.fit_one_cycle(int(sys.argv[2]), float(sys.argv[1]))
else:
    learner.fit_one_cycle(int(sys.argv[2]), float(sys.argv[1]))
