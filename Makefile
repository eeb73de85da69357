# meshtop: `make demo` shows the dashboard on the built-in mesh, `make test` passes the tests. Both set up what is
# missing on a Debian that has Swift.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
# What the program needs to be built and run, and what the tests need besides.
LIBRARIES := libncurses-dev libcurl4-openssl-dev libsimdjson-dev zlib1g-dev
TOOLS := prometheus nginx openssl tmux
RELEASE := -c release --static-swift-stdlib --product meshtop

.PHONY: demo build release test lint bench install clean libraries tools

demo: release
	@exec "$$($(SWIFT) build $(RELEASE) --show-bin-path)/meshtop" --demo

build: libraries
	$(SWIFT) build

release: libraries
	$(SWIFT) build $(RELEASE)

test: libraries tools
	$(SWIFT) build --build-tests
	# What waits for servers must not share the processors with what computes, nor with each other.
	$(SWIFT) test --skip-build --skip '^(PrometheusTests|EndToEndTests)'
	$(SWIFT) test --skip-build --no-parallel --filter '^PrometheusTests'
	$(SWIFT) test --skip-build --no-parallel --filter '^EndToEndTests'

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Benchmarks

bench: libraries
	cd Benchmarks && $(SWIFT) package benchmark

install: release
	bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)/meshtop"; \
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/meshtop/themes" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d" && \
	install -s -m 755 "$$bin" "$(DESTDIR)$(PREFIX)/bin/meshtop" && \
	install -m 644 themes/*.toml "$(DESTDIR)$(PREFIX)/share/meshtop/themes/" && \
	"$$bin" --generate-completion-script bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/meshtop" && \
	"$$bin" --generate-completion-script zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_meshtop" && \
	"$$bin" --generate-completion-script fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/meshtop.fish"

clean:
	rm -rf .build Benchmarks/.build

libraries:
	@sh Makefile.d/install-missing $(LIBRARIES)

tools:
	@sh Makefile.d/install-missing $(TOOLS)
