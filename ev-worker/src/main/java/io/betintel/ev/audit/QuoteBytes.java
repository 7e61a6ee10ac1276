package io.betintel.ev.audit;

import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a snapshot says, as bytes whose order decides between two snapshots of the same instant. It
 * is written from the contract (the page of the data's path and the Javadoc of the store's format),
 * and calls none of the market book's code.
 *
 * <p>Sport key, start, home and away team, link, the number of outcomes, and each outcome: name,
 * description, point, price, link, limit. Texts are a varint of their UTF-8 length plus one (0 is
 * null) and the bytes; optional numbers are a byte 0 or 1 and, with 1, 8 bytes.
 */
final class QuoteBytes {
  private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());
  private static final Comparator<Double> NUMBER = Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<Outcome> ORDER =
      Comparator.comparing(Outcome::name)
          .thenComparing(Outcome::description, TEXT)
          .thenComparing(Outcome::point, NUMBER)
          .thenComparingDouble(Outcome::price)
          .thenComparing(Outcome::link, TEXT)
          .thenComparing(Outcome::betLimit, NUMBER);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

  private QuoteBytes() {}

  static byte[] of(MarketSnapshot snapshot) {
    QuoteBytes bytes = new QuoteBytes();
    bytes.text(snapshot.event().sportKey());
    bytes.number(snapshot.event().commenceTime().toEpochMilli());
    bytes.text(snapshot.event().homeTeam());
    bytes.text(snapshot.event().awayTeam());
    bytes.text(snapshot.link());
    List<Outcome> outcomes = new ArrayList<>(snapshot.outcomes());
    outcomes.sort(ORDER);
    bytes.varint(outcomes.size());
    for (Outcome outcome : outcomes) {
      bytes.text(outcome.name());
      bytes.text(outcome.description());
      bytes.optional(outcome.point());
      bytes.number(Double.doubleToLongBits(outcome.price()));
      bytes.text(outcome.link());
      bytes.optional(outcome.betLimit());
    }
    return bytes.out.toByteArray();
  }

  /** What the bytes quote, each outcome that they have. */
  static List<QuotedPrice> quotes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    readText(in);
    in.getLong();
    readText(in);
    readText(in);
    readText(in);
    int count = readVarint(in);
    List<QuotedPrice> quotes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = readText(in);
      String description = readText(in);
      Double point = readOptional(in);
      double price = in.getDouble();
      readText(in);
      readOptional(in);
      quotes.add(new QuotedPrice(description, name, point, price));
    }
    return quotes;
  }

  /** Of two different contents of one instant the greater one counts. */
  static int compare(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other);
  }

  /** An outcome and its price. */
  record QuotedPrice(String description, String name, Double point, double price) {}

  private void text(String text) {
    if (text == null) {
      varint(0);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length + 1);
    out.writeBytes(utf8);
  }

  private void optional(Double number) {
    out.write(number == null ? 0 : 1);
    if (number != null) {
      number(Double.doubleToLongBits(number));
    }
  }

  private void number(long number) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private void varint(int number) {
    int left = number;
    while (left >= 0x80) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }

  private static int readVarint(ByteBuffer in) {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.get();
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  private static String readText(ByteBuffer in) {
    int length = readVarint(in);
    if (length == 0) {
      return null;
    }
    byte[] utf8 = new byte[length - 1];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static Double readOptional(ByteBuffer in) {
    return in.get() == 0 ? null : in.getDouble();
  }
}
