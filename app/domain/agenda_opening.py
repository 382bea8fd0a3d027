"""The points of the opening meeting: what the lead auditor reads aloud (17021-1, 9.4.2; own words)."""

from __future__ import annotations

from typing import Final

from app.domain.words import N_

OPENING: Final = (
    (
        "OM-01",
        N_("Introductions"),
        N_(
            "Welcome, and thank you for having us. Let us go round the table: please say your name and what you do "
            "here. The attendance list goes round now; those on the line I will call by name and tick myself."
        ),
    ),
    (
        "OM-02",
        N_("Scope of certification"),
        N_(
            "I read out the sentence that is meant to stand on the certificate. Please listen to every word: does it "
            "still say what you do, where you do it, and nothing more? If it has to change, we settle that today and "
            "not at the end."
        ),
    ),
    (
        "OM-03",
        N_("Audit plan"),
        N_(
            "This is the type of audit, these are its objectives, and these are the criteria we audit against. We go "
            "through the timetable row by row, with the interim meetings and the time of the closing meeting. If a "
            "person or a room is not free, tell us now and we move the row."
        ),
    ),
    (
        "OM-04",
        N_("Channels"),
        N_(
            "During the audit one person on your side is our contact for everything. We agree now how we reach each "
            "other, by telephone and by message, and who takes over if the contact is busy."
        ),
    ),
    (
        "OM-05",
        N_("Resources"),
        N_(
            "We need a room, a network, access where it was agreed, and the records and screens of the plan within "
            "reach. Is anything of that missing today? Then we write down who brings it, and until when."
        ),
    ),
    (
        "OM-06",
        N_("Confidentiality"),
        N_(
            "What we see and hear here stays between you and the certification body; every member of the team has "
            "signed for it. Our notes are encrypted. We take a copy or a photograph only when you agree, and each one "
            "is named in the list of evidence."
        ),
    ),
    (
        "OM-07",
        N_("Safety, emergencies and security"),
        N_(
            "Please tell us what we have to know to be safe: alarms, ways out, the meeting point, protective wear, "
            "badges. Are alarm tests announced for these days? Which areas may we not enter, or only with somebody at "
            "our side?"
        ),
    ),
    (
        "OM-08",
        N_("Guides and observers"),
        N_(
            "A guide goes with each of us, makes the contacts and confirms facts, but does not answer in place of the "
            "person we ask. Observers watch and do not influence the audit. These are the names; is anybody not "
            "available, or is there an objection?"
        ),
    ),
    (
        "OM-09",
        N_("Reporting and grades"),
        N_(
            "A major nonconformity means that the system may not reach what it is meant to reach. A minor one is a "
            "lapse that does not put this in doubt. An observation breaks no requirement. You hear of each finding on "
            "the day we make it, and in writing in the closing meeting at the latest."
        ),
    ),
    (
        "OM-10",
        N_("Responsibility for the audit"),
        N_(
            "The team represents the certification body, and I lead it. We decide which trails we follow, and we may "
            "change the plan when a trail asks for it. In that case I tell your contact first."
        ),
    ),
    (
        "OM-11",
        N_("Earlier findings"),
        N_(
            "We come back to what was open after the last visit: nonconformities of the last audit, or the areas of "
            "concern of stage 1. I read them out one by one; please say what has been done about each. We look at the "
            "proof during the audit."
        ),
    ),
    (
        "OM-12",
        N_("Methods and sampling"),
        N_(
            "We talk to people, watch work being done, and read documents and records. We look at samples and never at "
            "everything. What we do not find may therefore still exist, and a sample without a fault is no proof that "
            "there is none."
        ),
    ),
    (
        "OM-13",
        N_("Ending the audit early"),
        N_(
            "An audit can end before its time, for example if its objectives cannot be reached any more, if access is "
            "refused, or if people are in danger. I would speak to your management first, and we would agree on what "
            "happens next. What was found up to then stays on record."
        ),
    ),
    (
        "OM-14",
        N_("Language"),
        N_(
            "This is the language of the audit, and this is the language of the report. People may answer in the "
            "language in which they feel at home; we have planned for interpretation where it is needed. If a question "
            "is not clear, please ask us to put it again."
        ),
    ),
    (
        "OM-15",
        N_("Kept informed"),
        N_(
            "You hear how we are getting on every day, and you hear our worries as they arise. If a major "
            "nonconformity becomes likely, I tell your management at once and not only in the closing meeting. Nothing "
            "in the report should surprise you."
        ),
    ),
    (
        "OM-16",
        N_("Questions"),
        N_(
            "Is anything still unclear about the audit, the plan or our way of working? Please ask now, and please ask "
            "at any time later as well."
        ),
    ),
    (
        "OM-17",
        N_("People, sites and shifts"),
        N_(
            "I read out the number of people, the sites and the shifts from your application. Are they still right "
            "today? If they have changed, please give us the new figures; we check whether the time of the audit still "
            "fits."
        ),
    ),
    (
        "OM-18",
        N_("Changes to the management system"),
        N_(
            "What has changed since we last met: the organisation, the technology, the risks, the Statement of "
            "Applicability? Which version of it is in force today? And was there an incident that we should know "
            "about?"
        ),
    ),
    (
        "OM-19",
        N_("Records that may not be shown"),
        N_(
            "Some records of an information security management system may be too sensitive for us to see. Please tell "
            "us now which ones, and why. We then decide together whether the system can still be audited without them."
        ),
    ),
    (
        "OM-20",
        N_("Talking to people directly"),
        N_(
            "We would like to ask the people who do the work, at the place where they do it, and hear the answer from "
            "them. It is the process that is examined and not the person. In the report we name functions; names only "
            "where you agree."
        ),
    ),
    (
        "OM-21",
        N_("Remote tools"),
        N_(
            "These parts are done remotely, with this tool. Nobody records sound or picture unless both sides agree. "
            "If the line breaks we try again for fifteen minutes; after that the part is moved, and not shortened."
        ),
    ),
    (
        "OM-22",
        N_("Who attends the closing meeting"),
        N_(
            "The closing meeting is at the time in the plan. We would like your top management to be there, and those "
            "who are responsible for the areas we audit. Who will attend, and who joins over the line?"
        ),
    ),
    (
        "OM-23",
        N_("Impartiality"),
        N_(
            "Nobody in the team has advised you, worked for you or has an interest in your organisation; each of us "
            "has declared this in writing. Do you know of anything that speaks against one of us? Do you object to "
            "anybody in the team?"
        ),
    ),
    (
        "OM-24",
        N_("Marks and complaints"),
        N_(
            "We look at how you use the certificate and the marks, on paper and on the web. Have there been complaints "
            "about information security since the last audit? Please have the list of them ready."
        ),
    ),
)
