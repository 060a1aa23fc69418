// The conditions that compare one column with literals, by the type of what the column holds, and
// the small pieces that conditions are put together from. Each condition is true where the
// comparison is, and false or NULL elsewhere. It does not know whose column it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/query/sql_text.h"
#include "cairn/spec/filter.h"

namespace cairn {

/// SQL without values, and with one.
SqlText plain_sql(std::string sql);
SqlText bound_sql(std::string sql, Value value);
/// NOT (…), and the parts with AND or OR between them, to be put into parentheses.
SqlText negation(const SqlText& inside);
SqlText every(const std::vector<SqlText>& parts);
SqlText either(const std::vector<SqlText>& parts);

/// A value of type ANY beside a column that holds its Value::Type.
struct TypedColumn {
  std::string value;
  std::string type;
};

/// A param, tag or seed. IS NULL and IS NOT NULL both ask whether it is there.
SqlText any_condition(const TypedColumn& column, const FilterTerm& term);
/// A number or text where NULL is absence. IS NULL as above.
SqlText plain_condition(const std::string& column, const FilterTerm& term);
/// A metric where NULL is NaN; not for IS NULL.
SqlText metric_condition(const std::string& column, const FilterTerm& term);
/// Microseconds where NULL is absence. IS NULL as above.
SqlText time_condition(const std::string& column, const FilterTerm& term);
/// The number of a RunStatus; not for IS NULL.
SqlText status_condition(const std::string& column, const FilterTerm& term);

/// A pattern of LIKE as one of GLOB, which minds the case.
std::string to_glob(std::string_view pattern);

}  // namespace cairn
