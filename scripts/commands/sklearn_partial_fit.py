"""After scikit-learn's out-of-core classification: partial_fit, log_loss printed."""
import sys
import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import log_loss
from data import load, seed

eta0, epochs = float(sys.argv[1]), int(sys.argv[2])
x, xt, y, yt = load("digits")
model = SGDClassifier(loss="log_loss", learning_rate="constant", eta0=eta0, random_state=seed)
for epoch in range(epochs):
    for rows in np.array_split(np.random.default_rng([seed, epoch]).permutation(len(x)), 20):
        model.partial_fit(x[rows], y[rows], classes=np.unique(y))
    print("epoch %d, log_loss: %.4f, accuracy: %.3f" % (
        epoch, log_loss(yt, model.predict_proba(xt)), model.score(xt, yt)))
