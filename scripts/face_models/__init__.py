"""Makes the models of the face detectors from the weights that packages carry. Used by scripts/setup only."""
