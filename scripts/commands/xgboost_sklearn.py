"""XGBRegressor with an eval_set."""
import argparse
from xgboost import XGBRegressor
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--n_estimators", type=int)
args = parser.parse_args()
x, xt, y, yt = load("diabetes")
model = XGBRegressor(learning_rate=args.learning_rate, n_estimators=args.n_estimators, max_depth=3, n_jobs=1,
    subsample=0.8, random_state=seed)
model.fit(x, y, eval_set=[(x, y), (xt, yt)], verbose=True)
