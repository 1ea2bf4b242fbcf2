"""After scikit-learn's plot_mlp_training_curves: MLPClassifier, verbose."""
import argparse
import warnings
from sklearn.neural_network import MLPClassifier
from data import load, seed

warnings.filterwarnings("ignore")
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--max-iter", type=int)
args = parser.parse_args()
x, xt, y, yt = load("digits")
model = MLPClassifier(
    solver="sgd", learning_rate_init=args.lr, max_iter=args.max_iter, random_state=seed, verbose=True,
    n_iter_no_change=10**6)
model.fit(x, y)
print("Test set score: %f" % model.score(xt, yt))
