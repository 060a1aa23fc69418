#include "cairn/identity/scheme.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <map>
#include <mutex>
#include <regex>
#include <span>

#include <fmt/format.h>

#include "cairn/base/embedded.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/canonicaliser.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

/// The schemes of schemes/<system>.yaml, which are those whose names begin with "<system>.": one
/// name needs one file.
const std::vector<Scheme>& schemes_of(std::string_view system) {
  static std::mutex mutex;
  static std::map<std::string, std::vector<Scheme>, std::less<>> read;
  const std::lock_guard lock(mutex);
  if (const auto known = read.find(system); known != read.end()) return known->second;
  std::vector<Scheme> schemes;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path != fmt::format("schemes/{}.yaml", system)) continue;
    schemes = read_schemes(file.bytes, file.path);
  }
  return read.emplace(system, std::move(schemes)).first->second;
}

std::string_view system_of(std::string_view scheme_ref) {
  return scheme_ref.substr(0, scheme_ref.find('.'));
}

// Looks at the parts of the ref: spelling out the ref of each scheme would cost more than a name.
const Scheme* find_in(const std::vector<Scheme>& schemes, std::string_view scheme_ref) {
  const std::size_t at = scheme_ref.find('@');
  if (at == std::string_view::npos) return nullptr;
  const std::string_view name = scheme_ref.substr(0, at);
  const std::string_view rest = scheme_ref.substr(at + 1);
  const std::size_t colon = std::min(rest.find(':'), rest.size());
  int version = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + colon, version);
  if (read.ec != std::errc() || read.ptr != rest.data() + colon) return nullptr;
  const bool has_variant = colon < rest.size();
  const std::string_view variant = has_variant ? rest.substr(colon + 1) : std::string_view();
  const auto found = std::ranges::find_if(schemes, [&](const Scheme& scheme) {
    return scheme.version == version && scheme.name == name && scheme.variant == variant;
  });
  return found == schemes.end() || (has_variant && variant.empty()) ? nullptr : &*found;
}

[[noreturn]] void fail_unknown(const std::vector<Scheme>& all, std::string_view scheme_ref) {
  const std::string_view name = scheme_ref.substr(0, scheme_ref.find('@'));
  std::vector<std::string> refs, same_name;
  for (const Scheme& scheme : all) {
    refs.push_back(scheme.ref());
    if (scheme.name == name) same_name.push_back(scheme.ref());
  }
  const std::string message = fmt::format("unknown scheme '{}'", printable(scheme_ref));
  if (!same_name.empty()) {
    throw Error(ErrorCode::invalid_input, message,
                fmt::format("there are: {}", join(same_name, ", ")));
  }
  const auto near = nearest(scheme_ref, std::span<const std::string>(refs));
  throw Error(ErrorCode::invalid_input, message,
              near ? fmt::format("did you mean '{}'?", *near) : "list them: cairn id --schemes");
}

/// The item of a key that already is a name.
const Value* find_kept(const KeptNames& keeps, const Value& key) {
  const List* items = find_tuple(key);
  if (items == nullptr && key.is_list()) items = &key.as_list();
  if (items == nullptr) return nullptr;
  const std::regex pattern(keeps.pattern);
  const auto is_kept = [&](const Value& item) {
    const std::string text = python_str(item);
    return keeps.match == KeptNames::Match::whole ? std::regex_match(text, pattern)
                                                  : std::regex_search(text, pattern);
  };
  const auto found = std::ranges::find_if(*items, is_kept);
  return found == items->end() ? nullptr : &*found;
}

std::string base36(std::string_view hex, std::size_t length) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::uint64_t number = 0;
  std::from_chars(hex.data(), hex.data() + 16, number, 16);
  std::string out(length, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, number /= 36) {
    *digit = kDigits[number % 36];
  }
  return out;
}

HashKind hash_kind(const Scheme& scheme, const Value& input) {
  const std::string name =
      scheme.hash_from ? python_str(build_key(*scheme.hash_from, input)) : scheme.hash;
  const SchemeHash* row = find_scheme_hash(name);
  if (row == nullptr || !row->kind) {
    throw Error(ErrorCode::invalid_input, fmt::format("unknown hash '{}'", printable(name)));
  }
  return *row->kind;
}

std::size_t name_length(const Scheme& scheme, const Value& input) {
  if (!scheme.length_from) return scheme.length;
  const Value length = build_key(*scheme.length_from, input);
  if (!length.is_int() || length.as_int() < 1) {
    throw InputError("length", "'length' must be a whole number from 1");
  }
  return std::min(scheme.length, static_cast<std::size_t>(length.as_int()));
}

void hash_text(SchemeName& out, const Scheme& scheme, const Value& input) {
  const HashKind kind = hash_kind(scheme, input);
  const std::size_t length = std::min(name_length(scheme, input), hash_digits(kind));
  out.full = scheme.prefix;
  if (scheme.digits == SchemeDigits::base36) {
    out.full += base36(hash_hex(kind, out.canonical_text), length);
  } else {
    append_hash_hex(out.full, kind, out.canonical_text, length);
  }
  const std::size_t start = scheme.prefix.size();
  if (!scheme.strip_name.empty()) {
    const std::size_t kept = out.full.find_first_not_of(scheme.strip_name, start);
    out.full.erase(start, std::min(kept, out.full.size()) - start);
  }
  out.display = out.full;
  const std::size_t shown = start + scheme.display;
  if (!scheme.length_from && shown < out.display.size()) out.display.resize(shown);
}

void write_name(SchemeName& out, const Scheme& scheme, const Value& input) {
  const Canonicaliser* canonicaliser = find_canonicaliser(scheme.canonicaliser);
  if (canonicaliser == nullptr) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("unknown canonicaliser '{}'", printable(scheme.canonicaliser)));
  }
  // What enters as it is needs no copy.
  const KeyTemplate& selected = scheme.key;
  const bool has_type = !selected.type || input.type_name() == *selected.type;
  const bool is_whole = is_whole_input(selected) && has_type &&
                        (selected.without.empty() || canonicaliser->append_without != nullptr);
  const Value made = is_whole ? Value() : build_key(selected, input);
  const Value& key = is_whole ? input : made;
  if (scheme.keeps) {
    if (const Value* kept = find_kept(*scheme.keeps, key)) {
      out.canonical_text = out.full = out.display = python_str(*kept);
      return;
    }
  }
  if (is_whole && !selected.without.empty()) {
    canonicaliser->append_without(out.canonical_text, key, scheme, selected.without);
  } else {
    canonicaliser->append(out.canonical_text, key, scheme);
  }
  if (scheme.hash == "none") {
    out.full = out.display = scheme.prefix + out.canonical_text;
  } else {
    hash_text(out, scheme, input);
  }
}

}  // namespace

std::string Scheme::ref() const {
  std::string out;
  append_ref(out);
  return out;
}

void Scheme::append_ref(std::string& out) const {
  out.reserve(out.size() + name.size() + variant.size() + 8);
  out += name;
  out += '@';
  out += std::to_string(version);
  if (!variant.empty()) (out += ':') += variant;
}

const std::vector<Scheme>& known_schemes() {
  static const std::vector<Scheme> schemes = [] {
    std::vector<Scheme> out;
    for (const EmbeddedFile& file : embedded_files()) {
      if (!file.path.starts_with("schemes/")) continue;
      std::vector<Scheme> some = read_schemes(file.bytes, file.path);
      std::ranges::move(some, std::back_inserter(out));
    }
    return out;
  }();
  return schemes;
}

const Scheme* find_known_scheme(std::string_view scheme_ref) {
  return find_in(schemes_of(system_of(scheme_ref)), scheme_ref);
}

const Scheme& find_scheme(std::string_view scheme_ref) {
  if (const Scheme* found = find_known_scheme(scheme_ref)) return *found;
  fail_unknown(known_schemes(), scheme_ref);
}

const Scheme& find_scheme(const std::vector<Scheme>& schemes, std::string_view scheme_ref) {
  if (const Scheme* found = find_in(schemes, scheme_ref)) return *found;
  if (const Scheme* found = find_known_scheme(scheme_ref)) return *found;
  std::vector<Scheme> all = schemes;
  std::ranges::copy(known_schemes(), std::back_inserter(all));
  fail_unknown(all, scheme_ref);
}

bool names_folders(const Scheme& scheme) {
  return scheme.canonicaliser.starts_with("directory") && scheme.hash == "sha256";
}

Value make_key(const Scheme& scheme, const Value& input) { return build_key(scheme.key, input); }

SchemeName make_name(const Scheme& scheme, const Value& input) {
  SchemeName out;
  make_name(out, scheme, input);
  return out;
}

void make_name(SchemeName& out, const Scheme& scheme, const Value& input) {
  out.scheme.clear();
  scheme.append_ref(out.scheme);
  out.canonical_text.clear();
  try {
    write_name(out, scheme, input);
  } catch (const InputError& error) {
    throw InputError(error.path(), fmt::format("scheme '{}': {}", out.scheme, error.message()),
                     error.hint());
  } catch (const Error& error) {
    // A canonicaliser sees the key; a person wrote the input.
    const auto path = find_non_finite(input);
    if (!path) throw error.with_context(fmt::format("scheme '{}'", out.scheme));
    throw InputError(
        *path,
        fmt::format("scheme '{}': '{}' is NaN or infinite, which equals nothing and cannot be "
                    "part of a name",
                    out.scheme, printable(*path)),
        "write it as a text, or leave it out");
  }
}

SchemeName make_name(std::string_view scheme_ref, const Value& input) {
  return make_name(find_scheme(scheme_ref), input);
}

}  // namespace cairn
