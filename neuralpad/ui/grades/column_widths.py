"""How wide each column is, so that the table fits the panel. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping

from neuralpad.core.gradebook import NAME_CELL


def fitted(
    room: int,
    name: int,
    least: Mapping[int, int],
    wanted: Mapping[int, int],
    by_hand: Mapping[int, int],
    most_more: int,
) -> dict[int, int]:
    """The width of every column, by its cell.

    `name` is the least width of the names, `least` and `wanted` those of the other columns. Where there is too little
    room the widest give first; where even that is not enough all stay readable, and the table scrolls. Where there is
    more, half goes to the names and half is shared by the others, up to `most_more` each. What was set `by_hand` stays.
    """
    widths = {cell: by_hand.get(cell, wide) for cell, wide in wanted.items()}
    over = sum(widths.values()) + name - room
    giving = sorted(widths.keys() - by_hand.keys(), key=widths.__getitem__, reverse=True)
    if 0 < over <= sum(widths[cell] - least[cell] for cell in giving):
        for cell in giving:
            given = min(over, widths[cell] - least[cell])
            widths[cell] -= given
            over -= given
    elif over < 0 and not by_hand:
        more = min(-over // 2 // len(widths), most_more)
        widths = {cell: wide + more for cell, wide in widths.items()}
    return {NAME_CELL: max(room - sum(widths.values()), name), **widths}
