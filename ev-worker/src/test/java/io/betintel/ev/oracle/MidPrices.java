package io.betintel.ev.oracle;

import java.util.Arrays;
import java.util.Map;

/**
 * What an exchange that is a reference says with both of its prices: half way between the chance at
 * which its back is fair and that at which its lay is.
 */
final class MidPrices {
  private MidPrices() {}

  /**
   * @param lay the prices to lay its outcomes; null if there are none
   */
  static PairedLine of(
      PairedLine back, PairedLine lay, TypeRules rules, Map<String, OracleFee> fees, long now) {
    if (lay == null || !lay.names().equals(back.names())) {
      return back;
    }
    PairedLine mids =
        new PairedLine(
            back.id(),
            back.description(),
            back.point(),
            back.byNames(),
            back.names(),
            back.points());
    back.quotes().forEach((book, quote) -> mids.quotes().put(book, quote));
    mids.others().draw = back.others().draw;
    mids.others().quotedBy.addAll(back.others().quotedBy);
    for (String book : rules.weights().keySet()) {
      PairedLine.Quote one = back.quotes().get(book);
      PairedLine.Quote other = lay.quotes().get(book);
      if (one != null
          && other != null
          && one.complete()
          && other.complete()
          && now - other.sent.quotedAt() <= rules.referenceAge()
          && isDeep(one, rules.midDepth())
          && isDeep(other, rules.midDepth())) {
        OracleFee fee = fees.getOrDefault(book, OracleFee.UNKNOWN);
        mids.quotes().put(book, mid(one, other, fee));
      }
    }
    return mids;
  }

  private static PairedLine.Quote mid(PairedLine.Quote back, PairedLine.Quote lay, OracleFee fee) {
    boolean crossed = false;
    for (int i = 0; i < back.sides.length; i++) {
      crossed |= lay.sides[i].odds() < back.sides[i].odds();
    }
    long backed = back.sent.quotedAt();
    long laid = lay.sent.quotedAt();
    if (crossed && laid < backed) {
      return back;
    }
    PairedLine.Quote mid =
        new PairedLine.Quote(
            quotedAt(back.sent, crossed ? laid : Math.min(backed, laid)), back.sides.length);
    for (int i = 0; i < back.sides.length; i++) {
      double chance = 1 / fee.net(back.sides[i].odds());
      double against = 1 / fee.net(1 + 1 / (lay.sides[i].odds() - 1));
      double odds = 1 / (crossed ? 1 - against : (chance + 1 - against) / 2);
      mid.sides[i] = new SentPrice(back.sides[i].name(), null, null, odds, null, null);
    }
    mid.ambiguous = crossed && laid == backed;
    return mid;
  }

  private static OracleQuote quotedAt(OracleQuote sent, long time) {
    return new OracleQuote(
        sent.eventId(),
        sent.sport(),
        sent.start(),
        sent.home(),
        sent.away(),
        sent.betType(),
        sent.book(),
        sent.prices(),
        time,
        sent.seenAt(),
        sent.link());
  }

  private static boolean isDeep(PairedLine.Quote quote, double depth) {
    return depth == 0
        || Arrays.stream(quote.sides).allMatch(p -> p.limit() != null && p.limit() >= depth);
  }
}
