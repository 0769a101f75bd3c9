"""Windows that tell of many records: data quality, two catalogues side by side."""
