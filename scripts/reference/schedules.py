#!/usr/bin/env python3
"""Writes the golden values of the schedules, from PyTorch and Hugging Face transformers.

    python scripts/reference/schedules.py > Tests/TrainingTests/Golden/schedules.json

Needs torch and transformers. Every schedule has three sets of parameters, each with 300 values: the learning rate of
the n-th update, counted from 0. Where PyTorch has no scheduler, LambdaLR follows the published formula; warmups are
LambdaLR too. Ours differ from PyTorch's in how they are written (fractions of the peak, shares of the budget), and from
transformers' in that the first of W steps of a warmup is at 1/W and not at 0: there, its value of the next step is taken.
"""
import json
import math
import sys
import warnings

import torch
from torch.optim import lr_scheduler as torch_schedules
from transformers import optimization as transformers_schedules

warnings.filterwarnings("ignore")
STEPS = 300
DIGITS = 10


def rounded(values):
    return [float(f"{value:.{DIGITS}g}") for value in values]


def follow(make, peak, optimizer="sgd", steps=STEPS):
    """Steps a scheduler and records the rate, and the momentum or beta1, before each step."""
    parameter = torch.nn.Parameter(torch.zeros(1))
    if optimizer == "adam":
        optimizer = torch.optim.Adam([parameter], lr=peak)
    else:
        optimizer = torch.optim.SGD([parameter], lr=peak, momentum=0.9)
    scheduler = make(optimizer)
    rates, momentum = [], []
    for _ in range(steps):
        group = optimizer.param_groups[0]
        rates.append(group["lr"])
        momentum.append(group["betas"][0] if "betas" in group else group["momentum"])
        optimizer.step()
        scheduler.step()
    return rates, momentum


cases = []


def case(specification, make, *, peak, budget=STEPS, epoch=10, momentum=None, source, shift=None):
    """Records a case; `shift` maps a step of ours to the step of the peer's."""
    # The last step of OneCycleLR is its total_steps - 1; others go on.
    length = STEPS if shift is None else STEPS + 1
    rates, moved = follow(make, peak, momentum or "sgd", length)
    if shift is not None:
        rates = [rates[shift(step)] for step in range(STEPS)]
    entry = {
        "schedule": specification, "source": source, "peak": peak, "budget_steps": budget, "steps_per_epoch": epoch,
        "learning_rates": rounded(rates[:STEPS]),
    }
    if momentum:
        entry["optimizer"] = momentum
        entry["momentum"] = rounded(moved[:STEPS])
    cases.append(entry)


def torch_case(specification, name, peak, budget=STEPS, epoch=10, momentum=None, **arguments):
    case(
        specification, lambda optimizer: getattr(torch_schedules, name)(optimizer, **arguments), peak=peak,
        budget=budget, epoch=epoch, momentum=momentum, source=f"torch {name}")


def lambda_case(specification, multiplier, peak, budget=STEPS, epoch=10):
    case(
        specification, lambda optimizer: torch_schedules.LambdaLR(optimizer, multiplier), peak=peak, budget=budget,
        epoch=epoch, source="torch LambdaLR")


def transformers_case(specification, name, warmup, peak, budget=STEPS, shift=None, **arguments):
    case(
        specification,
        lambda optimizer: getattr(transformers_schedules, name)(optimizer, num_warmup_steps=warmup, **arguments),
        peak=peak, budget=budget, source=f"transformers {name}",
        shift=shift or (lambda step: step + 1 if step < warmup else step))


def after_warmup(warmup, multiplier):
    return lambda step: (step + 1) / warmup if step < warmup else multiplier(step - warmup)


# constant
torch_case("constant", "ConstantLR", 0.1, factor=1, total_iters=0)
torch_case("constant", "ConstantLR", 3e-4, factor=1, total_iters=0)
lambda_case("constant:warmup=10%", after_warmup(30, lambda _: 1), 2.0)
# step
torch_case("step", "StepLR", 0.1, epoch=7, step_size=70)
torch_case("step:every=15%,gamma=0.5", "StepLR", 0.3, step_size=45, gamma=0.5)
torch_case("step:every=37,gamma=0.9", "StepLR", 1e-3, step_size=37, gamma=0.9)
# multistep
torch_case("multistep", "MultiStepLR", 0.1, milestones=[150, 225])
torch_case("multistep:at=30%|60%|80%,gamma=0.2", "MultiStepLR", 0.5, milestones=[90, 180, 240], gamma=0.2)
torch_case("multistep:at=3ep|100,gamma=0.5", "MultiStepLR", 1e-3, epoch=12, milestones=[36, 100], gamma=0.5)


# exponential: stepped once an epoch, as PyTorch's is meant to be
def every_epoch(gamma, epoch):
    class EveryEpoch(torch_schedules.ExponentialLR):
        calls = -1

        def step(self, *arguments):
            self.calls += 1
            if self.calls % epoch == 0:
                super().step(*arguments)

    return lambda optimizer: EveryEpoch(optimizer, gamma)


for text, gamma, epoch, peak in [
    ("exponential", 0.95, 1, 0.1), ("exponential:gamma=0.9", 0.9, 11, 1.0), ("exponential:gamma=0.5", 0.5, 25, 1e-3),
]:
    case(text, every_epoch(gamma, epoch), peak=peak, epoch=epoch, source="torch ExponentialLR, once an epoch")
# inverse-time
for k, peak in [(0.01, 0.1), (0.5, 1.0), (1e-4, 3e-3)]:
    lambda_case(f"inverse-time:k={k}", lambda step, k=k: 1 / (1 + k * step), peak)
# linear
torch_case("linear", "LinearLR", 0.1, start_factor=1, end_factor=0, total_iters=300)
torch_case("linear:end=0.05", "LinearLR", 0.7, budget=200, start_factor=1, end_factor=0.05, total_iters=200)
transformers_case("linear:warmup=10%", "get_linear_schedule_with_warmup", 30, 2e-5, num_training_steps=300)
# polynomial
torch_case("polynomial:power=1", "PolynomialLR", 0.1, total_iters=300, power=1)
torch_case("polynomial", "PolynomialLR", 0.4, budget=250, total_iters=250, power=2)
lambda_case("polynomial:power=3,end=0.1", lambda step: 0.1 + 0.9 * (1 - step / 300) ** 3, 1e-3)
# cosine
torch_case("cosine", "CosineAnnealingLR", 0.1, T_max=300)
torch_case("cosine:min=0.01", "CosineAnnealingLR", 0.5, budget=299, T_max=299, eta_min=0.005)
lambda_case(
    "cosine:warmup=50,min=0.1", after_warmup(50, lambda step: 0.1 + 0.9 * (1 + math.cos(math.pi * step / 250)) / 2), 3e-4)
# warm-restarts
torch_case("warm-restarts", "CosineAnnealingWarmRestarts", 0.1, epoch=3, T_0=30, T_mult=2)
torch_case("warm-restarts:period=40,mult=1,min=0.05", "CosineAnnealingWarmRestarts", 0.2, T_0=40, T_mult=1, eta_min=0.01)
torch_case("warm-restarts:period=7%,mult=3", "CosineAnnealingWarmRestarts", 1e-3, T_0=21, T_mult=3)


# CLR
def cyclic(specification, mode, base, up, peak, epoch=10, **arguments):
    torch_case(
        specification, "CyclicLR", peak, epoch=epoch, base_lr=base * peak, max_lr=peak, step_size_up=up, mode=mode,
        cycle_momentum=False, **arguments)


for mode in ["triangular", "triangular2"]:
    cyclic(mode, mode, 0.25, 30, 0.1)
    cyclic(f"{mode}:base=0.1,up=47", mode, 0.1, 47, 1.0)
    cyclic(f"{mode}:base=0.5,up=2ep", mode, 0.5, 16, 2e-3, epoch=8)
cyclic("exp-range:gamma=0.999", "exp_range", 0.25, 30, 0.1, gamma=0.999)
cyclic("exp-range:gamma=0.98,base=0.01,up=47", "exp_range", 0.01, 47, 1.0, gamma=0.98)
cyclic("exp-range:gamma=0.9999,base=0.5,up=2ep", "exp_range", 0.5, 16, 2e-3, epoch=8, gamma=0.9999)


# onecycle
def onecycle(specification, peak, optimizer, **arguments):
    # One step more than it has would be refused.
    def make(torch_optimizer):
        scheduler = torch_schedules.OneCycleLR(torch_optimizer, max_lr=peak, total_steps=300, **arguments)
        inner, count = scheduler.step, [0]

        def step():
            count[0] += 1
            if count[0] < 300:
                inner()

        scheduler.step = step
        return scheduler

    case(specification, make, peak=peak, momentum=optimizer, source="torch OneCycleLR")


onecycle("onecycle", 0.1, "momentum")
onecycle("onecycle:pct=45%,div=10,final=100", 1e-3, "adam", pct_start=0.45, div_factor=10, final_div_factor=100)
onecycle(
    "onecycle:pct=12.3%,anneal=linear,base-momentum=0.8,max-momentum=0.99", 2.0, "momentum", pct_start=0.123,
    anneal_strategy="linear", base_momentum=0.8, max_momentum=0.99)
# inverse-sqrt: the n-th step of the paper, from 1, is the step n of transformers, from 0
for text, warmup, peak in [
    ("inverse-sqrt:warmup=10%", 30, 1e-3), ("inverse-sqrt:warmup=100", 100, 0.1), ("inverse-sqrt:warmup=1ep", 10, 0.5),
]:
    transformers_case(text, "get_inverse_sqrt_schedule", warmup, peak, shift=lambda step: step + 1)
# wsd
transformers_case("wsd", "get_wsd_schedule", 15, 0.1, num_stable_steps=225, num_decay_steps=60, decay_type="linear")
transformers_case(
    "wsd:warmup=20,decay=50%,shape=cosine", "get_wsd_schedule", 20, 1e-3, num_stable_steps=130, num_decay_steps=150,
    decay_type="cosine")
transformers_case(
    "wsd:warmup=0,decay=10%,shape=sqrt", "get_wsd_schedule", 0, 0.5, num_stable_steps=270, num_decay_steps=30,
    decay_type="1-sqrt")
# recipes
torch_case("resnet", "MultiStepLR", 0.1, milestones=[150, 225])
torch_case("resnet", "MultiStepLR", 0.2, budget=200, milestones=[100, 150])
lambda_case(
    "resnet:warmup=60", after_warmup(60, lambda step: 0.1 ** sum(step >= milestone for milestone in (120, 180))), 0.3)
transformers_case("bert", "get_linear_schedule_with_warmup", 30, 2e-5, num_training_steps=300)
transformers_case("bert", "get_linear_schedule_with_warmup", 20, 5e-5, budget=200, num_training_steps=200)
transformers_case("bert", "get_linear_schedule_with_warmup", 100, 1e-3, budget=1000, num_training_steps=1000)


# plateau: a recorded sequence of validation losses, one a checkpoint
def recorded_losses():
    generator = torch.Generator().manual_seed(5)
    noise = torch.randn(STEPS, generator=generator, dtype=torch.float64)
    losses = [0.3 + math.exp(-step / 40) + 0.02 * noise[step].item() for step in range(STEPS)]
    losses[20] = losses[21] = math.nan
    losses[60] = losses[59] * (1 - 5e-5)
    return rounded(losses)


def plateau(specification, peak, losses, **arguments):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=peak)
    # A reduction by less than eps is left out in PyTorch; a multiplier cannot know the rate.
    scheduler = torch_schedules.ReduceLROnPlateau(optimizer, eps=0, **arguments)
    rates = []
    for loss in losses:
        scheduler.step(loss)
        rates.append(optimizer.param_groups[0]["lr"])
    cases.append({
        "schedule": specification, "source": "torch ReduceLROnPlateau", "peak": peak, "budget_steps": STEPS,
        "steps_per_epoch": 10, "learning_rates": rounded(rates), "feedback": True,
    })


losses = recorded_losses()
plateau("plateau", 0.1, losses)
plateau("plateau:factor=0.5,patience=3,min=0.01", 1.0, losses, factor=0.5, patience=3, min_lr=0.01)
plateau(
    "plateau:factor=0.8,patience=0,threshold=0.01,cooldown=4", 1e-3, losses, factor=0.8, patience=0, threshold=0.01,
    cooldown=4)

out = sys.stdout
out.write('{"losses": %s,\n"cases": [\n' % json.dumps([None if math.isnan(loss) else loss for loss in losses]))
out.write(",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases))
out.write("\n]}\n")
