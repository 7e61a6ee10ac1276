package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.market.SnapshotFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the lines of one bet type stand in the lines topic, as far as one task published them. Kept
 * in the task's store, in the same transaction as the lines.
 *
 * @param under what every one of them was last published under; null while some were published
 *     under this and some under that
 * @param shapes every shape that one of them may have been paired by
 */
record Standing(PricedUnder under, Set<Shape> shapes) {
  private static final int HEAD = 1 + Long.BYTES + Integer.BYTES;

  Standing {
    shapes = Collections.unmodifiableSet(EnumSet.copyOf(shapes));
  }

  /** Every line was published under the entry. */
  static Standing complete(CatalogueEntry betType) {
    return new Standing(PricedUnder.of(betType), Set.of(betType.shape()));
  }

  /** Of lines of which nobody has kept account. */
  static Standing unknown(CatalogueEntry betType) {
    return new Standing(null, Set.of(betType.shape()));
  }

  /** Some line is about to be published under the entry. */
  Standing mixedWith(CatalogueEntry betType) {
    EnumSet<Shape> both = EnumSet.copyOf(shapes);
    both.add(betType.shape());
    return new Standing(null, both);
  }

  boolean isComplete(CatalogueEntry betType) {
    return PricedUnder.of(betType).equals(under);
  }

  /** Whether another worker, with a newer catalogue than this one's, published them. */
  boolean isAheadOf(CatalogueEntry betType) {
    return under != null && under.compareTo(PricedUnder.of(betType)) > 0;
  }

  /**
   * The store's format byte; enabled version, 8 bytes; settings version, 4 bytes, both 0 while the
   * lines differ; the shapes' labels with a comma between.
   */
  byte[] toBytes() {
    byte[] labels =
        shapes.stream()
            .map(Shape::label)
            .collect(Collectors.joining(","))
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEAD + labels.length)
        .put(SnapshotFormat.FORMAT)
        .putLong(under == null ? 0 : under.enabledVersion())
        .putInt(under == null ? 0 : under.settingsVersion())
        .put(labels)
        .array();
  }

  /**
   * @throws IllegalStateException if the bytes are of another format
   */
  static Standing of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    SnapshotFormat.requireFormat(in.get());
    PricedUnder under = new PricedUnder(in.getLong(), in.getInt());
    EnumSet<Shape> shapes = EnumSet.noneOf(Shape.class);
    for (String label : StandardCharsets.UTF_8.decode(in).toString().split(",", -1)) {
      shapes.add(Shape.of(label));
    }
    return new Standing(under.enabledVersion() == 0 ? null : under, shapes);
  }
}
