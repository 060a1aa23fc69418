"""The pictures of a fit and of a summary.  Figures are drawn without pyplot, which starts faster."""
import numpy as np
from matplotlib.figure import Figure

COLOURS = {"train": "#b8bec6", "val": "#1f77b4", "test": "#d9541e"}
DPI = 100


def save(figure, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=DPI)
    return path


def panel(width=5.6, height=4.6):
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.grid(color="#e6e8eb", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def scatter(axes, partition, x, y):
    for part in ("train", "val", "test"):
        rows = partition == part
        axes.scatter(x[rows], y[rows], s=22, color=COLOURS[part], edgecolor="white", linewidth=0.4,
                     label=f"{part} (n = {rows.sum()})")
    axes.figure.legend(loc="outside lower center", ncols=3, frameon=False)


def draw_predictions(path, data, partition, predicted, child, unit):
    figure, axes = panel()
    low = min(data["y"].min(), predicted.min())
    high = max(data["y"].max(), predicted.max())
    axes.plot([low, high], [low, high], color="#555", linewidth=1)
    scatter(axes, partition, data["y"], predicted)
    axes.set(xlabel=f"{data['target']} by HPLC ({unit})", ylabel=f"{data['target']} predicted ({unit})",
             title=f"Predicted against measured, {child}")
    return save(figure, path)


def draw_residuals(path, data, partition, predicted, child, unit):
    figure, axes = panel()
    axes.axhline(0, color="#555", linewidth=1)
    scatter(axes, partition, predicted, data["y"] - predicted)
    axes.set(xlabel=f"{data['target']} predicted ({unit})", ylabel=f"measured − predicted ({unit})",
             title=f"Residuals, {child}")
    return save(figure, path)


def draw_spectra(path, data, unit):
    from matplotlib import colormaps
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    figure, axes = panel(7.0, 4.2)
    shade = ScalarMappable(Normalize(data["y"].min(), data["y"].max()), colormaps["viridis"])
    for i in np.argsort(data["y"])[::5]:  # every fifth one: they lie densely
        axes.plot(data["axis"], data["X"][i], color=shade.to_rgba(data["y"][i]), linewidth=0.7)
    axes.set(xlabel="wavenumber (1/cm)", ylabel="absorbance (a.u.)", title="Measured spectra")
    figure.colorbar(shade, ax=axes, label=f"{data['target']} ({unit})")
    return save(figure, path)


def draw_fit(folder, data, partition, predicted, child, unit):
    """Draws the three charts of a fit and returns their paths."""
    return [draw_predictions(folder / "predictions_scatter.png", data, partition, predicted, child, unit),
            draw_residuals(folder / "residuals.png", data, partition, predicted, child, unit),
            draw_spectra(folder / "spectra.png", data, unit)]


def draw_summary(path, dataset, rows, unit):
    """One line a pipeline and seed, the best on top; `rows` are sorted by val_rmse."""
    figure, axes = panel(6.4, 1.6 + 0.28 * len(rows))
    places = range(len(rows))
    for part in ("val", "test"):
        axes.scatter([row[f"{part}_rmse"] for row in rows], places, s=34, color=COLOURS[part], label=part)
    axes.set_yticks(places, [f"{row['pipeline']}, seed {row['seed']}" for row in rows])
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.set(xlabel=f"RMSE ({unit})", title=f"Pipelines on {dataset}, by validation RMSE")
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return save(figure, path)
