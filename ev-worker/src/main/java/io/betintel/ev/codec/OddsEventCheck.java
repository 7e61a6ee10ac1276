package io.betintel.ev.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.avro.OddsOutcome;
import io.betintel.ev.codec.OddsEventDecoder.Written;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the worker would admit an event, and every problem of it. The worker stops at the first
 * problem; this check tries each field alone, by the same constructors, in an otherwise valid
 * value. If it finds no problem, the worker's own code decides.
 */
public final class OddsEventCheck {
  /** The contract's limits; a worker may have others. */
  private static final Duration MOST_AHEAD = Duration.ofMinutes(1);

  private static final ClockLimit CLOCK_AHEAD = new ClockLimit(Duration.ofMinutes(5));

  private static final Outcome ANY_OUTCOME = Outcome.of("x", null, null, 2);

  private final OddsEventContract contract = new OddsEventContract(MOST_AHEAD);
  private final OddsEventDecoder decoder =
      new OddsEventDecoder(id -> OddsEvent.getClassSchema(), contract);
  private final Map<String, String> problems = new LinkedHashMap<>();
  private final Optional<Instant> clock;

  /** As a replay checks events, which depends on no clock. */
  public OddsEventCheck() {
    this(Optional.empty());
  }

  /**
   * @param clock the worker's when it reads the events; empty in a replay
   */
  public OddsEventCheck(Optional<Instant> clock) {
    this.clock = clock;
  }

  /**
   * The result of a check.
   *
   * @param snapshot null if the worker would refuse the event
   * @param knownBetType whether this build's schema has the bet type; the worker parks events of
   *     others
   * @param problems each with field, value and remedy; empty unless the worker would refuse the
   *     event
   */
  public record Verdict(MarketSnapshot snapshot, boolean knownBetType, List<String> problems) {
    public Verdict {
      problems = List.copyOf(problems);
    }
  }

  /**
   * An event as JSON.
   *
   * @param key the record's; null for the bet type
   * @param timestamp the record's
   */
  public Verdict check(JsonNode json, String key, Instant timestamp) {
    problems.clear();
    return verdict(new OddsEventJson(problems).read(json), key, timestamp);
  }

  /**
   * A record value in the Confluent wire format, written with this build's schema; its schema id is
   * ignored.
   */
  public Verdict check(byte[] value, String key, Instant timestamp) {
    problems.clear();
    try {
      Written written = decoder.read(value);
      decoder.notUtf8(value, written).ifPresent(text -> problems.put(text.field(), text.message()));
      return verdict(written, key, timestamp);
    } catch (BrokenRecordException e) {
      return new Verdict(null, true, List.of(e.getMessage()));
    }
  }

  private Verdict verdict(Written written, String key, Instant timestamp) {
    String symbol = written.symbol();
    String keyText = key == null ? symbol : key;
    OddsEvent event = written.event();
    if (timestamp.toEpochMilli() <= 0) {
      problems.put(
          "timestamp",
          "record timestamp is " + timestamp + ": when the feed observed the odds is needed");
    }
    attempt("timestamp", () -> ContractTimes.inRange("record timestamp", timestamp));
    if (symbol != null) {
      attempt("bet_type", () -> new BetType(symbol));
      attempt("key", () -> OddsEventContract.requireKey(keyText, symbol));
    }
    checkEvent(event);
    checkTimes(event, timestamp);
    checkOutcomes(event.getOutcomes());
    if (problems.isEmpty()) {
      try {
        MarketSnapshot snapshot = contract.snapshot(keyText, event, symbol, timestamp);
        EventStart.require(snapshot);
        return new Verdict(snapshot, isKnown(symbol), List.of());
      } catch (BrokenRecordException e) {
        problems.put("event", e.getMessage());
      }
    }
    return new Verdict(null, isKnown(symbol), List.copyOf(problems.values()));
  }

  private void checkEvent(OddsEvent event) {
    attempt("event_id", () -> sportingEvent(event.getEventId(), "x", null, null));
    attempt("sport_key", () -> sportingEvent("x", event.getSportKey(), null, null));
    attempt("home_team", () -> sportingEvent("x", "x", event.getHomeTeam(), null));
    attempt("away_team", () -> sportingEvent("x", "x", null, event.getAwayTeam()));
    attempt("bookmaker", () -> new Bookmaker(event.getBookmaker()));
    attempt(
        "link",
        () ->
            new MarketSnapshot(
                sportingEvent("x", "x", null, null),
                new BetType("h2h"),
                new Bookmaker("x"),
                List.of(ANY_OUTCOME),
                Instant.EPOCH,
                Instant.EPOCH,
                event.getLink()));
  }

  private void checkTimes(OddsEvent event, Instant timestamp) {
    attempt("commence_time", () -> ContractTimes.inRange("commence_time", event.getCommenceTime()));
    attempt(
        "last_update",
        () -> {
          ContractTimes.inRange("last_update", event.getLastUpdate());
          contract.requireNotAhead(event.getLastUpdate(), timestamp);
        });
    if (clock.isPresent() && !problems.containsKey("last_update")) {
      attempt(
          "clock",
          () ->
              CLOCK_AHEAD.require(
                  event.getBookmaker(), event.getLastUpdate(), timestamp, clock.get()));
    }
  }

  private void checkOutcomes(List<OddsOutcome> outcomes) {
    attempt("outcomes", () -> OddsEventContract.requireCount(outcomes));
    if (outcomes == null) {
      return;
    }
    for (int i = 0; i < Math.min(outcomes.size(), MarketSnapshot.MOST_OUTCOMES); i++) {
      OddsOutcome one = outcomes.get(i);
      String path = "outcomes[" + i + "]";
      if (problems.containsKey(path)) {
        continue; // not an object
      }
      attempt(path + ".name", () -> Outcome.of(one.getName(), null, null, 2));
      attempt(path + ".description", () -> Outcome.of("x", one.getDescription(), null, 2));
      attempt(path + ".point", () -> Outcome.of("x", null, one.getPoint(), 2));
      attempt(path + ".price", () -> Outcome.of("x", null, null, one.getPrice()));
      attempt(path + ".link", () -> new Outcome("x", null, null, 2, one.getLink(), null));
      attempt(path + ".bet_limit", () -> new Outcome("x", null, null, 2, null, one.getBetLimit()));
    }
  }

  /** Skips a field that could not be read: it has its problem already. */
  private void attempt(String path, Runnable check) {
    if (problems.containsKey(path)) {
      return;
    }
    try {
      check.run();
    } catch (InvalidOddsException | BrokenRecordException e) {
      int parent = path.lastIndexOf('.');
      problems.put(path, path.substring(0, parent + 1) + e.getMessage());
    }
  }

  private static SportingEvent sportingEvent(String id, String sport, String home, String away) {
    return new SportingEvent(id, sport, Instant.EPOCH, home, away);
  }

  private static boolean isKnown(String symbol) {
    return symbol != null && symbols().contains(symbol);
  }

  /** The bet types of this build's schema. */
  public static List<String> knownBetTypes() {
    return symbols().stream().filter(symbol -> !symbol.equals(BetType.UNKNOWN)).toList();
  }

  private static List<String> symbols() {
    return OddsEvent.getClassSchema().getField("bet_type").schema().getEnumSymbols();
  }
}
