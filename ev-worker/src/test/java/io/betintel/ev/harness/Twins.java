package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.priced.PricedLine;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.RedisClient;

/**
 * Two bet types fed the same events, of which one is switched off and on and the other is the
 * control: whatever happened to the one, both must end alike in {@code ev.lines}, PostgreSQL and
 * Redis. Versions aside, and the times that are no content: what only they changed is not published
 * again, and each line's validity ends in steps of its own. Withdrawn lines aside too: one that
 * came and went while its type was off was never published.
 */
public final class Twins {
  public static final String SWITCHED = "player_assists";
  public static final String CONTROL = "player_rebounds";

  private static final Pattern SETTINGS =
      Pattern.compile("\"?settings(?:V|_v)ersion\"?(?:=|: ?)\\d+");
  private static final Pattern TIMES =
      Pattern.compile(
          "\"?\\b(?:market_?[tT]ime|(?:best_|top_|current_)?valid_?[uU]ntil|quoted_?[aA]t|age|age_ms)"
              + "\"?(?:=|: ?)(?:\"[^\"]*\"|[^,}\\]]*)");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Installation installation;
  private final CatalogueRows catalogue;
  private final TopicContents contents;
  private final List<String> sent;
  private final String shown;

  public Twins(Installation installation) {
    this(installation, List.of(SWITCHED), SWITCHED);
  }

  /**
   * A bet type that was renamed instead of switched.
   *
   * @param sent the names under which its events were sent
   * @param shown its name in the end
   */
  public Twins(Installation installation, List<String> sent, String shown) {
    this.sent = List.copyOf(sent);
    this.shown = shown;
    this.installation = installation;
    this.catalogue = new CatalogueRows(installation);
    this.contents = installation.contents();
  }

  /** Each of so many events once for each of the two, some late and some sent twice. */
  public static List<MarketSnapshot> events(long seed, int markets, int count) {
    Random random = new Random(seed);
    List<MarketSnapshot> events = new ArrayList<>(new OddsGenerator(seed, markets).disabled(count));
    for (int i = 0; i < count; i++) {
      if (random.nextInt(10) == 0) {
        events.set(i, events.get(random.nextInt(i + 1)));
      }
    }
    List<MarketSnapshot> twins = new ArrayList<>(2 * count);
    for (MarketSnapshot event : events) {
      twins.add(event);
      twins.add(
          new MarketSnapshot(
              event.event(),
              new BetType(CONTROL),
              event.bookmaker(),
              event.outcomes(),
              event.lastUpdate(),
              event.observedAt(),
              event.link()));
    }
    return twins;
  }

  /** Returns when nothing waits, nothing is in flight, and both sinks have written everything. */
  public void awaitSettled() throws Exception {
    await("everything parked has been looked at and returned")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(this::nothingWaits);
    new Reckoning(installation).awaitDrained();
    await("returned and parked again").atMost(PATIENCE).until(this::nothingWaits);
    await("no sweep is left")
        .atMost(PATIENCE)
        .until(
            () ->
                installation.running().stream()
                    .allMatch(worker -> worker.metric("ev_sweep_markets") == 0));
    new Reckoning(installation).awaitDrained();
    StoredLines stored = new StoredLines(installation);
    List<ConsumerRecord<byte[], byte[]>> published = contents.read(installation.topics().lines());
    await("the sinks").atMost(PATIENCE).until(() -> stored.reached(published));
  }

  /**
   * Also counts the partitions of dead workers, which no worker reads until the group has noticed.
   */
  public boolean nothingWaits() throws SQLException {
    for (String name : sent) {
      if (catalogue.waiting(name) > 0) {
        return false;
      }
    }
    return lookedThrough();
  }

  public void assertAlike() throws Exception {
    SortedMap<String, PricedLine> switched = openLines(shown);
    SortedMap<String, PricedLine> control = openLines(CONTROL);
    assertThat(control).isNotEmpty();
    assertThat(different(neutral(switched), neutral(control))).as("ev.lines").isEmpty();
    assertThat(rows(CONTROL)).isNotEmpty();
    assertThat(different(rows(shown), rows(CONTROL))).as("PostgreSQL").isEmpty();
    assertThat(cached(CONTROL, control).values()).as("Redis").doesNotContain("null");
    assertThat(different(cached(shown, switched), cached(CONTROL, control))).as("Redis").isEmpty();
  }

  /** Hundreds of equal lines would hide the few that differ. */
  private static List<String> different(
      SortedMap<String, String> switched, SortedMap<String, String> control) {
    SortedSet<String> keys = new TreeSet<>(switched.keySet());
    keys.addAll(control.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(switched.get(key), control.get(key)))
        .map(key -> key + ": " + switched.get(key) + " and not " + control.get(key))
        .limit(5)
        .toList();
  }

  /** Whether the replayers have come to the end of {@code odds.parked}. */
  private boolean lookedThrough() throws SQLException {
    long tails = catalogue.number("SELECT coalesce(sum(next_offset), 0) FROM parked_tails");
    Map<TopicPartition, Long> ends = contents.ends(installation.topics().parked());
    return ends.values().stream().mapToLong(end -> end).sum() == tails;
  }

  private SortedMap<String, PricedLine> openLines(String betType) throws Exception {
    Map<String, PricedLine> newest = new HashMap<>();
    try (SchemaRegistryClient registry = installation.registry()) {
      WriterSchemas schemas =
          new WriterSchemas(
              registry, Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(10));
      PricedLineCodec codec = new PricedLineCodec(schemas);
      for (ConsumerRecord<byte[], byte[]> record : contents.read(installation.topics().lines())) {
        newest.put(new String(record.key(), StandardCharsets.UTF_8), codec.decode(record.value()));
      }
    }
    newest
        .values()
        .removeIf(
            line ->
                line.status() != PricedLine.Status.OPEN
                    || !line.betType().symbol().equals(betType));
    return new TreeMap<>(newest);
  }

  private SortedMap<String, String> neutral(SortedMap<String, PricedLine> lines) {
    SortedMap<String, String> texts = new TreeMap<>();
    lines.forEach((id, line) -> texts.put(neutral(id), neutral(line.toString())));
    return texts;
  }

  private SortedMap<String, String> rows(String betType) throws SQLException {
    SortedMap<String, String> rows = new TreeMap<>();
    try (Connection database = installation.database();
        PreparedStatement select =
            database.prepareStatement(
                "SELECT line_id || ' ' || outcome, to_jsonb(b) - 'version' - 'recorded_at' - 'bet_type' FROM bets b"
                    + " WHERE bet_type::text = ? AND closed_at IS NULL")) {
      select.setString(1, betType);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.put(neutral(row.getString(1)), neutral(row.getString(2)));
        }
      }
    }
    return rows;
  }

  private SortedMap<String, String> cached(String betType, SortedMap<String, PricedLine> lines) {
    SortedMap<String, String> entries = new TreeMap<>();
    try (RedisClient redis = installation.redis()) {
      lines.forEach(
          (id, line) -> {
            String entry = redis.get(CacheKeys.standard().line(new BetType(betType), line.id()));
            entries.put(
                neutral(id),
                neutral(String.valueOf(entry)).replaceAll("\"version\":\"?[^,}]*", "\"version\":"));
          });
    }
    return entries;
  }

  private String neutral(String text) {
    String typeless = text.replace(shown, "TYPE").replace(CONTROL, "TYPE");
    // A rename sets what the old name alone said, so the settings have another version.
    String alike = shown.equals(SWITCHED) ? typeless : SETTINGS.matcher(typeless).replaceAll("");
    return TIMES.matcher(alike).replaceAll("");
  }
}
