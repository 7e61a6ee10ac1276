package io.betintel.ev.codec;

import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.OfferFlags;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.Settlement;
import io.betintel.ev.priced.ValueClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Priced lines out of a seed that no market would make: every optional part is there or not, texts
 * are of any script and length, words are known or a newer build's, numbers are of any size.
 */
final class RandomLines {
  private static final List<String> TEXTS =
      List.of(
          "",
          "Over",
          "Montr\u00e9al Canadiens",
          "\u5927\u962a",
          "\ud83c\udfc0 three",
          "lone \ud83c surrogate",
          "nul \u0000 \u007f \u0080 \u07ff \u0800 \uffff",
          "x".repeat(63),
          "x".repeat(64),
          "\u00e9".repeat(64),
          "https://example.com/bet?" + "a=1&".repeat(2_500));

  private static final double[] NUMBERS = {
    0, -0.0, 1, 5.5, -3.25, 1e-300, 1e300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY
  };

  private final Random random;

  RandomLines(Random random) {
    this.random = random;
  }

  PricedLine line() {
    List<PricedOutcome> outcomes = list(3, this::outcome);
    return new PricedLine(
        new LineId(text()),
        new SportingEvent(
            "e" + random.nextInt(),
            "icehockey_nhl",
            time(),
            optional(this::name),
            optional(this::name)),
        new BetType("totals"),
        optional(this::text),
        optional(this::number),
        List.of(PricedLine.Status.values()).get(random.nextInt(3)),
        optional(() -> word(NotPriced.class)),
        time(),
        time(),
        word(Shape.class),
        optional(() -> word(Settlement.class)),
        word(Method.class),
        word(Combination.class),
        random.nextInt(),
        list(3, this::reference),
        outcomes,
        optional(this::arbitrage),
        list(2, this::middle),
        optional(this::nearness));
  }

  private Reference reference() {
    return new Reference(
        bookmaker(),
        number(),
        number(),
        word(Method.class),
        optional(() -> Duration.ofMillis(whole())));
  }

  private PricedOutcome outcome() {
    List<Offer> offers = new ArrayList<>();
    for (int i = random.nextInt(10) == 0 ? 70 : random.nextInt(4); i > 0; i--) {
      offers.add(offer("book" + i));
    }
    offers.sort(Comparator.comparing(Offer::bookmaker));
    Offer best = any(offers);
    return new PricedOutcome(
        text(),
        optional(this::number),
        optional(this::number),
        best == null || best.value() == null ? null : best,
        any(offers),
        offers);
  }

  private Offer offer(String bookmaker) {
    List<Label<Offer.Flag>> flags = new ArrayList<>();
    for (int i = Math.max(0, random.nextInt(6) - 2); i > 0; i--) {
      flags.add(word(Offer.Flag.class));
    }
    return new Offer(
        new Bookmaker(bookmaker),
        number(),
        number(),
        time(),
        time(),
        optional(this::value),
        OfferFlags.of(flags),
        optional(this::text),
        optional(this::number),
        optional(this::text));
  }

  private Offer.Value value() {
    return new Offer.Value(
        number(),
        list(3, this::bookmaker),
        number(),
        number(),
        number(),
        optional(() -> word(ValueClass.class)),
        optional(this::number),
        EvByMethod.of(method -> number()),
        optional(this::nearness),
        optional(this::number));
  }

  private Nearness nearness() {
    return new Nearness(word(PriceSource.class), optional(this::number), optional(this::number));
  }

  private Arbitrage arbitrage() {
    return new Arbitrage(
        number(),
        random.nextBoolean(),
        time(),
        list(3, this::leg),
        optional(this::number),
        optional(() -> new LineId(text())));
  }

  private Middle middle() {
    return new Middle(
        new LineId(text()),
        number(),
        number(),
        number(),
        number(),
        optional(this::number),
        random.nextBoolean(),
        time(),
        list(2, this::leg),
        optional(this::number));
  }

  private Leg leg() {
    return new Leg(
        text(),
        optional(this::number),
        bookmaker(),
        number(),
        number(),
        number(),
        optional(this::number),
        optional(this::number));
  }

  private <E extends Enum<E> & Label<E>> Label<E> word(Class<E> words) {
    E[] known = words.getEnumConstants();
    return random.nextInt(8) == 0
        ? Label.read(words, "newer_" + random.nextInt(3))
        : known[random.nextInt(known.length)];
  }

  private Bookmaker bookmaker() {
    return new Bookmaker("book" + random.nextInt(100));
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** Without control characters, which no event has. */
  private String name() {
    return TEXTS.get(random.nextInt(6));
  }

  private double number() {
    return random.nextInt(4) == 0
        ? NUMBERS[random.nextInt(NUMBERS.length)]
        : random.nextGaussian() * 10;
  }

  private Instant time() {
    return Instant.ofEpochMilli(whole());
  }

  /** Of any number of bits, positive or negative. */
  private long whole() {
    return random.nextLong() >> (12 + random.nextInt(52));
  }

  private <T> T optional(Supplier<T> present) {
    return random.nextInt(3) == 0 ? null : present.get();
  }

  private <T> T any(List<T> values) {
    return values.isEmpty() || random.nextBoolean()
        ? null
        : values.get(random.nextInt(values.size()));
  }

  private <T> List<T> list(int most, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }
}
