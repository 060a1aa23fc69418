#include "cairn/exchange/promote.h"

#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/real_path.h"
#include "cairn/base/text.h"
#include "cairn/exchange/html_text.h"
#include "cairn/objects/copy_file.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/object_link.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/scan.h"

namespace cairn {

namespace {

/// What leaves the project is an export, be it packed or not.
constexpr AtomicSites kSites{Site::export_write, Site::export_fsync, Site::export_rename,
                             Site::export_folder_fsync};

constexpr std::array<std::string_view, 3> kStateNames = {"new", "unchanged", "replaces"};

PromoteState state_of(const Promotion& promotion) {
  const auto stat = stat_path(promotion.target);
  if (!stat) return PromoteState::fresh;
  if (!stat->is_file()) {
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' is there and is no file", printable(promotion.target)),
                "name another folder: --outdir DIR");
  }
  const bool is_same =
      stat->size == promotion.size &&
      hash_file(promotion.target, Durability::none, kSites.write).sha256 == promotion.sha256;
  return is_same ? PromoteState::same : PromoteState::replaces;
}

/// The bytes of an artifact: a deduplicated one is a link to an object.
std::string bytes_of(const Project& project, const Promotion& promotion) {
  const std::string path = project.absolute(promotion.source);
  const bool is_object = read_object_link(path) == promotion.sha256;
  return is_object ? open_objects(project).path(promotion.sha256) : path;
}

std::string as_html(const std::vector<GalleryItem>& items) {
  std::string out = "<div class=\"gallery\">\n";
  for (const GalleryItem& item : items) {
    out += fmt::format("  <figure>\n    <img src=\"{}\" alt=\"{}\">\n    <figcaption>{} ({})",
                       url_text(item.file), html_text(item.title), html_text(item.title),
                       html_text(item.run));
    for (const auto& [name, value] : item.values) {
      out += fmt::format("; {} = {}", html_text(name), html_text(value));
    }
    out += "</figcaption>\n  </figure>\n";
  }
  return out + "</div>\n";
}

std::string as_markdown(const std::vector<GalleryItem>& items) {
  std::string out;
  for (const GalleryItem& item : items) {
    if (!out.empty()) out += '\n';
    out += fmt::format("![{}]({})\n\n{} ({})", html_text(item.title), url_text(item.file),
                       html_text(item.title), html_text(item.run));
    for (const auto& [name, value] : item.values) {
      out += fmt::format("; {} = {}", html_text(name), html_text(value));
    }
    out += '\n';
  }
  return out;
}

}  // namespace

std::string_view promote_state_name(PromoteState state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

const RecordArtifact* find_promoted(const Record& record, std::string_view name) {
  const RecordArtifact* found = nullptr;
  for (const RecordArtifact& artifact : record.artifacts) {
    if (artifact.path == name) return &artifact;
    if (base_name(artifact.path) != name) continue;
    if (found != nullptr) {
      throw Error(ErrorCode::conflict,
                  fmt::format("run {} has '{}' and '{}'", record.definition.id.text,
                              printable(found->path), printable(artifact.path)),
                  fmt::format("say which: --plot-name {}", printable(found->path)));
    }
    found = &artifact;
  }
  return found;
}

void refuse_in_runs(const Project& project, const std::string& file) {
  const auto refuse = [&](std::string_view where) {
    throw Error(ErrorCode::conflict, fmt::format("'{}' lies in {}", printable(file), where),
                "nothing is put there; name another folder: --outdir DIR");
  };
  const bool is_inside = is_below(file, project.root);
  if (project.adopted_at(is_inside ? relative_to(file, project.root) : file) != nullptr) {
    refuse("an adopted tree");
  }
  const std::string root = real_path(project.root);
  for (std::string above = parent_path(real_path(file)); above.size() > 1 && above != root;
       above = parent_path(above)) {
    const RunFiles files = list_run_files(project, above);
    if (!files.records.empty() || !files.events.empty()) refuse("the folder of a run");
  }
}

Promotion plan_promotion(const Project& project, const std::string& path,
                         const RecordArtifact& artifact, const std::string& target) {
  refuse_in_runs(project, target);
  Promotion promotion{.source = join_path(path, artifact.path),
                      .size = artifact.size,
                      .sha256 = artifact.sha256,
                      .target = target};
  promotion.state = state_of(promotion);
  return promotion;
}

std::size_t promote(const Project& project, const std::vector<Promotion>& promotions) {
  std::size_t written = 0;
  for (const Promotion& promotion : promotions) {
    if (promotion.state == PromoteState::same) continue;
    make_folders(kSites.write, parent_path(promotion.target));
    AtomicFile file(kSites, promotion.target);
    if (!copy_checked(bytes_of(project, promotion), promotion.sha256, file)) {
      throw Error(ErrorCode::corrupt,
                  fmt::format("'{}' is not what was recorded", printable(promotion.source)),
                  "cairn verify tells more");
    }
    file.commit(project.spec.durability);
    ++written;
  }
  return written;
}

std::string gallery_text(const std::vector<GalleryItem>& items, std::string_view page) {
  return page.ends_with(".md") ? as_markdown(items) : as_html(items);
}

void write_gallery(const Project& project, const std::string& page, const std::string& text) {
  make_folders(kSites.write, parent_path(page));
  write_atomically(kSites, page, text, project.spec.durability);
}

}  // namespace cairn
