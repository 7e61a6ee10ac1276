package io.betintel.ev.codec;

import io.betintel.ev.odds.InvalidOddsException;
import java.time.Instant;

/**
 * The times that the contract takes: milliseconds since the epoch. Seconds as milliseconds are in
 * early 1970, where no odds are from; microseconds are thousands of years ahead.
 */
final class ContractTimes {
  private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private ContractTimes() {}

  /**
   * @throws InvalidOddsException if it is in another unit, or absurd
   */
  static Instant inRange(String field, Instant instant) {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new InvalidOddsException(
          field,
          instant,
          "accepted are milliseconds since the epoch, from 1971 to 2200" + unit(instant));
    }
    return instant;
  }

  private static String unit(Instant instant) {
    double millis = instant.getEpochSecond() * 1e3 + instant.getNano() / 1e6;
    String number = "; %.0f".formatted(millis);
    if (plausible(millis * 1e3)) {
      return number + " looks like seconds, milliseconds are meant";
    }
    if (plausible(millis / 1e3)) {
      return number + " looks like microseconds, milliseconds are meant";
    }
    return plausible(millis / 1e6)
        ? number + " looks like nanoseconds, milliseconds are meant"
        : "";
  }

  private static boolean plausible(double millis) {
    return millis >= EARLIEST.toEpochMilli() && millis <= LATEST.toEpochMilli();
  }
}
