"""What stands in a text without any context: numbers, periods, words of the field, names."""
