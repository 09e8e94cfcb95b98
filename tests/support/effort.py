"""How much is tried: a share of it in every build, all of it in ``make test-endurance``.

What is tried is drawn with `SEED`, so that what was found once is found again. A test tells the
figure it reached with `record_property`; the figures are listed when the tests have run.
"""

import os
import random

ENDURANCE = os.environ.get("TILANNEKUVA_EFFORT") == "endurance"
"""Whether everything is tried."""
SEED = int(os.environ.get("TILANNEKUVA_SEED", "20221120"))
"""What chance begins with; the same one tries the same things."""
FIGURE = "figure"
"""The property under which a test tells how much it tried."""


def amount(build: int, endurance: int) -> int:
    """Return how often something is tried: in every build, or where everything is tried."""
    return endurance if ENDURANCE else build


def chance(*about: object) -> random.Random:
    """Return numbers drawn by the seed, others for each thing they are about."""
    return random.Random(" ".join(map(str, (SEED, *about))))  # noqa: S311 - to be drawn again


def share(many: int, shard: int, shards: int) -> range:
    """Return the numbers of a shard, where many things are tried by several workers."""
    return range(shard, many, shards)
