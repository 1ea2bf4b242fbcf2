"""Ends at once, whatever it is given."""
import sys
print("loading data")
sys.exit("FileNotFoundError: train.parquet")
