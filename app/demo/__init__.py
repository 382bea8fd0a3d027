"""The sample audit: an invented stage 2 played through the same services as the windows use."""
