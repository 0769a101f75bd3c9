"""Reports on many records: data quality, comparison of two catalogues."""
