"""The words all rooms share: claims, checks, periods, problems and the controlled vocabularies."""
