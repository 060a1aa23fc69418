// What readers of foreign trees share: finding where a tree begins, taking files into a run, and
// reading the texts that other programs put into names. It does not know any program.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/exchange/foreign_run.h"
#include "cairn/exchange/foreign_tree.h"

namespace cairn {

/// The first of `candidates` ("" is the root) that is a folder of the tree and for which `fits`
/// says why it does; with its evidence. A person may adopt a tree at any of these levels.
struct TreeBase {
  std::string folder;
  std::string evidence;
};
std::optional<TreeBase> find_base(
    const ForeignTree& tree, std::initializer_list<std::string_view> candidates,
    const std::function<std::optional<std::string>(const std::string&)>& fits);

/// `a` and `b` with a slash between, where both are there.
std::string below(std::string_view a, std::string_view b);

/// Adds every file below `folder`; `role` may be empty (then each name tells). Folders whose path
/// is in `except` are passed over.
void add_files_below(const ForeignTree& tree, std::string_view folder, ForeignRun& run,
                     std::string_view role = {},
                     std::initializer_list<std::string_view> except = {});
/// Adds the files directly in `folder`.
void add_files_in(const ForeignTree& tree, std::string_view folder, ForeignRun& run,
                  std::string_view role = {});

/// What a file is, as its name tells: "model", "chart", "log", "table", "metadata" or "file".
std::string role_of_file(std::string_view path);

/// Whether a file of 0 bytes with this name was cut off: weights, arrays, traces, pictures and
/// tables hold something whatever was written into them.
bool never_empty(std::string_view path);

/// The number or truth value that `text` spells, when writing it gives the same text; else the
/// text.
Value plain_value(std::string_view text);

/// "a=1+b=x" as values; nullopt where a part has no '='.
std::optional<Map> read_pairs(std::string_view text);

/// Local time "20251112_143128" (or any other text of `format`) in microseconds; 0 where it is
/// none.
TimeUs local_time(std::string_view text, const char* format);

/// Seconds since 1970 as other programs write them; 0 for anything else.
TimeUs unix_time(const Value* seconds);

/// `text` as a time: ISO 8601, with a blank for the T, without a zone (taken as UTC); 0 where it is
/// none.
TimeUs read_time(const Value* text);

/// A text field, or "".
std::string text_of(const Value& value, std::string_view key);
/// A map field, or an empty one.
Map map_of(const Value& value, std::string_view key);
/// A list field, or an empty one.
List list_of(const Value& value, std::string_view key);

/// Reads a file of keys and values by `read`. What is wrong with it is added to `problems`: that it
/// cannot be read (then the value is null), or that it holds no keys, as one of 0 bytes.
Value read_or_tell(const ForeignTree& tree, const std::string& path,
                   std::vector<std::string>& problems,
                   Value (*read)(const ForeignTree& tree, const std::string& path));

/// Moves what `part` holds behind what `all` holds.
void append(ForeignRuns& all, ForeignRuns part);

/// Digits of a hash that names of folders show, and people read.
inline constexpr std::size_t kNameDigits = 8;
/// Whether all characters are of 0-9a-f, and there are `length` of them.
bool is_hex(std::string_view text, std::size_t length);

}  // namespace cairn
