// What a scheme file composes: the canonicalisers, which write a key as the text that is hashed,
// and the hashes, each by its name in one table. They do not know what was selected for the key.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cairn/base/hash.h"
#include "cairn/base/value.h"

namespace cairn {

struct Scheme;

struct Canonicaliser {
  std::string_view name;
  /// Appends the text of `key`.
  void (*append)(std::string& out, const Value& key, const Scheme& scheme);
  /// The same without some keys of a map; null where a copy without them has to be made.
  void (*append_without)(std::string& out, const Value& key, const Scheme& scheme,
                         std::span<const std::string> without) = nullptr;
};

std::span<const Canonicaliser> canonicalisers();

struct SchemeHash {
  std::string_view name;
  std::optional<HashKind> kind;  ///< None: the text itself is the name.
};

std::span<const SchemeHash> scheme_hashes();

/// The row called `name`, or nullptr.
const Canonicaliser* find_canonicaliser(std::string_view name);
const SchemeHash* find_scheme_hash(std::string_view name);

}  // namespace cairn
