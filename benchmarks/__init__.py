"""Quality, speed and scale, measured against labelled data and against peers."""
