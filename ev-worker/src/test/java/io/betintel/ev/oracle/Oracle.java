package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** From everything that was sent to every line that must be open, and what must be parked. */
public final class Oracle {
  /** How long after its start an event may be quoted, in milliseconds: the documented default. */
  private static final long GRACE = 6 * 3_600_000L;

  /** What exchanges take of a profit, as documented; nothing where a bookmaker is not listed. */
  public static final Map<String, Double> DEFAULT_FEES =
      Map.of(
          "novig", 0.02,
          "prophetx", 0.02,
          "betfair", 0.05,
          "betfair_ex_au", 0.05,
          "betfair_ex_eu", 0.05,
          "betfair_ex_uk", 0.05,
          "matchbook", 0.02);

  private final Map<String, TypeRules> types;
  private final Map<String, Double> fees;
  private final Map<String, SentMarket> markets = new HashMap<>();
  private final SortedMap<String, Integer> parked = new TreeMap<>();

  /**
   * @param types by bet type
   * @param fees of profit as a fraction, by bookmaker; none for the others
   */
  public Oracle(Map<String, TypeRules> types, Map<String, Double> fees) {
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
    SortedMap<String, Figures> lines = new TreeMap<>();
    for (SentMarket market : markets.values()) {
      TypeRules rules = types.get(market.latest().betType());
      List<ValuedLine> valued = new ArrayList<>();
      Pairing.of(market, rules.shape())
          .values()
          .forEach(
              line ->
                  valued.add(new ValuedLine(line, market.latest(), market.time(), rules, fees)));
      for (ValuedLine line : valued) {
        Figures figures = line.figures();
        Figures arbitrage = JoinedBets.arbitrage(line);
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
}
