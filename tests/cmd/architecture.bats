#!/usr/bin/env bats
# The sources against docs/architecture.md: who uses whom, where functions are, which files there are; and who prints.

load ../lib/common

rooms() { run "$repo/tests/lib/rooms.py" "$1"; }

# A small house to do wrong in.
put_house() {
    put house/docs/architecture.md <<'END'
| room | what it holds | may use |
| --- | --- | --- |
| `src/main.c`, `src/cmd/` | options | everything below |
| `src/shop/` | work | `tools` for names only, `stock` |
| `src/tools/` | tools | `stock` (`shelf.h`) |
| `src/stock/` | goods | no room |

```
main                 src/main.c
 work (at noon)      src/shop/work.c     does it
 find_shelf          src/stock/
```
END
    say house/src/main.c '#include "shop/work.h"
int main(void) { return work(); }'
    say house/src/cmd/cmd.h 'int run(void);'
    say house/src/shop/work.h 'int work(void);'
    say house/src/shop/work.c '#include "tools/tool.h"
#include "stock/shelf.h"
int work(void) { return TOOL; }'
    say house/src/tools/tool.h '#include "stock/shelf.h"
enum { TOOL };
int tool_use(void);'
    say house/src/stock/shelf.h 'int find_shelf(void);'
    say house/src/stock/box.h 'int box;'
}

# wrong TEXT: exactly this is found.
wrong() {
    rooms house
    expect_status 1
    [ "$output" = "$1" ] || { show_run; return 1; }
}

@test "the table of rooms, the call chains and the files of docs/architecture.md are those of the sources" {
    rooms "$repo"
    expect_status 0
    expect_no_output
}

@test "a house in order has nothing to tell" {
    put_house
    rooms house
    expect_status 0
    expect_no_output
}

@test "a room that its row does not name, that stands above, or of which it may see one header" {
    put_house
    say house/src/stock/box.h '#include "shop/work.h"'
    wrong 'src/stock/box.h:1: stock may not use shop/work.h'
    say house/src/stock/box.h 'int box;'
    say house/src/tools/tool.c '#include "stock/box.h"'
    wrong 'src/tools/tool.c:1: tools may not use stock/box.h'
    rm house/src/tools/tool.c
    sed -i 's/`tools` for names only, `stock`/`tools` for names only, `stock`, `cmd`/' house/docs/architecture.md
    wrong 'shop: cmd stands above it'
}

@test "more than the names of a room that is there for names" {
    put_house
    say house/src/shop/more.c '#include "tools/tool.h"
int more(void) { return tool_use(); }'
    rooms house
    [[ $output == 'src/shop/more.c: shop may use tools for names only, and calls tool_use'* ]]
}

@test "a folder without a row, a row without a folder, a room that is not used" {
    put_house
    say house/src/attic/box.c 'int x;'
    wrong 'src/attic/ has no row'
    rm -r house/src/attic
    sed -i 's/^| `src\/stock.*/&\n| `src\/cellar\/` | wine | no room |/' house/docs/architecture.md
    rooms house
    [[ $output == *'src/cellar/ does not exist'* ]]
    put_house
    say house/src/shop/work.c '#include "tools/tool.h"
int work(void) { return TOOL; }'
    say house/src/tools/tool.h 'enum { TOOL };'
    wrong 'shop: does not use stock
tools: does not use stock'
}

@test "libpq and SQLite in another room" {
    put_house
    say house/src/shop/sql.c '#include <sqlite3.h>'
    wrong 'src/shop/sql.c: uses SQLite by itself'
    say house/src/shop/sql.c '#include <libpq-fe.h>'
    wrong 'src/shop/sql.c: uses libpq by itself'
}

@test "a function that is elsewhere, a file that is not there, a block that is not closed" {
    put_house
    sed -i 's/^ work (at noon)/ play (at noon)/' house/docs/architecture.md
    wrong 'no function play in src/shop/work.c'
    put_house
    echo 'See src/shop/play.c.' >>house/docs/architecture.md
    wrong 'src/shop/play.c does not exist'
    put_house
    sed -i '$d' house/docs/architecture.md
    wrong 'a fenced block is not closed'
}

@test "files are opened, made and renamed in src/base/ alone" {
    cd "$repo"
    run tools/lint_files.sh src/*.c src/*/*.[ch] src/*/*/*.[ch]
    expect_status 0
    expect_no_output
}

@test "what opens files elsewhere is found" {
    put src/cmd/a.c <<'END'
    int fd = open(path, O_RDONLY);
    connection_open(x); row->open(x); reopen(x); /* open(x) */ puts("open(x)");
    FILE *f = fopen(path, "r");
    if (!f || rename(a, b) != 0 || mkdirat(fd, a, 0) != 0)
END
    cp src/cmd/a.c src/main.c
    mkdir -p src/base && cp src/cmd/a.c src/base/
    run "$repo/tools/lint_files.sh" src/*.c src/*/*.c
    expect_status 1
    [ "$(cut -d: -f1,2 <<<"$output")" = $'src/cmd/a.c:1\nsrc/cmd/a.c:3\nsrc/cmd/a.c:4' ] || { show_run; return 1; }
}

@test "no source prints past the functions that show what they are given" {
    run "$repo/tests/lib/printing.py" "$repo"
    expect_status 0
    expect_no_output
}

@test "that check finds what it is to find" {
    mkdir -p src/cmd
    cat >src/cmd/a.c <<'END'
/* printf("in a comment"); */
static const char text[] = "puts(";
void f(const char *name)
{
    printf("%s", name);
    fprintf(stderr, "%s", name);
    console_print(stdout, "%s", name);
    report(isatty(fileno(stdout)), format->print(stdout));
    console_text(stdout, name);
}
END
    run "$repo/tests/lib/printing.py" .
    [ "$output" = 'src/cmd/a.c:5: printf() prints past base/console.h
src/cmd/a.c:6: stderr is given to fprintf
src/cmd/a.c:8: stdout is given to print
src/cmd/a.c:9: console_text() of a text that may not have been shown' ]
}

@test "no file has more than 400 lines, no function more than 50" {
    local files
    files=$(cd "$repo" && find src tests/cmd tests/hostile tests/lib tests/unit tests/fuzz tools -name '*.[ch]' -o -name '*.bats' -o \
        -name '*.bash' -o -name '*.sh' -o -name '*.py' -o -path 'src/*.sql')
    [ "$(wc -l <<<"$files")" -gt 1000 ]
    cd "$repo"
    # shellcheck disable=SC2086
    tools/lint_length.sh $files
}

@test "what is longer is found" {
    { echo 'void f(void)'; echo '{'; yes '    g();' | head -51; echo '}'; } | put long.c
    yes '# x' | head -401 | put long.sh
    run -1 "$repo/tools/lint_length.sh" long.c long.sh
    expect_output <<'END'
long.c:2: a function has at most 50 lines
long.sh:401: a file has at most 400 lines
END
}
