#include "cairn/query/filter_steps.h"

#include <variant>

namespace cairn {

namespace {

bool asks_for_step(const FilterTerm& term) { return term.key.point == MetricPoint::at_step; }

void number_terms(FilterNode& node, std::vector<FilterTerm>& terms) {
  const auto number_all = [&](std::vector<FilterNode>& parts) {
    for (FilterNode& part : parts) number_terms(part, terms);
  };
  if (auto* all = std::get_if<FilterAll>(&node.node)) number_all(all->parts);
  if (auto* any = std::get_if<FilterAny>(&node.node)) number_all(any->parts);
  if (auto* negated = std::get_if<FilterNot>(&node.node)) number_all(negated->part);
  auto* term = std::get_if<FilterTerm>(&node.node);
  if (term == nullptr || !asks_for_step(*term)) return;
  term->answer = terms.size();
  terms.push_back(*term);
}

/// A comparison that is true of a run has a point of the metric to look at. Its negation has too,
/// but for IS NULL, and for children and runs upstream, of which there may be none.
FilterNode weakened(const FilterTerm& term, bool is_negated) {
  const FilterOp op = is_negated ? opposite(term.op) : term.op;
  const bool may_lack = op == FilterOp::is_null || (is_negated && term.key.scope != KeyOwner::run);
  if (may_lack) return {FilterAll{}};
  FilterTerm weak = term;
  weak.op = FilterOp::is_not_null;
  weak.values.clear();
  weak.key.point = MetricPoint::last;
  return {std::move(weak)};
}

/// NOTs are carried down to the comparisons, as a negated part is weakened in another way.
FilterNode weakened(const FilterNode& node, bool is_negated) {
  const auto all_parts = [&](const std::vector<FilterNode>& parts) {
    std::vector<FilterNode> made;
    for (const FilterNode& part : parts) made.push_back(weakened(part, is_negated));
    return made;
  };
  if (const auto* all = std::get_if<FilterAll>(&node.node)) {
    if (is_negated) return {FilterAny{all_parts(all->parts)}};
    return {FilterAll{all_parts(all->parts)}};
  }
  if (const auto* any = std::get_if<FilterAny>(&node.node)) {
    if (is_negated) return {FilterAll{all_parts(any->parts)}};
    return {FilterAny{all_parts(any->parts)}};
  }
  if (const auto* negated = std::get_if<FilterNot>(&node.node)) {
    return weakened(negated->part.at(0), !is_negated);
  }
  const auto* term = std::get_if<FilterTerm>(&node.node);
  if (term != nullptr && asks_for_step(*term)) return weakened(*term, is_negated);
  return is_negated ? FilterNode{FilterNot{{node}}} : node;
}

}  // namespace

std::vector<FilterTerm> number_step_terms(Filter& filter) {
  std::vector<FilterTerm> terms;
  number_terms(filter.root, terms);
  return terms;
}

Filter without_steps(const Filter& filter) { return {filter.text, weakened(filter.root, false)}; }

StepValue step_value(const MetricRow* metric, std::int64_t step) {
  if (metric == nullptr) return {.is_known = true, .value = std::nullopt};
  if (metric->step == step) return {.is_known = true, .value = metric->value};
  return {.is_known = metric->points <= 1, .value = std::nullopt};
}

}  // namespace cairn
