#include "cairn/views/render.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/document.h"
#include "cairn/layout/paths.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/layout_links.h"
#include "cairn/store/scan.h"
#include "cairn/views/edited_views.h"
#include "cairn/views/recognise.h"
#include "cairn/views/render_files.h"
#include "cairn/views/reused_runs.h"
#include "cairn/views/typed_views.h"
#include "cairn/views/view_rules.h"
#include "cairn/views/view_sources.h"

namespace cairn {

namespace {

constexpr AtomicSites kViewSites{Site::view_write, Site::view_write, Site::view_rename,
                                 Site::view_write};

class Renderer {
 public:
  using Visitor = std::function<void(const ViewText&)>;

  /// With a visitor views are shown to it; nothing is written or taken over.
  Renderer(const Project& project, Catalog& catalog, RenderScope scope, RenderReport& report,
           const Visitor* visitor = nullptr)
      : project_(project),
        catalog_(catalog),
        rules_{project.layout, scope},
        report_(report),
        visitor_(visitor),
        sources_(project, catalog, report.problems,
                 visitor == nullptr ? UnreadTyped::left_out : UnreadTyped::partial),
        edits_(project, catalog) {}

  void render(const std::set<std::string>& folders) {
    std::map<std::string, GroupPlace> groups;
    std::set<Digest> runs;
    const bool has_views = rules_.has_views();
    for (const RunHead& head : sources_.heads_in(folders)) {
      // Names that were cut, which show a '~', are told whatever the layout says.
      if (!has_views && head.path.find('~') == std::string::npos) continue;
      runs.insert(head.digest);
      const std::vector<GroupPlace> above = groups_above(project_.layout, head.kind, head.path);
      const bool is_shown = rules_.has_documents(head.kind) || tells_whole_name(head.path);
      if (has_ended(head) && is_shown) {
        if_allowed([&] { render_run(head); });
      }
      for (const GroupPlace& group : above) groups.emplace(group.path, group);
    }
    if (!folders.empty() && has_views) {
      add_asked_groups(folders, groups);
      for (const GroupPlace& group : reusing_groups(project_.layout, catalog_, runs)) {
        if (stat_path(project_.absolute(group.path))) groups.emplace(group.path, group);
      }
    }
    for (const auto& [path, group] : groups) {
      if_allowed([&, &place = group] { render_group(place); });
    }
    const bool is_whole = folders.empty() && rules_.scope == RenderScope::all;
    if (visitor_ == nullptr && (is_whole || has_new_content_)) renew_links();
  }

  /// Makes the views of these runs and of no group.
  void render_runs(const std::set<std::string>& folders) {
    for (const RunHead& head : sources_.heads_in(folders)) {
      if (!has_ended(head) || !rules_.has_documents(head.kind)) continue;
      if_allowed([&] { render_run(head); });
    }
  }

  /// Takes over what was typed into documents, and renders nothing.
  void take_typed(const std::set<std::string>& folders) {
    for (const RunHead& head : sources_.heads_in(folders)) {
      if (!has_ended(head) || !rules_.has_typed_documents(head.kind)) continue;
      if_allowed([&] { load_typed(head); });
    }
  }

 private:
  /// Where this user may not look, the views stay as they are, and the others are made.
  template <typename Render>
  void if_allowed(const Render& render) {
    const std::optional<std::string> denied = denied_by(render);
    if (!denied) return;
    // One folder that is closed is enough to be refused many views.
    if (!std::exchange(is_denial_told_, true)) report_.problems.push_back(*denied);
    catalog_.mark_views_stale();
  }

  /// The group that lies in a folder. What could be one or another has no views.
  std::optional<GroupPlace> group_of(const std::string& folder) {
    try {
      return group_at(project_.layout, catalog_, folder);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::conflict) throw;
      report_.problems.push_back(error.message());
      return std::nullopt;
    }
  }

  /// A folder that was asked for may be that of a group whose runs have gone, or have one run less.
  void add_asked_groups(const std::set<std::string>& folders,
                        std::map<std::string, GroupPlace>& groups) {
    for (const std::string& folder : folders) {
      const std::optional<GroupPlace> group = group_of(folder);
      if (group && stat_path(project_.absolute(folder))) groups.emplace(folder, *group);
    }
  }

  /// The run as it is once what was typed into its documents has been taken over.
  const LoadedRun* load_typed(const RunHead& head) {
    const LoadedRun* run = sources_.load(head);
    const Kind* kind = find_kind(project_.layout, head.kind);
    if (run == nullptr || kind == nullptr || run->record.status != RunStatus::finished) return run;
    const Value context = Map{{"run", run->context}, {"project", sources_.project_value()}};
    bool changed = false;
    for (const DocumentRule& rule : kind->documents) {
      changed |= take_view(rule, context, run->path, source_of(*run),
                           [&](const std::vector<TypedChange>& changes) {
                             edit_user(project_, head, [&](UserEdits& user) {
                               for (const TypedChange& change : changes) {
                                 apply_change(user, change, run->record.tags);
                               }
                             });
                           });
    }
    if (!changed) return run;
    sources_.forget(head);
    return sources_.load(head);
  }

  /// Takes over what was typed into one view, by `apply`; returns whether there was anything. Must
  /// come before anything else is written: it also notes which views a person has edited.
  template <typename Apply>
  bool take_view(const DocumentRule& rule, const Value& context, const std::string& folder,
                 const ViewSource& source, const Apply& apply) {
    const std::vector<TypedKey> keys = typed_keys(project_.layout, rule);
    if (visitor_ != nullptr || keys.empty() || !is_readable(rule.format)) return false;
    const std::string path = join_path(folder, file_of(rule, context));
    try {
      if (sources_.is_artifact(source.run, folder, file_of(rule, context))) return false;
      const std::optional<std::string> present = read_file_if_any(project_.absolute(path));
      if (!present || !edits_.is_edited(path, *present)) return false;
      edits_.seen.insert(path);
      const bool is_newer = edits_.is_newer(path, source.typed_mtime_ns);
      const TypedEdits typed = find_edits(keys, parse_view(*present, rule.format, path),
                                          catalog_.view_typed(path), typed_fields(keys, context),
                                          edits_.power_of(path, rule, *present, source.mtime_ns),
                                          is_newer ? ViewAge::newer : ViewAge::older);
      if (!typed.clashing.empty()) edits_.clashing.emplace(path, typed.clashing);
      if (!typed.lacking.empty()) edits_.lacking.emplace(path, typed.lacking);
      if (typed.changes.empty()) return false;
      apply(typed.changes);
      std::vector<std::string> names;
      for (const TypedChange& change : typed.changes) names.push_back(change.key.key);
      report_.taken.push_back(fmt::format("{}: {}", path, join(names, ", ")));
      return true;
    } catch (const Error& error) {
      if (error.code() == ErrorCode::io || error.code() == ErrorCode::busy) {
        // The disk refused what was typed: the view holds it, and is left alone until it can go.
        report_.problems.push_back(error.with_context(path).message());
        edits_.untouchable.insert(path);
        return false;
      }
      // The view is kept as it is, and why is said, when it is made anew.
      const bool is_placed = error.message().starts_with(path);
      edits_.unreadable.emplace(path,
                                is_placed ? error.message() : error.with_context(path).message());
      return false;
    }
  }

  static std::string file_of(const DocumentRule& rule, const Value& context) {
    const Value* run = context.find("run");
    return run == nullptr ? rollup_file(rule, context) : rule.file.render(run_file_fields(*run));
  }

  void render_run(const RunHead& head) {
    const LoadedRun* run = load_typed(head);
    const Kind* kind = find_kind(project_.layout, head.kind);
    if (run == nullptr || kind == nullptr) return;
    const bool has_other_bytes = run->record.attempts.size() > 1 && rules_.ask_links(kind->links);
    has_new_content_ |=
        has_other_bytes && std::ranges::any_of(kind->links, &LinkRule::is_of_content);
    if (run->record.status != RunStatus::finished) return;
    Value context = Map{{"run", run->context}, {"project", sources_.project_value()}};
    for (const DocumentRule& rule : kind->documents) {
      render_view(rule, context, run->path, source_of(*run));
    }
    if (tells_whole_name(run->path)) {
      const std::string& recorded = run->record.definition.whole_name;
      const bool is_of_folder = fit_name(recorded) == base_name(run->path);
      render_whole_name(
          is_of_folder ? std::optional(recorded)
                       : whole_name(project_.layout, kind->full, {}, {run->context}, run->path),
          run->path, run->mtime_ns);
    }
    make_links_of(*kind, *run);
    for (const Value& child : run->context.find("children")->as_list()) {
      render_child(*run, child, context);
    }
  }

  void make_links_of(const Kind& kind, const LoadedRun& run) {
    make_links(kind.links, run.path, run_link_fields(kind, run.context, run.path),
               [&](const std::string& folder) { return links_of_runs(kind, folder); });
  }

  /// Takes wrong links away; where another run bears the name of one, it leads there.
  void renew_links() {
    for (const std::string& link : remove_wrong_links(project_, catalog_, report_.problems)) {
      for (const std::string& folder : folders_of_link(project_, catalog_, link)) {
        for (const RunHead& head : catalog_.find_by_path(run_folder_around(catalog_, folder))) {
          const Kind* kind = find_kind(project_.layout, head.kind);
          const LoadedRun* run = has_ended(head) ? sources_.load(head) : nullptr;
          if (kind != nullptr && run != nullptr) make_links_of(*kind, *run);
        }
      }
    }
  }

  /// `context` is that of the run, and becomes the child's: a run may have thousands of them.
  void render_child(const LoadedRun& run, const Value& child, Value& context) {
    const std::string& kind_name = child.find("kind")->as_string();
    const Kind* kind = find_child_kind(project_.layout, run.record.definition.kind, kind_name);
    if (kind == nullptr) return;
    const std::optional<std::string> path =
        child_path(project_.layout, run.record.definition.kind, kind_name, child.as_map());
    const bool has_files = !child.find("artifacts")->as_list().empty();
    if (!path || !has_files) return;
    context.as_map().set("child", child);
    for (const DocumentRule& rule : kind->documents) {
      render_view(rule, context, join_path(run.path, *path), source_of(run));
    }
  }

  void render_group(const GroupPlace& place) {
    // What another program made may look like a group: nothing is ever written there.
    if (project_.adopted_at(place.path) != nullptr) return;
    const Group* group = find_group(project_.layout, place.group);
    if (group == nullptr) return;
    const bool is_shown = rules_.ask_any(group->rollups) || rules_.ask_links(group->links);
    if (!is_shown && !tells_whole_name(place.path)) return;
    std::optional<GroupFile> file = sources_.group_file(place);
    LoadedGroup loaded = sources_.load_group(place, file);
    bool changed = false;
    const auto take_over = [&](const std::vector<TypedChange>& changes) {
      edit_group(project_, place, [&](GroupFile& typed) {
        for (const TypedChange& change : changes) apply_change(typed, change);
      });
    };
    for (const DocumentRule& rule : group->rollups) {
      if (!rules_.ask(rule)) continue;
      for (const Value& context : rollup_contexts(rule, loaded.context)) {
        changed |= take_view(rule, context, place.path, loaded.source, take_over);
      }
    }
    if (changed) {
      file = sources_.group_file(place);
      if (file) catalog_.put_group(to_row(place.path, *file));
      loaded = sources_.load_group(place, file);
    }
    for (const DocumentRule& rule : group->rollups) {
      if (!rules_.ask(rule)) continue;
      for (const Value& context : rollup_contexts(rule, loaded.context)) {
        render_view(rule, context, place.path, loaded.source);
      }
      remove_stale(rule, loaded.context, place.path);
    }
    if (tells_whole_name(place.path)) {
      render_whole_name(whole_name(project_.layout, group->full, place.fields,
                                   loaded.context.find("runs")->as_list(), place.path),
                        place.path, loaded.source.mtime_ns);
    }
    make_links(group->links, place.path, group_file_fields(loaded.context),
               [&](const std::string& folder) { return links_of_group(*group, folder); });
  }

  std::vector<LinkView> links_of_runs(const Kind& kind, const std::string& folder) {
    std::vector<LinkView> links;
    for (const RunHead& head : catalog_.find_by_path(folder)) {
      const bool is_one = find_kind(project_.layout, head.kind) == &kind && has_ended(head);
      const LoadedRun* run = is_one ? sources_.load(head) : nullptr;
      if (run == nullptr) continue;
      for (LinkView& link :
           links_of(project_, kind.links, folder, run_link_fields(kind, run->context, folder))) {
        links.push_back(std::move(link));
      }
    }
    return links;
  }

  std::vector<LinkView> links_of_group(const Group& group, const std::string& folder) {
    const std::optional<GroupPlace> place = group_of(folder);
    if (!place || place->group != group.name) return {};
    const LoadedGroup loaded = sources_.load_group(*place, sources_.group_file(*place));
    return links_of(project_, group.links, folder, group_file_fields(loaded.context));
  }

  void remove_stale(const DocumentRule& rule, const Value& context, const std::string& folder) {
    if (visitor_ != nullptr || rules_.scope != RenderScope::all) return;
    try {
      remove_stale_rollups(project_, catalog_, rule, context, folder);
    } catch (const Error& error) {
      report_.problems.push_back(error.with_context(folder).message());
      catalog_.mark_views_stale();
    }
  }

  bool tells_whole_name(const std::string& folder) const {
    return rules_.scope != RenderScope::links && is_cut_name(base_name(folder));
  }

  /// In a folder whose name was cut a file tells the whole one.
  void render_whole_name(const std::optional<std::string>& name, const std::string& folder,
                         std::int64_t sources_mtime_ns) {
    if (!name) return;
    static const DocumentRule rule{.format = TextFormat::text};
    const std::string file = join_path(folder, kWholeNameFile);
    const std::string text = write_value(*name, rule.format);
    if (visitor_ != nullptr) {
      return (*visitor_)({.kind = ViewText::Kind::document,
                          .path = file,
                          .text = text,
                          .sources_mtime_ns = sources_mtime_ns,
                          .rule = &rule});
    }
    write_view(file, rule, text, {}, [](const std::string&) { return std::vector<std::string>(); });
  }

  void make_links(const std::vector<LinkRule>& rules, const std::string& folder, const Map& fields,
                  const LinksElsewhere& elsewhere) {
    if (!rules_.ask_links(rules)) return;
    if (visitor_ == nullptr) {
      return render_links(project_, rules, folder, fields, elsewhere, report_.problems);
    }
    for (const LinkView& link : links_of(project_, rules, folder, fields)) {
      (*visitor_)({.kind = ViewText::Kind::link,
                   .path = link.path,
                   .text = link.text,
                   .is_of_content = link.is_of_content});
    }
  }

  void render_view(const DocumentRule& rule, const Value& context, const std::string& folder,
                   const ViewSource& source) {
    if (!rules_.ask(rule)) return;
    std::string place = folder;
    try {
      const std::string file = file_of(rule, context);
      place = join_path(folder, file);
      if (sources_.is_artifact(source.run, folder, file)) return;
      const std::optional<Value> said = document_value(project_.layout, rule, context);
      if (!said) return;
      if (visitor_ != nullptr) {
        using enum ViewText::Kind;
        return (*visitor_)({.kind = source.run == nullptr ? rollup : document,
                            .path = place,
                            .text = write_value(*said, rule.format),
                            .is_partial = source.lacks_needed,
                            .sources_mtime_ns = source.mtime_ns,
                            .rule = &rule});
      }
      const std::vector<TypedKey> keys = typed_keys(project_.layout, rule);
      write_view(
          place, rule, write_value(*said, rule.format), shown_fields(keys, *said),
          [&](const std::string& present) { return earlier_texts(rule, context, place, present); });
    } catch (const Error& error) {
      report_.problems.push_back(error.with_context(place).message());
      catalog_.mark_views_stale();
    }
  }

  /// What a rollup says of fewer runs: the cairn of another clone knew no more of them when it
  /// rendered what lies there.
  std::vector<std::string> earlier_texts(const DocumentRule& rule, const Value& context,
                                         const std::string& path,
                                         const std::string& present) const {
    std::vector<std::string> texts;
    if (context.find("runs") == nullptr) return texts;
    const TimeUs written = mtime_of(project_.absolute(path)) / 1000;
    for (const Value& earlier : earlier_contexts(context, present, written)) {
      const std::optional<Value> said = document_value(project_.layout, rule, earlier);
      if (said) texts.push_back(write_value(*said, rule.format));
    }
    return texts;
  }

  void write_view(const std::string& path, const DocumentRule& rule, const std::string& text,
                  const Map& typed, const EditedViews::Renderings& others) {
    if (edits_.untouchable.contains(path)) return catalog_.mark_views_stale();
    const std::string absolute = project_.absolute(path);
    const std::optional<std::string> present = read_file_if_any(absolute);
    const Digest digest = sha256(text);
    const Map known = catalog_.view_typed(path).value_or(Map());
    const Map remembered = with_earlier(typed, known);
    if (present && *present == text) {
      ++report_.unchanged;
      if (catalog_.view_digest(path) != digest || !(known == remembered)) {
        catalog_.set_view_digest(path, digest, remembered);
      }
      return;
    }
    const bool edited = present && (edits_.seen.contains(path) || edits_.is_edited(path, *present));
    if (rules_.scope == RenderScope::edited && !edited) return;
    if (edited && !edits_.is_taken_over(path, rule, *present, text, others)) {
      report_.kept.push_back(edits_.keep(path, rule, *present));
    } else if (const auto keys = edits_.lacking.find(path); keys != edits_.lacking.end()) {
      report_.kept.push_back(
          fmt::format("{} (what it lacks of {} stays: cairn note --replace and cairn tag --remove "
                      "take it away)",
                      path, join(keys->second, ", ")));
    }
    make_folders(Site::view_write, parent_path(absolute));
    write_atomically(kViewSites, absolute, text, Durability::none);
    catalog_.set_view_digest(path, digest, remembered);
    ++report_.written;
  }

  const Project& project_;
  Catalog& catalog_;
  ViewRules rules_;
  RenderReport& report_;
  const Visitor* visitor_;
  ViewSources sources_;
  EditedViews edits_;
  bool is_denial_told_ = false;
  bool has_new_content_ = false;  ///< A run was made again whose links are named by its bytes.
};

}  // namespace

RenderReport take_typed_views(const Project& project, Catalog& catalog,
                              const std::set<std::string>& folders) {
  RenderReport report;
  if (folders.empty()) return report;
  recognise_views(project, catalog);
  Renderer(project, catalog, RenderScope::typed, report).take_typed(folders);
  return report;
}

RenderReport keep_edited_views(const Project& project, Catalog& catalog,
                               const std::set<std::string>& folders) {
  RenderReport report;
  if (folders.empty()) return report;
  recognise_views(project, catalog);
  Transaction transaction = catalog.begin();
  Renderer(project, catalog, RenderScope::edited, report).render_runs(folders);
  transaction.commit();
  return report;
}

std::vector<std::string> visit_views(const Project& project, Catalog& catalog,
                                     const std::function<void(const ViewText&)>& visit,
                                     RenderScope scope) {
  RenderReport report;
  Renderer(project, catalog, scope, report, &visit).render({});
  return report.problems;
}

RenderReport render_views(const Project& project, Catalog& catalog,
                          const std::set<std::string>& folders, RenderScope scope) {
  RenderReport report;
  recognise_views(project, catalog);
  Transaction transaction = catalog.begin();
  // Before rendering: a view that cannot be made says that they are stale again.
  if (folders.empty() && scope == RenderScope::all) catalog.mark_views_fresh();
  Renderer(project, catalog, scope, report).render(folders);
  transaction.commit();
  return report;
}

}  // namespace cairn
