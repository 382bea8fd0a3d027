"""One module per activity of the auditor; a call is one unit of work: drafts and ids in, frozen values out."""
