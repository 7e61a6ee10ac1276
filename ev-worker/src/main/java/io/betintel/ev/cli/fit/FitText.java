package io.betintel.ev.cli.fit;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderText;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.fit.FittedModel;
import io.betintel.ev.fit.LadderFit;
import io.betintel.ev.fit.LadderGroup;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Fitted models as tables, commands and JSON; each line ends with a line feed. */
final class FitText {
  private FitText() {}

  static String of(LadderFit fit) {
    StringBuilder text = new StringBuilder();
    TextTable table =
        new TextTable(
            "family", "sport", "ladders", "points", "floor", "median", "x", "naive", "90 %",
            "within", "in 68", "in 95", "model");
    for (FittedModel model : fit.models()) {
      QualityCells cells = new QualityCells(model.quality());
      table.row(
          model.group().family(),
          model.group().sport(),
          Integer.toString(model.ladders()),
          cells.points(),
          cells.floor(),
          cells.median(),
          cells.ratio(),
          cells.naive(),
          cells.ninety(),
          cells.within(),
          cells.one(),
          cells.two(),
          model(model.model()));
    }
    table.lines().forEach(line -> text.append(line).append('\n'));
    if (!fit.tooFew().isEmpty()) {
      text.append("too few points: ")
          .append(fit.tooFew().stream().map(FitText::name).collect(Collectors.joining(", ")))
          .append('\n');
    }
    byFamily(fit)
        .forEach(
            (family, models) ->
                text.append("\nev-worker bet-types set ")
                    .append(family)
                    .append(" 'ladder_models=")
                    .append(LadderText.json(models))
                    .append("'\n"));
    return text.toString();
  }

  /** As {@code ladders.json} and {@code --models} have it. */
  static String json(LadderFit fit) {
    return byFamily(fit).entrySet().stream()
        .map(family -> "  \"" + family.getKey() + "\": " + LadderText.json(family.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static SortedMap<String, SortedMap<String, LadderModel>> byFamily(LadderFit fit) {
    TreeMap<String, SortedMap<String, LadderModel>> families = new TreeMap<>();
    for (FittedModel model : fit.models()) {
      families
          .computeIfAbsent(model.group().family(), family -> new TreeMap<>())
          .put(model.group().sport(), model.model());
    }
    return families;
  }

  private static String name(LadderGroup group) {
    return group.family() + " of " + group.sport();
  }

  private static String model(LadderModel model) {
    return model.form().label()
        + " "
        + model.scale()
        + (model.growth() == 0 ? "" : " + " + model.growth() + " x")
        + (model.keyNumbers().isEmpty() ? "" : ", key numbers");
  }
}
