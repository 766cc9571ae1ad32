"""What a clause has said so far is held while a bracket is read, all of it."""

from __future__ import annotations

from flows.figures.slots import Slots


def test_a_copy_holds_every_slot() -> None:
    said = Slots(3)
    for name in Slots.__annotations__:
        setattr(said, name, [name])
    copied = said.copy()
    assert {name: getattr(copied, name) for name in Slots.__annotations__} == {
        name: [name] for name in Slots.__annotations__
    }
