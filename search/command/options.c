/* search/command/options.c: the table of subcommands and options itself. */
#include "search/command/options.h"

#include <glib/gi18n.h>
#include <limits.h>
#include <string.h>

#include "corpus/text/likeness.h"
#include "search/ask/filters.h"

#ifndef SEARCH_CONFIG_DEFAULT
#error "the build sets SEARCH_CONFIG_DEFAULT"
#endif

#define BIT(id) (1u << (id))
#define INDEX BIT(SEARCH_COMMAND_INDEX)
#define SEARCH BIT(SEARCH_COMMAND_SEARCH)
#define WHO BIT(SEARCH_COMMAND_WHO)
#define MODELS BIT(SEARCH_COMMAND_MODELS)
#define SCORES BIT(SEARCH_COMMAND_SCORES)
#define LEARN BIT(SEARCH_COMMAND_LEARN)
#define HISTORY BIT(SEARCH_COMMAND_HISTORY)
#define SIMILAR BIT(SEARCH_COMMAND_SIMILAR)
#define BEST BIT(SEARCH_COMMAND_BEST)
#define REPORT BIT(SEARCH_COMMAND_REPORT)
#define EXPORT BIT(SEARCH_COMMAND_EXPORT)
#define STATUS BIT(SEARCH_COMMAND_STATUS)
#define SUGGEST BIT(SEARCH_COMMAND_SUGGEST)
#define SERVE BIT(SEARCH_COMMAND_SERVE)
#define ALL (BIT(SEARCH_COMMANDS) - 1)
#define PASSAGES (SEARCH | WHO | MODELS | LEARN | EXPORT) /* whose answers are made of passages */
/* Whose reports can be narrowed, and whose answers can be cut into pages. */
#define FILTERED (PASSAGES | SCORES | HISTORY | BEST)
/* What reads an index. */
#define READING (FILTERED | SIMILAR | REPORT | STATUS | SUGGEST)
#define COMPARED (SCORES | SIMILAR) /* whose municipalities to compare with can be chosen */

#define TEXT BIT(SEARCH_FORMAT_TEXT)
#define JSON BIT(SEARCH_FORMAT_JSON)
/* What has rows comes in all tables. */
#define CSV (BIT(SEARCH_FORMAT_CSV) | BIT(SEARCH_FORMAT_CSV_SV) | BIT(SEARCH_FORMAT_XLSX))

#define PARAGRAPHS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define EXAMPLES(...) ((const SearchExample[]){__VA_ARGS__, {NULL, NULL}})

static const SearchCommand commands[SEARCH_COMMANDS] = {
    {SEARCH_COMMAND_INDEX, "index", N_("PATH..."), NULL, 1, UINT_MAX,
     N_("read reports into the index"),
     PARAGRAPHS(
         N_("Reads the reports that are given, or found in the folders that are given, PDF, .docx, "
            ".odt or text, into the index, which is created where there is none. Files that have "
            "not changed since they were last read are passed over; a report whose file has "
            "disappeared from its folder is removed. Without PATH the folders are read that the "
            "configuration names. An index of an earlier version is made anew from its own "
            "reports."),
         N_("The update is one transaction: until it is done the index answers as before, and a "
            "failure leaves it so. A file that cannot be read is named with the reason, the others "
            "are indexed, and the exit status is 1. What is odd about a report (figures that "
            "disagree, a text that had to be converted) is told, and kept for kompass status.")),
     EXAMPLES({"kompass index reports/", N_("read a folder into the user's own index")},
              {"kompass index --index /srv/kompass lulea-2018.txt", N_("one report, into another")},
              {"kompass index --index /srv/kompass --shards 4 reports/", N_("for four machines")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON},
    {SEARCH_COMMAND_COMPACT, "compact", "", NULL, 0, 0,
     N_("write the index once more, without gaps"),
     PARAGRAPHS(
         N_("An index that is made anew has no gaps, as has one of which a quarter or more was "
            "written by an update. Smaller updates leave some, so that an index that has seen many "
            "may take half as much room again, and more to search. This takes them out. Nothing is "
            "read anew, and what is answered stays the same."),
         N_("It is done as an update is: until it is done the index answers as before, and a "
            "failure "
            "leaves it so. For as long as it takes, the disk needs room for twice the index "
            "more.")),
     EXAMPLES({"kompass compact", N_("the user's own index")},
              {"kompass compact --index /srv/kompass", N_("another")}),
     SEARCH_FORMAT_TEXT, TEXT},
    {SEARCH_COMMAND_SEARCH, "search", N_("QUERY..."), "q", 1, UINT_MAX,
     N_("find passages, best first, with the scores beside each"),
     PARAGRAPHS(
         N_("Words side by side find the passages that hold any of what they mean, best first: in "
            "any inflection, as parts of compounds, as the field's synonyms, misspelt. \"Words in "
            "quotation marks\" stand next to each other; visselblås* finds every word that begins "
            "so; -word leaves passages out; AND, OR, NOT and parentheses join. * alone finds every "
            "passage."),
         N_("Background, the introductory text that is the same in every report, is left out "
            "unless it is asked for with --tag background. Areas and questions are found in "
            "reports of other revisions by what is about the same. Put -- before a query that "
            "begins with -.")),
     EXAMPLES(
         {"kompass search visselblåsarfunktion", N_("who writes of it, best first")},
         {"kompass search --area 4 --tag strength chefskontrakt", N_("strengths of one area")},
         {"kompass search '\"etiska riktlinjer\" -korruption'", N_("a phrase, without a word")},
         {"kompass search --municipality Luleå --tag improvement '*'", N_("all of one kind")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_WHO, "who", N_("TOPIC..."), "topic", 1, UINT_MAX,
     N_("say which municipalities have it, and which lack it"),
     PARAGRAPHS(
         N_("Says of each municipality whether it has the topic, by what its newest report says: "
            "has (it exists or is used), partial (in some units, begun or decided, or not good "
            "enough), lacks (said to be missing, not used, or proposed) or silent (not mentioned), "
            "with how sure that is in percent, the sentences that decided, the clearest first, and "
            "the score of the sub-question."),
         N_("The topic may be a word (chefskontrakt) or several (policy för mångfald); synonyms, "
            "inflections and parts of compounds are found by themselves. What a report tells of "
            "another municipality is listed apart, as told by others. All municipalities are shown "
            "unless --limit is given.")),
     EXAMPLES(
         {"kompass who visselblåsarfunktion", N_("who has one, and who lacks it")},
         {"kompass who --format xlsx kontaktcenter > vem.xlsx", N_("the same for a spreadsheet")},
         {"kompass who --explain kontaktcenter", N_("and why")},
         {"kompass who --revision 2016 'strategi för civilsamhället'", N_("several words")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_MODELS, "models", "", NULL, 0, 0,
     N_("list the municipalities that are named as role models"),
     PARAGRAPHS(
         N_("Lists which municipality is named as a role model (förebild), by whose report, in "
            "which area and in what words. A mere mention (a neighbour, a distance, a university) "
            "is told as a mention. The ranking counts how often each municipality is offered as a "
            "model by another's report; with --role, how often it is named so."),
         N_("All references are shown unless --limit is given.")),
     EXAMPLES({"kompass models --area 2", N_("role models for one area")},
              {"kompass models --model Helsingborg", N_("what one municipality is praised for")},
              {"kompass models --cite --question 4.4", N_("references to paste into a report")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_SCORES, "scores", N_("[MUNICIPALITY...]"), NULL, 0, UINT_MAX,
     N_("show score tables, ranks and the benchmark"),
     PARAGRAPHS(
         N_("Shows the score tables of the municipalities that are named (of all where none is), "
            "with each figure's rank, and the benchmark: mean, median, lowest and highest, for "
            "each revision by itself, as only scores of one revision can be compared."),
         N_("The benchmark, with quartiles and the best three in JSON and CSV, is taken over all "
            "reports of the index that pass --year, --revision, --county, --with and --group, "
            "whichever municipalities are shown; who of those chosen can't be compared is said. "
            "Where a report's figures disagree with each other they are shown as printed, with a "
            "warning. All reports are shown unless --limit is given."),
         N_("Groups of municipalities stand in a file that one writes oneself (--groups): a "
            "group's name alone on a line, within [ and ], and below it its municipalities by name "
            "or code, parted by commas or lines; # opens a comment. SKR's classes of "
            "municipalities and populations are not built in: write those that are needed as "
            "groups.")),
     EXAMPLES(
         {"kompass scores Luleå", N_("one municipality against the others")},
         {"kompass scores Luleå --with Kalix,Norsjö", N_("against some that one has chosen")},
         {"kompass scores Luleå --groups groups.ini --group Inlandet", N_("against a group")},
         {"kompass scores --revision 2016 --area 1", N_("one area of all that may be compared")},
         {"kompass scores --format xlsx > poang.xlsx", N_("everything, for a spreadsheet")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_LEARN, "learn", N_("MUNICIPALITY"), "municipality", 1, 1,
     N_("show what other municipalities do, question by question"),
     PARAGRAPHS(
         N_("Takes the municipality's newest report (--year and --revision choose another), the "
            "questions that are weakest in it, by percent and by distance to the best, and the "
            "improvements and weaknesses that it lists, and shows what to learn for each: "
            "sentences of other reports that say how it is done, with their score, page and "
            "passage, and the role models that reports name."),
         N_("Points are compared within one revision of the instrument only. A source from another "
            "revision is there for its subject, and is marked. --area and --question choose what "
            "is taken up, --tag improvement or weakness which of the listed items, --municipality "
            "whom to learn from. Everything is shown unless --limit is given.")),
     EXAMPLES({"kompass learn Luleå", N_("the start of an action plan")},
              {"kompass learn Luleå --area 4", N_("one area of it")},
              {"kompass learn Luleå --format xlsx > plan.xlsx", N_("the same for a spreadsheet")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_HISTORY, "history", N_("MUNICIPALITY"), "municipality", 1, 1,
     N_("show every evaluation of a municipality, and what changed"),
     PARAGRAPHS(N_(
         "Shows the municipality's evaluations, oldest first, with the points of each area and "
         "question and, where the same was asked for the same points, the change since the newest "
         "earlier evaluation; what can't be compared has none. Then the points of earlier years "
         "that its reports print, with what changed from one to the next, and what became of each "
         "evaluation's items in the next: strengths "
         "that stayed, improvements that were met (a strength now, or more points) and "
         "improvements that came back.")),
     EXAMPLES({"kompass history Norsjö", N_("all that is known of one municipality")},
              {"kompass history Norsjö --area 4", N_("one area, and what is about the same")},
              {"kompass history Norsjö --format csv", N_("every figure, for a spreadsheet")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_SIMILAR, "similar", N_("MUNICIPALITY"), "municipality", 1, 1,
     N_("show which municipalities are most like one"),
     PARAGRAPHS(
         N_("Orders the municipalities whose newest report was made with the same revision by how "
            "far they are from the one that is named: the difference in points of each area, in "
            "percent of the points that can be had, another county, and, where a file of groups is "
            "given, no group in common (each of these two is a difference of 100). What each part "
            "adds to the distance is shown, and its weight: 1 for each area, 0.25 for the county, "
            "0.5 for groups, unless --weight says otherwise."),
         N_("--year and --revision choose another report of the municipality, --with, --county and "
            "--group among whom to look, --area which areas count. Population and what else makes "
            "municipalities alike is not known to kompass; groups can say it.")),
     EXAMPLES({"kompass similar Luleå", N_("whom to compare with")},
              {"kompass similar Luleå --weight 4=3 --weight county=0", N_("leadership above all")},
              {"kompass similar Luleå --county Norrbotten", N_("the nearest of one county")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_BEST, "best", "", NULL, 0, 0,
     N_("show the best practice on a question, ready to cite"),
     PARAGRAPHS(
         N_("Shows for the question that --question names the five best-evidenced strengths of the "
            "municipalities that score highest on it, by their newest report of the question's "
            "revision: one of each municipality before a second of any, each as a line to paste.")),
     EXAMPLES({"kompass best --question 1.5", N_("who does best on ethics, and what they do")},
              {"kompass best --question 1.5 --revision 2010", N_("the same of an older revision")},
              {"kompass best --question 4.4 --limit 20", N_("more of them")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_REPORT, "report", N_("REPORT"), "id", 1, 1,
     N_("show one report as it was read, passage by passage"),
     PARAGRAPHS(
         N_("Shows a report of the index, named by its id (lulea-2018; kompass status lists them): "
            "its figures, what was odd about it, and its passages in reading order, background "
            "included, each with its page, area, question, heading and the way it points. Passages "
            "are numbered from 1: lulea-2018/57 is found with --offset 56 --limit 1."),
         N_("--area, --question and --tag choose passages. All are shown unless --limit is "
            "given.")),
     EXAMPLES(
         {"kompass report lulea-2018", N_("what was understood of a report")},
         {"kompass report lulea-2018 --area 4", N_("one chapter")},
         {"kompass report lulea-2018 --offset 54 --limit 5", N_("a passage among its neighbours")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_EXPORT, "export", "", NULL, 0, 0,
     N_("print every passage, one JSON object a line"),
     PARAGRAPHS(N_(
         "Prints every passage of the index, background included, in the order of the reports: as "
         "JSON lines, or as CSV. Filters narrow what is printed.")),
     EXAMPLES({"kompass export > passages.jsonl", N_("everything, to work on elsewhere")},
              {"kompass export --format csv --tag strength", N_("strengths, for a spreadsheet")}),
     SEARCH_FORMAT_JSON, JSON | CSV},
    {SEARCH_COMMAND_STATUS, "status", "", NULL, 0, 0, N_("say what is in the index"),
     PARAGRAPHS(N_(
         "Lists the reports of the index with their passages, the versions of the index and of the "
         "program, and every warning that was given when the reports were read.")),
     EXAMPLES({"kompass status", N_("reports and warnings")},
              {"kompass status --format json", N_("the same for a program")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_SUGGEST, "suggest", N_("TEXT..."), "q", 1, UINT_MAX,
     N_("say how a word or a municipality's name goes on"),
     PARAGRAPHS(N_(
         "Takes what somebody has typed so far, and shows the words of the reports that its last "
         "word is the beginning of, one inflection of each, with the number of passages that hold "
         "any of them (background included), and the municipalities with reports whose name, or a "
         "word of it, or code begins so. At most ten of each, unless there is a limit.")),
     EXAMPLES({"kompass suggest medborgard", N_("medborgardialog and its like")},
              {"kompass suggest etiska rik", N_("the last word is completed")},
              {"kompass suggest lule", N_("municipalities, too")}),
     SEARCH_FORMAT_TEXT, TEXT | JSON | CSV},
    {SEARCH_COMMAND_SERVE, "serve", "", NULL, 0, 0, N_("answer over HTTP, with a web page"),
     PARAGRAPHS(
         N_("Gives the same answers as JSON or CSV under /api/v1/, which /api/v1/openapi.json "
            "describes, and a web page at /. Filters are query parameters of the same names as the "
            "options. /healthz tells whether there is an index, /metrics counts for Prometheus."),
         N_("The service only reads. An update of the index is taken up with the next request. "
            "Each request is told on standard error. SIGTERM and SIGINT end the service when "
            "everything that was accepted is answered."),
         N_("Without --host it answers whatever name it is asked for. Then a web page from "
            "elsewhere that has its own name point at this machine (DNS rebinding) can have a "
            "browser here read the answers, also of a service that listens at 127.0.0.1. Where the "
            "reports are not public, name the hosts: --host localhost --host 127.0.0.1.")),
     EXAMPLES(
         {"kompass serve", N_("http://127.0.0.1:8080/, for this machine alone")},
         {"kompass serve --index /srv/kompass --listen 0.0.0.0:80", N_("for the whole network")},
         {"kompass serve --proxy 127.0.0.1 --host kompass.example.se", N_("behind a proxy here")},
         {"kompass serve --listen '[::1]:0'", N_("at any free port, which it tells")}),
     SEARCH_FORMAT_TEXT, TEXT},
};

static const SearchOption options[] = {
    {"index", 'i', SEARCH_OPTION_INDEX, N_("DIR"), false, ALL, NULL,
     N_("the index; without it $KOMPASS_INDEX, else as configured, else a folder of the user's "
        "own")},
    {"area", 'a', SEARCH_OPTION_FILTER, N_("N"), true, (FILTERED & ~BEST) | REPORT | SIMILAR, NULL,
     N_("only this area, numbered as in the one --revision given, else as in 2016")},
    {"question", 'q', SEARCH_OPTION_FILTER, N_("N.N"), true, FILTERED | REPORT, NULL,
     N_("only this question, like 1.5")},
    {"tag", 't', SEARCH_OPTION_FILTER, N_("TAG"), true, PASSAGES | REPORT,
     "strength improvement weakness neutral background",
     N_("only passages that point this way: {choices}")},
    {"municipality", 'm', SEARCH_OPTION_FILTER, N_("NAME"), true, FILTERED & ~HISTORY, NULL,
     N_("only reports of this municipality, by name or official code")},
    {"year", 'y', SEARCH_OPTION_FILTER, N_("YEAR"), true, FILTERED | SIMILAR, NULL,
     N_("only evaluations of this year, or of a range like 2012..2018")},
    {"revision", 'r', SEARCH_OPTION_FILTER, N_("YEAR"), true, FILTERED | SIMILAR, NULL,
     N_("only reports made with this revision of the instrument, like 2010 or 2020; 0 = unknown")},
    {"with", 0, SEARCH_OPTION_FILTER, N_("A,B,C"), true, COMPARED, NULL,
     N_("compare with these municipalities alone")},
    {"county", 0, SEARCH_OPTION_FILTER, N_("NAME"), true,
     SEARCH | WHO | MODELS | COMPARED | BEST | EXPORT, NULL,
     N_("only municipalities of this county (scores, similar: compare with them alone)")},
    {"verdict", 0, SEARCH_OPTION_FILTER, N_("VERDICT"), true, WHO, "has partial lacks silent",
     N_("only municipalities of this verdict: has, partial, lacks or silent")},
    {"role", 0, SEARCH_OPTION_FILTER, N_("ROLE"), true, MODELS, "model self mention",
     N_("only where it is named as this: model (a role model), self (by its own report) or "
        "mention")},
    {"group", 0, SEARCH_OPTION_FILTER, N_("NAME"), true, COMPARED, NULL,
     N_("compare with this group alone")},
    {"groups", 0, SEARCH_OPTION_GROUPS, N_("FILE"), false, COMPARED | STATUS | SERVE, NULL,
     N_("groups of municipalities; without it $KOMPASS_GROUPS, else as configured")},
    {"weight", 0, SEARCH_OPTION_FILTER, N_("WHAT=N"), true, SIMILAR, NULL,
     N_("have an area, county or group count so much, like 4=2; 0 = not at all")},
    {"sort", 0, SEARCH_OPTION_FILTER, N_("ORDER"), false, WHO,
     "verdict name confidence score -verdict -name -confidence -score",
     N_("by verdict (the usual order), name, confidence or, within a revision, score of the "
        "question; -name begins at the other end")},
    {"limit", 'n', SEARCH_OPTION_FILTER, N_("N"), false, FILTERED | REPORT | SUGGEST | SIMILAR,
     NULL, N_("show at most so many (search, suggest, similar: 10, best: 5, others: all)")},
    {"offset", 0, SEARCH_OPTION_FILTER, N_("N"), false, FILTERED | REPORT | SIMILAR, NULL,
     N_("pass over so many first")},
    {"model", 0, SEARCH_OPTION_MODEL, N_("NAME"), true, MODELS, NULL,
     N_("only where this municipality is the one that is named")},
    {"cite", 0, SEARCH_OPTION_CITE, NULL, false, MODELS, NULL,
     N_("print references to paste: municipality, year, report, area, page, sentence")},
    {"all-years", 0, SEARCH_OPTION_ALL_YEARS, NULL, false, WHO, NULL,
     N_("answer for every report, not only for each municipality's newest")},
    {"partial", 0, SEARCH_OPTION_PARTIAL, NULL, false, READING | SERVE, NULL,
     N_("go on without shards that do not answer, and say so")},
    {"shards", 0, SEARCH_OPTION_SHARDS, N_("N"), false, INDEX, NULL,
     N_("write so many databases, which other machines can serve with xapian-tcpsrv")},
    {"rebuild", 0, SEARCH_OPTION_REBUILD, NULL, false, INDEX, NULL,
     N_("forget what is in the index, of whatever version, and read everything anew; without PATH "
        "the reports that it was made from")},
    {"ocr", 0, SEARCH_OPTION_OCR, NULL, false, INDEX, NULL,
     N_("read scanned pages too, by text recognition (Tesseract), which takes seconds a page")},
    {"allow-empty", 0, SEARCH_OPTION_ALLOW_EMPTY, NULL, false, INDEX, NULL,
     N_("let the index lose all reports of a folder that has none any more")},
    {"rank", 0, SEARCH_OPTION_RANK, N_("ORDER"), false, SEARCH, "relevance practice",
     N_("relevance, or practice: strengths and high scores first")},
    {"explain", 0, SEARCH_OPTION_EXPLAIN, NULL, false, SEARCH | WHO, NULL,
     N_("also say how what is asked was understood, and why each answer is given")},
    {"listen", 0, SEARCH_OPTION_LISTEN, N_("ADDR:PORT"), false, SERVE, NULL,
     N_("be reached at this address and port (127.0.0.1:8080); port 0 = any that is free")},
    {"cors", 0, SEARCH_OPTION_CORS, N_("ORIGIN"), false, SERVE, NULL,
     N_("let pages of this origin ask, like https://example.se, or * for all; else none may")},
    {"threads", 0, SEARCH_OPTION_THREADS, N_("N"), false, SERVE, NULL,
     N_("answer so many requests at once (two for each processor, at least 4)")},
    {"connections", 0, SEARCH_OPTION_CONNECTIONS, N_("N"), false, SERVE, NULL,
     N_("keep at most so many connections (512)")},
    {"per-address", 0, SEARCH_OPTION_PER_ADDRESS, N_("N"), false, SERVE, NULL,
     N_("keep at most so many connections from one address (128), 0 for any number")},
    {"proxy", 0, SEARCH_OPTION_PROXY, N_("ADDR"), false, SERVE, NULL,
     N_("believe the proxy at this address who asks (X-Forwarded-For); --per-address is then of "
        "requests")},
    {"host", 0, SEARCH_OPTION_HOST, N_("NAME"), true, SERVE, NULL,
     N_("answer only where the service is asked for under this name, like kompass.example.se; else "
        "under any")},
    {"sources", 0, SEARCH_OPTION_SOURCES, NULL, false, SERVE, NULL,
     N_("hand out the files that the reports were read from")},
    {"head-seconds", 0, SEARCH_OPTION_HEAD_SECONDS, N_("N"), false, SERVE, NULL,
     N_("end a connection whose request is not there as a whole after so long (10)")},
    {"seconds", 0, SEARCH_OPTION_SECONDS, N_("N"), false, SERVE, NULL,
     N_("give up an answer that takes longer (10)")},
    {"operator", 0, SEARCH_OPTION_OPERATOR, N_("NAME"), false, SERVE, NULL,
     N_("say on the page who keeps the service running")},
    {"contact", 0, SEARCH_OPTION_CONTACT, N_("TEXT"), false, SERVE, NULL,
     N_("say on the page how they are reached")},
    {"accessibility-reviewed", 0, SEARCH_OPTION_ACCESSIBILITY_REVIEWED, N_("DATE"), false, SERVE,
     NULL, N_("say when accessibility was reviewed, like 2026-11-30")},
    {"config", 'c', SEARCH_OPTION_CONFIG, N_("FILE"), false, ALL, NULL,
     N_("the configuration file; without it $KOMPASS_CONFIG, else that of the installation")},
    {"format", 'f', SEARCH_OPTION_FORMAT, N_("FORMAT"), false, ALL & ~SERVE, NULL, N_("{choices}")},
    {"help", 'h', SEARCH_OPTION_HELP, NULL, false, ALL, NULL, N_("show this help")},
};

const SearchCommand *
search_commands(void) {
  return commands;
}

const SearchOption *
search_options(gsize *count) {
  *count = G_N_ELEMENTS(options);
  return options;
}

const SearchCommand *
search_command_find(const char *name) {
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    if (strcmp(commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

const char *
search_option_group(const SearchOption *option) {
  if (option->kind == SEARCH_OPTION_INDEX || option->kind == SEARCH_OPTION_GROUPS ||
      option->kind == SEARCH_OPTION_PARTIAL)
    return "kompass";
  return option->commands == SERVE ? "service" : NULL;
}

bool
search_option_belongs(const SearchOption *option, const SearchCommand *command) {
  return (option->commands & BIT(command->id)) != 0;
}

const SearchOption *
search_option_find(const SearchCommand *command, const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
    if (search_option_belongs(&options[i], command) && strcmp(options[i].name, name) == 0)
      return &options[i];
  return NULL;
}

/* ---- what an option's value may be ---- */

/* What is listed in a report is no need of its municipality where it is praised. */
#define CHOICES_OF_NEEDS "improvement weakness"

static char *
formats_of(const SearchCommand *command) {
  GString *names = g_string_new(NULL);
  for (SearchFormat format = SEARCH_FORMAT_TEXT; format < SEARCH_FORMATS; format++)
    if (command == NULL || (command->formats & BIT(format)) != 0)
      g_string_append_printf(names, "%s%s", names->len > 0 ? " " : "", search_format_name(format));
  return g_string_free(names, FALSE);
}

char *
search_option_choices(const SearchOption *option, const SearchCommand *command) {
  if (option->kind == SEARCH_OPTION_FORMAT)
    return formats_of(command);
  if (command != NULL && command->id == SEARCH_COMMAND_LEARN && strcmp(option->name, "tag") == 0)
    return g_strdup(CHOICES_OF_NEEDS);
  return g_strdup(option->choices);
}

/* "strength (styrka)": as it is typed, and what it means where that is another word. */
static void
append_choice(GString *out, const char *choice) {
  const char *said = gettext(choice);
  g_string_append(out, choice);
  if (strcmp(said, choice) != 0)
    g_string_append_printf(out, " (%s)", said);
}

/* Formats for spreadsheets are told apart, as nobody would know them by their names. */
#define SHEETS " csv-sv xlsx"

/* "text, json or csv" */
static char *
list_choices(const char *choices) {
  const char *sheets = strstr(choices, SHEETS);
  char *others = g_strndup(choices, sheets != NULL ? (gsize)(sheets - choices) : strlen(choices));
  char **words = g_strsplit(others, " ", -1);
  guint count = g_strv_length(words);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    g_string_append(out, i == 0 ? "" : i + 1 < count || sheets != NULL ? ", " : _(" or "));
    append_choice(out, words[i]);
  }
  g_string_append(out, sheets != NULL ? _("; csv-sv or xlsx for spreadsheets") : "");
  g_strfreev(words);
  g_free(others);
  return g_string_free(out, FALSE);
}

char *
search_option_help(const SearchOption *option, const SearchCommand *command) {
  GString *help = g_string_new(gettext(option->help));
  char *choices = search_option_choices(option, command);
  if (choices != NULL && strstr(help->str, "{choices}") != NULL) {
    char *listed = list_choices(choices);
    g_string_replace(help, "{choices}", listed, 0);
    g_free(listed);
  }
  g_free(choices);
  return g_string_free(help, FALSE);
}

/* ---- what was perhaps meant ---- */

/* Keeps the nearer one of two names; *distance is that of the nearest so far. */
static void
compare_name(const char *word, const char *name, int *distance, const char **nearest) {
  int found = corpus_name_distance(word, name, *distance - 1);
  if (found < *distance) {
    *distance = found;
    *nearest = name;
  }
}

/* Farther names than this are others. */
static int
farthest_from(const char *word) {
  return 2 + (int)g_utf8_strlen(word, -1) / 4;
}

const char *
search_command_nearest(const char *word) {
  const char *nearest = NULL;
  if (!g_utf8_validate(word, -1, NULL))
    return NULL;
  int distance = farthest_from(word);
  for (gsize i = 0; i < SEARCH_COMMANDS; i++)
    compare_name(word, commands[i].name, &distance, &nearest);
  return nearest;
}

const char *
search_option_nearest(const SearchCommand *command, const char *word) {
  const char *nearest = NULL;
  if (!g_utf8_validate(word, -1, NULL))
    return NULL;
  int distance = farthest_from(word);
  for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
    if (search_option_belongs(&options[i], command))
      compare_name(word, options[i].name, &distance, &nearest);
  return nearest;
}
