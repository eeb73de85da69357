#include "CZlib.h"

int cz_deflate_begin(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
}

int cz_gunzip_begin(z_stream *stream) { return inflateInit2(stream, MAX_WBITS + 16); }
