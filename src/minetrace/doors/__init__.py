"""Other people's data, in and out: files, their columns, and the fields they hold."""
