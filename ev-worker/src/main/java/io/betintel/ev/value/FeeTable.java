package io.betintel.ev.value;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fraction of a bet's profit that each exchange takes; a bookmaker that is not listed takes
 * nothing.
 *
 * <p>The defaults: Novig and ProphetX 2 %, as in the original system; the Betfair exchanges 5 %,
 * the standard rate, and Matchbook 2 %. Their customers pay 2 to 5 %: set your own rate.
 */
public record FeeTable(Map<Bookmaker, Double> fees) {
  static final Setting<FeeTable> FEES =
      new Setting<>(
          "EV_FEES",
          "bookmaker=fraction, comma-separated, each fraction from 0 to below 1",
          "novig=0.02,prophetx=0.02,betfair=0.05,betfair_ex_au=0.05,betfair_ex_eu=0.05,"
              + "betfair_ex_uk=0.05,matchbook=0.02",
          "The fraction of a bet's profit that each exchange takes.",
          false,
          FeeTable::parse);

  private static final Double NONE = 0.0;

  public FeeTable {
    fees = Map.copyOf(fees);
  }

  public static List<Setting<?>> settings() {
    return List.of(FEES);
  }

  public static FeeTable from(Settings settings) {
    return settings.get(FEES);
  }

  /** The fraction of the profit that the bookmaker takes: 0 for most. */
  public double fee(Bookmaker bookmaker) {
    return fees.getOrDefault(bookmaker, NONE);
  }

  private static FeeTable parse(String text) {
    Map<Bookmaker, Double> fees = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      double fee = Double.parseDouble(part.substring(equals + 1));
      if (equals < 1 || !(fee >= 0 && fee < 1)) {
        throw new IllegalArgumentException("not a fee");
      }
      fees.put(new Bookmaker(part.substring(0, equals).strip()), fee);
    }
    return new FeeTable(fees);
  }
}
