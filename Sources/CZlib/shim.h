// zlib, for reading compressed tables.
#ifndef LRFIND_ZLIB_SHIM_H
#define LRFIND_ZLIB_SHIM_H

#include <zlib.h>

#endif
