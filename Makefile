# fullschema: see README.md for the two commands that use this file.
#
#   make              build/fullschema
#   make snapshots    regenerate full_schemas/ from schema/
#   make test         every test, the unit tests under ASan and UBSan, too; SANITIZE=1 all of them
#   make test-matrix  what depends on the server's version, on PostgreSQL 11 to 18, fetched by test-servers
#   make fuzz         libFuzzer over all that reads what a stranger wrote, SECONDS=60 each, or RUNS of inputs up to LENGTH
#   make fuzz-sqlite  databases of random SQLite statements, SECONDS=60 long, from SEED on
#   make fuzz-postgres the same of Postgres expressions, on the server of PG_BINDIR
#   make fuzz-fix     pairs of schemas at random, and the statements between them, SECONDS=60 on Postgres, from SEED on
#   make fuzz-cache   a schema changed at random, made with and without the cache: STEPS=200, from SEED on
#   make faults       allocations and system calls failed at POINTS=2200 of runs, each judged
#   make kills        SIGKILL at KILL_POINTS=300 of runs, and what is left
#   make coverage     lines and branches of src/ that the tests reach
#   make test-debian  the README's commands in a fresh Debian 12 and 13, as root and as an ordinary user
#   make picture      regenerate the pictures of a page in docs/
#   make bench        the whole run beside the plain way, with and without a cache; what program deltas cost
#   make bench-scale  how the time of inspect and diff grows with the number of objects
#   make fidelity DIR=...  SQL files through a snapshot and back, judged: docs/fidelity.md
#   make fidelity-inputs   the same of tests/fidelity/inputs, on all servers of build/servers
#   make projects DIR=...  checkouts of projects with both engines, and what their migrations make: docs/projects.md
#   make drift-proof APPLICATIONS=...  drift planted in databases of real applications: docs/drift-proof.md
#   make format lint  clang-format; cppcheck, clang-tidy, shellcheck
#   make install      into PREFIX (/usr/local), below DESTDIR; also uninstall
#   make deb          a Debian package, build/fullschema_VERSION_ARCH.deb
#   make release      all that a release has, in build/release/: docs/release.md
#
# CC=clang builds with clang, WERROR=1 makes warnings errors. REPOSITORY=https://github.com/OWNER/fullschema says where
# what is built is published, so that reports link to the documentation there.

VERSION := $(shell cat VERSION)
# Where nobody says, reports name the command that explains a reason.
DOCS_URL := $(if $(REPOSITORY),$(REPOSITORY)/blob/v$(VERSION)/docs)

BUILD := build
ifdef SANITIZE
BUILD := build/sanitize
endif
ifdef FUZZ
BUILD := build/fuzz
CC := clang
endif
ifdef COVERAGE
BUILD := build/coverage
endif

# For another architecture: make CC=aarch64-linux-gnu-gcc PKG_CONFIG=aarch64-linux-gnu-pkg-config
PKG_CONFIG ?= pkg-config
PKGS := inih jansson libcrypto libgit2 libpq libseccomp popt sqlite3 talloc
# Optional: without Graphviz pages have no diagrams. `make GRAPHVIZ=` leaves it out where it is there.
GRAPHVIZ := $(shell $(PKG_CONFIG) --exists libgvc && echo libgvc)
ifdef SANITIZE
CFLAGS ?= -O2 -g
else
CFLAGS ?= -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings
ifdef WERROR
WARNINGS += -Werror
endif
ALL_CFLAGS := -std=c11 -D_GNU_SOURCE -Isrc $(WARNINGS) -pthread -fstack-protector-strong \
	$(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CFLAGS)
LDFLAGS += -Wl,-z,relro,-z,now
# libpg_query is linked statically: Debian ships no package with its shared library alone. libunistring comes
# without a .pc file.
LIBS := $(shell $(PKG_CONFIG) --libs $(filter-out sqlite3,$(PKGS))) -l:libpg_query.a -lunistring -lm -pthread
# Of the program that runs SQLite, for the tool does not: few libraries, for one is started for every database.
WORKER_LIBS := $(shell $(PKG_CONFIG) --libs libseccomp sqlite3 talloc)
ifdef SANITIZE
ALL_CFLAGS += -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
LDFLAGS += -fsanitize=address,undefined
endif
ifdef FUZZ
ALL_CFLAGS += -O1 -U_FORTIFY_SOURCE -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
LDFLAGS += -fsanitize=address,undefined
endif
ifdef COVERAGE
ALL_CFLAGS += -O0 -U_FORTIFY_SOURCE --coverage -fprofile-update=atomic
LDFLAGS += --coverage
endif

# `make V=1` shows the commands.
ifndef V
QUIET = @printf '  %-5s %s\n' '$(1)' '$@';
endif

# What is linked with Graphviz is a library that the program loads: it works without.
GRAPHVIZ_LIBRARY := $(if $(GRAPHVIZ),fullschema-graphviz.so)
SOURCES := $(filter-out src/worker/main.c src/later/clock.c src/graph/graphviz.c,$(sort $(wildcard src/*/*.c src/*/*/*.c)))
QUERIES := $(sort $(wildcard src/kind/postgres/*.sql src/clock/*.sql src/rows/*.sql))
PAGE_PARTS := $(sort $(wildcard src/page/*.css src/page/*.js))
SHELL_PARTS := $(sort $(wildcard src/cli/*.bash src/cli/*.zsh))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o) $(QUERIES:src/%=$(BUILD)/obj/%.o) $(PAGE_PARTS:src/%=$(BUILD)/obj/%.o) $(BUILD)/obj/docs/changes.md.o $(SHELL_PARTS:src/%=$(BUILD)/obj/%.o) \
	$(BUILD)/obj/base/release.o

# Of the tool alone: the library's functions are also linked into tests and into the program that runs SQLite.
MAIN := $(BUILD)/obj/main.o $(BUILD)/obj/allocate.o

.PHONY: all snapshots picture test test-servers test-matrix fuzz-sqlite fuzz-postgres fuzz-fix fuzz fuzz-cache faults kills coverage coverage-run test-debian bench bench-scale fidelity fidelity-inputs projects drift-proof format lint install uninstall deb release release-parts release-build release-index clean
all: $(BUILD)/fullschema

snapshots: $(BUILD)/fullschema
	tools/snapshots.sh $(BUILD)/fullschema

$(BUILD)/fullschema: $(MAIN) $(BUILD)/libfullschema.a | $(BUILD)/fullschema-sqlite $(BUILD)/later-clock.so $(GRAPHVIZ_LIBRARY:%=$(BUILD)/%)
	$(if $(GRAPHVIZ),,@rm -f $(BUILD)/fullschema-graphviz.so)
	$(call QUIET,LINK)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/fullschema-sqlite: $(BUILD)/obj/worker/main.o $(BUILD)/libfullschema.a
	$(call QUIET,LINK)$(CC) $(LDFLAGS) -o $@ $^ $(WORKER_LIBS)

# The program as a release has it that knows where it is published, for its test.
$(BUILD)/obj/tests/released.c: VERSION tools/release_source.sh
	@mkdir -p $(@D)
	@tools/release_source.sh '$(VERSION)' 'https://code.example/fullschema/blob/v$(VERSION)/docs' >$@
$(BUILD)/tests/fullschema-released: $(MAIN) $(BUILD)/obj/tests/released.o $(BUILD)/libfullschema.a
	@mkdir -p $(@D)
	$(call QUIET,LINK)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

# Preloaded into servers, which know nothing of sanitizers.
$(BUILD)/later-clock.so: src/later/clock.c $(BUILD)/flags
	$(call QUIET,LINK)$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O2 -fPIC -shared -Wl,-z,relro,-z,now -o $@ $<

GRAPHVIZ_LINK = $(CC) $(ALL_CFLAGS) $(shell $(PKG_CONFIG) --cflags libgvc) -fPIC -shared $(LDFLAGS)
$(BUILD)/fullschema-graphviz.so: src/graph/graphviz.c src/graph/graphviz.h src/graph/layout.h $(BUILD)/flags
	$(call QUIET,LINK)$(GRAPHVIZ_LINK) -o $@ $< $(shell $(PKG_CONFIG) --libs libgvc)

# The tests link the same objects.
$(BUILD)/libfullschema.a: $(OBJECTS)
	$(call QUIET,AR)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call QUIET,CC)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# kind/postgres/index.sql becomes `const char postgres_index_query[]`.
$(BUILD)/obj/%.sql.c: src/%.sql tools/embed.sh
	@mkdir -p $(@D)
	$(call QUIET,EMBED)tools/embed.sh $(notdir $(patsubst %/,%,$(dir $*)))_$(notdir $*)_query $< > $@

# page/style.css becomes `const char page_style_css[]` and `page_style_css_sha256[]`.
$(PAGE_PARTS:src/%=$(BUILD)/obj/%.c): $(BUILD)/obj/%.c: src/% tools/embed.sh
	@mkdir -p $(@D)
	$(call QUIET,EMBED)tools/embed.sh page_$(subst .,_,$(notdir $*)) $< sha256 > $@

# cli/completion.bash becomes `const char cli_completion_bash[]`.
$(SHELL_PARTS:src/%=$(BUILD)/obj/%.c): $(BUILD)/obj/%.c: src/% tools/embed.sh
	@mkdir -p $(@D)
	$(call QUIET,EMBED)tools/embed.sh cli_$(subst .,_,$(notdir $*)) $< > $@

# docs/changes.md becomes `const char docs_changes_md[]`, which `fullschema explain` prints.
$(BUILD)/obj/docs/%.md.c: docs/%.md tools/embed.sh
	@mkdir -p $(@D)
	$(call QUIET,EMBED)tools/embed.sh docs_$*_md $< > $@

# VERSION becomes `const char release_version[]`; written anew only where it is another one.
$(BUILD)/obj/base/release.c: VERSION tools/release_source.sh FORCE
	@mkdir -p $(@D)
	@tools/release_source.sh '$(VERSION)' '$(DOCS_URL)' >$@.new && { cmp -s $@.new $@ || cp $@.new $@; } && rm $@.new

$(BUILD)/obj/%.o: $(BUILD)/obj/%.c
	$(call QUIET,CC)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# Rebuild everything when the compiler or its flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS) $(LDFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS) $(LDFLAGS)' > $@
.PHONY: FORCE

# Keep what a chain of rules makes on its way.
.SECONDARY:
FORCE:

# Unit tests link the real modules; command tests run the real binary. Both
# speak TAP, so that one runner counts them all.
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))
COMMAND_TESTS := $(sort $(wildcard tests/cmd/*.bats tests/hostile/*.bats))

# Preloaded into the tool: allocations and system calls that fail, a clock that jumps.
PRELOADED := $(patsubst %,$(BUILD)/tests/%.so,faults jumping_clock)
$(PRELOADED): $(BUILD)/tests/%.so: tests/lib/%.c
	@mkdir -p $(@D)
	$(call QUIET,CC)$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -Wno-pedantic -Wno-nonnull-compare -O1 -fPIC -shared -o $@ $< -ldl

# What command tests run beside it.
TEST_PROGRAMS := $(patsubst %,$(BUILD)/tests/%,differential planted)
$(TEST_PROGRAMS): $(BUILD)/tests/%: tests/lib/%.c $(BUILD)/libfullschema.a
	@mkdir -p $(@D)
	$(call QUIET,CC)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libfullschema.a $(LIBS)

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libfullschema.a
	@mkdir -p $(@D)
	$(call QUIET,CC)$(CC) $(ALL_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libfullschema.a $(LIBS) $(WORKER_LIBS) $(shell $(PKG_CONFIG) --libs cmocka)

# Other servers than the machine's own come from npm, and only where this target is asked for.
SERVERS := build/servers
test-servers:
	tools/fetch_servers.sh $(SERVERS)

test-matrix: $(BUILD)/fullschema $(TEST_PROGRAMS) test-servers
	tools/test_matrix.sh $(BUILD)/fullschema $(SERVERS) all

# Random databases, printed and loaded again, judged by SQLite. SEED= makes them again.
SECONDS := 60
fuzz-sqlite: $(BUILD)/fullschema
	tests/lib/sqlite_meaning.py '$(CURDIR)/$<' --for $(SECONDS) $(SEED)

# Random expressions in views, checks, defaults, indexes, policies, rules and bodies, judged by the server.
fuzz-postgres: $(BUILD)/fullschema
	tests/lib/postgres_meaning.py '$(CURDIR)/$<' --for $(SECONDS) $(SEED)

# Random pairs of schemas: the statements of diff --sql between them.
fuzz-fix: $(BUILD)/fullschema
	tools/fuzz_fix.py '$(CURDIR)/$<' $(SECONDS) $(SEED)

# libFuzzer, with clang: every target of tests/fuzz/ for SECONDS, or the ONLY one. What is found stops it, and lies in
# build/fuzz/found/; corpora are kept.
FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
fuzz:
	$(MAKE) --no-print-directory FUZZ=1 $(if $(ONLY),$(ONLY:%=build/fuzz/fuzz_%),$(FUZZ_TARGETS:%=build/fuzz/fuzz_%))
	tools/fuzz.sh $(SECONDS) $(if $(ONLY),$(ONLY),$(FUZZ_TARGETS))

build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h build/fuzz/libfullschema.a
	$(call QUIET,LINK)$(CC) $(filter-out -fsanitize=fuzzer-no-link%,$(ALL_CFLAGS)) -Itests/fuzz -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=undefined -o $@ $< build/fuzz/libfullschema.a $(LIBS) $(shell $(PKG_CONFIG) --libs sqlite3)

# Lines and branches of src/ that the tests reach: build/coverage/report. TESTS=... are other tests than all.
COVERAGE_TESTS = $(UNIT_TESTS) $(if $(TESTS),$(TESTS),$(COMMAND_TESTS))
coverage:
	$(MAKE) --no-print-directory COVERAGE=1 coverage-run

coverage-run: $(BUILD)/fullschema $(UNIT_TESTS) $(TEST_PROGRAMS)
	find $(BUILD) -name '*.gcda' -delete
	-FULLSCHEMA='$(CURDIR)/$(BUILD)/fullschema' prove --failures -j2 --exec '' $(COVERAGE_TESTS)
	tools/coverage.py $(BUILD) >$(BUILD)/report
	tail -n 3 $(BUILD)/report

# Failed allocations and system calls at POINTS of runs; SIGKILL at KILL_POINTS of them: docs/reliability.md.
POINTS := 2200
faults: $(BUILD)/fullschema $(BUILD)/tests/faults.so
	tools/faults.py '$(CURDIR)/$<' '$(CURDIR)/$(BUILD)/tests/faults.so' --points $(POINTS) $(ONLY:%=--only %)

KILL_POINTS := 300
kills: $(BUILD)/fullschema
	tools/kills.py '$(CURDIR)/$<' --points $(KILL_POINTS)

STEPS := 200
fuzz-cache: $(BUILD)/fullschema
	@mkdir -p build/fuzz-cache
	cd build/fuzz-cache && XDG_CACHE_HOME="$$PWD/kept" '$(CURDIR)/tests/lib/cache_random.py' '$(CURDIR)/$<' --steps $(STEPS) $(if $(SEED),--seed $(SEED))

# Debian 12 and 13 have another libpg_query, SQLite and PostgreSQL each; run this as root.
test-debian:
	tools/test_debian.sh bookworm snapshots test
	tools/test_debian.sh --user bookworm snapshots test
	tools/test_debian.sh trixie snapshots test
	tools/test_debian.sh --user trixie snapshots test

# The unit tests run under sanitizers, too, with a look for leaks where the machine allows the ptrace that it takes.
# SANITIZE=1 has all of it sanitized, and does not look for the leaks of one short run.
ifndef SANITIZE
SANITIZED_TESTS := $(patsubst $(BUILD)/%,$(BUILD)/sanitize/%,$(UNIT_TESTS))
.PHONY: sanitized
sanitized:
	@$(MAKE) --no-print-directory SANITIZE=1 all $(SANITIZED_TESTS)
endif

test: $(BUILD)/fullschema $(UNIT_TESTS) $(TEST_PROGRAMS) $(PRELOADED) $(BUILD)/tests/fullschema-released \
		$(if $(SANITIZED_TESTS),sanitized)
	export FULLSCHEMA="$$PWD/$(BUILD)/fullschema" LSAN_OPTIONS=suppressions=$$PWD/tests/lib/leaks_of_others:print_suppressions=0; \
	export ASAN_OPTIONS=detect_leaks=$(if $(SANITIZE),0,$$(tools/can_find_leaks.sh $(firstword $(SANITIZED_TESTS)))):fast_unwind_on_malloc=0:$$ASAN_OPTIONS; \
	result=0; tools/test_matrix.sh $(BUILD)/fullschema $(SERVERS) extremes || result=1; \
	prove --timer --failures --comments -j2 --exec '' $(SANITIZED_TESTS) $(UNIT_TESTS) $(COMMAND_TESTS) || result=1; \
	exit $$result

picture: $(BUILD)/fullschema
	tools/picture.sh $(BUILD)/fullschema docs

bench: $(BUILD)/fullschema
	tools/bench.py $(BUILD)/fullschema

bench-scale: $(BUILD)/fullschema
	tools/bench_scale.py $(BUILD)/fullschema

fidelity: $(BUILD)/fullschema
	@test -n '$(DIR)' || { echo 'make fidelity DIR=...: a directory of SQL files' >&2; exit 2; }
	tools/fidelity.py $(BUILD)/fullschema '$(DIR)'

fidelity-inputs: $(BUILD)/fullschema
	tools/fidelity.py $(BUILD)/fullschema tests/fidelity/inputs $(wildcard $(SERVERS)/*/bin)

projects: $(BUILD)/fullschema
	@test -n '$(DIR)' || { echo 'make projects DIR=...: a directory of checkouts, OWNER/NAME each' >&2; exit 2; }
	tools/projects.py $(BUILD)/fullschema '$(DIR)'

drift-proof: $(BUILD)/fullschema
	tools/drift_proof.py $(BUILD)/fullschema $(APPLICATIONS)

# The manual says what --help says, where help2man is there to make it.
$(BUILD)/man/done: $(BUILD)/fullschema tools/manual.sh $(wildcard tools/manual/*.h2m)
	@mkdir -p $(@D)
	$(call QUIET,MAN)if command -v help2man >/dev/null; then tools/manual.sh '$(abspath $<)' $(@D) && touch $@; \
	else echo 'no manual pages: help2man is not installed' >&2; fi

$(BUILD)/completions/done: $(BUILD)/fullschema
	@mkdir -p $(@D)
	$(call QUIET,COMPL)for shell in bash zsh fish; do $< completion $$shell >$(@D)/$$shell || exit; done
	@touch $@

PREFIX ?= /usr/local

# What was copied is noted, so that uninstall removes just that.
install: $(BUILD)/man/done $(BUILD)/completions/done
	tools/install.sh $(BUILD) '$(DESTDIR)' '$(PREFIX)'

uninstall:
	tools/uninstall.sh '$(DESTDIR)' '$(PREFIX)'

deb: all
	tools/deb.sh $(BUILD)

# The same programs, linked so that they find the libraries that lie beside them, in a directory that can be anywhere.
# DT_RPATH, unlike DT_RUNPATH, is where the libraries' own libraries are looked for, too.
$(BUILD)/relocatable/fullschema: $(MAIN) $(BUILD)/libfullschema.a
	@mkdir -p $(@D)
	$(call QUIET,LINK)$(CC) $(LDFLAGS) -Wl,--disable-new-dtags,-rpath,'$$ORIGIN/../lib/fullschema' -o $@ $^ $(LIBS)

$(BUILD)/relocatable/fullschema-sqlite: $(BUILD)/obj/worker/main.o $(BUILD)/libfullschema.a
	@mkdir -p $(@D)
	$(call QUIET,LINK)$(CC) $(LDFLAGS) -Wl,--disable-new-dtags,-rpath,'$$ORIGIN/../../lib/fullschema' -o $@ $^ $(WORKER_LIBS)

$(BUILD)/relocatable/fullschema-graphviz.so: src/graph/graphviz.c src/graph/graphviz.h src/graph/layout.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(call QUIET,LINK)$(GRAPHVIZ_LINK) -Wl,--disable-new-dtags,-rpath,'$$ORIGIN/../../lib/fullschema' -o $@ $< $(shell $(PKG_CONFIG) --libs libgvc)

# docs/release.md. What is built depends on this distribution and machine; the rest is made of what all of them gave.
RELEASE := build/release
release:
	REPOSITORY='$(REPOSITORY)' tools/release/release.sh $(SUITES)

release-parts: all $(patsubst %,$(BUILD)/relocatable/%,fullschema fullschema-sqlite $(GRAPHVIZ_LIBRARY)) $(BUILD)/man/done $(BUILD)/completions/done
	REPOSITORY='$(REPOSITORY)' tools/release/parts.sh $(BUILD) '$(RELEASE)'

# The same with the release's own flags; release-index when all of them are there.
release-build:
	REPOSITORY='$(REPOSITORY)' tools/release/build.sh '$(RELEASE)'

release-index:
	REPOSITORY='$(REPOSITORY)' tools/release/index.sh '$(RELEASE)'

C_FILES = $(shell git ls-files --cached --others --exclude-standard 'src/*.[ch]' 'tests/*.[ch]')
SHELL_FILES = tools/bootstrap tools/*.sh tools/release/*.sh .ci/run

format:
	clang-format -i $(C_FILES)

# A file is analysed again when it, or a header it includes, has changed: `make -j2 lint`.
TIDY := $(SOURCES:%.c=$(BUILD)/tidy/%.ok) $(if $(GRAPHVIZ),$(BUILD)/tidy/src/graph/graphviz.ok) $(BUILD)/tidy/src/later/clock.ok $(BUILD)/tidy/src/main.ok $(BUILD)/tidy/src/allocate.ok \
	$(patsubst %.c,$(BUILD)/tidy/%.ok,$(sort $(wildcard tests/unit/*.c)))
# On stderr it only counts what it does not report.
TIDY_CHECK = clang-tidy --quiet --warnings-as-errors='*' $< -- -std=c11 -D_GNU_SOURCE -Isrc \
	$(shell $(PKG_CONFIG) --cflags $(PKGS) $(GRAPHVIZ)) 2>$@.err || { cat $@.err >&2; exit 1; }

$(BUILD)/tidy/src/%.ok: src/%.c $(BUILD)/obj/%.o .clang-tidy
	@mkdir -p $(@D)
	$(call QUIET,TIDY)$(TIDY_CHECK)
	@touch $@

$(BUILD)/tidy/tests/unit/%.ok: tests/unit/%.c $(BUILD)/tests/% .clang-tidy
	@mkdir -p $(@D)
	$(call QUIET,TIDY)$(TIDY_CHECK)
	@touch $@

lint: $(TIDY)
	@clang-format --dry-run --Werror $(C_FILES)
	cppcheck --quiet --error-exitcode=1 --inline-suppr --enable=warning,portability --std=c11 -Isrc \
		'-Djson_array_foreach(a,i,v)=for(i=0;(v=json_array_get(a,i));i++)' \
		'-Djson_object_foreach(o,k,v)=for(;(v=json_object_get(o,k));)' src
	shellcheck $(SHELL_FILES)
	shellcheck --shell=bash src/cli/completion.bash
	tools/lint_tests.sh tests/*/*.bats tests/lib/*.bash
	tools/lint_files.sh src/*.c src/*/*.[ch] src/*/*/*.[ch]
	tools/lint_length.sh $(filter-out tests/fixtures/%,$(shell git ls-files -- '*.c' '*.h' '*.sql' '*.css' '*.js' '*.py' '*.sh' '*.bash' '*.bats' ':!schema' ':!full_schemas' ':!tests/cases'))

clean:
	rm -rf build

-include $(shell find $(BUILD)/obj $(BUILD)/tests -name '*.d' 2>/dev/null)
