#include "cairn/spec/filter.h"

#include <algorithm>
#include <array>

#include "cairn/base/text_error.h"

namespace cairn {

namespace {

struct OpRow {
  FilterOp op;
  FilterOp opposite;
  std::string_view text;
};
constexpr std::array kOps = {
    OpRow{FilterOp::equal, FilterOp::not_equal, "="},
    OpRow{FilterOp::not_equal, FilterOp::equal, "!="},
    OpRow{FilterOp::less, FilterOp::greater_equal, "<"},
    OpRow{FilterOp::greater_equal, FilterOp::less, ">="},
    OpRow{FilterOp::greater, FilterOp::less_equal, ">"},
    OpRow{FilterOp::less_equal, FilterOp::greater, "<="},
    OpRow{FilterOp::like, FilterOp::not_like, "LIKE"},
    OpRow{FilterOp::not_like, FilterOp::like, "NOT LIKE"},
    OpRow{FilterOp::ilike, FilterOp::not_ilike, "ILIKE"},
    OpRow{FilterOp::not_ilike, FilterOp::ilike, "NOT ILIKE"},
    OpRow{FilterOp::in, FilterOp::not_in, "IN"},
    OpRow{FilterOp::not_in, FilterOp::in, "NOT IN"},
    OpRow{FilterOp::between, FilterOp::not_between, "BETWEEN"},
    OpRow{FilterOp::not_between, FilterOp::between, "NOT BETWEEN"},
    OpRow{FilterOp::is_null, FilterOp::is_not_null, "IS NULL"},
    OpRow{FilterOp::is_not_null, FilterOp::is_null, "IS NOT NULL"},
};

const OpRow& op_row(FilterOp op) {
  return *std::find_if(kOps.begin(), kOps.end(), [op](const OpRow& row) { return row.op == op; });
}

}  // namespace

FilterOp opposite(FilterOp op) { return op_row(op).opposite; }

std::string_view op_text(FilterOp op) { return op_row(op).text; }

Filter all_of(std::vector<Filter> filters) {
  if (filters.size() == 1) return std::move(filters[0]);
  Filter filter;
  FilterAll all;
  for (Filter& part : filters) {
    filter.text += (filter.text.empty() ? "(" : " AND (") + part.text + ")";
    all.parts.push_back(std::move(part.root));
  }
  filter.root = {std::move(all)};
  return filter;
}

void for_each_term(const FilterNode& node, const std::function<void(const FilterTerm&)>& visit) {
  struct Visitor {
    const std::function<void(const FilterTerm&)>& visit;
    void operator()(const std::vector<FilterNode>& parts) const {
      for (const FilterNode& part : parts) std::visit(*this, part.node);
    }
    void operator()(const FilterAll& all) const { (*this)(all.parts); }
    void operator()(const FilterAny& any) const { (*this)(any.parts); }
    void operator()(const FilterNot& node) const { (*this)(node.part); }
    void operator()(const FilterTerm& term) const { visit(term); }
    void operator()(const FilterHas& /*has*/) const {}
  };
  std::visit(Visitor{visit}, node.node);
}

void fail_in_filter(std::string_view text, FilterSpan span, std::string_view message,
                    std::string hint) {
  fail_in_text(text, span.at, message, std::move(hint));
}

}  // namespace cairn
