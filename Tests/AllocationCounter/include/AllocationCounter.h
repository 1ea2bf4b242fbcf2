// Counts the memory that a thread asks for, so that tests can see that a loop asks for none.
#ifndef LRFIND_ALLOCATION_COUNTER_H
#define LRFIND_ALLOCATION_COUNTER_H

#include <stdint.h>

// Whether calls can be counted in this build.
int lrf_can_count(void);

// Between these two, the calling thread's calls of malloc and its kin are counted, except OpenBLAS's
// own; the second returns their number.
void lrf_start_counting(void);
uint64_t lrf_stop_counting(void);

// The most bytes that it held at once between them, beyond those it began with.
int64_t lrf_peak_bytes(void);

#endif
