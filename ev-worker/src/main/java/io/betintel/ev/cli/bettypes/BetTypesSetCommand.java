package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.BetTypeChange;
import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.cli.console.ChosenBetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
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
      "Changes how a bet type is priced and who sees it. Its lines are priced again under"
          + " the new settings and name their version. Setting what is set already changes"
          + " nothing.",
      "",
      "  title               the title, for people",
      "  shape               winner, over_under, spread, yes_no, n_way; or, never",
      "                      priced, lay, over_only, dfs, various",
      "  min_role            free, basic, premium or admin",
      "  method              how the margin is removed: multiplicative, additive,",
      "                      power, odds_ratio, shin, probit or goto",
      "  fallback            any other method, for lines where additive or goto",
      "                      leaves an outcome nothing",
      "  consensus           how references are combined: devig_then_average or",
      "                      average_then_devig",
      "  weights             the references, such as pinnacle:0.5,draftkings:0.5",
      "  reference_age       the oldest quote in a fair price, such as 20m",
      "  offer_age           the oldest offer that is not stale, such as 20m",
      "  offer_age_in_play   the same once the event has started",
      "  minimum_references  how many references a fair price needs",
      "  minimum_hold        the least and the most that a reference may keep of",
      "  maximum_hold        the stakes, 1 - 1/S; outside, it is not used",
      "  minimum_fair_odds   the decimal fair odds between which an offer is classed",
      "  maximum_fair_odds   and may be the best; outside, it is only valued",
      "  suspect_ev          the EV above which a data error is more likely",
      "  middle_cost         the most that a missed middle may lose",
      "  take                the EV from which an offer is a take, such as 0.045",
      "  kelly_multiplier    the share of full Kelly that is recommended",
      "  stake_cap           the largest stake, as a fraction of the bankroll",
      "  mid_depth           what an exchange with a weight must take on both sides",
      "                      for the mid of back and lay to be a reference",
      "  ladder              the bet types whose points are one ladder, or none",
      "  ladder_models       how results are distributed, as ev-worker fit prints it",
      "",
      "EV, hold, cost and stake are fractions: 0.02 is 2 percent. KEY=default takes a"
          + " pricing setting back.",
      "",
      "With --wait it returns once every live worker acts on the change.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
    })
final class BetTypesSetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ChosenBetType betType;
  @Mixin private Acknowledgement acknowledgement;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY=VALUE", description = "See above.")
  private List<String> assignments;

  @Override
  public Integer call() throws Exception {
    BetTypeChange change = BetTypeChange.parse(assignments);
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (CatalogueAccess catalogue = CatalogueAccess.open(settings)) {
      CatalogueEdit edit = catalogue.change(editor -> editor.set(betType.get(), change));
      spec.commandLine()
          .getOut()
          .println(
              betType.get()
                  + (edit.changed() ? " is changed" : " is so already")
                  + "; settings version "
                  + edit.settingsVersion()
                  + ", catalogue version "
                  + edit.version());
      return acknowledgement.await(catalogue.workers(), edit).isPresent() ? 0 : 1;
    }
  }
}
