package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.BetTypeChange;
import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Changes how a bet type is priced and who sees it. Lines are priced again under the new"
          + " settings and name their version; nothing happens if all is so already.",
      "",
      "  title=TEXT                 for people",
      "  shape=SHAPE                winner, over_under, spread, yes_no, n_way; or, never priced,",
      "                             lay, over_only, dfs, various",
      "  min_role=ROLE              free, basic, premium, admin",
      "  method=NAME                how the margin is removed: multiplicative, additive, power,",
      "                             odds_ratio, shin, probit, goto",
      "  fallback=NAME              what stands in where the method (additive, goto) leaves an",
      "                             outcome nothing: any of the others",
      "  consensus=NAME             how references are combined: devig_then_average,",
      "                             average_then_devig",
      "  weights=BOOK:WEIGHT,...    the references, such as pinnacle:0.5,draftkings:0.5",
      "  reference_age=DURATION     the oldest quote in a fair price, such as 20m",
      "  offer_age=DURATION         the oldest offer that is not stale",
      "  offer_age_in_play=DURATION the same once the event has started",
      "  minimum_references=NUMBER  how many references a fair price needs",
      "  minimum_hold=FRACTION      the least and the most that a reference may keep of the",
      "  maximum_hold=FRACTION      stakes, 1 - 1/S; beyond, it is not used",
      "  minimum_fair_odds=ODDS     the decimal fair odds within which an offer is classed and",
      "  maximum_fair_odds=ODDS     may be the best; beyond, it is only valued",
      "  suspect_ev=FRACTION        the EV above which a data error is more likely",
      "  middle_cost=FRACTION       the most that a middle may lose if it is missed",
      "  take=FRACTION              the EV from which an offer is a take, such as 0.045",
      "  kelly_multiplier=FRACTION  the share of full Kelly that is recommended",
      "  stake_cap=FRACTION         the largest stake, as a fraction of the bankroll",
      "",
      "A pricing setting may be =default, which takes it back.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
    })
final class BetTypesSetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "Which.")
  private BetType betType;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY=VALUE", description = "See above.")
  private List<String> assignments;

  @Mixin private WaitOption wait;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    BetTypeChange change = BetTypeChange.parse(assignments);
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (CatalogueAccess catalogue = CatalogueAccess.open(settings)) {
      CatalogueEdit edit = catalogue.change(editor -> editor.set(betType, change));
      out.println(
          betType
              + (edit.changed() ? " is changed" : " is so already")
              + "; settings version "
              + edit.settingsVersion()
              + ", catalogue version "
              + edit.version());
      return !wait.asked() || wait.await(catalogue, edit, out, spec.commandLine().getErr()) != null
          ? 0
          : 1;
    }
  }
}
