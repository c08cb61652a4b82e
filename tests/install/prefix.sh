#!/bin/sh
# tests/install/prefix.sh: installed under any prefix, kompass reads PDF, and nothing is left when it is uninstalled.
#
# usage: prefix.sh BUILD SOURCE MAKE_PDF
# Installs into a folder whose name has a space and an "å", and as a package does, with DESTDIR.
set -eu

build=$1
source=$2
make_pdf=$3
folder=$(mktemp -d)
manifest=$build/install_manifest.txt
[ ! -f "$manifest" ] || cp "$manifest" "$folder/manifest"
cleanup() {
  rm -f "$manifest"
  [ ! -f "$folder/manifest" ] || cp "$folder/manifest" "$manifest"
  rm -rf "$folder"
}
trap cleanup EXIT
unset KOMPASS_READ_PDF KOMPASS_LEXICON KOMPASS_INDEX KOMPASS_CONFIG KOMPASS_REPORTS DESTDIR
export HOME="$folder" XDG_DATA_HOME="$folder/data" LC_ALL=C.UTF-8

fail() {
  echo "prefix.sh: $*" >&2
  exit 1
}

# says FILE TEXT: the file holds the text.
says() {
  grep -qF -- "$2" "$1" || fail "$1 does not say \"$2\": $(cat "$1")"
}

# reads PROGRAM: it reads a PDF file and finds what stands in it.
reads() {
  "$1" index --index "$folder/index" "$folder/luleå.pdf" >"$folder/out" 2>"$folder/err" ||
    fail "$1 reads no PDF: $(cat "$folder/err")"
  "$1" search --index "$folder/index" visselblåsarfunktion >"$folder/out"
  says "$folder/out" "Luleå 2018"
  rm -rf "$folder/index"
}

uninstall() {
  cmake --build "$build" --target uninstall >"$folder/out" || fail "$(cat "$folder/out")"
}

"$make_pdf" "$source/corpus/reports/lulea-2018.txt" "$folder/luleå.pdf" 1

# A prefix chosen when it is installed.
prefix="$folder/på plats/100%"
cmake --install "$build" --prefix "$prefix" >"$folder/out"
reads "$prefix/bin/kompass"
says "$prefix/lib/systemd/system/kompass-shard@.service" "$folder/på plats/100%%/etc/kompass/shard-%i.conf"
says "$prefix/lib/systemd/system/kompass.service" "ExecStart=\"$folder/på plats/100%%/bin/kompass\" serve"
says "$prefix/etc/kompass/kompass.conf" "index = $prefix/var/lib/kompass/index"
for page in man1/kompass.1 man1/kompass-who.1 man5/kompass.conf.5; do
  [ -s "$prefix/share/man/$page" ] || fail "no manual page $page"
  if command -v man >/dev/null; then
    man --warnings -E UTF-8 -l "$prefix/share/man/$page" >"$folder/out" 2>"$folder/err"
    [ ! -s "$folder/err" ] || fail "$page: $(cat "$folder/err")"
  fi
done
for script in bash-completion/completions/kompass zsh/site-functions/_kompass fish/vendor_completions.d/kompass.fish; do
  [ -s "$prefix/share/$script" ] || fail "no completion $script"
done
if command -v systemd-analyze >/dev/null; then
  (cd "$prefix/lib/systemd/system" && systemd-analyze verify --man=no ./kompass*.* ) 2>&1 | tee "$folder/out"
  [ ! -s "$folder/out" ] || fail "systemd-analyze finds fault with the units"
fi
# It speaks Swedish to those who do, also where their locale is not there.
LC_ALL=sv_SE.UTF-8 "$prefix/bin/kompass" help >"$folder/out"
says "$folder/out" "läs in rapporter i indexet"
# Its own configuration and its own lexicon are read, not those of another installation.
"$prefix/bin/kompass" status 2>"$folder/err" && fail "an index where none was made"
says "$folder/err" "$prefix/var/lib/kompass/index"
echo nonsense >"$prefix/share/kompass/lexicon"
"$prefix/bin/kompass" index --index "$folder/index" "$folder/luleå.pdf" >"$folder/out" 2>"$folder/err" && fail "a lexicon that is none"
says "$folder/err" "$prefix/share/kompass/lexicon is no lexicon"

# Moved as a whole.
cmake --install "$build" --prefix "$prefix" >"$folder/out"
mv "$folder/på plats" "$folder/flyttat"
reads "$folder/flyttat/100%/bin/kompass"
LC_ALL=sv_SE.UTF-8 "$folder/flyttat/100%/bin/kompass" help >"$folder/out"
says "$folder/out" "läs in rapporter i indexet"
mv "$folder/flyttat" "$folder/på plats"

# What was edited stays, when it is installed again and when it is uninstalled.
echo "# edited" >>"$prefix/etc/kompass/kompass.conf"
cmake --install "$build" --prefix "$prefix" >"$folder/out"
says "$prefix/etc/kompass/kompass.conf" "# edited"
uninstall
[ "$(find "$prefix" -type f)" = "$prefix/etc/kompass/kompass.conf" ] || fail "left: $(find "$prefix" -type f)"

# As a package.
export DESTDIR="$folder/rot"
cmake --install "$build" --prefix /usr >"$folder/out"
reads "$DESTDIR/usr/bin/kompass"
says "$DESTDIR/usr/lib/systemd/system/kompass.service" 'ExecStart="/usr/bin/kompass" serve'
says "$DESTDIR/etc/kompass/kompass.conf" "index = /var/lib/kompass/index"
says "$DESTDIR/usr/lib/tmpfiles.d/kompass.conf" '"/var/lib/kompass/reports"'
if grep -rlF "$folder" "$DESTDIR"; then fail "the folder of the package stands in a file"; fi
uninstall
[ -z "$(find "$DESTDIR" -type f)" ] || fail "left: $(find "$DESTDIR" -type f)"
[ -z "$(find "$DESTDIR" -name kompass)" ] || fail "left: $(find "$DESTDIR" -name kompass)"
echo "installed under three prefixes, moved, and uninstalled"
