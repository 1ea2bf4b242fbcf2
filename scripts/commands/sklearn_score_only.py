"""What many notebooks end with: one number, the more the better."""
import sys
from sklearn.neural_network import MLPClassifier
from data import load, seed

x, xt, y, yt = load("digits")
model = MLPClassifier(learning_rate_init=float(sys.argv[1]), max_iter=int(sys.argv[2]), random_state=seed)
model.fit(x, y)
print("accuracy:", model.score(xt, yt))
