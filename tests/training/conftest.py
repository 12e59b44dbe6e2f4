"""The scripts of training/ and benchmarks/ are no packages: their folders go on the path for these tests."""

import sys
from pathlib import Path

for folder in ("training", "benchmarks"):
    sys.path.insert(0, str(Path(__file__).parents[2] / folder))
