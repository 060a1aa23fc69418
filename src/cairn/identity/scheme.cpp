#include "cairn/identity/scheme.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>

#include <fmt/format.h>

#include "cairn/base/digest.h"
#include "cairn/base/embedded.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/identity/canonical.h"
#include "cairn/identity/python_json.h"

namespace cairn {

namespace {

// What a scheme file composes: each canonicaliser and each hash has its name here and nowhere else.
struct Canonicaliser {
  std::string_view name;
  std::string (*text_of)(const Value&);
};

constexpr std::array kCanonicalisers = {
    Canonicaliser{"canonical_json", canonical_json},
    Canonicaliser{"python_json_spaced",
                  [](const Value& value) { return python_json(value, PythonSeparators::spaced); }},
    Canonicaliser{"python_json_compact",
                  [](const Value& value) { return python_json(value, PythonSeparators::compact); }},
};

struct Hash {
  std::string_view name;
  std::size_t digits;  // hexadecimal
  std::string (*hex_of)(std::string_view);
};

constexpr std::array kHashes = {
    Hash{"md5", 32, md5_hex},
    Hash{"sha256", 64, [](std::string_view bytes) { return sha256(bytes).hex(); }},
};

template <typename Row, std::size_t N>
const Row* row_of(const std::array<Row, N>& table, std::string_view name) {
  const auto row = std::ranges::find(table, name, &Row::name);
  return row == table.end() ? nullptr : &*row;
}

template <typename Row, std::size_t N>
const Row& row_at(const YamlNode& node, const std::array<Row, N>& table, std::string_view what,
                  const std::string& name) {
  if (const Row* row = row_of(table, name)) return *row;
  std::vector<std::string> names;
  for (const Row& row : table) names.emplace_back(row.name);
  fail_at(node, fmt::format("unknown {} '{}'", what, printable(name)),
          fmt::format("there are: {}", join(names, ", ")));
}

const YamlNode& required(const YamlNode& map, std::string_view key) {
  if (const YamlNode* node = map.find(key)) return *node;
  fail_at(map, fmt::format("the scheme has no '{}'", key));
}

std::string text_at(const YamlNode& node, std::string_view key) {
  if (node.scalar.is_string() && is_utf8(node.scalar.as_string())) return node.scalar.as_string();
  fail_at(node, fmt::format("'{}' must be a text", key), "quote it");
}

std::string optional_text(const YamlNode& map, std::string_view key) {
  const YamlNode* node = map.find(key);
  return node == nullptr ? std::string() : text_at(*node, key);
}

int number_at(const YamlNode& map, std::string_view key, std::size_t most) {
  const YamlNode& node = required(map, key);
  const bool fits = node.scalar.is_int() && node.scalar.as_int() >= 1 &&
                    static_cast<std::uint64_t>(node.scalar.as_int()) <= most;
  if (!fits) fail_at(node, fmt::format("'{}' must be a whole number from 1 to {}", key, most));
  return static_cast<int>(node.scalar.as_int());
}

std::string name_at(const YamlNode& map) {
  const YamlNode& node = required(map, "scheme");
  std::string name = text_at(node, "scheme");
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
  if (name.empty() || name.find_first_not_of(kLetters) != std::string::npos) {
    fail_at(node, fmt::format("'{}' cannot name a scheme", printable(name)),
            "use a-z, 0-9, '_', '-' and '.', like nirs4all.pipeline");
  }
  return name;
}

Scheme read_scheme(const YamlNode& node) {
  constexpr std::array<std::string_view, 8> kKeys = {
      "scheme", "version", "canonicaliser", "hash", "length", "display", "prefix", "source"};
  constexpr std::size_t kMostVersions = 1'000'000;
  check_keys(node, kKeys, "a scheme");
  Scheme out;
  out.name = name_at(node);
  out.version = number_at(node, "version", kMostVersions);
  const YamlNode& canonicaliser = required(node, "canonicaliser");
  out.canonicaliser = text_at(canonicaliser, "canonicaliser");
  row_at(canonicaliser, kCanonicalisers, "canonicaliser", out.canonicaliser);
  const YamlNode& hash = required(node, "hash");
  out.hash = text_at(hash, "hash");
  const Hash& row = row_at(hash, kHashes, "hash", out.hash);
  out.length = static_cast<std::size_t>(number_at(node, "length", row.digits));
  out.display = static_cast<std::size_t>(number_at(node, "display", out.length));
  out.prefix = optional_text(node, "prefix");
  out.source = optional_text(node, "source");
  return out;
}

std::vector<Scheme> embedded_schemes() {
  std::vector<Scheme> out;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with("schemes/")) continue;
    std::vector<Scheme> some = read_schemes(file.bytes, file.path);
    std::ranges::move(some, std::back_inserter(out));
  }
  return out;
}

}  // namespace

std::string Scheme::ref() const { return fmt::format("{}@{}", name, version); }

std::vector<Scheme> read_schemes(std::string_view text, std::string_view source) {
  const YamlDocument document{std::string(source), text};
  constexpr std::array<std::string_view, 1> kKeys = {"schemes"};
  check_keys(document.root(), kKeys, "a scheme file");
  const YamlNode* list = document.root().find("schemes");
  if (list == nullptr || !list->is_list()) {
    fail_at(list == nullptr ? document.root() : *list, "'schemes' must be a list of schemes");
  }
  std::vector<Scheme> out;
  for (const YamlNode& item : list->items) {
    Scheme scheme = read_scheme(item);
    if (std::ranges::find(out, scheme.ref(), &Scheme::ref) != out.end()) {
      fail_at(item, fmt::format("'{}' stands twice", scheme.ref()), "give it the next version");
    }
    out.push_back(std::move(scheme));
  }
  return out;
}

const std::vector<Scheme>& known_schemes() {
  static const std::vector<Scheme> schemes = embedded_schemes();
  return schemes;
}

const Scheme& find_scheme(std::string_view scheme_ref) {
  std::vector<std::string> refs;
  for (const Scheme& scheme : known_schemes()) {
    refs.push_back(scheme.ref());
    if (refs.back() == scheme_ref) return scheme;
  }
  const auto near = nearest(scheme_ref, std::span<const std::string>(refs));
  const std::string all = fmt::format("known schemes: {}", join(refs, ", "));
  throw Error(ErrorCode::invalid_input, fmt::format("unknown scheme '{}'", printable(scheme_ref)),
              near ? fmt::format("did you mean '{}'? {}", *near, all) : all);
}

SchemeName make_name(const Scheme& scheme, const Value& input) {
  const Canonicaliser* canonicaliser = row_of(kCanonicalisers, scheme.canonicaliser);
  const Hash* hash = row_of(kHashes, scheme.hash);
  if (canonicaliser == nullptr || hash == nullptr) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("scheme '{}' names an unknown {}", scheme.ref(),
                            hash == nullptr ? "hash" : "canonicaliser"));
  }
  SchemeName out;
  out.scheme = scheme.ref();
  try {
    out.canonical_text = canonicaliser->text_of(input);
  } catch (const Error& error) {
    throw error.with_context(fmt::format("scheme '{}'", out.scheme));
  }
  const std::string hex = hash->hex_of(out.canonical_text);
  out.full = scheme.prefix + hex.substr(0, scheme.length);
  out.display = scheme.prefix + hex.substr(0, scheme.display);
  return out;
}

SchemeName make_name(std::string_view scheme_ref, const Value& input) {
  return make_name(find_scheme(scheme_ref), input);
}

}  // namespace cairn
