package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LiveQueueTest {
  private static final LineId FIRST = new LineId("first");
  private static final LineId SECOND = new LineId("second");

  private final LiveQueue queue = new LiveQueue(10);

  @Test
  void ofALineOnlyTheNewestWaitsBehindWhatWasThere() {
    put(TOTALS, FIRST, "1a");
    put(TOTALS, SECOND, "2a");
    put(TOTALS, FIRST, "1b");

    assertThat(drained()).containsExactly("2a", "1b");
  }

  @Test
  void sameLineIdOfAnotherBetTypeIsAnotherLine() {
    put(TOTALS, FIRST, "t");
    put(POINTS, FIRST, "p");

    assertThat(drained()).containsExactly("t", "p");
  }

  @Test
  void moreBytesThanTheLimitAreTold() {
    assertThat(put(TOTALS, FIRST, "0123456789")).isTrue();
    assertThat(put(TOTALS, SECOND, "0")).isFalse();
  }

  @Test
  void whatIsReplacedAndWhatWasTakenCountsNoMore() {
    put(TOTALS, FIRST, "0123456789");
    assertThat(put(TOTALS, FIRST, "012345678")).isTrue();
    drained();
    assertThat(put(TOTALS, SECOND, "0123456789")).isTrue();
    queue.forget(TOTALS);
    assertThat(put(POINTS, SECOND, "0123456789")).isTrue();
    queue.clear();
    assertThat(put(POINTS, FIRST, "0123456789")).isTrue();
  }

  @Test
  void forgettingABetTypeLeavesTheOthersAndWhatConcernsAll() {
    queue.say("all".getBytes(StandardCharsets.UTF_8));
    say(TOTALS, "t");
    put(TOTALS, FIRST, "t1");
    put(POINTS, FIRST, "p1");
    queue.forget(TOTALS);

    assertThat(drained()).containsExactly("all", "p1");
    assertThat(queue.isEmpty()).isTrue();
  }

  private boolean put(BetType betType, LineId line, String frame) {
    return queue.put(betType, line, frame.getBytes(StandardCharsets.UTF_8));
  }

  private void say(BetType betType, String frame) {
    queue.say(betType, frame.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> drained() {
    List<String> frames = new ArrayList<>();
    for (Optional<byte[]> frame = queue.poll(); frame.isPresent(); frame = queue.poll()) {
      frames.add(new String(frame.get(), StandardCharsets.UTF_8));
    }
    return frames;
  }
}
