"""The pages people work on."""
