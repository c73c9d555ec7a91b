"""Draft events, and the rules that merge the drafts of several sentences into one event.

A report usually describes an event in several sentences, each with a part of the facts. Every sentence gives
drafts of its own; this module joins those that describe the same event and drops those that only repeat a
better one. A *stronger* type (trait ``strong``: inspection, weapons test ...) wins over a *weaker* one
(ceremony, other ...), since reports mention ceremonies and meetings as part of the main event.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from geo.model.entities import Mention
from geo.model.event_types import OTHER, EventTypes
from geo.text.dates import DateFound

__all__ = ["NEAR", "Draft", "add_to_last", "merged_drafts", "stands_alone"]


@dataclass(slots=True)
class Draft:
    """A draft event: what one sentence, from offset ``start`` to ``end``, says about an event.

    ``item`` is the number, from 1, of the sentence at which an item of a bulleted news list begins, since each item
    is a report of its own; 0 outside of such a list.
    """

    type: str
    place: Mention | None
    site: str | None
    start: int
    end: int
    sentence: int
    when: DateFound | None = None
    leader: bool = False
    actors: list[str] = field(default_factory=list)
    headline: bool = False
    item: int = 0
    cue: tuple[int, int] = (0, 0)
    """Offsets of the word that gave the type."""

    @property
    def named(self) -> bool:
        """Whether the place is a site with a proper name ("the Anju Pump Factory")."""
        return self.kind == "site"

    @property
    def spot(self) -> str:
        """Name of a place smaller than a county, in lower case; empty for a county or province."""
        return self.place.surface.casefold() if self.place and self.kind not in ("adm1", "adm2") else ""

    @property
    def kind(self) -> str:
        """Kind of the place; empty where there is none."""
        return self.place.kind if self.place else ""

    @property
    def where(self) -> str | None:
        """P-code of the county, or of the province where no county is known."""
        return (self.place.adm2 or self.place.adm1) if self.place else None

    @property
    def day(self) -> date | None:
        """The date, where it is known."""
        return self.when.date if self.when else None

    def learn(self, other: Draft) -> None:
        """Add the date, leader and actors that another sentence gives for the same event."""
        if (self.when is None or self.day is None) and other.when and other.when.precision in ("day", None):
            self.when = other.when if other.day or self.when is None else self.when
        self.leader = self.leader or other.leader
        self.actors = list(dict.fromkeys([*self.actors, *other.actors]))


NEAR = 4
"""Number of sentences for which a report may continue an event without naming its place again."""


_REMEMBERED = 64
"""Number of drafts per place to compare with; a text with more is an archive in one file, not a report."""
Drafts = dict[str | None, deque[Draft]]


def add_to_last(drafts: list[Draft], addition: Draft, types: EventTypes) -> bool:
    """Add the facts of a sentence without a place to the latest draft that it continues.

    "The Haeju Mill was inaugurated. *The ceremony took place on May 2.*": the second sentence dates the first.

    Parameters
    ----------
    drafts : list of Draft
        Drafts of the earlier sentences; may be changed, or get one more.
    addition : Draft
        Draft without a place.
    types : EventTypes

    Returns
    -------
    bool
        Whether the sentence continues an earlier draft.
    """
    near = takewhile(lambda draft: addition.sentence - draft.sentence <= NEAR, reversed(drafts))
    for draft in sorted(near, key=lambda draft: draft.place is None):
        if _continues(draft.type, addition.type, types) and not _other_day(draft, addition):
            if types.has(addition.type, "strong") and not types.has(draft.type, "strong"):
                if draft.place and draft.place.kind == "adm1":
                    return True  # "dozens of houses were completed": the province itself still builds
                draft.type = addition.type
            if draft.type == OTHER:
                # Who acts in a further event was not at this one.
                addition.leader, addition.actors = False, []
            for twin in drafts:
                if (twin.sentence, twin.type) == (draft.sentence, draft.type):
                    twin.learn(addition)
            return True
        if draft.place and addition.day and _other_stage(draft.type, addition.type, types):
            # "... inspected the finished farm. He had broken ground for it on May 2": an event of its own there
            addition.place, addition.site = draft.place, draft.site
            drafts.append(addition)
            return True
    return False


def stands_alone(drafts: list[Draft], placeless: Draft, types: EventTypes) -> bool:
    """Whether a draft without any place becomes an event at no known place.

    So do missile tests, and events at which the leader was present if the report begins with them: unless it has just
    reported where he was, of which an undated sentence says more ("He spoke at the site").
    """
    led = placeless.leader and types.has(placeless.type, "placeless-led") and placeless.sentence <= NEAR
    there = placeless.day is None and any(d.leader and d.place is not None for d in drafts)
    alone = types.has(placeless.type, "placeless") or (led and not there)
    return alone and not any(d.type == placeless.type and d.place is None for d in drafts)


def _continues(first: str, then: str, types: EventTypes) -> bool:
    """Whether a sentence of the second type may continue an event of the first."""
    return first == then or then in types.known(first).continued_by


def _other_stage(first: str, then: str, types: EventTypes) -> bool:
    """Whether one type is the ground-breaking and the other the inauguration of a building."""
    stages = [kind for kind in (first, then) if types.has(kind, "first") and types.has(kind, "builds")]
    return len(stages) == 2 and first != then


def merged_drafts(drafts: list[Draft], types: EventTypes) -> list[Draft]:
    """One draft for each event and place; weaker types only where no stronger draft covers them."""
    merged: list[Draft] = []
    alike: dict[tuple[str, str | None], deque[Draft]] = {}
    there: dict[str | None, deque[Draft]] = {}
    for draft in drafts:
        twins = alike.setdefault((draft.type, draft.where), deque(maxlen=_REMEMBERED))
        twin = next((d for d in twins if _is_same(d, draft)), None)
        if twin is None:
            twins.append(draft)
            merged.append(draft)
            there.setdefault(draft.where, deque(maxlen=_REMEMBERED)).append(draft)
            continue
        if twin.headline and not draft.headline:  # the quote and place of a full sentence are better
            twin.start, twin.end, twin.place, twin.headline = draft.start, draft.end, draft.place, False
            twin.site = draft.site or twin.site
        if draft.named and not twin.spot:
            twin.place = draft.place
        twin.site = twin.site or draft.site
        twin.learn(draft)
    _date_from_placeless(merged)
    merged = _most_specific(merged, types)
    placed: dict[str, set[date | None]] = {}
    for draft in merged:
        if draft.place:
            placed.setdefault(draft.type, set()).add(draft.day)
    kept: list[Draft] = []
    earlier: Drafts = {}
    for draft in merged:
        if draft.place is None and _is_placed(draft, placed):
            continue
        if types.has(draft.type, "strong") or not _is_covered(draft, there, earlier, types):
            kept.append(draft)
            earlier.setdefault(draft.where, deque(maxlen=_REMEMBERED)).append(draft)
        else:
            _learn_from_dropped(draft, earlier.get(draft.where, ()), types)
    return kept


def _is_same(first: Draft, then: Draft) -> bool:
    """Whether two drafts of one type and county, or without a place, are one event."""
    if first.place is None and first.day != then.day:
        return False  # nothing but the day could tell them apart
    return not _other_day(first, then) and not _other_spot(first, then)


def _is_placed(draft: Draft, placed: Mapping[str, set[date | None]]) -> bool:
    """Whether a draft without a place may be the event of one with a place: not where all those have other days."""
    days = placed.get(draft.type, set())
    return bool(days) and (draft.day is None or None in days or draft.day in days)


def _learn_from_dropped(weak: Draft, earlier: Iterable[Draft], types: EventTypes) -> None:
    """Add the facts of a dropped weaker draft to the draft of the sentence or two before, which it continues."""
    for draft in earlier:
        if _both_in_passing(draft, weak, types) and 0 < weak.sentence - draft.sentence <= 2:
            draft.learn(weak)
            return


def _both_in_passing(a: Draft, b: Draft, types: EventTypes) -> bool:
    return types.has(a.type, "in-passing") and types.has(b.type, "in-passing")


def _date_from_placeless(merged: list[Draft]) -> None:
    """Date a draft by an earlier one of its type without a place.

    "He received a delegation on July 18. The talk took place at the Mansudae Assembly Hall."
    """
    waiting: dict[str, Draft] = {}
    for draft in merged:
        if draft.place is None:
            waiting[draft.type] = draft
        elif (before := waiting.pop(draft.type, None)) and (
            before.leader or draft.sentence - before.sentence <= NEAR
        ):
            draft.learn(before)


def _most_specific(merged: list[Draft], types: EventTypes) -> list[Draft]:
    """Drop drafts at a province where the report then names the counties ("... in Unsan and Anju counties")."""
    kept: list[Draft] = []
    for draft in merged:
        if draft.kind == "adm1" and not types.has(draft.type, "in-passing"):
            within = [d for d in merged if _is_within(d, draft, types)]
            for other in within:
                if other.day is None:
                    other.learn(draft)
                other.leader = other.leader or draft.leader
            if within:
                continue
        kept.append(draft)
    return kept


def _is_within(draft: Draft, province: Draft, types: EventTypes) -> bool:
    """Whether a draft repeats, for a place within a province, an earlier draft at the province."""
    if types.has(province.type, "by-province") and not draft.named:
        return False
    return (
        draft.kind != "adm1"
        and draft.type == province.type
        and (draft.where or "")[:4] == province.where
        and (draft.sentence > province.sentence or (draft.sentence == province.sentence and draft.named))
        and not _other_day(draft, province)
    )


def _covers(strong: Draft, weak: Draft, types: EventTypes) -> bool:
    """Whether a weaker draft at the place of a stronger one only describes the stronger event further."""
    in_passing = types.has(weak.type, "in-passing")
    if not types.has(strong.type, "strong") or (in_passing and _other_spot(strong, weak) and weak.named):
        return False
    if weak.item and weak.item != strong.item:
        return False
    if types.has(weak.type, "own-event"):
        return False  # a flood remains an event of its own beside the leader's inspection of it
    return not types.has(strong.type, "armed") or in_passing or types.has(weak.type, "armed")


def _is_covered(weak: Draft, there: Drafts, earlier: Drafts, types: EventTypes) -> bool:
    """Whether a weaker draft repeats another one, at the same place or at the province around it.

    ``there`` holds all drafts by place, ``earlier`` those retained so far.
    """
    if any(_covers(d, weak, types) and not _other_day(d, weak) for d in there[weak.where]):
        return True
    in_passing = types.has(weak.type, "in-passing")
    for other in earlier.get(weak.where, ()):
        alike = other.type == weak.type or (in_passing and (not weak.item or weak.item == other.item))
        weaker = not types.has(other.type, "strong")
        if alike and weaker and not _other_spot(other, weak) and not _other_day(other, weak):
            return True
    if weak.kind == "adm1" and types.has(weak.type, "builds") and _names_site_within(weak, earlier, types):
        return True
    where = weak.where or ""
    province = earlier.get(where[:4], ()) if len(where) > 4 and weak.day is None else ()
    example = in_passing or types.has(weak.type, "by-province")
    return not weak.named and example and any(d.sentence < weak.sentence for d in province)


def _names_site_within(weak: Draft, earlier: Drafts, types: EventTypes) -> bool:
    """Whether a stronger building event in the province comes before, under the same heading."""
    return any(
        where and where[:4] == weak.where and other.item == weak.item
        and types.has(other.type, "strong") and types.has(other.type, "builds")
        for where, others in earlier.items()
        for other in others
        if other.item
    )  # fmt: skip


def _other_spot(a: Draft, b: Draft) -> bool:
    """Whether two drafts name different spots of one county; a headline's shorter name is the same spot."""
    if (
        a.headline != b.headline
        or not (a.spot and b.spot)
        or (a.named != b.named and "locality" in (a.kind, b.kind))
    ):
        return False
    return a.spot not in b.spot and b.spot not in a.spot


def _other_day(a: Draft, b: Draft) -> bool:
    """Whether two drafts have different dates; False where a date is unknown."""
    return bool(a.day and b.day and a.day != b.day)
