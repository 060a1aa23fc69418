// What a run gave to the runs that need it, and whether a run read that: a record names the digests
// of all that it was made from, but not the attempt that made them. In the catalog both are texts
// of short tags, so that one look tells whether what was read still is what the run upstream has.
// It does not know which runs need each other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cairn/record/record.h"

namespace cairn {

/// Out → digest.
using RunOutputs = std::vector<std::pair<std::string, Digest>>;

/// The outputs of a record: declared outs and metrics files; all artifacts but logs where it
/// declares none.
RunOutputs outputs_of(const Record& record);

/// The tags of what runs can now read of the run; "" where that is nothing, as of a run that
/// failed. Absent where it cannot be told: other programs name outputs as they like.
std::optional<std::string> output_tags(const Record& record);

/// What the run read of its inputs, by the fingerprint of its record.
class InputReads {
 public:
  explicit InputReads(const Fingerprint& fingerprint);

  /// A GLOB pattern for output_tags of the run that `input` names, which says that its tags are
  /// still among those; absent where nothing was read.
  std::optional<std::string> pattern(const InputLink& input) const;

 private:
  /// By need and the digits of the digest that leaves begin with.
  std::unordered_map<std::string, std::vector<std::string>> tags_;
};

}  // namespace cairn
