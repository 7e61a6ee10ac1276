package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Joins the outcomes of a market's snapshots into lines, by the bet type's shape. */
final class Pairing {
  private final OracleQuote event;
  private final String shape;
  private final SortedMap<String, PairedLine> lines = new TreeMap<>();

  private Pairing(OracleQuote event, String shape) {
    this.event = event;
    this.shape = shape;
  }

  static SortedMap<String, PairedLine> of(SentMarket market, String shape) {
    Pairing pairing = new Pairing(market.latest(), shape);
    market.quotes().forEach(pairing::add);
    pairing.lines.values().forEach(pairing::findOthers);
    return pairing.lines;
  }

  /** Of a field: whether it can be drawn, and who quotes more of it. */
  private void findOthers(PairedLine line) {
    if (!List.of("winner", "lay", "n_way").contains(shape) || !line.byNames().equals("whole")) {
      return;
    }
    boolean canLackTheDraw = shape.equals("winner") && !line.names().contains("Draw");
    line.others().draw = canLackTheDraw && line.names().size() == 2 && DrawRules.drawCounts(event);
    for (PairedLine wider : lines.values()) {
      boolean more =
          wider.names().size() > line.names().size() && wider.names().containsAll(line.names());
      boolean drawn = canLackTheDraw && wider.names().contains("Draw");
      if ((more || drawn) && Objects.equals(wider.description(), line.description())) {
        wider
            .quotes()
            .forEach(
                (book, quote) -> {
                  if (quote.fits || wider.byNames().equals("contradiction")) {
                    line.others().quotedBy.add(book);
                  }
                });
      }
    }
  }

  private void add(OracleQuote quote) {
    Map<String, List<SentPrice>> byDescription = new LinkedHashMap<>();
    for (SentPrice price : quote.prices()) {
      switch (shape) {
        case "winner", "lay", "n_way" ->
            byDescription
                .computeIfAbsent(Objects.toString(price.description(), ""), d -> new ArrayList<>())
                .add(price);
        case "over_under" -> pair(quote, price, List.of("Over", "Under"), price.point() != null);
        case "yes_no" -> pair(quote, price, List.of("Yes", "No"), price.point() == null);
        case "spread" -> spread(quote, price);
        default -> throw new IllegalArgumentException(shape + " is not covered");
      }
    }
    byDescription.values().forEach(prices -> field(quote, prices));
    if (byDescription.isEmpty()) {
      quote.prices().forEach(price -> third(quote, price));
    }
  }

  /** A third result between two sides: what its bookmaker quotes there is another bet. */
  private void third(OracleQuote quote, SentPrice third) {
    for (PairedLine line : lines.values()) {
      PairedLine.Quote of = line.quotes().get(quote.book());
      if (of == null
          || line.names().contains(third.name())
          || line.byNames().equals("contradiction")
          || !Objects.equals(line.description(), third.description())) {
        continue;
      }
      boolean onePoint = line.point() == null || third.point() == null;
      boolean samePlace =
          onePoint
              ? Objects.equals(line.point(), third.point())
              : Math.abs(line.point()) == Math.abs(third.point());
      if (samePlace || (onePoint && DrawRules.isBetween(third.name()))) {
        of.fits = false;
      }
    }
  }

  /** Two named sides of one description and point. */
  private void pair(OracleQuote quote, SentPrice price, List<String> names, boolean pointFits) {
    if (!names.contains(price.name()) || !pointFits) {
      contradiction(quote, price);
      return;
    }
    List<Double> points = new ArrayList<>();
    names.forEach(name -> points.add(price.point()));
    put(quote, price, line(price.description(), price.point(), List.of(), "whole", names, points));
  }

  /** Home at p and away at -p. */
  private void spread(OracleQuote quote, SentPrice price) {
    boolean home = price.name().equals(event.home());
    if (price.point() == null || home == price.name().equals(event.away())) {
      contradiction(quote, price);
      return;
    }
    double point = (home ? price.point() : -price.point()) + 0.0;
    put(
        quote,
        price,
        line(
            price.description(),
            point,
            List.of(),
            "whole",
            List.of(event.home(), event.away()),
            List.of(point, -point + 0.0)));
  }

  /** The names that one bookmaker quotes together are the line: two-way and three-way never mix. */
  private void field(OracleQuote quote, List<SentPrice> prices) {
    SortedSet<String> set =
        prices.stream().map(SentPrice::name).collect(Collectors.toCollection(TreeSet::new));
    boolean points = prices.stream().anyMatch(price -> price.point() != null);
    List<String> names = new ArrayList<>(set);
    names.sort(Comparator.comparingInt(this::place));
    List<Double> none = new ArrayList<>();
    names.forEach(name -> none.add(null));
    PairedLine line = line(prices.get(0).description(), null, set, fit(set), names, none);
    prices.forEach(price -> put(quote, price, line));
    line.quotes().get(quote.book()).fits = !points && !line.byNames().equals("contradiction");
  }

  private String fit(SortedSet<String> set) {
    if (shape.equals("n_way") || event.home() == null || event.away() == null) {
      return set.size() < 2 ? "partial" : "whole";
    }
    if (!List.of(event.home(), event.away(), "Draw").containsAll(set)) {
      return "contradiction";
    }
    return set.contains(event.home()) && set.contains(event.away()) ? "whole" : "partial";
  }

  private int place(String name) {
    if (name.equals(event.home())) {
      return 0;
    }
    return name.equals(event.away()) ? 1 : name.equals("Draw") ? 3 : 2;
  }

  private void contradiction(OracleQuote quote, SentPrice price) {
    List<Double> points = new ArrayList<>();
    points.add(price.point());
    List<String> alone = List.of(price.name());
    PairedLine line =
        line(price.description(), price.point(), alone, "contradiction", alone, points);
    put(quote, price, line);
    line.quotes().get(quote.book()).fits = false;
  }

  private PairedLine line(
      String description,
      Double point,
      Iterable<String> set,
      String fit,
      List<String> names,
      List<Double> points) {
    String id =
        encoded(event.eventId(), false)
            + "|"
            + event.betType()
            + "|"
            + (description == null ? "" : encoded(description, false))
            + "|"
            + (point == null ? "" : number(point))
            + "|"
            + joined(set);
    return lines.computeIfAbsent(
        id, i -> new PairedLine(i, description, point, fit, names, points));
  }

  private void put(OracleQuote quote, SentPrice price, PairedLine line) {
    line.quotes()
        .computeIfAbsent(quote.book(), b -> new PairedLine.Quote(quote, line.names().size()))
        .put(line.names().indexOf(price.name()), price);
  }

  private static String number(double point) {
    return point == Math.rint(point) ? Long.toString((long) point) : Double.toString(point);
  }

  private static String joined(Iterable<String> set) {
    List<String> encoded = new ArrayList<>();
    set.forEach(name -> encoded.add(encoded(name, true)));
    return String.join("/", encoded);
  }

  private static String encoded(String part, boolean inSet) {
    String encoded = part.replace("%", "%25").replace("|", "%7C");
    return inSet ? encoded.replace("/", "%2F") : encoded;
  }
}
