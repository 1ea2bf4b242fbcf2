# What scripts/lrfind, scripts/test, scripts/install and scripts/make-wheel share: finding the project, its system libraries, and building.
# Sourced by them, with bash. Every word of its own goes to standard error: standard output belongs to lrfind.
# shellcheck shell=bash

# The folder of the project, also when the script was called by way of a symbolic link.
project=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
log=

say() { printf '%s\n' "$*" >&2; }

# Exit codes as in sysexits.h: 69, something that is needed is not there; 70, the build failed.
fail() {
  local code=$1
  shift
  say "$@"
  exit "$code"
}

# Runs a command silently and shows what it printed only if it fails.
quietly() {
  log=$(mktemp)
  trap 'rm -f -- "$log"' EXIT
  local code=0
  "$@" >"$log" 2>&1 </dev/null || code=$?
  ((code == 0)) || cat -- "$log" >&2
  rm -f -- "$log"
  trap - EXIT
  return "$code"
}

# ---- The Swift toolchain

need_swift() {
  command -v swift >/dev/null ||
    fail 69 "lrfind is built with Swift 6, and there is no 'swift' here. Get it from https://www.swift.org/install/linux/"
  local version
  version=$(swift --version 2>&1 </dev/null) || fail 69 "'swift' does not start here: $version"
  [[ $version =~ Swift\ version\ ([0-9]+) ]] && ((BASH_REMATCH[1] < 6)) &&
    fail 69 "lrfind is built with Swift 6; 'swift' here is ${BASH_REMATCH[0]}. Get a newer one from https://www.swift.org/install/linux/"
  return 0
}

# The C++ compiler that Swift will build with: the clang beside it, whatever else is installed.
clang() {
  local folder
  for folder in "$(dirname -- "$(command -v swift)")" "$(dirname -- "$(readlink -f -- "$(command -v swift)")")"; do
    [[ -x $folder/clang ]] && break
  done
  "$folder/clang" "$@"
}

# ---- The system libraries, by the names that Debian and Ubuntu give them

# What the build finds is what counts, not which package it came from: one's own OpenBLAS will do.
has_header() {
  local flags=()
  read -ra flags <<<"$(pkg-config --cflags openblas 2>/dev/null || true)"
  clang -x c++ -std=c++17 -fsyntax-only "${flags[@]}" -include "$1" /dev/null 2>/dev/null
}

# clang takes its C++ headers from the newest GCC it sees, which may be another than that of the package g++.
cxx_package() {
  local gcc
  gcc=$(clang -v 2>&1 | sed -n 's|^Selected GCC installation:.*/\([0-9]*\)$|\1|p')
  echo "${gcc:+libstdc++-$gcc-dev}"
}

missing_packages() {
  local cxx
  command -v git >/dev/null || echo git ca-certificates # SwiftPM fetches lrfind's packages with it
  command -v pkg-config >/dev/null || echo pkg-config
  if ! has_header vector; then
    cxx=$(cxx_package)
    echo "${cxx:-g++}"
    # Without them no C++ header can be tried: ask for all that follow.
    echo libopenblas-dev libfast-float-dev zlib1g-dev libsqlite3-dev libxlsxwriter-dev
    return
  fi
  { pkg-config --exists openblas 2>/dev/null && has_header cblas.h; } || echo libopenblas-dev
  has_header fast_float/fast_float.h || echo libfast-float-dev
  has_header zlib.h || echo zlib1g-dev
  has_header sqlite3.h || echo libsqlite3-dev
  has_header xlsxwriter.h || echo libxlsxwriter-dev
}

# The prefix of a command that may install, or failure: nobody is asked for a password.
as_root=()
may_install() {
  command -v apt-get >/dev/null || return 1
  ((EUID == 0)) && return
  as_root=(sudo -n)
  sudo -n true 2>/dev/null
}

# apt-get's lists are fetched only when the first try shows that they are missing or out of date.
apt_install() {
  local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300
    install --no-install-recommends "$@")
  "${install[@]}" >/dev/null 2>&1 </dev/null && return
  quietly "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update && quietly "${install[@]}"
}

need_libraries() {
  local needed=() wanted=()
  read -ra needed <<<"$(missing_packages | tr '\n' ' ')"
  command -v gnuplot >/dev/null || wanted=(gnuplot-nox)
  local all=("${needed[@]}" "${wanted[@]}")
  ((${#all[@]})) || return 0

  local sudo=
  ((EUID == 0)) || sudo="sudo "
  local command="${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${all[*]}"
  local advice="To install what is missing, run:
  $command"
  if ! may_install; then
    ((${#needed[@]} == 0)) || fail 69 "lrfind needs these system libraries: ${needed[*]}. $advice"
    say "lrfind draws its plots with gnuplot, which is not installed; all else works. $advice"
    return
  fi
  if ((${#needed[@]})); then
    say "installing ${needed[*]}…"
    apt_install "${needed[@]}" || fail 69 "They could not be installed; what apt-get said is above. \
(libfast-float-dev is in Debian from 12 on and in Ubuntu's 'universe' from 24.04 on; elsewhere put the headers of \
fast_float into /usr/local/include/fast_float.) $advice"
    read -ra needed <<<"$(missing_packages | tr '\n' ' ')"
    ((${#needed[@]} == 0)) || fail 69 "Installed, but the compiler still cannot use: ${needed[*]}"
  fi
  if ((${#wanted[@]})); then
    say "installing ${wanted[*]}…"
    apt_install "${wanted[@]}" || say "Without gnuplot lrfind draws no plots; all else works."
  fi
}

# ---- Building

binary=$project/.build/release/lrfind
built=$project/.build/lrfind.built

# Even a build that has nothing to do takes seconds. So the time of the last one is kept in a file, and nothing is built
# while no source is newer. (A folder is newer when a file in it came or went.)
up_to_date() {
  local binary=$1 built=$2
  [[ -x $binary && -e $built ]] &&
    [[ -z $(find "$project/Package.swift" "$project/Sources" -newer "$built" -print -quit) ]]
}

# Builds products in release with the flags given; the first is the program, and the time is kept in the file given.
build_products() {
  local built=$1 products=$2
  shift 2
  # The time before the build, so that what is edited during it is built next time.
  mkdir -p -- "$(dirname -- "$built")"
  touch -- "$built.new"
  local product
  for product in $products; do
    quietly swift build --package-path "$project" -c release --product "$product" "$@" ||
      fail 70 "lrfind could not be built; what the compiler said is above."
  done
  mv -- "$built.new" "$built"
}

build() {
  up_to_date "$binary" "$built" && return
  need_swift
  need_libraries
  say "building lrfind (the first time takes a minute or two)…"
  build_products "$built" lrfind
}

# ---- Building a program to take away: all but the C library is in it

# A folder of its own, so that neither build undoes the other.
static_folder=$project/.build-static
static_binary=$static_folder/release/lrfind
# The linker takes a library from the first folder that has it, and there the shared one if it can. So the first folder
# has the static ones alone; SwiftPM learns of it from descriptions for pkg-config, which lie there too.
archives=$static_folder/archives

# Where the linker finds a static library, without "lib" and ".a"; nothing where there is none.
find_archive() {
  local name=$1 file
  file=$(pkg-config --variable=libdir "$name" 2>/dev/null)/lib$name.a
  [[ -f $file ]] || file=$(clang -print-file-name="lib$name.a")
  [[ -f $file ]] && readlink -f -- "$file"
}

# Debian's package has libxlsxwriter as a shared library alone, so that the static one is made of the sources of the same
# version, with the parts of other projects that they bring (for its archives and checksums). They are kept.
xlsxwriter_folder=$static_folder/xlsxwriter

make_xlsxwriter() {
  local archive=$xlsxwriter_folder/libxlsxwriter.a version apt=()
  [[ -f $archive ]] && return
  version=$(clang -x c -dM -E -include xlsxwriter.h /dev/null | sed -n 's/^#define LXW_VERSION "\(.*\)"$/\1/p')
  say "making the static library of libxlsxwriter $version, which Debian has as sources…"
  rm -rf -- "$xlsxwriter_folder"
  mkdir -p -- "$xlsxwriter_folder"/{parts,lists/partial,source}
  # The same places as for packages, asked for their sources, with lists of its own.
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -n 's/^deb /deb-src /p' >"$xlsxwriter_folder/parts/sources.list"
  cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed 's/^Types:.*/Types: deb-src/' >"$xlsxwriter_folder/parts/sources.sources"
  apt=(-qq -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$xlsxwriter_folder/parts"
    -o "Dir::State::Lists=$xlsxwriter_folder/lists" -o APT::Sandbox::User=root)
  (
    cd -- "$xlsxwriter_folder" &&
      quietly apt-get "${apt[@]}" update && quietly apt-get "${apt[@]}" source --download-only libxlsxwriter &&
      tar -xzf libxlsxwriter_"$version".orig.tar.gz --strip-components=1 -C source
  ) || fail 69 "The sources of libxlsxwriter $version could not be fetched. Put a libxlsxwriter.a of that version into $xlsxwriter_folder."
  (
    cd -- "$xlsxwriter_folder/source" &&
      quietly clang -O2 -fPIC -w -DNOCRYPT -DNOUNCRYPT -Iinclude "-ffile-prefix-map=$project/=" -c src/*.c \
        third_party/minizip/{ioapi,zip}.c third_party/tmpfileplus/tmpfileplus.c third_party/md5/md5.c &&
      quietly ar -Drc libxlsxwriter.a ./*.o
  ) || fail 70 "libxlsxwriter could not be made; what the compiler said is above."
  mv -- "$xlsxwriter_folder/source/libxlsxwriter.a" "$archive"
}

describe_archives() {
  local package name file
  rm -rf -- "$archives"
  mkdir -p -- "$archives"
  file=$(find_archive xlsxwriter) || { make_xlsxwriter && file=$xlsxwriter_folder/libxlsxwriter.a; }
  ln -s -- "$file" "$archives/libxlsxwriter.a"
  for name in openblas z sqlite3 stdc++; do
    file=$(find_archive "$name") || fail 69 "There is no static library lib$name.a here, which Debian's packages for developers have."
    ln -s -- "$file" "$archives/lib$name.a"
  done
  for package in openblas zlib sqlite3 xlsxwriter; do
    name=${package/zlib/z}
    # What it needs stands behind it.
    [[ $package == xlsxwriter ]] && name+=" -lz"
    cat >"$archives/$package.pc" <<EOF
Name: $package
Description: the static library
Version: $(pkg-config --modversion "$package")
Cflags: $(pkg-config --cflags "$package")
Libs: -L$archives -l$name
EOF
  done
}

# Builds it, and the program that makes manual pages of what the argument parser knows.
build_static() {
  up_to_date "$static_binary" "$static_folder/built" && return
  need_swift
  need_libraries
  say "building lrfind with its libraries in it (a folder of its own; the first time takes a few minutes)…"
  describe_archives
  # No symbols, no folder of this machine, no libgcc to look for.
  PKG_CONFIG_PATH=$archives build_products "$static_folder/built" "lrfind generate-manual" \
    --scratch-path "$static_folder" --static-swift-stdlib \
    -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker -s -Xcc "-ffile-prefix-map=$project/="
}
