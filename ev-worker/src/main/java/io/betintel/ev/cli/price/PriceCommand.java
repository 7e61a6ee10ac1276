package io.betintel.ev.cli.price;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.betintel.ev.cli.console.OddsFormatConverter;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.value.Staking;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "price",
    description = {
      "Fair probabilities, overround, hold and EV of odds. Needs no server.",
      "",
      "With odds as arguments, it prints one table, or one answer with --json. Without arguments, it"
          + " reads one question per line from standard input and answers each at once, in order:",
      "",
      "  {\"id\":7,\"method\":\"shin\",\"odds\":[2.1,1.8],\"offers\":[2.2,1.9],\"fee\":0.02}",
      "  {\"id\":7,\"probabilities\":[..],\"overround\":..,\"hold\":..,\"parameter\":..,",
      "   \"method\":\"shin\",\"fair_odds\":[..],\"fair_american\":[..],",
      "   \"ev\":[..],\"kelly\":[..],\"stake\":[..],\"class\":[..]}",
      "  {\"id\":7,\"error\":\"line 1: ..\"}",
      "",
      "Question and answer are one line each. odds has one bookmaker's odds for all outcomes of a"
          + " line. offers has one price for each outcome, to be valued by the fair probabilities,"
          + " after the fee on the profit. The answer repeats id, which may be any JSON. Only odds is"
          + " required. method, fallback, take, kelly_multiplier and stake_cap override the options;"
          + " \"methods\":\"all\" asks for every method. Other fields and blank lines are ignored.",
      "",
      "With o the odds, r = 1/o and S the sum of r over the n outcomes, overround is S - 1 and hold"
          + " 1 - 1/S. S may be below 1. The methods and their parameters:",
      "",
      "  multiplicative  p = r / S; none",
      "  additive        p = r - (S - 1)/n; (S - 1)/n",
      "  power           p = r^k; k",
      "  odds_ratio      p = r / (c + r - c r); c",
      "  shin            Shin's model of bettors who know the result; their share z",
      "  probit          p = Phi(PhiInv(r) + c); c",
      "  goto            p = r - step sqrt(1 - r); step",
      "  worst_case      the smallest of multiplicative, additive, power and shin:",
      "                  a gate for EV, not a price: it does not add up to 1; none",
      "",
      "additive and goto can give a long shot no probability: such a line is an error unless a"
          + " fallback is named. ev is a fraction of the stake; kelly is the full Kelly fraction of"
          + " the bankroll, stake the recommended one."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every question was answered",
      "  1  at least one question was answered with an error",
      "  2  wrong usage, or arguments that are not odds",
      "",
      "Examples:",
      "  ev-worker price 2.6 2.4 4.3 --method shin",
      "  ev-worker price -110 -110 --offers -105,+105 --all-methods"
    })
public final class PriceCommand implements Callable<Integer> {
  private static final String DEFAULT_METHOD = "multiplicative";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "ODDS",
      description = "The odds of all outcomes of one line, such as 2.1 1.8.")
  private List<String> odds =
      List.of(); // as numbers, picocli would call the first other text unmatched

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "How the margin is removed, unless a question says it (default: multiplicative).")
  private String method;

  @Option(
      names = "--all-methods",
      description = "By every method, side by side, unless a question says it.")
  private boolean allMethods;

  @Option(
      names = "--fallback",
      paramLabel = "METHOD",
      description =
          "The method that replaces one that gives an outcome no probability: any but additive, goto"
              + " and worst_case (default: such a line is an error).")
  private String fallback;

  @Option(
      names = "--odds-format",
      paramLabel = "FORMAT",
      converter = OddsFormatConverter.class,
      description =
          "How odds and offers are written: american or decimal (default: american for arguments of"
              + " which one begins with + or -, such as +150; else decimal).")
  private OddsFormat format;

  @Option(
      names = "--offers",
      paramLabel = "ODDS",
      split = ",",
      description = "Odds to value, one for each outcome, such as 2.2,1.9; with odds as arguments.")
  private List<String> offers = List.of();

  @Option(
      names = "--fee",
      paramLabel = "FRACTION",
      description =
          "The part of an offer's profit that the bookmaker takes, 0 to below 1; with --offers.")
  private Double fee;

  @Option(
      names = "--take",
      paramLabel = "FRACTION",
      description = "The EV from which an offer is a take (default: 0.045).")
  private Double take;

  @Option(
      names = "--kelly-multiplier",
      paramLabel = "FRACTION",
      description = "The share of full Kelly that is staked (default: 0.25).")
  private Double kellyMultiplier;

  @Option(
      names = "--stake-cap",
      paramLabel = "FRACTION",
      description = "The largest stake, as a fraction of the bankroll (default: 0.05).")
  private Double stakeCap;

  @Option(names = "--json", description = "Print the answer to the arguments as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PriceQuestion question;
    try {
      PriceJson form = new PriceJson(methods(), staking(), format());
      if (odds.isEmpty()) {
        return answerStream(form);
      }
      if (fee != null && offers.isEmpty()) {
        throw new IllegalArgumentException("--fee is " + fee + ": a fee is on --offers");
      }
      question =
          new PriceQuestion(
              form.methods(),
              form.decimal("odds", odds.stream().map(PriceCommand::number).toList()),
              form.decimal("offers", offers.stream().map(PriceCommand::number).toList()),
              fee == null ? 0 : fee,
              form.staking());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return answer(question) ? 0 : 1;
  }

  private boolean answer(PriceQuestion question) {
    PriceAnswer answer = PriceAnswer.to(question);
    PrintWriter out = spec.commandLine().getOut();
    MethodAnswer first = answer.methods().get(0);
    if (answer.methods().size() == 1 && first instanceof MethodAnswer.NoPrice noPrice) {
      if (json) {
        out.println(PriceAnswerJson.error(MissingNode.getInstance(), noPrice.reason()));
      } else {
        spec.commandLine().getErr().println(noPrice.reason());
      }
      return false;
    }
    if (json) {
      out.println(PriceAnswerJson.text(MissingNode.getInstance(), answer));
    } else {
      new PriceTable(question, answer, out).print();
    }
    out.flush();
    return true;
  }

  private int answerStream(PriceJson form) throws IOException {
    if (!offers.isEmpty() || fee != null || json) {
      throw new ParameterException(
          spec.commandLine(),
          "--offers, --fee and --json need odds as arguments; lines have fields of their own");
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return new PriceStream(form, spec.commandLine().getOut()).answerAll(in) ? 0 : 1;
  }

  /** Only American odds have a sign. */
  private OddsFormat format() {
    if (format != null) {
      return format;
    }
    boolean signed =
        Stream.concat(odds.stream(), offers.stream())
            .anyMatch(text -> text.startsWith("+") || text.startsWith("-"));
    return signed ? OddsFormat.AMERICAN : OddsFormat.DECIMAL;
  }

  private PriceMethods methods() {
    if (allMethods && method != null) {
      throw new IllegalArgumentException("--method and --all-methods exclude each other");
    }
    PriceMethods methods =
        allMethods ? PriceMethods.all() : PriceMethods.of(method == null ? DEFAULT_METHOD : method);
    return fallback == null ? methods : methods.withFallback(fallback);
  }

  private Staking staking() {
    return new Staking(
        take == null ? Staking.DEFAULT.take() : take,
        kellyMultiplier == null ? Staking.DEFAULT.kellyMultiplier() : kellyMultiplier,
        stakeCap == null ? Staking.DEFAULT.stakeCap() : stakeCap);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is "
              + (text.startsWith("--") ? "neither an option nor" : "not")
              + " a number",
          e);
    }
  }
}
