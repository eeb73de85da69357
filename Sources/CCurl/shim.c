#include "CCurl.h"

CURLcode cc_set_number(CURL *easy, CURLoption option, long value) { return curl_easy_setopt(easy, option, value); }

CURLcode cc_set_text(CURL *easy, CURLoption option, const char *value) { return curl_easy_setopt(easy, option, value); }

CURLcode cc_set_pointer(CURL *easy, CURLoption option, void *value) { return curl_easy_setopt(easy, option, value); }

CURLcode cc_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {.data = (void *)bytes, .len = count, .flags = CURL_BLOB_COPY};
  return curl_easy_setopt(easy, option, &blob);
}

CURLcode cc_set_receiver(CURL *easy, cc_receiver receiver, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receiver);
  return code ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

CURLMcode cc_multi_set_number(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

long cc_info_number(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) ? 0 : value;
}

const char *cc_info_text(CURL *easy, CURLINFO info) {
  char *value = NULL;
  return curl_easy_getinfo(easy, info, &value) ? NULL : value;
}

void *cc_info_pointer(CURL *easy, CURLINFO info) {
  void *value = NULL;
  return curl_easy_getinfo(easy, info, &value) ? NULL : value;
}

long cc_retry_after(CURL *easy) {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &value) ? 0 : (long)value;
}

const char *cc_header(CURL *easy, const char *name) {
  struct curl_header *header = NULL;
  return curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) ? NULL : header->value;
}

double cc_first_byte(CURL *easy) {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &value) ? 0 : (double)value / 1e6;
}

CURL *cc_finished(CURLMsg *message, CURLcode *result) {
  if (message->msg != CURLMSG_DONE) return NULL;
  *result = message->data.result;
  return message->easy_handle;
}

CURLcode cc_set_listener(CURL *easy, cc_listener listener, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, listener);
  if (!code) code = curl_easy_setopt(easy, CURLOPT_DEBUGDATA, context);
  return code ? code : curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
}

CURLcode cc_set_head_receiver(CURL *easy, cc_receiver receiver, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receiver);
  return code ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

int cc_certificate_count(CURL *easy) {
  struct curl_certinfo *info = NULL;
  return curl_easy_getinfo(easy, CURLINFO_CERTINFO, &info) || !info ? 0 : info->num_of_certs;
}

const struct curl_slist *cc_certificate(CURL *easy, int index) {
  struct curl_certinfo *info = NULL;
  if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &info) || !info || index >= info->num_of_certs) return NULL;
  return info->certinfo[index];
}
