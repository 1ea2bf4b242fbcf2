"""Small tables that come with scikit-learn, split in the same way every time; and the seed of a run."""

import os

from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

seed = int(os.environ.get("LRFIND_SEED", 0))


def load(name):
    x, y = {"digits": load_digits, "cancer": load_breast_cancer, "diabetes": load_diabetes}[name](
        return_X_y=True
    )
    if name == "diabetes":
        y = (y - y.mean()) / y.std()
    parts = train_test_split(x, y, test_size=0.25, random_state=0)
    scaler = StandardScaler().fit(parts[0])
    return scaler.transform(parts[0]), scaler.transform(parts[1]), parts[2], parts[3]
