package io.betintel.ev.promo;

import io.betintel.ev.odds.InvalidOddsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads promotions: a kind, perhaps a rate, and named figures, with colons between. */
final class PromotionText {
  static final String FORMS =
      "boost:RATE[:max=STAKE][:extra=MOST], bonus[:max=AMOUNT],"
          + " second[:SHARE][:max=STAKE][:convert=PART] and"
          + " match:RATE[:max=BONUS][:rollover=TIMES][:of=bonus|both]";

  private static final double CONVERT = 0.7;

  private PromotionText() {}

  static Promotion parse(String text) {
    String[] parts = text.strip().split(":", -1);
    boolean hasRate = parts.length > 1 && parts[1].indexOf('=') < 0;
    String rate = hasRate ? parts[1] : null;
    Figures named = new Figures(text, List.of(parts).subList(hasRate ? 2 : 1, parts.length));
    return switch (parts[0]) {
      case "boost" -> {
        named.only("max", "extra");
        yield new ProfitBoost(
            named.required("boost", rate, 100),
            named.money("max", 1),
            named.money("extra", Double.POSITIVE_INFINITY));
      }
      case "bonus" -> {
        named.only("max");
        yield new BonusBet(
            rate == null ? named.money("max", 1) : named.required("bonus", rate, 1e12));
      }
      case "second" -> {
        named.only("max", "convert");
        yield new SecondChance(
            rate == null ? 1 : named.required("second", rate, 1),
            named.money("max", 1),
            named.part("convert", CONVERT));
      }
      case "match" -> {
        named.only("max", "rollover", "of");
        yield new DepositMatch(
            named.required("match", rate, 100),
            named.money("max", 1),
            named.times("rollover"),
            named.both("of"));
      }
      default -> throw refused(text);
    };
  }

  private static InvalidOddsException refused(String text) {
    return new InvalidOddsException(
        "promo", text, "accepted are " + FORMS + ", such as boost:0.3:max=25");
  }

  /** The named figures of one promotion. */
  private static final class Figures {
    private final String text;
    private final Map<String, String> figures = new HashMap<>();

    Figures(String text, List<String> parts) {
      this.text = text;
      for (String part : parts) {
        int equals = part.indexOf('=');
        if (equals < 1
            || figures.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
          throw refused(text);
        }
      }
    }

    void only(String... names) {
      if (!Set.of(names).containsAll(figures.keySet())) {
        Set<String> unknown = new TreeSet<>(figures.keySet());
        unknown.removeAll(Set.of(names));
        throw new InvalidOddsException(
            "promo",
            text,
            "\""
                + unknown.iterator().next()
                + "\" is not one of its figures: "
                + "accepted are "
                + FORMS);
      }
    }

    double required(String kind, String rate, double most) {
      if (rate == null) {
        throw new InvalidOddsException(
            "promo", text, kind + " needs a rate, such as " + kind + ":0.3");
      }
      return number("the rate of " + kind, rate, Double.MIN_VALUE, most);
    }

    double money(String name, double otherwise) {
      return figures.containsKey(name)
          ? number(name, figures.get(name), Double.MIN_VALUE, 1e12)
          : otherwise;
    }

    double part(String name, double otherwise) {
      return figures.containsKey(name) ? number(name, figures.get(name), 0, 1) : otherwise;
    }

    double times(String name) {
      return figures.containsKey(name) ? number(name, figures.get(name), 0, 1000) : 0;
    }

    boolean both(String name) {
      return switch (figures.getOrDefault(name, "bonus")) {
        case "bonus" -> false;
        case "both" -> true;
        default -> throw refused(text);
      };
    }

    private double number(String name, String given, double least, double most) {
      double number;
      try {
        number =
            given.matches("[0-9.]+([eE][-+]?[0-9]+)?") ? Double.parseDouble(given) : Double.NaN;
      } catch (NumberFormatException e) {
        number = Double.NaN;
      }
      if (!(number >= least && number <= most)) {
        throw new InvalidOddsException(
            "promo",
            text,
            name
                + " is "
                + given
                + ": a number "
                + (least > 0 ? "above 0" : "from 0")
                + " to "
                + (most >= 1e6 ? "1e12" : Long.toString((long) most))
                + " is needed");
      }
      return number;
    }
  }
}
