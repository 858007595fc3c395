"""How many seeded cases each law runs on: the same thousand everywhere, more in `python3 run.py soak`."""

import os

CASES = int(os.environ.get("CJM_CASES", "1000"))
