package io.betintel.ev.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One step of a schedule. What its numbers mean does not depend on earlier steps, so that a step
 * can be left out.
 *
 * @param who a worker, or what is chosen
 * @param how any number
 */
record Turn(Act act, int who, int how) {

  /** What happens, and how often among a hundred or so. */
  enum Act {
    /** A feed sends a quote. */
    SEND(22),
    /** An event gets another start and other teams, and its totals move. */
    RESCHEDULE(2),
    /** A task takes a record, or some. */
    TAKE(24),
    COMMIT(12),
    /** Sweeps and reclaiming. */
    PUNCTUATE(7),
    /** The PostgreSQL sink's turn. */
    TABLES(11),
    /** The Redis sink's turn. */
    CACHE(11),
    REPLAY(9),
    /** A worker's quarantine asks the registry and sends on what it may. */
    RELEASE(7),
    /** The registry goes away, forgets, comes back; a producer registers late. */
    REGISTRY(4),
    /** A worker reads the catalogue. */
    POLL(9),
    /** Time passes. */
    PASS(9),
    /** An operator adds, enables, disables or sets. */
    OPERATE(8),
    /** An operator renames, or goes on with it. */
    RENAME(4),
    /** Something fails at one of the next seams. */
    FAULT(9),
    /** A worker dies. */
    CRASH(2),
    /** A worker has been silent: others have its partitions, and it does not know. */
    FENCE(2),
    /** The stream fails, and opens its tasks again. */
    ABORT(1),
    REBALANCE(2),
    /** The broker aborts the transactions of the dead. */
    EXPIRE(2),
    /** Redis loses everything, or what it was given lately. */
    FLUSH(2),
    COMPACT(1),
    /** Retention deletes parked records. */
    RETAIN(1),
    /** Somebody sets the clock. */
    JUMP(1);

    private final int weight;

    Act(int weight) {
      this.weight = weight;
    }
  }

  private static final int ALL = List.of(Act.values()).stream().mapToInt(act -> act.weight).sum();

  static Turn next(SplittableRandom random) {
    int at = random.nextInt(ALL);
    for (Act act : Act.values()) {
      at -= act.weight;
      if (at < 0) {
        return new Turn(act, random.nextInt(3), random.nextInt(1_000_000));
      }
    }
    throw new AssertionError(at);
  }

  /** As {@code --steps} takes them. */
  static String text(List<Turn> steps) {
    StringBuilder text = new StringBuilder();
    for (Turn step : steps) {
      text.append(text.isEmpty() ? "" : ",").append(step);
    }
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException if it is not what {@link #text} writes
   */
  static List<Turn> parse(String text) {
    List<Turn> steps = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      String[] parts = each.trim().split(" ", -1);
      steps.add(
          new Turn(
              Act.valueOf(parts[0].toUpperCase(Locale.ROOT)),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[2])));
    }
    return steps;
  }

  @Override
  public String toString() {
    return act.name().toLowerCase(Locale.ROOT) + " " + who + " " + how;
  }
}
