#include "cairn/layout/layout.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

std::string layout_error(const std::string& yaml) {
  try {
    load_layout(YamlDocument("l.yaml", yaml));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + " | " + error.hint();
  }
  return "no error";
}

constexpr const char* kSmall = R"(layout: small
fields: {hash6: hex 6}
groups:
  lab: {path: "{experiment}", rollups: {LAB.yaml: lab}}
kinds:
  trial: {in: lab, path: "{name}", documents: {T.json: trial}}
contents:
  lab: {runs: count(runs)}
  trial: {id: run.id}
)";

/// The small layout with one text replaced.
std::string with(const std::string& from, const std::string& to) {
  std::string text = kSmall;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Layout, the_embedded_layouts_load) {
  const auto names = layout_names();
  for (const char* name : {"flat", "nirs4all"}) {
    EXPECT_NE(std::ranges::find(names, name), names.end()) << name;
  }
  for (const std::string& name : names) EXPECT_EQ(find_layout(name).name, name);
  EXPECT_EQ(find_layout("dated").name, "nirs4all");
}

TEST(Layout, an_unknown_layout_is_refused_with_the_nearest) {
  try {
    find_layout("nirs4al");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "unknown layout 'nirs4al'");
    EXPECT_EQ(error.hint(), "did you mean 'nirs4all'?");
  }
  EXPECT_THROW(find_layout(""), Error);
  EXPECT_THROW(find_layout("../flat"), Error);
}

TEST(Layout, a_small_file_is_enough) {
  const Layout layout = load_layout(YamlDocument("l.yaml", kSmall));
  EXPECT_EQ(layout.root, "results");
  EXPECT_EQ(layout.default_kind, "trial");
  EXPECT_EQ(layout.kinds[0].full.text(), "results/{experiment}/{name}");
  EXPECT_FALSE(layout.groups[0].dated);
  EXPECT_EQ(layout.kinds[0].documents[0].format, TextFormat::json);
}

TEST(Layout, nirs4all_says_what_it_should) {
  const Layout layout = find_layout("nirs4all");
  EXPECT_TRUE(find_group(layout, "session")->dated);
  EXPECT_FALSE(find_group(layout, "dataset")->dated);
  const Kind* pipeline = find_kind(layout, "pipeline");
  ASSERT_NE(pipeline, nullptr);
  EXPECT_EQ(pipeline->names[0].scheme, "nirs4all.pipeline@1");
  EXPECT_EQ(pipeline->log->text(), "logs/console.log");
  EXPECT_EQ(find_kind(layout, "model"), nullptr);  // of a child no run is started
  EXPECT_NE(find_child_kind(layout, "pipeline", "model"), nullptr);
  EXPECT_EQ(find_child_kind(layout, "summary", "model"), nullptr);
  EXPECT_EQ(find_kind(layout, "nothing"), nullptr);
}

TEST(Layout, flat_takes_every_kind) {
  const Layout layout = find_layout("flat");
  EXPECT_EQ(find_kind(layout, "pipeline")->name, "*");
  EXPECT_EQ(find_kind(layout, "model")->name, "*");
  EXPECT_NE(find_child_kind(layout, "pipeline", "model"), nullptr);
  EXPECT_TRUE(layout.groups.empty());
  EXPECT_TRUE(layout.kinds[0].documents.empty());
}

TEST(LayoutErrors, point_at_the_place_and_name_the_nearest) {
  EXPECT_EQ(layout_error(kSmall), "no error");
  EXPECT_NE(layout_error(with("groups:", "gruops:")).find("did you mean 'groups'?"),
            std::string::npos);
  EXPECT_EQ(
      layout_error(with("in: lab, path", "in: lba, path")),
      "l.yaml:6:15: 'trial' lies in 'lba', which is no group and no kind | did you mean 'lab'?");
  EXPECT_EQ(layout_error(with("\"{name}\"", "\"{nmae}\"")),
            "l.yaml:6:26: unknown field '{nmae}' | did you mean 'name'?");
  EXPECT_EQ(layout_error(with("T.json: trial", "T.json: trail")),
            "l.yaml:6:56: unknown contents 'trail' | did you mean 'trial'?");
  EXPECT_EQ(layout_error(with("run.id", "run.idd")),
            "l.yaml:9:15: 'run.idd': run has no 'idd' | did you mean 'id'?");
  EXPECT_NE(layout_error(with("count(runs)", "count(run)"))
                .find("l.yaml:8:15: 'run': a rollup of a group has no 'run'"),
            std::string::npos);
  EXPECT_NE(layout_error(with("hex 6", "hax 6"))
                .find("l.yaml:2:17: field class 'hax 6': unknown class 'hax'"),
            std::string::npos);
  EXPECT_NE(layout_error(with("T.json", "T.pdf")).find("does not say how to write it"),
            std::string::npos);
  EXPECT_NE(layout_error(with("T.json", "T.md")).find("is a text, but the contents"),
            std::string::npos);
  EXPECT_NE(layout_error(with("T.json", "../T.json")).find("starts with '.'"), std::string::npos);
  EXPECT_NE(layout_error(with("layout: small", "layout: small\nroot: /tmp")).find("absolute path"),
            std::string::npos);
  EXPECT_NE(
      layout_error(with("layout: small", "layout: small\nroot: ../out")).find("starts with '.'"),
      std::string::npos);
  EXPECT_NE(
      layout_error(with("layout: small", "layout: small\nroot: .cairn")).find("starts with '.'"),
      std::string::npos);
  EXPECT_NE(layout_error(with("layout: small", "layout: small\ndefault_kind: trail"))
                .find("did you mean 'trial'?"),
            std::string::npos);
  EXPECT_NE(layout_error(with("\"{name}\"", "\"{name}_{stage}\"")).find("in two ways"),
            std::string::npos);
  EXPECT_EQ(
      layout_error(
          with("layout: small", "layout: small\nambiguous: report")
              .replace(with("layout: small", "layout: small\nambiguous: report").find("\"{name}\""),
                       8, "\"{name}_{stage}\"")),
      "no error");
  EXPECT_NE(layout_error(with("layout: small", "layout: small\nambiguous: maybe"))
                .find("refuse or report"),
            std::string::npos);
}

TEST(LayoutErrors, a_path_of_two_levels_is_refused) {
  const std::string two =
      with("  trial: {in", "  mean: {in: lab, path: \"mean_{name}\"}\n  trial: {in");
  EXPECT_EQ(layout_error("default_kind: mean\n" + two),
            "l.yaml:8:26: 'results/a/mean_a' can be a path of the kind 'mean' and of the kind "
            "'trial' | give one of them a word of its own, or say of 'trial': `ambiguous: report`; "
            "then parsing returns both");
  const std::string report = "default_kind: mean\n" + two;
  const auto saying = [&](const std::string& kind) {
    std::string text = report;
    return text.insert(text.find(kind) + kind.size(), "ambiguous: report, ");
  };
  EXPECT_EQ(layout_error(saying("trial: {")), "no error");
  EXPECT_EQ(layout_error(saying("mean: {")), "no error");
  EXPECT_NE(layout_error(with("kinds:", "  day: {path: \"{date}\"}\nkinds:")).find("of the group"),
            std::string::npos);
  // A kind without a path lies in its group by what it says.
  EXPECT_EQ(layout_error(with("path: \"{name}\", documents: {T.json: trial}",
                              "shared: true, "
                              "documents: {\"{id}.json\": trial}")),
            "no error");
}

TEST(LayoutErrors, levels_that_cannot_be_are_refused) {
  EXPECT_NE(layout_error(with("lab: {path", "lab: {in: lab, path"))
                .find("lies, over its 'in:', in itself"),
            std::string::npos);
  EXPECT_NE(
      layout_error(with("lab: {path", "a: {in: b, path: x}\n  b: {in: a, path: y}\n  lab: {path"))
          .find("in itself"),
      std::string::npos);
  EXPECT_NE(layout_error(with("trial: {in", "lab: {in")).find("both a group and a kind"),
            std::string::npos);
  EXPECT_NE(layout_error(with("in: lab, path: \"{name}\"", "in: lab")).find("needs a 'path'"),
            std::string::npos);
  EXPECT_NE(
      layout_error(with("trial: {in: lab", "trial: {child: true, in: lab")).find("lies in no kind"),
      std::string::npos);
  EXPECT_NE(layout_error(with("kinds:\n", "kinds:\n  part: {in: trial, path: x, shared: true}\n"))
                .find("kind of children"),
            std::string::npos);
  EXPECT_NE(
      layout_error(with("kinds:\n",
                        "default_kind: trial\nkinds:\n  part: {in: trial, path: x}\n  p2: {in: "
                        "part, path: y}\n"))
          .find("one level deep"),
      std::string::npos);
  EXPECT_NE(layout_error(with("\"{name}\"", "\"{f}\"").replace(0, 0, "")).find("unknown field"),
            std::string::npos);
  EXPECT_NE(layout_error("layout: x\nfields: {f: file}\nkinds: {k: {path: \"{f}\"}}\n")
                .find("is for artifacts"),
            std::string::npos);
  EXPECT_NE(layout_error("layout: x\n").find("at least one kind"), std::string::npos);
  EXPECT_NE(layout_error("").find("a layout file is a map"), std::string::npos);
  EXPECT_NE(
      layout_error("layout: x\nkinds: {a: {path: a}, b: {path: b}}\n").find("'default_kind' says"),
      std::string::npos);
}

TEST(LayoutErrors, two_runs_in_one_folder_never_write_one_file) {
  const std::string shared = "trial: {shared: true, in: lab";
  EXPECT_NE(layout_error(with("trial: {in: lab", shared)).find("all would write 'T.json'"),
            std::string::npos);
  std::string text = with("trial: {in: lab", shared);
  text.replace(text.find("T.json"), 6, "\"{id}.T.json\"");
  EXPECT_EQ(layout_error(text), "no error");
  text.replace(text.find("in: lab, path"), 13, "in: lab, log: out.log, path");
  EXPECT_NE(layout_error(text).find("all would write 'out.log'"), std::string::npos);
}

TEST(LayoutErrors, names_need_a_class_a_known_scheme_and_a_known_input) {
  const auto named = [](const std::string& names) {
    return with("path: \"{name}\"", "path: \"{name}\", names: {" + names + "}");
  };
  EXPECT_EQ(layout_error(named("hash6: {scheme: nirs4all.pipeline@1, input: [params, params.lr]}")),
            "no error");
  EXPECT_NE(layout_error(named("hash7: {scheme: nirs4all.pipeline@1, input: [params]}"))
                .find("has no class"),
            std::string::npos);
  EXPECT_NE(layout_error(named("hash6: {scheme: nirs4all.pipeline@9, input: [params]}"))
                .find("nirs4all.pipeline"),
            std::string::npos);
  EXPECT_NE(layout_error(named("hash6: {scheme: nirs4all.pipeline@1, input: [parms]}"))
                .find("did you mean 'params'?"),
            std::string::npos);
  EXPECT_NE(layout_error(named("hash6: {scheme: nirs4all.pipeline@1}")).find("needs 'input'"),
            std::string::npos);
}

TEST(LayoutErrors, contents_are_checked_against_the_whole_layout) {
  EXPECT_NE(layout_error(with("count(runs)", "\"count(of_kind(runs, 'trail'))\""))
                .find("of_kind asks for 'trail'"),
            std::string::npos);
  EXPECT_NE(
      layout_error(with("contents:\n", "contents:\n  spare: {a: 1}\n")).find("used by no document"),
      std::string::npos);
  EXPECT_NE(layout_error(with("T.json: trial", "T.json: {contents: trial, needs: run.steeps}"))
                .find("did you mean 'steps'?"),
            std::string::npos);
}

}  // namespace
}  // namespace cairn
