# Sourced after steps.sh: building the browser's part and the program, only as far as something changed.
# Functions return failures themselves: their callers may have switched errexit off by asking.

# A hash over the files that npm run build reads.
web_inputs() { find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum; }

# Whether the stamp $1 says what standard input says.
same_stamp() { [ -f "build/$1.stamp" ] && [ "$(cat "build/$1.stamp")" = "$(cat)" ]; }

install_web() {
  local now
  now=$(sha256sum web/package-lock.json) || return
  if [ -d web/node_modules ] && same_stamp node_modules <<< "$now"; then return; fi
  say "Installing the browser part's tools with npm"
  # Not "npm ci": it refuses a lock file without the binaries for other systems. This also installs what is locked, checksums and all.
  quietly npm npm --prefix web install --no-save || return
  echo "$now" > build/node_modules.stamp
}

build_web() {
  local now
  install_web || return
  now=$(web_inputs) || return
  if [ -f web/dist/manifest.json ] && same_stamp web <<< "$now"; then return; fi
  say "Building the browser part"
  quietly web npm --prefix web run build || return
  echo "$now" > build/web.stamp
}

# build_program PRESET TARGETS…: configures when the preset changed (ninja itself sees to the rest), then builds.
build_program() {
  local preset=$1 version folder=build/$1
  local -a compiler=()
  shift
  version=$(clang_version) || return
  [ "$version" = 19 ] || compiler=("-DCMAKE_CXX_COMPILER=clang++-$version" "-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld-$version")
  if [ ! -f "$folder/build.ninja" ] || ! cmp -s CMakePresets.json "$folder/presets.stamp"; then
    say "Configuring ($preset)"
    quietly "configure-$preset" cmake --preset "$preset" "${compiler[@]}" || return
    cp CMakePresets.json "$folder/presets.stamp"
  fi
  NINJA_STATUS='[%f/%t, %es] ' quietly "build-$preset" ninja -C "$folder" -j "$(nproc)" "$@"
}
