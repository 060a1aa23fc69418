#include "cairn/record/run_outputs.h"

#include <algorithm>

namespace cairn {

namespace {

// 48 bits: with a thousand outputs of one run, one wrong answer in 10^11.
constexpr std::size_t kTagDigits = 12;
// SQLite refuses patterns of more than 50,000 bytes. Of a run that reads more than these the others
// are not compared.
constexpr std::size_t kMostRead = 200;

void sort_once(std::vector<std::string>& tags) {
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
}

}  // namespace

RunOutputs outputs_of(const Record& record) {
  RunOutputs outputs;
  for (const RecordOut& out : record.outs) outputs.emplace_back(out.name, out.digest);
  for (const RecordArtifact& artifact : record.artifacts) {
    const bool is_metrics = artifact.role == "metrics";
    const bool counts = record.outs.empty() && artifact.role != "log";
    if (is_metrics || counts) outputs.emplace_back(artifact.path, artifact.sha256);
  }
  return outputs;
}

std::optional<std::string> output_tags(const Record& record) {
  if (record.origin) return std::nullopt;
  if (record.status != RunStatus::finished) return "";
  std::vector<std::string> tags;
  for (const auto& [name, digest] : outputs_of(record)) {
    tags.push_back(digest.hex().substr(0, kTagDigits));
  }
  sort_once(tags);
  std::string text;
  for (const std::string& tag : tags) text += tag;
  return text;
}

InputReads::InputReads(const Fingerprint& fingerprint) {
  for (const auto& [need, leaves] : fingerprint.inputs) {
    if (!leaves.is_map()) continue;
    for (const auto& [leaf, digest] : leaves.as_map()) {
      const std::size_t digits = leaf.find('/');
      if (digits == std::string::npos || !digest.is_string()) continue;
      tags_[need + '/' + leaf.substr(0, digits)].push_back(
          digest.as_string().substr(0, kTagDigits));
    }
  }
  for (auto& [member, tags] : tags_) sort_once(tags);
}

std::optional<std::string> InputReads::pattern(const InputLink& input) const {
  constexpr std::size_t kMemberDigits = 12;
  const auto found = tags_.find(input.name + '/' + input.run.hex().substr(0, kMemberDigits));
  if (found == tags_.end()) return std::nullopt;
  std::string text = "*";
  for (std::size_t i = 0; i < std::min(found->second.size(), kMostRead); ++i) {
    text += found->second[i] + '*';
  }
  return text;
}

}  // namespace cairn
