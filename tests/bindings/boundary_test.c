/* The boundary as a C program sees it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bindings/c/eddy.h"

#define CHECK(x)                                              \
  do {                                                        \
    if (!(x)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x); \
      exit(1);                                                \
    }                                                         \
  } while (0)

static const double now = 1772452800000.0;

/* Calls, checks whether it went well, and gives back the reply's first byte pair: for errors 0x08 and the kind. */
static int call(eddy_core* core, const char* method, double when, const char* request, size_t size,
                int want_ok) {
  eddy_reply* r = eddy_call(core, method, when, (const uint8_t*)request, size);
  int kind = 0;
  CHECK(r != NULL);
  CHECK(eddy_reply_ok(r) == want_ok);
  if (!want_ok) {
    CHECK(eddy_reply_size(r) > 2 && eddy_reply_data(r)[0] == 0x08);
    kind = eddy_reply_data(r)[1];
  }
  eddy_reply_free(r);
  return kind;
}

int main(void) {
  enum { INVALID = 1, LOCKED = 3 };
  char* big = calloc(1, 65u << 20);
  eddy_core* core = eddy_new();
  uint32_t before;
  CHECK(core != NULL);
  CHECK(eddy_abi() == 1);
  CHECK(strlen(eddy_version()) >= 5);

  CHECK(call(core, "eddy.api.Core/GetStatus", now, NULL, 0, 1) == 0);
  CHECK(call(core, "eddy.api.No/Such", now, NULL, 0, 0) == INVALID);
  CHECK(call(core, "", now, NULL, 0, 0) == INVALID);
  CHECK(call(core, NULL, now, NULL, 0, 0) == INVALID);
  CHECK(call(NULL, "eddy.api.Core/GetStatus", now, NULL, 0, 0) == INVALID);
  CHECK(call(core, "eddy.api.Core/GetStatus", NAN, NULL, 0, 0) == INVALID);
  CHECK(call(core, "eddy.api.Core/GetStatus", INFINITY, NULL, 0, 0) == INVALID);
  CHECK(call(core, "eddy.api.Core/GetStatus", -62135596800000.0, NULL, 0, 0) == INVALID); /* year 1 */
  CHECK(call(core, "eddy.api.Core/GetStatus", 253402300799000.0, NULL, 0, 0) == INVALID); /* year 9999 */
  CHECK(call(core, "eddy.api.Core/GetStatus", now, NULL, 5, 0) == INVALID);
  CHECK(call(core, "eddy.api.Journal/CheckIn", now, "\x18", 1, 0) == INVALID);             /* torn */
  CHECK(call(core, "eddy.api.Journal/CheckIn", now, "\x3a\x02\xff\xfe", 4, 0) == INVALID); /* not UTF-8 */
  CHECK(call(core, "eddy.api.Journal/CheckIn", now, big, 65u << 20, 0) == INVALID);        /* too large */

  /* A seeded core in memory: init with the passphrase "x", a check-in with mood 4. */
  CHECK(call(core, "eddy.api.Core/OpenInMemory", now, "\x08\x07", 2, 1) == 0);
  CHECK(call(core, "eddy.api.Core/Init", now, "\x0a\x08xxxxxxxx", 10, 1) == 0);
  before = eddy_revision(core);
  CHECK(call(core, "eddy.api.Journal/CheckIn", now, "\x18\x04", 2, 1) == 0);
  CHECK(eddy_revision(core) > before);
  CHECK(call(core, "eddy.api.Journal/CheckIn", now, "\x18\x09", 2, 0) == INVALID);
  /* One line of a megabyte. */
  memset(big, 'x', 1u << 20);
  memcpy(big, "\x3a\x80\x80\x40", 4);
  CHECK(call(core, "eddy.api.Journal/CheckIn", now, big, (1u << 20) + 4, 0) == INVALID);

  eddy_free(core);
  eddy_free(NULL);
  eddy_reply_free(NULL);
  CHECK(eddy_reply_ok(NULL) == 0 && eddy_reply_data(NULL) == NULL && eddy_reply_size(NULL) == 0);
  CHECK(eddy_revision(NULL) == 0);
  free(big);
  puts("the boundary holds");
  return 0;
}
