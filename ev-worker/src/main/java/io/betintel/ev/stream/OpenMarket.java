package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.PricingFailures;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A market's book, and which of its lines are published. Mutable, confined to the task's thread.
 */
final class OpenMarket {
  private final MarketBook book;
  private final EvCalculator calculator;
  private final Function<PricedLine, byte[]> encoder;
  private final PricingFailures failures;
  private final Map<LineId, Published> published = new HashMap<>();

  /** What all of {@link #published} was priced under; null if that is unknown. */
  private PricedUnder under;

  /**
   * @param failures receives what went wrong with one line
   */
  OpenMarket(
      MarketBook book,
      EvCalculator calculator,
      Function<PricedLine, byte[]> encoder,
      PricingFailures failures) {
    this.failures = failures;
    this.book = book;
    this.calculator = calculator;
    this.encoder = encoder;
  }

  MarketBook book() {
    return book;
  }

  /**
   * Call this for a market that was published elsewhere, under an earlier catalogue. Every line
   * that the shapes pair may then be in the topic, with contents that are unknown here.
   */
  void mayStand(Set<Shape> shapes, CatalogueEntry betType) {
    for (Shape shape : shapes) {
      for (PricedLine line :
          calculator.price(book.lines(shape).values(), betType.terms(), failures)) {
        published.put(line.id(), new Published(line.withdrawn(book.time()), null));
      }
    }
  }

  /** Whether this task has published every line under the entry. */
  boolean isPublishedUnder(CatalogueEntry betType) {
    return PricedUnder.of(betType, calculator.basis()).equals(under);
  }

  /** The lines that are published as open. */
  Set<LineId> openLines() {
    return Collections.unmodifiableSet(published.keySet());
  }

  /**
   * Prices the book's lines.
   *
   * @return by line id, the lines whose content differs from what was returned last, and the
   *     withdrawn ones. It returns all lines if the bet type was enabled or its settings changed
   *     since the last call, and at the first call: after an absence the stores need the unchanged
   *     lines too
   */
  List<Publication> changes(CatalogueEntry betType) {
    boolean all = !isPublishedUnder(betType);
    under = PricedUnder.of(betType, calculator.basis());
    SortedMap<LineId, Line> lines = book.lines(betType.shape());
    List<Publication> changed = new ArrayList<>();
    published
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !lines.containsKey(entry.getKey());
              if (gone) {
                PricedLine last = entry.getValue().identity();
                changed.add(publication(last.withdrawn(book.event(), book.time())));
              }
              return gone;
            });
    changed.sort(Comparator.comparing(publication -> publication.line().id()));
    for (PricedLine line : calculator.price(lines.values(), betType.terms(), failures)) {
      try {
        publish(line, betType, all, changed);
      } catch (RuntimeException e) {
        failures.failed(line.id(), e);
        publish(line.afterError(), betType, all, changed);
      }
    }
    return changed;
  }

  private void publish(
      PricedLine line, CatalogueEntry betType, boolean all, List<Publication> changed) {
    byte[] digest = digest(encoder.apply(LineContent.of(line, betType.settings())));
    Published before = published.get(line.id());
    if (all || before == null || !Arrays.equals(before.digest(), digest)) {
      Publication publication = publication(line);
      published.put(line.id(), new Published(line.withdrawn(book.time()), digest));
      changed.add(publication);
    }
  }

  private Publication publication(PricedLine line) {
    return Publication.of(line, encoder);
  }

  /** Half of a SHA-256: a line's bytes would be kilobytes of heap each. */
  private static byte[] digest(byte[] bytes) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * A line as it was last published.
   *
   * @param identity the line without its outcomes
   * @param digest of its content; null if unknown
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals
  private record Published(PricedLine identity, byte[] digest) {}
}
