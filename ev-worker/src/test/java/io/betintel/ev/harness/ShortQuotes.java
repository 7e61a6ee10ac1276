package io.betintel.ev.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of snapshots in short, one a line: {@code book}, {@code event}, {@code type}, {@code home}
 * and {@code outcomes} as [name, description, point, price]; {@code start}, {@code ts} (the
 * record's time) and {@code lu} (when the book quoted) in milliseconds from now. A line with {@code
 * sleep} ends a group: what follows it is quoted later.
 */
public final class ShortQuotes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOURS_2 = 7_200_000;

  private ShortQuotes() {}

  /** The lines of each group; they are quoted once it is read. */
  public static List<List<JsonNode>> groups(Path file) throws IOException {
    List<List<JsonNode>> groups = new ArrayList<>();
    groups.add(new ArrayList<>());
    for (String line : Files.readAllLines(file)) {
      JsonNode quote = JSON.readTree(line);
      if (quote.has("sleep")) {
        groups.add(new ArrayList<>());
      } else {
        groups.get(groups.size() - 1).add(quote);
      }
    }
    return groups;
  }

  /** Quoted now, one a millisecond. */
  public static List<MarketSnapshot> now(List<JsonNode> group) {
    List<MarketSnapshot> snapshots = new ArrayList<>();
    Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusMillis(group.size());
    for (JsonNode quote : group) {
      Instant now = first.plusMillis(snapshots.size());
      snapshots.add(
          new MarketSnapshot(
              new SportingEvent(
                  quote.path("event").textValue(),
                  "icehockey_nhl",
                  now.plusMillis(quote.path("start").asLong(HOURS_2)),
                  quote.path("home").asText("Home"),
                  "Away"),
              new BetType(quote.path("type").asText("h2h")),
              new Bookmaker(quote.path("book").asText("pinnacle")),
              outcomes(quote.path("outcomes")),
              now.plusMillis(quote.path("lu").asLong()),
              now.plusMillis(quote.path("ts").asLong()),
              null));
    }
    return snapshots;
  }

  private static List<Outcome> outcomes(JsonNode array) {
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode each : array) {
      outcomes.add(
          Outcome.of(
              each.path(0).textValue(),
              each.path(1).textValue(),
              each.path(2).isNull() ? null : each.path(2).doubleValue(),
              each.path(3).doubleValue()));
    }
    return outcomes;
  }
}
