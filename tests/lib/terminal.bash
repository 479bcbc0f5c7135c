# Running commands on a terminal: tmux shows what a person would see, and
# on_terminal what is sent.

# screen COLUMNS COMMAND: runs a shell command in a tmux window of its own,
# with TERM=xterm; its status is written to the file `status` when it ends.
screen() {
    local columns=$1
    shift
    printf '%s\n' "trap : INT; cd '$scratch'; export TERM=xterm; $*; echo \$? >status; exec sleep 600" >screen.sh
    SHELL=/bin/sh tmux -u -S "$scratch/tmux" -f /dev/null new-session -d -x "$columns" -y 24 "exec sh '$scratch/screen.sh'" 3>&- ||
        skip "tmux cannot start here"
}

shown() { tmux -S "$scratch/tmux" capture-pane -p; }
shows() { shown | grep -q -- "$1"; }
keys() { tmux -S "$scratch/tmux" send-keys "$@"; }
# columns NUMBER: the window becomes that wide.
columns() { tmux -S "$scratch/tmux" resize-window -x "$1"; }
ended() { [ -s status ]; }
close_screen() { [ ! -S "$scratch/tmux" ] || tmux -S "$scratch/tmux" kill-server; }

# on_terminal COMMAND...: runs it with a terminal as its standard streams;
# output is all it sent there, status its exit status.
on_terminal() {
    run python3 -c 'import os, pty, sys
status = pty.spawn(sys.argv[1:], lambda fd: os.read(fd, 65536))
sys.exit(os.waitstatus_to_exitcode(status))' "$@" </dev/null
}
