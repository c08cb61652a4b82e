#!/usr/bin/env bash
# tests/search/command/completion.sh: bash, zsh and fish complete commands, options, and what an index holds.
#
# usage: completion.sh BINARY SOURCE
# zsh and fish are tried where they are installed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export LC_ALL=C.UTF-8 KOMPASS_CONFIG='' KOMPASS_INDEX="$folder/index" HOME="$folder" XDG_CONFIG_HOME="$folder"
ln -s "$1" "$folder/kompass"
PATH=$folder:$PATH
kompass index "$2"/corpus/reports 2>"$folder/said" >&2
kompass index --index "$folder/other index" "$2"/corpus/reports/kalix-2012.txt 2>"$folder/said" >&2

failures=0
# expect SHELL LINE EXPECTED FOUND: the words found are those expected, or, where these end in "...", begin so.
expect() {
  local found
  found=$(tr '\n' ' ' <<<"$4" | sed 's/ *$//')
  case $3 in
  *...) [[ $found == "${3%...}"* ]] && return ;;
  *) [[ $found == "$3" ]] && return ;;
  esac
  echo "$1: \"$2\" gives \"$found\", not \"$3\""
  failures=$((failures + 1))
}

# ---- bash ----

source <(kompass --completion bash)
compopt() { :; } # outside of a completion it is an error

in_bash() { # EXPECTED WORD...
  COMP_WORDS=("${@:2}")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _kompass || true
  expect bash "${*:2}" "$1" "$(printf '%s\n' ${COMPREPLY[@]+"${COMPREPLY[@]}"})"
}

in_bash "search" kompass sear
in_bash "help history" kompass h
in_bash "learn" kompass help le
in_bash "--municipality --model" kompass models --m
in_bash "Luleå" kompass learn Lu
in_bash "Luleå" kompass search --municipality Lu
in_bash "Luleå" kompass search --municipality = Lu
in_bash "Kalix" kompass learn --index "$folder/other index" ''
in_bash "1.1 1.2..." kompass best -q 1.
in_bash "2010 2016" kompass search -r ''
in_bash "strength" kompass search --tag s
in_bash "json" kompass search -f j
in_bash "text json" kompass index --format ''
in_bash "text" kompass compact -f ''
in_bash "improvement weakness" kompass learn --tag ''
in_bash "" kompass search --limit ''

# ---- fish ----

if command -v fish >/dev/null; then
  kompass --completion fish >"$folder/kompass.fish"
  in_fish() { # EXPECTED LINE
    expect fish "$2" "$1" "$(fish -c "source $folder/kompass.fish; complete -C '$2'" | cut -f 1)"
  }
  in_fish "search" "kompass sear"
  in_fish "Luleå" "kompass learn Lu"
  in_fish "Luleå" "kompass search --municipality Lu"
  in_fish "Luleå" "kompass search -m Lu"
  in_fish "1.1 1.2..." "kompass best --question 1."
  in_fish "2010 2016" "kompass search --revision 20"
  in_fish "strength" "kompass search --tag st"
  in_fish "--municipality" "kompass learn --muni"
else
  echo "fish is not installed"
fi

# ---- zsh ----

# What it would show, zsh tells to nobody but a terminal: the functions that it shows by are replaced.
if command -v zsh >/dev/null; then
  kompass --completion zsh >"$folder/_kompass"
  cat >"$folder/try.zsh" <<'END'
_arguments() { print -rl -- ARGUMENTS "$@" }
_describe() { print -rl -- "${(@P)${@[-1]}}" }
typeset -A opt_args
words=("$@") CURRENT=$#
source $ZDOTDIR/_kompass
END
  in_zsh() { # EXPECTED PATTERN WORD...
    expect zsh "${*:3}" "$1" "$(ZDOTDIR=$folder zsh -f "$folder/try.zsh" "${@:3}" 2>&1 | grep -oE -- "$2" | uniq)"
  }
  in_zsh "index search" '^(index|search)' kompass ''
  in_zsh "_kompass_offer municipalities" '_kompass_offer municipalities$' kompass learn ''
  in_zsh "_kompass_offer questions" '_kompass_offer questions' kompass best --question ''
  in_zsh "--area=" '--area=' kompass search --ar
  zsh -f -n "$folder/_kompass" || failures=$((failures + 1))
else
  echo "zsh is not installed"
fi
echo "$failures failures"
exit $((failures > 0))
