"""The desk: what people do with what is published: rebuild its pages, open them, ask it in SQL."""
