#!/usr/bin/env bash
# label: ci
# timeout: 300
# What `cmake --install` and the Debian packages give: a program that runs by itself, and a library
# that another project finds and links. Takes the release where one was built, else the build at hand.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

build=${CAIRN_BUILD_DIR:-$source_dir/build/dev}
[[ -x $source_dir/build/release/bin/cairn && -f $source_dir/build/release/libcairn.a ]] &&
  build=$source_dir/build/release
printf 'installs %s\n' "${build#"$source_dir"/}"

# An environment in which nothing of the build is found.
alone() { env -i PATH=/usr/bin:/bin HOME="$work/home" LC_ALL=C.UTF-8 "$@"; }

# try_program ROOT: the program there runs a project, and carries its data in itself.
try_program() {
  local program=$1/bin/cairn project
  project=$(mktemp -d "$work/project.XXXXXX")
  cat >"$project/cairn.yaml" <<'YAML'
stages:
  fit: {matrix: {n: [1, 2]}, cmd: "echo {n} > {run}/n.txt", outs: n.txt}
YAML
  check "$program tells its version" test "$(alone "$program" --version | cut -d' ' -f1)" = cairn
  check "$program runs a project" alone "$program" -C "$project" run -q
  check "$program lists two runs" test "$(alone "$program" -C "$project" ls --csv | wc -l)" = 3
}

# try_library ROOT: the example of the guide finds and links the library there, and asks a project;
# a second program needs what zip files and digests stand on.
try_library() {
  local consumer project
  consumer=$(mktemp -d "$work/consumer.XXXXXX")
  project=$(mktemp -d "$work/project.XXXXXX")
  cp "$source_dir"/examples/library/* "$consumer"
  cat >>"$consumer/CMakeLists.txt" <<'CMAKE'
add_executable(parts parts.cpp)
target_link_libraries(parts PRIVATE cairn::cairn)
CMAKE
  cat >"$consumer/parts.cpp" <<'CPP'
#include <cstdio>

#include "cairn/base/digest.h"
#include "cairn/base/yaml.h"
#include "cairn/exchange/deflate.h"
#include "cairn/layout/layout.h"

int main() {
  const cairn::Layout layout = cairn::find_layout("nirs4all");
  std::printf("%s %s %zu %x\n", cairn::sha256("x").hex().substr(0, 6).c_str(), layout.root.c_str(),
              cairn::parse_yaml("[1, 2]", "-").as_list().size(), cairn::crc32_of("123456789"));
}
CPP
  cat >"$project/cairn.yaml" <<'YAML'
stages:
  fit: {matrix: {n: [3, 1, 2]}, cmd: "cairn log metric loss 0.{n}"}
YAML
  check "find_package finds cairn in $1" \
    alone cmake -S "$consumer" -B "$consumer/build" -G Ninja -DCMAKE_PREFIX_PATH="$1" -DCMAKE_BUILD_TYPE=Release
  check "consumers of $1 build" alone cmake --build "$consumer/build"
  check "a consumer of $1 runs" test "$(alone "$consumer/build/parts")" = "2d7116 results 2 cbf43926"
  alone PATH="$1/bin:/usr/bin:/bin" "$1/bin/cairn" -C "$project" run -q
  check "the example asks a project" \
    test "$(alone "$consumer/build/best_runs" "$project" 'n < 3' loss | cut -d' ' -f3 | tr '\n' ' ')" = "0.1 0.2 "
}

# try_files ROOT: what people and shells look for lies where they look.
try_files() {
  local file
  for file in share/cairn/layouts/nirs4all.yaml share/cairn/schemes/nirs4all.yaml \
    share/bash-completion/completions/cairn share/zsh/vendor-completions/_cairn \
    share/fish/vendor_completions.d/cairn.fish share/doc/cairn/copyright share/doc/cairn/guide/filters.md; do
    check "$1/$file is installed" test -s "$1/$file"
  done
}

part cmake --install
cmake --install "$build" --prefix "$work/installed" >"$work/install.log"
try_program "$work/installed"
try_library "$work/installed"
try_files "$work/installed"
check "no source is installed" test -z "$(find "$work/installed" -name '*.cpp')"

part Debian packages
(cd "$work" && cpack --config "$build/CPackConfig.cmake" -B "$work/packages" >"$work/cpack.log")
for package in "$work"/packages/*.deb; do
  check "${package##*/} is a package" dpkg-deb --info "$package"
done
check "there are two packages" test "$(find "$work/packages" -maxdepth 1 -name '*.deb' | wc -l)" = 2
program=$(find "$work/packages" -maxdepth 1 -name 'cairn_*.deb')
check "the program's package says what it needs" grep -q libc6 <(dpkg-deb -f "$program" Depends)
missing=$(dpkg-deb -f "$program" Depends | tr ',' '\n' | sed 's/ *(.*//; s/ //g' |
  while read -r name; do dpkg-query -W -f " " "$name" >/dev/null 2>&1 || echo "$name"; done)
check "this Debian has all that it needs (missing: $missing)" test -z "$missing"

# dpkg installs into a root of its own that knows this Debian's packages, so that it is dpkg which finds the
# dependencies met. It needs to be root, if only of a namespace.
in_root() { "${as_root[@]}" env PATH=/usr/sbin:/usr/bin:/sbin:/bin dpkg --root="$work/root" "$@"; }
as_root=()
if [[ $(id -u) != 0 ]]; then as_root=(unshare --user --map-root-user); fi
if "${as_root[@]}" true 2>/dev/null; then
  mkdir -p "$work"/root/var/lib/dpkg/{info,updates,triggers}
  cp /var/lib/dpkg/status "$work/root/var/lib/dpkg/status"
  check "dpkg installs them" in_root --install "$work"/packages/*.deb
  states=$(dpkg-query --admindir="$work/root/var/lib/dpkg" -W -f '${db:Status-Abbrev}' cairn cairn-dev)
  check "dpkg calls both installed ($states)" test "$states" = "ii ii "
else
  echo "== NOT INSTALLED BY DPKG: this user may not be root, not even of a namespace; the packages are only unpacked"
  for package in "$work"/packages/*.deb; do dpkg-deb -x "$package" "$work/root"; done
fi
try_program "$work/root/usr"
try_library "$work/root/usr"
try_files "$work/root/usr"
if [[ -d $work/root/var/lib/dpkg ]]; then
  check "dpkg removes them" in_root --purge cairn-dev cairn
  check "nothing of them is left" test -z "$(find "$work/root" -path "$work/root/var" -prune -o -type f -print)"
fi

finish 34
