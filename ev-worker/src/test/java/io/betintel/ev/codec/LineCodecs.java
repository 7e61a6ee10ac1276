package io.betintel.ev.codec;

import java.util.Map;

/** Codecs of lines without a registry. */
public final class LineCodecs {
  private static final int ANY_ID = 1;

  private LineCodecs() {}

  /** One that writes. */
  public static PricedLineCodec writing() {
    return new PricedLineCodec(WriterSchemas.only(Map.of()), ANY_ID);
  }
}
