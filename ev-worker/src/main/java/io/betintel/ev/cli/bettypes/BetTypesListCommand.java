package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.cli.status.StatusScope;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.status.BetTypeState;
import io.betintel.ev.status.BetTypesJson;
import io.betintel.ev.status.BetTypesReader;
import io.betintel.ev.status.BetTypesReport;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every bet type that the registry's schema, the database's enum, the catalogue, the"
          + " stores or the topics know.",
      "",
      "STATE is served, disabled, no_label, no_row, settings_not_understood, held or alias; show"
          + " NAME says what to do about it. \"removed\" follows where the label was removed on"
          + " purpose. An alias stands under the bet type that it is of. EVENTS/MIN is counted on"
          + " the input topic by the events' own timestamps. FIRST SEEN is the earliest that bet_history still has."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every surface answered",
      "  1  one did not; it says which and why, and the rest is shown",
      "  2  wrong usage or configuration"
    })
final class BetTypesListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object in one line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (BetTypesReader reader = StatusScope.betTypes(settings)) {
      BetTypesReport report = reader.read();
      if (json) {
        out.println(BetTypesJson.of(report));
      } else {
        table(report).print(out);
        BetTypeText.troubles(report, spec.commandLine().getErr());
      }
      return report.allUp() ? 0 : 1;
    }
  }

  /** Each alias under the bet type that it is of. */
  private static List<BetTypeState> aliasesLast(List<BetTypeState> states) {
    return states.stream()
        .sorted(
            Comparator.comparing(BetTypesListCommand::meant)
                .thenComparing(BetTypesListCommand::isAlias)
                .thenComparing(BetTypeState::betType))
        .toList();
  }

  private static String meant(BetTypeState state) {
    return isAlias(state) ? state.row().aliasOf() : state.betType().symbol();
  }

  private static boolean isAlias(BetTypeState state) {
    return state.row() != null && state.row().aliasOf() != null;
  }

  private static TextTable table(BetTypesReport report) {
    TextTable table =
        new TextTable(
            "NAME",
            "STATE",
            "SHAPE",
            "ROLE",
            "BETS",
            "CACHED",
            "PARKED",
            "EVENTS/MIN",
            "FIRST SEEN",
            "LAST SEEN",
            "SYMBOL");
    for (BetTypeState state : aliasesLast(report.betTypes())) {
      CatalogueRow row = state.row();
      table.row(
          (isAlias(state) ? "  " : "") + state.betType().symbol(),
          state.state() + (state.removed() == null ? "" : ", removed"),
          row == null ? "-" : row.shape(),
          row == null ? "-" : row.minRole(),
          BetTypeText.count(state.bets()),
          BetTypeText.count(state.cached()),
          BetTypeText.count(state.parked()),
          BetTypeText.rate(state.eventsPerMinute()),
          BetTypeText.time(state.firstSeen()),
          BetTypeText.time(state.lastSeen()),
          BetTypeText.yes(state.symbol()));
    }
    return table;
  }
}
