// How the allocator of the C library gets its memory from the system. By itself a thread's heap
// grows by one page at a time, each by a system call that stops the other threads, and what is
// freed at its end goes back at once to be asked for again: a tenth of what adopting a large tree
// takes.
#pragma once

namespace cairn {

/// Lets the process keep what it frees, until it ends. For a program's main, before any thread: it
/// holds for whatever the process allocates.
void keep_freed_memory();

/// Gives the heap of the calling thread room for what it allocates in all, as addresses without
/// memory behind them. For the start of a thread that allocates much; without keep_freed_memory it
/// does nothing that lasts.
void widen_thread_heap();

}  // namespace cairn
