package io.betintel.ev.sink.redis;

import io.betintel.ev.sink.SinkException;
import java.util.List;

/**
 * Writes lines and then their positions to a store without transactions, so that a store that loses
 * data meanwhile never keeps the positions without the lines. It may be emptied, replaced or set
 * back to an earlier state between any two commands.
 *
 * <p>Once the lines are written, a mark that is new each time is stored beside the positions, and
 * then the lines are looked for. Lines that were lost before the mark are missing then. A state
 * from before the mark does not have it, and so the positions are refused; a later state has the
 * lines.
 *
 * <p>Rejected: to compare the positions alone. Where a store has none yet, an emptied one looks the
 * same; so does one that was set back to the positions at which the batch began.
 *
 * @param <L> a line as the store takes it
 */
public final class LinesThenPositions<L> {
  /** How often lines that are missing are written. */
  static final int MOST_ATTEMPTS = 3;

  private final Store<L> store;

  public LinesThenPositions(Store<L> store) {
    this.store = store;
  }

  /** A store for one batch; each method may throw if it does not answer. */
  public interface Store<L> {
    /** Writes lines that may be there already. */
    Written<L> write(List<L> lines);

    /** Stores a mark beside the positions that no call had before, and returns it. */
    String mark();

    /** Those of the lines that the store has in no version or in an older one. */
    List<L> missing(List<L> lines);

    /**
     * Advances the positions if they are those at which the batch began and the mark is there, in
     * one step; false if not.
     */
    boolean advance(String mark);

    /** Whether the store may delete by itself what was just written. */
    boolean losesByItself();
  }

  /**
   * What a write did.
   *
   * @param newer how many lines were newer than the store's
   * @param there the lines that the store must have now: not those that it does not take
   */
  public record Written<L>(int newer, List<L> there) {
    public Written {
      there = List.copyOf(there);
    }
  }

  /**
   * @return how many lines were newer than the store's
   * @throws SinkException of kind MOVED if the store has lost data, or its positions are others
   */
  public int write(List<L> lines) {
    Written<L> written = store.write(lines);
    int newer = written.newer();
    String mark = store.mark();
    List<L> missing = store.missing(written.there());
    for (int attempt = 1; !missing.isEmpty() && attempt < MOST_ATTEMPTS; attempt++) {
      newer += store.write(missing).newer();
      mark = store.mark();
      missing = store.missing(written.there()); // all: others may be lost by now
    }
    if (!missing.isEmpty() && !store.losesByItself()) {
      throw moved(missing.size() + " lines vanished as soon as they were written");
    }
    if (!store.advance(mark)) {
      throw moved(
          "the stored positions are no longer those that the batch began at: Redis lost its data,"
              + " a rebuild has begun, or another sink has written");
    }
    return newer;
  }

  private static SinkException moved(String why) {
    return new SinkException(SinkException.Kind.MOVED, why);
  }
}
