#include "cli/unknown_values.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/query/runs_query.h"
#include "cairn/query/suggest.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr std::size_t kMostNames = 1000;
constexpr int kMostLooks = 20;
constexpr std::array<std::string_view, 4> kLabels = {"experiment", "dataset", "stage", "kind"};

void tell(std::string_view what, const std::string& name, const std::vector<std::string>& known) {
  const std::string hint = did_you_mean(name, known);
  print_error(fmt::format("cairn: note: no run {} '{}'{}\n", what, printable(name),
                          hint.empty() ? "" : "; " + hint));
}

std::vector<std::string> roles(const Catalog& catalog) {
  Statement select = catalog.database().prepare("SELECT DISTINCT role FROM artifacts LIMIT ?");
  select.bind(1, static_cast<std::int64_t>(kMostNames));
  std::vector<std::string> names;
  while (select.step()) names.emplace_back(select.text(0));
  return names;
}

std::vector<std::string> group_names(const Catalog& catalog) {
  std::vector<std::string> names;
  for (const GroupRow& group : catalog.groups()) {
    names.push_back(group.name);
    names.emplace_back(base_name(group.path));
    names.push_back(group.path);
  }
  return names;
}

class UnknownTeller {
 public:
  explicit UnknownTeller(const Catalog& catalog) : catalog_(catalog) {}

  void operator()(const FilterNode& node) { std::visit(*this, node.node); }
  void operator()(const FilterAll& all) { visit(all.parts); }
  void operator()(const FilterAny& any) { visit(any.parts); }
  void operator()(const FilterNot& node) { visit(node.part); }

  void operator()(const FilterTerm& term) {
    using enum FilterOp;
    const bool is_label = term.key.scope == KeyOwner::run &&
                          term.key.family == FilterFamily::field &&
                          std::ranges::find(kLabels, term.key.name) != kLabels.end();
    const bool names_values =
        term.op == equal || term.op == not_equal || term.op == in || term.op == not_in;
    if (!is_label || !names_values) return;
    for (const FilterLiteral& literal : term.values) {
      const std::string& name = literal.value.as_string();
      const bool is_none = name.empty();  // As in dataset = '': runs without one.
      if (!is_none && may_look()) tell_unknown(catalog_, term.key.name, name);
    }
  }

  void operator()(const FilterHas& has) {
    if (!may_look()) return;
    switch (has.what) {
      case FilterHas::What::artifact:
        if (!holds_somewhere(has)) tell("has an artifact", has.text, roles(catalog_));
        return;
      case FilterHas::What::tag: {
        const std::vector<std::string> known = catalog_.tag_keys();
        if (!contains(known, has.text)) tell("has the tag", has.text, known);
        return;
      }
      case FilterHas::What::group: {
        const std::vector<std::string> known = group_names(catalog_);
        const bool is_known = contains(known, has.text) || holds_somewhere(has);
        if (!is_known) tell("is in a group", has.text, known);
        return;
      }
    }
  }

 private:
  // A list of more names was made by a program, and each may cost a look at all runs.
  bool may_look() { return ++looks_ <= kMostLooks; }

  void visit(const std::vector<FilterNode>& parts) {
    for (const FilterNode& part : parts) (*this)(part);
  }

  static bool contains(const std::vector<std::string>& known, const std::string& name) {
    return std::ranges::find(known, name) != known.end();
  }

  bool holds_somewhere(const FilterHas& has) const {
    RunsQuery query{.limit = 1};
    query.filter.where = Filter{.root = FilterNode{has}};
    return !find_runs(catalog_, query).empty();
  }

  const Catalog& catalog_;
  int looks_ = 0;
};

}  // namespace

void tell_unknown(const Catalog& catalog, std::string_view field,
                  const std::optional<std::string>& name) {
  if (!name) return;
  // Of copies there is another run. Without them an index answers.
  Statement any = catalog.database().prepare(
      fmt::format("SELECT 1 FROM runs WHERE {} = ? AND copy = 0 LIMIT 1", field));
  if (any.bind(1, *name).step()) return;
  std::vector<std::string> known;
  for (const Value& value :
       suggest_values(catalog, {KeyFamily::field, std::string(field)}, kMostNames)) {
    if (value.is_string()) known.push_back(value.as_string());
  }
  tell(fmt::format("has the {}", field), *name, known);
}

void tell_unknown_in(const Catalog& catalog, const Filter& filter) {
  UnknownTeller teller(catalog);
  teller(filter.root);
}

}  // namespace cairn
