// The bytes that the hash of a directory is taken over: its files in a fixed order, each with its
// path before its content. `plain` is what lambda_hat hashed: nothing parts a content from the next
// path, so that two trees can have one hash; `framed` states every length. It does not read the
// disk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

enum class DirectoryFraming {
  plain,   ///< "FILENAME:", path, NUL, content.
  framed,  ///< "<bytes>:path," and "<bytes>:content,": netstrings.
};

/// The paths in the order of the walk: in each folder its files by name, then its sub-folders by
/// name; files called meta.json are left out, wherever they lie.
std::vector<std::string> directory_order(std::vector<std::string> paths);

/// What stands before and behind a content of `size` bytes.
std::string before_content(std::string_view path, std::uint64_t size, DirectoryFraming framing);
std::string_view after_content(DirectoryFraming framing);

/// Appends the bytes of a directory that is given as a map: relative path → content in hexadecimal
/// digits. Throws InputError for another input.
void append_directory(std::string& out, const Value& files, DirectoryFraming framing);

}  // namespace cairn
