# meshtop: `make demo` shows the dashboard on the built-in mesh, `make test` passes the tests. Both set up what is
# missing on a Debian that has Swift.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
# What the program needs to be built and run, and what the tests need besides.
LIBRARIES := libncurses-dev libcurl4-openssl-dev libsimdjson-dev zlib1g-dev
TOOLS := prometheus nginx openssl tmux graphviz
RELEASE := -c release --static-swift-stdlib --product meshtop

.PHONY: demo build release test lint docs bench fuzz man install clean libraries tools

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
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Benchmarks \
	  Fuzzing/Package.swift Fuzzing/Sources

# Writes the README's examples and pictures as the program makes them now.
docs: libraries
	$(SWIFT) build --build-tests
	MESHTOP_RECORD=1 $(SWIFT) test --skip-build --filter '^EndToEndTests.DocumentedExampleTests'

bench: libraries
	cd Benchmarks && $(SWIFT) package benchmark

# For FUZZ_SECONDS in all, or FUZZ_RUNS inputs for each reader.
fuzz: libraries
	SWIFT="$(SWIFT)" Fuzzing/run

# The manual page, made from the commands themselves.
man: release
	$(SWIFT) build --product generate-manual
	@mkdir -p .build/man
	"$$($(SWIFT) build --show-bin-path)/generate-manual" "$$($(SWIFT) build $(RELEASE) --show-bin-path)/meshtop" \
	  --date "$$(date +%F)" --output-directory .build/man
	@# An empty line of the texts is a paragraph.
	@sed -i 's/^$$/.Pp/' .build/man/meshtop.1

install: release man
	bin="$$($(SWIFT) build $(RELEASE) --show-bin-path)/meshtop"; \
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/meshtop/themes" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" "$(DESTDIR)$(PREFIX)/share/man/man1" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d" && \
	install -s -m 755 "$$bin" "$(DESTDIR)$(PREFIX)/bin/meshtop" && \
	install -m 644 .build/man/meshtop.1 "$(DESTDIR)$(PREFIX)/share/man/man1/" && \
	install -m 644 themes/*.toml "$(DESTDIR)$(PREFIX)/share/meshtop/themes/" && \
	"$$bin" --generate-completion-script bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/meshtop" && \
	"$$bin" --generate-completion-script zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_meshtop" && \
	"$$bin" --generate-completion-script fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/meshtop.fish"

clean:
	rm -rf .build Benchmarks/.build Fuzzing/.build

libraries:
	@sh Makefile.d/install-missing $(LIBRARIES)

tools:
	@sh Makefile.d/install-missing $(TOOLS)
