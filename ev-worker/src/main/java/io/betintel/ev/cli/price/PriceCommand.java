package io.betintel.ev.cli.price;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.cli.console.FeedFormats;
import io.betintel.ev.cli.console.OddsFormatConverter;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.rollout.DefaultShapes;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.Fee;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.Staking;
import io.betintel.ev.worker.Configuration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
          + " after the fee: a fraction of the profit, or a form as text. The answer repeats id, which may be any JSON. Only odds is"
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
          + " the bankroll, stake the recommended one.",
      "",
      "With --file it values the offers of whole markets instead, each against the references of its"
          + " line, of its ladder, or of one side alone: one table for each event, or with --json"
          + " each line as Redis has it. Settings are the defaults, with --set over them; fees are"
          + " those of EV_FEES. Ages are judged by the newest observation in the file.",
      "",
      "With \"lay\":true the offers are prices to lay. \"promo\":\"boost:0.3:max=25\" adds the"
          + " promotion's value on each offer; hedges, or hedge_lays, and hedge_fee say what is bet"
          + " against it. ev and certain are in the money of max, ev_rate and certain_rate per unit"
          + " of it; certain is the profit with the hedge, whatever wins. A boost pays the profit"
          + " times 1 + rate; a bonus bet does not return its stake; the stake of a second chance"
          + " comes back as bonus bets, each worth convert (0.7); a match is paid after bets of"
          + " rollover times the bonus, or bonus and deposit with of=both."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every question was answered",
      "  1  at least one question was answered with an error, or something in a file",
      "     could not be used and is named on standard error",
      "  2  wrong usage, or arguments that are not odds",
      "",
      "Examples:",
      "  ev-worker price 2.6 2.4 4.3 --method shin",
      "  ev-worker price -110 -110 --offers -105,+105 --all-methods",
      "  ev-worker price --file event.json --set weights=pinnacle:1"
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
      paramLabel = "FEE",
      description =
          "What the bookmaker takes, with --offers: a fraction of the profit such as 0.02, or another"
              + " form: 0.07*p*(1-p), 0.02 per contract, tiers(odds; 1: 0.02; 3: 0.05).")
  private String fee;

  @Option(
      names = "--lay",
      description =
          "The offers are prices to lay: EV, Kelly and stake are fractions of the liability, which is"
              + " the price less 1 per unit of the backer's stake.")
  private boolean lay;

  @Option(
      names = "--promo",
      paramLabel = "PROMOTION",
      description =
          "Also value the offers with a promotion: boost:0.3:max=25, bonus:max=25,"
              + " second:max=100:convert=0.7 or match:1:max=500:rollover=5; with --offers.")
  private String promo;

  @Option(
      names = "--hedges",
      paramLabel = "ODDS",
      split = ",",
      description =
          "Odds at which to bet against the promoted bet, one for each outcome (default: the odds);"
              + " with --promo.")
  private List<String> hedges = List.of();

  @Option(
      names = "--hedge-lays",
      paramLabel = "ODDS",
      split = ",",
      description = "Instead, odds at which to lay each outcome; with --promo.")
  private List<String> hedgeLays = List.of();

  @Option(
      names = "--hedge-fee",
      paramLabel = "FEE",
      description = "What the hedges' bookmaker takes, as --fee; with --promo.")
  private String hedgeFee;

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

  @Option(
      names = "--json",
      description =
          "Print the answer to the arguments as JSON; with --file each line's, one a line.")
  private boolean json;

  @Mixin private FileOptions files;

  @Override
  public Integer call() throws IOException {
    PriceQuestion question;
    try {
      if (!files.files().isEmpty()) {
        return priceFiles();
      }
      if (files.sets()) {
        throw new IllegalArgumentException("--set is for --file");
      }
      PriceJson form = new PriceJson(methods(), staking(), format());
      if (odds.isEmpty()) {
        return answerStream(form);
      }
      if (fee != null && offers.isEmpty()) {
        throw new IllegalArgumentException("--fee is " + fee + ": a fee is on --offers");
      }
      if (lay && offers.isEmpty()) {
        throw new IllegalArgumentException("--lay: prices to lay are --offers");
      }
      List<Double> given = decimal(form, "odds", odds);
      question =
          new PriceQuestion(
              form.methods(),
              given,
              decimal(form, "offers", offers),
              fee == null ? Fee.none() : Fee.parse(fee),
              lay,
              form.staking(),
              promotion(form, given));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return answer(question) ? 0 : 1;
  }

  private int priceFiles() {
    if (!odds.isEmpty() || !offers.isEmpty() || fee != null || lay || promo != null || allMethods) {
      throw new IllegalArgumentException(
          "--file excludes odds, --offers, --fee, --lay, --promo and --all-methods: a file has its"
              + " own offers, and fees are those of EV_FEES");
    }
    FeeTable fees = FeeTable.from(Configuration.fromEnvironment(System.getenv()));
    DefaultShapes shapes = DefaultShapes.load();
    PricedFiles priced =
        new PricedFiles(
            betType -> shapes.of(betType.symbol()),
            SettingsJson.settings(
                files.assignments(method, fallback, take, kellyMultiplier, stakeCap)),
            new EvCalculator(fees));
    files.files().forEach(file -> priced.add(file, FeedFormats.reader(format)));
    PrintWriter out = spec.commandLine().getOut();
    for (List<PricedLine> lines : priced.price()) {
      if (json) {
        lines.forEach(line -> out.println(LineJson.line(line, 0)));
      } else if (!lines.isEmpty()) {
        new FileTable(lines).print(out);
      }
    }
    out.flush();
    priced.problems().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getErr().flush();
    return priced.problems().isEmpty() ? 0 : 1;
  }

  private static List<Double> decimal(PriceJson form, String field, List<String> given) {
    return form.decimal(field, given.stream().map(PriceCommand::number).toList());
  }

  /** Null for none. */
  private PromoQuestion promotion(PriceJson form, List<Double> odds) {
    if (promo == null) {
      if (!hedges.isEmpty() || !hedgeLays.isEmpty() || hedgeFee != null) {
        throw new IllegalArgumentException(
            "--hedges, --hedge-lays and --hedge-fee are for --promo");
      }
      return null;
    }
    if (!hedges.isEmpty() && !hedgeLays.isEmpty()) {
      throw new IllegalArgumentException("--hedges and --hedge-lays exclude each other");
    }
    boolean lays = !hedgeLays.isEmpty();
    List<String> against = lays ? hedgeLays : hedges;
    return new PromoQuestion(
        promo,
        against.isEmpty() ? odds : decimal(form, lays ? "hedge_lays" : "hedges", against),
        lays,
        hedgeFee == null ? Fee.none() : Fee.parse(hedgeFee));
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
      out.println(PriceAnswerJson.text(MissingNode.getInstance(), question, answer));
    } else {
      new PriceTable(question, answer, out).print();
    }
    out.flush();
    return true;
  }

  private int answerStream(PriceJson form) throws IOException {
    if (!offers.isEmpty() || fee != null || json || lay || promo != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--offers, --fee, --lay, --promo and --json need odds as arguments; lines have fields of"
              + " their own");
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
        Stream.of(odds, offers, hedges, hedgeLays)
            .flatMap(List::stream)
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
