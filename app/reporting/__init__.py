"""Papers: frozen data in, PDF bytes out; nothing touches the disk. The only package that knows ReportLab."""
