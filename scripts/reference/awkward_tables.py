"""Tables as people have them, each with something that a program to paste must read as lrfind does."""

import numpy as np


def text_of(header, *columns, delimiter=","):
    rows = ([header] if header else []) + list(zip(*columns))
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows)


def decimals(values, comma=False):
    return [f"{value:.3f}".replace(".", "," if comma else ".") for value in values]


def with_blanks(cells, words):
    """Every ninth cell becomes one of some words."""
    return [words[i % len(words)] if i % 9 == 4 else cell for i, cell in enumerate(cells)]


def tables():
    """Yields name, bytes, options of lrfind, and other files by name."""
    random = np.random.default_rng(17)
    count = 160
    x = random.normal(size=(count, 3))
    score = x @ [1.5, -1, 0.5] + 0.5 * random.normal(size=count)
    a, b, c = map(decimals, x.T)
    y = decimals(score)
    grade = np.where(score > 0, "good", "bad")
    colours = random.choice(["red", "blue"], size=count)
    levels = random.choice(["x", "y", "z"], size=count).astype(object)
    levels[[3, 77]] = ["once", "also once"]
    dates = [f"{1 + i % 28:02d}.{1 + i // 28:02d}.2024" for i in range(count)]

    def table(name, text, *options, encoding="utf-8", **others):
        return name, text.encode(encoding), list(options), others

    numbers, words = ["NA", "", "?", "#NV"], ["", "None", "."]
    yield table("blank_cells", text_of(
        ["a", "b", "colour", "grade"], with_blanks(a, numbers), b, with_blanks(colours, words), grade))
    yield table("padded", text_of(
        ["a ", " b", "colour", " grade "], [f" {v} " for v in with_blanks(a, ["NA", ""])],
        [f"{v}  " for v in b], random.choice(["red ", "blue", " red"], size=count),
        [f" {v} " for v in grade]))
    yield table("rare_levels", text_of(["a", "b", "level", "y"], a, b, levels, y))
    yield table("unnamed", text_of(["", "a", "", "b", "grade"], range(count), a, colours, b, grade))
    yield table("repeated_names", text_of(
        ["id", "a", "a", "a.1", "a"], range(100, 100 + count), a, b, c, grade))
    prices = [f"{1000 + 900 * v:,.2f}".translate(str.maketrans(",.", ".,")) for v in np.abs(x[:, 1])]
    yield table(
        "german",
        text_of(
            ["größe", "preis", "art", "ziel"], decimals(x[:, 0], True), prices,
            random.choice(["süß", "herb"], size=count), decimals(score, True), delimiter=";"),
        encoding="cp1252")
    prices = [f'"${20000 + 9000 * v:,.0f}"' if v > -2 else '"($1,234)"' for v in x[:, 0]]
    prices[5], prices[50] = "on request", "NA"
    yield table("prices", text_of(
        ["price", "share", "weight", "y"], prices, [f"{50 + 10 * v:.1f}%" for v in x[:, 1]],
        [f"{70 + 9 * v:.1f} kg" for v in x[:, 2]], [f"€{5000 + 999 * v:.0f}" for v in score]))
    yield table("no_header", text_of(
        None, range(1, count + 1), a, b, c, [0 if s < 0 else 1 for s in score]))
    yield table(
        "lines_around", "# measured by hand\n# in 2024\nThe table;;;\n"
        + text_of(["a", "b", "c", "grade"], a, b, c, grade, delimiter=";")
        + "Source: our own\n* preliminary\n")
    rare = np.where(score > 2, "rare", np.where(score > 0, "some", "many")).astype(object)
    rare[11] = "lone"
    yield table("rare_class", text_of(["a", "b", "c", "class"], a, b, c, rare))
    yield table("constant_and_date", text_of(
        ["when", "a", "unit", "b", "y"], dates, a, ["cm"] * count, b, y))
    yield table(
        "by_time", text_of(["when", "a", "b", "c", "y"], dates, a, b, c, y), "--split-by-time", "when")
    yield table(
        "by_group",
        text_of(["patient", "a", "b", "grade"], random.integers(0, 25, size=count), a, b, grade),
        "--split-by-group", "patient")
    yield table("codes", text_of(
        ["a", "b", "zip", "flag", "class"], a, b,
        random.choice(["00123", "01234", "98765", "00007"], size=count),
        random.choice(["true", "false"], size=count),
        ["None" if s < -1 else "some" if s < 1 else "much" for s in score]))
    yield table(
        "missing_number",
        text_of(
            ["a", "b", "year", "y"], with_blanks(a, ["-9999", "-9999.0"]), b,
            2000 + random.integers(0, 4, size=count), y),
        "--missing", "-9999", "--categorical", "year", "--no-missing", "NA")
    rows = [("a", "b", "grade"), *zip(a, b, grade)]
    yield table("aligned", "".join(f"  {p:>9}   {q:>9} {r}\n" for p, q, r in rows))
    held = count // 4
    yield table(
        "validation_file",
        text_of(["a", "b", "k", "grade"], a[held:], b[held:], levels[held:], grade[held:]),
        "--validation", "held.csv",
        **{"held.csv": text_of(
            ["k", "grade", "b", "a"], levels[:held], grade[:held], b[:held], a[:held])})
    yield table("row_names", "a,b,grade\n" + text_of(
        None, [f"row{i}" for i in range(count)], a, b, grade))
    yield table("total_row", text_of(
        ["k", "a", "b", "y"], [*levels, "Total"], [*a, "1.0"], [*b, "2.0"], [*y, "99"]))
