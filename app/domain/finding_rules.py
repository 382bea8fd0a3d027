"""Rules of findings that the lead auditor may decide against with a reason; rule and decision are both kept.

Source: certification-audit facts, section 6 (own words of practice; [choice] where marked there). What 17021-1 wants
of every finding (requirement, statement, evidence) is not among them: that is never decided away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain import earlier as before
from app.domain import findings as rules
from app.domain.earlier import Earlier
from app.domain.fieldwork import Finding
from app.domain.findings import FindingFacts
from app.domain.kinds import CarriedState, FindingState, Grade
from app.domain.preparing import CarriedItem
from app.domain.problems import Problem, hint
from app.domain.samples import RuleDecision
from app.domain.sentence import N_

NAMES: Final = {
    "minors_on_one_requirement": N_("Several minor nonconformities on one requirement may be a major one"),
    "minor_found_again": N_("A minor nonconformity that is found again may be a major one"),
    "minor_not_acted_on": N_("A minor nonconformity that was not acted on may be a major one"),
    "nonconformity_written_as_less": N_("An unmet requirement is not written as an observation"),
    "binding_clause_missing": N_("A control is named together with the clause that makes it binding"),
    "control_excluded": N_("An excluded control carries no finding, only its exclusion does"),
    "objective_evidence_without_items": N_("The items looked at are named"),
}
"""The rules that can be decided against, in general words for papers."""
NOTHING: Final = Earlier()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that speaks against a finding as it is written, and the decision of the lead auditor if there is one."""

    problem: Problem
    decision: RuleDecision | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules look at besides the finding itself: the other findings, earlier audits, what was handed on."""

    together: Mapping[str, Problem]
    earlier: Earlier = NOTHING
    carried: tuple[CarriedItem, ...] = ()


def surroundings(
    findings: Iterable[Finding], earlier: Earlier = NOTHING, carried: tuple[CarriedItem, ...] = ()
) -> Surroundings:
    """Return the surroundings of all `findings`; minors on one requirement are found once for all of them."""
    everything = tuple(findings)
    together: dict[str, Problem] = {}
    by_ref = {str(one.value("ref")): one for one in rules.upgrade_proposals(everything)}
    for finding in everything:
        if finding.grade is Grade.MINOR and finding.state is not FindingState.WITHDRAWN:
            for link in finding.links:
                if link.ref in by_ref:
                    together.setdefault(finding.id, by_ref[link.ref])
    return Surroundings(together, earlier, carried)


def rules_of(finding: Finding, facts: FindingFacts, around: Surroundings) -> tuple[Rule, ...]:
    """Return the rules that speak against a finding, those decided already included; none if it is withdrawn.

    A decision stays in sight while its rule still speaks against the finding, and afterwards as well: it was made.
    """
    if finding.state is FindingState.WITHDRAWN:
        return ()
    spoken = [one for one in rules.every_problem(finding, facts) if one.code in NAMES]
    spoken += _of_grade(finding, around)
    decided = {one.code: one for one in finding.decisions}
    found = {one.code: Rule(one, decided.get(one.code)) for one in reversed(spoken)}
    old = {code: Rule(hint(code, "grade"), one) for code, one in decided.items() if code not in found}
    return (*reversed(found.values()), *old.values())


def _of_grade(finding: Finding, around: Surroundings) -> list[Problem]:
    found = []
    if finding.id in around.together:
        one = around.together[finding.id]
        found.append(Problem(one.code, "grade", blocking=False, values=one.values))
    again = before.found_again(finding, around.earlier)
    if again is not None:
        found.append(hint("minor_found_again", "grade", number=again.number, audit=again.audit))
    late = _not_acted_on(finding, around.carried)
    if late is not None:
        found.append(hint("minor_not_acted_on", "grade", number=late.label))
    return found


def _not_acted_on(finding: Finding, carried: tuple[CarriedItem, ...]) -> CarriedItem | None:
    """Return what was handed on, is repeated by this minor, and was found not to be effective."""
    if finding.grade is not Grade.MINOR or finding.repeats_id is None:
        return None
    for item in carried:
        if item.source_finding_id == finding.repeats_id and item.state is CarriedState.NOT_EFFECTIVE:
            return item
    return None
