// Opening what lies below an open folder, and nothing else: no part of the way may be a link, and
// no text leads out. By one system call where the kernel has it (openat2), else part by part. It
// does not know what is opened.
#pragma once

#include <fcntl.h>
#include <sys/types.h>

#include <string>

namespace cairn {

/// Flags that open a folder to look into it, and no link.
inline constexpr int kOpenFolder = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;

/// Whether the way may lead into another mount.
enum class Mounts { follow, refuse };

/// As openat: a descriptor, or -1 and errno (ELOOP or ENOTDIR for a link on the way, EXDEV for a
/// mount that is refused).
int open_beneath(int folder, const std::string& relative, int flags, mode_t mode, Mounts mounts);

}  // namespace cairn
