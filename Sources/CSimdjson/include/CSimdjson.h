/// simdjson's documents behind C functions: a parser that keeps its memory, and cursors into what it parsed last.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser; each parse makes the elements of the one before invalid.
typedef struct sj_parser sj_parser;

/// A value in a document, good for as long as the document.
typedef struct {
  const void *document;
  size_t index;
} sj_element;

/// The kinds of values.
typedef enum { SJ_NULL, SJ_BOOL, SJ_INTEGER, SJ_DOUBLE, SJ_STRING, SJ_ARRAY, SJ_OBJECT } sj_kind;

/// The elements of an array, or the members of an object, that are still to come.
typedef struct {
  sj_element next;
  sj_element end;
} sj_cursor;

/// Bytes of UTF-8 in a document; not terminated.
typedef struct {
  const char *bytes;
  size_t count;
} sj_text;

/// A new parser, or null where there is no memory.
sj_parser *sj_parser_new(void);
void sj_parser_free(sj_parser *parser);

/// The number of bytes that must be readable behind a text that is parsed in place.
size_t sj_padding(void);

/// Parses a text, which must have sj_padding() readable bytes behind it.
/// Returns null and the root, or simdjson's words for what is wrong.
const char *sj_parse(sj_parser *parser, const char *bytes, size_t count, sj_element *root);

sj_kind sj_kind_of(sj_element element);
bool sj_bool(sj_element element);
/// The number of an integer or double; an integer that does not fit is rounded.
double sj_double(sj_element element);
/// Whether a number is an integer that fits, and which.
bool sj_integer(sj_element element, int64_t *value);
sj_text sj_string(sj_element element);

/// The number that a string holds, whole, as Prometheus writes numbers; false of anything else.
bool sj_string_number(sj_element element, double *value);

/// The elements of an array; none of anything else.
sj_cursor sj_elements(sj_element array);
bool sj_next_element(sj_cursor *cursor, sj_element *element);
/// The members of an object, in their order; none of anything else.
sj_cursor sj_members(sj_element object);
bool sj_next_member(sj_cursor *cursor, sj_text *key, sj_element *value);
/// The first member of that name.
bool sj_member(sj_element object, const char *key, size_t count, sj_element *value);

/// The first place of a text in bytes from a place on; -1 where it is not in them.
ptrdiff_t sj_find(const void *bytes, size_t count, size_t start, const void *text, size_t length);

#ifdef __cplusplus
}
#endif
