/* corpus/reading/scores/score_figures.c: what the printed figures of one row can mean.
 *
 * A row prints the same fact up to three times (points, maximum, percentage), and the instrument
 * knows one of the three. So a misread figure shows: points above the maximum, a percentage that is
 * not that of the points, a maximum that the question does not have. Every figure has variants: as
 * printed; with letters that look like digits read as these ("l4"); for a percentage without its
 * last sign, as text recognition takes "%" for 0, 9 or 6 ("730"); and, where nothing else fits,
 * with one digit replaced, added or taken away. A reading is a choice of variants that satisfies
 * the rules; those of least cost are handed over, and where they are several the caller must find
 * out which, or do without. */
#include "corpus/reading/scores/score_figures.h"

#include <math.h>
#include <string.h>

#define ROUNDING 0.5
#define EXACT 1e-9
#define MOST_CHARS 4
#define MOST_PERCENT 100
#define ROUND_MAXIMUM 5.0 /* the maxima of questions are multiples of it */
#define MOST_OF_A_QUESTION 50.0
/* What departs from the print, or from what is known, costs. */
#define LETTER_COST 1.0    /* a sign that looks like a digit */
#define SIGN_COST 1.0      /* "%" taken for a digit */
#define EDIT_COST 3.0      /* a digit replaced, added or taken away */
#define OTHER_MAX_COST 3.0 /* another maximum than the question is known to have */
#define MISSING_COST 2.0   /* a maximum or a percentage is not printed */
#define DERIVED_COST 5.0   /* points are not printed, but follow from the other two */

bool
corpus_percent_fits(double score, double max, double percent) {
  double lowest = (score - ROUNDING) * 100 / max - ROUNDING;
  double highest = (score + ROUNDING) * 100 / max + ROUNDING;
  return max > 0 && percent >= lowest - EXACT && percent <= highest + EXACT;
}

/* The digit that the sign looks like, 0 if none. */
static char
digit_like(char sign) {
  static const char *const alike[] = {"lI|!i1", "OoQD0", "Zz2", "Ss5", "B8", "gq9", "b6"};
  for (guint i = 0; i < G_N_ELEMENTS(alike); i++)
    if (sign != '\0' && strchr(alike[i], sign) != NULL)
      return alike[i][strlen(alike[i]) - 1];
  return g_ascii_isdigit(sign) ? sign : '\0';
}

/* Cuts what may stand around a figure ("(62 %)", "|12") off. */
static void
trim(const char **word, gsize *bytes) {
  while (*bytes > 1 && strchr("(|[", **word) != NULL) {
    (*word)++;
    (*bytes)--;
  }
  while (*bytes > 1 && strchr(")]|;", (*word)[*bytes - 1]) != NULL)
    (*bytes)--;
}

static bool
is_number(const char *text) {
  gsize whole = strspn(text, "0123456789");
  gsize part =
      text[whole] == ',' || text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
  return whole > 0 && whole <= MOST_CHARS && part <= 2 &&
         text[whole + (text[whole] != '\0' ? 1 + part : 0)] == '\0' &&
         (text[whole] == '\0' || part > 0);
}

bool
corpus_score_figure_parse(const char *word, gsize bytes, CorpusScoreFigure *figure) {
  trim(&word, &bytes);
  memset(figure, 0, sizeof *figure);
  if (bytes > 1 && word[bytes - 1] == '%') {
    figure->percent = true;
    bytes--;
  }
  if (bytes == 0 || bytes >= sizeof figure->text)
    return false;
  memcpy(figure->text, word, bytes);
  figure->value = NAN;
  if (is_number(figure->text)) {
    char *plain = g_strdelimit(g_strdup(figure->text), ",", '.');
    figure->value = g_ascii_strtod(plain, NULL);
    g_free(plain);
    return true;
  }
  guint digits = 0;
  for (gsize i = 0; i < bytes; i++) {
    if (digit_like(word[i]) == '\0')
      return false;
    digits += g_ascii_isdigit(word[i]) ? 1 : 0;
  }
  return bytes <= MOST_CHARS && (digits > 0 || bytes == 2);
}

typedef struct {
  double value, cost;
} Variant;

static void
add_variant(GArray *variants, const char *digits, double cost) {
  gsize length = strspn(digits, "0123456789");
  Variant variant = {0, cost};
  for (gsize i = 0; i < length; i++)
    variant.value = 10 * variant.value + (digits[i] - '0');
  if (length > 0 && length <= MOST_CHARS && digits[length] == '\0')
    g_array_append_val(variants, variant);
}

/* One digit other than it is, one more, one less. */
static void
add_edits(GArray *variants, const char *digits, double cost) {
  char edited[sizeof((CorpusScoreFigure *)NULL)->text + 2];
  gsize length = strlen(digits);
  for (gsize at = 0; at <= length; at++)
    for (char digit = '0'; digit <= '9'; digit++) {
      memcpy(edited, digits, at);
      edited[at] = digit;
      memcpy(edited + at + 1, digits + at, length - at + 1);
      if (*edited != '0')
        add_variant(variants, edited, cost + EDIT_COST);
      if (at < length && digits[at] != digit) {
        memcpy(edited + at + 1, digits + at + 1, length - at);
        add_variant(variants, edited, cost + EDIT_COST);
      }
    }
  for (gsize at = 0; at < length && length > 1; at++) {
    memcpy(edited, digits, at);
    memcpy(edited + at, digits + at + 1, length - at);
    add_variant(variants, edited, cost + EDIT_COST);
  }
}

static GArray *
variants_of(const CorpusScoreFigure *figure, bool is_percent, bool edited) {
  GArray *variants = g_array_new(FALSE, FALSE, sizeof(Variant));
  char digits[sizeof figure->text] = "";
  double cost = 0;
  bool whole = strpbrk(figure->text, ",.") == NULL;
  for (gsize i = 0; figure->text[i] != '\0' && whole; i++) {
    digits[i] = digit_like(figure->text[i]);
    cost += g_ascii_isdigit(figure->text[i]) ? 0 : LETTER_COST;
  }
  if (!whole) {
    Variant printed = {figure->value, 0};
    g_array_append_val(variants, printed);
    return variants;
  }
  bool odd = digits[0] == '0' && digits[1] != '\0'; /* nobody prints "06" */
  add_variant(variants, digits, cost + (odd ? EDIT_COST : 0));
  if (is_percent && !figure->percent && strlen(digits) > 1) {
    char *without = g_strndup(digits, strlen(digits) - 1);
    add_variant(variants, without, cost + SIGN_COST);
    g_free(without);
  }
  if (edited)
    add_edits(variants, digits, cost);
  return variants;
}

static bool
same_reading(const CorpusScoreReading *a, const CorpusScoreReading *b) {
  return fabs(a->score - b->score) < EXACT && fabs(a->max - b->max) < EXACT &&
         (fabs(a->percent - b->percent) < EXACT || (isnan(a->percent) && isnan(b->percent)));
}

/* Keeps the readings of least cost only. */
static void
keep_reading(GArray *readings, CorpusScoreReading reading) {
  double least = readings->len > 0 ? g_array_index(readings, CorpusScoreReading, 0).cost : INFINITY;
  if (reading.cost > least + EXACT)
    return;
  if (reading.cost < least - EXACT)
    g_array_set_size(readings, 0);
  for (guint i = 0; i < readings->len; i++)
    if (same_reading(&g_array_index(readings, CorpusScoreReading, i), &reading))
      return;
  g_array_append_val(readings, reading);
}

/* The points that alone fit maximum and percentage; NAN where several do. */
static double
points_of(double max, double percent) {
  double found = NAN;
  guint count = 0;
  for (double score = 0; score <= max; score++)
    if (corpus_percent_fits(score, max, percent)) {
      found = score;
      count++;
    }
  return count == 1 ? found : NAN;
}

/* Takes a choice of variants in, if it satisfies the rules. Points that are not printed are left
 * open where several fit. */
static void
consider(GArray *readings, CorpusScoreReading reading, const CorpusScoreRules *rules) {
  if (isnan(reading.max) && rules->max > 0) {
    reading.max = rules->max;
    reading.cost += rules->no_max ? 0 : MISSING_COST;
  }
  if (isnan(reading.score) && !isnan(reading.max) && !isnan(reading.percent)) {
    reading.score = points_of(reading.max, reading.percent);
    reading.cost += DERIVED_COST;
  }
  bool lost = isnan(reading.score) && rules->max > 0 && !isnan(reading.percent) &&
              fabs(reading.max - rules->max) < EXACT;
  if (isnan(reading.max) || reading.max <= 0 || (isnan(reading.score) && !lost) ||
      reading.score > reading.max + EXACT)
    return;
  if (!isnan(reading.percent) &&
      (reading.percent > MOST_PERCENT ||
       (!lost && !corpus_percent_fits(reading.score, reading.max, reading.percent))))
    return;
  if (rules->max > 0 && fabs(reading.max - rules->max) > EXACT)
    reading.cost += OTHER_MAX_COST;
  keep_reading(readings, reading);
}

/* A maximum that is neither printed nor known follows from points and percentage: the instrument
 * gives its questions round ones. Where several fit, the table's sum may tell which. */
static void
consider_round_maxima(GArray *readings, CorpusScoreReading reading, const CorpusScoreRules *rules) {
  if (!rules->no_max || !isnan(reading.max) || rules->max > 0 || isnan(reading.score) ||
      isnan(reading.percent))
    return;
  for (double max = ROUND_MAXIMUM; max <= MOST_OF_A_QUESTION; max += ROUND_MAXIMUM) {
    reading.max = max;
    if (fabs(reading.score * MOST_PERCENT / max - reading.percent) <= ROUNDING + EXACT)
      consider(readings, reading, rules);
  }
}

#define ROLES 3
#define NONE_EDITED ROLES

/* Which of points (0), maximum (1) and percentage (2) the figures are: -1 = not printed. */
typedef struct {
  int at[ROLES];
} Roles;

static const CorpusScoreFigure *
figure_in(const CorpusScoreFigure *figures, Roles roles, guint role) {
  return roles.at[role] >= 0 ? &figures[roles.at[role]] : NULL;
}

/* edited: the role whose figure is read with a digit changed. */
static void
read_roles(GArray *readings, const CorpusScoreFigure *figures, Roles roles,
           const CorpusScoreRules *rules, guint edited) {
  GArray *variants[ROLES];
  const Variant missing = {NAN, 0};
  for (guint role = 0; role < ROLES; role++) {
    const CorpusScoreFigure *figure = figure_in(figures, roles, role);
    variants[role] = figure != NULL ? variants_of(figure, role == 2, role == edited)
                                    : g_array_new(FALSE, FALSE, sizeof(Variant));
    if (figure == NULL)
      g_array_append_val(variants[role], missing);
  }
  for (guint i = 0; i < variants[0]->len; i++)
    for (guint j = 0; j < variants[1]->len; j++)
      for (guint k = 0; k < variants[2]->len; k++) {
        const Variant *score = &g_array_index(variants[0], Variant, i);
        const Variant *max = &g_array_index(variants[1], Variant, j);
        const Variant *percent = &g_array_index(variants[2], Variant, k);
        CorpusScoreReading reading = {score->value, max->value, percent->value,
                                      score->cost + max->cost + percent->cost, false};
        reading.as_printed =
            reading.cost < EXACT && roles.at[0] >= 0 && (roles.at[1] >= 0 || rules->no_max);
        if (rules->columns == 3 && roles.at[2] < 0)
          reading.cost += MISSING_COST;
        consider(readings, reading, rules);
        consider_round_maxima(readings, reading, rules);
      }
  for (guint role = 0; role < ROLES; role++)
    g_array_unref(variants[role]);
}

/* Do the signs "%" stand where the roles have a percentage? */
static bool
signs_fit(const CorpusScoreFigure *figures, guint count, Roles roles) {
  for (guint i = 0; i < count; i++)
    if (figures[i].percent && roles.at[2] != (int)i)
      return false;
  return true;
}

/* Reads the figures in each way in which that many of them can stand for points, maximum and
 * percentage. */
static void
read_ways(GArray *readings, const CorpusScoreFigure *figures, guint count,
          const CorpusScoreRules *rules, guint edited) {
  static const Roles three[] = {{{0, 1, 2}}}, two[] = {{{0, 1, -1}}, {{0, -1, 1}}, {{-1, 0, 1}}};
  guint ways = count == 3 ? 1 : count == 2 && rules->columns == 3 ? 3 : count == 2 ? 1 : 0;
  for (guint way = 0; way < ways; way++) {
    Roles roles = count == 3 ? three[way] : two[way];
    if (rules->max_first && roles.at[0] >= 0 && roles.at[1] >= 0) {
      int first = roles.at[0];
      roles.at[0] = roles.at[1];
      roles.at[1] = first;
    }
    if (signs_fit(figures, count, roles))
      read_roles(readings, figures, roles, rules, edited);
  }
}

GArray *
corpus_score_readings(const CorpusScoreFigure *figures, guint count,
                      const CorpusScoreRules *rules) {
  GArray *readings = g_array_new(FALSE, FALSE, sizeof(CorpusScoreReading));
  read_ways(readings, figures, count, rules, NONE_EDITED);
  bool doubtful =
      readings->len == 0 || g_array_index(readings, CorpusScoreReading, 0).cost > EDIT_COST - EXACT;
  for (guint role = 0; role < ROLES && doubtful && count == ROLES; role++)
    read_ways(readings, figures, count, rules, role);
  return readings;
}
