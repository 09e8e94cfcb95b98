"""Shares in whole percents, as they are told everywhere."""


def whole_percent(part: int, whole: int) -> int | None:
    """Return a share in whole percents, half up; None where there is nothing to share.

    100 only when all and 0 only when none, so that a rounded figure never says more than
    was counted: 199 of 200 is 99, and 1 of 500 is 1.
    """
    if whole == 0:
        return None
    percent = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        return min(max(percent, 1), 99)
    return percent


def percentage_points(before: int | None, now: int | None) -> int | None:
    """Return by how many percentage points a share has changed; None where one is not told.

    Both are whole percents as they are shown, so that a reader who subtracts finds the same.
    """
    return None if before is None or now is None else now - before
