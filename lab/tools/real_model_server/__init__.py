"""A real model server for some tests: llama.cpp's, with a tiny model that is made when it starts."""
