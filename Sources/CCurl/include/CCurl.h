/// libcurl, with its variadic functions as functions that Swift can call.
#pragma once
#include <curl/curl.h>
