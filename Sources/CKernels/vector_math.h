// Exponential and logarithm that a compiler can vectorise: straight-line code, no tables.
#ifndef LRFIND_VECTOR_MATH_H
#define LRFIND_VECTOR_MATH_H

#include <stdint.h>
#include <string.h>

#define LRF_INLINE static inline __attribute__((always_inline))

// What the kernels hold in registers: sixteen floats, which a compiler splits into as many registers
// as the instruction set asks for.
// They are only passed to functions that are inlined, so how a call would pass them is no matter.
#pragma clang diagnostic ignored "-Wpsabi"
enum { LRF_LANES = 16 };
typedef float lrf_vector __attribute__((vector_size(64)));
typedef float lrf_half __attribute__((vector_size(32)));
typedef float lrf_quarter __attribute__((vector_size(16)));

// Batches are short: a loop over their rows must not need hundreds of them to reach vectors.
#define LRF_VECTOR_LOOP _Pragma("clang loop vectorize_width(16) interleave_count(2)")

LRF_INLINE float lrf_float_from_bits(int32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

LRF_INLINE int32_t lrf_bits_from_float(float value) {
  int32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// e^x within 2 units in the last place; 0 below −87.33 (no subnormal results), infinity above
// 88.72, NaN for NaN. Cody–Waite reduction to |r| ≤ ln 2 / 2, then the Taylor series of degree 7.
LRF_INLINE float lrf_exp(float x) {
  float clamped = x < -87.33f ? -87.33f : x;
  clamped = clamped > 88.72f ? 88.72f : clamped;
  // Adding 1.5·2²³ rounds to the nearest integer, which then stands in the low bits.
  float shifted = clamped * 1.44269504f + 12582912.0f;
  float n = shifted - 12582912.0f;
  float r = clamped - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.0f / 5040.0f;
  p = p * r + 1.0f / 720.0f;
  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  p = p * r * r + r;
  p = p + 1.0f;
  // n reaches 128, one more than an exponent can say, so 2^n is applied in two halves.
  int32_t power = lrf_bits_from_float(shifted) - lrf_bits_from_float(12582912.0f);
  int32_t half = power >> 1;
  p = p * lrf_float_from_bits((int32_t)((uint32_t)(half + 127) << 23));
  p = p * lrf_float_from_bits((int32_t)((uint32_t)(power - half + 127) << 23));
  p = x < -87.33f ? 0.0f : p;
  p = x > 88.72f ? __builtin_inff() : p;
  return x != x ? x : p;
}

// ln x for x ≥ 1 (what a softmax sums to), within 3 units in the last place; NaN for NaN,
// infinity for infinity. Reduction to m in [√½, √2), then 2·artanh((m − 1)/(m + 1)) as a series.
LRF_INLINE float lrf_log(float x) {
  int32_t bits = lrf_bits_from_float(x);
  int32_t exponent = (bits - 0x3f3504f3) >> 23;
  float m = lrf_float_from_bits(bits - (int32_t)((uint32_t)exponent << 23));
  float s = (m - 1.0f) / (m + 1.0f);
  float q = s * s;
  float p = 2.0f / 11.0f;
  p = p * q + 2.0f / 9.0f;
  p = p * q + 2.0f / 7.0f;
  p = p * q + 2.0f / 5.0f;
  p = p * q + 2.0f / 3.0f;
  float n = (float)exponent;
  float result = s * 2.0f + (s * q * p + n * -2.12194440e-4f) + n * 0.693359375f;
  return x < __builtin_inff() ? result : x;
}

// tanh x: the exponential's quotient, and for small |x|, where that cancels, the continued
// fraction x/(1 + x²/(3 + x²/(5 + x²/(7 + x²/9)))).
LRF_INLINE float lrf_tanh(float x) {
  float magnitude = x < 0 ? -x : x;
  float e = lrf_exp(-2.0f * magnitude);
  float large = (1.0f - e) / (1.0f + e);
  large = x < 0 ? -large : large;
  float q = x * x;
  float small = x * (945.0f + q * (105.0f + q)) / (945.0f + q * (420.0f + q * 15.0f));
  return magnitude < 0.5f ? small : large;
}

LRF_INLINE float lrf_sigmoid(float x) { return 1.0f / (1.0f + lrf_exp(-x)); }

#endif
