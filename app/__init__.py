"""Onsite: an ISO/IEC 27001 audit from the assignment to the signed report, without a network."""
