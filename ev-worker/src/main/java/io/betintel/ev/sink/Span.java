package io.betintel.ev.sink;

/**
 * What a batch covers of one partition.
 *
 * @param from the position that the sink had stored when the batch was read; {@link #NEVER} if none
 * @param next the position after the batch
 */
public record Span(long from, long next) {
  public static final long NEVER = -1;
}
