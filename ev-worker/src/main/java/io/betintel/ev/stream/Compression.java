package io.betintel.ev.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.Snappy;

/**
 * How the stream compresses what it writes: with snappy, which uses its buffers again. LZ4
 * allocates 132 KB for every batch, and most batches have a few lines.
 *
 * <p>Snappy's code is native: it is unpacked to a temporary folder and loaded from there. Where
 * that fails, because the folder is read-only or may not execute, LZ4 is used.
 */
final class Compression {
  private static final Logger LOG = LoggerFactory.getLogger(Compression.class);
  private static final String FOLDER = "org.xerial.snappy.tempdir";

  private Compression() {}

  /** The producer's {@code compression.type}. */
  static String usable() {
    try {
      Snappy.compress(new byte[1]);
      return "snappy";
    } catch (LinkageError e) {
      LOG.warn(
          "snappy cannot be loaded from {}: writing with lz4, which costs memory, and records that"
              + " another worker wrote with snappy cannot be read here ({}); let the folder be"
              + " written to and executed from, or name another one by -D{}=FOLDER",
          System.getProperty(FOLDER, System.getProperty("java.io.tmpdir")),
          e.toString(),
          FOLDER);
      return "lz4";
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory only: cannot happen
    }
  }
}
