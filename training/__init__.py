"""Fits the weights that ship; needs scikit-learn and the data that may train."""
