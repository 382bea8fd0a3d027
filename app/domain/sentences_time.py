"""What the calculation of audit time and the sampling of sites say: refusals, warnings, and the lines of the paper."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

_NUMBERS: Final = {
    "time_not_whole": Sentence(N_("“{text}” is not a whole number."), N_("Type digits only, without separators.")),
    "time_not_a_number": Sentence(N_("“{text}” is not a number."), N_("Try 8.5 or 17/2.")),
}

_CHART: Final = {
    "chart_refused": Sentence(N_("The chart of audit time is refused: {reason} ({path})."), N_("Nothing was taken.")),
    "time_record_refused": Sentence(N_("A stored calculation of audit time cannot be read: {reason} ({path}).")),
    "time_above_chart": Sentence(
        N_("The chart ends at {last} persons; {persons} were counted."),
        N_("Type the days of the base and the reason."),
    ),
    "time_base_not_needed": Sentence(
        N_("The chart has a value for {persons} persons, so the base is not typed."),
        N_("Leave the base empty; other days can be decided at the end, with a reason."),
    ),
    "time_base_below_chart": Sentence(
        N_("Above the end of the chart the base is at least {days} days, the last value of the chart.")
    ),
    "time_base_reason_missing": Sentence(N_("Say why these days are the base: the chart ends at {last} persons.")),
}

_HEADS: Final = {
    "time_groups_missing": Sentence(N_("The number of persons is missing.")),
    "time_group_name_missing": Sentence(N_("Say which group of persons this is.")),
    "time_count_wrong": Sentence(N_("{count} is not a number of persons."), N_("At least one person is needed.")),
    "time_share_wrong": Sentence(N_("{share} is not a part of full time."), N_("1 is full time, 1/2 half of it.")),
    "time_identical_reason_missing": Sentence(
        N_("“{group}” counts as its square root: say why the risk of this activity is low."),
        N_("Limited skills, under direction, little effect on the management system."),
    ),
}

_PERCENT: Final = {
    "time_factor_missing": Sentence(N_("Not rated yet."), N_("Press 1, 2 or 3.")),
    "time_factor_wrong": Sentence(N_("{value} is no rating."), N_("1 is low, 2 medium, 3 high.")),
    "time_percent_missing": Sentence(N_("Choose a percent from {low} % to {high} %.")),
    "time_percent_outside": Sentence(
        N_("{percent} % lies outside of what the ratings allow: {low} % to {high} %."),
        N_("Choose a percent inside, or say why this one is right."),
    ),
    "time_percent_reason_missing": Sentence(N_("Say why this percent was chosen from {low} % to {high} %.")),
    "time_adjustment_name_missing": Sentence(N_("Say what this adjustment is for.")),
    "time_adjustment_reason_missing": Sentence(N_("The adjustment “{name}” needs a reason.")),
}

_SHARES: Final = {
    "time_special_not_needed": Sentence(N_("Only the days of a special audit are typed here.")),
    "time_special_days_missing": Sentence(N_("Type the days of the special audit, at least half a day.")),
    "time_special_reason_missing": Sentence(N_("Say why the special audit takes these days.")),
    "time_standard_name_missing": Sentence(N_("The name of the other standard is missing.")),
    "time_standard_days_wrong": Sentence(N_("Type the days that “{name}” would need alone.")),
    "time_integration_wrong": Sentence(N_("{percent} % is no reduction for integration: 0 to {most} % are allowed.")),
    "time_integration_alone": Sentence(N_("Without another standard there is nothing to integrate.")),
    "time_integration_reason_missing": Sentence(N_("Say why the systems are integrated to this degree.")),
    "time_split_not_here": Sentence(N_("This audit has no stage 1.")),
    "time_split_wrong": Sentence(N_("{percent} % is no share of stage 1."), N_("Both stages need some time.")),
    "time_split_reason_missing": Sentence(N_("Say why the stages are split in another way than usual.")),
    "time_shares_negative": Sentence(N_("A share cannot be below zero.")),
    "time_shares_wrong": Sentence(N_("On site, remote and office are {total} % together; they must be 100 %.")),
    "time_override_too_short": Sentence(N_("At least {least} days are needed.")),
    "time_override_reason_missing": Sentence(N_("Say why other days than the calculated ones were decided.")),
    "time_override_approver_missing": Sentence(N_("Say who approved the decided days.")),
    "time_part_missing": Sentence(N_("This calculation gives no days for that part.")),
    "time_used_days_wrong": Sentence(N_("Type the days of this audit, at least half a day.")),
    "time_used_reason_missing": Sentence(N_("Say why this audit takes other days than the calculated ones.")),
    "time_other_client": Sentence(N_("This calculation belongs to another client.")),
    "time_not_used": Sentence(
        N_("No calculation of audit time is used for this audit yet."), N_("Keep one and use it for the audit.")
    ),
    "time_rule_wrong": Sentence(
        N_("This rule of audit time is out of its range."),
        N_("Shares are whole percent: stage 1 from 1 to 99, the others from 0 to 100."),
    ),
}

_SAMPLES: Final = {
    "sample_sites_wrong": Sentence(N_("{count} is not a number of sites.")),
    "sample_effective_not_here": Sentence(
        N_("Only a recertification may take the smaller sample, because the system proved effective over the cycle.")
    ),
    "sample_below_minimum": Sentence(N_("{wanted} sites are too few: {minimum} are the least.")),
    "sample_above_sites": Sentence(N_("There are only {sites} sites.")),
    "sample_raise_reason_missing": Sentence(N_("Say why more than {minimum} sites are visited.")),
    "sample_site_unknown": Sentence(N_("A chosen site was not in the list of the draw.")),
    "sample_chosen_too_many": Sentence(
        N_("{chosen} sites are chosen by risk, but the sample has room for {room}; the others are drawn at random."),
        N_("Raise the size of the sample, with a reason."),
    ),
    "sample_random_too_few": Sentence(N_("{drawn} sites were drawn; at least {least} must be drawn at random.")),
    "sample_too_small": Sentence(N_("{chosen} sites are chosen; {least} are the least.")),
    "draw_sites_missing": Sentence(N_("There is no site to draw from."), N_("Enter the sites of the client first.")),
    "draw_site_central": Sentence(
        N_("“{name}” is the central function: it is visited every time and not drawn."), N_("Take it out of the list.")
    ),
    "draw_site_foreign": Sentence(N_("A site in the list does not belong to this client.")),
    "draw_other_client": Sentence(N_("This draw belongs to another client.")),
    "draw_seed_missing": Sentence(N_("The draw needs a seed, so that it can be repeated.")),
    "draw_site_twice": Sentence(N_("A site stands there twice.")),
    "draw_count_wrong": Sentence(N_("{count} sites cannot be drawn from this list of {sites}.")),
    "draw_not_repeatable": Sentence(
        N_("Drawing again with the same seed gives other sites."), N_("The stored draw was changed; draw anew.")
    ),
    "draw_list_differs": Sentence(N_("The draw was made from {listed} sites, but there are {sites}.")),
    "spread_sites_missing": Sentence(N_("There is no site to give time to.")),
    "spread_site_wrong": Sentence(N_("Head count or risk of a site is out of range."), N_("The risk is 1, 2 or 3.")),
    "spread_days_wrong": Sentence(N_("There are no days to spread, or more than {most}.")),
}

# Not errors: `audit_time_result.WarningCode`.
_WARNINGS: Final = {
    "time_one_source": Sentence(
        N_("{days} days for {first} to {last} persons come from one source only."),
        N_("Compare with your own licensed copy of ISO/IEC 27006-1 before you rely on it."),
    ),
    "time_manual_base": Sentence(N_("The base of {days} days was typed: the chart has no value.")),
    "time_percent_outside_used": Sentence(N_("{percent} % lies outside of {low} % to {high} % and was justified.")),
    "time_capped": Sentence(N_("{total} % goes beyond the limit; {cap} % is the most that can be taken off.")),
    "time_rounding_raised": Sentence(N_("{raw} days were rounded up to {days}, because less would break the limit.")),
    "time_integration_raised": Sentence(
        N_("{raw} days were rounded up to {days}, because less would be too much integration.")
    ),
    "time_client_share_low": Sentence(N_("Only {percent} % of the time is spent with the client; {least} % is usual.")),
    "time_remote_high": Sentence(
        N_("{percent} % of the time with the client is remote, more than {most} %."),
        N_("Say why, and check whether your accreditation body wants notice."),
    ),
    "time_override_below_limit": Sentence(
        N_("{days} days were decided; the limit of the reduction lies at {limit} days.")
    ),
}

TIME: Final[dict[str, Sentence]] = {
    **_NUMBERS,
    **_CHART,
    **_HEADS,
    **_PERCENT,
    **_SHARES,
    **_SAMPLES,
    **_WARNINGS,
}

STEPS: Final[dict[str, str]] = {
    "heads": N_("{count} persons"),
    "group": N_("{group}: {count} persons"),
    "group_part_time": N_("{group}: {count} persons at {share} % of full time count as {counted}"),
    "group_identical": N_("{group}: {size} persons with the same simple activity count as {counted} ({reason})"),
    "persons": N_("Effective persons: {exact}, in the chart {persons}"),
    "base": N_("Base from the chart, {first} to {last} persons: {base} days"),
    "base_manual": N_("Base typed by hand: {base} days ({reason})"),
    "factors_business": N_(
        "Business: kind and regulation {kind}, processes {processes}, maturity {maturity}; sum {sum}, {level}"
    ),
    "factors_it": N_("IT: variety {variety}, outsourcing {outsourcing}, development {development}; sum {sum}, {level}"),
    "cell": N_("Allowed by the ratings: {low} % to {high} %"),
    "percent": N_("Chosen: {percent} %"),
    "percent_reason": N_("Chosen: {percent} % ({reason})"),
    "percent_outside": N_("Chosen outside the range: {percent} % ({reason})"),
    "adjustment": N_("{name}: {percent} % ({reason})"),
    "total": N_("Together: {total} %"),
    "capped": N_("Limit: {total} % is cut to a reduction of {cap} %"),
    "raw": N_("{base} days with {percent} %: {raw} days"),
    "initial": N_("Initial audit: {raw} days rounded to {days}, at least {limit}"),
    "surveillance": N_("Each surveillance, one third: {raw} days rounded to {days}"),
    "recertification": N_("Recertification, two thirds: {raw} days rounded to {days}"),
    "special": N_("Special audit: {days} days ({reason})"),
    "single": N_("This calculation is for: {purpose}, {days} days"),
    "standard": N_("{name} alone: {days} days"),
    "together": N_("Several standards: {sum} days, without a reduction {raw}, rounded to {days}"),
    "together_reason": N_("Several standards: {sum} days less {percent} % is {raw}, rounded to {days} ({reason})"),
    "stages": N_("Stage 1: {stage1} days, stage 2: {stage2} days"),
    "split_reason": N_("Stage 1 takes {percent} % ({reason})"),
    "places": N_("On site {on_site} days, remote {remote} days, office {office} days"),
    "with_client": N_("With the client {percent} % of the time; of that remote {remote} %"),
    "decided": N_("Decided: {days} days instead of {calculated}, approved by {approver} ({reason})"),
    "chart": N_(
        "Chart {key}, version {version}, SHA-256 {sha256}; rounding {rounding}; reduction at most {cap} %; "
        "{hours} hours per day"
    ),
}

FACTOR_TEXTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "business_kind": (
        N_("Kind of business and regulation"),
        N_("Not critical, not regulated"),
        N_("Has customers in critical sectors"),
        N_("Works in a critical sector"),
    ),
    "processes": (
        N_("Processes and tasks"),
        N_("Standard and repetitive, few products"),
        N_("Standard, not repetitive, many products"),
        N_("Complex, many products and units"),
    ),
    "maturity": (
        N_("Maturity of the management system"),
        N_("Well established, or other systems in place"),
        N_("Partly established"),
        N_("New, nothing else in place"),
    ),
    "it_variety": (
        N_("Variety of the IT"),
        N_("Few or standardised platforms"),
        N_("Several platforms"),
        N_("Many different platforms"),
    ),
    "outsourcing": (
        N_("Dependence on suppliers and cloud"),
        N_("Little"),
        N_("Some, but not for all important activities"),
        N_("High, important activities depend on them"),
    ),
    "development": (
        N_("Development of systems"),
        N_("None or very little"),
        N_("Some"),
        N_("Extensive"),
    ),
}
"""The six factors by their field: title, and what 1, 2 and 3 mean, in our own words."""
