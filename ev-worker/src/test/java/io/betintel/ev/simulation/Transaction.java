package io.betintel.ev.simulation;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A producer's transaction; what it holds is read once it is committed. */
final class Transaction {
  /** What no transaction holds. */
  static final Transaction NONE = committed();

  private final Set<Log> touched = new LinkedHashSet<>();
  private final Set<TopicPartition> read = new LinkedHashSet<>();
  private State state = State.OPEN;

  enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  private static Transaction committed() {
    Transaction none = new Transaction();
    none.state = State.COMMITTED;
    return none;
  }

  State state() {
    return state;
  }

  void touches(Log log) {
    touched.add(log);
  }

  /** The transaction is to commit a position of this partition. */
  void reads(TopicPartition partition) {
    read.add(partition);
  }

  boolean holds(TopicPartition partition) {
    return state == State.OPEN && read.contains(partition);
  }

  /** False if the broker has aborted it: its producer is fenced. */
  boolean commit() {
    return end(State.COMMITTED);
  }

  void abort() {
    var unused = end(State.ABORTED);
  }

  private boolean end(State with) {
    if (state == State.OPEN) {
      state = with;
      touched.forEach(Log::appendMarker);
    }
    return state == with;
  }
}
