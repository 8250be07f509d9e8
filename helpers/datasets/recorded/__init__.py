"""Results of trainings that took too long for a notebook, as small tables."""
