#include "cairn/base/value.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"

namespace cairn {

namespace {

// In the order of Value::Type.
constexpr std::array<std::string_view, 7> kTypeNames = {"null",   "bool", "int", "float",
                                                        "string", "list", "map"};

bool equal_maps(const Map& a, const Map& b) {
  if (a.size() != b.size()) return false;
  // Most maps that are compared were made by the same code, so the same place is tried first.
  auto same_place = b.begin();
  for (const auto& [key, value] : a) {
    const Value* other = same_place->first == key ? &same_place->second : b.find(key);
    if (other == nullptr || !(value == *other)) return false;
    ++same_place;
  }
  return true;
}

void flatten_into(std::vector<std::pair<std::string, Value>>& out, const std::string& prefix,
                  const Value& value) {
  // An empty map below the top is a leaf: it would vanish otherwise.
  if (!value.is_map() || (value.as_map().empty() && !prefix.empty())) {
    out.emplace_back(prefix, value);
    return;
  }
  for (const auto& [key, child] : value.as_map()) {
    flatten_into(out, prefix.empty() ? key : prefix + "." + key, child);
  }
}

/// Puts what the map at `key` holds beside it, under dotted keys, and drops that map.
void spread(Map& map, std::string_view key) {
  Map out;
  for (auto& [name, value] : map) {
    if (name != key) {
      out.append(name, std::move(value));
      continue;
    }
    for (auto& [path, leaf] : flatten(value)) {
      if (!path.empty()) out.append(name + "." + path, std::move(leaf));
    }
  }
  map = std::move(out);
}

}  // namespace

Map::Map() = default;
Map::Map(const Map&) = default;
Map::Map(Map&&) noexcept = default;
Map& Map::operator=(const Map&) = default;
Map& Map::operator=(Map&&) noexcept = default;
Map::~Map() = default;

Map::Map(std::initializer_list<Written> entries) {
  entries_.reserve(entries.size());
  for (const Written& written : entries) {
    if (Value* known = find(written.entry.first)) {
      *known = std::move(written.entry.second);
    } else {
      entries_.push_back(std::move(written.entry));
    }
  }
}

const Value* Map::find(std::string_view key) const {
  for (const auto& entry : entries_) {
    if (entry.first == key) return &entry.second;
  }
  return nullptr;
}

Value* Map::find(std::string_view key) {
  for (auto& entry : entries_) {
    if (entry.first == key) return &entry.second;
  }
  return nullptr;
}

Value& Map::set(std::string_view key, Value value) {
  Value& slot = (*this)[key];
  slot = std::move(value);
  return slot;
}

void Map::append(std::string key, Value value) {
  entries_.emplace_back(std::move(key), std::move(value));
}

bool Map::erase(std::string_view key) {
  return std::erase_if(entries_, [&](const Entry& entry) { return entry.first == key; }) > 0;
}

Value& Map::operator[](std::string_view key) {
  if (Value* found = find(key)) return *found;
  return entries_.emplace_back(std::string(key), Value()).second;
}

void Map::reserve(std::size_t count) { entries_.reserve(count); }
bool Map::empty() const { return entries_.empty(); }
std::size_t Map::size() const { return entries_.size(); }
Map::const_iterator Map::begin() const { return entries_.begin(); }
Map::const_iterator Map::end() const { return entries_.end(); }
Map::iterator Map::begin() { return entries_.begin(); }
Map::iterator Map::end() { return entries_.end(); }

std::string_view Value::type_name() const { return kTypeNames[data_.index()]; }

void Value::fail_type(Type wanted) const {
  throw Error(ErrorCode::invalid_input,
              fmt::format("expected {}, found {}", kTypeNames[static_cast<std::size_t>(wanted)],
                          type_name()));
}

const Value* Value::find(std::string_view key) const {
  return is_map() ? as_map().find(key) : nullptr;
}

const Value* Value::find_path(std::string_view dotted) const {
  if (!is_map()) return nullptr;
  if (const Value* whole = find(dotted)) return whole;
  for (std::size_t dot = dotted.find('.'); dot != std::string_view::npos;
       dot = dotted.find('.', dot + 1)) {
    const Value* head = find(dotted.substr(0, dot));
    if (head == nullptr) continue;
    if (const Value* found = head->find_path(dotted.substr(dot + 1))) return found;
  }
  return nullptr;
}

bool Map::operator==(const Map& other) const { return equal_maps(*this, other); }

bool Value::operator==(const Value& other) const {
  if (type() != other.type()) return false;
  if (is_map()) return equal_maps(as_map(), other.as_map());
  if (is_list()) return as_list() == other.as_list();
  if (is_string()) return as_string() == other.as_string();
  if (is_real()) return as_double() == other.as_double();
  if (is_int()) return as_int() == other.as_int();
  if (is_bool()) return as_bool() == other.as_bool();
  return true;
}

std::string to_text(const Value& value) {
  switch (value.type()) {
    case Value::Type::string:
      return value.as_string();
    case Value::Type::real:
      return double_text(value.as_double());
    default:
      return to_json(value);
  }
}

std::vector<std::pair<std::string, Value>> flatten(const Value& value) {
  std::vector<std::pair<std::string, Value>> out;
  flatten_into(out, "", value);
  return out;
}

void set_path(Map& map, std::string_view dotted, Value value) {
  const std::size_t dot = dotted.find('.');
  Value* whole = map.find(dotted);
  if (dot == std::string_view::npos || whole != nullptr) {
    const bool hides = whole != nullptr && whole->is_map() && !value.is_map();
    if (hides) spread(map, dotted);
    map.set(dotted, std::move(value));
    return;
  }
  const std::string_view head = dotted.substr(0, dot);
  Value& child = map[head];
  if (child.is_null()) child = Map();
  if (!child.is_map()) {
    map.append(std::string(dotted), std::move(value));
    return;
  }
  set_path(child.as_map(), dotted.substr(dot + 1), std::move(value));
}

}  // namespace cairn
