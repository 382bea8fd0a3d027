"""One module per activity of the auditor; each call is one unit of work: drafts and ids in, frozen values and Changes out."""
