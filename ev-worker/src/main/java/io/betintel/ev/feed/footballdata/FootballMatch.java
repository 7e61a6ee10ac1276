package io.betintel.ev.feed.footballdata;

import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.SportingEvent;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** The event of one row of a football-data.co.uk file. */
final class FootballMatch {
  /** The files give United Kingdom time for every country. */
  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  /** Files before 2019 have no times; a Saturday's three o'clock is the likeliest. */
  private static final LocalTime USUAL_KICK_OFF = LocalTime.of(15, 0);

  private static final DateTimeFormatter LONG_YEAR = date("dd/MM/uuuu");
  private static final DateTimeFormatter SHORT_YEAR = date("dd/MM/uu");

  private FootballMatch() {}

  /**
   * @param division a code such as E0, or country and league
   * @param time blank where the file has none
   * @throws InvalidOddsException if a field is missing or cannot be read
   */
  static SportingEvent of(
      FootballLayout layout, String division, String date, String time, String home, String away) {
    require(layout.extra() ? "League" : "Div", division);
    require(layout.home(), home);
    require(layout.away(), away);
    LocalDate day = day(date);
    return new SportingEvent(
        String.join("-", "fd", slug(division), day.toString(), slug(home), slug(away)),
        FootballDivision.sportKey(division),
        kickOff(day, time),
        home,
        away);
  }

  private static Instant kickOff(LocalDate day, String time) {
    try {
      LocalTime clock = time.isEmpty() ? USUAL_KICK_OFF : LocalTime.parse(time);
      return day.atTime(clock).atZone(ZONE).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidOddsException("Time", time, "a time such as 15:00 is needed");
    }
  }

  private static LocalDate day(String date) {
    try {
      return LocalDate.parse(date, date.length() == 8 ? SHORT_YEAR : LONG_YEAR);
    } catch (DateTimeException e) {
      throw new InvalidOddsException("Date", date, "a date such as 31/12/2023 is needed");
    }
  }

  private static void require(String column, String value) {
    if (value.isEmpty()) {
      throw new InvalidOddsException(column, value, "it is needed");
    }
  }

  /** Lower-case ASCII words joined by hyphens: the same for every file that names the team so. */
  private static String slug(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("[\\p{M}']", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }

  private static DateTimeFormatter date(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
