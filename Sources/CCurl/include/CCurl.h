/// libcurl, with its variadic functions as functions that Swift can call.
#pragma once
#include <curl/curl.h>

/// Receives bytes of a body; returns how many it took, fewer to give the transfer up.
typedef size_t (*cc_receiver)(char *bytes, size_t one, size_t count, void *context);

CURLcode cc_set_number(CURL *easy, CURLoption option, long value);
CURLcode cc_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode cc_set_pointer(CURL *easy, CURLoption option, void *value);
/// The bytes are copied.
CURLcode cc_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count);
CURLcode cc_set_receiver(CURL *easy, cc_receiver receiver, void *context);
CURLMcode cc_multi_set_number(CURLM *multi, CURLMoption option, long value);

long cc_info_number(CURL *easy, CURLINFO info);
/// Text that belongs to the handle, or null.
const char *cc_info_text(CURL *easy, CURLINFO info);
void *cc_info_pointer(CURL *easy, CURLINFO info);
/// The seconds of a Retry-After header; 0 where there is none.
long cc_retry_after(CURL *easy);
/// A header of the last answer, text that belongs to the handle, or null.
const char *cc_header(CURL *easy, const char *name);
/// The seconds from the start of a transfer to the first byte of its answer.
double cc_first_byte(CURL *easy);
/// The handle and result of a message that tells of a finished transfer; null of any other.
CURL *cc_finished(CURLMsg *message, CURLcode *result);

// Macros with casts, which Swift does not import.
static const unsigned long CURLAUTH_BEARER_VALUE = CURLAUTH_BEARER;
static const unsigned long CURLAUTH_BASIC_VALUE = CURLAUTH_BASIC;
static const long CURLHEADER_SEPARATE_VALUE = CURLHEADER_SEPARATE;
static const long CURL_GLOBAL_DEFAULT_VALUE = CURL_GLOBAL_DEFAULT;

/// Receives what libcurl says of a connection.
typedef int (*cc_listener)(CURL *easy, curl_infotype kind, char *bytes, size_t count, void *context);
CURLcode cc_set_listener(CURL *easy, cc_listener listener, void *context);
/// Receives the lines of an answer's head.
CURLcode cc_set_head_receiver(CURL *easy, cc_receiver receiver, void *context);
/// What a server's certificates say, from its own to the highest that it sent; 0 or null where there are none.
int cc_certificate_count(CURL *easy);
const struct curl_slist *cc_certificate(CURL *easy, int index);
