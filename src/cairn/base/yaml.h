// Reading YAML into nodes that know where they stand, and writing Values as block YAML. Types
// follow the YAML 1.2 core schema with plain scalars only (NO and yes are strings, 1e-6 is a
// number); digits with a leading zero stay strings, because 017 is read three ways out there. Keys
// are always strings. The core tags (!!str, !!int, …) are taken where they fit the text; all others
// are refused, and so are duplicate keys, merge keys, several documents, nesting over 100 levels,
// more than 100,000 nodes after alias expansion and files over 16 MiB. It does not know what a key
// means.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

/// A place in a file, counted from 1.
struct Mark {
  int line = 0;
  int column = 0;
};

/// One node of a YAML file with its place. Exactly one of scalar, items and entries is in use.
struct YamlNode {
  struct Entry;

  Mark mark;
  Value scalar;         ///< null, bool, int, float or string when `kind` is scalar.
  bool quoted = false;  ///< Whether a string was quoted, so that "1" stays a string.
  enum class Kind { scalar, list, map } kind = Kind::scalar;
  std::vector<YamlNode> items;
  std::vector<Entry> entries;  ///< In file order.
  /// The source file as the person named it; shared by all nodes of one file.
  const std::string* source = nullptr;

  bool is_map() const { return kind == Kind::map; }
  bool is_list() const { return kind == Kind::list; }
  bool is_null() const { return kind == Kind::scalar && scalar.is_null(); }

  /// The node at `key` of a map, or nullptr.
  const YamlNode* find(std::string_view key) const;
  /// The plain value, places dropped.
  Value to_value() const;
  /// "file:line:column" of this node.
  std::string place() const;
};

struct YamlNode::Entry {
  std::string key;
  Mark key_mark;
  YamlNode value;
};

/// A parsed file: owns the source name that the nodes point to.
class YamlDocument {
 public:
  YamlDocument(std::string source, std::string_view text);
  YamlDocument(const YamlDocument&) = delete;
  YamlDocument& operator=(const YamlDocument&) = delete;
  ~YamlDocument();
  /// The top node; a null scalar when the file is empty.
  const YamlNode& root() const { return root_; }

 private:
  std::string source_;
  YamlNode root_;
};

/// Reads YAML text without places. Throws Error(invalid_input) "source:line:column: what".
Value parse_yaml(std::string_view text, std::string_view source);

/// Reads one plain scalar as YAML would type it: "3" is an int, "1e-6" a float, "NO" a string.
/// Throws Error(invalid_input), without a place, for a number beyond 64 bits.
Value yaml_scalar(std::string_view text);

/// Throws Error(invalid_input) at the node's place: "file:line:column: message".
[[noreturn]] void fail_at(const YamlNode& node, std::string_view message, std::string hint = {});

/// Checks that `node` is a map that holds only `allowed` keys; throws Error(invalid_input) at the
/// key ("unknown key 'matirx' in stage 'fit'", where `what` is "stage 'fit'"), with the nearest
/// allowed name as the hint, or all of them.
void check_keys(const YamlNode& node, std::span<const std::string_view> allowed,
                std::string_view what);

/// Writes `value` as block YAML that reads back equal; deterministic. A list of scalars that fits
/// in 80 columns, and such a map of scalars inside a list, are written in flow style; a text of
/// several lines is a literal block. A string is quoted only where it would break the syntax or
/// where some reader, of YAML 1.2 or 1.1, would take it for another type. Throws
/// Error(invalid_input) for text that is not valid UTF-8 and for nesting over 100 levels.
std::string to_yaml(const Value& value);

}  // namespace cairn
