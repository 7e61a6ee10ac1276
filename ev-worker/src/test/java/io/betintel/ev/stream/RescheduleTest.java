package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.priced.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event whose start or teams change together with its lines, through the real topology. */
final class RescheduleTest {
  private static final Instant FIRST = NOON.plus(Duration.ofHours(2));
  private static final Instant SECOND = NOON.plus(Duration.ofHours(26));

  private DrivenTopology driven;

  @BeforeEach
  void open() throws Exception {
    driven = new DrivenTopology(100);
  }

  @AfterEach
  void close() {
    driven.close();
  }

  /** The line that went and the one that came have the same market time, and one start. */
  @Test
  void lineThatGoesWithThePostponementHasTheNewStartToo() {
    quote(NOON, FIRST, "Lions", "Bears");
    lines();

    quote(NOON.plusSeconds(3), SECOND, "Lions", "Cubs");

    assertThat(lines())
        .extracting(line -> line.id().text() + " " + line.status())
        .containsExactly("match-1|h2h|||Bears/Lions WITHDRAWN", "match-1|h2h|||Cubs/Lions OPEN");
  }

  @Test
  void newStartAndTeamsAreInEveryLineThatIsPublished() {
    quote(NOON, FIRST, "Lions", "Bears");
    lines();
    quote(NOON.plusSeconds(3), SECOND, "Lions", "Cubs");
    assertThat(lines())
        .hasSize(2)
        .allSatisfy(
            line -> {
              assertThat(line.event().commenceTime()).isEqualTo(SECOND);
              assertThat(line.event().awayTeam()).isEqualTo("Cubs");
              assertThat(line.marketTime()).isEqualTo(NOON.plusSeconds(3));
            });

    driven.restart();
    quote(NOON.plusSeconds(6), FIRST, "Lions", "Wolves"); // back again, by another owner
    assertThat(lines())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(line -> assertThat(line.event().commenceTime()).isEqualTo(FIRST));
  }

  private List<PricedLine> lines() {
    return driven.lines().stream().map(driven::decode).toList();
  }

  private void quote(Instant when, Instant start, String home, String away) {
    driven.quote(
        when,
        event -> {
          event.put("commence_time", start.toEpochMilli());
          event.put("home_team", home);
          event.put("away_team", away);
          event.put(
              "outcomes",
              List.of(
                  WireEvents.outcome(event.getSchema(), home, 1.9),
                  WireEvents.outcome(event.getSchema(), away, 1.9)));
        });
  }
}
