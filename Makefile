# `make synth` and `make test` are enough for most changes. Each target creates the environment that it needs.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# Without it, pip would say of a package that it has no such version.
TOO_OLD := "Python 3.11 or newer is needed, and $(PYTHON) is Python %d.%d. Name another one: make PYTHON=python3.13"

.PHONY: synth help test check lab e2e lab-up lab-down bench bench-command-line bench-identity bench-keys bench-prefix bench-rewriter bench-scale bench-traffic imports check-imports options reference schema api features site requirements golden release clean

synth: $(READY) ## write the YAML of main.py to dist/
	$(BIN)/python main.py

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "%-19s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

test: $(READY) ## run the tests
	$(BIN)/python -m pytest -n auto --dist load --maxschedchunk 1

release: $(READY) ## build the wheel and the sdist into build/release, and check them
	$(BIN)/python tools/release.py
	$(BIN)/python -m pytest tests/installed

check: $(READY) ## run the linter, the formatter's check and the type checker
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

lab: $(READY) ## build the parts of the lab that are missing
	$(BIN)/python -m lab.build

e2e: lab ## test dist/ and the examples on a real Istio
	$(BIN)/python -m pytest tests/e2e -n 2 --dist loadfile

lab-up: lab ## start a lab with dist/ applied, leave it running, and print how to send a request
	$(BIN)/python -m lab up dist

lab-down: $(READY) ## stop that lab, and remove what crashed labs have left
	$(BIN)/python -m lab down

bench: $(READY) ## compare the time of synthesis with a bare cdk8s script and plain YAML
	$(BIN)/python -m bench.synth

bench-command-line: $(READY) ## measure how long the program llm-api-mesh takes to answer
	$(BIN)/python -m bench.command_line

bench-identity: lab ## measure what mutual TLS, tokens, keys and access cost, beside bare Envoys
	$(BIN)/python -m bench.identity

bench-keys: $(READY) ## measure what the scripts cost that read the bodies of requests
	$(BIN)/python -m bench.keys

bench-prefix: lab ## compare balancers for prompts that share prefixes (needs haproxy)
	$(BIN)/python -m bench.prefix

bench-rewriter: lab ## measure requests whose body gets a backend's own name of the model
	$(BIN)/python -m bench.rewriter

bench-scale: lab ## measure an LlmGateway with 1 to 500 APIs beside a gateway without patches
	$(BIN)/python -m bench.scale

bench-traffic: lab ## compare requests through Istio with other load balancers (needs nginx and haproxy)
	$(BIN)/python -m bench.traffic

golden: $(READY) ## rewrite the golden files (refused in CI); read the diff before you commit it
	$(BIN)/python -m pytest --write-golden tests/docs/test_examples.py tests/docs/test_example_of_environments.py tests/docs/test_environments_page.py tests/docs/test_docs_errors.py tests/docs/test_hostile_requests.py

reference: $(READY) ## write docs/reference.md
	$(BIN)/python tools/reference.py

schema: $(READY) ## write the JSON Schema of files
	$(BIN)/python tools/json_schema.py

api: $(READY) ## write docs/public-api.txt, the list of public names
	$(BIN)/python tools/public_api.py

options: $(READY) ## write the keywords of LlmApiMesh from the specification
	$(BIN)/python tools/options.py

features: $(READY) ## write docs/features.md
	PYTHONPATH=tests $(BIN)/python tests/support/features.py

site: $(READY) ## build the site of docs/ in site/
	$(BIN)/python -m mkdocs build --strict

# CRDS is the file or URL of the CRDs of the newest Istio release, OLDER_CRDS of the older release, GATEWAY_API of the
# Gateway API, INFERENCE of its inference extension, CERT_MANAGER of cert-manager. Needs npm.
imports: $(READY) ## regenerate imports/
	$(BIN)/python tools/import_crds.py $(if $(CRDS),--crds $(CRDS)) $(if $(OLDER_CRDS),--older-crds $(OLDER_CRDS)) \
		$(if $(GATEWAY_API),--gateway-api $(GATEWAY_API)) $(if $(INFERENCE),--inference $(INFERENCE)) \
		$(if $(CERT_MANAGER),--cert-manager $(CERT_MANAGER))

check-imports: $(READY) ## check that imports/ follows from its committed schemas
	$(BIN)/python tools/import_crds.py --check

requirements: $(READY) ## compile each requirements.txt from its requirements.in
	for folder in . lab/tools/clients lab/tools/real_model_server; do \
		$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		$$folder/requirements.in -o $$folder/requirements.txt || exit 1; done

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and $(TOO_OLD) % v[:2])'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean: ## remove the environment
	rm -rf .venv node_modules tools/node_modules
