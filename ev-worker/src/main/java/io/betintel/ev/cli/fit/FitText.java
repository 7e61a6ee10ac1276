package io.betintel.ev.cli.fit;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderText;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.fit.FittedModel;
import io.betintel.ev.fit.LadderFit;
import io.betintel.ev.fit.LadderGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Fitted models as tables, commands and JSON; each line ends with a line feed. */
final class FitText {
  private FitText() {}

  static String of(LadderFit fit) {
    StringBuilder text = new StringBuilder();
    List<String> header = new ArrayList<>(List.of("family", "sport", "ladders"));
    header.addAll(QualityCells.HEADER);
    header.add("model");
    TextTable table = new TextTable(header.toArray(new String[0]));
    for (FittedModel model : fit.models()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  model.group().family(),
                  model.group().sport(),
                  Integer.toString(model.ladders())));
      row.addAll(new QualityCells(model.quality()).cells());
      row.add(model(model.model()));
      table.row(row.toArray(new String[0]));
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
