package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.TimedThread;
import io.betintel.ev.ops.WorkerIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the catalogue in PostgreSQL by polling its one version row. Keeps the last catalogue
 * while the database is away.
 */
public final class PostgresBetTypeCatalogue implements BetTypeCatalogue, BetTypeFlags, Component {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBetTypeCatalogue.class);
  private static final String NAME = "catalogue";

  private final CatalogueConfig config;
  private final Optional<WorkerIdentity> worker;
  private final DataSource dataSource;
  private final CatalogueTable table = new CatalogueTable();
  private final LiveWorkers workers;
  private final AliasMoves moves = new AliasMoves();
  private final CountDownLatch first = new CountDownLatch(1);
  private final List<Consumer<Catalogue>> listeners = new CopyOnWriteArrayList<>();
  private final TimedThread thread =
      new TimedThread(
          NAME,
          "bet-type-catalogue",
          new TimedThread.Work() {
            @Override
            public Duration turn() {
              follow();
              return config.poll();
            }

            @Override
            public Check check() {
              return state();
            }

            @Override
            public void end() {
              leave();
            }
          });

  private final CurrentCatalogue known = new CurrentCatalogue();

  // Owned by the thread.
  private final Map<BetType, String> complaints = new HashMap<>();
  private CatalogueTable.State state;
  private long acknowledgedAt;
  private AliasMoves.Moved acknowledgedMoves;

  /**
   * @param dataSource used by the catalogue's own thread, one connection at a time, and by callers
   *     of {@link #read}
   * @param worker whose row of {@code worker_heartbeats} is written; empty for a database role that
   *     writes nothing, so that no command waits for the process
   */
  public PostgresBetTypeCatalogue(
      DataSource dataSource, CatalogueConfig config, Optional<WorkerIdentity> worker) {
    this.dataSource = dataSource;
    this.config = config;
    this.worker = worker;
    this.workers = new LiveWorkers(dataSource, config);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Waits for the first catalogue, however long the database takes. */
  public Catalogue awaitFirst() throws InterruptedException {
    first.await();
    return current();
  }

  /**
   * @throws IllegalStateException before the first catalogue is read: an empty one would park
   *     everything
   */
  @Override
  public Catalogue current() {
    Catalogue catalogue = known.catalogue();
    if (catalogue == null) {
      throw new IllegalStateException("the catalogue is not read yet");
    }
    return catalogue;
  }

  @Override
  public Flags last() {
    Flags flags = known.flags();
    if (flags == null) {
      throw new IllegalStateException("the catalogue is not read yet");
    }
    return flags;
  }

  @Override
  public Flags read() throws CatalogueAwayException {
    try (Connection connection = dataSource.getConnection()) {
      return FlagTable.read(connection);
    } catch (SQLException e) {
      throw new CatalogueAwayException(DatabaseTrouble.describe(e), e);
    }
  }

  /** Where the stream's tasks say how far they have moved the snapshots of aliases. */
  public AliasMoves moves() {
    return moves;
  }

  /**
   * Calls the listener with every catalogue from now on, on the catalogue's thread, before the
   * catalogue is acknowledged. A listener must be quick and must not throw.
   */
  public void onChange(Consumer<Catalogue> listener) {
    listeners.add(listener);
  }

  @Override
  public Check check() {
    return thread.check();
  }

  private Check state() {
    Check now = known.check(NAME);
    return now.status() == Check.Status.UP
        ? thread.turn().over(now, "keeping " + now.detail() + ": the database", "")
        : now;
  }

  @Override
  public void close() {
    thread.close();
  }

  private void follow() {
    try {
      poll();
      if (known.good()) {
        LOG.info("The catalogue is read: version {}", known.catalogue().version());
      }
    } catch (SQLException | RuntimeException e) {
      // The last catalogue is better than none, whatever the tables hold.
      report(reason(e));
    }
  }

  private void poll() throws SQLException {
    CatalogueTable.State now = table.state(dataSource);
    if (!now.equals(state)) {
      Catalogue catalogue = table.read(dataSource).catalogue();
      Catalogue before = known.catalogue();
      if (before != null && catalogue.version() < before.version()) {
        LOG.warn(
            "The catalogue went back from version {} to {}: the database was restored, or the"
                + " table recreated. It is loaded again",
            before.version(),
            catalogue.version());
      }
      complain(catalogue);
      known.read(catalogue);
      listeners.forEach(listener -> listener.accept(catalogue));
      state = now;
      first.countDown();
      acknowledge(catalogue);
    } else if (!moves.upTo(current().version()).equals(acknowledgedMoves)
        || System.nanoTime() - acknowledgedAt >= config.heartbeat().toNanos()) {
      acknowledge(current());
    }
  }

  private void acknowledge(Catalogue catalogue) throws SQLException {
    AliasMoves.Moved moved = moves.upTo(catalogue.version());
    if (worker.isPresent()) {
      workers.acknowledge(worker.get(), catalogue, moved);
    }
    acknowledgedMoves = moved;
    acknowledgedAt = System.nanoTime();
  }

  /** One line for each row that this build does not understand, and one when it does again. */
  private void complain(Catalogue catalogue) {
    for (CatalogueEntry entry : catalogue.sorted()) {
      String complaint = entry.complaint();
      if (complaint == null) {
        if (complaints.remove(entry.betType()) != null) {
          LOG.info("bet_types row {} is understood again", entry.betType());
        }
      } else if (!complaint.equals(complaints.put(entry.betType(), complaint))) {
        LOG.error(
            "bet_types row {} is not understood: {}; its events are parked until it is corrected",
            entry.betType(),
            complaint);
      }
    }
    complaints.keySet().removeIf(betType -> catalogue.find(betType).isEmpty());
  }

  private void leave() {
    if (worker.isEmpty() || !known.isGood()) {
      return;
    }
    try {
      workers.forget(worker.get());
    } catch (SQLException | RuntimeException e) {
      LOG.info("The worker's heartbeat is not deleted and stays for a day: {}", reason(e));
    }
  }

  private void report(String reason) {
    if (known.bad(reason)) {
      LOG.warn("The catalogue cannot be read now: {}", reason);
    }
  }

  private static String reason(Exception e) {
    return e instanceof SQLException sql
        ? DatabaseTrouble.describe(sql)
        : "the catalogue is not understood: " + e;
  }
}
