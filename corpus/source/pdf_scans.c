/* corpus/source/pdf_scans.c: draws scanned pages and has their words recognised.
 *
 * The processes take the next page from a counter that they share, so that a slow page holds up no
 * other, and one that ends a process costs itself alone while others are left. Each hands over a
 * page's words in one message, through a socket that keeps messages apart. */
#include "corpus/source/pdf.h"

#include <cairo.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <math.h>
#include <poppler.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "corpus/source/confine.h"
#include "corpus/source/recognise.h"
#include "corpus/text/error.h"

#define MOST_PROCESSES 8
#define DOTS_PER_INCH 300.0
#define POINTS_PER_INCH 72.0
#define MOST_PIXELS 20000000.0 /* of a page; where it is larger, it is drawn smaller */
#define PAGE_SECONDS 60        /* of recognition; a page takes some 5 */
#define WORK_SECONDS 90        /* of a page, whatever it is that does not end */
#define WAIT_SECONDS 600       /* the same, of time that passes, on a busy machine */

#define SAME_SIZE 0.08 /* share of the usual size by which another may differ and be the same */

#define WORDS_TYPE "(ua(sddddd))" /* page from 0; text, left, right, top, bottom, size */
#define MOST_MESSAGE_BYTES (1024 * 1024)

/* ---- a process that recognises ---- */

/* The caller destroys it. */
static cairo_surface_t *
draw(PopplerPage *page, double *points) {
  double width = 0, height = 0, scale = DOTS_PER_INCH / POINTS_PER_INCH;
  poppler_page_get_size(page, &width, &height);
  double most = sqrt(MOST_PIXELS / MAX(width * height, 1));
  scale = MIN(scale, most);
  *points = 1 / scale;
  cairo_surface_t *surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, (int)ceil(width * scale), (int)ceil(height * scale));
  cairo_t *context = cairo_create(surface);
  cairo_set_source_rgb(context, 1, 1, 1);
  cairo_paint(context);
  cairo_scale(context, scale, scale);
  poppler_page_render(page, context);
  cairo_destroy(context);
  cairo_surface_flush(surface);
  return surface;
}

/* NULL where the page can't be drawn, or takes too long. */
static GPtrArray *
recognise(Recogniser *recogniser, PopplerPage *page) {
  double points = 0;
  cairo_surface_t *surface = draw(page, &points);
  RecogniserPicture picture = {
      cairo_image_surface_get_data(surface), cairo_image_surface_get_width(surface),
      cairo_image_surface_get_height(surface), cairo_image_surface_get_stride(surface), points};
  GPtrArray *words = NULL;
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && picture.pixels != NULL)
    words = recogniser_words(recogniser, &picture, PAGE_SECONDS);
  cairo_surface_destroy(surface);
  return words;
}

/* What does not arrive is a page that could not be read. */
static void
hand_over(guint page, const GPtrArray *words) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE(WORDS_TYPE));
  g_variant_builder_add(&builder, "u", page);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("a(sddddd)"));
  for (guint i = 0; i < words->len; i++) {
    const PdfWord *word = g_ptr_array_index(words, i);
    g_variant_builder_add(&builder, "(sddddd)", word->text, word->left, word->right, word->top,
                          word->bottom, word->size);
  }
  g_variant_builder_close(&builder);
  GVariant *message = g_variant_ref_sink(g_variant_builder_end(&builder));
  ssize_t written = write(STDOUT_FILENO, g_variant_get_data(message), g_variant_get_size(message));
  (void)written;
  g_variant_unref(message);
}

/* Has the process end where a page takes more than any can need. */
static bool
limit_page(void) {
  struct itimerval work = {.it_value = {.tv_sec = WORK_SECONDS}};
  alarm(WAIT_SECONDS);
  return setitimer(ITIMER_PROF, &work, NULL) == 0;
}

static void
recognise_pages(GBytes *file, Recogniser *recogniser, gint *next) {
  PopplerDocument *document = poppler_document_new_from_bytes(file, NULL, NULL);
  int count = document != NULL ? poppler_document_get_n_pages(document) : 0;
  for (int i = g_atomic_int_add(next, 1); i < count && limit_page();
       i = g_atomic_int_add(next, 1)) {
    PopplerPage *source = poppler_document_get_page(document, i);
    PdfPage *page = pdf_page_new(source, NULL);
    GPtrArray *words = page->scanned && source != NULL ? recognise(recogniser, source) : NULL;
    if (words != NULL) {
      hand_over((guint)i, words);
      g_ptr_array_unref(words);
    }
    pdf_page_free(page);
    g_clear_object(&source);
  }
  g_clear_object(&document);
}

/* ---- starting them ---- */

/* Never returns. */
static void
run_process(GBytes *file, Recogniser *recogniser, gint *next, int output, pid_t parent) {
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC); /* Tesseract talks */
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent ||
      dup2(output, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0)
    _exit(1);
  g_free(confine_process(CONFINE_RECOGNISER));
  recognise_pages(file, recogniser, next);
  _exit(0);
}

static bool
start_processes(GBytes *file, Recogniser *recogniser, gint *next, int output) {
  guint wanted = MIN(g_get_num_processors(), MOST_PROCESSES), started = 0;
  pid_t parent = getpid();
  for (guint i = 0; i < wanted; i++) {
    pid_t child = fork();
    if (child == 0)
      run_process(file, recogniser, next, output, parent);
    started += child > 0;
  }
  return started > 0;
}

bool
pdf_scans_begin(GBytes *file, GError **error) {
  int ends[2] = {-1, -1};
  Recogniser *recogniser = recogniser_new(error);
  if (recogniser == NULL)
    return false;
  gint *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  bool ok = next != MAP_FAILED && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0;
  ok = ok && start_processes(file, recogniser, next, ends[1]) && dup2(ends[0], STDIN_FILENO) >= 0;
  if (!ok)
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "%s: %s",
                N_("text recognition can't be started"), g_strerror(errno));
  for (int i = 0; i < 2 && ends[i] >= 0; i++)
    close(ends[i]);
  recogniser_free(recogniser);
  return ok;
}

/* ---- what they found ---- */

/* The words of a message take the place of those of its page. */
static bool
take_words(GVariant *message, const GPtrArray *pages) {
  guint number = 0;
  GVariantIter *words = NULL;
  PdfWord read = {.after_space = true};
  g_variant_get(message, WORDS_TYPE, &number, &words);
  PdfPage *page = number < pages->len ? g_ptr_array_index(pages, number) : NULL;
  bool taken = page != NULL && page->scanned;
  if (taken) {
    g_ptr_array_set_size(page->words, 0);
    g_ptr_array_set_size(page->turned, 0);
    page->scanned = false;
    page->recognised = true;
    while (g_variant_iter_next(words, "(sddddd)", &read.text, &read.left, &read.right, &read.top,
                               &read.bottom, &read.size))
      g_ptr_array_add(page->words, g_memdup2(&read, sizeof read));
  }
  g_variant_iter_free(words);
  return taken;
}

/* The size that half of the recognised words do not exceed; NAN where there are none. */
static double
usual_size(const GPtrArray *pages) {
  GArray *sizes = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < pages->len; i++) {
    const PdfPage *page = g_ptr_array_index(pages, i);
    for (guint j = 0; page->recognised && j < page->words->len; j++)
      g_array_append_val(sizes, ((const PdfWord *)page->words->pdata[j])->size);
  }
  double usual = corpus_median(sizes);
  g_array_unref(sizes);
  return usual;
}

/* A size is measured to the pixel: what is nearly of the usual size is of that size. */
static void
level_sizes(const GPtrArray *pages) {
  double usual = usual_size(pages);
  for (guint i = 0; i < pages->len; i++) {
    const PdfPage *page = g_ptr_array_index(pages, i);
    for (guint j = 0; page->recognised && j < page->words->len; j++) {
      PdfWord *word = g_ptr_array_index(page->words, j);
      if (fabs(word->size - usual) < SAME_SIZE * usual)
        word->size = usual;
    }
  }
}

static guint
count_scanned(const GPtrArray *pages) {
  guint count = 0;
  for (guint i = 0; i < pages->len; i++)
    count += ((const PdfPage *)g_ptr_array_index(pages, i))->scanned;
  return count;
}

void
pdf_scans_collect(const GPtrArray *pages) {
  guint total = count_scanned(pages), done = 0;
  guint8 *bytes = g_malloc(MOST_MESSAGE_BYTES);
  while (done < total) {
    alarm(WAIT_SECONDS);
    ssize_t length = read(STDIN_FILENO, bytes, MOST_MESSAGE_BYTES);
    if (length < 0 && errno == EINTR)
      continue;
    if (length <= 0)
      break; /* no process is left */
    GVariant *message = g_variant_ref_sink(g_variant_new_from_data(
        G_VARIANT_TYPE(WORDS_TYPE), bytes, (gsize)length, FALSE, NULL, NULL));
    if (g_variant_is_normal_form(message) && take_words(message, pages)) {
      done++;
      printf("page %u of %u\n", done, total);
      fflush(stdout); /* where that fails, so will the answer */
    }
    g_variant_unref(message);
  }
  alarm(WAIT_SECONDS);
  g_free(bytes);
  level_sizes(pages);
}
