"""The points of the closing meeting and of the short wrap-ups: what is read aloud (17021-1, 9.4.7; own words)."""

from __future__ import annotations

from typing import Final

from app.domain.words import N_

CLOSING: Final = (
    (
        "CM-01",
        N_("Attendance"),
        N_(
            "Welcome to the closing meeting. The attendance list goes round; those on the line I call by name. Whoever "
            "was not in the opening meeting, please say your name and what you do."
        ),
    ),
    (
        "CM-02",
        N_("Thanks, scope and objectives"),
        N_(
            "Thank you for your time and your openness. I repeat the scope and the objectives of this audit, what we "
            "have audited, and where and why we departed from the plan."
        ),
    ),
    (
        "CM-03",
        N_("Sample"),
        N_(
            "Our evidence comes from samples of what was at hand. Some uncertainty therefore remains: there may be "
            "nonconformities that we did not meet, and an area without a finding is not free of them."
        ),
    ),
    (
        "CM-04",
        N_("Strengths"),
        N_(
            "Before we come to the findings: this is what works well. For each strength I say what we saw and where, "
            "so that the people who made it hear of it."
        ),
    ),
    (
        "CM-05",
        N_("Nonconformities"),
        N_(
            "I read out each nonconformity with its requirement, its evidence and its grade. Please stop me when a "
            "fact is not right. What we need from you is that you understand it; you do not have to agree with it."
        ),
    ),
    (
        "CM-06",
        N_("Areas of concern"),
        N_(
            "These are the areas of concern of stage 1. For each I say what we saw and what it could become in stage 2 "
            "if it stays as it is. How you answer them is up to you."
        ),
    ),
    (
        "CM-07",
        N_("Observations and opportunities"),
        N_(
            "These points break no requirement, and they need no answer. They show where a nonconformity could grow, "
            "or where something could be better. We do not prescribe solutions."
        ),
    ),
    (
        "CM-08",
        N_("Conclusion"),
        N_(
            "This is our conclusion: whether the system conforms to the criteria, whether it is effective, whether the "
            "scope fits, and whether the objectives of the audit were reached. If you wonder what it rests on, please "
            "ask."
        ),
    ),
    (
        "CM-09",
        N_("Recommendation"),
        N_(
            "This is what we recommend to the certification body, and why. It is a recommendation and not the "
            "decision: the decision is made by people who were not part of the audit."
        ),
    ),
    (
        "CM-10",
        N_("How and when the report comes"),
        N_(
            "You receive the report in writing by the date I name now, and I say in which way it reaches you. It uses "
            "the grades we explained in the opening meeting, and it says nothing that you have not heard today."
        ),
    ),
    (
        "CM-11",
        N_("How nonconformities are handled"),
        N_(
            "For each nonconformity you repair what is wrong, find out why it happened, and change what let it happen. "
            "We review these answers. What is open, and for how long, matters for the certificate: a major one must be "
            "verified first."
        ),
    ),
    (
        "CM-12",
        N_("Time for your plan"),
        N_(
            "For each nonconformity we agree on a date by which your plan reaches us, and for a major one on the date "
            "by which it is carried out and verified. I read out the dates. Can you keep them?"
        ),
    ),
    (
        "CM-13",
        N_("After the audit"),
        N_(
            "What comes next: the file is reviewed, the decision is made, and you are told the result. We also name "
            "the next visit, and whether a follow-up visit may be needed before it."
        ),
    ),
    (
        "CM-14",
        N_("Complaints and appeals"),
        N_(
            "You may complain about the audit or about us, and you may appeal against the decision. I hand over the "
            "procedure: where to write to, and when you get an answer. It does not count against you."
        ),
    ),
    (
        "CM-15",
        N_("Different opinions"),
        N_(
            "Is there a finding or a conclusion that you see differently? We discuss it now. What we cannot settle, "
            "both sides write down in their own words, and it goes to the certification body."
        ),
    ),
    (
        "CM-16",
        N_("Questions"),
        N_(
            "What is still unclear about the findings, the dates or what happens next? Please ask now; later you reach "
            "us through the certification body."
        ),
    ),
    (
        "CM-17",
        N_("Confidentiality and return"),
        N_(
            "I name the copies and photographs that the team takes along, and what we have deleted. Keys, badges and "
            "devices go back now, and guest accounts can be closed."
        ),
    ),
    (
        "CM-18",
        N_("Signatures"),
        N_(
            "With your signature you confirm that you have received the findings and understood them; you need not "
            "agree with them. I sign for the team."
        ),
    ),
    (
        "CM-19",
        N_("Marks"),
        N_(
            "The certificate and the marks may be used only within the scope, and only while the certificate is valid. "
            "They say something about your management system and nothing about a product. The rules are handed over."
        ),
    ),
    (
        "CM-20",
        N_("What lowers trust in the result"),
        N_(
            "I name the situations that may lower the trust in our result: access that was refused, people who were "
            "absent, systems that were down. For each I say what it means for the conclusion."
        ),
    ),
)

WRAP_UP: Final = (
    (
        "WU-01",
        N_("What was audited"),
        N_("This is what we have audited since the last meeting, and this is what could not be done as planned."),
    ),
    (
        "WU-02",
        N_("What was found"),
        N_(
            "This is what we have found so far, good and bad. Grades may still change until the closing meeting; "
            "please tell us now if a fact is wrong."
        ),
    ),
    (
        "WU-03",
        N_("Early warning"),
        N_(
            "Is a major nonconformity likely? Then I say so now, with what we have seen, so that your management knows "
            "in time."
        ),
    ),
    (
        "WU-04",
        N_("Open requests"),
        N_("These records, people and accesses are still missing. Who brings them, and until when?"),
    ),
    (
        "WU-05",
        N_("What comes next"),
        N_(
            "This is the plan for the next part, with the rows that have moved. Does it fit on your side, and is there "
            "anything that worries you?"
        ),
    ),
)
