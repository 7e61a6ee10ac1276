package io.betintel.ev.cli.price;

import io.betintel.ev.odds.AmericanOdds;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.value.ExpectedValue;
import io.betintel.ev.value.Fee;
import io.betintel.ev.value.OfferValue;
import io.betintel.ev.value.Parlay;
import io.betintel.ev.value.Staking;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "parlay",
    description = {
      "Fair odds and EV of bets that only win together. Needs no server.",
      "",
      "A leg is EVENT:ODDS/ODDS, where the bet's own odds come first and then those of the other"
          + " outcomes of its line at the same bookmaker, or EVENT:p=PROBABILITY. Odds with a sign are"
          + " American.",
      "",
      "Legs of different events are independent: their probabilities are multiplied. How legs of one"
          + " event depend on each other is unknown: for them two bounds are printed (Frechet), max(0,"
          + " the sum of p less n - 1) and the least p. EV, Kelly, stake and class of an offer are"
          + " those of the lower bound, and such a parlay is never a take."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ev-worker parlay a:1.91/1.91 b:-110/-110 --offer 4.2",
      "  ev-worker parlay a:1.91/1.91 a:p=0.6 --offer 3.1 --json"
    })
public final class ParlayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "LEG", description = "The bets, at least two.")
  private List<String> legs = List.of();

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "multiplicative",
      description = "How the margin is removed (default: ${DEFAULT-VALUE}).")
  private String method = "multiplicative";

  @Option(
      names = "--offer",
      paramLabel = "ODDS",
      description = "The odds that are offered for all of them together.")
  private String offer;

  @Option(
      names = "--fee",
      paramLabel = "FEE",
      description = "What the bookmaker takes, such as 0.02 of the profit; with --offer.")
  private String fee;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      MarginMethod by = MarginMethod.of(PriceMethods.of(method).labels().get(0));
      Parlay parlay = Parlay.of(ParlayQuestion.legs(legs, by));
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? json(parlay) + System.lineSeparator() : text(parlay));
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** NaN without an offer. */
  private double netPrice() {
    if (offer == null) {
      if (fee != null) {
        throw new InvalidOddsException("--fee", fee, "a fee is on --offer");
      }
      return Double.NaN;
    }
    double price = ParlayQuestion.orNaN(offer);
    if (Double.isNaN(price)) {
      throw new InvalidOddsException("--offer", offer, "odds are needed, such as 4.2 or +320");
    }
    if (offer.startsWith("+") || offer.startsWith("-")) {
      price = AmericanOdds.toDecimal("--offer", price);
    }
    Fee taken = fee == null ? Fee.none() : Fee.parse(fee);
    if (!(price > 1 && Double.isFinite(price)) || !taken.isKnown()) {
      throw new InvalidOddsException(
          "--offer", offer, "decimal odds above 1 and a known fee are needed");
    }
    return taken.netPrice(price);
  }

  private String text(Parlay parlay) {
    double net = netPrice();
    StringBuilder text = new StringBuilder();
    if (parlay.exact()) {
      line(
          text, "probability", "%.4f %%, fair odds %s", 100 * parlay.lower(), odds(parlay.lower()));
    } else {
      line(text, "probability", "%.4f %% to %.4f %%", 100 * parlay.lower(), 100 * parlay.upper());
      line(text, "fair odds", "%s to %s", odds(parlay.upper()), odds(parlay.lower()));
    }
    if (!Double.isNaN(net)) {
      OfferValue worth = parlay.worth(net, Staking.DEFAULT);
      double most = ExpectedValue.of(parlay.upper(), net);
      if (parlay.exact()) {
        line(text, "EV", "%+.2f %%", 100 * worth.ev());
      } else {
        line(text, "EV", "%+.2f %% to %+.2f %%", 100 * worth.ev(), 100 * most);
      }
      line(text, "Kelly", "%.2f %%, stake %.2f %%", 100 * worth.kelly(), 100 * worth.stake());
      line(text, "class", "%s", worth.valueClass().label());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String form, Object... figures) {
    text.append(name)
        .append(": ")
        .append(String.format(Locale.ROOT, form, figures))
        .append(System.lineSeparator());
  }

  private static String odds(double probability) {
    return probability > 0 ? String.format(Locale.ROOT, "%.4f", 1 / probability) : "none";
  }

  /** Numbers that Java prints are JSON: none of them is infinite. */
  private String json(Parlay parlay) {
    double net = netPrice();
    StringBuilder text =
        new StringBuilder("{\"exact\":")
            .append(parlay.exact())
            .append(",\"lower\":")
            .append(parlay.lower())
            .append(",\"upper\":")
            .append(parlay.upper());
    if (!Double.isNaN(net)) {
      OfferValue worth = parlay.worth(net, Staking.DEFAULT);
      text.append(",\"net_price\":")
          .append(net)
          .append(",\"ev\":")
          .append(worth.ev())
          .append(",\"ev_upper\":")
          .append(ExpectedValue.of(parlay.upper(), net))
          .append(",\"kelly\":")
          .append(worth.kelly())
          .append(",\"stake\":")
          .append(worth.stake())
          .append(",\"class\":\"")
          .append(worth.valueClass().label())
          .append('"');
    }
    return text.append('}').toString();
  }
}
