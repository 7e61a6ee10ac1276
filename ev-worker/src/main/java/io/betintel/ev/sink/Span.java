package io.betintel.ev.sink;

/**
 * The offsets of one partition that a batch covers.
 *
 * @param from the position that the sink had stored when the batch was read; {@link #NEVER} if it
 *     had none
 * @param next the offset after the batch
 */
public record Span(long from, long next) {
  public static final long NEVER = -1;
}
