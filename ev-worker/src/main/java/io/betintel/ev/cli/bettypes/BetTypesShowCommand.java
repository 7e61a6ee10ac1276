package io.betintel.ev.cli.bettypes;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.SettingsText;
import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.cli.console.ChosenBetType;
import io.betintel.ev.cli.status.StatusScope;
import io.betintel.ev.ops.NearestName;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.status.BetTypeState;
import io.betintel.ev.status.BetTypesJson;
import io.betintel.ev.status.BetTypesReader;
import io.betintel.ev.status.BetTypesReport;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows everything about one bet type: where it is known, its settings, its figures.",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every surface answered",
      "  1  the bet type is unknown everywhere; or a surface did not answer and is named",
      "  2  wrong usage or configuration"
    })
final class BetTypesShowCommand implements Callable<Integer> {
  private static final String LINE = "%-20s %s%n";

  @Spec private CommandSpec spec;

  @Mixin private ChosenBetType betType;

  @Option(names = "--json", description = "Print one JSON object in one line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (BetTypesReader reader = StatusScope.betTypes(settings)) {
      BetTypesReport report = reader.read();
      Optional<BetTypeState> state = report.find(betType.get());
      if (state.isEmpty()) {
        BetTypeText.troubles(report, err);
        err.println("Unknown bet type " + betType.get() + nearest(report));
        return 1;
      }
      if (json) {
        out.println(BetTypesJson.of(report, state.get()));
      } else {
        print(state.get(), out);
        BetTypeText.troubles(report, err);
      }
      return report.allUp() ? 0 : 1;
    }
  }

  private String nearest(BetTypesReport report) {
    List<String> known = report.betTypes().stream().map(state -> state.betType().symbol()).toList();
    return known.isEmpty()
        ? ""
        : ": did you mean " + NearestName.of(betType.get().symbol(), known) + "?";
  }

  private static void print(BetTypeState state, PrintWriter out) {
    out.printf(LINE, "name", state.betType());
    out.printf(LINE, "state", state.state());
    state.remedy().ifPresent(todo -> out.printf(LINE, "remedy", todo));
    out.printf(LINE, "registry symbol", BetTypeText.yes(state.symbol()));
    out.printf(LINE, "database label", BetTypeText.label(state));
    out.printf(
        LINE,
        "catalogue row",
        BetTypeText.yes(state.label() == null ? null : Boolean.valueOf(state.row() != null)));
    if (state.row() != null) {
      row(state.row(), out);
    }
    out.printf(LINE, "rows in bets", BetTypeText.count(state.bets()));
    out.printf(LINE, "cached lines", BetTypeText.count(state.cached()));
    out.printf(LINE, "parked, waiting", BetTypeText.count(state.parked()));
    out.printf(LINE, "events per minute", BetTypeText.rate(state.eventsPerMinute()));
    out.printf(LINE, "first seen", BetTypeText.time(state.firstSeen()));
    out.printf(LINE, "last seen", BetTypeText.time(state.lastSeen()));
    out.flush();
  }

  private static void row(CatalogueRow row, PrintWriter out) {
    out.printf(LINE, "title", row.entry().title());
    out.printf(LINE, "shape", row.shape());
    out.printf(LINE, "min_role", row.minRole());
    if (row.aliasOf() != null) {
      out.printf(LINE, "alias of", row.aliasOf());
    }
    out.printf(LINE, "added", BetTypeText.time(row.addedAt()));
    out.printf(LINE, "settings version", row.settingsVersion());
    if (row.entry().complaint() != null) {
      out.printf(LINE, "settings", row.settings());
      out.printf(LINE, "not understood", row.entry().complaint());
      return;
    }
    BetTypeSettings settings = row.entry().settings();
    BetTypeSettings shipped = SettingsJson.defaults(row.betType());
    Map<String, String> defaults = SettingsText.of(shipped);
    SettingsText.of(settings)
        .forEach(
            (key, value) -> {
              if (!key.equals("ladder_models") || settings.ladder().models().isEmpty()) {
                setting(out, "  " + key, value, value.equals(defaults.get(key)));
              }
            });
    LadderLines.of(row.betType(), settings.ladder())
        .forEach((name, text) -> out.printf(LINE, "  " + name, text));
  }

  private static void setting(PrintWriter out, String name, String value, boolean isDefault) {
    out.printf(LINE, name, isDefault ? value + "  (default)" : value);
  }
}
