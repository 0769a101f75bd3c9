"""The left pane: views, ministries and branches."""
