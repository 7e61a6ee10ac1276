package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers and readers of {@code bets}, each with a connection of its own, who send and read bet
 * types as text and write only labels of the target; and one who goes on sending what is fenced.
 */
final class Clients implements AutoCloseable {
  private static final String UPSERT =
      """
      INSERT INTO %s AS b (line_id, outcome, event_id, bet_type, offers, reference_books, method,
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
      SELECT count(*), max(bet_type::text) FROM %s
      WHERE line_id >= ? AND line_id < ? AND %s = ANY (?::text[]%s)
      """;

  private static final int ROWS = 20;
  private static final int SENDER = 200;

  private final Connector connector;
  private final List<String> labels;
  private final int lines;
  private final String upsert;
  private final String read;
  private final Duration every;
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicLong fenced = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong version = new AtomicLong(1_000_000_000);
  private volatile boolean stopped;

  /** Where clients connect: the server, or a pooler before it. */
  interface Connector {
    Connection connect() throws SQLException;
  }

  /**
   * Without pause.
   *
   * @param labels that are written
   * @param lines that there are
   */
  Clients(RestructureDatabase database, List<String> labels, int lines) {
    this(database::connect, "bets", labels, lines, Duration.ZERO);
  }

  /**
   * @param table with the columns of bets
   * @param every how often each client sends a transaction. One that is late is counted from when
   *     it was due, so a stall counts once for each transaction that it delays
   */
  Clients(Connector connector, String table, List<String> labels, int lines, Duration every) {
    this.connector = connector;
    this.upsert = UPSERT.formatted(table);
    // A column that is adopted is text until the swap.
    boolean typed = table.equals("bets");
    this.read =
        READ.formatted(
            table, typed ? "bet_type" : "bet_type::text", typed ? "::bet_type_enum[]" : "");
    this.labels = List.copyOf(labels);
    this.lines = lines;
    this.every = every;
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
        SENDER,
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(upsert)) {
            bind(connection, insert, List.of("fenced"), List.of(removed));
            insert.executeUpdate();
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
              try (Connection connection = connector.connect()) {
                repeat(name < SENDER, connection, work);
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

  private void repeat(boolean counted, Connection connection, Work work)
      throws InterruptedException {
    long due = System.nanoTime();
    while (!stopped) {
      if (every.isZero()) {
        due = System.nanoTime();
      }
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      try {
        work.run(connection);
      } catch (SQLException e) {
        failures.add(e.getSQLState() + " " + e.getMessage());
      }
      if (counted) {
        nanos.add(System.nanoTime() - due);
      }
      due += every.toNanos();
    }
  }

  private void write(Connection connection, SplittableRandom random) throws SQLException {
    List<String> ids = new ArrayList<>();
    List<String> types = new ArrayList<>();
    int first = 1 + random.nextInt(lines);
    for (int i = 0; i < ROWS; i++) {
      ids.add(String.format(Locale.ROOT, "line %09d", first + i));
      types.add(labels.get(random.nextInt(labels.size())));
    }
    try (PreparedStatement insert = connection.prepareStatement(upsert)) {
      long sent = bind(connection, insert, ids, types);
      insert.executeUpdate();
      written.accumulateAndGet(sent, Math::max);
    }
  }

  private long bind(
      Connection connection, PreparedStatement insert, List<String> ids, List<String> types)
      throws SQLException {
    long now = version.incrementAndGet();
    insert.setArray(1, connection.createArrayOf("text", ids.toArray()));
    insert.setArray(2, connection.createArrayOf("text", types.toArray()));
    insert.setArray(
        3, connection.createArrayOf("int8", ids.stream().map(id -> (Object) now).toArray()));
    return now;
  }

  private void read(Connection connection, SplittableRandom random) throws SQLException {
    int first = 1 + random.nextInt(lines);
    try (PreparedStatement select = connection.prepareStatement(read)) {
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

  /** Refused with the named error, before the swap. */
  long fenced() {
    return fenced.get();
  }

  /** The newest version that a client was told is stored; 0 if there is none. */
  long written() {
    return written.get();
  }

  /** Refused as no label, after the swap. */
  long unknown() {
    return unknown.get();
  }

  /** How long transactions took since the last call. */
  Stalls stalls() {
    List<Long> taken = new ArrayList<>();
    for (Long each = nanos.poll(); each != null; each = nanos.poll()) {
      taken.add(each);
    }
    return Stalls.of(taken);
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
