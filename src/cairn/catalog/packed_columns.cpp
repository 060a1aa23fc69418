#include "cairn/catalog/packed_columns.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/byte_codec.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"

namespace cairn {

namespace {

using Entry = std::pair<std::string, Value>;

template <typename Part>
std::vector<const Part*> sorted(const std::vector<Part>& parts) {
  std::vector<const Part*> order;
  order.reserve(parts.size());
  for (const Part& part : parts) order.push_back(&part);
  std::sort(order.begin(), order.end(),
            [](const Part* left, const Part* right) { return order_of(*left) < order_of(*right); });
  return order;
}

void pack_value(ByteWriter& out, const Value& value) {
  out.varint(static_cast<std::uint64_t>(value.type()));
  switch (value.type()) {
    case Value::Type::null:
      return;
    case Value::Type::boolean:
      out.varint(value.as_bool() ? 1 : 0);
      return;
    case Value::Type::integer:
      out.zigzag(value.as_int());
      return;
    case Value::Type::real:
      out.real(value.as_double());
      return;
    case Value::Type::string:
      out.text(value.as_string());
      return;
    case Value::Type::list:
    case Value::Type::map:
      out.text(to_json(value));
      return;
  }
}

Value unpack_value(ByteReader& in) {
  const std::uint64_t type = in.varint();
  switch (static_cast<Value::Type>(type)) {
    case Value::Type::null:
      return {};
    case Value::Type::boolean:
      return in.varint() != 0;
    case Value::Type::integer:
      return in.zigzag();
    case Value::Type::real:
      return in.real();
    case Value::Type::string:
      return in.text();
    case Value::Type::list:
    case Value::Type::map:
      return parse_json(in.text(), "catalog");
  }
  throw Error(ErrorCode::corrupt, fmt::format("unknown type {} of a value", type));
}

void pack_values(Catalog::Impl& impl, ByteWriter& out, const std::vector<Entry>& entries) {
  out.varint(entries.size());
  for (const Entry* entry : sorted(entries)) {
    out.varint(static_cast<std::uint64_t>(impl.intern(entry->first)));
    pack_value(out, entry->second);
  }
}

std::vector<Entry> unpack_values(Catalog::Impl& impl, ByteReader& in) {
  std::vector<Entry> entries;
  const std::size_t count = in.count();
  entries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& key = impl.key_text(static_cast<std::int64_t>(in.varint()));
    entries.emplace_back(key, unpack_value(in));
  }
  return entries;
}

// With the number of points, its lowest bit says whether a step follows.
void pack_metrics(Catalog::Impl& impl, ByteWriter& out, const std::vector<MetricRow>& metrics) {
  out.varint(metrics.size());
  for (const MetricRow* metric : sorted(metrics)) {
    out.varint(static_cast<std::uint64_t>(impl.intern(metric->key)));
    out.real(metric->value);
    out.varint((static_cast<std::uint64_t>(metric->points) << 1U) | (metric->step ? 1U : 0U));
    if (metric->step) out.zigzag(*metric->step);
    if (metric->points <= 1) continue;
    out.real(metric->first);
    out.real(metric->least);
    out.real(metric->most);
  }
}

std::vector<MetricRow> unpack_metrics(Catalog::Impl& impl, ByteReader& in) {
  std::vector<MetricRow> metrics(in.count());
  for (MetricRow& metric : metrics) {
    metric.key = impl.key_text(static_cast<std::int64_t>(in.varint()));
    metric.value = metric.first = metric.least = metric.most = in.real();
    const std::uint64_t points = in.varint();
    metric.points = static_cast<std::int64_t>(points >> 1U);
    if ((points & 1U) != 0) metric.step = in.zigzag();
    if (metric.points <= 1) continue;
    metric.first = in.real();
    metric.least = in.real();
    metric.most = in.real();
  }
  return metrics;
}

}  // namespace

std::string pack_columns(Catalog::Impl& impl, const RunRow& row) {
  std::string packed;
  ByteWriter out(packed);
  pack_values(impl, out, row.params);
  pack_values(impl, out, row.tags);
  pack_metrics(impl, out, row.metrics);
  out.varint(row.names.size());
  for (const NameRow* name : sorted(row.names)) {
    out.text(name->scheme);
    out.text(name->name);
  }
  return packed;
}

void unpack_columns(Catalog::Impl& impl, std::span<const std::uint8_t> packed, RunRow& row) {
  ByteReader in({reinterpret_cast<const char*>(packed.data()), packed.size()});
  row.params = unpack_values(impl, in);
  row.tags = unpack_values(impl, in);
  row.metrics = unpack_metrics(impl, in);
  row.names.resize(in.count());
  for (NameRow& name : row.names) {
    name.scheme = in.text();
    name.name = in.text();
  }
  if (!in.at_end()) throw Error(ErrorCode::corrupt, "there is more than the columns of a run");
}

}  // namespace cairn
