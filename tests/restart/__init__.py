"""A process that is killed at any moment loses nothing that it kept and says everything it owed."""
