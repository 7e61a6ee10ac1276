package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.ops.MovableClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final StringWriter text = new StringWriter();
  private final MovableClock clock = new MovableClock(Instant.EPOCH);

  @Test
  void isRedrawnOnATerminalTenTimesASecondAtMost() {
    ProgressBar bar = new ProgressBar(new PrintWriter(text), true, clock);
    bar.start("nhl.json", 3);
    bar.advance();
    clock.move(Duration.ofMillis(100));
    bar.advance();
    bar.advance();
    bar.finish();

    assertThat(text.toString())
        .isEqualToNormalizingNewlines(
            "\r[####################..........] 2/3 nhl.json"
                + "\r[##############################] 3/3 nhl.json\n");
  }

  @Test
  void isOneLineElsewhere() {
    ProgressBar bar = new ProgressBar(new PrintWriter(text), false, clock);
    bar.start("nhl.json", 1);
    clock.move(Duration.ofSeconds(1));
    bar.advance();
    bar.finish();

    assertThat(text.toString()).isEqualToNormalizingNewlines("nhl.json: 1 of 1\n");
  }

  @Test
  void emptyFileIsDoneAtOnce() {
    ProgressBar bar = new ProgressBar(new PrintWriter(text), true, clock);
    bar.start("none.json", 0);
    bar.finish();

    assertThat(text.toString()).contains("[##############################] 0/0 none.json");
  }
}
