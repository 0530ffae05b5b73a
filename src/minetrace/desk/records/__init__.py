"""Records: lists, one record with its history and trail, and the forms that propose changes."""
