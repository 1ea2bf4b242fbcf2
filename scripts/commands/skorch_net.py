"""After skorch's README: NeuralNetClassifier, its table."""
import sys
import numpy as np
import torch
from skorch import NeuralNetClassifier
from data import load, seed

torch.manual_seed(seed)
torch.set_num_threads(1)
x, _, y, _ = load("cancer")
net = NeuralNetClassifier(
    torch.nn.Sequential(torch.nn.Linear(30, 16), torch.nn.ReLU(), torch.nn.Linear(16, 2)),
    criterion=torch.nn.CrossEntropyLoss, max_epochs=int(sys.argv[2]), lr=float(sys.argv[1]))
net.fit(x.astype(np.float32), y.astype(np.int64))
