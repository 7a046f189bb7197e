"""A community's month under a virtual clock: people who behave as they do, and a judge who counts for himself."""
