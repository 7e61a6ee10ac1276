package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValidityStepsTest {
  private static final Instant START = Instant.parse("2026-03-01T18:00:00Z");
  private static final BetTypeSettings SETTINGS = BetTypeSettings.defaults();
  private static final Bookmaker REFERENCE = new Bookmaker("pinnacle");
  private static final Bookmaker OTHER = new Bookmaker("betmgm");

  private final ValiditySteps steps = new ValiditySteps(START, SETTINGS);

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  /**
   * A quote that is confirmed is news for a line if the step in which it ends as an offer, or as a
   * reference, is another one. Before the start an offer ends {@code offer_age} after it was
   * quoted, at the start at the latest unless {@code offer_age_in_play} is later.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void confirmedQuoteIsNewsIfAnEndIsInAnotherStep(int seed) {
    Random random = new Random(seed);
    int news = 0;
    for (int i = 0; i < 2_000; i++) {
      LineId line = new LineId("match-1|totals||" + random.nextInt(1_000) + "|");
      Instant quoted = START.plusMillis(random.nextInt(-7_200_000, 3_600_000));
      Instant quotedNow = quoted.plusMillis(random.nextInt(-60_000, 600_000));
      Bookmaker bookmaker = random.nextBoolean() ? REFERENCE : OTHER;

      boolean stepped = steps.steps(bookmaker, quoted, quotedNow).test(line.text().hashCode());

      boolean ofOffer = step(line, offerUntil(quoted)) != step(line, offerUntil(quotedNow));
      boolean ofReference =
          step(line, quoted.plus(SETTINGS.referenceAge()))
              != step(line, quotedNow.plus(SETTINGS.referenceAge()));
      boolean expected = ofOffer || (bookmaker.equals(REFERENCE) && ofReference);
      assertThat(steps.step(line, offerUntil(quoted)).toEpochMilli())
          .isEqualTo(step(line, offerUntil(quoted)));
      assertThat(stepped).as("%s: %s to %s", bookmaker, quoted, quotedNow).isEqualTo(expected);
      news += expected ? 1 : 0;
    }
    assertThat(news).isBetween(200, 1_900); // both kinds were tried
  }

  /** Half of the shorter age, shifted by the hash of the line's id; none ends across the start. */
  private static long step(LineId line, Instant until) {
    boolean inPlay = until.isAfter(START);
    Duration age = inPlay ? SETTINGS.offerAgeInPlay() : SETTINGS.offerAge();
    long length = Math.min(age.toMillis(), SETTINGS.referenceAge().toMillis()) / 2;
    long shift = Math.floorMod((long) line.text().hashCode(), length);
    long begins = until.toEpochMilli() - Math.floorMod(until.toEpochMilli() - shift, length);
    return inPlay ? Math.max(begins, START.toEpochMilli()) : begins;
  }

  private static Instant offerUntil(Instant quoted) {
    Instant before = quoted.plus(SETTINGS.offerAge());
    Instant inPlay = quoted.plus(SETTINGS.offerAgeInPlay());
    if (!quoted.isBefore(START)) {
      return inPlay;
    }
    Instant atStart = before.isAfter(START) ? START : before;
    return inPlay.isAfter(atStart) ? inPlay : atStart;
  }

  /** The same quote, and so the same ends. */
  @Test
  void quoteOfTheSameTimeIsNoNews() {
    IntPredicate same = steps.steps(REFERENCE, START.minusSeconds(60), START.minusSeconds(60));

    assertThat(IntStream.range(0, 1_000).filter(same)).isEmpty();
  }
}
