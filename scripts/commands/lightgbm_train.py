"""After LightGBM's simple_example.py: log_evaluation."""
import argparse
import lightgbm as lgb
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--rounds", type=int)
args = parser.parse_args()
x, xt, y, yt = load("cancer")
train = lgb.Dataset(x, y)
test = lgb.Dataset(xt, yt, reference=train)
params = {"objective": "binary", "num_leaves": 7, "learning_rate": args.learning_rate, "verbose": -1, "num_threads": 1,
          "bagging_fraction": 0.8, "bagging_freq": 1, "seed": seed}
lgb.train(params, train, args.rounds, valid_sets=[test], callbacks=[lgb.log_evaluation(1)])
