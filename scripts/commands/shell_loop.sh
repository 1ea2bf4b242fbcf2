#!/bin/sh
# A training in awk: gradient descent on a parabola with noise.
awk -v lr="$1" -v n="$2" 'BEGIN {
  srand(1); x = 5
  for (e = 1; e <= n; e++) {
    for (i = 0; i < 20; i++) x -= lr * (2 * x + (rand() - 0.5) * 4)
    if (x > 1e150 || x < -1e150) { print "epoch " e " loss: nan"; exit 1 }
    print "epoch " e " loss: " x * x + 0.1
  }
}'
