package io.betintel.ev.cli;

import io.betintel.ev.bettype.CatalogEdit;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = {
      "Switches a bet type off: its events wait in odds.parked, nothing of it is published or"
          + " stored, and its cached lines go. Rows in PostgreSQL stay, and so do label and schema"
          + " symbol. Nothing is lost: enabling brings it to where it would have been.",
      "Disabling what is disabled changes nothing.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
    })
final class BetTypesDisableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", converter = BetTypeConverter.class, description = "Which.")
  private BetType betType;

  @Mixin private WaitOption wait;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (CatalogAccess catalog = CatalogAccess.open(settings)) {
      CatalogEdit edit = catalog.change(editor -> editor.enable(betType, false));
      out.println(
          betType
              + (edit.changed() ? " is disabled" : " is disabled already")
              + "; catalogue version "
              + edit.version());
      return !wait.asked() || wait.await(catalog, edit, out, spec.commandLine().getErr()) != null
          ? 0
          : 1;
    }
  }
}
