# make synth and make test are all that is needed; they make their own environment.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: synth test check lab e2e lab-up lab-down bench bench-traffic imports check-imports options reference features requirements golden clean

synth: $(READY) ## write dist/
	$(BIN)/python main.py

test: $(READY) ## run the tests
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(READY) ## linter, formatter, type checker
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

lab: $(READY) ## build what the lab needs and isn't there yet
	$(BIN)/python -m lab.build

e2e: lab ## dist/ and the examples on a real Istio
	$(BIN)/python -m pytest tests/e2e -n 2 --dist loadfile

lab-up: lab ## leave a lab running with dist/ applied, and say how to send a request
	$(BIN)/python -m lab up dist

lab-down: $(READY) ## end it, and remove what any crashed lab has left
	$(BIN)/python -m lab down

bench: $(READY) ## time synthesis against a bare cdk8s script and plain YAML
	$(BIN)/python bench/synth.py

bench-traffic: lab ## requests through the mesh beside other balancers; needs nginx and haproxy, too
	$(BIN)/python -m bench.traffic

golden: $(READY) ## write the golden files anew; read the diff before you commit it (refused in CI)
	$(BIN)/python -m pytest --write-golden tests/docs/test_examples.py tests/docs/test_docs_errors.py

reference: $(READY) ## write docs/reference.md
	$(BIN)/python tools/reference.py

options: $(READY) ## write the keywords of LlmApiMesh from the specification
	$(BIN)/python tools/options.py

features: $(READY) ## write docs/features.md
	PYTHONPATH=tests $(BIN)/python tests/support/features.py

# CRDS: file or URL of the newest release's CRDs; OLDER_CRDS: of the older one's. Needs npm.
imports: $(READY) ## generate imports/ anew
	$(BIN)/python tools/import_crds.py $(if $(CRDS),--crds $(CRDS)) $(if $(OLDER_CRDS),--older-crds $(OLDER_CRDS))

check-imports: $(READY) ## generate imports/ from the committed schemas and compare
	$(BIN)/python tools/import_crds.py --check

requirements: $(READY) ## compile requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf .venv node_modules tools/node_modules
