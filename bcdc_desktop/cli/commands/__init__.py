"""The commands, by what they are about. Each module is imported only when one of its commands is asked for."""
