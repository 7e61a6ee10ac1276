package io.betintel.ev.cli;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.betintel.ev.feed.OddsFormat;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.value.PriceAnswer;
import io.betintel.ev.value.PriceQuestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    name = "price",
    description = {
      "Fair probabilities, overround, hold and EV of odds. Needs no server.",
      "",
      "With odds as arguments it prints one table, or with --json one answer. Without, it reads one"
          + " question per line from standard input and answers each at once, in order:",
      "",
      "  {\"id\":7,\"method\":\"multiplicative\",\"odds\":[2.1,1.8],",
      "   \"offers\":[2.2,1.9],\"fee\":0.02}",
      "  {\"id\":7,\"probabilities\":[..],\"overround\":..,\"hold\":..,\"parameter\":null,",
      "   \"ev\":[..],\"kelly\":[..]}",
      "  {\"id\":7,\"error\":\"..\"}",
      "",
      "(each on one line). odds are those of all outcomes of one line at one bookmaker. offers, one"
          + " for each outcome, are valued against the fair probabilities after the fee on their"
          + " profit. id is any JSON and comes back; id, method, offers and fee may be left out;"
          + " other fields are ignored, blank lines skipped. A line that is no JSON is answered with"
          + " its number and id null.",
      "",
      "With S the sum of the inverse odds: overround is S - 1, hold is 1 - 1/S. EV is a fraction of"
          + " the stake, kelly the full Kelly fraction of the bankroll. parameter is what a method"
          + " solved for; the multiplicative method has none.",
      ""
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  everything was answered",
      "  1  a line was answered with an error; all others were answered",
      "  2  wrong usage, or arguments that are no odds"
    })
final class PriceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "ODDS",
      description = "The odds of all outcomes of one line, such as 2.1 1.8.")
  private List<String> odds = List.of(); // picocli would call the first that is no number unmatched

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "multiplicative",
      description =
          "How the margin is taken out where a line does not say (default: ${DEFAULT-VALUE}).")
  private String method;

  @Option(
      names = "--odds-format",
      paramLabel = "FORMAT",
      defaultValue = "decimal",
      converter = OddsFormatConverter.class,
      description = "How odds and offers are written: american or decimal (default: decimal).")
  private OddsFormat format;

  @Option(
      names = "--offers",
      paramLabel = "ODDS",
      split = ",",
      description = "Odds to value, one for each outcome, such as 2.2,1.9; with odds as arguments.")
  private List<Double> offers = List.of();

  @Option(
      names = "--fee",
      paramLabel = "FRACTION",
      description = "What is taken of an offer's profit, 0 to below 1; with --offers.")
  private Double fee;

  @Option(names = "--json", description = "Print the answer to the arguments as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PriceJson form = new PriceJson(method, format);
    if (odds.isEmpty()) {
      return answerStream(form);
    }
    PriceQuestion question;
    try {
      if (fee != null && offers.isEmpty()) {
        throw new IllegalArgumentException("--fee is " + fee + ": a fee is on --offers");
      }
      question =
          new PriceQuestion(
              MarginMethod.of(method),
              form.decimal("odds", odds.stream().map(PriceCommand::number).toList()),
              form.decimal("offers", offers),
              fee == null ? 0 : fee);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PriceAnswer answer = PriceAnswer.to(question);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(PriceJson.text(MissingNode.getInstance(), answer));
    } else {
      print(question, answer, out);
    }
    out.flush();
    return 0;
  }

  private int answerStream(PriceJson form) throws IOException {
    if (!offers.isEmpty() || fee != null || json) {
      throw new ParameterException(
          spec.commandLine(),
          "--offers, --fee and --json need odds as arguments; lines have fields of their own");
    }
    try {
      MarginMethod.of(method);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return new PriceStream(form, spec.commandLine().getOut()).answerAll(in) ? 0 : 1;
  }

  private static void print(PriceQuestion question, PriceAnswer answer, PrintWriter out) {
    boolean valued = !question.offers().isEmpty();
    TextTable table =
        valued
            ? new TextTable("ODDS", "PROBABILITY", "FAIR ODDS", "OFFER", "EV", "KELLY")
            : new TextTable("ODDS", "PROBABILITY", "FAIR ODDS");
    for (int i = 0; i < question.odds().size(); i++) {
      double probability = answer.probabilities().get(i);
      String odds = shown("%.4f", question.odds().get(i));
      String fair = shown("%.4f", 1 / probability);
      if (valued) {
        table.row(
            odds,
            percent("%.2f", probability),
            fair,
            shown("%.4f", question.offers().get(i)),
            percent("%+.2f", answer.ev().get(i)),
            percent("%.2f", answer.kelly().get(i)));
      } else {
        table.row(odds, percent("%.2f", probability), fair);
      }
    }
    table.print(out);
    out.println();
    out.println(
        question.method().label()
            + ": overround "
            + percent("%.2f", answer.overround())
            + ", hold "
            + percent("%.2f", answer.hold()));
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

  private static String percent(String form, double fraction) {
    return shown(form, fraction * 100) + " %";
  }

  private static String shown(String form, double number) {
    return String.format(Locale.ROOT, form, number);
  }
}
