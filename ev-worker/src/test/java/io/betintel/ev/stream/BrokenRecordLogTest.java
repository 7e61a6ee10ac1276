package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.ops.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BrokenRecordLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(BrokenRecordLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final BrokenRecordLog log = new BrokenRecordLog(clock);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
  }

  @Test
  void floodIsAFewLinesAndACount() {
    for (int i = 0; i < 1000; i++) {
      broken(i, Reason.NULL_VALUE);
    }
    assertThat(lines.list).hasSize(3);
    assertThat(lines.list.get(0).getFormattedMessage())
        .isEqualTo("broken record odds.events-4 offset 0 (null_value): no value");

    broken(1000, Reason.NO_KEY); // another reason has its own lines
    assertThat(lines.list).hasSize(4);

    clock.move(Duration.ofSeconds(1));
    broken(1001, Reason.NULL_VALUE);
    assertThat(lines.list.get(4).getFormattedMessage())
        .endsWith("[997 more like it were not logged]");
    broken(1002, Reason.NULL_VALUE);
    assertThat(lines.list.get(5).getFormattedMessage()).endsWith(": no value");
  }

  @Test
  void recordThatWaitsForItsSchemaNamesItsPlaceAndIsNoFloodEither() {
    for (int i = 0; i < 10; i++) {
      log.waits(
          new Origin("odds.events", 4, i, 0),
          new SchemaPendingException(7, "the schema registry does not know id 7", true));
    }

    assertThat(lines.list).hasSize(3);
    assertThat(lines.list.get(1).getFormattedMessage())
        .isEqualTo(
            "record odds.events-4 offset 1 waits in quarantine for schema id 7: the schema registry"
                + " does not know id 7");
  }

  private void broken(long offset, Reason reason) {
    log.broken(
        new Origin("odds.events", 4, offset, 0), new BrokenRecordException(reason, "no value"));
  }
}
