"""`python -m llm_api_mesh` is the program `llm-api-mesh`."""

from llm_api_mesh.command_line.app import main

if __name__ == "__main__":
    main()
