# corpus/language/thesaurus.awk: the entries of a MyThes thesaurus (in UTF-8), one a line: "entry|word|word".
#
# A MyThes file names its encoding in the first line. An entry is "entry|n", and n lines of meanings follow:
# "(kind)|word|word". Words that are several are left out, as are entries of which no word is left.
BEGIN { FS = "|" }
NR == 1 { next }
meanings == 0 { entry = tolower($1); meanings = $2; words = ""; next }
{
  for (i = 2; i <= NF; i++)
    if ($i != "" && $i !~ / / && index(words "|", "|" tolower($i) "|") == 0)
      words = words "|" tolower($i)
  if (--meanings == 0 && words != "" && entry !~ / /)
    print entry words
}
