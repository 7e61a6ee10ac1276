package io.betintel.ev.value;

import io.betintel.ev.odds.InvalidOddsException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fees as people write them. */
final class FeeText {
  static final String UNKNOWN = "unknown";

  private static final String NUMBER = "((?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE]-?\\d+)?)";
  private static final String UP = "(?: ?up " + NUMBER + "(?: per (\\d{1,9}))?)?";
  private static final Pattern PROFIT = Pattern.compile(NUMBER);
  private static final Pattern CURVE = Pattern.compile(NUMBER + " ?\\*?p\\*?\\(1-p\\)" + UP);
  private static final Pattern FLAT = Pattern.compile(NUMBER + " per contract" + UP);
  private static final Pattern TIERS =
      Pattern.compile("tiers\\((odds|volume) ?" + NUMBER + "?;(.*)\\)");

  private FeeText() {}

  static Fee parse(String text) {
    String plain = text.strip().replaceAll("\\s+", " ").replaceAll(" ?([*()\\-;:]) ?", "$1");
    if (plain.equals(UNKNOWN)) {
      return new UnknownFee();
    }
    if (PROFIT.matcher(plain).matches()) {
      return new ProfitFee(Double.parseDouble(plain));
    }
    Matcher curve = CURVE.matcher(plain);
    if (curve.matches()) {
      return new ContractFee(value(curve, 1), 0, value(curve, 2), contracts(curve));
    }
    Matcher flat = FLAT.matcher(plain);
    if (flat.matches()) {
      return new ContractFee(0, value(flat, 1), value(flat, 2), contracts(flat));
    }
    Matcher tiers = TIERS.matcher(plain);
    if (tiers.matches() && tiers.group(1).equals("volume") == (tiers.group(2) != null)) {
      boolean odds = tiers.group(1).equals("odds");
      return new TieredFee(
          odds ? TieredFee.By.ODDS : TieredFee.By.VOLUME, value(tiers, 2), tiers(tiers.group(3)));
    }
    throw new InvalidOddsException(
        "fee",
        text,
        "accepted are a fraction of the profit such as 0.02,"
            + " 0.07*p*(1-p), 0.02 per contract, either with \" up 0.01\" or \" up 0.01 per 100\""
            + " for rounding, tiers(odds; 1: 0.02; 3: 0.05), tiers(volume 2500; 0: 0.05; 1000:"
            + " 0.04) and unknown");
  }

  /** Without an exponent and trailing zeros. */
  static String number(double value) {
    return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static List<TieredFee.Tier> tiers(String text) {
    List<TieredFee.Tier> tiers = new ArrayList<>();
    for (String tier : text.split(";", -1)) {
      int colon = tier.indexOf(':');
      if (colon < 0 || !PROFIT.matcher(tier.substring(0, colon)).matches()) {
        throw new IllegalArgumentException(
            "\"" + tier + "\" is not a tier: a threshold, a colon and a fee are needed");
      }
      tiers.add(
          new TieredFee.Tier(
              Double.parseDouble(tier.substring(0, colon)), parse(tier.substring(colon + 1))));
    }
    return tiers;
  }

  private static double value(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Double.parseDouble(matcher.group(group));
  }

  private static int contracts(Matcher matcher) {
    return matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
  }
}
