package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** From everything that was sent to every line that must be open, and what must be parked. */
public final class Oracle {
  /** How long after its start an event may be quoted, in milliseconds: the documented default. */
  private static final long GRACE = 6 * 3_600_000L;

  /** What exchanges take, as documented; nothing where a bookmaker is not listed. */
  public static final Map<String, OracleFee> DEFAULT_FEES =
      Map.ofEntries(
          Map.entry("novig", OracleFee.profit("0.02")),
          Map.entry("prophetx", OracleFee.profit("0.02")),
          Map.entry("betfair", OracleFee.profit("0.05")),
          Map.entry("betfair_ex_au", OracleFee.profit("0.05")),
          Map.entry("betfair_ex_eu", OracleFee.profit("0.05")),
          Map.entry("betfair_ex_uk", OracleFee.profit("0.05")),
          Map.entry("matchbook", OracleFee.profit("0.02")),
          Map.entry("smarkets", OracleFee.profit("0.02")),
          Map.entry("sporttrade", OracleFee.profit("0.02")),
          Map.entry("kalshi", OracleFee.contract("0.07")),
          Map.entry("polymarket", OracleFee.contract("0.03")),
          Map.entry("betopenly", OracleFee.UNKNOWN));

  private final Map<String, TypeRules> types;
  private final Map<String, OracleFee> fees;
  private final Map<String, SentMarket> markets = new HashMap<>();
  private final SortedMap<String, Integer> parked = new TreeMap<>();

  /**
   * @param types by bet type
   * @param fees by bookmaker; none for the others
   */
  public Oracle(Map<String, TypeRules> types, Map<String, OracleFee> fees) {
    this.types = Map.copyOf(types);
    this.fees = Map.copyOf(fees);
  }

  /** Takes what was sent, in any order. */
  public void takeAll(Collection<OracleQuote> quotes) {
    for (OracleQuote quote : quotes) {
      TypeRules rules = types.get(quote.betType());
      if (rules == null || !rules.served()) {
        parked.merge(quote.betType(), 1, Integer::sum);
      } else if (quote.seenAt() <= quote.start() + GRACE) {
        markets.computeIfAbsent(quote.market(), m -> new SentMarket()).add(quote);
      }
    }
  }

  /** How many of them there are of each bet type that is not served. */
  public SortedMap<String, Integer> parked() {
    return new TreeMap<>(parked);
  }

  /** Every line that some bookmaker quotes, by its id. */
  public SortedMap<String, Figures> lines() {
    Map<String, List<SentMarket>> together = new TreeMap<>();
    markets.forEach(
        (id, market) -> {
          String event = market.latest().eventId();
          String back = back(market.latest().betType());
          String betType = back == null ? market.latest().betType() : back;
          String family = types.get(betType).family();
          together
              .computeIfAbsent(
                  family == null ? event + "|" + betType : event + "|ladder|" + family,
                  key -> new ArrayList<>())
              .add(market);
        });
    Map<String, Set<String>> exchanges = exchanges();
    SortedMap<String, Figures> lines = new TreeMap<>();
    for (List<SentMarket> family : together.values()) {
      String event = family.get(0).latest().eventId();
      List<ValuedLine> valued = valued(family, exchanges.getOrDefault(event, Set.of()));
      for (ValuedLine line : valued) {
        Figures figures = line.figures();
        Figures arbitrage = JoinedBets.arbitrage(line, valued);
        if (arbitrage != null) {
          figures.putAll("arbitrage", arbitrage);
        }
        List<Figures> middles = JoinedBets.middles(line, valued);
        for (int i = 0; i < middles.size(); i++) {
          figures.putAll("middles/" + i, middles.get(i));
        }
        CurrentUntil.addTo(figures);
        lines.put(line.line.id(), figures);
      }
    }
    return lines;
  }

  /** Who quotes prices to lay in any market of an event, by the event. */
  private Map<String, Set<String>> exchanges() {
    Map<String, Set<String>> books = new HashMap<>();
    for (SentMarket market : markets.values()) {
      if (types.get(market.latest().betType()).shape().equals("lay")) {
        Set<String> event =
            books.computeIfAbsent(market.latest().eventId(), key -> new HashSet<>());
        Pairing.of(market, "lay").values().forEach(line -> event.addAll(line.quotes().keySet()));
      }
    }
    return books;
  }

  /** The served bet type whose outcomes another one lays; null if it lays none. */
  private String back(String betType) {
    if (!types.get(betType).shape().equals("lay") || !betType.endsWith("_lay")) {
      return null;
    }
    String back = betType.substring(0, betType.length() - 4);
    return types.containsKey(back) && types.get(back).served() ? back : null;
  }

  /** The line of the same outcomes that is laid, or that lays; null if nobody quotes it. */
  private PairedLine across(PairedLine line, String betType, Collection<PairedLine> all) {
    String back = back(betType);
    String there = back == null ? betType + "_lay" : back;
    if (back == null && (!types.containsKey(there) || back(there) == null)) {
      return null;
    }
    String[] parts = line.id().split("\\|", -1);
    parts[1] = there;
    String id = String.join("|", parts);
    return all.stream().filter(other -> other.id().equals(id)).findFirst().orElse(null);
  }

  /** Every line of markets that are priced together. */
  private List<ValuedLine> valued(List<SentMarket> family, Set<String> exchanges) {
    long time = family.stream().mapToLong(SentMarket::time).max().orElseThrow();
    Map<String, SharedLadder> ladders = new HashMap<>();
    Map<PairedLine, SentMarket> paired = new LinkedHashMap<>();
    UsualMargins margins = new UsualMargins();
    for (SentMarket market : family) {
      TypeRules rules = types.get(market.latest().betType());
      for (PairedLine line : Pairing.of(market, rules.shape()).values()) {
        paired.put(line, market);
        margins.add(line, rules, time);
        if (SharedLadder.isPoint(line, rules)) {
          boolean teams = market.latest().home() != null && market.latest().away() != null;
          ladders
              .computeIfAbsent(rules.shape() + "|" + line.description(), key -> new SharedLadder())
              .add(line, teams, rules, time);
        }
      }
    }
    List<ValuedLine> valued = new ArrayList<>();
    paired.forEach(
        (line, market) -> {
          TypeRules rules = types.get(market.latest().betType());
          SharedLadder ladder =
              SharedLadder.isPoint(line, rules)
                  ? ladders.get(rules.shape() + "|" + line.description())
                  : null;
          PairedLine across = across(line, market.latest().betType(), paired.keySet());
          String back = back(market.latest().betType());
          TypeRules ofPrice = back == null ? rules : rules.shaped(types.get(back).shape());
          valued.add(
              new ValuedLine(
                  line,
                  market.latest(),
                  market.time(),
                  rules,
                  fees,
                  ladder,
                  margins,
                  across,
                  exchanges,
                  ofPrice));
        });
    return valued;
  }
}
