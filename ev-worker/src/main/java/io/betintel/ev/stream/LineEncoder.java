package io.betintel.ev.stream;

import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.priced.PricedLine;

/** Writes lines, and tells whether a reader can act on the difference between two of them. */
interface LineEncoder {
  static LineEncoder of(PricedLineCodec codec) {
    return new LineEncoder() {
      @Override
      public long fingerprint(PricedLine line, ValiditySteps steps) {
        return codec.fingerprint(line, steps);
      }

      @Override
      public byte[] encode(PricedLine line) {
        return codec.encode(line);
      }
    };
  }

  long fingerprint(PricedLine line, ValiditySteps steps);

  byte[] encode(PricedLine line);
}
