package io.betintel.demo;

import io.betintel.demo.DemoResult.BestBet;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.codec.Topics;
import io.betintel.localstack.LocalStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.RedisClient;

/** Reads the state of Kafka, the worker, PostgreSQL and Redis. */
final class DemoState {
  static final String DATABASE = "demo";

  private static final Duration LONGEST_STILLNESS = Duration.ofMinutes(1);
  private static final List<String> SINKS = List.of("postgres", "redis");

  private final LocalStack stack;
  private final Topics topics;
  private final int port;

  DemoState(LocalStack stack, Topics topics, int port) {
    this.stack = stack;
    this.topics = topics;
    this.port = port;
  }

  /** Records on the input topic: its end offsets, since nothing is transactional there. */
  long produced() throws IOException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
      String topic = topics.oddsEvents();
      int partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
      Map<TopicPartition, OffsetSpec> latest =
          IntStream.range(0, partitions)
              .boxed()
              .collect(
                  Collectors.toMap(p -> new TopicPartition(topic, p), p -> OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(offset -> offset.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not say how much was produced", e);
    }
  }

  /**
   * Waits as long as something changes, however slow the machine is.
   *
   * @throws IllegalStateException if the worker ends, or nothing changes for a while
   */
  void awaitSettled(Process worker, WorkerJar jar) throws IOException, InterruptedException {
    long produced = produced();
    Progress before = null;
    long since = System.nanoTime();
    while (true) {
      Progress now = progress();
      if (now.settled(produced)) {
        return;
      }
      if (!now.equals(before)) {
        before = now;
        since = System.nanoTime();
      }
      if (!worker.isAlive() || System.nanoTime() - since > LONGEST_STILLNESS.toNanos()) {
        throw new IllegalStateException(
            "the worker did not settle (%d produced, %s):%n%s"
                .formatted(produced, now, jar.logTail()));
      }
      Thread.sleep(200);
    }
  }

  DemoResult result() throws IOException, InterruptedException {
    Counters counters = Counters.scrape(port);
    return new DemoResult(
        produced(),
        counters.ended("applied"),
        counters.ended("superseded"),
        counters.ended("parked"),
        counters.ended("dead_lettered"),
        betsByType(),
        cachedByType(),
        best());
  }

  /**
   * The worker's progress.
   *
   * @param read by each sink
   */
  private record Progress(long consumed, long published, List<Long> read) {
    /** Every record has ended, and each sink has read every line that was published. */
    boolean settled(long produced) {
      return consumed == produced && read.stream().allMatch(lines -> lines == published);
    }
  }

  private Progress progress() throws InterruptedException {
    try {
      Counters counters = Counters.scrape(port);
      return new Progress(
          counters.sum("ev_records_consumed_total", ""),
          counters.sum("ev_lines_published_total{", ""),
          SINKS.stream()
              .map(sink -> counters.sum("ev_sink_records_read_total{", "sink=\"" + sink + '"'))
              .toList());
    } catch (IOException e) {
      return new Progress(-1, -1, List.of()); // too busy to answer
    }
  }

  private Map<String, Long> betsByType() {
    Map<String, Long> counts = new TreeMap<>();
    query(
        "SELECT bet_type::text, COUNT(*) FROM bets GROUP BY bet_type",
        row -> counts.put(row.getString(1), row.getLong(2)));
    return counts;
  }

  private Map<String, Long> cachedByType() {
    try (RedisClient redis = RedisClient.create(stack.redis().url())) {
      Map<String, Long> counts = new TreeMap<>();
      new CachedLines(redis, CacheKeys.standard(), Clock.systemUTC())
          .count()
          .forEach((betType, count) -> counts.put(betType.symbol(), count));
      return counts;
    }
  }

  private List<BestBet> best() {
    List<BestBet> best = new ArrayList<>();
    query(
        """
        SELECT coalesce(e.home_team || ' v ' || e.away_team, e.event_id),
               to_char(e.commence_time AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
               o.bet_type, o.outcome, o.point, o.bookmaker, o.price,
               1 / o.fair_probability, o.ev, o.stake, o.reference_books,
               'suspect' = ANY (o.flags)
        FROM bet_offers o
        JOIN bets b USING (line_id, outcome)
        JOIN events e ON e.event_id = o.event_id
        WHERE o.bookmaker = b.best_book AND b.closed_at IS NULL
        ORDER BY o.ev DESC, o.line_id, o.outcome
        LIMIT 10
        """,
        row ->
            best.add(
                new BestBet(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    (Double) row.getObject(5),
                    row.getString(6),
                    row.getDouble(7),
                    row.getDouble(8),
                    row.getDouble(9),
                    row.getDouble(10),
                    List.of((String[]) row.getArray(11).getArray()),
                    row.getBoolean(12))));
    return best;
  }

  /** Runs a statement in the demo's database, outside any transaction. */
  void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                stack.postgres().jdbcUrl(DATABASE),
                stack.postgres().user(),
                stack.postgres().password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Runs a query in the demo's database. */
  void query(String sql, RowReader reader) {
    try (Connection connection =
            DriverManager.getConnection(
                stack.postgres().jdbcUrl(DATABASE),
                stack.postgres().user(),
                stack.postgres().password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Takes one row. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
