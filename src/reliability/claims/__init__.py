"""Claims: what articles state, which statements meet, and how independent their sources are."""
