#include "CSimdjson.h"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

#include <simdjson.h>

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

struct sj_parser {
  simdjson::dom::parser parser;
};

// simdjson's elements and iterators are a document and a place in it, which C can hold as such.
template <typename From, typename To> static To as(const From &from) {
  static_assert(sizeof(From) == sizeof(To), "simdjson's cursors changed");
  static_assert(std::is_trivially_copyable<From>::value, "simdjson's cursors changed");
  To to;
  std::memcpy(static_cast<void *>(&to), static_cast<const void *>(&from), sizeof(To));
  return to;
}

static element cpp(sj_element e) { return as<sj_element, element>(e); }

extern "C" {

ptrdiff_t sj_find(const void *bytes, size_t count, size_t start, const void *text, size_t length) {
  if (bytes == nullptr || start >= count) return -1;
  auto place = std::string_view(static_cast<const char *>(bytes), count)
                   .find(std::string_view(static_cast<const char *>(text), length), start);
  return place == std::string_view::npos ? -1 : static_cast<ptrdiff_t>(place);
}

sj_parser *sj_parser_new(void) { return new (std::nothrow) sj_parser; }

void sj_parser_free(sj_parser *parser) { delete parser; }

size_t sj_padding(void) { return simdjson::SIMDJSON_PADDING; }

const char *sj_parse(sj_parser *parser, const char *bytes, size_t count, sj_element *root) {
  element result;
  // No copy: the caller keeps the padding.
  auto error = parser->parser.parse(reinterpret_cast<const uint8_t *>(bytes), count, false).get(result);
  if (error) return simdjson::error_message(error);
  *root = as<element, sj_element>(result);
  return nullptr;
}

sj_kind sj_kind_of(sj_element e) {
  switch (cpp(e).type()) {
  case element_type::ARRAY: return SJ_ARRAY;
  case element_type::OBJECT: return SJ_OBJECT;
  case element_type::INT64:
  case element_type::UINT64: return SJ_INTEGER;
  case element_type::DOUBLE: return SJ_DOUBLE;
  case element_type::STRING: return SJ_STRING;
  case element_type::BOOL: return SJ_BOOL;
  case element_type::NULL_VALUE: return SJ_NULL;
  }
  return SJ_NULL;
}

bool sj_bool(sj_element e) {
  bool value = false;
  if (cpp(e).get(value)) return false;
  return value;
}

double sj_double(sj_element e) {
  double value = 0;
  if (cpp(e).get(value)) return 0;
  return value;
}

bool sj_integer(sj_element e, int64_t *value) { return !cpp(e).get(*value); }

sj_text sj_string(sj_element e) {
  std::string_view text;
  if (cpp(e).get(text)) return {nullptr, 0};
  return {text.data(), text.size()};
}

bool sj_string_number(sj_element e, double *value) {
  std::string_view text;
  if (cpp(e).get(text)) return false;
  // Go writes +Inf, from_chars takes no plus.
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  auto result = std::from_chars(text.data(), text.data() + text.size(), *value);
  if (result.ec == std::errc::invalid_argument || result.ptr != text.data() + text.size()) return false;
  // What is too large or too small for from_chars is infinite or zero for strtod; simdjson keeps strings terminated.
  if (result.ec == std::errc::result_out_of_range) *value = std::strtod(text.data(), nullptr);
  return true;
}

sj_cursor sj_elements(sj_element e) {
  array values;
  if (cpp(e).get(values)) return {e, e};
  return {as<array::iterator, sj_element>(values.begin()), as<array::iterator, sj_element>(values.end())};
}

bool sj_next_element(sj_cursor *cursor, sj_element *value) {
  if (cursor->next.index == cursor->end.index) return false;
  auto iterator = as<sj_element, array::iterator>(cursor->next);
  *value = as<element, sj_element>(*iterator);
  ++iterator;
  cursor->next = as<array::iterator, sj_element>(iterator);
  return true;
}

sj_cursor sj_members(sj_element e) {
  object members;
  if (cpp(e).get(members)) return {e, e};
  return {as<object::iterator, sj_element>(members.begin()), as<object::iterator, sj_element>(members.end())};
}

bool sj_next_member(sj_cursor *cursor, sj_text *key, sj_element *value) {
  if (cursor->next.index == cursor->end.index) return false;
  auto iterator = as<sj_element, object::iterator>(cursor->next);
  std::string_view name = iterator.key();
  *key = {name.data(), name.size()};
  *value = as<element, sj_element>(iterator.value());
  ++iterator;
  cursor->next = as<object::iterator, sj_element>(iterator);
  return true;
}

bool sj_member(sj_element e, const char *key, size_t count, sj_element *value) {
  object members;
  if (cpp(e).get(members)) return false;
  element found;
  if (members.at_key(std::string_view(key, count)).get(found)) return false;
  *value = as<element, sj_element>(found);
  return true;
}
}
