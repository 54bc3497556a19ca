#!/bin/sh
# What a change must pass: ./check.sh [COMMIT]. It needs the packages of requirements.txt.
#
# It fails if something is wrong with an API, or if dist/ isn't what main.py writes, because Argo CD would then apply
# something else than main.py says. With the COMMIT that the change begins at, it first prints what the change does, and
# writes the same to comment.md.
set -eu
cd "$(dirname "$0")"

if [ $# -gt 0 ]; then
  before=$(mktemp -d)
  mkdir "$before/dist"
  if git cat-file -e "$1:dist"; then
    git archive "$1" dist | tar -x -C "$before"
  fi
  llm-api-mesh diff "$before/dist" dist
  llm-api-mesh diff "$before/dist" dist --format markdown > comment.md
  rm -r "$before"
fi

llm-api-mesh synth
git add --intent-to-add dist # new files are differences, too
if ! git --no-pager diff --exit-code -- dist; then
  echo "dist/ isn't what main.py writes: run llm-api-mesh synth, and commit dist/" >&2
  exit 1
fi
llm-api-mesh check dist
