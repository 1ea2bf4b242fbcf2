// The test program's own malloc and its kin take the place of the C library's, count, and call those
// by their other names.

#define _GNU_SOURCE
#include "AllocationCounter.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stddef.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *memory);

static _Thread_local uint64_t count;
static _Thread_local int64_t held, peak;
static _Thread_local int is_counting;

void lrf_start_counting(void) {
  count = 0;
  held = peak = 0;
  is_counting = 1;
}

int64_t lrf_peak_bytes(void) { return peak; }

uint64_t lrf_stop_counting(void) {
  is_counting = 0;
  return count;
}

// OpenBLAS asks for memory of its own in some products, whatever its caller does.
static int is_ours(void *caller) {
  if (!is_counting) return 0;
  is_counting = 0;
  Dl_info place;
  int ours = !dladdr(caller, &place) || !place.dli_fname || !strstr(place.dli_fname, "openblas");
  is_counting = 1;
  return ours;
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

// Memory that came; its number of bytes counts.
static void *take(void *memory, int ours) {
  if (ours && memory) {
    count++;
    held += (int64_t)malloc_usable_size(memory);
    if (held > peak) peak = held;
  }
  return memory;
}

// Memory that goes; what was there before counting began may go too.
static void give(void *memory, int ours) {
  if (ours && memory) held -= (int64_t)malloc_usable_size(memory);
}

void *malloc(size_t size) {
  return take(__libc_malloc(size), is_ours(__builtin_return_address(0)));
}

void *calloc(size_t number, size_t size) {
  return take(__libc_calloc(number, size), is_ours(__builtin_return_address(0)));
}

void *realloc(void *memory, size_t size) {
  int ours = is_ours(__builtin_return_address(0));
  give(memory, ours);
  return take(__libc_realloc(memory, size), ours);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  void *taken = take(__libc_memalign(alignment, size), is_ours(__builtin_return_address(0)));
  if (!taken) return ENOMEM;
  *memory = taken;
  return 0;
}

void free(void *memory) {
  give(memory, is_ours(__builtin_return_address(0)));
  __libc_free(memory);
}
#endif
