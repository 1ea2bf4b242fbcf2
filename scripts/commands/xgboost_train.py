"""After XGBoost's get started: xgboost.train with a watch list."""
import argparse
import xgboost as xgb
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--eta", type=float)
parser.add_argument("--rounds", type=int)
args = parser.parse_args()
x, xt, y, yt = load("cancer")
train, test = xgb.DMatrix(x, y), xgb.DMatrix(xt, yt)
params = {"max_depth": 3, "eta": args.eta, "objective": "binary:logistic", "nthread": 1, "subsample": 0.8, "seed": seed}
xgb.train(params, train, args.rounds, evals=[(train, "train"), (test, "eval")])
