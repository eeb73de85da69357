/// zlib, with its macros as functions that Swift can call.
#pragma once
#include <zlib.h>

/// Begins to compress to one gzip member without a header: raw deflate.
int cz_deflate_begin(z_stream *stream, int level);
/// Begins to decompress a gzip member, whose checksums are checked.
int cz_gunzip_begin(z_stream *stream);
