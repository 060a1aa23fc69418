// Whether this process has changed anything on the disk yet, so that a verb that fails in its midst
// is begun again only where nothing was done. Told by base/io alone. Folders that were made and the
// catalog, which is an index, do not count.
#pragma once

#include <atomic>

namespace cairn {

namespace detail {
inline std::atomic<bool> disk_was_changed = false;
}

/// Whether a file was written, renamed, linked or removed so far.
inline bool has_changed_disk() { return detail::disk_was_changed.load(std::memory_order_relaxed); }
/// For base/io: the next call changes something.
inline void note_disk_change() { detail::disk_was_changed.store(true, std::memory_order_relaxed); }

}  // namespace cairn
