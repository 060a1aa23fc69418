// Ctrl-C and its like as something to ask for, not something that happens in the middle: the
// signals are blocked in all threads and read from a descriptor. It does not know what is
// interrupted.
#pragma once

#include "cairn/base/io.h"

namespace cairn {

/// Takes SIGINT, SIGTERM and SIGHUP while it lives. Make it before any thread is started.
class Interrupts {
 public:
  Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts();

  /// The next signal that has come, or 0.
  int take();

 private:
  Fd fd_;
};

}  // namespace cairn
