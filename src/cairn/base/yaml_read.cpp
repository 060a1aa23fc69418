#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <yaml.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/base/yaml_1_1.h"
#include "cairn/base/yaml_scalar.h"

namespace cairn {

namespace {

constexpr std::size_t kMaxBytes = 16U << 20U;
constexpr std::size_t kMaxNodes = 100'000;
/// Maps above this many keys look for duplicates in a hash table.
constexpr std::size_t kLinearEntries = 32;
constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

// What libyaml says, and what a person understands. The first row whose words occur is taken.
struct Problem {
  std::string_view libyaml;
  std::string_view message;
  std::string_view hint;
};

constexpr std::array kProblems = {
    Problem{"mapping values are not allowed", "a ':' cannot stand here",
            "quote a text that holds ': ', and check the indentation of this line"},
    Problem{"block sequence entries are not allowed", "a list item cannot stand here",
            "put '- ' on a line of its own, or write the list as [a, b]"},
    Problem{"mapping keys are not allowed", "a key cannot stand here",
            "check the indentation of this line"},
    Problem{"tab character", "a tab cannot be used for indentation", "indent with spaces"},
    Problem{"found unknown escape character", "unknown escape after '\\' in double quotes",
            "write '\\\\' for a backslash, or use single quotes"},
    Problem{"did not find expected key", "this line does not fit the ones above it",
            "keys of one map start in the same column; close every quote and bracket"},
    Problem{"did not find expected '-' indicator", "this line does not fit the list above it",
            "items of one list start with '- ' in the same column"},
    Problem{"did not find expected ',' or ']'", "the list is not closed",
            "separate its items with ',' and close it with ']'"},
    Problem{"did not find expected ',' or '}'", "the map is not closed",
            "separate its entries with ',' and close it with '}'"},
    Problem{"could not find expected ':'", "this line has no ':' after its key",
            "write 'key: value'; quote a text that runs over several lines"},
    Problem{"did not find expected node content", "a value is missing here",
            "quote a text that starts with a special character"},
    Problem{"did not find expected <document start>", "the file goes on after its value has ended",
            "one file holds one value: check the indentation of this line"},
    Problem{"found unexpected ':'", "a ':' cannot stand here", "quote a text that holds ':'"},
    Problem{"found incompatible YAML document", "only YAML 1.1 and 1.2 are read",
            "remove the %YAML line"},
    Problem{"undefined tag handle", "unknown tag", "remove the tag: types follow from the text"},
};

Mark to_mark(const yaml_mark_t& mark) {
  return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1};
}

[[noreturn]] void fail(const std::string& source, const Mark& mark, std::string_view message,
                       std::string hint = {}) {
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}:{}:{}: {}", source, mark.line, mark.column, message),
              std::move(hint));
}

// Owns the parser; hands out events and turns libyaml's failures into errors.
class EventSource {
 public:
  EventSource(const std::string& source, std::string_view text) : source_(source), text_(text) {
    // libyaml, told what the encoding is, takes the mark for a value of its own.
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
    if (yaml_parser_initialize(&parser_) == 0) {
      throw Error(ErrorCode::internal, "libyaml cannot make a parser");
    }
    // Stated, so that a UTF-16 file is refused rather than converted.
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text_.data()),
                                 text_.size());
  }
  EventSource(const EventSource&) = delete;
  EventSource& operator=(const EventSource&) = delete;
  ~EventSource() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }

  // The next event; valid until the next call.
  const yaml_event_t& next() {
    yaml_event_delete(&event_);
    if (yaml_parser_parse(&parser_, &event_) == 0) fail_parser();
    return event_;
  }

 private:
  [[noreturn]] void fail_parser() const {
    if (parser_.error == YAML_READER_ERROR) fail_reader();
    const std::string problem = parser_.problem != nullptr ? parser_.problem : "unreadable";
    const std::string context = parser_.context != nullptr ? parser_.context : "";
    if (problem.find("unexpected end of stream") != std::string::npos &&
        context.find("quoted scalar") != std::string::npos) {
      fail(source_, to_mark(parser_.context_mark), "the quote that opens here is never closed",
           "close it, or put the text into the other kind of quotes");
    }
    const Mark mark = to_mark(parser_.problem_mark);
    if (problem.find("cannot start any token") != std::string::npos) fail_character(mark);
    for (const Problem& row : kProblems) {
      if (problem.find(row.libyaml) == std::string::npos) continue;
      const bool opened = parser_.context_mark.line != parser_.problem_mark.line &&
                          row.libyaml.find("',' or") != std::string_view::npos;
      const std::string where =
          opened ? fmt::format(" (it opens in line {})", parser_.context_mark.line + 1) : "";
      fail(source_, mark, fmt::format("{}{}", row.message, where), std::string(row.hint));
    }
    fail(source_, mark, context.empty() ? problem : fmt::format("{} {}", context, problem));
  }

  // A character that YAML reserves, at the start of a value.
  [[noreturn]] void fail_character(const Mark& mark) const {
    const char c = parser_.problem_mark.index < text_.size() ? character_at(mark) : '\0';
    if (c == '\t')
      fail(source_, mark, "a tab cannot be used for indentation", "indent with spaces");
    fail(source_, mark, fmt::format("a plain text cannot start with '{}'", c), "quote the text");
  }

  char character_at(const Mark& mark) const {
    std::size_t at = 0;
    for (int line = 1; line < mark.line; ++line)
      at = std::min(text_.find('\n', at), text_.size()) + 1;
    for (int column = 1; column < mark.column && at < text_.size(); ++column) {
      for (++at; at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U;)
        ++at;
    }
    return at < text_.size() ? text_[at] : '\0';
  }

  // Bytes that are no text at all: libyaml counts them by offset.
  [[noreturn]] void fail_reader() const {
    const std::string_view before = text_.substr(0, std::min(parser_.problem_offset, text_.size()));
    const std::size_t start =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const Mark mark = {1 + static_cast<int>(std::ranges::count(before, '\n')),
                       1 + static_cast<int>(std::ranges::count_if(before.substr(start), [](char c) {
                         return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                       }))};
    const std::string problem = parser_.problem != nullptr ? parser_.problem : "unreadable";
    if (problem.find("control characters") != std::string::npos) {
      fail(source_, mark, fmt::format("control character U+{:04X}", parser_.problem_value),
           "write it as an escape in double quotes, like \"\\x1b\"");
    }
    fail(source_, mark, "not valid UTF-8", "save the file as UTF-8");
  }

  const std::string& source_;
  std::string_view text_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

// Builds nodes from events. Recursion is bounded by kYamlDepth.
class Reader {
 public:
  /// `type_scalar` gives a plain scalar its type.
  Reader(const std::string& source, std::string_view text,
         Value (*type_scalar)(std::string_view) = yaml_scalar)
      : source_(source), events_(source, text), type_scalar_(type_scalar) {}

  YamlNode read() {
    events_.next();  // stream start
    YamlNode root = empty();
    if (events_.next().type == YAML_STREAM_END_EVENT) return root;
    root = node(events_.next(), 0).node;
    events_.next();  // document end
    const yaml_event_t& end = events_.next();
    if (end.type != YAML_STREAM_END_EVENT) {
      fail(source_, to_mark(end.start_mark), "a second document starts here",
           "one file holds one document: remove the '---'");
    }
    return root;
  }

 private:
  // A node with what alias expansion has to know: how many nodes it is and how deep it goes.
  struct Built {
    YamlNode node;
    std::size_t count = 1;
    std::size_t height = 1;
  };

  YamlNode empty() const {
    YamlNode out;
    out.mark = {1, 1};
    out.source = &source_;
    return out;
  }

  YamlNode start(const yaml_event_t& event, YamlNode::Kind kind) const {
    YamlNode out;
    out.mark = to_mark(event.start_mark);
    out.kind = kind;
    out.source = &source_;
    return out;
  }

  void count_nodes(const yaml_event_t& event, std::size_t added) {
    nodes_ += added;
    if (nodes_ <= kMaxNodes) return;
    fail(source_, to_mark(event.start_mark),
         fmt::format("more than {} values, aliases expanded", kMaxNodes));
  }

  void check_depth(const yaml_event_t& event, std::size_t depth) const {
    if (depth <= kYamlDepth) return;
    fail(source_, to_mark(event.start_mark),
         fmt::format("nested deeper than {} levels", kYamlDepth));
  }

  Built node(const yaml_event_t& event, std::size_t depth) {
    if (event.type == YAML_ALIAS_EVENT) return expand(event, depth);
    count_nodes(event, 1);
    const Mark mark = to_mark(event.start_mark);
    const std::string anchor = anchor_of(event);
    Built out;
    if (event.type == YAML_SCALAR_EVENT) {
      out.node = scalar(event);
    } else {
      check_depth(event, depth + 1);
      out = event.type == YAML_SEQUENCE_START_EVENT ? list(event, depth) : map(event, depth);
    }
    if (!anchor.empty()) keep_anchor(mark, anchor, out);
    return out;
  }

  static std::string anchor_of(const yaml_event_t& event) {
    const unsigned char* anchor = nullptr;
    if (event.type == YAML_SCALAR_EVENT) anchor = event.data.scalar.anchor;
    if (event.type == YAML_SEQUENCE_START_EVENT) anchor = event.data.sequence_start.anchor;
    if (event.type == YAML_MAPPING_START_EVENT) anchor = event.data.mapping_start.anchor;
    return anchor == nullptr ? std::string() : reinterpret_cast<const char*>(anchor);
  }

  // Anchors within anchors are kept once for each level, so what is kept has a limit of its own.
  void keep_anchor(const Mark& mark, const std::string& anchor, const Built& built) {
    anchored_ += built.count;
    if (anchored_ > kMaxNodes) {
      fail(source_, mark, fmt::format("more than {} values below anchors", kMaxNodes));
    }
    anchors_.insert_or_assign(anchor, built);
  }

  Built expand(const yaml_event_t& event, std::size_t depth) {
    const std::string name = reinterpret_cast<const char*>(event.data.alias.anchor);
    const auto found = anchors_.find(name);
    if (found == anchors_.end()) {
      fail(source_, to_mark(event.start_mark),
           fmt::format("alias '*{}' has no anchor before it", name),
           fmt::format("write '&{}' at the value that it means, or quote the text", name));
    }
    count_nodes(event, found->second.count);
    check_depth(event,
                depth + found->second.height - (found->second.node.kind == YamlNode::Kind::scalar));
    return found->second;
  }

  static void add(Built& parent, const Built& child) {
    parent.count += child.count;
    const std::size_t height = child.node.kind == YamlNode::Kind::scalar ? 1 : child.height + 1;
    parent.height = std::max(parent.height, height);
  }

  Built list(const yaml_event_t& event, std::size_t depth) {
    check_tag(event, event.data.sequence_start.tag, "seq");
    Built out{start(event, YamlNode::Kind::list)};
    for (;;) {
      const yaml_event_t& next = events_.next();
      if (next.type == YAML_SEQUENCE_END_EVENT) return out;
      Built item = node(next, depth + 1);
      add(out, item);
      out.node.items.push_back(std::move(item.node));
    }
  }

  Built map(const yaml_event_t& event, std::size_t depth) {
    check_tag(event, event.data.mapping_start.tag, "map");
    Built out{start(event, YamlNode::Kind::map)};
    std::unordered_set<std::string> keys;
    for (;;) {
      const yaml_event_t& next = events_.next();
      if (next.type == YAML_MAPPING_END_EVENT) return out;
      YamlNode::Entry entry{key(next), to_mark(next.start_mark), {}};
      check_duplicate(out.node, entry, keys);
      Built value = node(events_.next(), depth + 1);
      add(out, value);
      entry.value = std::move(value.node);
      out.node.entries.push_back(std::move(entry));
    }
  }

  std::string key(const yaml_event_t& event) {
    const Mark mark = to_mark(event.start_mark);
    if (event.type != YAML_SCALAR_EVENT) {
      fail(source_, mark, "a key must be a text, not a list, a map or an alias",
           "quote a key or value that starts with '{', '[' or '*'");
    }
    const YamlNode node = scalar(event);
    std::string text(reinterpret_cast<const char*>(event.data.scalar.value),
                     event.data.scalar.length);
    if (!node.quoted && text == "<<") {
      fail(source_, mark, "merge keys ('<<') are not read", "write the keys out");
    }
    if (!node.quoted && text.empty()) fail(source_, mark, "a key is missing before ':'");
    if (const std::string anchor = anchor_of(event); !anchor.empty()) {
      keep_anchor(mark, anchor, Built{node});
    }
    return text;
  }

  void check_duplicate(const YamlNode& map, const YamlNode::Entry& entry,
                       std::unordered_set<std::string>& keys) const {
    bool duplicate = false;
    if (map.entries.size() < kLinearEntries) {
      duplicate = map.find(entry.key) != nullptr;
    } else {
      if (keys.empty()) {
        for (const YamlNode::Entry& known : map.entries) keys.insert(known.key);
      }
      duplicate = !keys.insert(entry.key).second;
    }
    if (!duplicate) return;
    const auto first = std::ranges::find(map.entries, entry.key, &YamlNode::Entry::key);
    fail(source_, entry.key_mark,
         fmt::format("duplicate key '{}' (first in line {})", printable(entry.key),
                     first->key_mark.line),
         "remove one of the two");
  }

  YamlNode scalar(const yaml_event_t& event) const {
    YamlNode out = start(event, YamlNode::Kind::scalar);
    const std::string_view text(reinterpret_cast<const char*>(event.data.scalar.value),
                                event.data.scalar.length);
    out.quoted = event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    try {
      if (event.data.scalar.tag != nullptr) {
        apply_tag(out, text, reinterpret_cast<const char*>(event.data.scalar.tag));
      } else {
        out.scalar = out.quoted ? Value(text) : type_scalar_(text);
      }
    } catch (const Error& error) {
      fail(source_, out.mark, error.message(), error.hint());
    }
    return out;
  }

  // The core tags only state a type: !!str makes a text of any scalar, !!float takes an int too,
  // and every other one must fit what the text is.
  static void apply_tag(YamlNode& node, std::string_view text, std::string_view tag) {
    if (tag == "!" || tag == "tag:yaml.org,2002:str") {
      node.quoted = true;
      node.scalar = Value(text);
      return;
    }
    constexpr std::array<std::string_view, 4> kScalarTags = {"null", "bool", "int", "float"};
    const std::string_view name = tag.starts_with(kCoreTag) ? tag.substr(kCoreTag.size()) : "";
    if (std::ranges::find(kScalarTags, name) == kScalarTags.end()) fail_tag(tag);
    node.scalar = yaml_scalar(text);
    if (name == "float" && node.scalar.is_int()) node.scalar = Value(node.scalar.as_double());
    if (node.scalar.type_name() != name) {
      throw Error(ErrorCode::invalid_input, fmt::format("'{}' is not of the type !!{}",
                                                        fit_width(printable(text), 40), name));
    }
  }

  void check_tag(const yaml_event_t& event, const unsigned char* tag, std::string_view own) const {
    if (tag == nullptr) return;
    const std::string_view text = reinterpret_cast<const char*>(tag);
    if (text == "!" || text == std::string(kCoreTag).append(own)) return;
    try {
      fail_tag(text);
    } catch (const Error& error) {
      fail(source_, to_mark(event.start_mark), error.message(), error.hint());
    }
  }

  [[noreturn]] static void fail_tag(std::string_view tag) {
    const bool core = tag.starts_with(kCoreTag);
    throw Error(ErrorCode::invalid_input,
                fmt::format("unknown tag '{}{}'", core ? "!!" : "",
                            printable(core ? tag.substr(kCoreTag.size()) : tag)),
                "remove the tag: types follow from the text, and a quoted text is a string");
  }

  const std::string& source_;
  EventSource events_;
  Value (*type_scalar_)(std::string_view);
  std::map<std::string, Built> anchors_;
  std::size_t nodes_ = 0;
  std::size_t anchored_ = 0;
};

}  // namespace

YamlDocument::YamlDocument(std::string source, std::string_view text) : source_(std::move(source)) {
  if (text.size() > kMaxBytes) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: {} is more than the {} that a YAML file may hold", source_,
                            human_bytes(text.size()), human_bytes(kMaxBytes)));
  }
  root_ = Reader(source_, text).read();
}

YamlDocument::~YamlDocument() = default;

Value parse_yaml_1_1(std::string_view text, std::string_view source) {
  const std::string name(source);
  return Reader(name, text, yaml_scalar_1_1).read().to_value();
}

Value parse_yaml_omegaconf(std::string_view text, std::string_view source) {
  const std::string name(source);
  return Reader(name, text, yaml_scalar_omegaconf).read().to_value();
}

}  // namespace cairn
