package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.market.SnapshotFormat;
import io.betintel.ev.value.PricingBasis;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the lines of one bet type are published under in the lines topic, as far as one task
 * published them. Kept in the task's store, in the same transaction as the lines.
 *
 * @param under what all of the lines were last published under; empty while they differ
 * @param shapes every shape by which one of the lines may have been paired
 */
record Standing(Optional<PricedUnder> under, Set<Shape> shapes) {
  private static final int HEAD = 1 + Long.BYTES + Integer.BYTES;
  private static final byte END = 0;
  private static final int TAIL = 1 + Integer.BYTES + Long.BYTES;

  Standing {
    shapes = Collections.unmodifiableSet(EnumSet.copyOf(shapes));
  }

  /** Every line was published under the entry. */
  static Standing complete(CatalogueEntry betType, PricedUnder under) {
    return new Standing(Optional.of(under), Set.of(betType.shape()));
  }

  /** Of lines without a stored standing. */
  static Standing unknown(CatalogueEntry betType) {
    return new Standing(Optional.empty(), Set.of(betType.shape()));
  }

  /** The standing once some lines are published under the entry. */
  Standing mixedWith(CatalogueEntry betType) {
    EnumSet<Shape> both = EnumSet.copyOf(shapes);
    both.add(betType.shape());
    return new Standing(Optional.empty(), both);
  }

  boolean isComplete(PricedUnder now) {
    return under.equals(Optional.of(now));
  }

  /** Whether a worker with a newer catalogue or algorithm than this one's published them. */
  boolean isAheadOf(PricedUnder now) {
    return under.filter(mine -> mine.isAheadOf(now)).isPresent();
  }

  /**
   * The store's format byte; enabled version, 8 bytes; settings version, 4 bytes, both 0 while the
   * lines differ; the shapes' labels with a comma between; NUL; algorithm, 4 bytes, and fees, 8
   * bytes. Earlier builds of the same format ended before the NUL: their basis is unknown.
   */
  byte[] toBytes() {
    byte[] labels =
        shapes.stream()
            .map(Shape::label)
            .collect(Collectors.joining(","))
            .getBytes(StandardCharsets.UTF_8);
    PricingBasis basis = under.map(PricedUnder::basis).orElse(PricingBasis.UNKNOWN);
    return ByteBuffer.allocate(HEAD + labels.length + TAIL)
        .put(SnapshotFormat.FORMAT)
        .putLong(under.map(PricedUnder::enabledVersion).orElse(0L))
        .putInt(under.map(PricedUnder::settingsVersion).orElse(0))
        .put(labels)
        .put(END)
        .putInt(basis.algorithm())
        .putLong(basis.fees())
        .array();
  }

  /**
   * @throws IllegalStateException if the bytes are of another format
   */
  static Standing of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    SnapshotFormat.requireFormat(in.get());
    long enabledVersion = in.getLong();
    int settingsVersion = in.getInt();
    int end = HEAD;
    while (end < bytes.length && bytes[end] != END) {
      end++;
    }
    String labels = new String(bytes, HEAD, end - HEAD, StandardCharsets.UTF_8);
    EnumSet<Shape> shapes = EnumSet.noneOf(Shape.class);
    for (String label : labels.split(",", -1)) {
      shapes.add(Shape.of(label));
    }
    PricingBasis basis =
        end == bytes.length
            ? PricingBasis.UNKNOWN
            : new PricingBasis(in.getInt(end + 1), in.getLong(end + 1 + Integer.BYTES));
    PricedUnder under = new PricedUnder(enabledVersion, settingsVersion, basis);
    return new Standing(Optional.of(under).filter(each -> each.enabledVersion() != 0), shapes);
  }
}
