#!/usr/bin/env bash
# Installs the packages that are missing, as root or through sudo. Quick when nothing is.
#   tools/install_packages.sh run     what building and running needs
#   tools/install_packages.sh test    also what testing needs
set -euo pipefail
. "$(dirname "$0")/steps.sh"

for_run=(cmake ninja-build ccache pkg-config python3 ca-certificates tzdata
  libsqlite3-dev libpq-dev libcurl4-openssl-dev libsodium-dev libssl-dev libicu-dev zlib1g-dev libarchive-dev
  libhowardhinnant-date-dev libspdlog-dev libfmt-dev libtomlplusplus-dev libcli11-dev prometheus-cpp-dev libmecab-dev mecab-ipadic-utf8 libvips-dev libqrcodegencpp-dev
  libgtest-dev libgmock-dev librapidcheck-dev)  # CMake looks for the test libraries at configuration, so building needs them too
for_test=(git postgresql curl wrk)

command -v dpkg-query > /dev/null || fail "this is not a Debian or Ubuntu system: install by hand what tools/install_packages.sh names"
declare -A installed
while read -r status name; do [ "$status" = installed ] && installed[$name]=1; done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n')

# The first of these packages that is installed, else the first that could be; the first one when none can.
one_of() {
  local name
  for name; do if [ -n "${installed[$name]:-}" ]; then echo "$name"; return; fi; done
  for name; do if [ -n "$(apt-cache show "$name" 2> /dev/null)" ]; then echo "$name"; return; fi; done
  echo "$1"
}

# The parts of Boost in one version: the oldest that will do is preferred, since it is the one that is tested.
boost() {
  local version
  version=$(one_of libboost-url1.{81..99}-dev)
  version=${version#libboost-url}
  echo "libboost$version libboost-json$version libboost-url$version"
}

clang() {
  local version
  version=$(one_of clang-{19..22})
  version=${version#clang-}
  echo "clang-$version lld-$version"
  [ "$1" = run ] || echo "libclang-rt-$version-dev llvm-$version clang-format-19"
}

has_node() { command -v npm > /dev/null && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2> /dev/null; }

missing() {
  local name wanted
  read -r -d '' -a wanted <<< "${for_run[*]} $(boost) $(clang "$1")" || true
  if [ "$1" = test ]; then
    wanted+=("${for_test[@]}")
    command -v chromium google-chrome chromium-browser > /dev/null || wanted+=(chromium)
  fi
  command -v npm > /dev/null || wanted+=(nodejs npm)
  for name in "${wanted[@]}"; do [ -n "${installed[$name]:-}" ] || echo "$name"; done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo > /dev/null; then sudo "$@"
  else fail "no root rights here; run this as root: $*"
  fi
}

install() {
  local no_cluster=/etc/postgresql-common/createcluster.d/no-main-cluster.conf
  # Tests start a PostgreSQL of their own; the package shall not start another one for the whole machine.
  if [[ " $* " == *" postgresql "* ]]; then
    as_root mkdir -p "$(dirname "$no_cluster")"
    echo 'create_main_cluster = false' | as_root tee "$no_cluster" > /dev/null
  fi
  quietly install as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@" ||
    fail "these packages could not be installed: $*"
  as_root rm -f "$no_cluster"
}

what=${1:-run}
mapfile -t names < <(missing "$what")
if [ ${#names[@]} -gt 0 ]; then
  say "Looking up packages"
  quietly update as_root apt-get update || fail "apt-get update did not succeed; is there a network?"
  mapfile -t names < <(missing "$what")  # what can be had is known only now
  say "Installing ${#names[@]} packages: ${names[*]}"
  install "${names[@]}"
fi
if ! has_node; then
  say "Fetching a newer Node.js (20.19 or later is needed, here is $(node --version 2> /dev/null || echo none))"
  quietly node npm install --prefix build/node --no-save "$node_package@22" || fail "Node.js could not be fetched; install version 20.19 or later by hand"
fi
