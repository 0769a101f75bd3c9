"""How an organization's holdings are doing, drawn."""
