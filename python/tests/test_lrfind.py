"""The module over the program that LRFIND names, else over the one that is installed with it."""

import importlib.util
import math
import os
import pathlib
import pickle
import sys
import tempfile
import unittest
import warnings
from unittest import mock

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "python"))
import lrfind  # noqa: E402
from lrfind import _program  # noqa: E402

IRIS = PROJECT / "datasets/iris.csv"


def has(module):
    return importlib.util.find_spec(module) is not None


class Frame:
    """What a frame has to be able to do, and no more."""

    def __init__(self, text):
        self.text = text

    def write_csv(self, path):
        pathlib.Path(path).write_text(self.text)


class FindTests(unittest.TestCase):
    def setUp(self):
        self.found = lrfind.find(IRIS)

    def test_the_answer_is_the_programs(self):
        for name in ["learning_rate", "low", "high", "confident", "why"]:
            self.assertEqual(getattr(self.found, name), self.found.details[name], name)
        self.assertTrue(self.found.confident)
        self.assertEqual(self.found.doubts, ())
        self.assertLess(self.found.low, self.found.learning_rate)
        self.assertIn("what ended low, weighed together", self.found.why)
        self.assertEqual(self.found.details["optimizer"], "sgd")

    def test_curves_are_columns_with_numbers(self):
        curves = self.found.curves
        self.assertEqual(list(curves)[:4], ["phase", "repeat", "step", "learning_rate"])
        self.assertEqual(len({len(column) for column in curves.values()}), 1)
        self.assertEqual((curves["phase"][0], curves["step"][0], curves["learning_rate"][0]), ("range_test", 1, 1e-5))
        self.assertIsNone(curves["validation_loss"][0])
        self.assertIsInstance(curves["loss"][0], float)

    def test_curves_for_a_spreadsheet_are_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "curves.csv")
            found = lrfind.find(IRIS, out=out, out_decimal_comma=True, bom=True)
            self.assertIn(b";", out.read_bytes())
        self.assertEqual(found, self.found)

    def test_several_settings_are_ranked(self):
        best = lrfind.find(str(IRIS), optimizer=["sgd", "adam:beta2=0.99"])
        self.assertEqual([each.details["ranking"]["rank"] for each in (best, *best.others)], [1, 2])
        self.assertIn("comparison", best.curves["phase"])

    def test_a_best_estimate_is_an_answer_with_doubts(self):
        rows = "".join(f"{i},{i * 7919 % 1009}\n" for i in range(12))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "a few.csv")
            path.write_text("x,noise\n" + rows)
            found = lrfind.find(path)
        self.assertFalse(found.confident)
        self.assertTrue(found.doubts)

    def test_a_refusal_is_an_error_with_the_programs_line(self):
        with self.assertRaises(lrfind.Error) as caught:
            lrfind.find("no such table.csv")
        self.assertEqual(caught.exception.exit_code, 66)
        self.assertTrue(str(caught.exception).startswith("no such table.csv: "), caught.exception)
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual((str(again), again.exit_code), (str(caught.exception), 66))
        for options, words in [({"colour": "red"}, "--colour"), ({"batch_size": 0}, "--batch-size"), ({"target": "x"}, "'x'")]:
            with self.assertRaises(lrfind.Error) as caught:
                lrfind.find(IRIS, **options)
            self.assertIn(words, str(caught.exception))
            self.assertNotIn("\n", str(caught.exception))

    def test_a_frame_is_its_table(self):
        found = lrfind.find(Frame(IRIS.read_text()), target="species")
        self.assertEqual((found.learning_rate, found.curves), (self.found.learning_rate, self.found.curves))
        with self.assertRaises(lrfind.Error) as caught:
            lrfind.find(Frame("a,b\n"))
        self.assertTrue(str(caught.exception).startswith("the data frame: "), caught.exception)

    def test_the_first_line_of_a_frame_is_its_header(self):
        rows = "".join(f"{i},{3 * i % 31}\n" for i in range(40))
        self.assertEqual(lrfind.find(Frame("7,9\n" + rows), effort="quick").details["data"]["rows"], 40)

    def test_a_frame_may_be_held_back(self):
        lines = IRIS.read_text().splitlines(keepends=True)
        held = lrfind.find(IRIS, validation=Frame("".join(lines[:1] + lines[1::5])))
        self.assertEqual(held.details["data"]["validation_rows"], 30)

    @unittest.skipUnless(has("pandas"), "pandas is not installed")
    def test_pandas(self):
        import pandas

        frame = pandas.read_csv(IRIS)
        found = lrfind.find(frame, target="species")
        self.assertEqual(found.learning_rate, self.found.learning_rate)
        self.assertEqual(found.details["data"]["dropped"], [], "the index is no column")
        curves = pandas.DataFrame(found.curves)
        self.assertGreater(curves["loss"].count(), 0)
        renamed = frame.set_axis(range(frame.shape[1]), axis="columns")
        self.assertEqual(lrfind.find(renamed).learning_rate, self.found.learning_rate)

    @unittest.skipUnless(has("polars"), "polars is not installed")
    def test_polars(self):
        import polars

        self.assertEqual(lrfind.find(polars.read_csv(IRIS)).learning_rate, self.found.learning_rate)


class SuggestTests(unittest.TestCase):
    rates = [10 ** (exponent / 10) for exponent in range(-60, 11)]
    losses = [2.3 - 2 / (1 + (1e-3 / rate) ** 1.5) + (rate / 2) ** 3 for rate in rates]

    def test_a_curve(self):
        suggested = lrfind.suggest(self.rates, self.losses)
        self.assertTrue(suggested.confident, suggested.doubts)
        self.assertTrue(1e-5 < suggested.low < suggested.learning_rate < suggested.high < 1)
        self.assertEqual(suggested.learning_rate, suggested.details["rules"]["valley"])

    def test_losses_that_are_no_numbers_are_divergence(self):
        suggested = lrfind.suggest(self.rates + [20, 50], self.losses + [math.inf, math.nan])
        self.assertLessEqual(suggested.details["divergence_learning_rate"], 20)

    def test_a_flat_curve_is_no_error(self):
        suggested = lrfind.suggest(self.rates, [1.0] * len(self.rates))
        self.assertFalse(suggested.confident)
        self.assertTrue(suggested.doubts)

    def test_what_is_no_curve(self):
        with self.assertRaises(ValueError):
            lrfind.suggest([1, 2], [1])
        with self.assertRaises(lrfind.Error) as caught:
            lrfind.suggest([1, 2], [1, 1])
        self.assertTrue(str(caught.exception).startswith("2 usable points"), caught.exception)


class ProgramTests(unittest.TestCase):
    def test_options_become_arguments(self):
        for options, arguments in [
            ({"batch_size": 64}, ["--batch-size=64"]),
            ({"curvature": True, "force": False, "target": None}, ["--curvature"]),
            ({"hidden": [64, 32], "compare": (0.1, 1e-5)}, ["--hidden=64,32", "--compare=0.1,1e-05"]),
            ({"hidden": [[64, 32], [8]]}, ["--hidden=64,32", "--hidden=8"]),
            ({"optimizer": ["adam:beta1=0.8,beta2=0.9", "sgd"]}, ["--optimizer=adam:beta1=0.8,beta2=0.9", "--optimizer=sgd"]),
            ({"drop": ["a,b", "-c"], "missing": [-9999, -1]}, ["--drop=a,b", "--drop=-c", "--missing=-9999", "--missing=-1"]),
            ({"out": pathlib.Path("a b.csv")}, ["--out=a b.csv"]),
        ]:
            self.assertEqual(list(_program._arguments(options)), arguments)

    def test_a_program_that_is_not_there_is_told(self):
        with mock.patch.dict(os.environ, {"LRFIND": "/nowhere/lrfind"}), self.assertRaises(lrfind.Error) as caught:
            lrfind.suggest([1], [1])
        self.assertEqual((caught.exception.exit_code, str(caught.exception)), (69, "/nowhere/lrfind: No such file or directory"))

    def test_warnings_are_warnings(self):
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            # There is no gnuplot on this PATH.
            with mock.patch.dict(os.environ, {"PATH": folder, "LRFIND": _program._program()}):
                lrfind.find(IRIS, plot=f"{folder}/plot.svg")
        self.assertEqual([warning.filename for warning in caught], [__file__])
        self.assertIn("gnuplot", str(caught[0].message))


if __name__ == "__main__":
    unittest.main()
