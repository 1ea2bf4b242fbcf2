#include "lrfind_fast_float.h"

#include <fast_float/fast_float.h>

#include <cstring>
#include <limits>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

// The hot loop exists twice: for every processor, and for those with the instructions below. Both
// give the same bits.
#if defined(__x86_64__)
#define LRFIND_WIDE __attribute__((target("avx2,bmi,bmi2,lzcnt")))
#define LRFIND_HAS_WIDE 1
#endif
#define LRFIND_INLINE inline __attribute__((always_inline))

namespace {

// The powers of ten that a double holds exactly, as far as they are needed.
constexpr double powers_of_ten[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
constexpr uint64_t integer_powers_of_ten[] = {1,      10,      100,      1000,     10000,
                                              100000, 1000000, 10000000, 100000000};

LRFIND_INLINE uint64_t load_eight(const char *p) {
  uint64_t bytes;
  std::memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

// Marks those of the first 16 bytes that are not digits, one bit each.
LRFIND_INLINE unsigned other_than_digits(const char *p) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
  const __m128i values = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
  const __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
  return ~static_cast<unsigned>(_mm_movemask_epi8(digits)) & 0xFFFF;
#else
  unsigned mask = 0;
  for (unsigned index = 0; index < 16; ++index) {
    mask |= static_cast<unsigned>(static_cast<unsigned char>(p[index] - '0') > 9) << index;
  }
  return mask;
#endif
}

// Shifts bytes towards the front, so that only the first `count` of eight remain, as the last.
// Two shifts, because a shift by 64 is not defined.
LRFIND_INLINE uint64_t keep_first(uint64_t bytes, unsigned count) {
  const unsigned half = 4 * (8 - count);
  return (bytes << half) << half;
}

// The value of eight digits; bytes of zero in front count as digits (little-endian).
LRFIND_INLINE uint64_t digits_value(uint64_t bytes) {
  bytes = (bytes & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;
  bytes = (bytes & 0x00FF00FF00FF00FF) * 6553601 >> 16;
  return (bytes & 0x0000FFFF0000FFFF) * 42949672960001 >> 32;
}

// mantissa / 10^digits, with a sign. The mantissa is below 2^53 and the power of ten is exact, so that
// the one division rounds correctly (Clinger's fast path): the result is fast_float's.
LRFIND_INLINE double scaled(uint64_t mantissa, unsigned digits, unsigned negative) {
  const double magnitude =
      static_cast<double>(static_cast<int64_t>(mantissa)) / powers_of_ten[digits];
  // Not a conditional: signs are random, and a branch on them is mispredicted every other time.
  uint64_t bits;
  std::memcpy(&bits, &magnitude, sizeof bits);
  bits ^= static_cast<uint64_t>(negative) << 63;
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// A number of at most so many bytes is told from every other such number by its double.
constexpr ptrdiff_t exact_length = 15;

// Whether a number that was parsed as zero has another digit than zero: it is below double precision.
bool has_other_digit(const char *p, const char *behind) {
  for (; p < behind && *p != 'e' && *p != 'E'; ++p) {
    if (*p >= '1' && *p <= '9') return true;
  }
  return false;
}

// How many bytes behind a number's first `parse_short` may look at.
constexpr ptrdiff_t short_reach = 32;

// Parses a number of at most 7 digits before and 8 behind the decimal point, without an exponent,
// and returns the first byte behind it; nullptr when it is not of that form.
//
// It has hardly a branch that depends on the number's length or sign, which is what costs most in
// a table of many short numbers.
LRFIND_INLINE const char *parse_short(const char *p, char decimal_point, double *value) {
  const unsigned negative = *p == '-';
  const unsigned others = other_than_digits(p) & ~negative;
  // Zero is impossible to count from, and means a number that is too long.
  const unsigned behind_first = others & (others - 1);
  if (behind_first == 0) return nullptr;
  const unsigned point = static_cast<unsigned>(__builtin_ctz(others));
  const bool has_point = p[point] == decimal_point;
  const unsigned end = has_point ? static_cast<unsigned>(__builtin_ctz(behind_first)) : point;
  const unsigned whole_digits = point - negative;
  const unsigned fraction_digits = has_point ? end - point - 1 : 0;
  if (whole_digits > 7 || fraction_digits > 8 || whole_digits + fraction_digits == 0) {
    return nullptr;
  }
  const uint64_t whole = keep_first(load_eight(p + negative), whole_digits);
  const uint64_t fraction = keep_first(load_eight(p + point + 1), fraction_digits);
  const uint64_t mantissa =
      digits_value(whole) * integer_powers_of_ten[fraction_digits] + digits_value(fraction);
  *value = scaled(mantissa, fraction_digits, negative);
  return p + end;
}

#if LRFIND_HAS_WIDE

// Masks that move the digits before `end`, without the byte at `point`, to the back of sixteen.
struct digit_moves {
  unsigned char move[17][17][16];  // by end, by point; 16 where there is none

  constexpr digit_moves() : move() {
    for (int end = 0; end <= 16; ++end) {
      for (int point = 0; point <= 16; ++point) {
        for (int index = 0; index < 16; ++index) {
          int source = index + end - 16;
          if (point < 16 && source <= point) --source;
          move[end][point][index] =
              source < 0 ? 0x80 : static_cast<unsigned char>(source);
        }
      }
    }
  }
};

alignas(64) constexpr digit_moves moves;

// As `parse_short`, for a number of at most 15 bytes: its digits are brought together by one move
// and summed in pairs.
LRFIND_WIDE LRFIND_INLINE const char *parse_wide(const char *p, char decimal_point, double *value) {
  const unsigned negative = *p == '-';
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
  const __m128i values = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
  const __m128i are_digits = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
  const __m128i are_points = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(decimal_point));
  // Where the next cell starts depends on as little as possible: on that the loop waits.
  const unsigned ends =
      ~static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(are_digits, are_points))) & 0xFFFF &
      ~negative;
  if (ends == 0) return nullptr;
  const unsigned end = static_cast<unsigned>(__builtin_ctz(ends));
  const unsigned points =
      static_cast<unsigned>(_mm_movemask_epi8(are_points)) & ((1u << end) - 1);
  if ((points & (points - 1)) != 0) return nullptr;
  const unsigned point = static_cast<unsigned>(__builtin_ctz(points | 1u << 16));
  const unsigned has_point = points != 0;
  if (end == negative + has_point) return nullptr;
  const unsigned fraction_digits = has_point ? end - point - 1 : 0;
  // What is no digit becomes zero: a sign in front, and what the masks leave out.
  const __m128i digits = _mm_shuffle_epi8(
      _mm_and_si128(values, are_digits),
      _mm_load_si128(
          reinterpret_cast<const __m128i *>(moves.move[end][point])));
  const __m128i pairs = _mm_maddubs_epi16(
      digits, _mm_setr_epi8(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
  const __m128i fours = _mm_madd_epi16(pairs, _mm_setr_epi16(100, 1, 100, 1, 100, 1, 100, 1));
  const __m128i eights = _mm_madd_epi16(
      _mm_packus_epi32(fours, fours), _mm_setr_epi16(10000, 1, 10000, 1, 10000, 1, 10000, 1));
  const uint64_t halves = static_cast<uint64_t>(_mm_cvtsi128_si64(eights));
  const uint64_t mantissa = (halves & 0xFFFFFFFF) * 100000000 + (halves >> 32);
  *value = scaled(mantissa, fraction_digits, negative);
  return p + end;
}

#endif

// Steps over spaces and one leading plus sign that a digit or a decimal point follows.
const char *skip_lead(const char *p, const char *end, char decimal_point) {
  while (p < end && *p == ' ') ++p;
  if (end - p > 1 && *p == '+' && ((p[1] >= '0' && p[1] <= '9') || p[1] == decimal_point)) ++p;
  return p;
}

// Parses a cell of any numeric form. Returns the first byte behind it, spaces included; `p` itself
// when the cell is empty; nullptr when it is no number. Kept out of the loop, which it would crowd.
__attribute__((noinline)) const char *parse_general(const char *p, const char *end,
                                                    char decimal_point, char delimiter,
                                                    double *value) {
  const fast_float::parse_options options(fast_float::chars_format::general, decimal_point);
  if (*p == delimiter || *p == '\n' || *p == '\r') return p;
  p = skip_lead(p, end, decimal_point);
  const bool quoted = p < end && *p == '"';
  if (quoted) p = skip_lead(p + 1, end, decimal_point);
  const auto result = fast_float::from_chars_advanced(p, end, *value, options);
  if (result.ec != std::errc()) return nullptr;
  p = result.ptr;
  while (p < end && *p == ' ') ++p;
  if (!quoted) return p;
  return p < end && *p == '"' ? p + 1 : nullptr;
}

// Short texts are compared as two words.
constexpr size_t longest_text = 16;

LRFIND_INLINE lrfind_text make_text(const char *first, size_t length) {
  lrfind_text text{};
  text.length = static_cast<uint32_t>(length) + 1;
  std::memcpy(text.bytes, first, length);
  return text;
}

LRFIND_INLINE lrfind_text &entry_for(lrfind_text *texts, const lrfind_text &text) {
  const uint64_t hash = (text.bytes[0] ^ (text.bytes[1] * 3 + text.length)) * 0x9E3779B97F4A7C15;
  return texts[hash >> 56];
}

static_assert(LRFIND_TEXT_COUNT == 256, "the hash has eight bits");

// Looks up the text at `p`. Returns the first byte behind it, or nullptr when it is not known.
LRFIND_INLINE const char *find_text(const char *p, const char *end, char delimiter, lrfind_text *texts,
                      float *value) {
  if (end - p <= static_cast<ptrdiff_t>(longest_text)) return nullptr;
  size_t length = 0;
  while (p[length] != delimiter && p[length] != '\n' && p[length] != '\r') {
    if (++length > longest_text) return nullptr;
  }
  const lrfind_text text = make_text(p, length);
  const lrfind_text &known = entry_for(texts, text);
  if (known.length != text.length || known.bytes[0] != text.bytes[0] ||
      known.bytes[1] != text.bytes[1]) {
    return nullptr;
  }
  *value = known.value;
  return p + length;
}

// The first byte behind the word at `p` that stands for a missing value, or nullptr when it is another
// text.
LRFIND_INLINE const char *find_missing(const char *p, const char *end, char delimiter,
                                       const lrfind_text &word) {
  if (word.length == 0 || end - p <= static_cast<ptrdiff_t>(longest_text)) return nullptr;
  const size_t length = word.length - 1;
  const char next = p[length];
  if (next != delimiter && next != '\n' && next != '\r') return nullptr;
  return std::memcmp(p, word.bytes, length) == 0 ? p + length : nullptr;
}

using short_parser = const char *(*)(const char *, char, double *);

// The loop; `parse` is a constant at every call, so that it is inlined.
LRFIND_INLINE int parse_cells(lrfind_cell_cursor *cursor, const short_parser parse) {
  const char *p = cursor->position;
  const char *const end = cursor->end;
  const uintptr_t limit = reinterpret_cast<uintptr_t>(cursor->limit);
  const char delimiter = cursor->delimiter;
  const char decimal_point = cursor->decimal_point;
  lrfind_column *const columns = cursor->columns;
  const size_t last = cursor->column_count - 1;
  size_t column = cursor->column;
  float *row = cursor->row;
  size_t rows_left = cursor->rows_left;
  int stop = lrfind_stop_cell;

  for (;;) {
    if (p == end) {
      stop = lrfind_stop_end;
      break;
    }
    if (rows_left == 0) {
      stop = lrfind_stop_full;
      break;
    }
    const lrfind_column spec = columns[column];
    const char *q = p;
    float value = std::numeric_limits<float>::quiet_NaN();
    if (spec.kind == lrfind_column_number) {
      double parsed;
      const char *behind =
          end - p > short_reach ? parse(p, decimal_point, &parsed) : nullptr;
      if (!behind || !(*behind == delimiter || *behind == '\n' || *behind == '\r')) {
        const char *const missing = find_missing(p, end, delimiter, columns[column].missing);
        if (missing) {
          behind = p;
          q = missing;
        } else {
          behind = parse_general(p, end, decimal_point, delimiter, &parsed);
          if (!behind) break;
          // Then also the double may not be the cell's number.
          if (behind - p > exact_length ||
              (behind != p && parsed == 0 && has_other_digit(p, behind))) {
            columns[column].is_rounded = 1;
          }
        }
      }
      if (behind != p) {
        q = behind;
        value = static_cast<float>(parsed - spec.origin);
        // False for NaN and infinity, also where rounding to float overflowed.
        if (!(value - value == 0)) break;
        // Most columns of decimals are rounded from their first cell on: nothing is computed then.
        if (!spec.is_rounded && static_cast<double>(value) + spec.origin != parsed) {
          columns[column].is_rounded = 1;
        }
      }
    } else if (spec.kind == lrfind_column_skipped) {
      if (*p == '"') break;
      while (q < end && *q != delimiter && *q != '\n' && *q != '\r' && *q != '"' && *q != 0) ++q;
    } else if (spec.kind == lrfind_column_text) {
      q = find_text(p, end, delimiter, spec.texts, &value);
      if (!q) break;
    } else {
      break;
    }

    if (q == end) break;
    if (*q == delimiter) {
      if (column == last) break;
      if (spec.kind != lrfind_column_skipped) row[spec.slot] = value;
      ++column;
      p = q + 1;
    } else if (*q == '\n' || *q == '\r') {
      if (column != last) break;
      if (q == p && column == 0) break;
      const char *next = q + 1;
      if (*q == '\r') {
        if (next == end) break;
        if (*next == '\n') ++next;
      }
      if (spec.kind != lrfind_column_skipped) row[spec.slot] = value;
      column = 0;
      row += cursor->stride;
      --rows_left;
      p = next;
      if (reinterpret_cast<uintptr_t>(p) >= limit) {
        stop = lrfind_stop_limit;
        break;
      }
    } else {
      break;
    }
  }

  cursor->position = p;
  cursor->column = column;
  cursor->row = row;
  cursor->rows_left = rows_left;
  return stop;
}

#if LRFIND_HAS_WIDE
LRFIND_WIDE int parse_cells_wide(lrfind_cell_cursor *cursor) {
  return parse_cells(cursor, parse_wide);
}
#endif

}  // namespace

extern "C" int lrfind_parse_cells_portably(lrfind_cell_cursor *cursor) {
  return parse_cells(cursor, parse_short);
}

extern "C" int lrfind_parse_cells(lrfind_cell_cursor *cursor) {
#if LRFIND_HAS_WIDE
  static const bool is_wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                              __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("lzcnt");
  if (is_wide) return parse_cells_wide(cursor);
#endif
  return lrfind_parse_cells_portably(cursor);
}

extern "C" void lrfind_remember_text(lrfind_text *texts, const char *first, size_t length,
                                     float value) {
  if (length > longest_text) return;
  lrfind_text text = make_text(first, length);
  text.value = value;
  entry_for(texts, text) = text;
}

extern "C" void lrfind_remember_missing(lrfind_column *column, const char *first,
                                        size_t length) {
  if (length <= longest_text) column->missing = make_text(first, length);
}

extern "C" const char *lrfind_parse_number(const char *first, const char *last,
                                           char decimal_point, double *value) {
  const fast_float::parse_options options(fast_float::chars_format::general, decimal_point);
  const auto result = fast_float::from_chars_advanced(first, last, *value, options);
  return result.ec == std::errc() ? result.ptr : nullptr;
}
