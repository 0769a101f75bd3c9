"""Commands: all that the menus can do, and the ways to it by keyboard."""
