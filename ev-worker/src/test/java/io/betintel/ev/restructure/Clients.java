package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers and readers of {@code bets}, each with a connection of its own, who send and read bet
 * types as text and write only labels of the target; and one who goes on sending what is fenced.
 */
final class Clients implements AutoCloseable {
  private static final String UPSERT =
      """
      INSERT INTO bets AS b (line_id, outcome, event_id, bet_type, offers, reference_books, method,
                             consensus, settings_version, market_time, valid_until, recorded_at,
                             version)
      SELECT r.line_id, 'Over', 'event', r.bet_type::text::bet_type_enum, '[]', '[]', 'shin', 'mean', 1,
             now(), now() + interval '1 hour', now(), r.version
      FROM unnest(?::text[], ?::text[], ?::bigint[]) AS r (line_id, bet_type, version)
      ON CONFLICT (line_id, outcome) DO UPDATE
      SET version = excluded.version, bet_type = excluded.bet_type
      """;

  private static final String READ =
      """
      SELECT count(*), max(bet_type::text) FROM bets
      WHERE line_id >= ? AND line_id < ? AND bet_type = ANY (?::text[]::bet_type_enum[])
      """;

  private static final int ROWS = 20;

  private final RestructureDatabase database;
  private final List<String> labels;
  private final int lines;
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicLong fenced = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong version = new AtomicLong(1_000_000_000);
  private volatile boolean stopped;

  /**
   * @param labels that are written
   * @param lines that there are
   */
  Clients(RestructureDatabase database, List<String> labels, int lines) {
    this.database = database;
    this.labels = List.copyOf(labels);
    this.lines = lines;
  }

  Clients writers(int count) {
    for (int i = 0; i < count; i++) {
      start(i, connection -> write(connection, new SplittableRandom()));
    }
    return this;
  }

  Clients readers(int count) {
    for (int i = 0; i < count; i++) {
      start(100 + i, connection -> read(connection, new SplittableRandom()));
    }
    return this;
  }

  /** Sends a bet type that is removed, about every 5 ms. */
  Clients sender(String removed) {
    start(
        200,
        connection -> {
          try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            bind(connection, upsert, List.of("fenced"), List.of(removed));
            upsert.executeUpdate();
          } catch (SQLException e) {
            if (Conversion.FENCED.equals(e.getSQLState())) {
              fenced.incrementAndGet();
            } else if ("22P02".equals(e.getSQLState())) {
              unknown.incrementAndGet();
            } else {
              throw e;
            }
          }
          Thread.sleep(5);
        });
    return this;
  }

  /** One transaction. */
  private interface Work {
    void run(Connection connection) throws SQLException, InterruptedException;
  }

  private void start(int name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try (Connection connection = database.connect()) {
                while (!stopped) {
                  long began = System.nanoTime();
                  try {
                    work.run(connection);
                  } catch (SQLException e) {
                    failures.add(e.getSQLState() + " " + e.getMessage());
                  }
                  if (name < 200) {
                    nanos.add(System.nanoTime() - began);
                  }
                }
              } catch (SQLException e) {
                failures.add("connection: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "client-" + name);
    threads.add(thread);
    thread.start();
  }

  private void write(Connection connection, SplittableRandom random) throws SQLException {
    List<String> ids = new ArrayList<>();
    List<String> types = new ArrayList<>();
    int first = 1 + random.nextInt(lines);
    for (int i = 0; i < ROWS; i++) {
      ids.add(String.format(Locale.ROOT, "line %09d", first + i));
      types.add(labels.get(random.nextInt(labels.size())));
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      bind(connection, upsert, ids, types);
      upsert.executeUpdate();
    }
  }

  private void bind(
      Connection connection, PreparedStatement upsert, List<String> ids, List<String> types)
      throws SQLException {
    long now = version.incrementAndGet();
    upsert.setArray(1, connection.createArrayOf("text", ids.toArray()));
    upsert.setArray(2, connection.createArrayOf("text", types.toArray()));
    upsert.setArray(
        3, connection.createArrayOf("int8", ids.stream().map(id -> (Object) now).toArray()));
  }

  private void read(Connection connection, SplittableRandom random) throws SQLException {
    int first = 1 + random.nextInt(lines);
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setString(1, String.format(Locale.ROOT, "line %09d", first));
      select.setString(2, String.format(Locale.ROOT, "line %09d", first + 50));
      select.setArray(3, connection.createArrayOf("text", labels.toArray()));
      try (ResultSet row = select.executeQuery()) {
        row.next();
      }
    }
  }

  /** What failed, except for what is fenced. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  long transactions() {
    return nanos.size();
  }

  /** Refused with the named error, before the swap. */
  long fenced() {
    return fenced.get();
  }

  /** Refused as no label, after the swap. */
  long unknown() {
    return unknown.get();
  }

  /** The longest transaction and percentiles since the last call, in milliseconds. */
  String stalls() {
    List<Long> taken = new ArrayList<>();
    for (Long each = nanos.poll(); each != null; each = nanos.poll()) {
      taken.add(each);
    }
    taken.sort(null);
    if (taken.isEmpty()) {
      return "no transactions";
    }
    return String.format(
        Locale.ROOT,
        "%d transactions: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms",
        taken.size(),
        at(taken, 0.5),
        at(taken, 0.99),
        at(taken, 0.999),
        at(taken, 1));
  }

  private static double at(List<Long> sorted, double part) {
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * part))) / 1e6;
  }

  /** Returns once no client sends any more. */
  void stop() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join(30_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
