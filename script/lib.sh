# shellcheck shell=bash
# Shared by the scripts in this folder: sourced, never run. Leaves the shell at the top of the project.
# Sets `system_node` (the machine's own Node.js, may be empty) and puts Node.js 22 first in PATH where the
# machine's own is older and script/setup has fetched it.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 1
logs=build/logs
node22=$top/build/deps/node22
# shellcheck disable=SC2034 # for the scripts that source this
jobs=${LEDE_JOBS:-$(nproc 2>/dev/null || echo 2)}

say() { printf '%s\n' "$*"; }

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# A wrong word on the command line: exit status 2, as `lede` itself does.
usage_error() {
  printf "%s: unknown word '%s'; try %s --help\n" "${0##*/}" "$1" "$0" >&2
  exit 2
}

# Prints the comment block under the first line of the calling script.
show_help() { sed -n '2,${/^#/!q; s/^# \{0,1\}//p}' "$0"; }

# node_at_least COMMAND MAJOR MINOR
node_at_least() {
  local version major minor
  version=$("$1" --version 2>/dev/null) || return 1
  IFS=. read -r major minor _ <<<"${version#v}"
  ((major > $2 || (major == $2 && minor >= $3)))
}

# The machine's own Node.js, whatever a calling script has put before it in PATH.
find_system_node() {
  if [[ -n ${LEDE_SYSTEM_NODE:-} ]]; then
    say "$LEDE_SYSTEM_NODE"
  else
    command -v node || true
  fi
}

node22_bin() {
  local at
  for at in "$node22"/node_modules/node-linux-*/bin; do
    if [[ -x $at/node ]]; then say "$at"; fi
  done
}

use_tools_node() {
  local bin
  [[ -n $system_node ]] || system_node=$(find_system_node)
  export LEDE_SYSTEM_NODE=$system_node
  node_at_least node 22 0 && return
  bin=$(node22_bin)
  if [[ -n $bin ]]; then export PATH=$bin:$PATH; fi
}

# logged NAME COMMAND...: output goes to build/logs/NAME.log; the end of it is shown when COMMAND fails.
logged() {
  local name=$1 began=$SECONDS status=0
  shift
  mkdir -p "$logs"
  "$@" >"$logs/$name.log" 2>&1 || status=$?
  if ((status)); then
    say "$name: failed (exit status $status), the end of $logs/$name.log:"
    tail -n 40 "$logs/$name.log" | sed 's/^/  /'
    return "$status"
  fi
  say "$name: done in $((SECONDS - began)) s"
}

# Emscripten's scripts look for Debian's node modules, which another Node.js than Debian's does not find.
emscripten_env() { env NODE_PATH="${NODE_PATH:-/usr/share/nodejs}" "$@"; }

system_node=$(find_system_node)
use_tools_node
