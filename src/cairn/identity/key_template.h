// A template that makes a value of a value: how a scheme selects what enters a name, with defaults.
// It is written as YAML in the shape of what it makes. A text is the dotted path of a value of the
// input, "." the whole; a map is made key by key, a list item by item; {from: …, default: …} and
// its like are in docs/formats/scheme.md. It does not know what the value is for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/base/yaml.h"

namespace cairn {

struct Form;
struct NamedFunction;
struct OwnRules;
struct Scheme;

/// One node of a template; which fields count depends on `kind`.
struct KeyTemplate {
  struct Entry;

  enum class Kind { input, constant, map, list, merge };
  enum class WhenAbsent { fail, use_default, omit };
  /// Which values count as absent beside missing ones.
  enum class Absent { missing, null, falsy };

  Kind kind = Kind::input;
  std::vector<std::string> paths = {"."};  ///< Of these the first that is not absent.
  Absent absent = Absent::missing;
  WhenAbsent when_absent = WhenAbsent::fail;
  Value value;                                   ///< The constant, or the default.
  std::shared_ptr<const KeyTemplate> otherwise;  ///< What an absent value is made by, if anything.
  std::vector<Entry> entries;                    ///< Of a map.
  std::vector<KeyTemplate> items;    ///< Of a list or a merge; later maps of a merge win.
  std::vector<std::string> without;  ///< Keys that are dropped.
  std::optional<std::string> type;   ///< "map", "string", …: what the value has to be.
  std::optional<Map> table;          ///< The value is a key of it, and is replaced.
  std::string key_of;                ///< The value is replaced by what of it enters this scheme,
  std::string scheme;                ///< by the name that this scheme gives,
  std::string form;                  ///< by what it is in this form,
  std::string get;                   ///< by this entry of it.
  // What these names mean where they are no part of cairn. Shared only because templates are
  // copied.
  std::shared_ptr<const Scheme> own_key_of;
  std::shared_ptr<const Scheme> own_scheme;
  std::shared_ptr<const Form> own_form;
  std::vector<const NamedFunction*> apply;
};

struct KeyTemplate::Entry {
  std::string key;
  KeyTemplate value;
};

/// Reads a template. It may name the schemes and forms of `before` and those that cairn carries; in
/// a file that cairn carries (none) they are looked up when they are used. Throws
/// Error(invalid_input) with its place.
KeyTemplate read_key_template(const YamlNode& node, const OwnRules* before = nullptr);

/// What `key` makes of `input`. Throws InputError for a key that is missing or of the wrong type.
Value build_key(const KeyTemplate& key, const Value& input);

/// Whether `key` is the whole input as it is, but for the type that it has to have and the keys
/// that it drops.
bool is_whole_input(const KeyTemplate& key);

}  // namespace cairn
