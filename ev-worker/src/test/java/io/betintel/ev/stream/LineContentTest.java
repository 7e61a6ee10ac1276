package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.LineCodecs;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
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
import io.betintel.ev.priced.Settlement;
import io.betintel.ev.priced.ValueClass;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every component of a line, however deep, that a reader can act on changes the fingerprint: one
 * that is added to the records and forgotten there would never be published by itself.
 */
class LineContentTest {
  /** What every observation changes. */
  private static final List<String> NO_CONTENT =
      List.of("PricedLine.marketTime", "Offer.quotedAt", "Reference.age");

  private static final ValiditySteps STEPS =
      new ValiditySteps(MATCH.commenceTime(), BetTypeSettings.defaults());

  private final LineEncoder encoder = LineEncoder.of(LineCodecs.writing());
  private final List<String> same = new ArrayList<>();
  private int changed;

  @Test
  void everyComponentButTimesAndAgesIsInIt() throws Exception {
    PricedLine line = line();
    long before = encoder.fingerprint(line, STEPS);
    for (Other other : others(line, "PricedLine")) {
      if (encoder.fingerprint((PricedLine) other.value(), STEPS) == before) {
        same.add(other.path());
      } else {
        changed++;
      }
    }

    // The best and the top offer are among the offers.
    same.removeIf(path -> path.contains("PricedOutcome.best>"));
    same.removeIf(path -> path.contains("PricedOutcome.top>"));
    assertThat(same).hasSameSizeAs(NO_CONTENT);
    assertThat(same).allMatch(path -> NO_CONTENT.stream().anyMatch(path::endsWith));
    assertThat(changed).isGreaterThan(60); // 19 components of the line, and those inside of them
  }

  /** A variant of a value, and which component differs. */
  private record Other(String path, Object value) {}

  /** For each component of a record, however deep, the record with another value there. */
  private static List<Other> others(Object value, String path) throws Exception {
    List<Other> others = new ArrayList<>();
    if (value instanceof List<?> list) {
      List<Object> shorter = new ArrayList<>(list);
      shorter.remove(shorter.size() - 1);
      others.add(new Other(path, shorter));
      for (Other other : others(list.get(0), path)) {
        List<Object> with = new ArrayList<>(list);
        with.set(0, other.value());
        others.add(new Other(other.path(), with));
      }
    } else if (value instanceof Record && !isPlain(value)) {
      RecordComponent[] components = value.getClass().getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        Object part = components[i].getAccessor().invoke(value);
        String name = value.getClass().getSimpleName() + "." + components[i].getName();
        for (Other other : others(part, path + ">" + name)) {
          others.add(new Other(other.path(), with(value, components, i, other.value())));
        }
      }
    } else {
      others.add(new Other(path, another(value)));
    }
    return others;
  }

  private static boolean isPlain(Object value) {
    return value instanceof Bookmaker
        || value instanceof BetType
        || value instanceof LineId
        || value instanceof Label;
  }

  private static Object with(Object record, RecordComponent[] components, int place, Object part)
      throws Exception {
    Object[] parts = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = i == place ? part : components[i].getAccessor().invoke(record);
      types[i] = components[i].getType();
    }
    var constructor = record.getClass().getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(parts);
  }

  private static Object another(Object value) {
    if (value instanceof String text) {
      return text + "x";
    }
    if (value instanceof Double number) {
      return number + 0.25;
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Boolean flag) {
      return !flag;
    }
    if (value instanceof Instant time) {
      return time.plus(Duration.ofDays(1));
    }
    if (value instanceof Duration time) {
      return time.plusSeconds(1);
    }
    if (value instanceof Bookmaker bookmaker) {
      return new Bookmaker(bookmaker.key() + "x");
    }
    if (value instanceof BetType betType) {
      return new BetType(betType.symbol() + "x");
    }
    if (value instanceof LineId id) {
      return new LineId(id.text() + "x");
    }
    if (value instanceof OfferFlags) {
      return OfferFlags.NONE;
    }
    if (value instanceof EvByMethod evs) {
      return EvByMethod.of(method -> evs.under(method) + 0.25);
    }
    if (value instanceof Enum<?> constant) {
      return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
          .filter(other -> !other.equals(constant))
          .findFirst()
          .orElseThrow();
    }
    throw new IllegalArgumentException("how does one change a " + value.getClass() + "?");
  }

  /** A line with everything that a line can have. */
  private static PricedLine line() {
    Instant until = NOON.plus(Duration.ofMinutes(20));
    Offer.Value value =
        new Offer.Value(
            0.5,
            List.of(new Bookmaker("pinnacle")),
            0.1,
            0.2,
            0.05,
            ValueClass.TAKE,
            0.01,
            EvByMethod.of(method -> method.label().length() / 10.0),
            new Nearness(PriceSource.EXTRAPOLATED, 1.0, 0.03),
            0.03);
    Offer offer =
        new Offer(
            new Bookmaker("bet365"),
            2.2,
            2.15,
            NOON,
            until,
            value,
            OfferFlags.of(List.of(Offer.Flag.SUSPECT)),
            "https://example.com/bet",
            250.0,
            "0.02");
    Leg leg = new Leg("Over", 41.5, new Bookmaker("bet365"), 2.2, 2.15, 0.5, 250.0, 0.0);
    PricedLine.PricedOutcome over =
        new PricedLine.PricedOutcome("Over", 41.5, 0.5, offer, offer, List.of(offer));
    LineId other = new LineId("match-1|totals||44.5|");
    return new PricedLine(
        new LineId("match-1|totals|Smith|41.5|"),
        MATCH,
        new BetType("totals"),
        "Smith",
        41.5,
        PricedLine.Status.OPEN,
        NotPriced.ERROR,
        NOON,
        until,
        Shape.OVER_UNDER,
        Settlement.FULL,
        Method.POWER,
        Combination.AVERAGE_THEN_DEVIG,
        3,
        List.of(
            new PricedLine.Reference(
                new Bookmaker("pinnacle"), 1.0, 0.05, Method.POWER, Duration.ofSeconds(3))),
        List.of(over),
        new Arbitrage(0.02, false, until, List.of(leg), 500.0, other),
        List.of(new Middle(other, 41.5, 44.5, 0.02, 0.9, 0.3, false, until, List.of(leg), 500.0)),
        new Nearness(PriceSource.INTERPOLATED, 0.5, 0.02));
  }
}
