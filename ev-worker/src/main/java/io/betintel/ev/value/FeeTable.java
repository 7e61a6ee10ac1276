package io.betintel.ev.value;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each exchange takes of a bet; a bookmaker that is not listed takes nothing. {@code
 * docs/exchanges.md} has the source and the date of each default.
 *
 * <p>It also knows the bankroll, in whose fractions stakes are, for what bookmakers take at the
 * most.
 *
 * <p>A setting adds to the defaults and replaces them by key. Rejected: a setting that replaces all
 * of them, since one fee of your own would make every other exchange look free.
 */
public final class FeeTable {
  private static final String DEFAULTS =
      "novig=0.02,prophetx=0.02,betfair=0.05,betfair_ex_au=0.05,betfair_ex_eu=0.05,"
          + "betfair_ex_uk=0.05,matchbook=0.02,smarkets=0.02,sporttrade=0.02,"
          + "kalshi=0.07*p*(1-p),polymarket=0.03*p*(1-p),betopenly=unknown";

  static final Setting<FeeTable> FEES =
      new Setting<>(
          "EV_FEES",
          "bookmaker=fee, comma-separated; a fee is a fraction of the profit such as 0.02,"
              + " 0.07*p*(1-p), 0.02 per contract, tiers(odds; 1: 0.02; 3: 0.05) or unknown",
          DEFAULTS,
          "What each exchange takes of a bet. What is not named keeps its default; 0 takes"
              + " nothing.",
          false,
          FeeTable::parse);

  private static final Charge NOTHING = new Charge(Fee.none(), null);
  private static final Charge UNKNOWN = new Charge(new UnknownFee(), FeeText.UNKNOWN);

  private final Map<Bookmaker, Charge> charges = new HashMap<>();
  private final Map<Bookmaker, Fee> fees;
  private final Bankroll bankroll;

  /** Without a known bankroll. */
  public FeeTable(Map<Bookmaker, Fee> fees) {
    this(fees, Bankroll.UNKNOWN);
  }

  public FeeTable(Map<Bookmaker, Fee> fees, Bankroll bankroll) {
    this.bankroll = bankroll;
    this.fees = Map.copyOf(fees);
    this.fees.forEach(
        (bookmaker, fee) ->
            charges.put(bookmaker, fee.equals(Fee.none()) ? NOTHING : new Charge(fee, fee.text())));
  }

  /** Of fractions of the profit. */
  public static FeeTable ofRates(Map<Bookmaker, Double> rates) {
    Map<Bookmaker, Fee> fees = new HashMap<>();
    rates.forEach((bookmaker, rate) -> fees.put(bookmaker, new ProfitFee(rate)));
    return new FeeTable(fees);
  }

  public static List<Setting<?>> settings() {
    return List.of(FEES, Bankroll.BANKROLL);
  }

  public static FeeTable from(Settings settings) {
    return new FeeTable(settings.get(FEES).fees, settings.get(Bankroll.BANKROLL));
  }

  Bankroll bankroll() {
    return bankroll;
  }

  /** Every bookmaker that is listed. */
  public Map<Bookmaker, Fee> fees() {
    return fees;
  }

  /** Whether it is known what the bookmaker takes, or that nobody knows. */
  boolean lists(Bookmaker bookmaker) {
    return charges.containsKey(bookmaker);
  }

  /**
   * What the bookmaker takes: nothing for most.
   *
   * @param isExchange whether its prices say that it is one: what it takes is unknown then, unless
   *     it is listed
   */
  Charge charge(Bookmaker bookmaker, boolean isExchange) {
    return charges.getOrDefault(bookmaker, isExchange ? UNKNOWN : NOTHING);
  }

  /**
   * The defaults with these entries.
   *
   * @throws IllegalArgumentException names the entry and what is accepted
   */
  static FeeTable parse(String text) {
    Map<Bookmaker, Fee> fees = new TreeMap<>();
    addTo(fees, DEFAULTS);
    addTo(fees, text);
    return new FeeTable(fees);
  }

  private static void addTo(Map<Bookmaker, Fee> fees, String text) {
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("\"" + part + "\" is not bookmaker=fee");
      }
      fees.put(
          new Bookmaker(part.substring(0, equals).strip()), Fee.parse(part.substring(equals + 1)));
    }
  }

  /**
   * A fee, and its text as an offer has it.
   *
   * @param text null if nothing is taken
   */
  record Charge(Fee fee, String text) {}
}
