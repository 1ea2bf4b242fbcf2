// Number parsing with fast_float behind a C interface.
//
// `lrfind_parse_cells` is the hot loop of reading a table: it reads plain numeric cells straight
// into a row-major float buffer and stops at the first cell that is anything else, so that quotes,
// texts, ragged rows and errors are all dealt with in one place, by the caller.
#ifndef LRFIND_FAST_FLOAT_H
#define LRFIND_FAST_FLOAT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A short text that was seen before, and the value that stands for it.
struct lrfind_text {
  uint64_t bytes[2];
  /// The number of bytes plus one; 0 where the entry is free.
  uint32_t length;
  float value;
};

/// The number of entries of a column's table of short texts.
#define LRFIND_TEXT_COUNT 256

/// What is to be done with a column.
enum lrfind_column_kind {
  /// Parse a number and store it.
  lrfind_column_number = 0,
  /// Stop: the caller reads this column.
  lrfind_column_caller = 1,
  /// Step over it when it is not quoted; store nothing.
  lrfind_column_skipped = 2,
  /// Store the value of a short text that the caller has read before; stop at any other.
  lrfind_column_text = 3,
};

/// A column as the loop sees it.
struct lrfind_column {
  /// Subtracted before rounding to float, so that values far from zero keep their last digits.
  double origin;
  /// Where in the row the value is stored.
  uint32_t slot;
  /// One of `enum lrfind_column_kind`.
  uint32_t kind;
  /// (LRFIND_TEXT_COUNT), for a column of texts.
  struct lrfind_text *texts;
  /// Set when a number is stored that, with the origin added, may not be exactly the cell's.
  uint32_t is_rounded;
  /// The word for a missing value that the caller has read in this column of numbers last.
  struct lrfind_text missing;
};

/// Where the loop stands. It advances `position`, `column`, `row` and `rows_left`.
struct lrfind_cell_cursor {
  /// The start of the next cell.
  const char *position;
  /// The end of the bytes that were read so far; nothing at or behind it is looked at.
  const char *end;
  /// No row that starts here or behind is read; may lie behind `end`.
  const char *limit;
  /// The index of the next cell's column; 0 at the start of a row.
  size_t column;
  /// The row that is being filled, (stride) floats.
  float *row;
  /// The number of rows that can still be filled, the current one included.
  size_t rows_left;
  /// (column_count)
  struct lrfind_column *columns;
  size_t column_count;
  /// The number of floats from one row to the next.
  size_t stride;
  char delimiter;
  char decimal_point;
};

/// Why the loop stopped.
enum lrfind_stop {
  /// At a cell that the caller has to read: it is not a plain finite number with its delimiter
  /// behind it, or it may go on behind `end`, or its column is the caller's.
  lrfind_stop_cell = 0,
  /// All bytes are used up, exactly at the start of a cell.
  lrfind_stop_end = 1,
  /// No row is left to be filled, and more bytes follow.
  lrfind_stop_full = 2,
  /// At the start of a row, at the limit or behind it.
  lrfind_stop_limit = 3,
};

/// Reads cells until one of `enum lrfind_stop` holds.
///
/// A line ends with LF, CRLF or CR. An empty cell is stored as NaN; spaces around a number, quotes
/// around a plain number and a leading plus sign are accepted. An empty line is a stop.
int lrfind_parse_cells(struct lrfind_cell_cursor *cursor);

/// Does the same with the instructions that every processor has.
int lrfind_parse_cells_portably(struct lrfind_cell_cursor *cursor);

/// Makes `lrfind_parse_cells` know a text; nothing happens when it is too long. It takes the place of
/// another text with the same hash.
void lrfind_remember_text(struct lrfind_text *texts, const char *first, size_t length, float value);

/// Makes `lrfind_parse_cells` store NaN for a word in a column of numbers; nothing happens when it is
/// too long. It takes the place of the word before.
void lrfind_remember_missing(struct lrfind_column *column, const char *first, size_t length);

/// Asks for the cache lines of `bytes` bytes, at least one, which will be read soon.
static inline void lrfind_prefetch(const void *first, size_t bytes) {
  for (size_t offset = 0; offset < bytes; offset += 64) {
    __builtin_prefetch((const char *)first + offset);
  }
  __builtin_prefetch((const char *)first + bytes - 1);
}

/// Parses one number at `first`.
///
/// Returns the first byte behind the number, or NULL when there is none. `value` may become
/// infinite or NaN: the caller decides what that means.
const char *lrfind_parse_number(const char *first, const char *last, char decimal_point,
                                double *value);

#ifdef __cplusplus
}
#endif

#endif
