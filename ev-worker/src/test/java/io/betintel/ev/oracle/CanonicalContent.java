package io.betintel.ev.oracle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * What a snapshot says, as the documented bytes that break a tie between two of one instant: the
 * greater one, compared as unsigned bytes, is the newer.
 */
final class CanonicalContent {
  private static final Comparator<SentPrice> SORTED =
      Comparator.comparing(SentPrice::name)
          .thenComparing(SentPrice::description, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(SentPrice::point, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingDouble(SentPrice::odds)
          .thenComparing(SentPrice::link, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(SentPrice::limit, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private CanonicalContent() {}

  static byte[] of(OracleQuote quote) {
    CanonicalContent content = new CanonicalContent();
    content.text(quote.sport());
    content.eight(quote.start());
    content.text(quote.home());
    content.text(quote.away());
    content.text(quote.link());
    List<SentPrice> prices = quote.prices().stream().sorted(SORTED).toList();
    content.count(prices.size());
    for (SentPrice price : prices) {
      content.text(price.name());
      content.text(price.description());
      content.optional(price.point());
      content.eight(Double.doubleToLongBits(price.odds()));
      content.text(price.link());
      content.optional(price.limit());
    }
    return content.out.toByteArray();
  }

  private void text(String text) {
    byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    count(text == null ? 0 : utf8.length + 1);
    out.writeBytes(utf8);
  }

  private void optional(Double value) {
    out.write(value == null ? 0 : 1);
    if (value != null) {
      eight(Double.doubleToLongBits(value));
    }
  }

  private void eight(long value) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** Seven bits a byte, the lowest first, the highest bit set on all but the last. */
  private void count(int value) {
    int rest = value;
    for (; rest >= 128; rest /= 128) {
      out.write(rest % 128 + 128);
    }
    out.write(rest);
  }
}
