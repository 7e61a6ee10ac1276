package io.betintel.ev.feed.footballdata;

import io.betintel.ev.feed.footballdata.FootballQuote.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the columns of one file hold, by their names: a bookmaker's code, {@code C} for a closing
 * price, and the outcome. The columns come in sets, and a set makes a quote; so a column of a match
 * statistic, such as {@code AR} for red cards, is never taken for a price.
 */
final class FootballColumns {
  /** Of the match and its course; the Betbrain ones count bookmakers. */
  private static final Set<String> OF_THE_MATCH =
      Set.of(
          ("Div Country League Season Date Time HomeTeam AwayTeam Home Away FTHG HG FTAG AG FTR Res"
                  + " HTHG HTAG HTR Attendance Referee HS AS HST AST HHW AHW HC AC HF AF HFKC AFKC"
                  + " HO AO HY AY HR AR HBP ABP HxG AxG Bb1X2 BbOU BbAH")
              .split(" "));

  private static final Pattern OVER = Pattern.compile("(.+)>(\\d+(?:\\.\\d+)?)");

  private final Set<String> names;
  private final Set<String> used = new HashSet<>();
  private final Map<String, FootballQuote> quotes = new LinkedHashMap<>();
  private final Map<String, List<String>> leftOut = new LinkedHashMap<>();
  private final Set<String> unknownCodes = new TreeSet<>();

  FootballColumns(List<String> header) {
    this.names = new LinkedHashSet<>(header);
    for (String name : names) {
      addWinner(name);
      addTotals(name);
      addHandicap(name);
    }
    List<String> unknown = names.stream().filter(this::isUnknown).toList();
    if (!unknown.isEmpty()) {
      leave("columns that are not known: " + String.join(", ", unknown), unknown);
    }
  }

  private boolean isUnknown(String name) {
    boolean handicap = name.endsWith("AHh") || name.endsWith("AH") || name.equals("AHCh");
    return !name.isEmpty() && !OF_THE_MATCH.contains(name) && !used.contains(name) && !handicap;
  }

  /** Those of the opening first. */
  List<FootballQuote> quotes() {
    List<FootballQuote> inOrder = new ArrayList<>(quotes.values());
    inOrder.sort((one, other) -> one.moment().compareTo(other.moment()));
    return inOrder;
  }

  /** Columns whose prices are not read, by the reason. */
  Map<String, List<String>> leftOut() {
    return leftOut;
  }

  /** The codes in place of keys of bookmakers. */
  Set<String> unknownCodes() {
    return unknownCodes;
  }

  private void addWinner(String name) {
    if (!name.endsWith("H")) {
      return;
    }
    String start = name.substring(0, name.length() - 1);
    add(start, "h2h", null, List.of(start + "H", start + "D", start + "A"));
  }

  private void addTotals(String name) {
    Matcher over = OVER.matcher(name);
    if (over.matches()) {
      String start = over.group(1);
      String goals = over.group(2);
      add(start, "totals", goals, List.of(start + ">" + goals, start + "<" + goals));
    }
  }

  private void addHandicap(String name) {
    if (name.endsWith("AHH")) {
      String start = name.substring(0, name.length() - "AHH".length());
      add(start, "spreads", null, List.of(start + "AHH", start + "AHA"));
    }
  }

  /**
   * @param start code and moment
   */
  private void add(String start, String market, String goals, List<String> prices) {
    if (start.isEmpty() || !names.containsAll(prices)) {
      return;
    }
    Moment moment = Moment.OPENING;
    String code = start;
    if (!FootballCode.isKnown(start) && start.endsWith("C")) {
      String shorter = start.substring(0, start.length() - 1);
      if (FootballCode.isKnown(shorter) || hasOpening(shorter, start, prices)) {
        moment = Moment.CLOSING;
        code = shorter;
      }
    }
    used.addAll(prices);
    String handicap = handicap(start, moment);
    if (FootballCode.isOfNoBookmaker(code)) {
      leave(code + ": of no bookmaker", prices);
    } else if (market.equals("spreads") && handicap == null) {
      leave("a handicap's prices without a column of the handicap", prices);
    } else {
      if (!FootballCode.isKnown(code)) {
        unknownCodes.add(code);
      }
      FootballQuote quote = FootballQuote.of(moment, code, market, goals, handicap, prices);
      if (quotes.putIfAbsent(quote.place(), quote) != null) {
        leave("a second set of prices of the same bookmaker", prices);
      }
    }
  }

  private boolean hasOpening(String shorter, String start, List<String> prices) {
    return !shorter.isEmpty()
        && prices.stream()
            .map(price -> shorter + price.substring(start.length()))
            .allMatch(names::contains);
  }

  /** The bookmaker's own, else the market's; null if there is none. */
  private String handicap(String start, Moment moment) {
    for (String name :
        moment == Moment.OPENING
            ? List.of(start + "AH", "AHh", "BbAHh")
            : List.of(start + "AH", "AHCh")) {
      if (names.contains(name)) {
        used.add(name);
        return name;
      }
    }
    return null;
  }

  private void leave(String reason, List<String> columns) {
    leftOut.computeIfAbsent(reason, r -> new ArrayList<>()).addAll(columns);
  }
}
