package io.betintel.ev.cli.price;

import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.odds.AmericanOdds;
import io.betintel.ev.promo.PromotionValue;
import io.betintel.ev.value.OfferValue;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers as tables. */
final class PriceTable {
  private final PriceQuestion question;
  private final PriceAnswer answer;
  private final PrintWriter out;

  PriceTable(PriceQuestion question, PriceAnswer answer, PrintWriter out) {
    this.question = question;
    this.answer = answer;
    this.out = out;
  }

  /** One row per outcome for one method, else the methods side by side. */
  void print() {
    if (answer.methods().size() == 1
        && answer.methods().get(0) instanceof MethodAnswer.Priced priced) {
      printOutcomes(priced);
    } else {
      printSideBySide();
    }
  }

  private void printOutcomes(MethodAnswer.Priced priced) {
    boolean valued = !priced.offers().isEmpty();
    List<String> header = new ArrayList<>(List.of("ODDS", "PROBABILITY", "FAIR ODDS", "AMERICAN"));
    if (valued) {
      header.addAll(List.of("OFFER", "EV", "KELLY", "STAKE", "CLASS"));
    }
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (int i = 0; i < question.odds().size(); i++) {
      double probability = priced.probabilities().get(i);
      List<String> row =
          new ArrayList<>(
              List.of(
                  shown("%.4f", question.odds().get(i)),
                  percent("%.2f", probability),
                  probability > 0 ? shown("%.4f", 1 / probability) : "-",
                  probability > 0
                      ? shown("%+.0f", AmericanOdds.fromDecimal(1 / probability))
                      : "-"));
      if (valued) {
        OfferValue offer = priced.offers().get(i);
        row.addAll(
            List.of(
                shown("%.4f", question.offers().get(i)),
                percent("%+.2f", offer.ev()),
                percent("%.2f", offer.kelly()),
                percent("%.2f", offer.stake()),
                offer.valueClass().label()));
      }
      table.row(row.toArray(String[]::new));
    }
    table.print(out);
    out.println();
    String by =
        priced.used().equals(priced.asked())
            ? priced.used()
            : priced.used() + ", because " + priced.asked() + " gives an outcome no probability";
    String parameter = priced.parameter().isPresent() ? ", parameter " + parameter(priced) : "";
    out.println(by + ": " + margin() + parameter);
    if (question.promo() != null) {
      printPromotion(priced);
    }
  }

  private void printPromotion(MethodAnswer.Priced priced) {
    TextTable table =
        new TextTable(
            "OFFER", "EV", "PER STAKE", "HEDGE ODDS", "HEDGE STAKE", "CERTAIN", "PER STAKE");
    List<PromotionValue> values = question.promo().values(question, priced.probabilities());
    for (int i = 0; i < values.size(); i++) {
      PromotionValue value = values.get(i);
      table.row(
          shown("%.4f", question.offers().get(i)),
          finite("%+.2f", value.ev()),
          finite("%+.2f %%", 100 * value.evRate()),
          finite("%.4f", question.promo().hedge(i)),
          finite("%.2f", value.hedgeStake()),
          finite("%+.2f", value.certain()),
          finite("%+.2f %%", 100 * value.certainRate()));
    }
    out.println();
    out.println(question.promo().text() + ":");
    table.print(out);
  }

  private static String finite(String form, double figure) {
    return Double.isFinite(figure) ? shown(form, figure) : "-";
  }

  /** One column per method: its probabilities, then its EV of the offers. */
  private void printSideBySide() {
    TextTable probabilities = table("ODDS", question.odds(), PriceTable::probability);
    List<String> parameters = new ArrayList<>(List.of("parameter"));
    answer.methods().forEach(method -> parameters.add(parameter(method)));
    probabilities.row(parameters.toArray(String[]::new));
    probabilities.print(out);
    if (!question.offers().isEmpty()) {
      out.println();
      out.println("EV of the offers:");
      table("OFFER", question.offers(), PriceTable::ev).print(out);
    }
    out.println();
    out.println(margin());
    for (MethodAnswer method : answer.methods()) {
      if (method instanceof MethodAnswer.NoPrice noPrice) {
        out.println(noPrice.reason());
      } else if (method instanceof MethodAnswer.Priced priced
          && !priced.used().equals(priced.asked())) {
        out.println(priced.asked() + ": by " + priced.used());
      }
    }
  }

  private TextTable table(String first, List<Double> prices, Cell cell) {
    List<String> header = new ArrayList<>(List.of(first));
    answer.methods().forEach(method -> header.add(method.asked().toUpperCase(Locale.ROOT)));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (int i = 0; i < prices.size(); i++) {
      int outcome = i;
      List<String> row = new ArrayList<>(List.of(shown("%.4f", prices.get(i))));
      answer
          .methods()
          .forEach(
              method ->
                  row.add(
                      method instanceof MethodAnswer.Priced priced
                          ? cell.of(priced, outcome)
                          : "-"));
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private static String probability(MethodAnswer.Priced priced, int outcome) {
    return percent("%.2f", priced.probabilities().get(outcome));
  }

  private static String ev(MethodAnswer.Priced priced, int outcome) {
    return percent("%+.2f", priced.offers().get(outcome).ev());
  }

  private String margin() {
    return "overround "
        + percent("%.2f", answer.overround())
        + ", hold "
        + percent("%.2f", answer.hold());
  }

  private static String parameter(MethodAnswer method) {
    return method instanceof MethodAnswer.Priced priced && priced.parameter().isPresent()
        ? shown("%.6f", priced.parameter().getAsDouble())
        : "-";
  }

  private static String percent(String form, double fraction) {
    return shown(form, fraction * 100) + " %";
  }

  private static String shown(String form, double number) {
    return String.format(Locale.ROOT, form, number);
  }

  private interface Cell {
    String of(MethodAnswer.Priced priced, int outcome);
  }
}
