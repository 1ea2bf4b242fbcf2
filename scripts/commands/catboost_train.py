"""After CatBoost's quick start: CatBoostClassifier with an eval_set, its lines."""
import argparse
from catboost import CatBoostClassifier
from data import load, seed

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--iterations", type=int)
args = parser.parse_args()
x, xt, y, yt = load("cancer")
model = CatBoostClassifier(
    iterations=args.iterations, learning_rate=args.learning_rate, depth=4, thread_count=1, random_seed=seed,
    use_best_model=False, allow_writing_files=False)
model.fit(x, y, eval_set=(xt, yt))
