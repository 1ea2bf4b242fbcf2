// OpenBLAS by way of its C interface, and the few calls of its own that lrfind needs.
#ifndef LRFIND_OPENBLAS_SHIM_H
#define LRFIND_OPENBLAS_SHIM_H

#include <cblas.h>

// Declared here because a machine's cblas.h may come from another BLAS package, which lacks them.
void openblas_set_num_threads(int count);
char *openblas_get_corename(void);
char *openblas_get_config(void);

#endif
