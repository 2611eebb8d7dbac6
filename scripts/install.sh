# shellcheck shell=bash
# Sourced by ./run and ./test: says what is missing and installs it.
#
# Debian packages come by apt-get (as root, or with sudo); where neither is there, the message names what
# to install by hand. Nothing here asks a question: all of it works without a terminal.

say() {
    printf '%s\n' "$*" >&2
}

stop() {
    say "parvalde: $*"
    exit 2
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# Debian puts the server's commands (initdb, pg_ctl) into a folder of their own, off the PATH.
have_postgres_server() {
    have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

# install_debian PACKAGE…
install_debian() {
    local -a as_root=()
    have apt-get || stop "please install these by hand (this is no Debian): $*"
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || stop "please install as root: apt-get install $*"
        as_root=(sudo)
    fi
    say "installing Debian packages: $*"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q -o=Dpkg::Use-Pty=0 </dev/null >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q -o=Dpkg::Use-Pty=0 --no-install-recommends "$@" </dev/null >&2
}

# Cargo may be installed but not yet on the PATH of a shell that was open before.
need_rust() {
    if ! have cargo && [ -f "$HOME/.cargo/env" ]; then
        # shellcheck source=/dev/null
        . "$HOME/.cargo/env"
    fi
    have cargo || stop "cargo not found: install Rust 1.95 or newer (https://rustup.rs) and run this again"
}

# need_debian COMMAND=PACKAGE…: installs the packages whose command is missing, in one go.
need_debian() {
    local pair
    local -a missing=()
    for pair in "$@"; do
        case "$pair" in
            postgres-server=*) have_postgres_server || missing+=("${pair#*=}") ;;
            *) have "${pair%%=*}" || missing+=("${pair#*=}") ;;
        esac
    done
    if [ "${#missing[@]}" -gt 0 ]; then
        install_debian "${missing[@]}"
    fi
}

# need_cargo_tool NAME VERSION: builds a cargo subcommand once, into cargo's own bin folder. Unoptimised: it works for
# seconds, and is built for minutes.
need_cargo_tool() {
    have "$1" && return 0
    say "installing $1 $2 with cargo (some minutes, once)"
    cargo install --debug --locked --version "$2" "$1" </dev/null >&2
}

# need_cluster: what scripts/cluster starts. Debian starts a server when its package comes; these are only to be there.
need_cluster() {
    have etcd && have patroni && return 0
    RUNLEVEL=1 need_debian patroni=patroni etcd=etcd-server
    if [ -d /run/systemd/system ] && [ "$(id -u)" -eq 0 ]; then
        systemctl disable --now etcd patroni >/dev/null 2>&1 || true
    fi
}

# The schema fuzzer, pinned with all that it needs, in a folder of its own below target/.
install_schemathesis() {
    local folder="target/schemathesis"
    [ -x "$folder/bin/schemathesis" ] && cmp -s scripts/schemathesis.txt "$folder/installed" && return 0
    need_debian python3=python3
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_debian python3-venv
    say "installing schemathesis from PyPI"
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-input --no-deps \
        --requirement scripts/schemathesis.txt </dev/null >&2
    cp scripts/schemathesis.txt "$folder/installed"
}
