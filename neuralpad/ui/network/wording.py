"""The texts whose room the layout has to find: for each place on the canvas the widest that can stand there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The widest text of each place.

    Attributes
    ----------
    names : tuple of str
        Of the inputs.
    symbols : tuple of tuple of str
        For each layer each unit's symbol: X₁, H₂, ŷ.
    values : tuple of str
        For each layer what stands in its circles.
    sums : tuple of tuple of str
        For each layer that has weights, of each unit: Σ = +0.05 → σ.
    weights : tuple of tuple of tuple of str
        As the weight matrices.
    biases : tuple of tuple of str or None
        As the bias vectors.
    title : str
        Above the output.
    verdict : tuple of str
        Below the output: the guess and the truth; on one line where there is room.
    error : str
        Below that.
    """

    names: tuple[str, ...]
    symbols: tuple[tuple[str, ...], ...]
    values: tuple[str, ...]
    sums: tuple[tuple[str, ...], ...]
    weights: tuple[tuple[tuple[str, ...], ...], ...]
    biases: tuple[tuple[str, ...], ...] | None
    title: str
    verdict: tuple[str, str]
    error: str

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of each layer."""
        return tuple(len(layer) for layer in self.symbols)
