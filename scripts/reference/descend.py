#!/usr/bin/env python3
"""Descends on polynomials with torch.optim in double precision, for Tests/DescentTests.

    python scripts/reference/descend.py > Tests/DescentTests/Golden/descend.csv

Each row: polynomial and optimizer as lrfind reads them, where it starts, the learning rate, the number of updates
made, and x after them. The last line of the output says which PyTorch it was.
"""
import lion_pytorch
import torch
from torch import optim

STEPS = [1, 2, 3, 4, 5] + list(range(10, 201, 10))

# As lrfind reads it; the coefficients from the constant on; a start and a rate. Nothing here is chaotic, so that
# rounding stays small (the steps of Adam and RMSprop with a short memory are, near a minimum, if eps is small).
POLYNOMIALS = [
    ("x^2", [0, 0, 1], 2.0, 0.03),
    ("5x^3", [0, 0, 0, 5], 0.8, 0.004),
    ("x^4 - 3x^2 + x", [0, 1, -3, 0, 1], 0.5, 0.01),
    ("0.5x^6 - 2x + 7", [7, -2, 0, 0, 0, 0, 0.5], -0.7, 0.02),
]

OPTIMIZERS = [
    ("sgd", optim.SGD, {}),
    ("sgd:weight-decay=0.3", optim.SGD, {"weight_decay": 0.3}),
    ("momentum", optim.SGD, {"momentum": 0.9}),
    ("momentum:momentum=0.5,dampening=0.25", optim.SGD, {"momentum": 0.5, "dampening": 0.25}),
    ("momentum:momentum=0.7,weight-decay=0.1", optim.SGD, {"momentum": 0.7, "weight_decay": 0.1}),
    ("nesterov", optim.SGD, {"momentum": 0.9, "nesterov": True}),
    ("nesterov:momentum=0.4,weight-decay=0.2", optim.SGD, {"momentum": 0.4, "nesterov": True, "weight_decay": 0.2}),
    ("adam", optim.Adam, {}),
    ("adam:beta1=0.5,beta2=0.9,eps=0.1", optim.Adam, {"betas": (0.5, 0.9), "eps": 0.1}),
    ("adam:beta1=0,weight-decay=0.1", optim.Adam, {"betas": (0.0, 0.999), "weight_decay": 0.1}),
    ("adamw", optim.AdamW, {}),
    ("adamw:weight-decay=0.5,beta2=0.99", optim.AdamW, {"weight_decay": 0.5, "betas": (0.9, 0.99)}),
    ("adamw:weight-decay=0,eps=0.1", optim.AdamW, {"weight_decay": 0, "eps": 0.1}),
    ("rmsprop", optim.RMSprop, {}),
    ("rmsprop:alpha=0.9,eps=0.3,momentum=0.5", optim.RMSprop, {"alpha": 0.9, "eps": 0.3, "momentum": 0.5}),
    ("rmsprop:centered=true,eps=0.1", optim.RMSprop, {"centered": True, "eps": 0.1}),
    ("rmsprop:centered=true,momentum=0.3,eps=0.1,weight-decay=0.1", optim.RMSprop,
     {"centered": True, "momentum": 0.3, "eps": 0.1, "weight_decay": 0.1}),
    ("adagrad", optim.Adagrad, {}),
    ("adagrad:lr-decay=0.05,initial-accumulator=2", optim.Adagrad, {"lr_decay": 0.05, "initial_accumulator_value": 2}),
    ("adagrad:eps=0.1,weight-decay=0.2", optim.Adagrad, {"eps": 0.1, "weight_decay": 0.2}),
    ("lion", lion_pytorch.Lion, {}),
    ("nadamw", optim.NAdam, {"decoupled_weight_decay": True}),
    ("nadamw:momentum-decay=0.1,eps=0.1,weight-decay=0.3", optim.NAdam,
     {"momentum_decay": 0.1, "eps": 0.1, "weight_decay": 0.3, "decoupled_weight_decay": True}),
]


def main():
    print("polynomial,optimizer,from,learning_rate,step,x")
    for text, coefficients, start, rate in POLYNOMIALS:
        for name, kind, options in OPTIMIZERS:
            x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
            optimizer = kind([x], lr=rate, **options)
            for step in range(1, STEPS[-1] + 1):
                optimizer.zero_grad()
                value = torch.zeros((), dtype=torch.float64)
                for coefficient in reversed(coefficients):
                    value = value * x + coefficient
                value.backward()
                optimizer.step()
                if not x.isfinite():
                    break  # it has fallen out of double precision
                if step in STEPS:
                    print(f'{text},"{name}",{start!r},{rate!r},{step},{x.item()!r}')
    print(f"# PyTorch {torch.__version__}")


main()
