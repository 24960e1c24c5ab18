# What developers run; "make check" is also what .ci/run runs after it has
# installed what the checks need.

LINTER_VERSION := $(shell sed -n 's|^\tgithub.com/golangci/golangci-lint/v2 \(v[^ ]*\).*|\1|p' tools/go.mod)
LINTER := bin/golangci-lint-$(LINTER_VERSION)

.PHONY: build check fmt lint test measure clean

build: ## the release binary, bin/heed
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/heed ./cmd/heed

test: ## what the README says
	go test ./...

check: ## everything that has to hold
	.ci/check

fmt:
	git ls-files '*.go' | xargs gofmt -w

lint: $(LINTER)
	$(LINTER) run ./...

# Pinned in tools/go.mod, so that it raises none of Heed's own dependencies.
$(LINTER): tools/go.mod tools/go.sum
	go build -C tools -trimpath -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

measure: build ## accuracy on all documents at hand, benchmarks, size and start-up
	.ci/accuracy
	.ci/labels
	.ci/speed
	go test -run '^$$' -bench . -benchmem ./...
	ls -l bin/heed
	bash -c 'for i in 1 2 3 4 5; do time bin/heed version; done' 2>&1 | grep real

clean:
	rm -rf bin dist
