#!/bin/sh
# What a change must pass. It needs the packages of requirements.txt, and fails if
# - something is wrong with an API: main.py prints all problems, and writes nothing;
# - dist/ isn't what main.py writes: Argo CD would apply something else than the program says.
# Then it prints who reaches which models with the change.
set -eu
cd "$(dirname "$0")"

python main.py
if [ -n "$(git status --porcelain -- dist)" ]; then
  git --no-pager diff -- dist
  git status --short -- dist
  echo "dist/ isn't what main.py writes: run main.py, and commit dist/" >&2
  exit 1
fi
python -m llm_api_mesh matrix dist
