#!/bin/sh
# tests/install/package.sh: the Debian package installs, answers, is upgraded and purged in a fresh Debian.
#
# usage: package.sh SOURCE     exit status 77 (skipped) without KOMPASS_PACKAGE, the package to try
set -eu

# What it is built from is what the scripts install.
scripts=$(sed -n '/^build_packages="/,/"$/p' "$1/scripts/install-packages" | sed 's/build_packages=//' | tr -d '"' | xargs printf '%s\n' |
  grep -vxE 'gcc|g\+\+' | LC_ALL=C sort)
control=$(sed -n '/^Build-Depends:/,/^[A-Z]/p' "$1/debian/control" | grep -vE '^(Standards|Rules)' | sed 's/Build-Depends://; s/([^)]*)//g' | tr -d ' ' |
  tr ',' '\n' | grep -vE '^(debhelper-compat|dh-sequence-.*|)$' | LC_ALL=C sort)
[ "$scripts" = "$control" ] || {
  printf '%s\n' "debian/control and scripts/install-packages differ in:" "$scripts" "$control" | sort | uniq -u >&2
  exit 1
}

[ -n "${KOMPASS_PACKAGE:-}" ] || { echo "skipped: KOMPASS_PACKAGE is not set (tests/install/README.md)" && exit 77; }
exec sh "$1/scripts/package-test" "$KOMPASS_PACKAGE"
