// A typed value: null, bool, 64-bit integer, double, string, list or map. It is what YAML and JSON
// are read into, what params are made of and what documents are written from. Maps keep the order
// in which keys were added; equality of maps does not look at the order. 1, 1.0, "1" and true
// differ. This file knows no file format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cairn {

class Value;

/// An ordered list of values.
using List = std::vector<Value>;

/// Keys with values in insertion order. Look-up is linear: maps here are small.
class Map {
 public:
  using Entry = std::pair<std::string, Value>;
  using const_iterator = std::vector<Entry>::const_iterator;
  using iterator = std::vector<Entry>::iterator;
  struct Written;

  Map();
  /// Map{{"lr", 0.1}, {"seed", 1}}; of equal keys the last one counts.
  Map(std::initializer_list<Written> entries);
  Map(const Map&);
  Map(Map&&) noexcept;
  Map& operator=(const Map&);
  Map& operator=(Map&&) noexcept;
  ~Map();

  /// The value of `key`, or nullptr when the map does not hold it.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  bool contains(std::string_view key) const { return find(key) != nullptr; }
  /// Sets `key`, replacing in place or adding at the end. Returns the stored value.
  Value& set(std::string_view key, Value value);
  /// Adds at the end without looking for the key: the caller knows that it is new.
  void append(std::string key, Value value);
  /// Removes `key`; returns whether it was there.
  bool erase(std::string_view key);
  /// The value of `key`, made as null at the end when it is not there.
  Value& operator[](std::string_view key);

  /// Makes room for so many keys at once.
  void reserve(std::size_t count);
  bool empty() const;
  std::size_t size() const;
  const_iterator begin() const;
  const_iterator end() const;
  iterator begin();
  iterator end();

  /// Equal keys with equal values, in any order.
  bool operator==(const Map& other) const;

 private:
  std::vector<Entry> entries_;
};

/// One typed value. `Type` follows the order of the variant.
class Value {
 public:
  enum class Type { null = 0, boolean, integer, real, string, list, map };

  // Implicit on purpose: a literal is a value.
  // NOLINTBEGIN(google-explicit-constructor)
  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool b) : data_(b) {}
  Value(int i) : data_(static_cast<std::int64_t>(i)) {}
  Value(unsigned i) : data_(static_cast<std::int64_t>(i)) {}
  Value(long i) : data_(static_cast<std::int64_t>(i)) {}
  Value(long long i) : data_(static_cast<std::int64_t>(i)) {}
  Value(unsigned long i) : data_(static_cast<std::int64_t>(i)) {}
  Value(double d) : data_(d) {}
  Value(const char* s) : data_(std::string(s)) {}
  Value(std::string_view s) : data_(std::string(s)) {}
  Value(std::string s) : data_(std::move(s)) {}
  Value(List l) : data_(std::move(l)) {}
  Value(Map m) : data_(std::move(m)) {}
  // NOLINTEND(google-explicit-constructor)

  Type type() const { return static_cast<Type>(data_.index()); }
  /// The name of the type as a person reads it: "null", "bool", "int", "float", "string", "list",
  /// "map".
  std::string_view type_name() const;

  bool is_null() const { return type() == Type::null; }
  bool is_bool() const { return type() == Type::boolean; }
  bool is_int() const { return type() == Type::integer; }
  bool is_real() const { return type() == Type::real; }
  bool is_number() const { return is_int() || is_real(); }
  bool is_string() const { return type() == Type::string; }
  bool is_list() const { return type() == Type::list; }
  bool is_map() const { return type() == Type::map; }

  // The as_… readers throw Error(invalid_input) "expected X, found Y" on another type.
  bool as_bool() const { return get<bool>(Type::boolean); }
  std::int64_t as_int() const { return get<std::int64_t>(Type::integer); }
  /// The number as a double; an integer is converted.
  double as_double() const {
    return is_int() ? static_cast<double>(as_int()) : get<double>(Type::real);
  }
  const std::string& as_string() const { return get<std::string>(Type::string); }
  const List& as_list() const { return get<List>(Type::list); }
  List& as_list() { return const_cast<List&>(std::as_const(*this).as_list()); }
  const Map& as_map() const { return get<Map>(Type::map); }
  Map& as_map() { return const_cast<Map&>(std::as_const(*this).as_map()); }

  /// The value at `key` when this is a map that holds it, else nullptr.
  const Value* find(std::string_view key) const;
  /// The value at a dotted path ("val.rmse"), or nullptr. A key that itself holds dots is found
  /// too.
  const Value* find_path(std::string_view dotted) const;

  bool operator==(const Value& other) const;

 private:
  template <typename T>
  const T& get(Type wanted) const {
    const T* const found = std::get_if<T>(&data_);
    if (found == nullptr) [[unlikely]] {
      fail_type(wanted);
    }
    return *found;
  }
  [[noreturn]] void fail_type(Type wanted) const;

  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map> data_;
};

/// An entry that is written out in a Map{…}. The map takes it over, where it would have to copy
/// what an initializer_list of entries holds: nested maps once a level.
struct Map::Written {
  Written(std::string_view key, Value value) : entry(key, std::move(value)) {}
  mutable Entry entry;
};

/// The value as a person writes it in a path, a table or a command line: strings bare, numbers in
/// the shortest text that reads back equal (0.1, 1e-06, 1.0), true/false/null, lists and maps as
/// compact JSON.
std::string to_text(const Value& value);

/// Python's repr of a double: shortest round trip, "1.0", "1e-06", "1e+22", "inf", "nan".
std::string double_text(double number);

/// Flattens nested maps into dotted keys ("val.rmse"), in order; lists, scalars and empty maps
/// below the top are leaves. A value that is no map is one leaf with an empty key.
std::vector<std::pair<std::string, Value>> flatten(const Value& value);

/// The opposite of flatten for one key: sets `dotted` inside nested maps, which are made where they
/// are missing or null. A key that itself holds the dots is replaced where it stands. Nothing is
/// lost where a leaf and a map want one key: what the map holds stands beside the leaf, under
/// dotted keys ({loss: 2, loss.kl: 1}), in whatever order they come.
void set_path(Map& map, std::string_view dotted, Value value);

}  // namespace cairn
