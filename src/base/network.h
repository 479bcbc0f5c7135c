/* A process without a network, between fork and exec. */
#ifndef BASE_NETWORK_H
#define BASE_NETWORK_H

#include <stdbool.h>

/*
 * Leaves this process a network namespace of its own, which has nothing but its loopback interface. Sockets of the
 * file system are reached as ever, and the user stays who it is, to the others too. An ordinary user needs a user
 * namespace for that, in which nobody else is known by name. False, and nothing is changed, where the kernel allows
 * neither. To be called before a change of user; allocates nothing.
 */
bool network_leave(void);

#endif
