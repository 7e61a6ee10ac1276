package io.betintel.ev.odds;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The subject of bets: a match, a race, a season.
 *
 * @param id the feed's id, 1 to 128 characters without control characters
 * @param sportKey the competition, such as {@code icehockey_nhl}
 * @param commenceTime when it starts, to the millisecond
 * @param homeTeam as outcomes name it; null if absent
 * @param awayTeam as outcomes name it; null if absent
 */
public record SportingEvent(
    String id, String sportKey, Instant commenceTime, String homeTeam, String awayTeam) {
  private static final Pattern SPORT_KEY = Pattern.compile("[a-z0-9][a-z0-9_]{0,63}");

  /**
   * @throws InvalidOddsException if a field is outside the contract
   */
  public SportingEvent {
    Text.require("event_id", id, 128);
    if (sportKey == null || !SPORT_KEY.matcher(sportKey).matches()) {
      throw new InvalidOddsException(
          "sport_key",
          sportKey,
          "accepted are lower-case letters, digits and underscores, 1 to 64");
    }
    Objects.requireNonNull(commenceTime, "commence_time");
    Text.allow("home_team", homeTeam, 256);
    Text.allow("away_team", awayTeam, 256);
  }
}
