package io.betintel.ev.restructure;

import java.time.Instant;
import java.util.List;

/**
 * One that has begun and is neither done nor aborted.
 *
 * @param previous the labels before, in order; for {@link Kind#ADOPT} the values that were found
 * @param table the table that is being filled; null before and after
 * @param block the first block of it that is not filled yet
 * @param rowsTotal as the statistics estimate them
 * @param brake why it pauses; null while it does not
 * @param operator who runs it
 * @param changedAt when its record last changed
 */
public record UnderWay(
    long id,
    Request request,
    List<String> previous,
    Step step,
    String table,
    long block,
    long rowsDone,
    long rowsTotal,
    String brake,
    String operator,
    Instant startedAt,
    Instant changedAt) {

  public UnderWay {
    previous = List.copyOf(previous);
  }

  /** One line for people. */
  public String describe() {
    return request.kind().label()
        + " of "
        + request.subject()
        + ", begun "
        + startedAt
        + " by "
        + operator
        + ", step "
        + step.label()
        + (step == Step.BACKFILL ? " (" + rowsDone + " of about " + rowsTotal + " rows)" : "")
        + (brake == null ? "" : ", pauses: " + brake);
  }
}
