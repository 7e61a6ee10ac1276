package io.betintel.ev.stream;

import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.PricedLine;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A line to publish, and its bytes. */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
record Publication(PricedLine line, byte[] bytes) {
  /** Key, headers and the record's own framing are far below this. */
  private static final int FRAME = 16_384;

  private static final List<UnaryOperator<PricedLine>> SHORTER =
      List.of(
          PricedLine::withoutLinks,
          line -> line.withoutOffers(NotPriced.TOO_LARGE),
          line -> line.withoutOutcomes(NotPriced.TOO_LARGE));

  /**
   * As much of the line as a record has room for: whole, else without links, else without offers,
   * else without outcomes. A record that the topic refuses would stop the worker, and would stop it
   * again after every restart.
   */
  static Publication of(PricedLine line, Function<PricedLine, byte[]> encoder) {
    return of(line, encoder, TopicPlan.LARGEST_LINE - FRAME);
  }

  static Publication of(PricedLine line, Function<PricedLine, byte[]> encoder, int largest) {
    Publication publication = new Publication(line, encoder.apply(line));
    for (UnaryOperator<PricedLine> shorter : SHORTER) {
      if (publication.bytes().length <= largest) {
        return publication;
      }
      PricedLine less = shorter.apply(line);
      publication = new Publication(less, encoder.apply(less));
    }
    return publication;
  }
}
