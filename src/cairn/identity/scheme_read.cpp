#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/canonicaliser.h"
#include "cairn/identity/scheme.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 19> kSchemeKeys = {
    "scheme",  "version", "about",   "source",     "key",     "canonicaliser", "separator",
    "strip",   "keeps",   "nan",     "code",       "hash",    "digits",        "length",
    "display", "prefix",  "objects", "strip_name", "variants"};

template <typename Row>
const Row& row_at(const YamlNode& node, std::span<const Row> table, std::string_view what,
                  const std::string& name) {
  std::vector<std::string> names;
  for (const Row& row : table) {
    if (row.name == name) return row;
    names.emplace_back(row.name);
  }
  fail_at(node, fmt::format("unknown {} '{}'", what, printable(name)),
          fmt::format("there are: {}", join(names, ", ")));
}

const YamlNode& required(const YamlNode& map, std::string_view key) {
  if (const YamlNode* node = map.find(key)) return *node;
  fail_at(map, fmt::format("the scheme has no '{}'", key));
}

std::string scheme_text(const YamlNode& node, std::string_view key) {
  if (node.scalar.is_string() && is_utf8(node.scalar.as_string())) return node.scalar.as_string();
  fail_at(node, fmt::format("'{}' must be a text", key), "quote it");
}

std::string optional_text(const YamlNode& map, std::string_view key) {
  const YamlNode* node = map.find(key);
  return node == nullptr ? std::string() : scheme_text(*node, key);
}

std::size_t number_at(const YamlNode& node, std::string_view key, std::size_t most) {
  const bool fits = node.scalar.is_int() && node.scalar.as_int() >= 1 &&
                    static_cast<std::uint64_t>(node.scalar.as_int()) <= most;
  if (!fits) fail_at(node, fmt::format("'{}' must be a whole number from 1 to {}", key, most));
  return static_cast<std::size_t>(node.scalar.as_int());
}

/// One of two words; `fallback` where the key is absent.
bool word_at(const YamlNode& map, std::string_view key, std::string_view yes, std::string_view no) {
  const std::string word = optional_text(map, key);
  if (word == yes) return true;
  if (word.empty() || word == no) return false;
  fail_at(*map.find(key), fmt::format("'{}' must be {} or {}", key, no, yes));
}

std::string name_at(const YamlNode& map) {
  const YamlNode& node = required(map, "scheme");
  std::string name = scheme_text(node, "scheme");
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
  if (name.empty() || name.find_first_not_of(kLetters) != std::string::npos) {
    fail_at(node, fmt::format("'{}' cannot name a scheme", printable(name)),
            "use a-z, 0-9, '_', '-' and '.', like nirs4all.pipeline");
  }
  return name;
}

std::optional<KeptNames> kept_at(const YamlNode& map) {
  const YamlNode* node = map.find("keeps");
  if (node == nullptr) return std::nullopt;
  constexpr std::array<std::string_view, 2> kWays = {"whole", "part"};
  check_keys(*node, kWays, "'keeps'");
  if (node->entries.size() != 1) fail_at(*node, "'keeps' is {whole: PATTERN} or {part: PATTERN}");
  const YamlNode::Entry& way = node->entries.front();
  return KeptNames{scheme_text(way.value, way.key),
                   way.key == "whole" ? KeptNames::Match::whole : KeptNames::Match::part};
}

void read_text(Scheme& out, const YamlNode& node, const OwnRules* before) {
  const YamlNode& canonicaliser = required(node, "canonicaliser");
  out.canonicaliser = scheme_text(canonicaliser, "canonicaliser");
  row_at(canonicaliser, canonicalisers(), "canonicaliser", out.canonicaliser);
  if (const YamlNode* key = node.find("key")) out.key = read_key_template(*key, before);
  out.separator = optional_text(node, "separator");
  out.strip = optional_text(node, "strip");
  out.keeps = kept_at(node);
  out.keeps_nan = word_at(node, "nan", "token", "refuse");
  out.objects_as_text = word_at(node, "objects", "text", "refuse");
  const bool needs_code = out.canonicaliser.starts_with("code");
  const YamlNode* code = node.find("code");
  if (needs_code != (code != nullptr)) {
    fail_at(code == nullptr ? canonicaliser : *code,
            "'code' and the canonicaliser code belong together");
  }
  // Shared only because the variants of a scheme copy it; it never changes.
  if (code != nullptr) {
    out.code = std::make_shared<const CodeGrammar>(read_code_grammar(*code, before));
  }
}

void read_digits(Scheme& out, const YamlNode& node, const OwnRules* before) {
  const YamlNode& hash = required(node, "hash");
  std::size_t most = 0;
  if (hash.is_map()) {
    out.hash_from = read_key_template(hash, before);
    out.hash = "sha256";
    most = hash_digits(HashKind::md5);
  } else {
    out.hash = scheme_text(hash, "hash");
    const SchemeHash& row = row_at(hash, scheme_hashes(), "hash", out.hash);
    if (!row.kind) return;
    most = hash_digits(*row.kind);
  }
  if (word_at(node, "digits", "base36", "hex")) {
    out.digits = SchemeDigits::base36;
    most = 12;  // 16 hexadecimal digits are below 36^13
  }
  const YamlNode& length = required(node, "length");
  if (length.is_map()) {
    out.length_from = read_key_template(length, before);
    out.length = most;
  } else {
    out.length = number_at(length, "length", most);
  }
  const YamlNode* display = node.find("display");
  out.display = display == nullptr ? out.length : number_at(*display, "display", out.length);
}

Scheme read_scheme(const YamlNode& node, std::string variant, const OwnRules* before) {
  constexpr std::size_t kMostVersions = 1'000'000;
  check_keys(node, kSchemeKeys, "a scheme");
  Scheme out;
  out.name = name_at(node);
  out.version = static_cast<int>(number_at(required(node, "version"), "version", kMostVersions));
  out.variant = std::move(variant);
  out.about = optional_text(node, "about");
  out.source = optional_text(node, "source");
  out.prefix = optional_text(node, "prefix");
  out.strip_name = optional_text(node, "strip_name");
  read_text(out, node, before);
  read_digits(out, node, before);
  return out;
}

YamlNode* find_entry(YamlNode& map, std::string_view key) {
  for (YamlNode::Entry& entry : map.entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

/// Sets `key` of a scheme; a dotted one lies inside the map of that name.
void set_entry(YamlNode& map, const YamlNode::Entry& entry, std::string_view key) {
  const std::size_t dot = key.find('.');
  if (dot != std::string_view::npos) {
    YamlNode* child = find_entry(map, key.substr(0, dot));
    if (child == nullptr || !child->is_map()) {
      fail_at(entry.value, fmt::format("'{}' is no map of the scheme", key.substr(0, dot)));
    }
    set_entry(*child, entry, key.substr(dot + 1));
  } else if (YamlNode* known = find_entry(map, key)) {
    *known = entry.value;
  } else {
    map.entries.push_back({std::string(key), entry.key_mark, entry.value});
  }
}

YamlNode varied(YamlNode base, const YamlNode& changes) {
  if (!changes.is_map()) fail_at(changes, "a variant is a map of what is different");
  for (const YamlNode::Entry& entry : changes.entries) set_entry(base, entry, entry.key);
  return base;
}

void read_variants(std::vector<Scheme>& out, const YamlNode& item, const OwnRules* before) {
  const YamlNode* variants = item.find("variants");
  if (variants == nullptr) return;
  if (!variants->is_map()) fail_at(*variants, "'variants' must be a map by name");
  for (const YamlNode::Entry& variant : variants->entries) {
    out.push_back(read_scheme(varied(item, variant.value), variant.key, before));
  }
}

/// Reads schemes behind those of `out`, which are those of `before`, if any.
void read_scheme_list(std::vector<Scheme>& out, const YamlNode& list, const OwnRules* before) {
  if (!list.is_list()) fail_at(list, "'schemes' must be a list of schemes");
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  for (const YamlNode& item : list.items) {
    std::vector<Scheme> read = {read_scheme(item, "", before)};
    if (std::find_if(out.begin() + first, out.end(), [&](const Scheme& other) {
          return other.ref() == read.front().ref();
        }) != out.end()) {
      fail_at(item, fmt::format("'{}' stands twice", read.front().ref()),
              "give it the next version");
    }
    read_variants(read, item, before);
    std::ranges::move(read, std::back_inserter(out));
  }
}

/// The schemes of a file; nullptr where it has forms only.
const YamlNode* schemes_in(const YamlNode& root) {
  constexpr std::array<std::string_view, 2> kTopKeys = {"schemes", "forms"};
  check_keys(root, kTopKeys, "a scheme file");
  const YamlNode* list = root.find("schemes");
  return list == nullptr && root.find("forms") == nullptr ? &root : list;
}

}  // namespace

std::vector<Scheme> read_schemes(std::string_view text, std::string_view source) {
  const YamlDocument document{std::string(source), text};
  std::vector<Scheme> out;
  if (const YamlNode* list = schemes_in(document.root())) read_scheme_list(out, *list, nullptr);
  return out;
}

void read_rules(OwnRules& own, std::string_view text, std::string_view source) {
  const YamlDocument document{std::string(source), text};
  const YamlNode* list = schemes_in(document.root());
  read_forms(own, text, source);
  if (list != nullptr) read_rules(own, *list);
}

void read_rules(OwnRules& own, const YamlNode& list) { read_scheme_list(own.schemes, list, &own); }

}  // namespace cairn
