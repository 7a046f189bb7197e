"""What each command of `linli` does."""
