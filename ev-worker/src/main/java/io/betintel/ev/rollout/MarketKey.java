package io.betintel.ev.rollout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A market's key in its parts, as The Odds API composes them: {@code alternate_spreads_q1} is
 * {@code spreads}, with other points, of the first quarter.
 *
 * @param base the key without the other parts
 * @param alternate whether it is the market with other points than the main ones
 * @param span the part of the match in words, such as {@code 1st quarter}; empty for all of it
 */
record MarketKey(String base, boolean alternate, String span) {
  private static final Pattern SPAN = Pattern.compile("(.+)_([qhps])([1-9])");
  private static final Pattern INNINGS = Pattern.compile("(.+)_1st_([1-9])_innings");
  private static final String BEFORE = "alternate_";
  private static final String AFTER = "_alternate";

  static MarketKey of(String name) {
    String base = name;
    boolean alternate = false;
    if (base.startsWith(BEFORE)) {
      base = base.substring(BEFORE.length());
      alternate = true;
    }
    if (base.endsWith(AFTER)) {
      base = base.substring(0, base.length() - AFTER.length());
      alternate = true;
    }
    String span = "";
    Matcher part = SPAN.matcher(base);
    Matcher innings = INNINGS.matcher(base);
    if (part.matches()) {
      base = part.group(1);
      span = ordinal(part.group(3)) + " " + noun(part.group(2));
    } else if (innings.matches()) {
      base = innings.group(1);
      String count = innings.group(2);
      span = count.equals("1") ? "1st inning" : "first " + count + " innings";
    }
    return base.isEmpty() ? new MarketKey(name, false, "") : new MarketKey(base, alternate, span);
  }

  private static String noun(String letter) {
    return switch (letter) {
      case "q" -> "quarter";
      case "h" -> "half";
      case "p" -> "period";
      default -> "set";
    };
  }

  private static String ordinal(String digit) {
    return switch (digit) {
      case "1" -> "1st";
      case "2" -> "2nd";
      case "3" -> "3rd";
      default -> digit + "th";
    };
  }
}
