"""Trains every golden case with PyTorch, or the authors' optimizer for it, in float64 and writes what it gave, one JSON file a case.

Usage: python scripts/reference/optimizers.py [FOLDER]
"""

import json
import pathlib
import sys

import dadaptation
import dog
import lion_pytorch
import prodigyopt
import schedulefree
import torch

import cases
import problem

STEPS = 100
# Of the largest of a step; single precision may find the other sign there.
NARROW = 1e-6


def build_model(widths, activation):
    functions = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid}
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        if layers:
            layers.append(functions[activation]())
        layers.append(torch.nn.Linear(inputs, outputs, dtype=torch.float64))
    return torch.nn.Sequential(*layers)


def set_parameters(model, values):
    position = 0
    with torch.no_grad():
        for parameter in model.parameters():  # weight, then bias, layer by layer
            part = values[position:position + parameter.numel()]
            parameter.copy_(torch.tensor(part, dtype=torch.float64).reshape(parameter.shape))
            position += parameter.numel()
    assert position == len(values)


def build_optimizer(case, parameters):
    options = dict(case["optimizer"])
    kind = options.pop("kind")
    options.update(lr=case["learning_rate"], weight_decay=case["weight_decay"])
    if "beta1" in options:
        options["betas"] = (options.pop("beta1"), options.pop("beta2"))
    kinds = {
        "sgd": torch.optim.SGD, "momentum": torch.optim.SGD, "nesterov": torch.optim.SGD,
        "adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad, "lion": lion_pytorch.Lion,
        "nadamw": torch.optim.NAdam, "schedule-free-sgd": schedulefree.SGDScheduleFree,
        "schedule-free-adamw": schedulefree.AdamWScheduleFree, "prodigy": prodigyopt.Prodigy,
        "dog": dog.DoG, "ldog": dog.LDoG, "dadapt-adam": dadaptation.DAdaptAdam,
    }
    if kinds[kind].__module__.split(".")[0] in ("torch", "schedulefree"):
        options["foreach"] = False
    if kind == "nadamw":
        options["decoupled_weight_decay"] = True
    options.pop("averaging", None)
    if kind == "nesterov":
        options["nesterov"] = True
    return kinds[kind](parameters, **options)


def train(case):
    rows = torch.tensor(problem.features(), dtype=torch.float64)
    labels = getattr(problem, case["target"])()
    if case["target"] == "values":
        outputs, targets = 1, torch.tensor(labels, dtype=torch.float64).unsqueeze(1)
        loss_function = torch.nn.MSELoss()
    else:
        outputs, targets = max(labels) + 1, torch.tensor(labels)
        loss_function = torch.nn.CrossEntropyLoss()

    widths = [problem.FEATURES, *case["hidden"], outputs]
    initial = problem.initial_parameters(widths)
    model = build_model(widths, case["activation"])
    set_parameters(model, initial)
    optimizer = build_optimizer(case, model.parameters())
    gamma = case["optimizer"].get("averaging")
    averager = dog.PolynomialDecayAverager(model, gamma) if gamma else None
    if hasattr(optimizer, "train"):
        optimizer.train()
    losses, clipped, narrow = [], 0, 0
    for step in range(STEPS):
        batch = problem.batch(step)
        optimizer.zero_grad()
        loss = loss_function(model(rows[batch]), targets[batch])
        loss.backward()
        if case["clip_norm"] is not None:
            norm = torch.nn.utils.clip_grad_norm_(model.parameters(), case["clip_norm"])
            clipped += int(norm > case["clip_norm"])
        if case["optimizer"]["kind"] == "lion":
            narrow += narrow_signs(optimizer)
        optimizer.step()
        if averager:
            averager.step()
        losses.append(loss.item())
    if case["clip_norm"] is not None:
        assert 0 < clipped < STEPS, f"{case['name']}: clipping must act on some steps, not all"
    if case["optimizer"]["kind"] == "lion":
        signs = STEPS * sum(parameter.numel() for parameter in model.parameters())
        print(f"{case['name']}: {narrow} of {signs} signs are of a mean within {NARROW} of 0")
    result = {"initial": initial, "losses": losses, "final": flat(model)}
    if averager:
        result["evaluated"] = flat(averager.averaged_model)
    if hasattr(optimizer, "eval"):
        optimizer.eval()
        result["evaluated"] = flat(model)
    return result


def narrow_signs(optimizer):
    """How many of the signs of Lion's next step are of a mean within rounding of 0, but not 0."""
    sizes = []
    for group in optimizer.param_groups:
        beta1, _ = group["betas"]
        for parameter in group["params"]:
            mean = optimizer.state[parameter].get("exp_avg", torch.zeros_like(parameter))
            sizes.append((beta1 * mean + (1 - beta1) * parameter.grad).abs().flatten())
    sizes = torch.cat(sizes)
    return int(((sizes > 0) & (sizes < NARROW * sizes.max())).sum())


def flat(model):
    return [value for parameter in model.parameters() for value in parameter.flatten().tolist()]


def write(path, value):
    # One line a key; Python writes the shortest decimals that read back to the same float64.
    lines = [f"  {json.dumps(key)}: {json.dumps(item)}" for key, item in value.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "Tests/TrainingTests/Golden"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("case_*.json"):
        old.unlink()
    write(folder / "problem.json", {
        "batch_size": problem.BATCH_SIZE,
        "features": problem.features(),
        "three_classes": problem.three_classes(),
        "two_classes": problem.two_classes(),
        "values": problem.values(),
    })
    for case in cases.all_cases():
        result = train(case)
        write(folder / f"case_{case['name']}.json", {**case, **result})
        losses = result["losses"]
        print(f"{case['name']}: {losses[0]:.4f} -> {losses[-1]:.4f}")


if __name__ == "__main__":
    main()
