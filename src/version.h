#ifndef VERSION_H
#define VERSION_H

#define FULLSCHEMA_VERSION "0.1.0"

#endif
