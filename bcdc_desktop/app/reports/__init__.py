"""What is told of many records: quality, comparison, exports, checks of links."""
