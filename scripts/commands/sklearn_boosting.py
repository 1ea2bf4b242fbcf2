"""GradientBoostingClassifier, verbose: a table with the training loss."""
import argparse
from sklearn.ensemble import GradientBoostingClassifier
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--learning-rate", type=float)
parser.add_argument("--n-estimators", type=int)
args = parser.parse_args()
x, xt, y, yt = load("cancer")
model = GradientBoostingClassifier(
    learning_rate=args.learning_rate, n_estimators=args.n_estimators, verbose=1, subsample=0.8, random_state=seed)
model.fit(x, y)
print("accuracy: %.4f" % model.score(xt, yt))
