// Vectors of floats.
#ifndef LRFIND_VECTOR_TYPES_H
#define LRFIND_VECTOR_TYPES_H

#include <stdint.h>
#include <string.h>

#include "CKernels.h"

#define LRF_INLINE static inline __attribute__((always_inline))
// What is called from several places, and does so much that a call does not count.
#define LRF_APART static __attribute__((noinline))

// What the kernels hold in registers: sixteen floats, which a compiler splits into as many registers
// as the instruction set asks for.
// They are only passed to functions that are inlined, so how a call would pass them is no matter.
#pragma clang diagnostic ignored "-Wpsabi"
enum { LRF_LANES = LRF_LANES_AT_ONCE };
typedef float lrf_vector __attribute__((ext_vector_type(16)));
typedef float lrf_half __attribute__((ext_vector_type(8)));
typedef float lrf_quarter __attribute__((ext_vector_type(4)));
// As many integers: labels, the bits of floats, and the results of comparisons.
typedef int32_t lrf_ints __attribute__((ext_vector_type(16)));

// Loops over what is in registers, whose places must be constants.
#define LRF_UNROLL _Pragma("clang loop unroll(full)")

// The same number in every element.
#define LRF_ALL(value) ((lrf_vector)(float)(value))

// The bits of floats as integers, and back.
#define LRF_BITS(floats) ((lrf_ints)(floats))
#define LRF_FLOATS(bits) ((lrf_vector)(bits))

#endif
