// Names for threads, so that an operator's `top -H` and the benches tell them apart.
#pragma once

#include <pthread.h>

namespace croozer {

// At most 15 bytes (pthread_setname_np(3)).
inline void name_this_thread(char const* name) {
    ::pthread_setname_np(::pthread_self(), name);
}

}  // namespace croozer
