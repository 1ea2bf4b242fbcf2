"""After keras.io's mnist_convnet: fit with its own progress."""
import os
import sys
os.environ["KERAS_BACKEND"] = "torch"
import keras
from data import load, seed

keras.utils.set_random_seed(seed)
x, xt, y, yt = load("cancer")
model = keras.Sequential([keras.layers.Input((30,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(2, "softmax")])
model.compile(
    optimizer=keras.optimizers.Adam(float(sys.argv[1])), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, batch_size=64, epochs=int(sys.argv[2]), validation_data=(xt, yt), verbose=int(sys.argv[3]))
