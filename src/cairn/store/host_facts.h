// The machine that we run on, as the kernel tells it. It does not know runs.
#pragma once

#include "cairn/record/provenance.h"

namespace cairn {

/// Name, system, processor, memory and graphics cards. Cards are those of the NVIDIA driver; where
/// it does not tell, `nvidia-smi` is asked if there is one.
HostFacts look_at_host();

/// The value of "model name : X" in /proc/cpuinfo, of "PRETTY_NAME=X" in os-release: the first line
/// that begins with `key`, after its `:` or `=`, without quotes; empty when there is none.
std::string line_value(std::string_view text, std::string_view key);

}  // namespace cairn
