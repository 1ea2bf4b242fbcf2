"""Workers in processes of their own, which are left behind, and a loss."""
import math
import subprocess
import sys

subprocess.Popen(["sleep", "100000"], start_new_session=True)
lr, epochs = float(sys.argv[1]), int(sys.argv[2])
x = 3.0
for epoch in range(epochs):
    for _ in range(20):
        x -= lr * math.tanh(x)
    print(f"Epoch {epoch + 1}/{epochs}, loss: {x * x:.6f}", flush=True)
