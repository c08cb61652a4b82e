/* search/query/syntax.c: reads the user's query language by recursive descent. */
#include "search/query/syntax.h"

#include <glib/gi18n.h>
#include <string.h>

#include "search/ask/error.h"

typedef enum {
  TOKEN_END,
  TOKEN_WORD,
  TOKEN_PHRASE,
  TOKEN_PREFIX,
  TOKEN_EVERYTHING,
  TOKEN_MINUS, /* "-" before a word, a phrase or a group; and NOT */
  TOKEN_AND,
  TOKEN_OR,
  TOKEN_OPEN,
  TOKEN_CLOSE
} TokenKind;

typedef struct {
  TokenKind kind;
  char *text; /* owned until a node takes it */
} Token;

typedef struct {
  GArray *tokens; /* Token, ends with TOKEN_END */
  guint next;
  unsigned depth;
} Parser;

/* ---- tokens ---- */

static bool
is_quote(gunichar c) {
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

static void
clear_token(gpointer token) {
  g_free(((Token *)token)->text);
}

static void
add_token(GArray *tokens, TokenKind kind, char *text) {
  Token token = {kind, text};
  g_array_append_val(tokens, token);
}

/* From the quotation mark to the next one, or to the end. */
static const char *
read_phrase(GArray *tokens, const char *at) {
  const char *start = g_utf8_next_char(at);
  const char *end = start;
  while (*end != '\0' && !is_quote(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  add_token(tokens, TOKEN_PHRASE, g_strndup(start, (gsize)(end - start)));
  return *end == '\0' ? end : g_utf8_next_char(end);
}

static bool
ends_word(const char *at) {
  gunichar c = g_utf8_get_char(at);
  return c == 0 || g_unichar_isspace(c) || is_quote(c) || c == '(' || c == ')' || c == '*';
}

static void
add_word(GArray *tokens, char *word) {
  TokenKind kind = TOKEN_WORD;
  if (strcmp(word, "AND") == 0)
    kind = TOKEN_AND;
  else if (strcmp(word, "OR") == 0)
    kind = TOKEN_OR;
  else if (strcmp(word, "NOT") == 0)
    kind = TOKEN_MINUS;
  if (kind != TOKEN_WORD)
    g_clear_pointer(&word, g_free);
  add_token(tokens, kind, word);
}

/* A word, an operator, or the beginning of words before an asterisk. */
static const char *
read_word(GArray *tokens, const char *at, GError **error) {
  const char *end = at;
  while (!ends_word(end))
    end = g_utf8_next_char(end);
  char *word = g_strndup(at, (gsize)(end - at));
  if (*end != '*') {
    add_word(tokens, word);
    return end;
  }
  if (*word == '\0') {
    g_free(word);
    add_token(tokens, TOKEN_EVERYTHING, NULL);
  } else if (g_utf8_strlen(word, -1) < SEARCH_PREFIX_MIN_CHARS) {
    const char *const values[] = {"word", word, "letters", G_STRINGIFY(SEARCH_PREFIX_MIN_CHARS),
                                  NULL};
    search_error_set(error, SEARCH_ERROR_USAGE, "beginning_too_short", values, NULL,
                     _("%s* is too short: give at least %d letters before the asterisk"), word,
                     SEARCH_PREFIX_MIN_CHARS);
    g_free(word);
    return NULL;
  } else {
    add_token(tokens, TOKEN_PREFIX, word);
  }
  return end + strspn(end, "*");
}

static const char *
read_token(GArray *tokens, const char *at, GError **error) {
  gunichar c = g_utf8_get_char(at);
  if (is_quote(c))
    return read_phrase(tokens, at);
  if (c == '(' || c == ')') {
    add_token(tokens, c == '(' ? TOKEN_OPEN : TOKEN_CLOSE, NULL);
    return at + 1;
  }
  if (c == '-') {
    const char *after = at + strspn(at, "-");
    gunichar next = g_utf8_get_char(after);
    if (next != 0 && !g_unichar_isspace(next) && next != ')')
      add_token(tokens, TOKEN_MINUS, NULL);
    return after;
  }
  return read_word(tokens, at, error);
}

static GArray *
read_tokens(const char *query, GError **error) {
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(Token));
  g_array_set_clear_func(tokens, clear_token);
  const char *at = query;
  while (at != NULL && *at != '\0') {
    if (g_unichar_isspace(g_utf8_get_char(at)))
      at = g_utf8_next_char(at);
    else
      at = read_token(tokens, at, error);
  }
  if (at == NULL) {
    g_array_unref(tokens);
    return NULL;
  }
  add_token(tokens, TOKEN_END, NULL);
  return tokens;
}

/* ---- nodes ---- */

static SearchNode *
node_new(SearchNodeKind kind, char *text) {
  SearchNode *node = g_new0(SearchNode, 1);
  node->kind = kind;
  node->text = text;
  if (kind >= SEARCH_NODE_SIDE)
    node->children = g_ptr_array_new_with_free_func((GDestroyNotify)search_node_free);
  return node;
}

void
search_node_free(SearchNode *node) {
  if (node == NULL)
    return;
  g_free(node->text);
  if (node->children != NULL)
    g_ptr_array_unref(node->children);
  g_free(node);
}

/* The children as one node of the kind; takes and frees the array. NULL if there are none. */
static SearchNode *
join(SearchNodeKind kind, GPtrArray *children) {
  SearchNode *node = NULL;
  if (children->len == 1) {
    node = children->pdata[0];
  } else if (children->len > 1) {
    node = node_new(kind, NULL);
    for (guint i = 0; i < children->len; i++)
      g_ptr_array_add(node->children, children->pdata[i]);
  }
  g_ptr_array_free(children, TRUE);
  return node;
}

/* wanted without unwanted; takes both, either may be NULL. */
static SearchNode *
without(SearchNode *wanted, SearchNode *unwanted) {
  if (unwanted == NULL)
    return wanted;
  SearchNode *node = node_new(SEARCH_NODE_EXCEPT, NULL);
  g_ptr_array_add(node->children, wanted != NULL ? wanted : node_new(SEARCH_NODE_EVERYTHING, NULL));
  g_ptr_array_add(node->children, unwanted);
  return node;
}

/* ---- grammar ----
 * Each level returns false after an error, and may give NULL for "nothing there". */

static bool parse_or(Parser *parser, SearchNode **node, GError **error);

static Token *
peek(Parser *parser) {
  return &g_array_index(parser->tokens, Token, parser->next);
}

static bool
has_word(const char *text) {
  for (; *text != '\0'; text = g_utf8_next_char(text))
    if (g_unichar_isalnum(g_utf8_get_char(text)))
      return true;
  return false;
}

static bool
parse_group(Parser *parser, SearchNode **node, GError **error) {
  if (++parser->depth > SEARCH_QUERY_MAX_DEPTH) {
    return search_error_set(error, SEARCH_ERROR_USAGE, "nested_too_deep", NULL, NULL,
                            _("the query has parentheses nested deeper than %d"),
                            SEARCH_QUERY_MAX_DEPTH);
  }
  if (!parse_or(parser, node, error))
    return false;
  if (peek(parser)->kind == TOKEN_CLOSE)
    parser->next++;
  parser->depth--;
  return true;
}

/* A word, a phrase, a prefix, everything, or a group. */
static bool
parse_unit(Parser *parser, SearchNode **node, GError **error) {
  Token *token = peek(parser);
  parser->next++;
  *node = NULL;
  if (token->kind == TOKEN_OPEN)
    return parse_group(parser, node, error);
  if (token->kind == TOKEN_EVERYTHING) {
    *node = node_new(SEARCH_NODE_EVERYTHING, NULL);
  } else if (has_word(token->text)) {
    SearchNodeKind kind = token->kind == TOKEN_PHRASE   ? SEARCH_NODE_PHRASE
                          : token->kind == TOKEN_PREFIX ? SEARCH_NODE_PREFIX
                                                        : SEARCH_NODE_WORD;
    *node = node_new(kind, g_steal_pointer(&token->text));
  }
  return true;
}

static bool
starts_unit(TokenKind kind) {
  return kind == TOKEN_WORD || kind == TOKEN_PHRASE || kind == TOKEN_PREFIX ||
         kind == TOKEN_EVERYTHING || kind == TOKEN_OPEN;
}

/* Units side by side; those after a minus go to unwanted. */
static bool
parse_side(Parser *parser, GPtrArray *wanted, GPtrArray *unwanted, GError **error) {
  GPtrArray *side = g_ptr_array_new();
  bool ok = true, minus = false;
  for (; ok && (starts_unit(peek(parser)->kind) || peek(parser)->kind == TOKEN_MINUS);) {
    if (peek(parser)->kind == TOKEN_MINUS) {
      minus = true;
      parser->next++;
      continue;
    }
    SearchNode *node = NULL;
    ok = parse_unit(parser, &node, error);
    if (node != NULL)
      g_ptr_array_add(minus ? unwanted : side, node);
    minus = false;
  }
  SearchNode *joined = join(SEARCH_NODE_SIDE, side);
  if (joined != NULL)
    g_ptr_array_add(wanted, joined);
  return ok;
}

static bool
parse_and(Parser *parser, SearchNode **node, GError **error) {
  GPtrArray *wanted = g_ptr_array_new();
  GPtrArray *unwanted = g_ptr_array_new();
  bool ok = parse_side(parser, wanted, unwanted, error);
  while (ok && peek(parser)->kind == TOKEN_AND) {
    parser->next++;
    ok = parse_side(parser, wanted, unwanted, error);
  }
  *node = without(join(SEARCH_NODE_AND, wanted), join(SEARCH_NODE_OR, unwanted));
  return ok;
}

static bool
parse_or(Parser *parser, SearchNode **node, GError **error) {
  GPtrArray *choices = g_ptr_array_new();
  bool ok = true;
  do {
    SearchNode *choice = NULL;
    if (peek(parser)->kind == TOKEN_OR)
      parser->next++;
    ok = parse_and(parser, &choice, error);
    if (choice != NULL)
      g_ptr_array_add(choices, choice);
  } while (ok && peek(parser)->kind == TOKEN_OR);
  *node = join(SEARCH_NODE_OR, choices);
  if (!ok)
    g_clear_pointer(node, search_node_free);
  return ok;
}

static SearchNode *
parse_tokens(GArray *tokens, GError **error) {
  Parser parser = {tokens, 0, 0};
  GPtrArray *parts = g_ptr_array_new();
  bool ok = true;
  while (ok && peek(&parser)->kind != TOKEN_END) {
    SearchNode *part = NULL;
    ok = parse_or(&parser, &part, error);
    if (part != NULL)
      g_ptr_array_add(parts, part);
    while (peek(&parser)->kind == TOKEN_CLOSE || peek(&parser)->kind == TOKEN_AND)
      parser.next++; /* nothing to close, nothing to join */
  }
  SearchNode *node = join(SEARCH_NODE_SIDE, parts);
  if (!ok)
    g_clear_pointer(&node, search_node_free);
  else if (node == NULL)
    search_error_set(error, SEARCH_ERROR_USAGE, "no_word", NULL, NULL,
                     _("the query holds no word (\"*\" finds every passage)"));
  return node;
}

SearchNode *
search_syntax_parse(const char *query, GError **error) {
  gsize length = strlen(query);
  if (length > SEARCH_QUERY_MAX_BYTES) {
    search_error_set(error, SEARCH_ERROR_TOO_LONG, "too_long", NULL, NULL,
                     _("the query is %zu bytes long; %d is the most"), length,
                     SEARCH_QUERY_MAX_BYTES);
    return NULL;
  }
  if (!g_utf8_validate(query, (gssize)length, NULL)) {
    search_error_set(error, SEARCH_ERROR_USAGE, "not_utf8", NULL, NULL,
                     _("the query is not UTF-8"));
    return NULL;
  }
  GArray *tokens = read_tokens(query, error);
  if (tokens == NULL)
    return NULL;
  SearchNode *node = parse_tokens(tokens, error);
  g_array_unref(tokens);
  return node;
}

/* ---- description ---- */

static void
describe(const SearchNode *node, GString *out) {
  static const char *const names[] = {
      [SEARCH_NODE_SIDE] = "SIDE",
      [SEARCH_NODE_AND] = "AND",
      [SEARCH_NODE_OR] = "OR",
      [SEARCH_NODE_EXCEPT] = "EXCEPT",
  };
  switch (node->kind) {
  case SEARCH_NODE_WORD:
    g_string_append(out, node->text);
    break;
  case SEARCH_NODE_PHRASE:
    g_string_append_printf(out, "\"%s\"", node->text);
    break;
  case SEARCH_NODE_PREFIX:
    g_string_append_printf(out, "%s*", node->text);
    break;
  case SEARCH_NODE_EVERYTHING:
    g_string_append_c(out, '*');
    break;
  case SEARCH_NODE_SIDE:
  case SEARCH_NODE_AND:
  case SEARCH_NODE_OR:
  case SEARCH_NODE_EXCEPT:
    g_string_append_printf(out, "(%s", names[node->kind]);
    for (guint i = 0; i < node->children->len; i++) {
      g_string_append_c(out, ' ');
      describe(node->children->pdata[i], out);
    }
    g_string_append_c(out, ')');
    break;
  }
}

char *
search_syntax_describe(const SearchNode *node) {
  GString *out = g_string_new(NULL);
  describe(node, out);
  return g_string_free(out, FALSE);
}
