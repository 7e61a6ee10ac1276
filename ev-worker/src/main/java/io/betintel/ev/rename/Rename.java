package io.betintel.ev.rename;

import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.parking.TopicReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Renames a bet type, from the step at which an earlier run was stopped. One at a time: the caller
 * holds the turn of those who change which bet types exist.
 */
public final class Rename implements AutoCloseable {
  private static final Failpoint HELD = Failpoint.named("rename-held");
  private static final Failpoint ALIASED = Failpoint.named("rename-aliased");
  private static final Failpoint RELEASED = Failpoint.named("rename-released");
  private static final Failpoint MOVED = Failpoint.named("rename-rows-moved");
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final DataSource dataSource;
  private final LiveWorkers live;
  private final RenameTable table;
  private final MovedBets bets;
  private final UnstoredLines lines;
  private final TopicReader input;
  private final Duration patience;
  private final Consumer<String> progress;

  /**
   * @param patience the longest wait for the workers or the sink in one step
   * @param progress takes what is done, for people
   */
  public Rename(
      DataSource dataSource,
      LiveWorkers live,
      KafkaConfig kafka,
      Topics topics,
      Duration patience,
      Consumer<String> progress) {
    this.dataSource = dataSource;
    this.live = live;
    this.table = new RenameTable(dataSource);
    this.bets = new MovedBets(dataSource);
    this.lines = new UnstoredLines(kafka, dataSource, topics.lines());
    this.input = new TopicReader(kafka, topics.oddsEvents());
    this.patience = patience;
    this.progress = progress;
  }

  /** What would be done, a line per step; changes nothing. */
  public List<String> plan(BetType from, BetType to) throws SQLException, RenameRefusal {
    Optional<RenameRecord> begun = begun(from, to);
    List<String> notes = begun.isEmpty() ? require(from, to) : List.of();
    List<String> lines =
        new ArrayList<>(
            RenamePlan.lines(
                from, to, begun, live.now().size(), bets.count(from), patience.toSeconds()));
    lines.addAll(notes);
    return lines;
  }

  /**
   * Renames it, or goes on with it.
   *
   * @return how long no event of either name was applied; empty if that was in an earlier run
   * @throws RenameRefusal if something is in the way, or somebody does not act in time
   */
  public Optional<Duration> run(BetType from, BetType to)
      throws SQLException, InterruptedException, RenameRefusal {
    Optional<RenameRecord> begun = begun(from, to);
    if (begun.isEmpty()) {
      require(from, to).forEach(progress);
      table.hold(from, to);
      progress.accept("events of " + from + " and " + to + " wait in odds.parked from now on");
    } else {
      progress.accept("going on: the last step done is " + begun.get().step().label());
    }
    HELD.pass();
    if (step(from) == RenameStep.HELD) {
      alias(from, to);
    }
    ALIASED.pass();
    if (step(from) == RenameStep.ALIASED) {
      release(from, to);
    }
    RELEASED.pass();
    moveRows(from);
    MOVED.pass();
    table.end(from);
    return begun.filter(each -> each.step().compareTo(RenameStep.ALIASED) > 0).isPresent()
        ? Optional.empty()
        : table.find(from).map(RenameRecord::held);
  }

  /**
   * Ends a hold without renaming anything.
   *
   * @throws RenameRefusal if nothing is under way, or the old name is an alias already
   */
  public void abort(BetType from, BetType to) throws SQLException, RenameRefusal {
    RenameRecord rename =
        table
            .underWay()
            .filter(each -> each.from().equals(from) && each.to().equals(to))
            .orElseThrow(
                () -> new RenameRefusal("no rename of " + from + " to " + to + " is under way"));
    if (rename.step() != RenameStep.HELD) {
      throw new RenameRefusal(
          from
              + " is an alias of "
              + to
              + " already, and snapshots of both are one: run the command without --abort, which"
              + " goes on");
    }
    table.goBack(from, to);
  }

  private Optional<RenameRecord> begun(BetType from, BetType to)
      throws SQLException, RenameRefusal {
    Optional<RenameRecord> other =
        table.underWay().filter(each -> !each.from().equals(from) || !each.to().equals(to));
    if (other.isPresent()) {
      throw new RenameRefusal(
          "the rename of "
              + other.get().from()
              + " to "
              + other.get().to()
              + " is under way: end it first, ev-worker bet-types rename "
              + other.get().from()
              + " "
              + other.get().to());
    }
    return table.find(from).filter(each -> each.to().equals(to) && isTrue(each));
  }

  /** A done one whose alias somebody has taken back is none. */
  private boolean isTrue(RenameRecord rename) {
    try {
      return rename.isUnderWay()
          || rename
              .to()
              .symbol()
              .equals(
                  Optional.ofNullable(
                          new CatalogueTable().read(dataSource).rows().get(rename.from()))
                      .map(row -> row.aliasOf())
                      .orElse(null));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what to know before it begins. */
  private List<String> require(BetType from, BetType to) throws SQLException, RenameRefusal {
    StoredCatalogue stored = new CatalogueTable().read(dataSource);
    List<String> obstacles = RenameCheck.obstacles(stored, live.now(), from, to);
    if (!obstacles.isEmpty()) {
      throw new RenameRefusal(String.join(System.lineSeparator(), obstacles));
    }
    return RenameNotes.of(stored, from, to);
  }

  private RenameStep step(BetType from) throws SQLException {
    return table.find(from).orElseThrow().step();
  }

  private void alias(BetType from, BetType to)
      throws SQLException, InterruptedException, RenameRefusal {
    long version = table.version();
    Optional<String> missing = awaitWorkers(worker -> worker.acknowledged(version), version);
    if (missing.isEmpty() && !awaitStored(from)) {
      missing = Optional.of(notStored(from));
    }
    if (missing.isPresent()) {
      table.goBack(from, to);
      throw new RenameRefusal(
          missing.get() + ". The hold is ended, and nothing is renamed: try again when it is back");
    }
    table.alias(from, to);
    progress.accept(from + " is an alias of " + to + ": the workers move snapshots and lines");
  }

  private void release(BetType from, BetType to)
      throws SQLException, InterruptedException, RenameRefusal {
    long version = table.version();
    Optional<String> missing = awaitWorkers(worker -> worker.moved().version() >= version, version);
    if (missing.isEmpty()) {
      missing = awaitTasks(version);
    }
    if (missing.isPresent()) {
      throw new RenameRefusal(
          missing.get()
              + ". The events of both wait meanwhile, and nothing is lost: run the command again to"
              + " go on");
    }
    table.release(from, to);
    progress.accept("events of both return as " + to);
  }

  private void moveRows(BetType from) throws SQLException, InterruptedException, RenameRefusal {
    RenameRecord rename = table.find(from).orElseThrow();
    if (!awaitStored(from)) {
      throw new RenameRefusal(
          notStored(from)
              + ". Events are applied as "
              + rename.to()
              + "; rows of bets are not moved yet: run the command again when the sink is back");
    }
    RowProgress rows = new RowProgress(bets.count(from), progress);
    while (rows.isAny()) {
      long portion = bets.next(rename);
      rows.moved(portion);
      if (portion == 0) {
        return;
      }
      Thread.sleep(PAUSE.toMillis()); // others write too
    }
  }

  /** Returns who did not act in time; empty if every live worker did. */
  private Optional<String> awaitWorkers(Predicate<Heartbeat> done, long version)
      throws SQLException, InterruptedException, RenameRefusal {
    long began = System.nanoTime();
    int told = -1;
    while (true) {
      List<Heartbeat> workers = live.since(began);
      List<Heartbeat> late = workers.stream().filter(done.negate()).toList();
      if (late.isEmpty()) {
        return Optional.empty();
      }
      if (told != late.size()) {
        told = late.size();
        progress.accept("waiting for " + told + " of " + workers.size() + " workers");
      }
      Optional<String> earlier =
          late.stream().map(RenameCheck::earlierBuild).flatMap(Optional::stream).findFirst();
      if (System.nanoTime() - began >= patience.toNanos()) {
        return earlier.or(() -> Optional.of(late(late.get(0), version)));
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /**
   * A worker that is gone may have left tasks that have no owner for longer than it counts as live.
   */
  private Optional<String> awaitTasks(long version) throws SQLException, InterruptedException {
    long began = System.nanoTime();
    while (true) {
      Set<Integer> left = new TreeSet<>();
      for (int partition = 0; partition < input.count(); partition++) {
        left.add(partition);
      }
      for (Heartbeat worker : live.now()) {
        if (worker.moved().version() >= version) {
          left.removeAll(worker.moved().partitions());
        }
      }
      if (left.isEmpty()) {
        return Optional.empty();
      }
      if (System.nanoTime() - began >= patience.toNanos()) {
        return Optional.of(
            "no live worker has the tasks of the partitions "
                + left
                + " of odds.events: their snapshots are not moved yet");
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  private static String late(Heartbeat worker, long version) {
    return "worker "
        + worker.worker()
        + " on "
        + worker.host()
        + " (build "
        + worker.build()
        + ") acts on version "
        + worker.version()
        + " of the catalogue and has moved the snapshots of "
        + worker.moved().version()
        + ", not "
        + version
        + "; it was seen "
        + worker.seenAgo().toSeconds()
        + " s ago";
  }

  private boolean awaitStored(BetType from) throws SQLException, InterruptedException {
    long began = System.nanoTime();
    while (lines.hasAny(from)) {
      if (System.nanoTime() - began >= patience.toNanos()) {
        return false;
      }
      Thread.sleep(LOOK.toMillis());
    }
    return true;
  }

  private static String notStored(BetType from) {
    return "the PostgreSQL sink has not stored every line of " + from + " in ev.lines: see its log";
  }

  @Override
  public void close() {
    lines.close();
    input.close();
  }
}
