#include "cairn/identity/canonicaliser.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/identity/canonical.h"
#include "cairn/identity/directory_text.h"
#include "cairn/identity/input_error.h"
#include "cairn/identity/named_arrays.h"
#include "cairn/identity/python_json.h"
#include "cairn/identity/python_value.h"
#include "cairn/identity/scheme.h"

namespace cairn {

namespace {

template <PythonSeparators kSeparators>
void append_json_without(std::string& out, const Value& key, const Scheme& scheme,
                         std::span<const std::string> without) {
  append_python_json(
      out, key,
      {.separators = kSeparators,
       .objects = scheme.objects_as_text ? PythonObjects::to_text : PythonObjects::refuse,
       .nan = scheme.keeps_nan ? PythonNaN::token : PythonNaN::refuse,
       .without = without});
}

template <PythonSeparators kSeparators>
void append_json_text(std::string& out, const Value& key, const Scheme& scheme) {
  append_json_without<kSeparators>(out, key, scheme, {});
}

// cairn's own text has 64 bits for an integer.
void refuse_wide_integers(const Value& value) {
  if (const std::string* digits = find_wide_integer(value)) {
    throw InputError("", fmt::format("{} does not fit in 64 bits", *digits),
                     "quote it to keep it as text, or write it with a decimal point");
  }
  if (value.is_list()) std::ranges::for_each(value.as_list(), refuse_wide_integers);
  if (!value.is_map()) return;
  for (const auto& entry : value.as_map()) refuse_wide_integers(entry.second);
}

void append_canonical(std::string& out, const Value& key, const Scheme& /*scheme*/) {
  refuse_wide_integers(key);
  out += canonical_json(key);
}

void append_text(std::string& out, const Value& key, const Scheme& /*scheme*/) {
  out += python_str(key);
}

void append_text_or_json(std::string& out, const Value& key, const Scheme& scheme) {
  if (key.is_string()) {
    out += key.as_string();
  } else {
    append_json_text<PythonSeparators::compact>(out, key, scheme);
  }
}

void append_joined(std::string& out, const Value& key, const Scheme& scheme) {
  const List* items = find_tuple(key);
  if (items == nullptr && !key.is_list()) {
    throw InputError("", fmt::format("a list of texts is joined, not {}", key.type_name()));
  }
  if (items == nullptr) items = &key.as_list();
  bool first = true;
  for (const Value& item : *items) {
    if (!first) out += scheme.separator;
    first = false;
    const std::string text = python_str(item);
    const std::size_t start = scheme.strip.empty() ? 0 : text.find_first_not_of(scheme.strip);
    if (start != std::string::npos) out.append(text, start);
  }
}

void append_code(std::string& out, const Value& key, const Scheme& scheme) {
  out += make_code(*scheme.code, key);
}

void append_checked(std::string& out, const Value& key, const Scheme& scheme) {
  check_code(*scheme.code, key);
  out += "ok";
}

constexpr std::array kCanonicalisers = {
    Canonicaliser{"canonical_json", append_canonical},
    Canonicaliser{"python_json_spaced", append_json_text<PythonSeparators::spaced>,
                  append_json_without<PythonSeparators::spaced>},
    Canonicaliser{"python_json_compact", append_json_text<PythonSeparators::compact>,
                  append_json_without<PythonSeparators::compact>},
    Canonicaliser{"python_json_pretty", append_json_text<PythonSeparators::pretty>,
                  append_json_without<PythonSeparators::pretty>},
    Canonicaliser{"text", append_text},
    Canonicaliser{"text_or_json", append_text_or_json},
    Canonicaliser{"joined", append_joined},
    Canonicaliser{"code", append_code},
    Canonicaliser{"code_check", append_checked},
    Canonicaliser{"directory",
                  [](std::string& out, const Value& key, const Scheme&) {
                    append_directory(out, key, DirectoryFraming::plain);
                  }},
    Canonicaliser{"directory_framed",
                  [](std::string& out, const Value& key, const Scheme&) {
                    append_directory(out, key, DirectoryFraming::framed);
                  }},
    Canonicaliser{"named_arrays", [](std::string& out, const Value& key,
                                     const Scheme&) { append_named_arrays(out, key); }},
};

constexpr std::array kHashes = {
    SchemeHash{"md5", HashKind::md5},
    SchemeHash{"sha1", HashKind::sha1},
    SchemeHash{"sha256", HashKind::sha256},
    SchemeHash{"blake2b", HashKind::blake2b},
    SchemeHash{"blake2b-48", HashKind::blake2b_48},
    SchemeHash{"blake2b-64", HashKind::blake2b_64},
    SchemeHash{"blake2b-128", HashKind::blake2b_128},
    SchemeHash{"blake2b-256", HashKind::blake2b_256},
    SchemeHash{"none", std::nullopt},
};

template <typename Table>
auto* row_of(const Table& table, std::string_view name) {
  const auto row = std::ranges::find_if(table, [&](const auto& r) { return r.name == name; });
  return row == table.end() ? nullptr : &*row;
}

}  // namespace

std::span<const Canonicaliser> canonicalisers() { return kCanonicalisers; }
std::span<const SchemeHash> scheme_hashes() { return kHashes; }

const Canonicaliser* find_canonicaliser(std::string_view name) {
  return row_of(kCanonicalisers, name);
}

const SchemeHash* find_scheme_hash(std::string_view name) { return row_of(kHashes, name); }

}  // namespace cairn
