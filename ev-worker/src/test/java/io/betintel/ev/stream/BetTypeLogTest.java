package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The words are what people grep for. */
final class BetTypeLogTest {
  private static final BetType STEALS = new BetType("player_steals");
  private static final BetType BLOCKS = new BetType("player_blocks");

  private final Logger logger = (Logger) LoggerFactory.getLogger(BetTypeLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Tick clock = new Tick();
  private final BetTypeLog log = new BetTypeLog(clock);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
  }

  @Test
  void eachTypeIsCalledInvalidOnceAMinuteHoweverManyEventsItHas() {
    for (int i = 0; i < 100; i++) {
      invalid(STEALS);
    }
    invalid(BLOCKS);
    clock.now = clock.now.plusSeconds(60);
    invalid(STEALS);

    assertThat(told())
        .containsExactly(
            "Invalid bet_type player_steals: no_row; odds.events-1 offset 2 is parked",
            "Invalid bet_type player_blocks: no_row; odds.events-1 offset 2 is parked",
            "Invalid bet_type player_steals: no_row; odds.events-1 offset 2 is parked"
                + " [99 more of it since the last such line]");
  }

  @Test
  void firstEventOfATypeIsToldOnce() {
    log.first(new MarketId("match-1", STEALS));
    log.first(new MarketId("match-2", STEALS));

    assertThat(told())
        .containsExactly("first event of bet type player_steals: market match-1|player_steals");
  }

  private void invalid(BetType betType) {
    log.invalid(betType, Served.NO_ROW, () -> "odds.events-1 offset 2");
  }

  private List<String> told() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static final class Tick extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
