package io.betintel.ev.codec;

import io.betintel.ev.avro.PricedLine;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads lines whose schema id means nothing or something else in the registry, such as one that was
 * lost and restored: by the releases of this project, because only workers write lines. A release
 * fits if it takes every byte and its line is valid. For one thread.
 */
final class OwnReleases {
  /** The newest first. */
  private final List<SpecificDatumReader<PricedLine>> readers = new ArrayList<>();

  /** Null if no release fits. */
  io.betintel.ev.priced.PricedLine read(byte[] value, int start) {
    if (readers.isEmpty()) {
      for (Release release : Contract.pricedLine().releases()) {
        readers.add(0, new SpecificDatumReader<>(release.schema(), PricedLine.getClassSchema()));
      }
    }
    for (SpecificDatumReader<PricedLine> reader : readers) {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(value, start, value.length - start, null);
      try {
        io.betintel.ev.priced.PricedLine line = LineAvro.fromAvro(reader.read(null, decoder));
        if (decoder.isEnd()) {
          return line;
        }
      } catch (IOException | RuntimeException e) {
        // bytes of another release may fail in any way: the next one is tried
      }
    }
    return null;
  }
}
