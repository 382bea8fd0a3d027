"""The pages of one audit, one per step of the auditor's day."""
