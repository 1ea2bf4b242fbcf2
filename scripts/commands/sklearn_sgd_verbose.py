"""SGDRegressor, verbose: it raises where its weights overflow."""
import argparse
from sklearn.linear_model import SGDRegressor
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--eta0", type=float)
parser.add_argument("--epochs", type=int)
args = parser.parse_args()
x, xt, y, yt = load("diabetes")
SGDRegressor(
    learning_rate="constant", eta0=args.eta0, max_iter=args.epochs, tol=None, verbose=1, random_state=seed).fit(x, y)
