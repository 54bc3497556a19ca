"""Start the programs of a lab on one Linux machine: namespaces, processes, files and the network between them."""
