"""The list of golden cases: a covering of optimizer × model × loss, then weight decay and clipping."""

# name of the variant, kind, its parameters under the names of torch.optim, learning rate
OPTIMIZERS = [
    ("sgd", "sgd", {}, 0.2),
    ("momentum", "momentum", {"momentum": 0.9, "dampening": 0.0}, 0.05),
    ("momentum-dampening", "momentum", {"momentum": 0.8, "dampening": 0.4}, 0.1),
    ("nesterov", "nesterov", {"momentum": 0.9}, 0.05),
    ("adam", "adam", {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}, 0.02),
    ("adam-other", "adam", {"beta1": 0.7, "beta2": 0.95, "eps": 1e-4}, 0.02),
    ("adamw", "adamw", {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}, 0.02),
    ("rmsprop", "rmsprop", {"alpha": 0.99, "eps": 1e-8, "momentum": 0.0, "centered": False}, 0.01),
    ("rmsprop-centered", "rmsprop", {"alpha": 0.9, "eps": 1e-8, "momentum": 0.0, "centered": True}, 0.005),
    ("rmsprop-momentum", "rmsprop", {"alpha": 0.99, "eps": 1e-6, "momentum": 0.8, "centered": False}, 0.003),
    ("rmsprop-centered-momentum", "rmsprop", {"alpha": 0.95, "eps": 1e-8, "momentum": 0.5, "centered": True}, 0.003),
    ("adagrad", "adagrad", {"lr_decay": 0.0, "initial_accumulator_value": 0.0, "eps": 1e-10}, 0.1),
    ("adagrad-decay", "adagrad", {"lr_decay": 0.05, "initial_accumulator_value": 0.0, "eps": 1e-10}, 0.2),
    ("adagrad-accumulator", "adagrad", {"lr_decay": 0.01, "initial_accumulator_value": 0.3, "eps": 1e-6}, 0.2),
    ("lion", "lion", {"beta1": 0.9, "beta2": 0.99}, 0.005),
    ("lion-other", "lion", {"beta1": 0.7, "beta2": 0.9}, 0.005),
    ("nadamw", "nadamw", {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "momentum_decay": 0.004}, 0.02),
    ("nadamw-other", "nadamw", {"beta1": 0.7, "beta2": 0.95, "eps": 1e-4, "momentum_decay": 0.05}, 0.02),
    ("schedule-free-sgd", "schedule-free-sgd",
     {"momentum": 0.9, "warmup_steps": 0, "r": 0.0, "weight_lr_power": 2.0}, 0.5),
    ("schedule-free-sgd-warmup", "schedule-free-sgd",
     {"momentum": 0.8, "warmup_steps": 20, "r": 1.0, "weight_lr_power": 1.0}, 0.5),
    ("schedule-free-adamw", "schedule-free-adamw",
     {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "warmup_steps": 0, "r": 0.0, "weight_lr_power": 2.0}, 0.02),
    ("schedule-free-adamw-warmup", "schedule-free-adamw",
     {"beta1": 0.8, "beta2": 0.95, "eps": 1e-4, "warmup_steps": 20, "r": 1.0, "weight_lr_power": 0.0}, 0.02),
    ("prodigy", "prodigy",
     {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "d0": 1e-6, "d_coef": 1.0, "use_bias_correction": False,
      "safeguard_warmup": False}, 1.0),
    ("prodigy-other", "prodigy",
     {"beta1": 0.8, "beta2": 0.99, "eps": 1e-6, "d0": 1e-4, "d_coef": 0.5, "use_bias_correction": True,
      "safeguard_warmup": True}, 1.5),
    ("dog", "dog", {"reps_rel": 1e-6, "eps": 1e-8, "averaging": 8.0}, 1.0),
    ("dog-other", "dog", {"reps_rel": 1e-3, "eps": 1e-4, "averaging": 2.0}, 0.7),
    ("ldog", "ldog", {"reps_rel": 1e-6, "eps": 1e-8, "averaging": 8.0}, 1.0),
    ("ldog-other", "ldog", {"reps_rel": 1e-3, "eps": 1e-4, "averaging": 0.0}, 0.7),
    ("dadapt-adam", "dadapt-adam",
     {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "d0": 1e-6, "use_bias_correction": False}, 1.0),
    ("dadapt-adam-other", "dadapt-adam",
     {"beta1": 0.8, "beta2": 0.99, "eps": 1e-6, "d0": 1e-4, "use_bias_correction": True}, 0.5),
]

MLPS = [
    ("relu", [6]),
    ("tanh", [5, 4]),
    ("sigmoid", [6]),
    ("relu", [5, 4]),
    ("tanh", [6]),
    ("sigmoid", [4, 4]),
]

# The variants that also run with decay, and with clipping at a norm that is reached by some steps.
DECAYED = ["sgd", "momentum", "momentum-dampening", "nesterov", "adam", "adamw", "rmsprop", "adagrad", "lion",
    "nadamw", "schedule-free-sgd", "schedule-free-adamw", "prodigy", "dog", "ldog", "dadapt-adam"]
CLIPPED = [
    ("sgd", 0.3), ("momentum", 0.3), ("nesterov", 0.3), ("adam", 0.3), ("adamw", 0.3),
    ("rmsprop-centered-momentum", 1.0), ("adagrad-decay", 0.3),
    ("lion", 0.6),
    ("nadamw", 0.3), ("schedule-free-sgd", 0.3), ("schedule-free-adamw", 0.3), ("prodigy", 0.5),
    ("dog", 0.5), ("ldog", 0.5), ("dadapt-adam", 0.5),
]


def case(variant, activation, hidden, target, weight_decay=0.0, clip_norm=None):
    name, kind, parameters, rate = variant
    model = "-".join([activation, *map(str, hidden)]) if hidden else "logistic"
    suffix = ("_decay" if weight_decay else "") + ("_clip" if clip_norm else "")
    return {
        "name": f"{name}_{model}_{target}{suffix}",
        "optimizer": {"kind": kind, **parameters},
        "learning_rate": rate,
        "weight_decay": weight_decay,
        "clip_norm": clip_norm,
        "activation": activation if hidden else None,
        "hidden": hidden,
        "target": target,
    }


def all_cases():
    cases = []
    for index, variant in enumerate(OPTIMIZERS):
        for offset, target in enumerate(["three_classes", "values"]):
            activation, hidden = MLPS[(index + 3 * offset) % len(MLPS)]
            cases.append(case(variant, activation, hidden, target))
            cases.append(case(variant, None, [], target))
    for index, (activation, hidden) in enumerate(MLPS):
        cases.append(case(OPTIMIZERS[(2 * index) % len(OPTIMIZERS)], activation, hidden, "two_classes"))
    cases.append(case(OPTIMIZERS[1], None, [], "two_classes"))
    by_name = {variant[0]: variant for variant in OPTIMIZERS}
    targets = ["three_classes", "values"]
    for index, name in enumerate(DECAYED):
        activation, hidden = MLPS[index % len(MLPS)]
        cases.append(case(by_name[name], activation, hidden, targets[index % 2], weight_decay=0.03))
    for index, (name, clip_norm) in enumerate(CLIPPED):
        activation, hidden = MLPS[(index + 2) % len(MLPS)]
        cases.append(
            case(by_name[name], activation, hidden, targets[index % 2],
                 weight_decay=0.02 * (index % 2), clip_norm=clip_norm))
    return cases
