package io.betintel.ev.stream;

import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.WriterSchemas;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Makes what tasks decode and encode with: each task has its own, since a codec is confined to one
 * thread.
 *
 * @param schemas the schemas that records were written with; shared
 * @param lines makes an encoder of priced lines
 * @param mostAhead by how much a quote may be later than its observation
 */
public record TaskCodecs(
    WriterSchemas schemas, Supplier<PricedLineCodec> lines, Duration mostAhead) {

  /** No limit on how far ahead a quote may be: a sorter has admitted it. */
  public static final Duration ANY_TIME = Duration.ofDays(365_000);

  /** Decodes records as producers send them. */
  public OddsEventDecoder ofInput() {
    return OddsEventDecoder.unlessDenied(schemas, mostAhead);
  }

  /**
   * Decodes records that a sorter has admitted. It does not limit times: the limits of two workers
   * may differ, and no market task refuses what a sorter admits.
   */
  public OddsEventDecoder ofSorted() {
    return OddsEventDecoder.unlessDenied(schemas, ANY_TIME);
  }
}
