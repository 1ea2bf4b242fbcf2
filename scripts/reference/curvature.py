"""Products with the Hessian of the loss and its largest eigenvalue from PyTorch in float64, as one JSON file.

Usage: python scripts/reference/curvature.py [FILE]
"""

import json
import pathlib
import sys

import torch

import problem
from cases import MLPS

FUNCTIONS = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}
STEPS, BETA2, EPSILON = 10, 0.999, 1e-8


def single(values):
    """Rounded to single precision, which is what lrfind keeps features and parameters in."""
    return torch.tensor(values, dtype=torch.float32).double()


def loss_function(widths, activation, target):
    rows = single(problem.features())
    labels = getattr(problem, target)()
    targets = single(labels) if target == "values" else torch.tensor(labels)

    def loss(flat):
        values, position = rows, 0
        for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
            weight = flat[position:position + inputs * outputs].reshape(outputs, inputs)
            position += inputs * outputs
            values = values @ weight.T + flat[position:position + outputs]
            position += outputs
            if index < len(widths) - 2:
                values = FUNCTIONS[activation](values)
        if target == "values":
            return torch.nn.functional.mse_loss(values[:, 0], targets)
        return torch.nn.functional.cross_entropy(values, targets)

    return loss


def hessian_product(loss, parameters, direction):
    """The gradient of (gradient · direction)."""
    # Not torch.func: it imports the standard library's statistics, which the script of that name here would hide.
    parameters = parameters.clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(loss(parameters), parameters, create_graph=True)
    return torch.autograd.grad(gradient @ direction, parameters)[0]


def vector(count, salt):
    return [round((k * k * 7919 + k * 104729 + salt) % 2003 / 2002 - 0.5, 4) for k in range(count)]


def case(activation, hidden, target):
    outputs = {"three_classes": 3, "two_classes": 2, "values": 1}[target]
    widths = [problem.FEATURES, *hidden, outputs]
    loss = loss_function(widths, activation, target)
    parameters = single(problem.initial_parameters(widths))
    direction = vector(len(parameters), 5)
    product = hessian_product(
        loss, parameters, torch.tensor(direction, dtype=torch.float64))
    identity = torch.eye(len(parameters), dtype=torch.float64)
    hessian = torch.stack([hessian_product(loss, parameters, unit) for unit in identity])
    squares = [abs(value) * 0.01 + 0.001 for value in vector(len(parameters), 11)]
    divisor = (single(squares) / (1 - BETA2**STEPS)).sqrt() + EPSILON
    return {
        "activation": activation, "hidden": hidden, "target": target,
        "parameters": parameters.tolist(), "loss": loss(parameters).item(),
        "direction": direction, "product": product.tolist(),
        "eigenvalue": torch.linalg.eigvalsh(hessian)[-1].item(),
        "squares": single(squares).tolist(), "steps": STEPS,
        "preconditioned_eigenvalue":
            torch.linalg.eigvals(hessian / divisor.unsqueeze(1)).real.max().item(),
    }


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    path = pathlib.Path(
        sys.argv[1] if len(sys.argv) > 1 else root / "Tests/TrainingTests/Golden/curvature.json")
    cases = [case(None, [], target) for target in ("three_classes", "two_classes", "values")]
    for activation, hidden in MLPS:
        for target in ("three_classes", "values"):
            cases.append(case(activation, hidden, target))
    cases.append(case("tanh", [4, 5, 3], "two_classes"))
    path.write_text("[\n" + ",\n".join(json.dumps(item) for item in cases) + "\n]\n")


if __name__ == "__main__":
    main()
