// The test program's own malloc, calloc and realloc take the place of the C library's, count, and
// call those by their other names.

#define _GNU_SOURCE
#include "AllocationCounter.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static _Thread_local uint64_t count;
static _Thread_local int is_counting;

void lrf_start_counting(void) {
  count = 0;
  is_counting = 1;
}

uint64_t lrf_stop_counting(void) {
  is_counting = 0;
  return count;
}

// OpenBLAS asks for memory of its own in some products, whatever its caller does.
static void note(void *caller) {
  if (!is_counting) return;
  is_counting = 0;
  Dl_info place;
  if (!dladdr(caller, &place) || !place.dli_fname || !strstr(place.dli_fname, "openblas")) count++;
  is_counting = 1;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LRFIND_SANITIZED 1
#endif
#endif

#ifdef LRFIND_SANITIZED
// A sanitizer has taken the place of these functions already.
int lrf_can_count(void) { return 0; }
#else
int lrf_can_count(void) { return 1; }

void *malloc(size_t size) {
  note(__builtin_return_address(0));
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  note(__builtin_return_address(0));
  return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
  note(__builtin_return_address(0));
  return __libc_realloc(memory, size);
}
#endif
