// libxlsxwriter, for writing workbooks.
#ifndef LRFIND_XLSXWRITER_SHIM_H
#define LRFIND_XLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
