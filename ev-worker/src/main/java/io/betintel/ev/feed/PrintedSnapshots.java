package io.betintel.ev.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Set;

/**
 * Prints events instead of sending them: one JSON object a line, with the fields of the contract
 * and the record's timestamp. Absent fields are left out.
 */
public final class PrintedSnapshots implements SnapshotTarget {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PrintWriter out;
  private final Set<String> betTypes;

  /**
   * @param betTypes which would be sent
   */
  public PrintedSnapshots(PrintWriter out, Collection<String> betTypes) {
    this.out = out;
    this.betTypes = Set.copyOf(betTypes);
  }

  @Override
  public boolean send(MarketSnapshot snapshot) {
    if (!betTypes.contains(snapshot.betType().symbol())) {
      return false;
    }
    SportingEvent event = snapshot.event();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("record_timestamp", snapshot.observedAt().toString());
    json.put("event_id", event.id());
    json.put("sport_key", event.sportKey());
    json.put("commence_time", event.commenceTime().toString());
    text(json, "home_team", event.homeTeam());
    text(json, "away_team", event.awayTeam());
    json.put("bookmaker", snapshot.bookmaker().key());
    json.put("bet_type", snapshot.betType().symbol());
    ArrayNode outcomes = json.putArray("outcomes");
    snapshot.outcomes().forEach(each -> outcome(outcomes.addObject(), each));
    json.put("last_update", snapshot.lastUpdate().toString());
    text(json, "link", snapshot.link());
    out.println(json);
    return true;
  }

  private static void outcome(ObjectNode json, Outcome outcome) {
    json.put("name", outcome.name());
    text(json, "description", outcome.description());
    number(json, "point", outcome.point());
    json.put("price", outcome.price());
    text(json, "link", outcome.link());
    number(json, "bet_limit", outcome.betLimit());
  }

  private static void text(ObjectNode json, String field, String value) {
    if (value != null) {
      json.put(field, value);
    }
  }

  private static void number(ObjectNode json, String field, Double value) {
    if (value != null) {
      json.put(field, value);
    }
  }

  @Override
  public void flush() {
    out.flush();
  }
}
