// Builds the kernels once for each instruction set and chooses among them at run time.

#include "CKernels.h"
#include "vector_types.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define LRF_NAME(name) name##_baseline
#define LRF_TARGET
#include "kernels.inc"
#undef LRF_NAME
#undef LRF_TARGET

#if defined(__x86_64__)

#define LRF_NAME(name) name##_avx2
#define LRF_TARGET __attribute__((target("avx2,fma")))
#define LRF_SET_AVX2 1
#include "kernels.inc"
#undef LRF_SET_AVX2
#undef LRF_NAME
#undef LRF_TARGET

#define LRF_NAME(name) name##_avx512
#define LRF_TARGET __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")))
#define LRF_SET_AVX512 1
#include "kernels.inc"
#undef LRF_SET_AVX512
#undef LRF_NAME
#undef LRF_TARGET

lrf_instruction_set lrf_widest_instruction_set(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return LRF_BASELINE;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    return LRF_AVX512;
  return LRF_AVX2;
}

const lrf_kernels *lrf_kernels_for(lrf_instruction_set set) {
  if (set > lrf_widest_instruction_set()) return NULL;
  switch (set) {
    case LRF_BASELINE: return &table_baseline;
    case LRF_AVX2: return &table_avx2;
    case LRF_AVX512: return &table_avx512;
  }
  return NULL;
}

// Flush to zero (bit 15) and denormals are zero (bit 6) of the SSE control register.
uint32_t lrf_flush_subnormals(void) {
  uint32_t mode = _mm_getcsr();
  _mm_setcsr(mode | 0x8040);
  return mode;
}

void lrf_restore_float_mode(uint32_t mode) { _mm_setcsr(mode); }

#else

lrf_instruction_set lrf_widest_instruction_set(void) { return LRF_BASELINE; }

const lrf_kernels *lrf_kernels_for(lrf_instruction_set set) {
  return set == LRF_BASELINE ? &table_baseline : NULL;
}

// Other processors keep their mode: there, subnormals are handled at full speed or rare.
uint32_t lrf_flush_subnormals(void) { return 0; }

void lrf_restore_float_mode(uint32_t mode) { (void)mode; }

#endif
