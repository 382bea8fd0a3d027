"""The rounds of a record sample as the report shows them, and the sentence that goes into a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain import report_parts as parts
from app.domain import sampling
from app.domain.composing_shared import local
from app.domain.kinds import ItemResult
from app.domain.sentence import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.fieldwork import Evidence
    from app.domain.report_proposals import Words
    from app.domain.sampling import Sums


def sample_rounds(one: Evidence, names: Mapping[str, str]) -> tuple[parts.SampleRoundLine, ...]:
    """Return the rounds of a sample; `names` are the names of sites by id."""
    return tuple(
        parts.SampleRoundLine(
            number=each.number, at=local(each.happened_at, each.happened_zone), site=names.get(each.site_id or "", ""),
            selection=each.selection, how=each.how, reason=each.widened_reason, seed=each.seed, method=each.method,
            sums=_sum_line("", sampling.round_sums(one.rounds, each.number)),
        )
        for each in one.rounds
    )  # fmt: skip


def sample_sites(one: Evidence, names: Mapping[str, str]) -> tuple[parts.SampleSumLine, ...]:
    """Return the sums by site; nothing where the sample knows no sites."""
    found = sampling.site_sums(one.rounds)
    if set(found) <= {None}:
        return ()
    return tuple(_sum_line(names.get(site or "", ""), sums) for site, sums in found.items())


def sample_remarks(one: Evidence) -> tuple[parts.SampleRemark, ...]:
    """Return the items of which something is to be said."""
    telling = (ItemResult.DEVIATES, ItemResult.NOT_FOUND)
    return tuple(
        parts.SampleRemark(item.label, item.result, item.remark)
        for item in sampling.counted_items(one.rounds)
        if item.result in telling or item.remark.strip()
    )


def sample_sentence(one: Evidence, words: Words) -> str:
    """Return what a sample showed, as a proposal for the objective evidence of a finding; empty without rounds."""
    sums = sampling.sums(one.rounds)
    if not sums.looked_at:
        return ""
    t = words.gettext
    text = t(N_("{what}: {looked} of {population} looked at, deviating: {deviating}, not found: {missing}."))
    said = text.format(
        what=one.sample_what or one.title,
        looked=sums.looked_at,
        population="?" if sums.population is None else sums.population,
        deviating=sums.deviating,
        missing=sums.not_found,
    )
    lines = [said]
    for result, lead in ((ItemResult.DEVIATES, t(N_("Deviating"))), (ItemResult.NOT_FOUND, t(N_("Not found")))):
        items = sampling.items_of(one.rounds, result)
        named = [f"{item.label} ({item.remark})" if item.remark else item.label for item in items]
        lines += [f"{lead}: {', '.join(named)}"] if named else []
    return "\n".join(lines)


def _sum_line(name: str, sums: Sums) -> parts.SampleSumLine:
    return parts.SampleSumLine(name, sums.population, sums.looked_at, sums.deviating, sums.not_found, sums.open)
