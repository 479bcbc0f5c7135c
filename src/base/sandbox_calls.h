/* The system calls of a profile, as a program of the kernel's packet filter. */
#ifndef BASE_SANDBOX_CALLS_H
#define BASE_SANDBOX_CALLS_H

#include <linux/filter.h>

#include "base/sandbox.h"

/* Belongs to ctx. NULL where libseccomp does not know this machine. */
struct sock_fprog *sandbox_calls(enum sandbox_profile profile, void *ctx);

#endif
